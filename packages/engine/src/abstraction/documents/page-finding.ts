import type { Candidate, Finding, Sign } from './named-patient.js';
import { namesMeant, type PageIdentity, pageIdentity } from './page-identity.js';
import { type IndexedPatient, nameWords, type PatientIndex } from './patient-index.js';

/** What a page shows of one patient. */
interface Signs {
  readonly patient: IndexedPatient;
  readonly identifier: boolean;
  readonly name: boolean;
  readonly birthDate: boolean;
}

const countOf = ({ identifier, name, birthDate }: Signs): number =>
  Number(identifier) + Number(name) + Number(birthDate);

/**
 * Whom the pages of a document name: two of chart number, name and birth date must agree on one patient, and no page may name another. One sign alone is a candidate;
 * OCR misreads a digit without a word, so nothing is taken on one. `hinted`: patients whom other rules found, and whose names are looked for too.
 */
export function pageFinding(
  texts: readonly string[],
  labels: readonly string[],
  index: PatientIndex,
  hinted: readonly IndexedPatient[] = [],
): Finding | null {
  const pages = texts.map((text) => pageSigns(text, labels, index, hinted));
  const signs = pages.flatMap((page) => page.signs);
  if (pages.every((page) => page.kinds === 0) && signs.length === 0) return null;
  const strong = new Set(signs.filter((one) => countOf(one) >= 2).map((one) => one.patient));
  const [sure] = strong;
  const objects = (patient: IndexedPatient): boolean => pages.some((page) => page.against(patient));
  const isSure = strong.size === 1 && sure !== undefined && !objects(sure);
  const candidates = new Map<string, Candidate>();
  for (const one of [...signs].sort((a, b) => countOf(b) - countOf(a)))
    if (!candidates.has(one.patient.key)) candidates.set(one.patient.key, candidateOf(one));
  return {
    by: 'page-identifier',
    sure: isSure ? sure.key : null,
    candidates: [...candidates.values()].slice(0, MOST_CANDIDATES),
    doubt: isSure
      ? null
      : strong.size > 0
        ? 'pages-name-several'
        : candidates.size > 0
          ? 'one-sign-alone'
          : 'patient-unknown',
    against: objects,
  };
}

const MOST_CANDIDATES = 10;

const candidateOf = (signs: Signs): Candidate => {
  const parts: Sign[] = [
    ...(signs.identifier ? (['identifier'] as const) : []),
    ...(signs.name ? (['name'] as const) : []),
    ...(signs.birthDate ? (['birth date'] as const) : []),
  ];
  return { patient: signs.patient.key, signs: parts, reasons: [`page: ${parts.join(', ')} agrees`] };
};

interface PageSigns {
  readonly signs: readonly Signs[];
  /** How many of identifier, name and birth date are labelled on it. */
  readonly kinds: number;
  readonly against: (patient: IndexedPatient) => boolean;
}

function pageSigns(
  text: string,
  labels: readonly string[],
  index: PatientIndex,
  hinted: readonly IndexedPatient[],
): PageSigns {
  const identity = pageIdentity(text, labels);
  const words = nameWords(text.slice(0, 100_000));
  const places = new Map<string, number[]>();
  for (const [at, word] of words.entries()) {
    const list = places.get(word);
    if (list) list.push(at);
    else places.set(word, [at]);
  }
  const labelled = (patient: IndexedPatient): boolean =>
    identity.names.some((name) => namesMeant(name).some(({ family, given }) => index.isNamed(patient, family, given)));
  const signsOf = (patient: IndexedPatient): Signs => ({
    patient,
    identifier: identity.identifiers.some((identifier) => index.withIdentifier(identifier).includes(patient)),
    name: labelled(patient) || index.isIn(patient, words, places),
    birthDate: patient.birthDate !== null && identity.birthDates.some((days) => days.includes(patient.birthDate!)),
  });
  const own = candidatesOf(identity, index).map(signsOf);
  const others = hinted.filter((patient) => !own.some((one) => one.patient === patient)).map(signsOf);
  const signs = [...own, ...others.filter((one) => countOf(one) > 0)];
  const kinds = [identity.identifiers, identity.birthDates, identity.names].filter((list) => list.length > 0).length;
  const strong = signs.filter((one) => countOf(one) >= 2);
  const against = (patient: IndexedPatient): boolean => {
    const count = countOf(signsOf(patient));
    // Another patient named as surely; another's chart number where this one's name is missing; two labels that both say somebody else.
    if (strong.some((one) => one.patient !== patient))
      return count < 3 || strong.some((one) => one.patient !== patient && countOf(one) === 3);
    if (signs.some((one) => one.identifier && one.patient !== patient)) return !signsOf(patient).identifier;
    return kinds >= 2 && count === 0;
  };
  return { signs, kinds, against };
}

function candidatesOf(identity: PageIdentity, index: PatientIndex): readonly IndexedPatient[] {
  const found = new Set<IndexedPatient>();
  for (const identifier of identity.identifiers)
    for (const patient of index.withIdentifier(identifier)) found.add(patient);
  for (const days of identity.birthDates)
    for (const day of days) for (const patient of index.bornOn(day)) found.add(patient);
  for (const name of identity.names)
    for (const { family, given } of namesMeant(name))
      for (const patient of index.withFamily(family)) if (index.isNamed(patient, family, given)) found.add(patient);
  return [...found].slice(0, MOST_LOOKED_AT);
}

/** A misread birth date of a large practice fits dozens; a page that fits more names nobody. */
const MOST_LOOKED_AT = 500;
