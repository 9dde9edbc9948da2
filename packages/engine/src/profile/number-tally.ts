/** Least and greatest of exact numbers, kept as their text: no value passes through a float. */
export class NumberTally {
  integers = 0;
  decimals = 0;
  /** Whole numbers with zeros before them: rather codes. */
  padded = 0;
  /** Decimals written with a comma. */
  commas = 0;
  negative = 0;
  least: string | null = null;
  most: string | null = null;
  /** Rows that hold the least and the greatest. */
  leastRows = 0;
  mostRows = 0;
  private leastNumber = Number.POSITIVE_INFINITY;
  private mostNumber = Number.NEGATIVE_INFINITY;

  /** `text` is a plain decimal, `.` as point, no exponent. */
  add(text: string, rows: number): void {
    // The float only rules out what is clearly inside; what is near or equal is compared exactly.
    const number = Number(text);
    if (number <= this.leastNumber) {
      const order = this.least === null ? -1 : comparePlain(text, this.least);
      if (order < 0) {
        this.least = text;
        this.leastNumber = number;
        this.leastRows = rows;
      } else if (order === 0) this.leastRows += rows;
    }
    if (number >= this.mostNumber) {
      const order = this.most === null ? 1 : comparePlain(text, this.most);
      if (order > 0) {
        this.most = text;
        this.mostNumber = number;
        this.mostRows = rows;
      } else if (order === 0) this.mostRows += rows;
    }
  }
}

/** Order of two plain decimals, exactly. */
export function comparePlain(a: string, b: string): number {
  const minusA = a.startsWith('-');
  const minusB = b.startsWith('-');
  const order = comparePositive(a.replace(/^[-+]/, ''), b.replace(/^[-+]/, ''));
  if (minusA !== minusB) return isZero(a) && isZero(b) ? 0 : minusA ? -1 : 1;
  return minusA ? -order : order;
}

const isZero = (text: string): boolean => /^[-+]?[0.]*$/.test(text);

function comparePositive(a: string, b: string): number {
  const [wholeA = '', restA = ''] = a.split('.');
  const [wholeB = '', restB = ''] = b.split('.');
  const x = wholeA.replace(/^0+/, '');
  const y = wholeB.replace(/^0+/, '');
  if (x.length !== y.length) return x.length - y.length;
  const length = Math.max(restA.length, restB.length);
  const left = x + restA.padEnd(length, '0');
  const right = y + restB.padEnd(length, '0');
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * A number a little further out, of two digits: `172` gives `180` upwards and `170` downwards. So a range stays true and tells
 * nobody's value. `.` is the point, no exponent.
 */
export function roundOutward(text: string, up: boolean): string {
  const minus = text.startsWith('-');
  const plain = text.replace(/^[-+]/, '');
  const [whole = '', rest = ''] = plain.split('.');
  const digits = whole + rest;
  const first = digits.search(/[1-9]/);
  if (first < 0) return '0';
  const away = up !== minus;
  const keep = first + 2;
  const kept = digits.slice(0, keep).padEnd(keep, '0');
  const dropped = /[1-9]/.test(digits.slice(keep));
  let value = BigInt(kept);
  if (away && dropped) value += 1n;
  const point = Math.max(whole.length, 0);
  // `value` counts units of the place `keep`; put the point back.
  let text2 = value.toString();
  if (keep <= point) text2 += '0'.repeat(point - keep);
  else {
    const scale = keep - point;
    text2 = text2.padStart(scale + 1, '0');
    text2 = `${text2.slice(0, -scale)}.${text2.slice(-scale)}`.replace(/\.?0+$/, '');
  }
  return minus && text2 !== '0' ? `-${text2}` : text2;
}
