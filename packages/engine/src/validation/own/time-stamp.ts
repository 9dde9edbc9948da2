/** HL7 TS: year to fraction of a second, with an offset from UTC. */
const TS = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d+)?)?)?)?)?)?([+-]\d{4})?$/;

export interface TimeStamp {
  /** Digits up to the seconds, without offset and fraction; comparing as many digits as both have is comparing times. */
  readonly digits: string;
  readonly offset: string | null;
}

/** Reads a TS; null where the text is none, or names a day or time that does not exist. */
export function timeStamp(text: string): TimeStamp | null {
  const match = TS.exec(text);
  if (!match) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const fits =
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= last &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60;
  if (!fits) return null;
  return { digits: text.replace(/[.+-].*$/, ''), offset: match[7] ?? null };
}

/** Negative, zero or positive as `a` is before, the same as or after `b`, to the precision that both have; offsets are passed over within a day. */
export function compareTimes(a: TimeStamp, b: TimeStamp): number {
  // Two offsets can be 26 hours apart: where they differ only whole days are compared, and a day more or less is no order.
  const precision = a.offset === b.offset ? 14 : 8;
  const length = Math.min(a.digits.length, b.digits.length, precision);
  const [left, right] = [a.digits.slice(0, length), b.digits.slice(0, length)];
  return left < right ? -1 : left > right ? 1 : 0;
}
