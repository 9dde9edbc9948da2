import type { CdaElement } from '../cda-element.js';
import { timeStamp } from '../time-stamp.js';
import type { ScorecardRule } from './rule.js';
import { judgeEach } from './rule.js';

/** Elements with a value in the effectiveTimes of statements and of all below them; the periods of doses are no points in time. */
export function* timesOf(statements: readonly CdaElement[]): Generator<CdaElement> {
  for (const statement of statements) {
    for (const time of effectiveTimes(statement)) {
      if (time.attr('value') !== undefined) yield time;
      for (const part of time.children) {
        if (['low', 'high', 'center'].includes(part.name) && part.attr('value') !== undefined) yield part;
      }
    }
  }
}

function* effectiveTimes(statement: CdaElement): Generator<CdaElement> {
  const types = new Set(['PIVL_TS', 'EIVL_TS', 'SXPR_TS']);
  for (const time of statement.below('effectiveTime')) if (!types.has(time.attr('xsi:type') ?? '')) yield time;
}

/** Year, month or day alone, or a time to the minute or second with its offset (HL7 C-CDA rubric; C-CDA R2.1 US Realm Date and Time). */
function isWellStated(value: string): boolean {
  const time = timeStamp(value);
  if (!time) return false;
  if (time.digits.length <= 8) return time.offset === null;
  return time.digits.length >= 12 && time.offset !== null;
}

export const effectiveTimeRule = (id: string): ScorecardRule => ({
  id,
  message: 'A time is not a real date, or has hours without minutes, or a time of day without its offset from UTC.',
  hint: 'Write a time as YYYYMMDDhhmm+zzzz where the offset is known (of own documents: set timeZone in chartlift.yaml), never a guessed one; else it is the date alone that gets the points.',
  judge: ({ statements }) => judgeEach(timesOf(statements), (time) => isWellStated(time.attr('value') ?? '')),
});
