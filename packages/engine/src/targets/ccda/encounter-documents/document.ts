import { stableId } from '../../../base/stable-id.js';
import type { Encounter, ServiceRequest } from '../../../chart/fhir.js';
import type { TargetFile } from '../../contract.js';
import { codingOf, conceptText } from '../datatypes/concept.js';
import { EntryIds, ii, resourceRoot } from '../datatypes/identifier.js';
import { LOINC } from '../datatypes/oid.js';
import { dayTimestamp, readableTime, timestamp } from '../datatypes/time.js';
import { CcdaDocument, type Item } from '../document.js';
import { supportParticipants } from '../header/contacts.js';
import { authoringDevice, documentHeader } from '../header/header.js';
import { frame, writeSection } from '../section.js';
import { notesOf } from '../sections/notes/note.js';
import { writeNotes } from '../sections/notes/section.js';
import { reasonForVisit } from '../sections/reason-for-visit/section.js';
import { SECTIONS } from '../sections.js';
import { attribute, clinicalDocument, escapeText } from '../xml.js';
import { chartOfEncounter } from './chart.js';
import { type EncounterDocumentKind, kindOf } from './kinds.js';

/** A document for each encounter that took place and has notes: the notes and all else that the chart ties to it. */
export function encounterDocuments(summary: CcdaDocument): TargetFile[] {
  const files: TargetFile[] = [];
  for (const { resource } of summary.all<Encounter>('Encounter')) {
    if (resource.status === 'planned') continue;
    const document = new CcdaDocument(chartOfEncounter(summary.chart, resource), summary.settings);
    const notes = notesOf(document);
    if (notes.length === 0) continue;
    const kind = kindOf(notes.map((note) => codingOf(note.kind, LOINC)?.code ?? ''));
    const id = stableId(summary.namespace, 'ccda-encounter', resource.id);
    const head = header(document, resource, kind, id);
    files.push({
      kind: 'file',
      path: `${id}.xml`,
      mediaType: 'application/xml',
      text: clinicalDocument(head, `<component><structuredBody>${body(document, kind)}</structuredBody></component>`),
      supplement: true,
    });
  }
  return files;
}

function body(document: CcdaDocument, kind: EncounterDocumentKind): string {
  let xml = kind.further.map((section) => frame(section, null, 'See the notes')).join('');
  for (const section of [reasonForVisit, ...SECTIONS])
    xml += writeSection({ ...section, required: kind.demanded.has(section.name) }, document);
  return xml + writeNotes(document);
}

function header(
  document: CcdaDocument,
  encounter: Item<Encounter>['resource'],
  kind: EncounterDocumentKind,
  id: string,
): string {
  const [code, display] = kind.code;
  const when = readableTime(encounter.period?.start);
  const title = [display, conceptText(encounter.type?.[0]), when].filter((t) => t !== '').join(', ');
  return documentHeader(document, {
    templates: kind.templates,
    id,
    code: `<code code="${code}" codeSystem="${LOINC}" codeSystemName="LOINC" displayName="${display}"/>`,
    title: escapeText(title),
    time: timestamp(document.settings.asOf),
    setId: stableId(document.namespace, 'ccda-encounter-set', encounter.id),
    version: 1,
    authors: authoringDevice(document),
    // HL7's Schematron takes every participant of a Consultation Note for a call-back contact (CONF:1198-31656 to 31660).
    participants: kind.order ? '' : supportParticipants(document),
    rest: kind.order ? `<inFulfillmentOf><order>${orderId(document, encounter)}</order></inFulfillmentOf>` : '',
    related: '',
    componentOf: encompassingEncounter(document, encounter),
  });
}

/** The order that the encounter fulfils; an id of its own for one that the source does not name, because an id without root collides in importers. */
function orderId(document: CcdaDocument, encounter: Item<Encounter>['resource']): string {
  for (const reference of encounter.basedOn ?? []) {
    const order = document.resolve<ServiceRequest>(reference);
    if (order) return new EntryIds(document.namespace).ofResource(order);
  }
  return ii({ root: stableId(document.namespace, 'order', 'unknown', encounter.id) });
}

/** The encounter with the ids that its entry in the Encounters Section has: importers take them for one (CONF:1198-9956). */
function encompassingEncounter(document: CcdaDocument, encounter: Item<Encounter>['resource']): string {
  const low = dayTimestamp(encounter.period?.start);
  const high = dayTimestamp(encounter.period?.end);
  const place = (encounter.location ?? []).map((l) => document.resolve(l?.location)).find((l) => l !== null);
  const facility = place
    ? resourceRoot(document.namespace, place.resourceType, place.id)
    : { root: stableId(document.namespace, 'facility', 'unknown', encounter.id) };
  const name = place ? document.parties.nameOf({ reference: `${place.resourceType}/${place.id}` }) : '';
  return (
    `<componentOf><encompassingEncounter>${new EntryIds(document.namespace).ofResource(encounter)}` +
    `<effectiveTime><low${low === null ? ' nullFlavor="UNK"' : attribute('value', low)}/>${high === null ? '' : `<high value="${high}"/>`}</effectiveTime>` +
    `<location><healthCareFacility>${ii(facility)}${name === '' ? '' : `<location><name>${escapeText(name)}</name></location>`}</healthCareFacility></location>` +
    '</encompassingEncounter></componentOf>'
  );
}
