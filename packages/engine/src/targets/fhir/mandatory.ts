import { codeTable } from '../../base/code-table.js';
import { DATA_ABSENT_REASON_EXTENSION, DATA_ABSENT_REASON_SYSTEM } from '../../chart/fhir-extensions.js';
import { FURTHER_MANDATORY } from './mandatory-table.js';

/**
 * How a mandatory element says that its value is absent.
 * primitive: `_x` with the extension. concept: a `data-absent-reason` coding (US Core 6.1 "Missing Data", for bindings that are not required).
 * coding: the same as a lone Coding. element: an object that holds the extension alone (required bindings, references, complex types).
 * `[]` after the kind: the element repeats.
 */
type Kind = 'primitive' | 'concept' | 'coding' | 'element' | 'primitive[]' | 'concept[]' | 'element[]';

export interface MandatoryElement {
  /** Path below the resource, items of lists not counted: `reaction.manifestation`. */
  readonly path: string;
  readonly kind: Kind;
  /** Other names of a choice; one of them suffices. */
  readonly or?: readonly string[];
}

const one = (path: string, kind: Kind, or?: readonly string[]): MandatoryElement =>
  or ? { path, kind, or } : { path, kind };
const status = one('status', 'primitive');
const subject = one('subject', 'element');
const patient = one('patient', 'element');

/** US Core 6.1 wants a system of each identifier on these (patient, practitioner and encounter pages); the source may have kept a number without saying whose it is. */
const IDENTIFIED = ['Encounter', 'Patient', 'Practitioner'];

/**
 * Elements with a minimum of 1 in FHIR R4 4.0.1 (the resource pages' structure tables), for the resource types that charts hold most. Nested ones count only
 * where their parent is present. AllergyIntolerance.clinicalStatus is there for its invariant ait-1.
 */
const OFTEN: Readonly<Record<string, readonly MandatoryElement[]>> = {
  AllergyIntolerance: [patient, one('clinicalStatus', 'element'), one('reaction.manifestation', 'concept[]')],
  Appointment: [status, one('participant', 'element[]'), one('participant.status', 'primitive')],
  CarePlan: [status, one('intent', 'primitive'), subject],
  Claim: [
    status,
    one('type', 'concept'),
    one('use', 'primitive'),
    patient,
    one('created', 'primitive'),
    one('provider', 'element'),
    one('priority', 'concept'),
    one('insurance', 'element[]'),
    one('insurance.sequence', 'primitive'),
    one('insurance.focal', 'primitive'),
    one('insurance.coverage', 'element'),
    one('item.sequence', 'primitive'),
    one('item.productOrService', 'concept'),
    one('diagnosis.sequence', 'primitive'),
    one('procedure.sequence', 'primitive'),
  ],
  Communication: [status],
  CommunicationRequest: [status],
  Composition: [
    status,
    one('type', 'concept'),
    one('date', 'primitive'),
    one('author', 'element[]'),
    one('title', 'primitive'),
  ],
  Condition: [subject],
  Consent: [status, one('scope', 'concept'), one('category', 'concept[]')],
  Coverage: [
    status,
    one('beneficiary', 'element'),
    one('payor', 'element[]'),
    one('class.type', 'concept'),
    one('class.value', 'primitive'),
  ],
  Device: [],
  DeviceRequest: [one('intent', 'primitive'), one('codeCodeableConcept', 'concept', ['codeReference']), subject],
  DeviceUseStatement: [status, subject, one('device', 'element')],
  DiagnosticReport: [status, one('code', 'concept'), one('media.link', 'element')],
  DocumentReference: [
    status,
    one('content', 'element[]'),
    one('content.attachment', 'element'),
    one('relatesTo.code', 'primitive'),
    one('relatesTo.target', 'element'),
  ],
  Encounter: [
    status,
    one('class', 'coding'),
    one('statusHistory.status', 'primitive'),
    one('statusHistory.period', 'element'),
    one('diagnosis.condition', 'element'),
    one('location.location', 'element'),
  ],
  FamilyMemberHistory: [status, patient, one('relationship', 'concept'), one('condition.code', 'concept')],
  Flag: [status, one('code', 'concept'), subject],
  Goal: [one('lifecycleStatus', 'primitive'), one('description', 'concept'), subject],
  ImagingStudy: [
    status,
    subject,
    one('series.uid', 'primitive'),
    one('series.modality', 'coding'),
    one('series.instance.uid', 'primitive'),
    one('series.instance.sopClass', 'coding'),
  ],
  Immunization: [
    status,
    one('vaccineCode', 'concept'),
    patient,
    one('occurrenceDateTime', 'primitive', ['occurrenceString']),
    one('performer.actor', 'element'),
    one('protocolApplied.doseNumberString', 'primitive', ['doseNumberPositiveInt']),
  ],
  List: [status, one('mode', 'primitive'), one('entry.item', 'element')],
  MedicationAdministration: [
    status,
    one('medicationCodeableConcept', 'concept', ['medicationReference']),
    subject,
    one('effectiveDateTime', 'primitive', ['effectivePeriod']),
    one('performer.actor', 'element'),
  ],
  MedicationDispense: [
    status,
    one('medicationCodeableConcept', 'concept', ['medicationReference']),
    one('performer.actor', 'element'),
  ],
  MedicationRequest: [
    status,
    one('intent', 'primitive'),
    one('medicationCodeableConcept', 'concept', ['medicationReference']),
    subject,
    one('substitution.allowedCodeableConcept', 'concept', ['allowedBoolean']),
  ],
  MedicationStatement: [status, one('medicationCodeableConcept', 'concept', ['medicationReference']), subject],
  NutritionOrder: [status, one('intent', 'primitive'), patient, one('dateTime', 'primitive')],
  Observation: [status, one('code', 'concept'), one('component.code', 'concept')],
  Organization: [],
  Patient: [one('communication.language', 'concept'), one('link.other', 'element'), one('link.type', 'primitive')],
  Practitioner: [one('qualification.code', 'concept'), one('communication.language', 'concept')],
  Procedure: [status, subject, one('performer.actor', 'element'), one('focalDevice.manipulated', 'element')],
  Provenance: [
    one('target', 'element[]'),
    one('recorded', 'primitive'),
    one('agent', 'element[]'),
    one('agent.who', 'element'),
    one('entity.role', 'primitive'),
    one('entity.what', 'element'),
  ],
  QuestionnaireResponse: [status, one('item.linkId', 'primitive')],
  RelatedPerson: [patient, one('communication.language', 'concept')],
  RiskAssessment: [status, subject],
  ServiceRequest: [status, one('intent', 'primitive'), subject],
};

/** {@link OFTEN} with what FURTHER_MANDATORY adds: every mandatory element of every resource type that a chart may hold. */
export const MANDATORY: Readonly<Record<string, readonly MandatoryElement[]>> = codeTable(withFurther());

function withFurther(): Record<string, readonly MandatoryElement[]> {
  const all: Record<string, readonly MandatoryElement[]> = { ...OFTEN };
  for (const line of FURTHER_MANDATORY.split('\n')) {
    const [type = '', ...parts] = line.split(' ');
    const further = parts.map((part) => {
      const [path = '', rest = ''] = part.split('=');
      const [kind, ...or] = rest.split('|');
      return one(path, kind as Kind, or.length > 0 ? or : undefined);
    });
    all[type] = [...(all[type] ?? []), ...further];
  }
  for (const type of IDENTIFIED) all[type] = [...(all[type] ?? []), one('identifier.system', 'primitive')];
  return all;
}

const extension = () => [{ url: DATA_ABSENT_REASON_EXTENSION, valueCode: 'unknown' }];
const coding = () => ({ code: 'unknown', display: 'Unknown', system: DATA_ABSENT_REASON_SYSTEM });

/** Name and content of the element that says "absent". */
export function absentElement(name: string, kind: Kind): readonly [string, unknown] {
  switch (kind) {
    case 'primitive':
      return [`_${name}`, { extension: extension() }];
    case 'primitive[]':
      return [`_${name}`, [{ extension: extension() }]];
    case 'concept':
      return [name, { coding: [coding()] }];
    case 'concept[]':
      return [name, [{ coding: [coding()] }]];
    case 'coding':
      return [name, coding()];
    case 'element':
      return [name, { extension: extension() }];
    case 'element[]':
      return [name, [{ extension: extension() }]];
  }
}
