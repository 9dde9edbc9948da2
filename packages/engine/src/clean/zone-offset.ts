import { daysFromCivil } from '../base/calendar.js';
import { two } from './time-text.js';

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatter(zone: string): Intl.DateTimeFormat | null {
  let made = formatters.get(zone);
  if (made === undefined) {
    try {
      made = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      });
    } catch {
      made = null;
    }
    if (formatters.size < 64) formatters.set(zone, made);
  }
  return made;
}

/** Offset of the zone at an instant, in seconds. */
function offsetAt(format: Intl.DateTimeFormat, seconds: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) part[type] = Number(value);
  const local =
    daysFromCivil(part.year!, part.month!, part.day!) * 86400 + part.hour! * 3600 + part.minute! * 60 + part.second!;
  return local - seconds;
}

/** Offsets that hold on a whole local day, or null when the clock changes on it; by zone and day. */
const days = new Map<string, Map<number, number | null>>();
const daysLimit = 20_000;

/**
 * Offset `+hh:mm` of a wall-clock time in an IANA zone. `gap`: the clock skipped that time; `overlap`: it came twice; null: no such zone.
 */
export function zoneOffset(
  zone: string,
  year: number,
  month: number,
  day: number,
  secondOfDay: number,
): string | 'gap' | 'overlap' | null {
  const dayNumber = daysFromCivil(year, month, day);
  let known = days.get(zone);
  let whole = known?.get(dayNumber);
  const format = whole === undefined || whole === null ? formatter(zone) : null;
  if (whole === undefined) {
    if (format === null) return null;
    // 26 hours each way covers every offset from the local day's both ends.
    const before = offsetAt(format, dayNumber * 86400 - 93_600);
    const after = offsetAt(format, (dayNumber + 1) * 86400 + 93_600);
    whole = before === after ? before : null;
    if (known === undefined || known.size >= daysLimit) {
      known = new Map();
      days.set(zone, known);
    }
    known.set(dayNumber, whole);
  }
  if (whole !== null) return offsetText(whole);
  if (format === null) return null;
  const local = dayNumber * 86400 + secondOfDay;
  const candidates = new Set<number>();
  for (const guess of [local - 93_600, local + 93_600]) {
    const offset = offsetAt(format, guess);
    if (offsetAt(format, local - offset) === offset) candidates.add(offset);
  }
  if (candidates.size === 0) return 'gap';
  if (candidates.size > 1) return 'overlap';
  return offsetText([...candidates][0]!);
}

/** Offsets before standard time had seconds (local mean time); FHIR has none, so they are rounded down to the minute. */
function offsetText(seconds: number): string {
  const absolute = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}
