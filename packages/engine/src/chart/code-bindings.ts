import { codeTable } from '../base/code-table.js';

/**
 * Code system of a plain code given to a coded element: FHIR R4 value-set bindings whose codes come from one system. A code given to an element that
 * is not listed stays text, because its system would be a guess. Source: hl7.org/fhir/R4 element bindings; US Core 6.1 where said.
 */
const THO = 'http://terminology.hl7.org/CodeSystem/';

export const CODE_SYSTEM_OF: Readonly<Record<string, string>> = codeTable({
  'AllergyIntolerance.clinicalStatus': `${THO}allergyintolerance-clinical`,
  'AllergyIntolerance.verificationStatus': `${THO}allergyintolerance-verification`,
  'Condition.clinicalStatus': `${THO}condition-clinical`,
  'Condition.verificationStatus': `${THO}condition-ver-status`,
  'Condition.category': `${THO}condition-category`,
  'Observation.category': `${THO}observation-category`,
  'Observation.interpretation': `${THO}v3-ObservationInterpretation`,
  'Observation.component.interpretation': `${THO}v3-ObservationInterpretation`,
  'Observation.dataAbsentReason': `${THO}data-absent-reason`,
  'Observation.component.dataAbsentReason': `${THO}data-absent-reason`,
  'Observation.referenceRange.type': `${THO}referencerange-meaning`,
  'DiagnosticReport.category': `${THO}v2-0074`,
  'MedicationRequest.category': `${THO}medicationrequest-category`,
  'MedicationRequest.courseOfTherapyType': `${THO}medicationrequest-course-of-therapy`,
  'MedicationStatement.category': `${THO}medication-statement-category`,
  'Encounter.class': `${THO}v3-ActCode`,
  'Encounter.participant.type': `${THO}v3-ParticipationType`,
  'Encounter.hospitalization.dischargeDisposition': `${THO}discharge-disposition`,
  'Encounter.hospitalization.admitSource': `${THO}admit-source`,
  'Encounter.diagnosis.use': `${THO}diagnosis-role`,
  'Patient.maritalStatus': `${THO}v3-MaritalStatus`,
  'Patient.contact.relationship': `${THO}v2-0131`,
  'Patient.communication.language': 'urn:ietf:bcp:47',
  'Practitioner.communication': 'urn:ietf:bcp:47',
  'RelatedPerson.relationship': `${THO}v3-RoleCode`,
  'RelatedPerson.communication.language': 'urn:ietf:bcp:47',
  'FamilyMemberHistory.relationship': `${THO}v3-RoleCode`,
  'FamilyMemberHistory.sex': 'http://hl7.org/fhir/administrative-gender',
  'FamilyMemberHistory.dataAbsentReason': `${THO}history-absent-reason`,
  'Organization.type': `${THO}organization-type`,
  'Location.physicalType': `${THO}location-physical-type`,
  'Identifier.type': `${THO}v2-0203`,
  'Coverage.relationship': `${THO}subscriber-relationship`,
  'Coverage.class.type': `${THO}coverage-class`,
  'Goal.achievementStatus': `${THO}goal-achievement`,
  'Goal.priority': `${THO}goal-priority`,
  // US Core 6.1: us-core-documentreference and us-core-careplan category slices.
  'DocumentReference.category': 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
  'CarePlan.category': 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
});
