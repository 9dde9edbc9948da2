import { dateArgs, dateFindings } from './date-input.js';
import { formatDate } from './date-text.js';
import { offsetOf, readDateTime, zoneFindings } from './date-time.js';
import { absent, cellText, clean, nothing, type Rule, stringArg, withFindings } from './rule.js';
import { formatTime } from './time-text.js';

/** FHIR instant: date, time and offset, else a finding and no value. */
export const instant: Rule = {
  name: 'instant',
  describe: 'A point in time with its offset; nothing less is accepted.',
  inputs: [1, 2],
  returns: 'instant',
  args: { ...dateArgs, timeZone: 'IANA zone of this column instead of the source’s.' },
  findings: [...dateFindings, ...zoneFindings, 'instant-incomplete'],
  clean(inputs, args, context) {
    const read = readDateTime(inputs, args, context);
    if (read === null) return inputs.every((cell) => cellText(cell) === '') ? absent : nothing('instant-incomplete');
    if (typeof read === 'string') return nothing(read);
    if (read.time === null) return nothing('instant-incomplete');
    const offset = offsetOf(read, read.time, stringArg(args, 'timeZone') ?? context.timeZone);
    if (offset === '') return nothing('instant-incomplete');
    if (offset.length > 6) return nothing(offset as 'time-in-dst-gap');
    const value = `${formatDate(read)}T${formatTime(read.time)}${offset}`;
    return read.findings.length === 0 ? clean(value) : withFindings(value, ...read.findings);
  },
};
