import { Decimal } from '../../base/decimal.js';

/** Sign of a - b, exact. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(fraction(a), fraction(b));
  const [x, y] = [scaled(a, scale), scaled(b, scale)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const fraction = (value: Decimal): number => value.text.split('.')[1]?.length ?? 0;
const scaled = (value: Decimal, scale: number): bigint => {
  const [whole = '0', part = ''] = value.text.split('.');
  return BigInt(whole + part.padEnd(scale, '0'));
};

const DATE_TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const DAY = 86_400_000;
/** Widest offsets in use are UTC+14 and UTC-12; a time without a zone may be any of them. */
const WIDEST = 14 * 3_600_000;

/** First and last moment that a FHIR date or dateTime may mean, in milliseconds; null where the text is neither. */
export function momentsOf(text: string): readonly [number, number] | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, part, zone] = match;
  const start = Date.UTC(
    Number(year),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    part === undefined ? 0 : Math.floor(Number(part) * 1000),
  );
  if (hour !== undefined) {
    const length = second === undefined ? 60_000 : part === undefined ? 1000 : 1;
    if (zone === undefined) return [start - WIDEST, start + length - 1 + WIDEST];
    const offset = zone === 'Z' ? 0 : minutes(zone) * 60_000;
    return [start - offset, start - offset + length - 1];
  }
  const next =
    day !== undefined
      ? start + DAY
      : month !== undefined
        ? Date.UTC(Number(year), Number(month), 1)
        : Date.UTC(Number(year) + 1, 0, 1);
  return [start - WIDEST, next - 1 + WIDEST];
}

const minutes = (zone: string): number =>
  (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));

/** Order of two texts; null where they are dates whose precision leaves it open. Same precision without zones compares as it stands. */
export function compareTexts(a: string, b: string): number | null {
  const [x, y] = [momentsOf(a), momentsOf(b)];
  if (x === null || y === null || (a.length === b.length && !/[Z+]|-\d\d:\d\d$/.test(a + b)))
    return a < b ? -1 : a > b ? 1 : 0;
  if (x[0] === y[0] && x[1] === y[1]) return 0;
  return x[1] < y[0] ? -1 : x[0] > y[1] ? 1 : null;
}

/** Order of two JSON values of a FHIR resource; null where there is none. */
export function compareValues(a: unknown, b: unknown): number | null {
  const [x, y] = [decimal(a), decimal(b)];
  if (x !== null && y !== null) return compareDecimals(x, y);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (isQuantity(a) && isQuantity(b)) {
    const same = a.code !== undefined ? a.code === b.code && a.system === b.system : a.unit === b.unit;
    return same ? compareValues(a.value, b.value) : null;
  }
  return null;
}

const decimal = (value: unknown): Decimal | null =>
  value instanceof Decimal ? value : typeof value === 'number' ? Decimal.parse(String(value)) : null;
const isQuantity = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && 'value' in value;
