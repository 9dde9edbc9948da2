import type { PatternValues } from './name-pattern.js';
import type { IndexedPatient, PatientIndex } from './patient-index.js';
import { daysMeant } from './stated-date.js';

export type Sign = 'identifier' | 'name' | 'birth date';

/** A patient that a document may be of, and what speaks for it, without PHI. */
export interface Candidate {
  readonly patient: string;
  /** What agrees; two of them, from whichever rules, are needed where no rule of the workspace states the names. */
  readonly signs: readonly Sign[];
  readonly reasons: readonly string[];
}

/** What one rule found of a document. */
export interface Finding {
  /** Name of the rule, as {@link DocumentLink.by}. */
  readonly by: string;
  /** The one patient that it names; null: none, or not surely. */
  readonly sure: string | null;
  readonly candidates: readonly Candidate[];
  /** Code of what keeps it from being sure. */
  readonly doubt: string | null;
  /** Whether it speaks against this patient, whom another rule names. */
  readonly against: (patient: IndexedPatient) => boolean;
}

/**
 * Whom an identifier, a name and a birth date name that a person wrote into a name or a table. An identifier is enough where it fits one patient and nothing beside it
 * disagrees; without one it takes the whole name and the birth date. `isStated`: a rule of the workspace says that these fields stand there.
 */
export function namedPatient(
  by: string,
  where: string,
  values: PatternValues,
  index: PatientIndex,
  isStated: boolean,
): Finding | null {
  const { id, family, given, birthDate } = values;
  const days = birthDate ? daysMeant(birthDate) : null;
  const fitsName = (patient: IndexedPatient): boolean =>
    family === undefined ||
    (given === undefined ? index.withFamily(family).includes(patient) : index.isNamed(patient, family, given));
  const fitsBirth = (patient: IndexedPatient): boolean =>
    days === null || (patient.birthDate !== null && days.includes(patient.birthDate));
  const hits = id === undefined ? [] : index.withIdentifier(id);
  const named = family === undefined ? [] : index.withFamily(family).filter(fitsName);
  const fitting = hits.filter((patient) => fitsName(patient) && fitsBirth(patient));
  const parts = (patient: IndexedPatient): string[] => [
    ...(hits.includes(patient) ? ['identifier'] : []),
    ...(family !== undefined && fitsName(patient) ? [given === undefined ? 'family name' : 'name'] : []),
    ...(days !== null && fitsBirth(patient) ? ['birth date'] : []),
  ];
  const candidate = (patient: IndexedPatient): Candidate => ({
    patient: patient.key,
    signs: parts(patient).filter((part) => part !== 'family name') as Sign[],
    reasons: [`${where}: ${parts(patient).join(', ') || 'nothing'} agrees`],
  });
  const finding = (sure: readonly IndexedPatient[], others: readonly IndexedPatient[], doubt: string): Finding => {
    const one = sure.length === 1 ? sure[0]! : null;
    const all = [...new Set([...sure, ...others])];
    return {
      ...{ by, sure: one?.key ?? null, candidates: all.map(candidate), doubt: one ? null : doubt },
      // A word without a digit was hardly meant as a number of anybody's.
      against: (patient) => isStated && /\d/.test(id ?? '') && !hits.includes(patient),
    };
  };
  // A number may be anything: a year, a batch, a scanner's count.
  if (hits.length > 0 && !isStated && family === undefined && days === null) return finding([], hits, 'number-alone');
  if (fitting.length > 0) return finding(fitting, [], 'identifier-of-several');
  if (hits.length > 0) return isStated || named.length > 0 ? finding([], [...hits, ...named], 'parts-disagree') : null;
  if (named.length > 0) {
    const whole = given !== undefined && days !== null && id === undefined ? named.filter(fitsBirth) : [];
    if (whole.length > 0) return finding(whole, [], 'name-of-several');
    return finding([], named, 'name-alone');
  }
  return id !== undefined && isStated ? finding([], [], 'patient-unknown') : null;
}
