import type { Encounter } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { codingAttributes, concept, conceptText, fixed } from '../../datatypes/concept.js';
import { CPT, LOINC, SNOMED } from '../../datatypes/oid.js';
import { interval, timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { reasonsOf, relationship } from '../../entry.js';
import { indications } from '../../indication.js';
import { locationParticipant } from '../../location.js';
import { problemObservation } from '../problems/entry.js';
import { diagnosesOf, type EncounterAnchors } from './narrative.js';
import * as t from './templates.js';

/** An Encounter Activity with performers, place, reasons and diagnoses. */
export function encounterEntry(
  document: CcdaDocument,
  { resource }: Item<Encounter>,
  anchors: EncounterAnchors,
): string {
  const status = t.STATUSES[resource.status ?? ''];
  const period = resource.period;
  const known = timestamp(period?.start) !== null || timestamp(period?.end) !== null;
  const disposition = resource.hospitalization?.dischargeDisposition;
  const id = document.ids.ofResource(resource);
  return (
    `<encounter classCode="ENC" moodCode="EVN">${t.ENCOUNTER_ACTIVITY}${id}` +
    kind(document, resource, anchors) +
    textReference(anchors.row) +
    (status === undefined ? '' : `<statusCode code="${status}"/>`) +
    (known ? interval(period?.start, period?.end) : '<effectiveTime nullFlavor="UNK"/>') + // CONF:1198-8715
    (conceptText(disposition) === ''
      ? ''
      : concept(document.namespace, disposition, { tag: 'sdtc:dischargeDispositionCode' })) +
    document.parties.performers((resource.participant ?? []).map((p) => p?.individual)) +
    places(document, resource) +
    indications(
      document,
      resource,
      reasonsOf(document, resource.reasonCode, resource.reasonReference),
      anchors.reasons,
    ) +
    diagnosesOf(document, resource)
      .map((condition, i) => diagnosis(document, resource, condition, anchors.diagnoses[i] ?? null))
      .join('') +
    '</encounter>'
  );
}

/** The type; the class (ambulatory, inpatient ...) is its translation (CONF:1198-8714, 1198-32323). */
function kind(document: CcdaDocument, encounter: Encounter, anchors: EncounterAnchors): string {
  const attributes = codingAttributes(document.namespace, encounter.class);
  const inner = attributes === '' ? '' : `<translation${attributes}/>`;
  const [first, ...others] = (encounter.type ?? []).filter((type) => conceptText(type) !== '');
  const merged =
    first && others.length > 0
      ? { ...first, coding: [...(first.coding ?? []), ...others.flatMap((o) => o.coding ?? [])] }
      : first;
  return concept(document.namespace, merged, { systems: [CPT, SNOMED], anchor: anchors.name, inner });
}

/** Locations; the providing organization stands among them, because an encounter has no other place for it. */
function places(document: CcdaDocument, encounter: Encounter): string {
  const locations = (encounter.location ?? []).map((l) => l?.location);
  const stated = [...new Set(locations.map((l) => locationParticipant(document, l)))].join('');
  const provider = locationParticipant(document, encounter.serviceProvider);
  const name = document.parties.nameOf(encounter.serviceProvider);
  return stated + (locations.some((l) => document.parties.nameOf(l) === name) ? '' : provider);
}

function diagnosis(
  document: CcdaDocument,
  encounter: Encounter & { id: string },
  condition: Parameters<typeof problemObservation>[1],
  anchor: string | null,
): string {
  const observation = problemObservation(
    document,
    condition,
    { ...(anchor === null ? {} : { row: anchor }), name: anchor },
    encounter.id,
  );
  return relationship(
    'COMP',
    `<act classCode="ACT" moodCode="EVN">${t.ENCOUNTER_DIAGNOSIS}${fixed('code', '29308-4', LOINC, 'Diagnosis')}${relationship('SUBJ', observation)}</act>`, // CONF:1198-19183, 1198-14892
  );
}
