import { stableId } from '../../../base/stable-id.js';
import type { ChartSettings } from '../../../chart/chart.js';
import type { Encounter, Reference } from '../../../chart/fhir.js';
import * as table from '../../../formats/cda/templates.js';
import { nameText } from '../datatypes/person.js';
import { timestamp } from '../datatypes/time.js';
import type { CcdaDocument } from '../document.js';
import { sharedBy } from '../shared-text.js';
import { template } from '../template.js';
import { escapeText } from '../xml.js';
import { confidentiality } from './confidentiality.js';
import { supportParticipants } from './contacts.js';
import { keeper } from './custodian.js';
import { recordTarget } from './patient.js';

const US_REALM_HEADER = template(table.US_REALM_HEADER);
const CCD = template(table.CONTINUITY_OF_CARE_DOCUMENT);

interface CareTeam {
  readonly participant?: readonly { readonly member?: Reference }[];
}

/** What tells one kind of document from another before its body. */
export interface HeaderParts {
  /** templateId elements beside the US Realm Header's. */
  readonly templates: string;
  readonly id: string;
  /** `<code>` of the document. */
  readonly code: string;
  /** Escaped. */
  readonly title: string;
  /** HL7 v3 TS to the day at the least; null where that is not known. */
  readonly time: string | null;
  readonly setId: string;
  readonly version: number;
  readonly authors: string;
  /** `<informationRecipient>` elements. */
  readonly recipients?: string;
  /** `<participant>` elements. */
  readonly participants: string;
  /** `documentationOf` and what else comes before `relatedDocument`. */
  readonly rest: string;
  readonly related: string;
  readonly componentOf?: string;
}

/** Everything of a patient's summary before its body. */
export function header(document: CcdaDocument): string {
  const { chart, settings, namespace } = document;
  const asOf = timestamp(settings.asOf);
  const name = nameText(chart.patient.name?.[0]);
  return documentHeader(document, {
    templates: CCD,
    id: document.documentId,
    code: '<code code="34133-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Summarization of Episode Note"/>', // CONF:1198-17181
    title: `Patient summary${name === '' ? '' : `: ${escapeText(name)}`}`,
    time: asOf,
    setId: stableId(namespace, 'ccda-set', chart.patient.id),
    version: 1,
    authors: authoringDevice(document),
    participants: supportParticipants(document),
    rest: documentationOf(document, asOf),
    related: '',
  });
}

/** The US Realm Header of any document of the chart, in schema order. */
export function documentHeader(document: CcdaDocument, parts: HeaderParts): string {
  const { chart, settings } = document;
  return (
    '<realmCode code="US"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>' +
    `${US_REALM_HEADER}${parts.templates}<id root="${parts.id}"/>${parts.code}` +
    `<title>${parts.title}</title>` +
    `<effectiveTime ${timeAttribute(parts.time)}/>` +
    confidentiality(chart, settings) +
    '<languageCode code="en-US"/>' + // of the titles and headings, which this writer makes
    `<setId root="${parts.setId}"/><versionNumber value="${parts.version}"/>` +
    recordTarget(document) +
    parts.authors +
    `<custodian><assignedCustodian><representedCustodianOrganization>${keeper(document)}</representedCustodianOrganization></assignedCustodian></custodian>` +
    `${parts.recipients ?? ''}${parts.participants}${parts.rest}${parts.related}${parts.componentOf ?? ''}`
  );
}

const timeAttribute = (time: string | null): string => (time === null ? 'nullFlavor="UNK"' : `value="${time}"`);

/** This software as author, at the date of the documents. CONF:1198-8456: an authoring device stands with the organization that it works for. */
export const authoringDevice = (document: CcdaDocument): string =>
  `${device(document.settings)}<representedOrganization>${keeper(document)}</representedOrganization></assignedAuthor></author>`;

const device = sharedBy(({ asOf, software, idNamespace }: ChartSettings): string => {
  const name = escapeText(software);
  return (
    `<author><time ${timeAttribute(timestamp(asOf))}/><assignedAuthor><id root="${stableId(idNamespace, 'software', software)}"/>` +
    '<addr nullFlavor="NA"/><telecom nullFlavor="NA"/>' +
    `<assignedAuthoringDevice><manufacturerModelName>${name}</manufacturerModelName><softwareName>${name}</softwareName></assignedAuthoringDevice>`
  );
});

/** The care that is summed up: from the earliest encounter that the chart knows until the date of the document (CONF:1198-8452). */
function documentationOf(document: CcdaDocument, asOf: string | null): string {
  let first: string | null = null;
  for (const { resource } of document.all<Encounter>('Encounter')) {
    const start = timestamp(resource.period?.start);
    if (start !== null && (first === null || start < first)) first = start;
  }
  const low = first === null ? '<low nullFlavor="UNK"/>' : `<low value="${first}"/>`;
  const high = asOf === null ? '<high nullFlavor="UNK"/>' : `<high value="${asOf}"/>`;
  return `<documentationOf><serviceEvent classCode="PCPR"><effectiveTime>${low}${high}</effectiveTime>${performers(document)}</serviceEvent></documentationOf>`;
}

const PRIMARY_CARE =
  '<functionCode code="PCP" codeSystem="2.16.840.1.113883.5.88" codeSystemName="ParticipationFunction" displayName="Primary Care Provider"/>';

function performers(document: CcdaDocument): string {
  const references = new Map<string, string>();
  const add = (reference: Reference | null | undefined, functionCode: string): void => {
    const key = reference?.reference ?? reference?.display ?? reference?.identifier?.value ?? '';
    if (key === '' || references.has(key) || key === `Patient/${document.chart.patient.id}`) return;
    const named = document.parties.assignedEntity(reference);
    const entity = named === '' && functionCode !== '' ? document.parties.numberedEntity(reference) : named;
    if (entity !== '') references.set(key, `<performer typeCode="PRF">${functionCode}${entity}</performer>`); // CONF:1198-8458
  };
  for (const practitioner of document.chart.patient.generalPractitioner ?? []) add(practitioner, PRIMARY_CARE);
  for (const { resource } of document.all<CareTeam>('CareTeam')) {
    const members = (resource.participant ?? []).map((participant) => participant?.member);
    for (const member of members) add(member, '');
    if (members.some((member) => references.has(member?.reference ?? member?.display ?? ''))) document.carry(resource);
  }
  for (const { resource } of document.all<Encounter>('Encounter'))
    for (const participant of resource.participant ?? []) add(participant?.individual, '');
  return [...references.values()].join('');
}
