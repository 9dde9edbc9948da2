import { codeTable } from '../../base/code-table.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, plainCode } from './datatypes.js';
import { type Body, extend, ownExtension, type Reading } from './reading.js';

/** HL7 ActStatus to the FHIR R4 status of each kind; what a kind has no word for is listed and the status is absent. */
const STATUS: Readonly<Record<string, Readonly<Record<string, string>>>> = codeTable({
  MedicationStatement: codeTable({
    active: 'active',
    completed: 'completed',
    aborted: 'stopped',
    suspended: 'on-hold',
    held: 'on-hold',
    nullified: 'entered-in-error',
    new: 'intended',
  }),
  MedicationRequest: codeTable({
    active: 'active',
    completed: 'completed',
    aborted: 'stopped',
    suspended: 'on-hold',
    held: 'on-hold',
    nullified: 'entered-in-error',
    cancelled: 'cancelled',
    new: 'draft',
  }),
  MedicationAdministration: codeTable({
    active: 'in-progress',
    completed: 'completed',
    aborted: 'stopped',
    suspended: 'on-hold',
    held: 'on-hold',
    nullified: 'entered-in-error',
  }),
  MedicationDispense: codeTable({
    active: 'in-progress',
    completed: 'completed',
    aborted: 'stopped',
    suspended: 'on-hold',
    held: 'on-hold',
    nullified: 'entered-in-error',
    cancelled: 'cancelled',
  }),
});
/** Moods of a plan to FHIR R4 request-intent. */
export const INTENT: Readonly<Record<string, string>> = codeTable({
  INT: 'plan',
  RQO: 'order',
  PRP: 'proposal',
  PRMS: 'plan',
  ARQ: 'order',
  APT: 'plan',
});

/** Status of a resource by the statement's statusCode; one that has no word is listed. */
export function mappedStatus(statement: XmlElement, type: string, reading: Reading): string | undefined {
  const element = statement.child('statusCode');
  const code = plainCode(element)?.toLowerCase();
  if (code === undefined) return undefined;
  const known = STATUS[type]?.[code];
  if (known === undefined) reading.lose(element, `the status has no counterpart in ${type}, which has none then`);
  return known;
}

/** A code that is not stated where FHIR R4 wants one. */
export const absent = (): Body => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }],
});

/** The code of the act itself: fixed or empty in most documents; what it says beyond that is kept. */
export function actCode(element: XmlElement, body: Body, reading: Reading): void {
  const given = element.child('code');
  if (!given) return;
  const value = concept(given, reading);
  if (value && !['DRUG', 'SBADM', 'ASSERTION'].includes(value.coding?.[0]?.code ?? ''))
    extend(body, ownExtension('act-code', { valueCodeableConcept: value }));
}
