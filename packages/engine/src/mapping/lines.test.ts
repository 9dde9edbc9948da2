import { describe, expect, it } from 'vitest';
import type { Cleaner } from '../base/cleaner.js';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping } from './compile.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

const whole: Cleaner = {
  name: 'whole',
  describe: 'Bytes as UTF-8.',
  inputs: [1, 1],
  returns: 'string',
  clean: ([cell]) => ({ value: Buffer.from(cell as Uint8Array).toString('utf8') }),
};

function build(lines: (string | Uint8Array | null)[], between = '', clean = '') {
  const { db, tables } = testPractice([
    { name: 'patient', columns: { id: 'integer', name: 'text' }, rows: [[1, 'A']] },
    { name: 'note', columns: { id: 'integer', pid: 'integer' }, rows: [[7, 1]] },
    {
      name: 'note_line',
      columns: { note: 'integer', line_no: 'integer', txt: 'text' },
      // Staged the other way round: the order is the spec's.
      rows: lines.map((line, at) => [7, at + 1, line] as [number, number, string]).reverse(),
    },
  ]);
  const specs = testSpecs({
    patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }',
    note: `
resource: DocumentReference
from: note
key: id
patient: pid
elements:
  description:
    lines: { from: note_line, where: note_line.note = note.id, order: note_line.line_no, line: note_line.txt${between} }${clean}
`,
  });
  const environment = { ...testEnvironment(tables), cleaners: new Map([[whole.name, whole]]) };
  const mapping = compileMapping(specs, environment);
  return new ChartBuilder(mapping, db).build('1');
}

describe('a text that is kept line by line', () => {
  it('is one text in the order of its lines, and every row is delivered with it', () => {
    const { fragments, issues } = build(['first', null, '  third', 'fourth']);
    expect(fragments[0]?.resource.description).toBe('first\n\n  third\nfourth');
    expect(fragments[0]?.origin.details.map(({ row }) => row).sort()).toEqual([1, 2, 3, 4]);
    expect(issues).toEqual([]);
  });

  it('has nothing between pieces that a size cut, in the middle of a character too', () => {
    const bytes = Buffer.from('caf\u00e9 au lait', 'utf8');
    expect(build(['cut he', 're'], ', between: ""').fragments[0]?.resource.description).toBe('cut here');
    const pieces = [bytes.subarray(0, 4), bytes.subarray(4)];
    const chart = build(pieces, ', between: ""', '\n    clean: whole');
    expect(chart.fragments[0]?.resource.description).toBe('caf\u00e9 au lait');
  });

  it('is absent where no line has text', () => {
    expect(build([null, ' ']).fragments).toEqual([]);
    expect(build([]).fragments).toEqual([]);
  });
});
