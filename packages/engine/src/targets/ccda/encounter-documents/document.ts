import { stableId } from '../../../base/stable-id.js';
import type { Condition, Encounter, ServiceRequest } from '../../../chart/fhir.js';
import * as table from '../../../formats/cda/templates.js';
import type { TargetFile } from '../../contract.js';
import { codingOf, concept, conceptText } from '../datatypes/concept.js';
import { EntryIds, ii, resourceRoot } from '../datatypes/identifier.js';
import { LOINC } from '../datatypes/oid.js';
import { dayTimestamp, readableTime, timestamp } from '../datatypes/time.js';
import { CcdaDocument, type Item } from '../document.js';
import { supportContacts, supportParticipants } from '../header/contacts.js';
import { authoringDevice, documentHeader } from '../header/header.js';
import { type Section, writeSection } from '../section.js';
import { isDischargeDiagnosis, isDischargeMedication } from '../sections/discharge/section.js';
import { medicationsOf } from '../sections/medications/medication.js';
import { medicationContent } from '../sections/medications/section.js';
import { notesOf } from '../sections/notes/note.js';
import { writeNotes } from '../sections/notes/section.js';
import { problemContent } from '../sections/problems/section.js';
import { reasonForVisit } from '../sections/reason-for-visit/section.js';
import { referralRecipient, referralsOf } from '../sections/referral/section.js';
import { SECTIONS } from '../sections.js';
import { template } from '../template.js';
import { attribute, clinicalDocument, escapeText } from '../xml.js';
import { chartOfEncounter } from './chart.js';
import { type EncounterDocumentKind, kindOf } from './kinds.js';

/** Visits of which a document would say that they were (FHIR R4 encounter-status); the summary tells of them. */
const NOT_TAKEN_PLACE: ReadonlySet<string | undefined> = new Set(['planned', 'cancelled', 'entered-in-error']);

/** A document for each encounter that took place and has notes, a discharge or a referral: these and all else that the chart ties to it. */
export function encounterDocuments(summary: CcdaDocument): TargetFile[] {
  const files: TargetFile[] = [];
  for (const { resource } of summary.all<Encounter>('Encounter')) {
    if (NOT_TAKEN_PLACE.has(resource.status)) continue;
    const document = new CcdaDocument(chartOfEncounter(summary.chart, resource), summary.settings);
    const codes = notesOf(document).map((note) => codingOf(note.kind, LOINC)?.code ?? '');
    const kind = kindOf(resource, codes, referralsOf(document).length > 0);
    if (kind === null) continue;
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

/** What a section says that its template demands and for which the encounter has nothing: the chart may have it elsewhere. */
const NONE_HERE = 'No information in the record of this encounter';

function body(document: CcdaDocument, kind: EncounterDocumentKind): string {
  let xml = kind.own.map((section) => writeSection(section, document, NONE_HERE)).join('');
  for (const section of [reasonForVisit, ...(kind.name === 'discharge' ? DISCHARGED : SECTIONS)])
    xml += writeSection({ ...section, required: kind.demanded.has(section.name) }, document, NONE_HERE);
  return xml + (kind.name === 'consultation' ? supportContacts(document) : '') + writeNotes(document, kind.notes);
}

/** The sections of a summary without what a Discharge Summary tells in sections of its own, and with the templates that it demands. */
const DISCHARGED: readonly Section[] = SECTIONS.map((section) => {
  switch (section.name) {
    case 'allergies': // CONF:1198-30519: the section whose entries are optional
      return {
        ...section,
        templates: section.templates + template(table.ALLERGIES_SECTION_ENTRIES_OPTIONAL),
      };
    case 'problems':
      return {
        ...section,
        write: (document) => {
          const isDischarge = isDischargeDiagnosis(document);
          return problemContent(
            document,
            document.all<Condition>('Condition').filter((item) => !isDischarge(item)),
          );
        },
      };
    case 'medications':
      return {
        ...section,
        write: (document) => {
          const isDischarge = isDischargeMedication(document);
          return medicationContent(
            document,
            medicationsOf(document).filter((medication) => !medication.planned && !isDischarge(medication)),
          );
        },
      };
    default:
      return section;
  }
});

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
    // HL7's Schematron takes every participant of a Consultation Note for a call-back contact (CONF:1198-31656 to 31660): support contacts stand in words.
    recipients: kind.name === 'referral' ? referralRecipient(document) : '',
    participants: kind.name === 'consultation' ? '' : supportParticipants(document, kind.name === 'referral'),
    rest:
      kind.name === 'consultation'
        ? `<inFulfillmentOf><order>${orderId(document, encounter)}</order></inFulfillmentOf>`
        : '',
    related: '',
    componentOf: encompassingEncounter(document, encounter, kind),
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
function encompassingEncounter(
  document: CcdaDocument,
  encounter: Item<Encounter>['resource'],
  kind: EncounterDocumentKind,
): string {
  const demands = kind.name === 'discharge'; // CONF:1198-8473, 1198-8475, 1198-8476
  const disposition = encounter.hospitalization?.dischargeDisposition;
  const low = dayTimestamp(encounter.period?.start);
  const high = dayTimestamp(encounter.period?.end);
  const place = (encounter.location ?? []).map((l) => document.resolve(l?.location)).find((l) => l !== null);
  const facility = place
    ? resourceRoot(document.namespace, place.resourceType, place.id)
    : { root: stableId(document.namespace, 'facility', 'unknown', encounter.id) };
  const name = place ? document.parties.nameOf({ reference: `${place.resourceType}/${place.id}` }) : '';
  return (
    `<componentOf><encompassingEncounter>${new EntryIds(document.namespace).ofResource(encounter)}` +
    `<effectiveTime><low${low === null ? ' nullFlavor="UNK"' : attribute('value', low)}/>${high === null ? (demands ? '<high nullFlavor="UNK"/>' : '') : `<high value="${high}"/>`}</effectiveTime>` +
    (demands || conceptText(disposition) !== ''
      ? concept(document.namespace, disposition, { tag: 'dischargeDispositionCode' })
      : '') +
    `<location><healthCareFacility>${ii(facility)}${name === '' ? '' : `<location><name>${escapeText(name)}</name></location>`}</healthCareFacility></location>` +
    '</encompassingEncounter></componentOf>'
  );
}
