import { mentionsOf, noteOf, readNote } from '@chartlift/engine/notes';
import { expect, it } from 'vitest';
import { noteLines } from './note-lines.js';

it('lists suggestions by section, with what is said of each', () => {
  const text = 'Croup.\n\nFAMILY HISTORY\nMother with gout.\n\nROS\nNo hay\nfever.';
  expect(noteLines(readNote(text), [])).toEqual([
    '(no section)',
    '  kind     text   said  more  place',
    '  problem  Croup              0-5',
    '',
    'FAMILY HISTORY',
    '  kind            text  said                       more              place',
    '  family-history  gout  historical, of the family  relative: Mother  35-39',
    '',
    'ROS',
    '  kind     text       said     more  place',
    '  problem  hay fever  negated        49-58',
  ]);
});

it('lists mentions, and says when there is nothing', () => {
  expect(noteLines(readNote(''), [])).toEqual(['Nothing to suggest.']);
  const text = 'No rain.';
  expect(noteLines(readNote(text), mentionsOf(noteOf(text), 'rain')).slice(-2)).toEqual([
    'mention  negation  temporality  experiencer  place',
    'rain     negated   recent       patient      3-7',
  ]);
});
