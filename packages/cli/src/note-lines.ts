import type { Assertion, Mention, NoteReading, NoteSuggestion } from '@chartlift/engine/notes';
import { textTable } from './text-table.js';

/** What the plain case needs no word for: it is so, now, of the patient. */
const said = ({ negation, temporality, experiencer }: Assertion): string =>
  [
    negation === 'affirmed' ? '' : negation,
    temporality === 'recent' ? '' : temporality,
    experiencer === 'patient' ? '' : experiencer === 'family' ? 'of the family' : 'of somebody else',
  ]
    .filter((word) => word !== '')
    .join(', ');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Fields that say more than the text of the suggestion. */
const details = ({ text, fields }: NoteSuggestion): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== text)
    .map(([name, value]) => `${name}: ${oneLine(value)}`)
    .join('; ');

/** A note's suggestions as lines for a terminal, section by section. */
export function noteLines({ sections, suggestions }: NoteReading, mentions: readonly Mention[]): string[] {
  const lines: string[] = [];
  const groups = new Map<string | null, NoteSuggestion[]>();
  const bounds = sections.map(({ span }) => span[0]);
  for (const one of suggestions) {
    const index = bounds.findLastIndex((start) => start <= one.span[0]);
    const title = sections[index] === undefined ? null : `${index} ${one.section ?? ''}`;
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [one]);
    else group.push(one);
  }
  for (const group of groups.values()) {
    const title = group[0]?.section ?? null;
    lines.push(...(lines.length > 0 ? [''] : []), title === null ? '(no section)' : oneLine(title));
    const rows = group.map((one) => [one.kind, oneLine(one.text), said(one), details(one), one.span.join('-')]);
    lines.push(...textTable(['kind', 'text', 'said', 'more', 'place'], rows).map((line) => `  ${line}`));
  }
  if (suggestions.length === 0) lines.push('Nothing to suggest.');
  if (mentions.length > 0) {
    const rows = mentions.map((one) => [
      oneLine(one.text),
      one.negation,
      one.temporality,
      one.experiencer,
      one.span.join('-'),
    ]);
    lines.push('', ...textTable(['mention', 'negation', 'temporality', 'experiencer', 'place'], rows));
  }
  return lines;
}
