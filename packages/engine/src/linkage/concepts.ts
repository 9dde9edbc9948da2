import type { CodeableConcept, Coding } from '../chart/fhir.js';

/** Words that say nothing of which thing it is. */
const IDLE: ReadonlySet<string> = new Set([
  'the',
  'of',
  'a',
  'an',
  'and',
  'nos',
  'unspecified',
  'with',
  'to',
  'in',
  'mg',
]);

/** A name as a set of words in order of the alphabet: case, accents, punctuation, order and idle words do not count. Empty: it names nothing. */
export function nameKey(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return [...new Set((words ?? []).filter((word) => !IDLE.has(word)))].sort().join(' ');
}

const isConcept = (value: unknown): value is CodeableConcept => typeof value === 'object' && value !== null;

const codingsOf = (concept: unknown): readonly Coding[] => (isConcept(concept) ? (concept.coding ?? []) : []);

/** Names of the thing: its text, and what its codes are called. */
export function namesOf(concept: unknown): string[] {
  if (!isConcept(concept)) return [];
  const said = [concept.text, ...codingsOf(concept).map((coding) => coding.display)];
  return said.filter((text): text is string => typeof text === 'string' && text.trim() !== '');
}

/** Codes of systems that are not the source's own, as `system|code`. */
export function codesOf(concept: unknown): string[] {
  return codingsOf(concept).flatMap(({ system, code }) =>
    system === undefined || code === undefined || system.startsWith('urn:oid:2.25.') ? [] : [`${system}|${code}`],
  );
}

const systemOf = (code: string): string => code.slice(0, code.lastIndexOf('|'));

/** Whether two concepts name the same thing: by a code that both have, else, unless a system that both use tells them apart, by a name that both have. */
export function namesSame(a: unknown, b: unknown): boolean {
  const [codesA, codesB] = [codesOf(a), codesOf(b)];
  if (codesA.some((code) => codesB.includes(code))) return true;
  const systems = new Set(codesA.map(systemOf));
  if (codesB.some((code) => systems.has(systemOf(code)))) return false;
  const keys = new Set(namesOf(a).map(nameKey));
  keys.delete('');
  return namesOf(b).some((name) => keys.has(nameKey(name)));
}

/** The code of a status element (`clinicalStatus`, `verificationStatus`); null where it has none. */
export const statusCode = (concept: unknown): string | null => codingsOf(concept)[0]?.code ?? null;
