import type { KeyingReaders } from '../abstraction/keying/field-value.js';
import type { CleanContext } from '../base/cleaner.js';
import { type DateOptions, formatDate, parseDate } from '../clean/date-text.js';
import { readFrequency } from '../clean/frequency-text.js';
import { formatTime } from '../clean/time-text.js';

/** Readers of dates and frequencies for comparing keys, by the settings of the workspace: the same as clean what is staged. */
export function keyingReaders(settings: Pick<CleanContext, 'dateOrder' | 'latestYear'>): KeyingReaders {
  const options: DateOptions = { order: settings.dateOrder, latestYear: settings.latestYear };
  return {
    date(text) {
      const read = parseDate(text, options);
      if (typeof read === 'string') return null;
      return read.time === null ? formatDate(read) : `${formatDate(read)} ${formatTime(read.time)}${read.time.offset}`;
    },
    frequency(text) {
      const read = readFrequency(text);
      if (read === null) return null;
      const { frequency = '', frequencyMax = '', period = '', periodMax = '', periodUnit = '', when = '' } = read;
      return `${frequency}-${frequencyMax}/${period}-${periodMax}${periodUnit} ${when}`.trim();
    },
  };
}
