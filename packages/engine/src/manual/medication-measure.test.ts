import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { medicationsOf } from '../abstraction/note/medications/medications.js';
import { noteOf } from '../abstraction/note/note.js';
import {
  type AnnotatedNote,
  type MedicationTruth,
  medicationNotes,
  type TruthField,
} from '../synthetic/medication-notes.js';
import { readAnnotatedNote } from '../testing/annotated-note.js';

type Counts = Record<TruthField, { right: number; wrong: number; missed: number }>;
const FIELDS = ['strength', 'form', 'route', 'frequency'] as const;
const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').replace(/[.,]$/, '');

/** A name counts where the spans meet; a field where its words are the same but for case, white space and a last point. */
function count(notes: readonly AnnotatedNote[]): Counts {
  const none = () => ({ right: 0, wrong: 0, missed: 0 });
  const counts: Counts = { drug: none(), strength: none(), form: none(), route: none(), frequency: none() };
  for (const { text, medications } of notes) {
    const found = medicationsOf(noteOf(text)).filter(({ kind }) => kind === 'medication');
    const used = new Set<number>();
    const words = (span: readonly [number, number] | undefined) =>
      span === undefined ? null : plain(text.slice(...span));
    for (const truth of medications) {
      const [start, end] = truth.drug ?? [0, 0];
      const at = found.findIndex(
        ({ spans }, i) => !used.has(i) && (spans.drug?.[0] ?? 0) < end && (spans.drug?.[1] ?? 0) > start,
      );
      const spans = found[at]?.spans;
      counts.drug[spans === undefined ? 'missed' : 'right']++;
      if (at >= 0) used.add(at);
      for (const field of FIELDS) {
        const unit = spans?.strength_unit?.[1];
        const own = spans?.[field];
        const got = words(field === 'strength' && own && unit !== undefined ? [own[0], unit] : own);
        const wanted = words(truth[field]);
        if (got !== null && got === wanted) counts[field].right++;
        else {
          if (got !== null) counts[field].wrong++;
          if (wanted !== null) counts[field].missed++;
        }
      }
    }
    counts.drug.wrong += found.length - used.size;
  }
  return counts;
}

const f1 = ({ right, wrong, missed }: { right: number; wrong: number; missed: number }): number =>
  (2 * right) / (2 * right + wrong + missed);
const shown = (counts: Counts) =>
  Object.entries(counts)
    .map(([field, one]) => `${field} ${f1(one).toFixed(3)} (${one.right}/${one.wrong}/${one.missed})`)
    .join(', ');

const LETTERS: Readonly<Record<string, TruthField>> = {
  d: 'drug',
  s: 'strength',
  f: 'form',
  r: 'route',
  q: 'frequency',
};

function annotatedByHand(): AnnotatedNote[] {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
  const folder = join(root, 'tests/note-annotations/medications');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => {
      const { text, marks } = readAnnotatedNote(readFileSync(join(folder, name), 'utf8'));
      const medications = new Map<string, MedicationTruth>();
      for (const { letter, of, span } of marks)
        medications.set(of, { ...medications.get(of), [LETTERS[letter] ?? 'drug']: span });
      return { text, medications: [...medications.values()] };
    });
}

describe('medications of notes', () => {
  it('finds those of generated notes, F1 0.95 by name and 0.9 by field', () => {
    const counts = count(medicationNotes(120, 20261124));
    console.log(`generated: ${shown(counts)}`);
    expect(f1(counts.drug)).toBeGreaterThan(0.95);
    for (const field of FIELDS) expect(f1(counts[field]), field).toBeGreaterThan(0.9);
  });

  it('finds those of notes annotated by hand, F1 0.9 by name and field', () => {
    const notes = annotatedByHand();
    expect(notes.length).toBeGreaterThanOrEqual(25);
    const counts = count(notes);
    console.log(`by hand: ${shown(counts)}`);
    for (const field of ['drug', ...FIELDS] as const) expect(f1(counts[field]), field).toBeGreaterThan(0.9);
  });
});
