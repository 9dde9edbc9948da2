import type { Decimal } from '../base/decimal.js';
import { decimalText, type Quantity } from '../chart/fhir.js';

const isQuantity = (value: unknown): value is Quantity => typeof value === 'object' && value !== null;

/** A number in plain notation without zeros that say nothing: 0.50 and .5 are 0.5. */
const plainNumber = (value: number | Decimal | undefined): string | null => {
  const text = decimalText(value);
  if (text === null) return null;
  const [, sign = '', whole = '', fraction = ''] = /^([-+]?)0*(\d*)\.?(\d*?)0*$/.exec(text) ?? [];
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
};

/** How two quantities stand: `unknown` where one is not stated, or they are in different units. */
export function compareQuantities(a: unknown, b: unknown): 'same' | 'differ' | 'unknown' {
  if (!isQuantity(a) || !isQuantity(b)) return 'unknown';
  const [x, y] = [plainNumber(a.value), plainNumber(b.value)];
  if (x === null || y === null) return 'unknown';
  const [unitA, unitB] = [a.code ?? a.unit, b.code ?? b.unit];
  if (unitA !== undefined && unitB !== undefined && unitA !== unitB) return 'unknown';
  return x === y && (a.comparator ?? '') === (b.comparator ?? '') ? 'same' : 'differ';
}
