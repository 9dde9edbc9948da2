/** The least of some FHIR resources, to be spoiled by tests of rules; what a test gives stands beside or over it. */

export const patient = (more: object = {}) => ({ resourceType: 'Patient', id: 'p', ...more });
export const subject = { reference: 'Patient/p' };
export const code = { text: 'x' };
export const observation = (more: object = {}) => ({ resourceType: 'Observation', status: 'final', code, ...more });
export const condition = (more: object = {}) => ({ resourceType: 'Condition', subject, ...more });
export const medication = (dosage: object) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: code,
  subject,
  dosageInstruction: [dosage],
});
export const repeat = (more: object) => medication({ timing: { repeat: more } });
export const bundle = (type: string, entry: object[], more: object = {}) => ({
  resourceType: 'Bundle',
  type,
  entry,
  ...more,
});
export const uuid = (n: number) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`;
export const coded = (system: string, value: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: value }],
});
