/**
 * How a suggested target is written in a mapping spec: `target | path | how`. In a target `*` stands for any resource type. In a path `[#]` is the next free item of a
 * list and `[]` adds to the values of one element. `how` names a cleaning function, or: `date` and `dateTime` with the order that the values show, `code` with the system
 * that they show, `map NAME` a table of codes for the values that are plain, `ref TYPE ...` a reference where a join leads to such rows, `result` a result of any type.
 */
const TABLE = `
Patient.id | identifier[#].value | text
Patient.identifier | identifier[#].value | text
Practitioner.identifier | identifier[#].value | text
Practitioner.id | identifier[#].value | text
Organization.identifier | identifier[#].value | text
Coverage.identifier | identifier[#].value | text
Specimen.accessionIdentifier | accessionIdentifier.value | text
Patient.name | name[#].text | text
*.name.given | name[0].given[] | name-part
*.name.family | name[0].family | name-part
*.name.maiden | name[1].family | name-part
*.name.prefix | name[0].prefix | text
*.name.suffix | name[0].suffix | text
Patient.name.text | name[0] | human-name
RelatedPerson.name.text | name[0] | human-name
Practitioner.name.text | name[0] | human-name
Organization.name | name | text
Location.name | name | text
Location.identifier | identifier[#].value | text
Location.description | description | text
*.birthDate | birthDate | date
*.gender | gender | gender
Patient.extension(us-core-race) | extension(us-core-race) | race
Patient.extension(us-core-ethnicity) | extension(us-core-ethnicity) | ethnicity
Patient.extension(patient-religion) | extension(patient-religion) | religion
Patient.extension(patient-birthPlace) | extension(patient-birthPlace) | text
Patient.extension(patient-mothersMaidenName) | extension(patient-mothersMaidenName) | text
*.address.line | address.line[] | text
*.address.city | address.city | text
*.address.state | address.state | state
*.address.postalCode | address.postalCode | text
*.address.country | address.country | country
*.address.district | address.district | text
*.telecom | telecom[#].value | telecom
Patient.maritalStatus | maritalStatus | marital-status
Patient.communication.language | communication[#].language | language
Patient.deceasedDateTime | deceasedDateTime | dateTime
Patient.deceasedBoolean | deceasedBoolean | boolean
Patient.multipleBirthInteger | multipleBirthInteger | integer
Patient.multipleBirthBoolean | multipleBirthBoolean | boolean
Patient.generalPractitioner | generalPractitioner[#] | ref Practitioner Organization
Patient.managingOrganization | managingOrganization | ref Organization
Patient.contact.name | contact.name.text | text
Patient.contact.telecom | contact.telecom[#].value | telecom
Patient.contact.relationship | contact.relationship | relationship
*.active | active | map active
RelatedPerson.relationship | relationship | relationship
PractitionerRole.specialty | specialty.text | text
PractitionerRole.code | code.text | text
Coverage.subscriberId | subscriberId | text
Coverage.payor | payor[#] | ref Organization
Coverage.class.value | class.value | text
Coverage.relationship | relationship | subscriber-relationship
Coverage.period.start | period.start | date
Coverage.period.end | period.end | date
Coverage.type | type.text | text
Coverage.status | status | map active-or-cancelled
Encounter.class | class | encounter-class
Encounter.type | type[#].text | text
Encounter.serviceType | serviceType.text | text
Encounter.participant.individual | participant[#].individual | ref Practitioner
Encounter.period.start | period.start | dateTime
Encounter.period.end | period.end | dateTime
Encounter.reasonCode.text | reasonCode[#].text | text
Encounter.reasonCode.coding | reasonCode[#].coding | code
Encounter.hospitalization.dischargeDisposition | hospitalization.dischargeDisposition.text | text
Encounter.hospitalization.admitSource | hospitalization.admitSource.text | text
Encounter.location.location | location[#].location | ref Location
Encounter.serviceProvider | serviceProvider | ref Organization
Encounter.status | status | map encounter-status
Condition.code.text | code.text | code-text
Condition.code.coding | code.coding[] | code
Condition.category | category[#].text | text
Condition.clinicalStatus | clinicalStatus | map clinical
Condition.verificationStatus | verificationStatus | map verification
Condition.severity | severity.text | text
Condition.bodySite | bodySite.text | text
Condition.onsetDateTime | onsetDateTime | date
Condition.onsetString | onsetString | text
Condition.abatementDateTime | abatementDateTime | date
Condition.recordedDate | recordedDate | dateTime
AllergyIntolerance.code.text | code.text | code-text
AllergyIntolerance.code.coding | code.coding[] | code
AllergyIntolerance.category | category | map allergy-category
AllergyIntolerance.type | type | map allergy-type
AllergyIntolerance.clinicalStatus | clinicalStatus | map clinical
AllergyIntolerance.verificationStatus | verificationStatus | map verification
AllergyIntolerance.criticality | criticality | map criticality
AllergyIntolerance.reaction.manifestation | reaction.manifestation.text | text
AllergyIntolerance.reaction.severity | reaction.severity | map severity
AllergyIntolerance.reaction.description | reaction.description | text
AllergyIntolerance.onsetDateTime | onsetDateTime | date
AllergyIntolerance.onsetString | onsetString | text
AllergyIntolerance.recordedDate | recordedDate | dateTime
*.recorder | recorder | ref Practitioner
*.asserter | asserter | ref Practitioner
MedicationRequest.medicationCodeableConcept.text | medicationCodeableConcept.text | code-text
MedicationRequest.medicationCodeableConcept.coding | medicationCodeableConcept.coding[] | code
MedicationStatement.medicationCodeableConcept.text | medicationCodeableConcept.text | code-text
MedicationStatement.medicationCodeableConcept.coding | medicationCodeableConcept.coding[] | code
MedicationRequest.status | status | map medication-status
MedicationStatement.status | status | map medication-status
MedicationRequest.statusReason | statusReason.text | text
MedicationRequest.authoredOn | authoredOn | dateTime
MedicationRequest.requester | requester | ref Practitioner
MedicationRequest.dosageInstruction.text | dosageInstruction.text | text
MedicationRequest.dosageInstruction.patientInstruction | dosageInstruction.patientInstruction | text
MedicationRequest.dosageInstruction.route | dosageInstruction.route | route
MedicationRequest.dosageInstruction.asNeededBoolean | dosageInstruction.asNeededBoolean | boolean
MedicationRequest.dosageInstruction.timing | dosageInstruction.timing | frequency
MedicationRequest.dosageInstruction.method | dosageInstruction.method.text | text
MedicationRequest.dispenseRequest.quantity | dispenseRequest.quantity.value | decimal
MedicationRequest.dispenseRequest.numberOfRepeatsAllowed | dispenseRequest.numberOfRepeatsAllowed | integer
MedicationRequest.dispenseRequest.validityPeriod | dispenseRequest.validityPeriod.end | dateTime
MedicationRequest.reasonCode.text | reasonCode[#].text | text
MedicationRequest.reasonCode.coding | reasonCode[#].coding | code
MedicationStatement.effectivePeriod.start | effectivePeriod.start | dateTime
MedicationStatement.effectivePeriod.end | effectivePeriod.end | dateTime
MedicationStatement.dateAsserted | dateAsserted | dateTime
MedicationStatement.dosage.text | dosage.text | text
Immunization.vaccineCode.text | vaccineCode.text | code-text
Immunization.vaccineCode.coding | vaccineCode.coding[] | code
Immunization.occurrenceDateTime | occurrenceDateTime | dateTime
Immunization.recorded | recorded | dateTime
Immunization.status | status | map immunization-status
Immunization.statusReason | statusReason.text | text
Immunization.lotNumber | lotNumber | text
Immunization.expirationDate | expirationDate | date
Immunization.route | route | route
Immunization.site | site | body-site
Immunization.manufacturer | manufacturer.display | text
Immunization.doseQuantity.value | doseQuantity.value | decimal
Immunization.performer.actor | performer[#].actor | ref Practitioner
Observation.code.text | code.text | code-text
Observation.code.coding | code.coding[] | code
Observation.valueQuantity | value | result
Observation.valueString | value | result
Observation.interpretation | interpretation | interpretation
Observation.referenceRange | referenceRange | range
Observation.effectiveDateTime | effectiveDateTime | dateTime
Observation.status | status | map result-status
Observation.method | method.text | text
Observation.performer | performer[#] | ref Practitioner Organization
DiagnosticReport.code.text | code.text | code-text
DiagnosticReport.code.coding | code.coding[] | code
DiagnosticReport.effectiveDateTime | effectiveDateTime | dateTime
DiagnosticReport.status | status | map result-status
DiagnosticReport.conclusion | conclusion | text
ServiceRequest.code.text | code.text | code-text
ServiceRequest.code.coding | code.coding[] | code
ServiceRequest.authoredOn | authoredOn | dateTime
ServiceRequest.requester | requester | ref Practitioner
ServiceRequest.reasonCode | reasonCode[#].text | text
Procedure.code.text | code.text | code-text
Procedure.code.coding | code.coding[] | code
Procedure.performedDateTime | performedDateTime | dateTime
Procedure.performer.actor | performer[#].actor | ref Practitioner
Procedure.reasonCode | reasonCode[#].text | text
DocumentReference.date | context.period.start | dateTime
DocumentReference.context.period | context.period.start | dateTime
DocumentReference.description | description | text
DocumentReference.type | type.text | text
DocumentReference.author | author[#] | ref Practitioner
DocumentReference.content.attachment.data | content[#].attachment | note
DocumentReference.content.attachment.title | content.attachment.title | text
FamilyMemberHistory.relationship | relationship | relationship
FamilyMemberHistory.condition | condition[#].code.text | text
FamilyMemberHistory.name | name | text
Device.udiCarrier | udiCarrier.carrierHRF | text
Device.deviceName | deviceName.name | text
Device.lotNumber | lotNumber | text
Device.serialNumber | serialNumber | text
Device.manufacturer | manufacturer | text
Device.expirationDate | expirationDate | date
Device.type | type.text | text
CarePlan.title | title | text
CarePlan.description | description | text
CarePlan.period.start | period.start | date
CarePlan.period.end | period.end | date
Goal.description.text | description.text | text
Goal.startDate | startDate | date
*.encounter | encounter | ref Encounter
DocumentReference.context.encounter | context.encounter | ref Encounter
*.note | note[#].text | text
Appointment.start | start | dateTime
Appointment.end | end | dateTime
Appointment.comment | comment | text
Appointment.description | description | text
`;

export interface Form {
  readonly path: string;
  readonly how: readonly string[];
}

const FORMS: ReadonlyMap<string, Form> = new Map(
  TABLE.split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 3)
    .map(([target = '', path = '', how = '']) => [target, { path, how: how.split(' ') }]),
);

/** How a target is written; null where it is left to a person. */
export function formOf(target: string): Form | null {
  return FORMS.get(target) ?? FORMS.get(`*${target.slice(target.indexOf('.'))}`) ?? null;
}

/** Source values, in lower case, that plainly mean a code of the element. */
export const PLAIN_CODES: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = Object.freeze({
  active: {
    active: true,
    a: true,
    ac: true,
    '1': true,
    y: true,
    yes: true,
    inactive: false,
    i: false,
    in: false,
    '0': false,
    n: false,
    no: false,
  },
  'active-or-cancelled': {
    active: 'active',
    a: 'active',
    '1': 'active',
    inactive: 'cancelled',
    cancelled: 'cancelled',
    '0': 'cancelled',
  },
  clinical: {
    active: 'active',
    a: 'active',
    '1': 'active',
    inactive: 'inactive',
    i: 'inactive',
    resolved: 'resolved',
    r: 'resolved',
    recurrence: 'recurrence',
    relapse: 'relapse',
    remission: 'remission',
    chronic: 'active',
    ongoing: 'active',
  },
  verification: {
    confirmed: 'confirmed',
    unconfirmed: 'unconfirmed',
    provisional: 'provisional',
    differential: 'differential',
    refuted: 'refuted',
  },
  'allergy-category': {
    food: 'food',
    drug: 'medication',
    medication: 'medication',
    medicine: 'medication',
    environment: 'environment',
    environmental: 'environment',
    biologic: 'biologic',
  },
  'allergy-type': { allergy: 'allergy', intolerance: 'intolerance' },
  criticality: { high: 'high', low: 'low' },
  severity: { mild: 'mild', moderate: 'moderate', severe: 'severe' },
  'medication-status': {
    active: 'active',
    inactive: 'stopped',
    completed: 'completed',
    discontinued: 'stopped',
    stopped: 'stopped',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    'on-hold': 'on-hold',
    draft: 'draft',
  },
  'immunization-status': {
    completed: 'completed',
    complete: 'completed',
    administered: 'completed',
    given: 'completed',
    refused: 'not-done',
    'not administered': 'not-done',
    'not-done': 'not-done',
  },
  'encounter-status': {
    finished: 'finished',
    completed: 'finished',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    planned: 'planned',
    arrived: 'arrived',
  },
  'result-status': {
    final: 'final',
    f: 'final',
    preliminary: 'preliminary',
    prelim: 'preliminary',
    p: 'preliminary',
    corrected: 'corrected',
    correct: 'corrected',
    c: 'corrected',
    cancelled: 'cancelled',
    cancel: 'cancelled',
    x: 'cancelled',
    amended: 'amended',
  },
});

/** What FHIR demands of each resource type and a source may not say: the codes that claim nothing. */
export const UNSTATED: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.freeze({
  Observation: { status: 'unknown' },
  MedicationRequest: { status: 'unknown', intent: 'order' },
  MedicationStatement: { status: 'unknown' },
  Encounter: { status: 'unknown' },
  Procedure: { status: 'unknown' },
  ServiceRequest: { status: 'unknown', intent: 'order' },
  DiagnosticReport: { status: 'unknown' },
  DocumentReference: { status: 'current' },
  FamilyMemberHistory: { status: 'health-unknown' },
  CarePlan: { status: 'unknown', intent: 'plan' },
});

/** Without one of these a row says nothing: no spec is drafted. */
export const CORE: Readonly<Record<string, RegExp>> = Object.freeze({
  Patient: /^(name|birthDate)/,
  Practitioner: /^name/,
  Organization: /^name/,
  Location: /^(name|identifier)/,
  Encounter: /^(period\.start|type|reasonCode)/,
  Condition: /^code/,
  AllergyIntolerance: /^code/,
  MedicationRequest: /^medication/,
  MedicationStatement: /^medication/,
  Immunization: /^vaccineCode/,
  Observation: /^code/,
  DiagnosticReport: /^(code|conclusion)/,
  ServiceRequest: /^code/,
  Procedure: /^code/,
  DocumentReference: /^content/,
  FamilyMemberHistory: /^(relationship|condition)/,
  Device: /^(udiCarrier|deviceName|type)/,
  CarePlan: /^(title|description)/,
  Goal: /^description/,
  Coverage: /^(payor|subscriberId)/,
});

/** Types that belong to no patient. */
export const WITHOUT_PATIENT: ReadonlySet<string> = new Set(['Practitioner', 'Organization', 'Location']);
