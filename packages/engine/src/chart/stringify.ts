import { Decimal } from '../base/decimal.js';

/** What a JSON string cannot hold as it is (RFC 8259 section 7), and lone surrogates, which JSON.stringify escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

const quoted = (text: string): string => (SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`);

/** A member's name as far as its colon. Names come again in every resource; those of foreign input may be anything. */
function named(key: string): string {
  let text = names.get(key);
  if (text === undefined) {
    text = `${quoted(key)}:`;
    if (names.size > 5000) names.clear();
    names.set(key, text);
  }
  return text;
}

const names = new Map<string, string>();

/**
 * JSON text of a resource with every {@link Decimal} as a JSON number at its own scale (`5.70` stays `5.70`). Keys keep their order; undefined members and
 * bigint are written as JSON.stringify would a missing member and an exact number. Made for bulk: one pass, no replacer.
 * `references`: other texts for the values of members called `reference`, and `url` (attachments name a Binary so).
 */
export function stringifyFhir(value: unknown, references?: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'string':
      return quoted(value);
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
    for (let i = 0; i < value.length; i++)
      text += i === 0 ? stringifyFhir(value[i], references) : `,${stringifyFhir(value[i], references)}`;
    return `${text}]`;
  }
  let text = '{';
  let first = true;
  const members = value as Record<string, unknown>;
  for (const key in members) {
    let member = members[key];
    if (member === undefined) continue;
    if ((key === 'reference' || key === 'url') && references !== undefined && typeof member === 'string')
      member = references.get(member) ?? member;
    text += (first ? '' : ',') + named(key) + stringifyFhir(member, references);
    first = false;
  }
  return `${text}}`;
}
