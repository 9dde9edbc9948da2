import { dayText } from './calendar.js';
import { dayAt, offsetText, TimeScale } from './date-time.js';
import { damagedXml, type XmlCursor } from './xml-cursor.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD`, with a minus sign before Christ. */
const dateText = (year: number, month: number, day: number): string =>
  `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** A typed value has no zeros behind its last decimal (XQuery cast to xs:string). */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

const utcAsZ = (zone: string): string => (zone === '+00:00' ? 'Z' : zone);

/**
 * xs:time, xs:date and xs:dateTime with and without a zone since SQL Server 2008 (tokens 7A to 7E): u8 scale, the time, 3 bytes of days,
 * and i16 minutes east of UTC where there is a zone. The unused part is there too. Source: MS-BINXML 2.3; the reader of .NET (MIT).
 */
export const moment =
  (part: 'date' | 'datetime' | 'time', zoned: boolean) =>
  (cursor: XmlCursor): string => {
    const scale = TimeScale.of(cursor.byte());
    const { bytes } = cursor;
    const units = scale.unitsAt(bytes, cursor.take(scale.length));
    const day = dayAt(bytes, cursor.take(3));
    if (!zoned) return part === 'time' ? trimmed(scale.text(units)) : `${dayText(day)}T${trimmed(scale.text(units))}`;
    const full = offsetText(scale, units, day, bytes.readInt16LE(cursor.take(2)));
    const zone = utcAsZ(full.slice(-6));
    if (part === 'date') return full.slice(0, 10) + zone;
    const time = trimmed(full.slice(11, -6)) + zone;
    return part === 'time' ? time : `${full.slice(0, 11)}${time}`;
  };

/** Minutes that zones span: -14:00 to +15:00. */
const ZONE_MINUTES = 29 * 60;
const WEST_MOST = 14 * 60;
const FIRST_YEAR = 9999;

/** The i64 of a token of SQL Server 2005: two bits that say nothing here, then mixed-radix digits, the finest first. */
class Digits {
  #rest: bigint;

  constructor(cursor: XmlCursor) {
    const value = cursor.bytes.readBigInt64LE(cursor.take(8));
    if (value < 0n) throw damagedXml('a date or time below zero');
    this.#rest = value >> 2n;
  }

  next(radix: number): number {
    const digit = Number(this.#rest % BigInt(radix));
    this.#rest /= BigInt(radix);
    return digit;
  }

  /** All that is left. */
  last(): number {
    if (this.#rest > 1_000_000n) throw damagedXml('a date or time out of range');
    return Number(this.#rest);
  }

  time(): string {
    const millisecond = this.next(1000);
    const second = this.next(60);
    const minute = this.next(60);
    const hour = this.next(24);
    const fraction = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}`;
    return `${two(hour)}:${two(minute)}:${two(second)}${fraction}Z`;
  }

  date(): string {
    const day = this.next(31) + 1;
    const month = this.next(12) + 1;
    const year = this.last() - FIRST_YEAR;
    if (year > FIRST_YEAR) throw damagedXml('a year out of range');
    return dateText(year, month, day);
  }
}

/** Tokens 81 to 83, as SQL Server 2005 wrote xs:time, xs:dateTime and xs:date, all in UTC but the last (the reader of .NET, MIT). */
export const xsdTime = (cursor: XmlCursor): string => {
  const digits = new Digits(cursor);
  const text = digits.time();
  if (digits.last() !== 0) throw damagedXml('a time beyond a day');
  return text;
};

export const xsdDateTime = (cursor: XmlCursor): string => {
  const digits = new Digits(cursor);
  const time = digits.time();
  return `${digits.date()}T${time}`;
};

export const xsdDate = (cursor: XmlCursor): string => {
  const digits = new Digits(cursor);
  const zone = digits.next(ZONE_MINUTES) - WEST_MOST;
  const date = digits.date();
  if (zone === 0) return `${date}Z`;
  const minutes = Math.abs(zone);
  // The sign of the zone is that of what must be added to come to UTC.
  return `${date}${zone < 0 ? '+' : '-'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};
