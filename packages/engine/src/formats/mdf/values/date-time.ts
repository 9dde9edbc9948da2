import { DecodeError, type ValueDecoder } from '../stored-type.js';
import { DAY_1900, dayText, LAST_DAY, MINUTE_TEXT, MINUTES_A_DAY, SECOND_TEXT } from './calendar.js';
import { timeLength } from './column-type.js';
import { expectLength } from './scalar.js';

/** 1753-01-01 as days since 1900-01-01: the first day of datetime (Transact-SQL reference, datetime). */
const FIRST_DATETIME_DAY = -53_690;
/** 9999-12-31 as days since 1900-01-01. */
const LAST_DATETIME_DAY = LAST_DAY - DAY_1900;
/** datetime counts 1/300 s. */
const TICKS_A_SECOND = 300;
const TICKS_A_DAY = TICKS_A_SECOND * 86_400;
/** Transact-SQL reference, datetimeoffset: -14:00 to +14:00. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** `.mmm` of each tick of a second: 1/300 s shown as .000, .003, .007. */
const TICK_TEXT: readonly string[] = Object.freeze(
  Array.from({ length: TICKS_A_SECOND }, (_, tick) => `.${String(Math.round((tick * 10) / 3)).padStart(3, '0')}`),
);

const outOfRange = (what: string): DecodeError => new DecodeError('value-out-of-range', what);

/** `YYYY-MM-DD` from 3 bytes, days since 0001-01-01. */
export const decodeDate: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 3);
  return dayText(dayAt(bytes, start));
};

function expectDatetime(ticks: number, days: number): void {
  if (ticks >= TICKS_A_DAY) throw outOfRange('a time beyond a day');
  if (days < FIRST_DATETIME_DAY || days > LAST_DATETIME_DAY) throw outOfRange('a datetime before 1753 or after 9999');
}

/** `YYYY-MM-DDTHH:MM:SS.mmm` of ticks (1/300 s) since midnight and days since 1900-01-01. */
export function datetimeText(ticks: number, days: number): string {
  expectDatetime(ticks, days);
  const seconds = Math.floor(ticks / TICKS_A_SECOND);
  const minutes = Math.floor(seconds / 60);
  const date = dayText(days + DAY_1900);
  const second = SECOND_TEXT[seconds - minutes * 60]!;
  return `${date}T${MINUTE_TEXT[minutes]!}${second}${TICK_TEXT[ticks - seconds * TICKS_A_SECOND]!}`;
}

/** `YYYY-MM-DDTHH:MM:00` of minutes since midnight and days since 1900-01-01. */
export function smalldatetimeText(minutes: number, days: number): string {
  if (minutes >= MINUTES_A_DAY) throw outOfRange('a time beyond a day');
  return `${dayText(days + DAY_1900)}T${MINUTE_TEXT[minutes]!}:00`;
}

/** datetime: u32 ticks, then i32 days. */
export const decodeDatetime: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 8);
  return datetimeText(bytes.readUInt32LE(start), bytes.readInt32LE(start + 4));
};

/** Throws as {@link decodeDatetime}; null. */
export const checkDatetime: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 8);
  expectDatetime(bytes.readUInt32LE(start), bytes.readInt32LE(start + 4));
  return null;
};

/** smalldatetime: u16 minutes, then u16 days. */
export const decodeSmalldatetime: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 4);
  return smalldatetimeText(bytes.readUInt16LE(start), bytes.readUInt16LE(start + 2));
};

/** Days since 0001-01-01 from 3 bytes. */
export function dayAt(bytes: Buffer, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}

/** Reads and writes a time of day with `scale` digits of fraction: 3, 4 or 5 bytes counting 10^-scale s. */
export class TimeScale {
  readonly length: number;
  readonly #unit: number;
  readonly #digits: number;
  /** `.000` to `.999` and the like where the table stays small. */
  readonly #fractions: readonly string[] | null;

  static readonly #all: TimeScale[] = Array.from({ length: 8 }, (_, scale) => new TimeScale(scale));

  /** Throws DecodeError for a scale beyond 7. */
  static of(scale: number): TimeScale {
    const found = TimeScale.#all[scale];
    if (!found) throw new DecodeError('type-invalid', 'a time scale outside 0 to 7');
    return found;
  }

  private constructor(scale: number) {
    this.length = timeLength(scale);
    this.#unit = 10 ** scale;
    this.#digits = scale;
    this.#fractions =
      scale > 3
        ? null
        : Array.from({ length: this.#unit }, (_, n) => (scale === 0 ? '' : `.${String(n).padStart(scale, '0')}`));
  }

  /** Seconds of the day are `units / 10^scale`. Throws DecodeError beyond a day. */
  unitsAt(bytes: Buffer, at: number): number {
    let units = bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x1_0000;
    if (this.length > 3) units += bytes[at + 3]! * 0x100_0000;
    if (this.length > 4) units += bytes[at + 4]! * 0x1_0000_0000;
    if (units >= this.#unit * 86_400) throw outOfRange('a time beyond a day');
    return units;
  }

  get unitsADay(): number {
    return this.#unit * 86_400;
  }

  get unitsAMinute(): number {
    return this.#unit * 60;
  }

  /** `HH:MM:SS[.fraction]` with exactly the digits of the scale. */
  text(units: number): string {
    const seconds = Math.floor(units / this.#unit);
    const minutes = Math.floor(seconds / 60);
    const rest = units - seconds * this.#unit;
    const fraction = this.#fractions ? this.#fractions[rest]! : `.${String(rest).padStart(this.#digits, '0')}`;
    return `${MINUTE_TEXT[minutes]!}${SECOND_TEXT[seconds - minutes * 60]!}${fraction}`;
  }
}

/** time(scale). */
export function timeDecoder(scale: number): ValueDecoder {
  const time = TimeScale.of(scale);
  return (bytes, start, end) => {
    expectLength(bytes, start, end, time.length);
    return time.text(time.unitsAt(bytes, start));
  };
}

/** datetime2(scale): the time, then 3 bytes of days since 0001-01-01. */
export function datetime2Decoder(scale: number): ValueDecoder {
  const time = TimeScale.of(scale);
  return (bytes, start, end) => {
    expectLength(bytes, start, end, time.length + 3);
    return `${dayText(dayAt(bytes, start + time.length))}T${time.text(time.unitsAt(bytes, start))}`;
  };
}

/** datetimeoffset(scale): a datetime2 in UTC and i16 minutes; shown as local wall-clock with its offset, `+02:00`. */
export function datetimeoffsetDecoder(scale: number): ValueDecoder {
  const time = TimeScale.of(scale);
  return (bytes, start, end) => {
    expectLength(bytes, start, end, time.length + 5);
    const units = time.unitsAt(bytes, start);
    const day = dayAt(bytes, start + time.length);
    return offsetText(time, units, day, bytes.readInt16LE(start + time.length + 3));
  };
}

/** Local wall-clock and offset of a UTC time. Throws DecodeError when the offset exceeds 14 hours or the day leaves the calendar. */
export function offsetText(time: TimeScale, utcUnits: number, utcDay: number, offset: number): string {
  if (offset < -MAX_OFFSET_MINUTES || offset > MAX_OFFSET_MINUTES) throw outOfRange('an offset beyond 14 hours');
  let units = utcUnits + offset * time.unitsAMinute;
  let day = utcDay;
  if (units < 0) {
    units += time.unitsADay;
    day--;
  } else if (units >= time.unitsADay) {
    units -= time.unitsADay;
    day++;
  }
  return `${dayText(day)}T${time.text(units)}${zoneText(offset)}`;
}

/** `+02:00` of minutes east of UTC. */
export function zoneText(offset: number): string {
  return offset < 0 ? `-${MINUTE_TEXT[-offset]!}` : `+${MINUTE_TEXT[offset]!}`;
}
