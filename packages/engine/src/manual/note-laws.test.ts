import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { immunizationsOf } from '../abstraction/note/immunizations.js';
import { medicationsOf } from '../abstraction/note/medications/medications.js';
import { noteOf } from '../abstraction/note/note.js';
import { resultsOf } from '../abstraction/note/results.js';
import { vitalsOf } from '../abstraction/note/vitals.js';
import { medicationNotes } from '../synthetic/medication-notes.js';

const CHOICES = new Set(['vital', 'status']);
/** Words of change stand before the name or far behind it. */
const APART = new Set(['change', 'status']);
const pieces = fc.constantFrom(
  ...[
    'lisinopril ',
    'aspirin',
    '20 mg',
    ' daily',
    'BID',
    '\n',
    '. ',
    ', ',
    'BP ',
    '120/80',
    'from 10 to ',
    'Tdap ',
    'lot ',
    '3/12/2020 ',
    'Na ',
    '138',
    '{',
    '\ud83d\ude00',
    '\u0000',
    '#20',
    ' | ',
    'allergic to ',
    '\u00bd tab ',
    'x10d',
    '(H)',
    'Wt ',
    '5\'10"',
    '7.4 %',
    'q4-6h',
    'p.o. ',
    'SIG: ',
  ],
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 40 }).map((all) => all.join('')),
);

function holds(text: string): void {
  const note = noteOf(text);
  for (const one of [...medicationsOf(note), ...vitalsOf(note), ...immunizationsOf(note), ...resultsOf(note)]) {
    const [start, end] = one.span;
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(one.text).toBe(text.slice(start, end));
    expect(Object.keys(one.spans).sort()).toEqual(Object.keys(one.fields).sort());
    for (const [name, [from, to]] of Object.entries(one.spans)) {
      const [least, most] = APART.has(name) ? [0, text.length] : [start, end];
      expect(from >= least && to <= most && to > from, name).toBe(true);
      if (!CHOICES.has(name)) expect(one.fields[name]).toBe(text.slice(from, to));
    }
  }
}

describe('suggestions from notes', () => {
  it('stand in the note, fields within, whatever the text is', () => {
    fc.assert(fc.property(texts, holds), { numRuns: 800 });
  });

  it('stand in the note where notes are notes, and are the same again', () => {
    for (const { text } of medicationNotes(40, 7)) {
      holds(text);
      expect(medicationsOf(noteOf(text))).toEqual(medicationsOf(noteOf(text)));
    }
  });

  it('take no longer than the text is long', () => {
    for (const part of [
      'aspirin 20 mg ',
      'allergic to ',
      '1-',
      'take ',
      'every 4 ',
      'BP ',
      'lot ',
      'hemoglobin a1c ',
      'measles mumps ',
      '(',
      'q',
      '1 tab or ',
      'for 1 ',
    ])
      holds(part.repeat(Math.ceil(6000 / part.length)));
  });
});
