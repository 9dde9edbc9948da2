import type { CommunicationRequest } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { SNOMED } from '../../datatypes/oid.js';
import { interval, readablePeriod, readableTime, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, noteText, reasonsOf } from '../../entry.js';
import { indications } from '../../indication.js';
import { Table } from '../../narrative.js';
import type { Section } from '../../section.js';
import { visible } from '../../xml.js';
import { INSTRUCTION, INSTRUCTIONS_SECTION } from './templates.js';

/** What the patient was told to do: requests to tell something whose content is text (Instructions Section V2). */
export const instructions: Section = {
  name: 'instructions',
  templates: INSTRUCTIONS_SECTION,
  code: table.INSTRUCTIONS_SECTION.code[0],
  display: 'Instructions',
  title: 'Instructions',
  required: false,
  write(document) {
    const items = document.all<CommunicationRequest>('CommunicationRequest').filter(({ resource }) => told(resource));
    if (items.length === 0) return null;
    const table = new Table('instruction', ['Instruction', 'Kind', 'Date', 'Status', 'Recorded', 'Reason', 'Comments']);
    const entries = items.map((item) => {
      document.carry(item.resource);
      return entry(document, table, item);
    });
    return { entries, narrative: table.toXml() };
  },
};

/** The words; '' where some of the content is a file or a record of another kind. */
function words(request: CommunicationRequest): string {
  const parts = (request.payload ?? []).map((part) => visible(part?.contentString));
  return parts.includes(null) ? '' : parts.join('\n');
}

const told = (request: CommunicationRequest): boolean => words(request) !== '';

function entry(document: CcdaDocument, table: Table, { resource }: Item<CommunicationRequest>): string {
  const row = table.row();
  const [category, ...others] = (resource.category ?? []).filter((kind) => conceptText(kind) !== '');
  const kind = category && {
    ...category,
    coding: [...(category.coding ?? []), ...others.flatMap((other) => other.coding ?? [])],
  };
  const period = resource.occurrencePeriod;
  const moment = resource.occurrenceDateTime;
  const negated = resource.doNotPerform === true;
  // The words alone: the row has their kind and status too.
  const text = row.put('Instruction', words(resource));
  const name = row.put('Kind', [category, ...others].map(conceptText).filter(Boolean).join(', '));
  row.put('Date', readableTime(moment) || readablePeriod(period?.start, period?.end));
  row.put('Status', `${resource.status ?? 'not stated'}${negated ? ': must not be done' : ''}`);
  row.put(
    'Recorded',
    [readableTime(resource.authoredOn), document.parties.nameOf(resource.requester)].filter(Boolean).join(', '),
  );
  const reasons = reasonsOf(document, resource.reasonCode, resource.reasonReference);
  const reasonAnchors = row.putAll('Reason', reasons.map(conceptText));
  const comments = row.put('Comments', noteText(document, resource.note));
  const when =
    timestamp(moment) !== null
      ? ts('effectiveTime', moment)
      : timestamp(period?.start) !== null || timestamp(period?.end) !== null
        ? interval(period?.start, period?.end)
        : '';
  return (
    `<act classCode="ACT" moodCode="INT"${negated ? ' negationInd="true"' : ''}>${INSTRUCTION}${document.ids.ofResource(resource)}` +
    `${concept(document.namespace, kind, { systems: [SNOMED], anchor: name })}${textReference(text)}` + // CONF:1098-16884
    `<statusCode code="completed"/>${when}` + // CONF:1098-19106
    document.parties.author(resource.requester, resource.authoredOn) +
    `${indications(document, resource, reasons, reasonAnchors)}${comment(comments)}</act>`
  );
}
