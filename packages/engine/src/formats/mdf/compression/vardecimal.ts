import { DecodeError } from '../stored-type.js';

/** Magnitudes of decimals in a row: bytes by the first limit that the precision does not exceed. */
const MAGNITUDE_BYTES = [
  [9, 4],
  [19, 8],
  [28, 12],
  [38, 16],
] as const;

const POWERS = [1, 10, 100, 1000] as const;

/** The magnitude while it grows: four 32-bit limbs, lowest first, held as numbers that never exceed 2^53. */
const limbs = new Float64Array(4);

const fail = (message: string): never => {
  throw new DecodeError('vardecimal-invalid', message);
};

/** Bytes of a decimal of this precision in a row: the sign and the magnitude. Throws {@link DecodeError}. */
export function decimalRowBytes(precision: number): number {
  for (const [limit, bytes] of MAGNITUDE_BYTES) {
    if (precision >= 1 && precision <= limit) return bytes + 1;
  }
  return fail('a decimal has a precision that is not between 1 and 38');
}

/** limbs = limbs × factor + addend, exactly; the caller keeps the result below 2^128. */
function multiplyAdd(used: number, factor: number, addend: number): void {
  let carry = addend;
  for (let i = 0; i < used; i++) {
    const product = (limbs[i] ?? 0) * factor + carry;
    carry = Math.floor(product / 0x100000000);
    limbs[i] = product - carry * 0x100000000;
  }
}

/**
 * Writes the vardecimal of bytes [start, end) to the beginning of `out` as a row has it (sign byte, 1 for positive, then
 * the little-endian magnitude in units of 10^-scale) and returns the length in bytes. No bytes are zero.
 * Byte 0 has the sign in bit 7 (1 is positive) and the exponent of the leading digit plus 64; then follow groups of 10
 * bits, highest first, each three digits, with trailing zero bits cut. Throws {@link DecodeError} for a group beyond 999,
 * a value that does not begin with a digit other than zero, and one that scale or precision cannot hold.
 * Source: public notes on the vardecimal format of SQL Server 2005 SP2.
 */
export function vardecimalToRowForm(
  bytes: Buffer,
  start: number,
  end: number,
  precision: number,
  scale: number,
  out: Buffer,
): number {
  const size = decimalRowBytes(precision);
  if (scale < 0 || scale > precision) fail('a decimal has a scale beyond its precision');
  for (let i = 1; i < size; i++) out[i] = 0;
  out[0] = 1;
  if (end === start) return size;
  // 38 digits are 13 groups, 17 bytes.
  if (end - start > 18) fail('a decimal has more bytes than 38 digits take');

  const head = bytes[start] ?? 0;
  // Digits of the value in units of 10^-scale, the leading one included.
  const total = (head & 0x7f) - 64 + 1 + scale;
  if (total > precision) fail('a decimal has more digits than its precision');

  const used = (size - 1) >> 2;
  for (let i = 0; i < used; i++) limbs[i] = 0;
  let taken = 0;
  let first = true;
  let bits = 0;
  let held = 0;
  let position = start + 1;
  while (position < end || held > 0) {
    while (held < 10 && position < end) {
      bits = ((bits << 8) | (bytes[position++] ?? 0)) & 0xffff;
      held += 8;
    }
    let group: number;
    if (held >= 10) {
      held -= 10;
      group = (bits >> held) & 0x3ff;
    } else {
      group = (bits << (10 - held)) & 0x3ff;
      held = 0;
    }
    if (group > 999) fail('a group of digits exceeds 999');
    if (first && group < 100) fail('a decimal begins with the digit zero');
    first = false;

    const want = Math.max(0, Math.min(3, total - taken));
    const cut = POWERS[3 - want] ?? 1;
    if (group % cut !== 0) fail('a decimal has more decimals than its scale');
    if (want > 0) multiplyAdd(used, POWERS[want] ?? 1, group / cut);
    taken += want;
  }
  if (first) fail('a decimal has no digits');
  while (taken < total) {
    const step = Math.min(3, total - taken);
    multiplyAdd(used, POWERS[step] ?? 1, 0);
    taken += step;
  }
  for (let i = 0; i < used; i++) {
    let limb = limbs[i] ?? 0;
    for (let b = 1 + 4 * i; limb !== 0; b++) {
      out[b] = limb & 0xff;
      limb >>>= 8;
    }
  }
  out[0] = head >> 7;
  return size;
}
