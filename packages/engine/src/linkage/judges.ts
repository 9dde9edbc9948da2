import type { CodeableConcept, Quantity, Resource } from '../chart/fhir.js';
import { deniedAllergy } from '../terminology/words/no-allergy.js';
import { APART, type Comparison, type FactJudge, oneFact } from './comparison.js';
import { codesOf, namesOf, namesSame, statusCode } from './concepts.js';
import { type DirectionsReader, medicationJudge } from './medication-judge.js';
import { compareQuantities } from './quantities.js';
import { compareTimes, timeDiffers } from './times.js';

const differ = (name: string, a: string | null, b: string | null): string | null =>
  a !== null && b !== null && a !== b ? name : null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** Whether a status says that the thing is not so. */
const isRefuted = (resource: Resource): boolean => statusCode(resource.verificationStatus) === 'refuted';

const refuted = (a: Resource, b: Resource): string | null =>
  isRefuted(a) !== isRefuted(b) ? 'verificationStatus' : null;

const problem: FactJudge = (a, b) => {
  if (!namesSame(a.code, b.code)) return APART;
  return oneFact([
    refuted(a, b),
    differ('clinicalStatus', statusCode(a.clinicalStatus), statusCode(b.clinicalStatus)),
    timeDiffers('onset', a.onsetDateTime, b.onsetDateTime),
    timeDiffers('abatement', a.abatementDateTime, b.abatementDateTime),
  ]);
};

/** SNOMED CT: no known allergy, drug allergy, food allergy, environmental allergy, latex allergy. */
const NO_ALLERGY: ReadonlySet<string> = new Set(
  ['716186003', '409137002', '429625007', '428607008', '1003774007'].map((code) => `http://snomed.info/sct|${code}`),
);

const deniesAllergies = ({ code }: Resource): boolean =>
  codesOf(code).some((one) => NO_ALLERGY.has(one)) ||
  namesOf(code).some((name) => deniedAllergy(name) !== null && /[a-z]{3}/i.test(name));

const allergy: FactJudge = (a, b) => {
  const [noneA, noneB] = [deniesAllergies(a), deniesAllergies(b)];
  if (noneA && noneB) return namesSame(a.code, b.code) ? oneFact([]) : APART;
  if (noneA || noneB) return isRefuted(noneA ? b : a) ? APART : oneFact(['code']);
  if (!namesSame(a.code, b.code)) return APART;
  return oneFact([
    refuted(a, b),
    differ('clinicalStatus', statusCode(a.clinicalStatus), statusCode(b.clinicalStatus)),
    timeDiffers('onset', a.onsetDateTime, b.onsetDateTime),
  ]);
};

const immunization: FactJudge = (a, b) => {
  if (!namesSame(a.vaccineCode, b.vaccineCode)) return APART;
  if (compareTimes(a.occurrenceDateTime, b.occurrenceDateTime) !== 'same') return APART;
  return oneFact([
    (a.status === 'not-done') !== (b.status === 'not-done') ? 'status' : null,
    differ('lotNumber', textOf(a.lotNumber)?.toUpperCase() ?? null, textOf(b.lotNumber)?.toUpperCase() ?? null),
  ]);
};

const procedure: FactJudge = (a, b) => {
  if (!namesSame(a.code, b.code)) return APART;
  const time = (one: Resource) =>
    one.performedDateTime ?? (one.performedPeriod as { start?: unknown } | undefined)?.start;
  if (compareTimes(time(a), time(b)) !== 'same') return APART;
  return oneFact([(a.status === 'not-done') !== (b.status === 'not-done') ? 'status' : null]);
};

/** LOINC of what a person has one of on a day, whatever clock it was measured by: weight, height, BMI, head circumference. */
const ONE_A_DAY: ReadonlySet<string> = new Set(
  ['29463-7', '3141-9', '8302-2', '39156-5', '9843-4', '8287-5'].map((code) => `http://loinc.org|${code}`),
);

const hasTime = (value: unknown): boolean => typeof value === 'string' && value.includes('T');

interface Part {
  readonly code?: CodeableConcept;
  readonly valueQuantity?: Quantity;
}

function valueStands(a: Resource, b: Resource): 'same' | 'differ' | 'unknown' {
  const [partsA, partsB] = [(a.component ?? []) as readonly Part[], (b.component ?? []) as readonly Part[]];
  if (partsA.length > 0 && partsB.length > 0) {
    const stands = partsA.map((part) => {
      const other = partsB.find((one) => namesSame(one.code, part.code));
      return other === undefined ? 'unknown' : compareQuantities(part.valueQuantity, other.valueQuantity);
    });
    if (stands.includes('differ')) return 'differ';
    return stands.includes('unknown') || partsA.length !== partsB.length ? 'unknown' : 'same';
  }
  const quantities = compareQuantities(a.valueQuantity, b.valueQuantity);
  if (quantities !== 'unknown') return quantities;
  const [textA, textB] = [textOf(a.valueString), textOf(b.valueString)];
  if (textA !== null && textB !== null)
    return textA.trim().toLowerCase() === textB.trim().toLowerCase() ? 'same' : 'differ';
  if (a.valueCodeableConcept !== undefined && b.valueCodeableConcept !== undefined)
    return namesSame(a.valueCodeableConcept, b.valueCodeableConcept) ? 'same' : 'differ';
  return 'unknown';
}

const categoryOf = (resource: Resource): string | null => {
  const first = (resource.category as readonly CodeableConcept[] | undefined)?.[0];
  return first === undefined ? null : statusCode(first);
};

const observation: FactJudge = (a, b): Comparison => {
  if (!namesSame(a.code, b.code)) return APART;
  if (compareTimes(a.effectiveDateTime, b.effectiveDateTime) !== 'same') return APART;
  const stands = valueStands(a, b);
  if (stands === 'unknown') return APART;
  if (stands === 'same') return oneFact([]);
  // Blood pressure and pulse are taken several times a day.
  const isRepeated =
    categoryOf(a) === 'vital-signs' &&
    !codesOf(a.code).some((code) => ONE_A_DAY.has(code)) &&
    !(hasTime(a.effectiveDateTime) && hasTime(b.effectiveDateTime));
  return isRepeated ? APART : oneFact(['value']);
};

const familyHistory: FactJudge = (a, b) => {
  if (!namesSame(a.relationship, b.relationship)) return APART;
  const conditions = (one: Resource) => (one.condition ?? []) as readonly { readonly code?: CodeableConcept }[];
  const has = (of: Resource, code: CodeableConcept | undefined) =>
    conditions(of).some((condition) => namesSame(condition.code, code));
  if (conditions(a).length === 0 || conditions(b).length === 0) return APART;
  return conditions(a).every(({ code }) => has(b, code)) ? oneFact([]) : APART;
};

/** The judge of each resource type; types that share one may be compared with each other. */
export function factJudges(read: DirectionsReader): ReadonlyMap<string, FactJudge> {
  const medication = medicationJudge(read);
  return new Map<string, FactJudge>([
    ['MedicationRequest', medication],
    ['MedicationStatement', medication],
    ['Condition', problem],
    ['AllergyIntolerance', allergy],
    ['Immunization', immunization],
    ['Procedure', procedure],
    ['Observation', observation],
    ['FamilyMemberHistory', familyHistory],
  ]);
}
