import { Decimal } from '../base/decimal.js';

/**
 * JSON text of a FHIR value, keys in the order they stand, decimals digit for digit (`5.70` stays `5.70`, FHIR R4 2.24.0.1 asks for it).
 * undefined members are left out as JSON.stringify does. Throws nothing of its own.
 */
export function stringifyFhir(value: unknown): string {
  if (value instanceof Decimal) return value.text;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(stringifyFhir).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${stringifyFhir(member)}`);
  }
  return `{${members.join(',')}}`;
}
