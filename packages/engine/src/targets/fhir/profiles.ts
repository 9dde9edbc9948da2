import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import type { MandatoryElement } from './mandatory.js';

type Json = Record<string, unknown>;

const BASE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const VERSION = '6.1.0';

/** What US Core makes of a resource: the profiles that it meets, and the elements that must then say that they are absent. */
export interface UsCoreClaim {
  readonly profiles: readonly string[];
  readonly absent: readonly MandatoryElement[];
}

/**
 * The US Core 6.1.0 profiles whose mandatory elements, fixed values and invariants this resource meets. Where it meets one but for elements that
 * US Core lets be said to be absent ("Missing Data": all but those with required bindings), these are named in `absent`. Sources: the profile pages of
 * hl7.org/fhir/us/core/STU6.1, "Each ... must have" and the constraints quoted below. Where versions differ the stricter reading counts: a claim less is no error, a
 * claim too many is one.
 */
export function usCoreClaim(resource: Resource): UsCoreClaim {
  const { resourceType } = resource;
  const rule = RULES[resourceType];
  if (rule === undefined) return NOTHING;
  const met = rule(resource as Json);
  if (met.length > 0) return { profiles: met.map(canonical), absent: [] };
  const absent = (MAY_BE_ABSENT[resourceType]?.(resource as Json) ?? []).filter(
    ({ path, or }) => ![path, ...(or ?? [])].some((name) => filled(resource[name]) || filled(resource[`_${name}`])),
  );
  if (absent.length === 0) return NOTHING;
  const whole = Object.fromEntries(absent.map(({ path, kind }) => [path, STAND_IN[path] ?? STAND_IN[kind]]));
  const profiles = rule({ ...resource, ...whole }).map(canonical);
  return profiles.length === 0 ? NOTHING : { profiles, absent };
}

const NOTHING: UsCoreClaim = { profiles: [], absent: [] };
const canonical = (name: string): string => `${BASE}${name}|${VERSION}`;

/** Values that stand for absent elements while the rules are asked; they are never written. */
const STAND_IN: Readonly<Record<string, unknown>> = codeTable({
  primitive: '2000-01-01',
  issued: '2000-01-01T00:00:00Z',
  concept: { text: '-' },
  'concept[]': [{ text: '-' }],
});

const concepts = (path: string): MandatoryElement => ({ path, kind: 'concept[]' });
const conceptOf = (path: string): MandatoryElement => ({ path, kind: 'concept' });
const simple = (path: string, ...or: readonly string[]): MandatoryElement =>
  or.length > 0 ? { path, kind: 'primitive', or } : { path, kind: 'primitive' };

/**
 * Elements that US Core 6.1.0 demands, R4 does not, and whose absence may be said. Not here: those of required bindings (Patient.gender,
 * DocumentReference.type), and those that make a profile what it is (categories of conditions, codes of vital signs).
 */
const MAY_BE_ABSENT: Readonly<Record<string, (resource: Json) => readonly MandatoryElement[]>> = codeTable({
  AllergyIntolerance: () => [conceptOf('code')],
  Condition: () => [conceptOf('code')],
  Coverage: () => [conceptOf('relationship'), simple('subscriberId')],
  DiagnosticReport: () => [simple('effectiveDateTime', 'effectivePeriod'), simple('issued')],
  DocumentReference: () => [concepts('category')],
  Encounter: () => [concepts('type')],
  Observation: (o) =>
    category(o, OBSERVATION_CATEGORY, 'vital-signs') || hasCode(o.code, LOINC, '72166-2')
      ? [simple('effectiveDateTime', 'effectivePeriod', 'effectiveTiming', 'effectiveInstant')]
      : [],
  Organization: () => [simple('active')],
  Procedure: () => [
    conceptOf('code'),
    simple('performedDateTime', 'performedPeriod', 'performedString', 'performedAge', 'performedRange'),
  ],
  RelatedPerson: () => [simple('active')],
  ServiceRequest: () => [conceptOf('code')],
});

/** Objects of a list; null, which keeps a place, holds nothing to look at. */
const actsForOthers = (who: unknown): boolean =>
  /^(Practitioner|Device)\//.test(String((who as Json | undefined)?.reference ?? ''));

const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
const has = (object: Json, ...names: readonly string[]): boolean => names.every((name) => filled(object[name]));

function filled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.some(filled);
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** A concept with a coding or a text, and not one that says "absent". */
function concept(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { coding, text } = value as { coding?: unknown; text?: unknown };
  return filled(text) || list(coding).some((c) => filled(c.code) && filled(c.system));
}

const hasCode = (value: unknown, system: string, ...codes: readonly string[]): boolean =>
  list((value as Json | undefined)?.coding).some((c) => c.system === system && codes.includes(String(c.code)));
const category = (resource: Json, system: string, ...codes: readonly string[]): boolean =>
  list(resource.category).some((item) => hasCode(item, system, ...codes));
const reference = (value: unknown): boolean => filled((value as Json | undefined)?.reference);
const medication = (resource: Json): boolean =>
  concept(resource.medicationCodeableConcept) || reference(resource.medicationReference);
const toDay = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);

const LOINC = 'http://loinc.org';
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';
const UCUM = 'http://unitsofmeasure.org';
const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const CONDITION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';

/** Vital sign profiles: LOINC code to profile and the UCUM units it allows. */
const VITALS: Readonly<Record<string, readonly [string, readonly string[]]>> = codeTable({
  '8302-2': ['us-core-body-height', ['cm', '[in_i]']],
  '29463-7': ['us-core-body-weight', ['g', 'kg', '[lb_av]']],
  '8310-5': ['us-core-body-temperature', ['Cel', '[degF]']],
  '8867-4': ['us-core-heart-rate', ['/min']],
  '9279-1': ['us-core-respiratory-rate', ['/min']],
  '39156-5': ['us-core-bmi', ['kg/m2']],
  '9843-4': ['us-core-head-circumference', ['cm', '[in_i]']],
});

const quantity = (value: unknown, units: readonly string[]): boolean => {
  const q = value as Json | undefined;
  return q !== undefined && filled(q.value) && filled(q.unit) && q.system === UCUM && units.includes(String(q.code));
};

function observation(o: Json): string[] {
  if (!has(o, 'status') || !concept(o.code) || !reference(o.subject)) return [];
  const valued = Object.keys(o).some((key) => /^value[A-Z]/.test(key) && filled(o[key])) || concept(o.dataAbsentReason);
  const parts = filled(o.component) || filled(o.hasMember);
  if (!valued && !parts) return [];
  // us-core-3: the system of a unit is UCUM.
  const q = o.valueQuantity as Json | undefined;
  if (q && filled(q.system) && q.system !== UCUM) return [];
  const dated = toDay(o.effectiveDateTime) || toDay((o.effectivePeriod as Json | undefined)?.start);
  if (category(o, OBSERVATION_CATEGORY, 'vital-signs')) return dated ? vitalSign(o) : [];
  if (category(o, OBSERVATION_CATEGORY, 'laboratory')) {
    const effective = filled(o.effectiveDateTime) || filled(o.effectivePeriod);
    return effective && !dated ? [] : ['us-core-observation-lab'];
  }
  if (hasCode(o.code, LOINC, '72166-2') && category(o, OBSERVATION_CATEGORY, 'social-history'))
    return filled(o.effectiveDateTime) &&
      concept(o.valueCodeableConcept) &&
      ['final', 'entered-in-error'].includes(String(o.status))
      ? ['us-core-smokingstatus']
      : [];
  return [];
}

function vitalSign(o: Json): string[] {
  for (const coding of list((o.code as Json).coding)) {
    if (coding.system !== LOINC) continue;
    const vital = VITALS[String(coding.code)];
    if (vital && quantity(o.valueQuantity, vital[1])) return [vital[0]];
    if (coding.code === '85354-9' && bloodPressure(o)) return ['us-core-blood-pressure'];
  }
  return ['us-core-vital-signs'];
}

const bloodPressure = (o: Json): boolean =>
  ['8480-6', '8462-4'].every((code) =>
    list(o.component).some((part) => hasCode(part.code, LOINC, code) && quantity(part.valueQuantity, ['mm[Hg]'])),
  );

const RULES: Readonly<Record<string, (resource: Json) => string[]>> = codeTable({
  AllergyIntolerance: (r) =>
    concept(r.code) && reference(r.patient) && list(r.reaction).every((item) => list(item.manifestation).some(concept))
      ? ['us-core-allergyintolerance']
      : [],
  CarePlan: (r) =>
    has(r, 'status', 'intent') &&
    reference(r.subject) &&
    category(r, 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', 'assess-plan') &&
    (r.text === undefined || ['generated', 'additional'].includes(String((r.text as Json).status)))
      ? ['us-core-careplan']
      : [],
  CareTeam: (r) =>
    reference(r.subject) &&
    filled(r.participant) &&
    list(r.participant).every((item) => list(item.role).some(concept) && reference(item.member))
      ? ['us-core-careteam']
      : [],
  Condition: (r) => {
    if (!concept(r.code) || !reference(r.subject)) return [];
    if (category(r, CONDITION_CATEGORY, 'encounter-diagnosis')) return ['us-core-condition-encounter-diagnosis'];
    const concern =
      category(r, CONDITION_CATEGORY, 'problem-list-item') ||
      category(r, 'http://hl7.org/fhir/us/core/CodeSystem/condition-category', 'health-concern');
    return concern ? ['us-core-condition-problems-health-concerns'] : [];
  },
  Coverage: (r) =>
    has(r, 'status', 'relationship') &&
    reference(r.beneficiary) &&
    list(r.payor).length === 1 &&
    reference(list(r.payor)[0]) &&
    // us-core-15: Member Id or subscriberId SHALL be present.
    (has(r, 'subscriberId') ||
      list(r.identifier).some((i) => hasCode(i.type, 'http://terminology.hl7.org/CodeSystem/v2-0203', 'MB')))
      ? ['us-core-coverage']
      : [],
  Device: (r) =>
    concept(r.type) &&
    reference(r.patient) &&
    list(r.udiCarrier).length <= 1 &&
    list(r.udiCarrier).every((udi) => filled(udi.deviceIdentifier))
      ? ['us-core-implantable-device']
      : [],
  DiagnosticReport: (r) =>
    has(r, 'status', 'issued') &&
    concept(r.code) &&
    reference(r.subject) &&
    category(r, 'http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB') &&
    (toDay(r.effectiveDateTime) || toDay((r.effectivePeriod as Json | undefined)?.start)) &&
    // `issued` is an instant: without a zone it cannot be written as one.
    /T.*(Z|[+-]\d\d:\d\d)$/.test(String(r.issued))
      ? ['us-core-diagnosticreport-lab']
      : [],
  DocumentReference: (r) =>
    has(r, 'status', 'category') &&
    // Required binding: LOINC's documents, or unknown.
    list((r.type as Json | undefined)?.coding).some(
      (c) => filled(c.code) && (c.system === LOINC || (c.system === NULL_FLAVOR && c.code === 'UNK')),
    ) &&
    list((r.context as Json | undefined)?.encounter).length <= 1 &&
    list(r.category).every(concept) &&
    reference(r.subject) &&
    filled(r.content) &&
    list(r.content).every((item) => {
      const attachment = item.attachment as Json | undefined;
      // us-core-6: DocumentReference.content.attachment.url or .data or both SHALL be present.
      return (
        attachment !== undefined &&
        (filled(attachment.url) || filled(attachment.data)) &&
        filled(attachment.contentType)
      );
    })
      ? ['us-core-documentreference']
      : [],
  Encounter: (r) =>
    has(r, 'status') &&
    filled((r.class as Json | undefined)?.code) &&
    list(r.type).some(concept) &&
    reference(r.subject) &&
    identified(r)
      ? ['us-core-encounter']
      : [],
  Goal: (r) => (has(r, 'lifecycleStatus') && concept(r.description) && reference(r.subject) ? ['us-core-goal'] : []),
  Immunization: (r) =>
    has(r, 'status') &&
    concept(r.vaccineCode) &&
    reference(r.patient) &&
    (filled(r.occurrenceDateTime) || filled(r.occurrenceString))
      ? ['us-core-immunization']
      : [],
  Location: (r) => (has(r, 'name') ? ['us-core-location'] : []),
  Medication: (r) => (concept(r.code) ? ['us-core-medication'] : []),
  MedicationDispense: (r) =>
    has(r, 'status') &&
    medication(r) &&
    reference(r.subject) &&
    // us-core-20: whenHandedOver SHALL be present if the status is completed.
    (r.status !== 'completed' || filled(r.whenHandedOver))
      ? ['us-core-medicationdispense']
      : [],
  MedicationRequest: (r) =>
    has(r, 'status', 'intent') && medication(r) && reference(r.subject) ? ['us-core-medicationrequest'] : [],
  Observation: observation,
  Organization: (r) => (has(r, 'active', 'name') && contacts(r) ? ['us-core-organization'] : []),
  Patient: (r) =>
    has(r, 'gender') &&
    filled(r.identifier) &&
    identified(r) &&
    // us-core-6: name.given and/or name.family SHALL be present.
    filled(r.name) &&
    list(r.name).every((name) => filled(name.family) || filled(name.given)) &&
    contacts(r) &&
    list(r.communication).every((item) => concept(item.language))
      ? ['us-core-patient']
      : [],
  Practitioner: (r) =>
    filled(r.identifier) && identified(r) && filled(r.name) && list(r.name).every((name) => filled(name.family))
      ? ['us-core-practitioner']
      : [],
  Procedure: (r) =>
    has(r, 'status') &&
    concept(r.code) &&
    reference(r.subject) &&
    // us-core-7: performed[x] SHALL be present if the status is completed or in-progress.
    (!['completed', 'in-progress'].includes(String(r.status)) ||
      filled(r.performedDateTime) ||
      filled(r.performedPeriod))
      ? ['us-core-procedure']
      : [],
  Provenance: (r) =>
    has(r, 'recorded') &&
    list(r.target).every(reference) &&
    // provenance-1: a practitioner or a device acts for an organization.
    list(r.agent).every((agent) => filled(agent.who) && (filled(agent.onBehalfOf) || !actsForOthers(agent.who)))
      ? ['us-core-provenance']
      : [],
  RelatedPerson: (r) =>
    has(r, 'active') && reference(r.patient) && (filled(r.name) || filled(r.relationship))
      ? ['us-core-relatedperson']
      : [],
  Specimen: (r) => (concept(r.type) ? ['us-core-specimen'] : []),
  ServiceRequest: (r) =>
    has(r, 'status', 'intent') && concept(r.code) && reference(r.subject) ? ['us-core-servicerequest'] : [],
});

/**
 * Profiles that constrain `identifier` want system and value of each. One must have both; a number of another issuer that the source does not name is written with
 * its system said to be absent (mandatory.ts), which US Core 6.1 takes ("Missing Data").
 */
const identified = (resource: Json): boolean => {
  const identifiers = list(resource.identifier);
  return (
    identifiers.every((item) => filled(item.value)) &&
    (identifiers.length === 0 || identifiers.some((item) => filled(item.system)))
  );
};
const contacts = (resource: Json): boolean =>
  list(resource.telecom).every((item) => filled(item.system) && filled(item.value));
