import { Decimal } from '../base/decimal.js';

/**
 * JSON text of a resource with every {@link Decimal} as a JSON number at its own scale (`5.70` stays `5.70`). Keys keep their order; undefined members and
 * bigint are written as JSON.stringify would a missing member and an exact number. Made for bulk: one pass, no replacer.
 */
export function stringifyFhir(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value.toString();
    case 'object':
      break;
    default:
      return 'null';
  }
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += i === 0 ? stringifyFhir(value[i]) : `,${stringifyFhir(value[i])}`;
    return `${text}]`;
  }
  let text = '{';
  const members = value as Record<string, unknown>;
  for (const key in members) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${stringifyFhir(member)}`;
  }
  return `${text}}`;
}
