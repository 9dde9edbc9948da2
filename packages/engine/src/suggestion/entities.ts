import type { NameWord } from './words.js';

/** Nouns by which a column's name says of what it speaks: `order_date` in a table of results is the order's. */
const NOUNS: readonly (readonly [string, string])[] = [
  ['patient', 'Patient'],
  ['provider', 'Practitioner'],
  ['encounter', 'Encounter'],
  ['admission', 'Encounter'],
  ['appointment', 'Appointment'],
  ['problem', 'Condition'],
  ['diagnosis', 'Condition'],
  ['condition', 'Condition'],
  ['allergy', 'AllergyIntolerance'],
  ['medication', 'MedicationRequest'],
  ['prescription', 'MedicationRequest'],
  ['immunization', 'Immunization'],
  ['vaccine', 'Immunization'],
  ['result', 'Observation'],
  ['observation', 'Observation'],
  ['report', 'DiagnosticReport'],
  ['specimen', 'Specimen'],
  ['order', 'ServiceRequest'],
  ['referral', 'ServiceRequest'],
  ['procedure', 'Procedure'],
  ['document', 'DocumentReference'],
  ['note', 'DocumentReference'],
  ['message', 'Communication'],
  ['insurance', 'Coverage'],
  ['insurance', 'Organization'],
  ['manufacturer', 'Organization'],
  ['policy', 'Coverage'],
  ['facility', 'Organization'],
  ['organization', 'Organization'],
  ['payer', 'Organization'],
  ['company', 'Organization'],
  ['laboratory', 'Organization'],
  ['taxonomy', 'PractitionerRole'],
  ['pharmacy', 'Organization'],
  ['guarantor', 'RelatedPerson'],
  ['device', 'Device'],
  ['goal', 'Goal'],
];

const BY_NOUN = new Map<string, readonly string[]>();
for (const [noun, type] of NOUNS) BY_NOUN.set(noun, [...(BY_NOUN.get(noun) ?? []), type]);

/** Resource types of which a word is the noun; none for any other word. */
export function entitiesOf(word: NameWord | undefined): readonly string[] {
  const [idea, more] = word?.readings[0] ?? [];
  return idea === undefined || more !== undefined ? [] : (BY_NOUN.get(idea) ?? []);
}

/** Resource types that a name speaks of, its last word left out: a `specimen` is a reference, a `specimen_type` the specimen's own. */
export function entitiesNamed(words: readonly NameWord[]): ReadonlySet<string> {
  return new Set(words.slice(0, -1).flatMap(entitiesOf));
}
