import type { ColumnProfile } from '../../artifacts/source-profile.js';
import { ucumCode } from '../../terminology/ucum.js';
import { isPlainText } from '../../terminology/words/plain-text.js';
import type { ColumnFacts } from '../column-facts.js';
import { TOLD_FROM } from '../phi/masking.js';

const UNIT_NAME = /\b(?:units?|uom|ucum|einheit|unidad|birim|dose unit|measure)\b/;
const LEAST_SHARE = 0.6;
const MOST_UNITS = 30;
const quantity = /^[<>]?=?\s*-?\d+(?:[.,]\d+)?\s*([^\d\s.,;:()-][^\d;]{0,14})$/;

/** UCUM codes of the units that a column holds, or that stand behind its numbers, with rows; empty where most values are no such thing. */
export function unitsOf(facts: ColumnFacts, words: string): ColumnProfile['units'] {
  if (facts.filled === 0 || !/^(?:code|word|text)$/.test(facts.kind)) return [];
  const units = new Map<string, number>();
  const telling = new Set<string>();
  let rows = 0;
  let seen = 0;
  let alone = 0;
  for (const { value, count } of facts.frequent) {
    seen += count;
    const behind = quantity.exec(value)?.[1]?.trim();
    const unit = ucumCode(behind ?? value);
    if (unit === null || value.length > 30 || !/[A-Za-z%]/.test(unit)) continue;
    // UCUM lets anything stand in braces.
    if (unit.includes('{') && !isPlainText(unit)) continue;
    rows += count;
    if (behind === undefined) alone += count;
    if (/[/*^%µμ[\]]/.test(value)) telling.add(unit);
    units.set(unit, (units.get(unit) ?? 0) + count);
  }
  if (seen === 0 || rows / seen < LEAST_SHARE) return [];
  // Words that are units by chance (`day`, `tablet`, `M`) are units only where the name says so, or signs stand in several.
  if (alone > rows / 2 && !UNIT_NAME.test(words) && telling.size < 2) return [];
  return [...units]
    .map(([unit, count]) => ({ unit, count }))
    .filter(({ count }) => count >= TOLD_FROM)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_UNITS);
}
