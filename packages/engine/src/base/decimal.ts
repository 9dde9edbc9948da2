/**
 * An exact decimal as the source wrote it (sign, digits, scale kept): `5.70` stays `5.70`.
 * Never computed with as a float; `text` is canonical plain notation, e.g. `-0.50`.
 */
export class Decimal {
  private constructor(readonly text: string) {}

  /** null when the text is not a plain or exponent decimal number. Exponents are expanded; a leading `+` and padding zeros go. */
  static parse(input: string): Decimal | null {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(input.trim());
    if (!match) return null;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    if (whole === '' && fraction === '') return null;
    const shift = Number(exponent);
    let digits = whole + fraction;
    let point = whole.length + shift;
    if (point < 0) {
      digits = '0'.repeat(-point) + digits;
      point = 0;
    }
    if (point > digits.length) digits += '0'.repeat(point - digits.length);
    const integerPart = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
    const fractionPart = digits.slice(point);
    const text = fractionPart === '' ? integerPart : `${integerPart}.${fractionPart}`;
    const isZero = /^[0.]*$/.test(text);
    return new Decimal(sign === '-' && !isZero ? `-${text}` : text);
  }

  toString(): string {
    return this.text;
  }

  /** For `JSON.stringify` of diagnostics only; FHIR output goes through `stringifyFhir`, which keeps the scale. */
  toJSON(): number {
    return Number(this.text);
  }
}
