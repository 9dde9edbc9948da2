import type { Observation } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { pq } from '../../datatypes/quantity.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment } from '../../entry.js';
import {
  absentFlavor,
  effectiveTime,
  interpretations,
  METHOD_CODE,
  type Measurement,
  measurementId,
  measurements,
  observationsOf,
  observedAt,
  referenceRanges,
  TARGET_SITE_CODE,
} from '../../observation.js';
import type { VitalAnchors } from './narrative.js';
import * as t from './templates.js';

/** Vital signs of the chart by moment, in chart order. A panel that only names its members is represented by the organizer itself. */
export function vitalGroups(document: CcdaDocument): readonly (readonly Measurement[])[] {
  const groups = new Map<string, Measurement[]>();
  for (const item of observationsOf(document, 'vital-signs')) {
    document.carry(item.resource);
    if (isPanel(item)) continue;
    const key = timestamp(observedAt(item.resource)) ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [...measurements(item)]);
    else for (const measurement of measurements(item)) group.push(measurement);
  }
  return [...groups.values()];
}

const isPanel = ({ resource }: Item<Observation>): boolean =>
  (resource.hasMember ?? []).length > 0 && !resource.valueQuantity && (resource.component ?? []).length === 0;

/** A Vital Signs Organizer with its observations. */
export function vitalEntry(document: CcdaDocument, group: readonly Measurement[], anchors: VitalAnchors): string {
  const first = group[0]!.observation;
  const at = timestamp(observedAt(first));
  const time = at === null ? '<effectiveTime nullFlavor="UNK"/>' : span(group, at);
  let xml =
    `<organizer classCode="CLUSTER" moodCode="EVN">${t.VITAL_SIGNS_ORGANIZER}${document.ids.derived(first, 'vitals')}` + // CONF:1198-7279
    ORGANIZER_CODE +
    `<statusCode code="completed"/>${time}`; // CONF:1198-19120, 1198-7288
  for (let i = 0; i < group.length; i++)
    xml += `<component>${vital(document, group[i]!, anchors.cells[i] ?? null, i === 0 ? anchors.comments : null)}</component>`;
  return `${xml}</organizer>`;
}

const ORGANIZER_CODE =
  `<code code="46680005" codeSystem="${SNOMED}" codeSystemName="SNOMED CT" displayName="Vital signs">` + // CONF:1198-32741
  `<translation code="74728-7" codeSystem="${LOINC}" codeSystemName="LOINC" displayName="Vital signs, weight, height, head circumference, oximetry, BMI, and BSA panel"/></code>`; // CONF:1198-32743

function span(group: readonly Measurement[], at: string): string {
  let last = at;
  for (const { observation } of group) {
    const end = timestamp(observation.effectivePeriod?.end);
    if (end !== null && end > last) last = end;
  }
  return `<effectiveTime><low value="${at}"/><high value="${last}"/></effectiveTime>`;
}

const SIGN_CODE = { systems: [LOINC] } as const;

function vital(
  document: CcdaDocument,
  measurement: Measurement,
  anchor: string | null,
  comments: string | null,
): string {
  const { observation, measured } = measurement;
  const { namespace } = document;
  const value = measured.valueQuantity
    ? pq(measured.valueQuantity, { type: 'PQ', unitDemanded: true })
    : `<value xsi:type="PQ" nullFlavor="${absentFlavor(measured)}" unit="1"/>`;
  const method = conceptText(observation.method) === '' ? '' : concept(namespace, observation.method, METHOD_CODE);
  const site =
    conceptText(observation.bodySite) === '' ? '' : concept(namespace, observation.bodySite, TARGET_SITE_CODE);
  return (
    `<observation classCode="OBS" moodCode="EVN">${t.VITAL_SIGN_OBSERVATION}${measurementId(document, measurement)}` +
    concept(namespace, measurement.code, SIGN_CODE) + // CONF:1098-7301
    textReference(anchor) +
    `<statusCode code="completed"/>${effectiveTime(observation)}${value}` + // CONF:1098-19119, 1098-7304, 1098-7305
    interpretations(document, measured, true) +
    method +
    site +
    document.parties.performers(observation.performer ?? []) +
    comment(comments) +
    `${referenceRanges(measured)}</observation>`
  );
}
