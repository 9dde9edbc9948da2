import type { FieldKind } from '../../artifacts/page-reading.js';

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*';
const DATE = new RegExp(
  `^(?:\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{4}|\\d{1,2}[- ]?${MONTH}[- ]?\\d{2,4}|(?:19|20)\\d\\d)$`,
  'i',
);
const UNIT =
  /^(?:mg|mcg|g|kg|ml|mL|units?|iu|meq|%|tabs?|tablets?|caps?|capsules?|puffs?|drops?|patch(?:es)?|sprays?|mg\/.*|mcg\/.*|units\/.*)$/i;

/** What a word of running text is by its looks, where the writer of the page has not said it. `next` is the word after it in its line. */
export function kindOfWord(text: string, next: string | null): FieldKind {
  const bare = text.replace(/^[("'[]+|[)"'\],.;:]+$/g, '');
  if (!/\d/.test(bare)) return 'word';
  if (DATE.test(bare)) return 'date';
  if (/^[(]?\d{3}[)]?[-. ]\d{3}[-.]\d{4}$/.test(bare)) return 'phone';
  if (/^\d[\d.,/-]*(?:mg|mcg|g|ml|units?|meq|%)(?:\/.*)?$/i.test(bare)) return 'dose';
  if (/^[\d.,/-]+$/.test(bare) && next !== null && UNIT.test(next.replace(/[,.;:)]+$/, ''))) return 'dose';
  return 'number';
}
