import { describe, expect, it } from 'vitest';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping } from './compile.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

describe('rows joined inside a list', () => {
  const build = (role: 'detail' | 'lookup') => {
    const { db, tables } = testPractice([
      { name: 'patient', columns: { id: 'integer', name: 'text' }, rows: [[1, 'A']] },
      {
        name: 'link',
        columns: { pid: 'integer', address: 'integer' },
        rows: [
          [1, 20],
          [1, 30],
        ],
      },
      {
        name: 'address',
        columns: { id: 'integer', city: 'text' },
        rows: [
          [10, 'x'],
          [20, 'y'],
          [30, null],
        ],
      },
    ]);
    const specs = testSpecs({
      patient: `
resource: Patient
from: patient
key: id
patient: id
elements:
  name.text: name
  address:
    list:
      from: link
      join: [ { table: address, as: a, on: "a.id = link.address", role: ${role} } ]
      where: link.pid = patient.id
      elements: { city: a.city }
`,
    });
    const builder = new ChartBuilder(compileMapping(specs, testEnvironment(tables)), db);
    return builder.build('1').patientOrigin.details;
  };

  it('are delivered with the item when their role is detail', () => {
    expect(build('detail')).toEqual([
      { table: 'link', row: 1 },
      { table: 'address', row: 2 },
    ]);
  });

  it('are only read when it is lookup', () => {
    expect(build('lookup')).toEqual([{ table: 'link', row: 1 }]);
  });
});
