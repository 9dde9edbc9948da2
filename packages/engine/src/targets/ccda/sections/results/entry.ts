import { concept, conceptText } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment, textReference } from '../../entry.js';
import {
  effectiveTime,
  interpretations,
  type Measurement,
  measurementId,
  observedAt,
  referenceRanges,
  resultStatus,
  valueElement,
} from '../../observation.js';
import type { ResultAnchors } from './narrative.js';
import type { Panel } from './panels.js';
import * as t from './templates.js';

/** A Result Organizer with its Result Observations. */
export function panelEntry(
  document: CcdaDocument,
  panel: Panel,
  panelAnchor: string | null,
  anchors: readonly ResultAnchors[],
): string {
  const first = panel.measurements[0]!;
  const id = panel.owner ? document.ids.ofResource(panel.owner) : document.ids.derived(first.observation, 'panel');
  return (
    `<organizer classCode="${panel.report ? 'BATTERY' : 'CLUSTER'}" moodCode="EVN">${t.RESULT_ORGANIZER}${id}` + // CONF:1198-7121
    concept(document.namespace, panel.code, {
      systems: [LOINC, SNOMED],
      // A component's name is not the panel's: an observation told by its components alone has no text of its own to point at.
      anchor: panelAnchor ?? (first.component === null ? (anchors[0]?.name ?? null) : null),
    }) + // CONF:1198-7128
    resultStatus(document, panel.status, panel.where) +
    span(panel) +
    document.parties.performers(panel.performers) +
    panel.measurements.map((m, i) => `<component>${result(document, panel, m, anchors[i]!)}</component>`).join('') +
    '</organizer>'
  );
}

/** Earliest to latest of the report and its results, so that the organizer spans them; left out when nothing is known (CONF:1198-32488). */
function span(panel: Panel): string {
  const { report, measurements } = panel;
  const times = [
    report?.resource.effectiveDateTime,
    report?.resource.effectivePeriod?.start,
    report?.resource.effectivePeriod?.end,
    ...measurements.flatMap(({ observation }) => [observedAt(observation), observation.effectivePeriod?.end]),
  ]
    .map(timestamp)
    .filter((time) => time !== null)
    .sort();
  return times.length === 0
    ? ''
    : `<effectiveTime><low value="${times[0]}"/><high value="${times.at(-1)}"/></effectiveTime>`;
}

function result(document: CcdaDocument, panel: Panel, measurement: Measurement, anchors: ResultAnchors): string {
  const { observation, measured } = measurement;
  const { namespace } = document;
  const method =
    conceptText(observation.method) === '' ? '' : concept(namespace, observation.method, { tag: 'methodCode' });
  const site =
    conceptText(observation.bodySite) === ''
      ? ''
      : concept(namespace, observation.bodySite, { tag: 'targetSiteCode', systems: [SNOMED] });
  return (
    `<observation classCode="OBS" moodCode="EVN">${t.RESULT_OBSERVATION}${measurementId(document, measurement)}` +
    concept(namespace, measurement.code, { systems: [LOINC], anchor: anchors.name }) + // CONF:1198-7133
    textReference(anchors.row) +
    resultStatus(document, observation.status, measurement.where) + // CONF:1198-14849
    effectiveTime(observation) + // CONF:1198-7140
    valueElement(document, measured, anchors.value) + // CONF:1198-7143
    interpretations(document, measured, false) +
    method +
    site +
    // An organizer that no resource owns is no place to tell who observed.
    (panel.report || panel.owner === null ? document.parties.performers(observation.performer ?? []) : '') +
    comment(anchors.comments) +
    `${referenceRanges(measured)}</observation>`
  );
}
