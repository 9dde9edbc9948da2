import { codeTable } from '../../../base/code-table.js';
import type { CodeableConcept, RelatedPerson } from '../../../chart/fhir.js';
import { concept, conceptText } from '../datatypes/concept.js';
import { nameText, personName, postalAddress, telecoms } from '../datatypes/person.js';
import { interval, readablePeriod, timestamp } from '../datatypes/time.js';
import type { CcdaDocument } from '../document.js';
import { Table } from '../narrative.js';
import { escapeText, visible } from '../xml.js';

type Relationship = readonly (CodeableConcept | null)[] | null | undefined;

// v3 RoleCode GUARD and its like, and HL7 v2 table 0063 GRD: who acts for the patient by law.
const GUARDIAN = new Set(['GUARD', 'GRD', 'POWATT', 'HPOWATT', 'SGUARD']);
// HL7 v2 table 0131 (contact role) -> INDRoleclassCodes 2.16.840.1.113883.11.20.9.33
const CLASS: Readonly<Record<string, string>> = codeTable({
  C: 'ECON',
  N: 'NOK',
  ECON: 'ECON',
  NOK: 'NOK',
  CAREGIVER: 'CAREGIVER',
  GUAR: 'GUAR',
});

const codesOf = (relationship: Relationship): string[] =>
  (relationship ?? []).flatMap((r) => (r?.coding ?? []).map((c) => c?.code ?? ''));

export function isGuardian(relationship: Relationship): boolean {
  return codesOf(relationship).some((code) => GUARDIAN.has(code));
}

/**
 * Participants of type IND: emergency contacts, next of kin and other related persons (CONF:1198-10003). `inParts`: the template wants their names in parts, as
 * it wants the patient's.
 */
export function supportParticipants(document: CcdaDocument, inParts = false): string {
  let xml = '';
  for (const contact of document.chart.patient.contact ?? []) {
    if (!contact || isGuardian(contact.relationship)) continue;
    const organization = visible(contact.organization?.display);
    xml += participant(document, contact.relationship, {
      name: personName(contact.name, inParts),
      address: postalAddress(contact.address),
      phones: (contact.telecom ?? []).length > 0 ? telecoms(contact.telecom) : '',
      time:
        timestamp(contact.period?.start) || timestamp(contact.period?.end)
          ? interval(contact.period?.start, contact.period?.end, { tag: 'time' })
          : '',
      organization,
    });
  }
  for (const { resource } of document.all<RelatedPerson>('RelatedPerson')) {
    const person = participant(document, resource.relationship, {
      name: nameText(resource.name?.[0]) === '' ? null : personName(resource.name?.[0], inParts),
      address: postalAddress(resource.address?.[0]),
      phones: (resource.telecom ?? []).length > 0 ? telecoms(resource.telecom) : '',
      time:
        timestamp(resource.period?.start) || timestamp(resource.period?.end)
          ? interval(resource.period?.start, resource.period?.end, { tag: 'time' })
          : '',
      organization: null,
    });
    if (person !== '') document.carry(resource);
    xml += person;
  }
  return xml;
}

/** The same contacts in words, for a document that cannot have them as participants; '' where there are none. A section without a code: LOINC has none for it. */
export function supportContacts(document: CcdaDocument): string {
  const table = new Table('contact', ['Name', 'Relationship', 'Contact', 'Address', 'Time']);
  for (const contact of document.chart.patient.contact ?? []) {
    if (!contact || isGuardian(contact.relationship)) continue;
    const { address } = contact;
    const row = table.row();
    row.put('Name', nameText(contact.name) || visible(contact.organization?.display));
    row.put('Relationship', (contact.relationship ?? []).map(conceptText).filter(Boolean).join(', '));
    row.put(
      'Contact',
      (contact.telecom ?? [])
        .map((one) => visible(one?.value))
        .filter(Boolean)
        .join(', '),
    );
    row.put(
      'Address',
      [...(address?.line ?? []), address?.city, address?.state, address?.postalCode, address?.country]
        .map((part) => visible(part))
        .filter((part) => part !== null)
        .join(', ') || visible(address?.text),
    );
    row.put('Time', readablePeriod(contact.period?.start, contact.period?.end));
  }
  if (table.size === 0) return '';
  return `<component><section><code nullFlavor="NA"/><title>Support Contacts</title><text>${table.toXml()}</text></section></component>`;
}

interface Contact {
  readonly name: string | null;
  readonly address: string | null;
  readonly phones: string;
  readonly time: string;
  readonly organization: string | null;
}

function participant(document: CcdaDocument, relationship: Relationship, contact: Contact): string {
  const { name, organization } = contact;
  const told = name !== null || organization !== null || contact.address !== null || contact.phones.includes('value=');
  if (!told) return '';
  const codes = codesOf(relationship);
  const role = codes.map((code) => CLASS[code]).find((c) => c !== undefined) ?? 'PRS';
  // The relationship that says more than the role class, where there is one.
  const kind =
    (relationship ?? []).find((r) => conceptText(r) !== '' && !(r?.coding ?? []).some((c) => CLASS[c?.code ?? ''])) ??
    relationship?.find((r) => conceptText(r) !== '');
  return (
    `<participant typeCode="IND">${contact.time}<associatedEntity classCode="${role}">` +
    (kind ? concept(document.namespace, kind) : '') +
    (contact.address ?? '') +
    contact.phones +
    // CONF:1198-10006: a person or an organization
    (name !== null || organization === null
      ? `<associatedPerson>${name ?? '<name nullFlavor="UNK"/>'}</associatedPerson>`
      : '') +
    (organization === null
      ? ''
      : `<scopingOrganization><name>${escapeText(organization)}</name></scopingOrganization>`) +
    '</associatedEntity></participant>'
  );
}
