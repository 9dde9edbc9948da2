import { codeTable } from '../../base/code-table.js';

/** Elements that C-CDA has no place for in an entry, by `Type.path`, `*.path` or `*.last name`, with the reason. They are in the FHIR output, and counted. */
export const NOT_HELD: Readonly<Record<string, string>> = codeTable({
  '*.intent': 'the mood of the entry tells it',
  '*.category.coding.code': 'the section tells it',
  '*.category.coding.display': 'the section tells it',
  '*.category.text': 'the section tells it',
  '*.identifier': 'a participant of a document is named, and this record is not there to give a name',
  '*.encounter.type': 'no entry tells which encounter it belongs to',
  '*.encounter.identifier.system': 'no entry tells which encounter it belongs to',
  '*.encounter.identifier.value': 'no entry tells which encounter it belongs to',
  '*.userSelected': 'C-CDA has no such mark on a coding',
  '*.version': 'versions of code systems are not written',
  '*.contentType': 'the text is in the narrative, whatever it came as',
  '*.encounter': 'no entry of another kind names the encounter that it belongs to',
  'MedicationAdministration.context': 'no entry of another kind names the encounter that it belongs to',
  '*.primarySource': 'C-CDA R2.1 has no place for it',
  '*.reported': 'C-CDA R2.1 has no place for it',
  '*.issued': 'a result has one time, when it was observed',
  '*.use': 'the kind of an encounter diagnosis has no place',
  'Encounter.diagnosis.use.coding.code': 'only a Discharge Summary tells the kind of a diagnosis, by its section',
  'Encounter.diagnosis.use.coding.display': 'only a Discharge Summary tells the kind of a diagnosis, by its section',
  'Encounter.diagnosis.use.text': 'only a Discharge Summary tells the kind of a diagnosis, by its section',
  '*.dosageInstruction.sequence': 'the order of the directions tells it',
  '*.doseAndRate.type.coding.code': 'C-CDA does not tell ordered from calculated doses',
  '*.doseAndRate.type.coding.display': 'C-CDA does not tell ordered from calculated doses',
  '*.doseAndRate.type.text': 'C-CDA does not tell ordered from calculated doses',
  'CarePlan.activity.detail.location': 'a planned act has no place in the entry that is written',
  'Consent.scope.coding.code': 'the section tells it',
  'Consent.scope.coding.display': 'the section tells it',
  'Consent.scope.text': 'the section tells it',
  'SupplyRequest.category.coding.code': 'the template tells it',
  'Appointment.participant.status': 'whether somebody accepted has no place',
  'DocumentReference.custodian': 'the custodian of the document stands for all notes',
  'DocumentReference.content.format.code': 'the format of an exchanged file, which the note is not',
  'DocumentReference.content.format.display': 'the format of an exchanged file, which the note is not',
  'Coverage.relationship.coding.display': 'the role of the covered party tells it',
  'Coverage.status': 'a policy activity is complete by its template',
  'Device.udiCarrier.issuer': 'the root of the device identifier tells it',
  'Device.udiCarrier.carrierAIDC': 'the machine-readable form repeats the human-readable one',
  'Device.udiCarrier.entryType': 'how the carrier was read has no place',
  'Device.deviceName.type': 'the kind of a device name has no place',
  'Encounter.participant.type.coding.code': 'performers of an encounter have no function code in R2.1',
  'Encounter.participant.type.coding.display': 'performers of an encounter have no function code in R2.1',
  'Encounter.participant.type.text': 'performers of an encounter have no function code in R2.1',
  'Coverage.class.type.coding.code': 'the column of the narrative tells it',
  'Coverage.class.type.coding.display': 'the column of the narrative tells it',
  'Immunization.performer.function.coding.code': 'a performer of an Immunization Activity has no function',
  'Immunization.performer.function.coding.display': 'a performer of an Immunization Activity has no function',
  'MedicationRequest.dispenseRequest.performer': 'a Medication Supply Order does not name the pharmacy',
  'Immunization.location': 'an Immunization Activity has no place where it was given',
  'Immunization.status': 'negation and status of the entry tell it',
  'AllergyIntolerance.type': 'the type of the observation tells it, and the narrative',
  'DocumentReference.status': 'current is not said',
  'Observation.status': 'a social history entry is complete by its template',
  'DiagnosticReport.status': 'final is not said of a note',
});

/** Reasons that say that the document tells it otherwise: nothing is lost. */
const OTHERWISE = /tells? it|tells it, and|whatever it came as|is not said|repeats/;
/** Categories that a section or template stands for; of others the section tells less than the category. */
const OF_A_SECTION: ReadonlySet<string | undefined> = new Set([
  'laboratory',
  'vital-signs',
  'social-history',
  'encounter-diagnosis',
  'problem-list-item',
  'health-concern',
  'assess-plan',
  'clinical-note',
  'LAB',
]);

/**
 * Why a document has no place for `Type.path`; null where it tells the value otherwise (by section, mood or template) or where the value says nothing.
 * `stated`: the value as a code, where it has one.
 */
export function whyNotHeld(element: string, stated: string | undefined): string | null {
  const type = element.slice(0, element.indexOf('.'));
  const path = element.slice(type.length + 1);
  const code = stated?.split('|').at(1) ?? stated;
  if (ASSUMED[element] !== undefined && ASSUMED[element] === code) return null;
  if (path.startsWith('category.'))
    return OF_A_SECTION.has(code) || !path.endsWith('code') ? null : 'the section tells less than the category';
  const reason = NOT_HELD[element] ?? endReason(path);
  if (reason === undefined) return 'C-CDA has no place for this element';
  return OTHERWISE.test(reason) ? null : reason;
}

/** What an entry of a template is taken to be where it says nothing else. */
const ASSUMED: Readonly<Record<string, string>> = codeTable({
  'Coverage.status': 'active',
  'Observation.status': 'final',
});

function endReason(path: string): string | undefined {
  for (let end = path; ; ) {
    const reason = NOT_HELD[`*.${end}`];
    const dot = end.indexOf('.');
    if (reason !== undefined || dot < 0) return reason;
    end = end.slice(dot + 1);
  }
}
