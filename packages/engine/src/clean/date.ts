import { isDay } from '../base/calendar.js';
import type { Cell } from '../base/cell.js';
import { dateArgs, dateFindings, hasIsoClock, plainArgs, readDate, startsWithIsoDay } from './date-input.js';
import { formatDate } from './date-text.js';
import type { FindingCode } from './findings.js';
import { absent, cellText, clean, nothing, type Rule, withFindings } from './rule.js';

/**
 * FHIR date as far as it is stated: YYYY, YYYY-MM or YYYY-MM-DD. A time of day is left off. Two or three columns are year, month and day.
 * A date that can be read in two ways gives a finding and no value.
 */
export const date: Rule = {
  name: 'date',
  describe: 'A date in any shape of legacy data, to the precision that is stated; three columns are year, month, day.',
  inputs: [1, 3],
  returns: 'date',
  args: dateArgs,
  findings: [...dateFindings, 'time-unreadable'],
  clean(inputs, args, context) {
    if (inputs.length > 1) return fromParts(inputs);
    const cell = inputs[0];
    if (typeof cell === 'string' && plainArgs(args) && startsWithIsoDay(cell)) {
      if (cell.length === 10) return clean(cell);
      if (hasIsoClock(cell)) return clean(cell.slice(0, 10));
    }
    const read = readDate(cell, args, context);
    if (read === null) return absent;
    if (typeof read === 'string') return nothing(read);
    // The zone of a time does not matter to a date; words beside it that are no time do.
    return withFindings(formatDate(read), ...read.findings.filter((code) => code !== 'time-zone-unknown'));
  },
};

function fromParts(inputs: readonly Cell[]) {
  const texts = inputs.map(cellText);
  if (texts.some((text) => text === null)) return nothing('not-text');
  if (texts.every((text) => text === '')) return absent;
  const numbers = texts.map((text) => (text === '' ? 0 : /^\d{1,4}$/.test(text!) ? Number(text) : -1));
  if (numbers.includes(-1)) return nothing('date-unreadable');
  const [year = 0, month = 0, day = 0] = numbers;
  if (year === 0) return nothing(month === 0 && day === 0 ? 'date-zero' : 'date-no-year');
  if (texts[0]!.length !== 4) return nothing('date-two-digit-year');
  if (month === 0 && day !== 0) return nothing('date-impossible');
  if (month > 12 || (day !== 0 && !isDay(year, month, day))) return nothing('date-impossible');
  const findings: FindingCode[] = year < 1800 || year > 2199 ? ['date-implausible'] : [];
  return withFindings(formatDate({ year, month, day }), ...findings);
}
