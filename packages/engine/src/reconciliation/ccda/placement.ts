import { codeTable } from '../../base/code-table.js';
import { TIMING_CODES } from './timing-codes.js';

/**
 * Where a value of a resource stands in an entry, said once and for both directions: the fact must be there with just this value, and where the
 * chart has no such value the fact must not be there either. Values without a rule must be stated or shown somewhere in the entry.
 * Placement: HL7 CDA R2 IG C-CDA R2.1 volume 2, by template; fact names as ccda/reading.ts makes them.
 */
export interface Rule {
  /** FHIR paths: the first that has a value counts; with `together` all of them. */
  readonly from: readonly string[];
  readonly together?: boolean;
  /** Fact name; concepts have `.code`, `.display` and `.text` below it. */
  readonly fact: string;
  readonly as: 'time' | 'concept' | 'quantity' | 'text' | 'mapped';
  /** mapped: FHIR code to fact value. */
  readonly map?: Readonly<Record<string, string>>;
  /** The fact may be missing: then the value must be stated or shown elsewhere in the entry, as any other. */
  readonly optional?: boolean;
  /** A template demands the fact: where the chart has no value, or one that is not listed, it may say anything. */
  readonly demanded?: boolean;
  /** Sections (LOINC) whose templates fix the fact for every instance, and its value there; what the chart says stands elsewhere in the entry. */
  readonly fixedIn?: Readonly<Record<string, string>>;
  /** Sections whose templates have the fact under another name. */
  readonly factIn?: Readonly<Record<string, string>>;
  /** concept: code that the templates of a section demand beside what the chart says. */
  readonly besideIn?: Readonly<Record<string, string>>;
}

const SCT = 'http://snomed.info/sct';
const sct = (map: Record<string, string>): Readonly<Record<string, string>> =>
  codeTable<string>(Object.fromEntries(Object.entries(map).map(([key, code]) => [key, `${SCT}|${code}`])));

// Problem Status 2.16.840.1.113883.3.88.12.80.68
const CLINICAL_STATUS = sct({
  active: '55561003',
  inactive: '73425007',
  resolved: '413322009',
  remission: '277022003',
  recurrence: '246455001',
  relapse: '263855007',
});
// Severity 2.16.840.1.113883.3.88.12.3221.6.8
export const SEVERITY = sct({ mild: '255604002', moderate: '6736007', severe: '24484000' });
// Criticality Observation 2.16.840.1.113883.1.11.20549
const CRITICALITY = codeTable<string>(
  Object.fromEntries(
    [
      ['low', 'CRITL'],
      ['high', 'CRITH'],
      ['unable-to-assess', 'CRITU'],
    ].map(([key, code]) => [key, `urn:oid:2.16.840.1.113883.5.1063|${code}`]),
  ),
);
// Result Status 2.16.840.1.113883.11.20.9.39
const RESULT_STATUS = {
  registered: 'active',
  partial: 'active',
  preliminary: 'active',
  final: 'completed',
  amended: 'completed',
  corrected: 'completed',
  appended: 'completed',
  cancelled: 'cancelled',
};
// statusCode of orders and statements (C-CDA on FHIR, medication status map); what is not listed has no counterpart.
const DRUG_STATUS = {
  active: 'active',
  completed: 'completed',
  stopped: 'aborted',
  'on-hold': 'suspended',
  cancelled: 'cancelled',
  intended: 'active',
  'not-taken': 'completed',
};
const PROCEDURE_STATUS = {
  completed: 'completed',
  'in-progress': 'active',
  stopped: 'aborted',
  'not-done': 'cancelled',
};
const CONCERN_STATUS = {
  active: 'active',
  recurrence: 'active',
  relapse: 'active',
  inactive: 'completed',
  resolved: 'completed',
  remission: 'completed',
};

const GOAL_STATUS = {
  proposed: 'active',
  planned: 'active',
  accepted: 'active',
  active: 'active',
  'on-hold': 'suspended',
  completed: 'completed',
  cancelled: 'cancelled',
  rejected: 'cancelled',
};
const CONSENT_STATUS = {
  active: 'completed',
  inactive: 'completed',
  draft: 'active',
  proposed: 'active',
  rejected: 'cancelled',
};
const TEAM_STATUS = { proposed: 'new', active: 'active', suspended: 'suspended', inactive: 'completed' };

const time = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'time' });
const recorded = (...from: string[]): Rule => ({ from, fact: 'author.time', as: 'time', optional: true });
const concept = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'concept' });
const quantity = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'quantity' });
const mapped = (fact: string, map: Readonly<Record<string, string>>, ...from: string[]): Rule => ({
  from,
  fact,
  as: 'mapped',
  map: codeTable(map),
});

// Coverage Role Type 2.16.840.1.113883.1.11.18877 by FHIR subscriber-relationship
const COVERED = codeTable<string>(
  Object.fromEntries(
    [
      ['self', 'SELF'],
      ['spouse', 'SPS'],
      ['child', 'FAMDEP'],
      ['parent', 'PRN'],
    ].map(([key, code]) => [key, `http://terminology.hl7.org/CodeSystem/v3-RoleCode|${code}`]),
  ),
);
const DRUG = 'consumable.code';

export const RULES: Readonly<Record<string, readonly Rule[]>> = codeTable({
  AllergyIntolerance: [
    { ...concept('allergy.participant-CSM.code', 'code') },
    time('allergy.time.low', 'onsetDateTime', 'onsetPeriod.start'),
    time('allergy.time.high', 'onsetPeriod.end'),
    time('time.low', 'recordedDate'),
    mapped('allergy.status.value.code', CLINICAL_STATUS, 'clinicalStatus'),
    mapped('allergy.criticality.value.code', CRITICALITY, 'criticality'),
    mapped('statusCode', CONCERN_STATUS, 'clinicalStatus'),
    recorded('recordedDate'),
  ],
  Condition: [
    concept('problem.value', 'code'),
    time('problem.time.low', 'onsetDateTime', 'onsetPeriod.start'),
    time('problem.time.high', 'abatementDateTime', 'abatementPeriod.end', 'abatementPeriod.start'),
    time('time.low', 'recordedDate'),
    mapped('problem.status.value.code', CLINICAL_STATUS, 'clinicalStatus'),
    concept('problem.severity.value', 'severity'),
    mapped('problem.negated', { refuted: 'true' }, 'verificationStatus'),
    mapped('statusCode', CONCERN_STATUS, 'clinicalStatus'),
    recorded('recordedDate'),
  ],
  MedicationRequest: [
    concept(DRUG, 'medicationCodeableConcept', 'medicationReference'),
    recorded('authoredOn'),
    mapped('statusCode', DRUG_STATUS, 'status'),
    mapped('negated', { true: 'true' }, 'doNotPerform'),
  ],
  MedicationStatement: [
    concept(DRUG, 'medicationCodeableConcept', 'medicationReference'),
    time('time', 'effectiveDateTime'),
    recorded('dateAsserted'),
    mapped('statusCode', DRUG_STATUS, 'status'),
    mapped('negated', { 'not-taken': 'true' }, 'status'),
  ],
  Immunization: [
    concept(DRUG, 'vaccineCode'),
    time('time', 'occurrenceDateTime'),
    { from: ['lotNumber'], fact: 'consumable.lotNumberText', as: 'text' },
    time('consumable.sdtc:expirationTime', 'expirationDate'),
    quantity('doseQuantity', 'doseQuantity'),
    concept('routeCode', 'route'),
    concept('approachSiteCode', 'site'),
    mapped('negated', { 'not-done': 'true' }, 'status'),
    recorded('recorded'),
  ],
  Procedure: [
    concept('code', 'code'),
    time('time', 'performedDateTime'),
    time('time.low', 'performedPeriod.start'),
    time('time.high', 'performedPeriod.end'),
    mapped('statusCode', PROCEDURE_STATUS, 'status'),
    mapped('negated', { 'not-done': 'true' }, 'status'),
  ],
  Encounter: [
    { ...concept('code', 'type', 'class'), together: true },
    time('time.low', 'period.start'),
    time('time.high', 'period.end'),
  ],
  Observation: [
    { ...concept('code', 'code'), besideIn: { '42348-3': 'http://loinc.org|75320-2' } }, // CONF:1198-32842
    { ...time('time', 'effectiveDateTime', 'effectiveInstant'), factIn: { '42348-3': 'time.low' } }, // CONF:1198-28719
    { ...concept('interpretationCode', 'interpretation'), optional: true },
    { ...mapped('statusCode', RESULT_STATUS, 'status'), fixedIn: { '8716-3': 'completed', '29762-2': 'completed' } }, // CONF:1098-19119, 1198-19117
    recorded('issued'),
  ],
  DiagnosticReport: [{ ...concept('code', 'code'), optional: true }],
  Coverage: [
    concept('policy.code', 'type'),
    time('policy.participant-COV.time.low', 'period.start'),
    time('policy.participant-COV.time.high', 'period.end'),
    { ...mapped('policy.participant-COV.code.code', COVERED, 'relationship'), demanded: true },
  ],
  Goal: [
    concept('code', 'description'),
    time('time.low', 'startDate'),
    { ...time('time.high', 'target.dueDate'), optional: true },
    concept('priority.value', 'priority'),
    concept('progress.value', 'achievementStatus'),
    mapped('statusCode', GOAL_STATUS, 'lifecycleStatus'),
    recorded('statusDate'),
  ],
  Consent: [
    time('time.low', 'provision.period.start'),
    time('time.high', 'provision.period.end'),
    mapped('statusCode', CONSENT_STATUS, 'status'),
    recorded('dateTime'),
  ],
  CareTeam: [
    time('time.low', 'period.start'),
    time('time.high', 'period.end'),
    mapped('statusCode', TEAM_STATUS, 'status'),
  ],
  Appointment: [time('time.low', 'start'), time('time.high', 'end'), recorded('created')],
  ImmunizationRecommendation: [],
  'ImmunizationRecommendation part': [],
  ServiceRequest: [
    concept('code', 'code'),
    time('time.low', 'occurrenceDateTime', 'occurrencePeriod.start'),
    time('time.high', 'occurrencePeriod.end'),
    mapped('negated', { true: 'true' }, 'doNotPerform'),
    recorded('authoredOn'),
  ],
  CommunicationRequest: [
    { ...concept('code', 'category'), together: true },
    time('time', 'occurrenceDateTime'),
    time('time.low', 'occurrencePeriod.start'),
    time('time.high', 'occurrencePeriod.end'),
    { ...mapped('statusCode', {}, 'status'), fixedIn: { '69730-0': 'completed' } }, // CONF:1098-19106
    mapped('negated', { true: 'true' }, 'doNotPerform'),
    recorded('authoredOn'),
  ],
  SupplyRequest: [concept('code', 'itemCodeableConcept'), quantity('quantity', 'quantity'), recorded('authoredOn')],
  DeviceRequest: [concept('code', 'codeCodeableConcept'), recorded('authoredOn')],
  NutritionOrder: [recorded('dateTime')],
  'CareTeam participant': [
    { ...concept('performer.sdtc:functionCode', 'role'), optional: true },
    time('time.low', 'period.start'),
    time('time.high', 'period.end'),
  ],
  Device: [],
  'FamilyMemberHistory condition': [concept('value', 'code')],
});

// FHIR R4 ConceptMap administrative-gender to v3 AdministrativeGender
const SEXES = codeTable<string>(
  Object.fromEntries(
    [
      ['male', 'M'],
      ['female', 'F'],
      ['other', 'UN'],
    ].map(([key, code]) => [
      `http://hl7.org/fhir/administrative-gender|${key}`,
      `http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender|${code}`,
    ]),
  ),
);

type Types = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Allergy and Intolerance Type 2.16.840.1.113883.3.88.12.3221.6.2 by FHIR type and category; more than one where either will do. */
export const ALLERGY_TYPES: Types = codeTable({
  allergy: codeTable({
    '': ['419199007'],
    medication: ['416098002'],
    food: ['414285001'],
    environment: ['426232007', '419199007'],
  }),
  intolerance: codeTable({ '': ['782197009'], medication: ['59037007'], food: ['235719002'] }),
  '': codeTable({ '': ['420134006'], medication: ['419511003'], food: ['418471000'] }),
});

/** SNOMED CT situations that deny allergies: the entry is negated and of the type that is denied. */
export const DENIALS: Readonly<Record<string, string>> = codeTable({
  '716186003': '419199007',
  '160244002': '419199007',
  '409137002': '416098002',
  '429625007': '414285001',
  '428607008': '426232007',
});

/** What entries say in codes of their own for a FHIR value at a path. */
export function saidOtherwise(path: string, text: string): readonly string[] {
  if (/clinicalStatus\.coding\.code$/.test(path)) return CLINICAL_STATUS[text] ? [CLINICAL_STATUS[text]!] : [];
  if (/(^|\.)severity$/.test(path)) return SEVERITY[text] ? [SEVERITY[text]!] : [];
  // What was refuted must not read as if it were there.
  if (/verificationStatus\.coding\.code$/.test(path))
    return text === 'refuted' ? ['refuted: the patient does not have this'] : [];
  // The covered party's role tells the relationship (CONF:1198-8922).
  if (/^relationship\.coding\.code$/.test(path)) return COVERED[text] ? [COVERED[text]!] : [];
  // A relative's sex stands in the codes of HL7 v3.
  if (/^sex\.coding\.code$/.test(path)) return SEXES[text] ? [SEXES[text]!] : [];
  // A frequency stands as period.
  if (/timing\.code\.coding\.code$/.test(path)) return TIMING_CODES[text] ? [TIMING_CODES[text]!] : [];
  // repeatNumber counts the first fill too (C-CDA R2.1, Medication Supply Order).
  if (/numberOfRepeatsAllowed$/.test(path) && /^\d+$/.test(text)) return [String(Number(text) + 1)];
  if (/asNeededBoolean$/.test(path)) return text === 'true' ? ['as needed'] : [];
  if (/(^|\.)status$/.test(path) && text === 'not-done') return ['not given', 'true'];
  // A condition that was fatal has a Family History Death Observation.
  if (/doNotPerform$/.test(path))
    return text === 'true' ? ['must not be done', 'must not be given', 'true'] : ['false'];
  if (/contributedToDeath$/.test(path))
    return text === 'true' ? ['http://snomed.info/sct|419099009', 'contributed to death'] : ['no'];
  if (/(^|\.)value(Boolean)$|deceasedBoolean$/.test(path)) return [text === 'true' ? 'yes' : 'no'];
  return [];
}

/** Codes that templates fix, whatever the chart says (C-CDA R2.1 volume 2; LOINC, SNOMED CT, ActClass, ActCode, RoleClass). */
export const FIXED_CODES: ReadonlySet<string> = new Set(
  [
    'CONC ASSERTION SEV PAYOR PAT SELF SPS FAMDEP PRN 33999-4 445518008 48768-6 311401005 82606-5 76662-6 29308-4 48767-8 34109-9 76689-9 64572001 75323-6',
    '55607006 75326-9 282291009 46680005 74728-7 75315-2 48765-2 8653-8 281266002 419099009 PCP 75310-3 225773000 86744-0 85847-2 75320-2 74711-3 C101722 C101672 C101671 C101669 C101670 C113843 C71898 C99285 C54131 11535-2',
    // LOINC twins of problem types: the type itself must be the chart's.
    '75321-0 75322-8 75325-1 75324-4 75275-8',
  ]
    .join(' ')
    .split(' '),
);

/** Sections (LOINC) in which a resource type may stand (C-CDA R2.1 volume 1, CCD); types that are not listed may stand in any. */
export const SECTIONS: Readonly<Record<string, readonly string[]>> = codeTable({
  AllergyIntolerance: ['48765-2'],
  Appointment: ['18776-5'],
  CarePlan: ['18776-5'],
  CareTeam: ['85847-2'],
  ClinicalImpression: ['51848-0'],
  CommunicationRequest: ['69730-0'],
  Condition: ['11450-4', '75310-3', '11535-2'],
  Consent: ['42348-3'],
  Coverage: ['48768-6'],
  Device: ['46264-8'],
  DeviceRequest: ['18776-5'],
  Encounter: ['46240-8', '18776-5'],
  FamilyMemberHistory: ['10157-6'],
  Goal: ['61146-7'],
  Immunization: ['11369-6'],
  ImmunizationRecommendation: ['18776-5'],
  MedicationRequest: ['10160-0', '18776-5', '10183-2'],
  MedicationStatement: ['10160-0'],
  NutritionOrder: ['18776-5'],
  Observation: ['30954-2', '8716-3', '29762-2', '47420-5', '10190-7', '42348-3'],
  Procedure: ['47519-4'],
  ServiceRequest: ['18776-5'],
  SupplyRequest: ['18776-5'],
});

/** Elements that the narrative alone tells: R2.1 has no coded or dated place for them in the entry that is written. By `Type.path` or `*.last name`. */
export const SHOWN_ONLY: ReadonlySet<string> = new Set([
  '*.verificationStatus.coding.code',
  '*.additionalInstruction.coding.code',
  '*.outcome.coding.code',
  '*.statusReason.coding.code',
  // A nullFlavor has few words for why there is no value.
  '*.dataAbsentReason.coding.code',
  // Bounds in UCUM units have a rule of their own; an interval has no place for others, and words tell them.
  '*.referenceRange.low',
  '*.referenceRange.high',
  // A Medication Activity's duration is two dates (CONF:1098-7508, 1098-32890): a length without a start is in words.
  '*.repeat.boundsDuration',
  '*.repeat.boundsRange.low',
  '*.repeat.boundsRange.high',
  // An effectiveTime has one moment; that of a direction is in words.
  '*.timing.event',
  '*.maxDosePerAdministration',
  '*.maxDosePerLifetime',
  'AllergyIntolerance.lastOccurrence',
  'CareTeam.reasonCode.coding.code',
  // A member has one function; further ones are told by the row.
  'CareTeam.participant.role.coding.code',
  'Condition.category.coding.code',
  'Coverage.class.type.coding.code',
  'Coverage.order',
  // The organizer's time spans its results (CONF:1198-32488): a report between them is dated by its row.
  'DiagnosticReport.effectiveDateTime',
  // A recommendation has one code; the rest is in words.
  '*.forecastStatus.coding.code',
  '*.dateCriterion.code.coding.code',
  '*.dateCriterion.value',
  '*.targetDisease.coding.code',
  'Device.expirationDate',
  'Device.manufactureDate',
  'FamilyMemberHistory.date',
  // An ED has no size and no date of its own (CDA R2 datatypes).
  '*.attachment.size',
  '*.attachment.creation',
  '*.presentedForm.size',
  '*.presentedForm.creation',
  'Goal.target.dueDate',
  // One target is the value of the goal; several are in words.
  'Goal.target.detailCodeableConcept.coding.code',
  'Goal.target.detailRange.low',
  'Goal.target.detailRange.high',
  'Goal.target.measure.coding.code',
  'Goal.target.detailQuantity',
]);

/** Elements that the entry states and the narrative need not show. */
export const STATED_ONLY: ReadonlySet<string> = new Set([
  'DocumentReference.date',
  'DiagnosticReport.issued',
  'Observation.performer',
]);

/** Facts that a template fixes or derives: they tell what kind of statement it is, not what is known of the patient. */
export const TEMPLATE_OWN = /(^|\.)(mood|code\.(display|text|null)|null)$/;

/** Resource types that may stand in the narrative alone: their templates demand what a source may not have (a relative's condition, CONF:1198-32428). */
export const NARRATIVE_ONLY: ReadonlySet<string> = new Set(['CareTeam', 'ClinicalImpression', 'FamilyMemberHistory']);
