import { civilFromDays } from '../base/calendar.js';
import type { DateText } from './date-text.js';
import type { FindingCode } from './findings.js';

/** Numbers that are dates only because the spec says so. */
const epochs = ['excel', 'excel-1904', 'unix', 'unix-ms'] as const;
export type Epoch = (typeof epochs)[number];

export const isEpoch = (value: unknown): value is Epoch => epochs.includes(value as Epoch);

/**
 * The date and time of a serial number. `excel`: days since 1899-12-30 with the day that 1900 did not have (ECMA-376 part 1, 18.17.4.1);
 * `excel-1904`: days since 1904-01-01; `unix`, `unix-ms`: UTC, so the offset is `Z`.
 */
export function fromEpoch(text: string, epoch: Epoch): DateText | FindingCode {
  if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return 'date-unreadable';
  const value = Number(text);
  if (epoch === 'unix' || epoch === 'unix-ms') {
    const milliseconds = Math.round(epoch === 'unix' ? value * 1000 : value);
    return civil(milliseconds, 'Z');
  }
  if (value <= 0) return value === 0 ? 'date-zero' : 'date-unreadable';
  // Serial 60 is Excel's 29 February 1900; before it, serials count from 1899-12-31.
  if (epoch === 'excel' && Math.floor(value) === 60) return 'date-impossible';
  const base = epoch === 'excel-1904' ? -24107 : value < 60 ? -25568 : -25569;
  // Excel's times are rounded to the second: a double holds no more that was meant.
  return civil(Math.round((value + base) * 86400) * 1000, '');
}

function civil(milliseconds: number, offset: string): DateText | FindingCode {
  const days = Math.floor(milliseconds / 86_400_000);
  const { year, month, day } = civilFromDays(days);
  if (year < 1 || year > 9999) return 'date-unreadable';
  let rest = milliseconds - days * 86_400_000;
  const fraction = rest % 1000;
  rest = Math.floor(rest / 1000);
  const time = {
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    fraction: fraction === 0 ? '' : String(fraction).padStart(3, '0').replace(/0+$/, ''),
    offset,
    unknownZone: false,
  };
  const midnight = time.hour === 0 && time.minute === 0 && time.second === 0 && fraction === 0;
  return {
    year,
    month,
    day,
    // A whole Excel serial is a day, not midnight.
    time: midnight && offset === '' ? null : time,
    findings: year < 1800 || year > 2199 ? ['date-implausible'] : [],
  };
}
