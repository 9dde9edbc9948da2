import { timeOfCell } from './date-time.js';
import { clean, nothing, textRule } from './rule.js';
import { formatTime } from './time-text.js';

export const time = textRule({
  name: 'time',
  describe: 'A time of day, HH:MM:SS; 12-hour clocks, HHMM and date-times with a filler date are understood.',
  returns: 'time',
  findings: ['time-unreadable'],
  clean(text) {
    const read = timeOfCell(text);
    // FHIR time has no zone: a time with one is not a time of day alone.
    return read === null || read.offset !== '' || read.unknownZone
      ? nothing('time-unreadable')
      : clean(formatTime(read));
  },
});
