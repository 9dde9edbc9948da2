// What a FHIR string may not hold (R4 datatypes, string: nothing below U+0020 but TAB, CR and LF) nor XML (1.0 section 2.2).
const forbidden = /(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u;
const everyForbidden = new RegExp(forbidden.source, 'gu');
const breaks = new RegExp(`[${String.fromCharCode(11, 12)}]`, 'g');

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The value without characters that no target can hold; the very same value where there are none. A vertical tab or page break becomes a blank, so that
 * it does not join two words. undefined where nothing is left.
 */
export function withoutForbidden(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!forbidden.test(value)) return value;
    const kept = value.replace(breaks, ' ').replace(everyForbidden, '').trim();
    return kept === '' ? undefined : kept;
  }
  if (Array.isArray(value)) {
    const items = value.map(withoutForbidden);
    if (items.every((item, i) => item === value[i])) return value;
    const kept = items.filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (!isPlain(value)) return value;
  let isSame = true;
  const members: [string, unknown][] = [];
  for (const name in value) {
    const kept = withoutForbidden(value[name]);
    isSame &&= kept === value[name];
    if (kept !== undefined) members.push([name, kept]);
  }
  return isSame ? value : members.length === 0 ? undefined : Object.fromEntries(members);
}
