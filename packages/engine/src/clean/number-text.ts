import { Decimal } from '../base/decimal.js';
import type { FindingCode } from './findings.js';

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$/;
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(\.\d*)?$/;
const groupedByPoint = /^[+-]?\d{1,3}(?:\.\d{3})+(,\d*)?$/;
const longest = 64;

/**
 * The exact number that a trimmed text states. `comma`: what a comma is in this column. Without it a single comma before three digits
 * (`1,234`) is ambiguous; `1,234.5` and `1,234,567` are not.
 */
export function parseNumber(text: string, comma?: 'decimal' | 'thousands'): Decimal | FindingCode {
  if (text.length > longest) return 'number-unreadable';
  if (comma === 'decimal') {
    if (groupedByPoint.test(text) && (text.includes(',') || text.indexOf('.') !== text.lastIndexOf('.'))) {
      return Decimal.parse(text.replaceAll('.', '').replace(',', '.')) ?? 'number-unreadable';
    }
    if (/^[+-]?\d*,\d+$/.test(text)) return Decimal.parse(text.replace(',', '.')) ?? 'number-unreadable';
  }
  if (plain.test(text)) return Decimal.parse(text) ?? 'number-unreadable';
  if (/^(?:[<>≤≥]=?|=)/.test(text)) return 'number-comparator';
  if (!text.includes(',')) return 'number-unreadable';
  const match = grouped.exec(text);
  if (match) {
    const certain = comma === 'thousands' || match[1] !== undefined || text.indexOf(',') !== text.lastIndexOf(',');
    return certain ? (Decimal.parse(text.replaceAll(',', '')) ?? 'number-unreadable') : 'number-ambiguous';
  }
  return /^[+-]?\d+,\d+$/.test(text) ? 'number-ambiguous' : 'number-unreadable';
}

export const commaArg = { comma: 'What a comma is in this column: decimal or thousands.' } as const;
export const isComma = (value: unknown): value is 'decimal' | 'thousands' | undefined =>
  value === undefined || value === 'decimal' || value === 'thousands';

export const isZero = (number: Decimal): boolean => /^-?[0.]+$/.test(number.text);
