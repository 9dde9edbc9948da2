import { referenceTo, textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment } from '../../entry.js';
import {
  effectiveTime,
  interpretations,
  METHOD_CODE,
  type Measurement,
  measurementId,
  observedAt,
  referenceRanges,
  reportUnstatedStatus,
  resultStatus,
  statusCode,
  TARGET_SITE_CODE,
  valueElement,
} from '../../observation.js';
import type { PanelAnchors, ResultAnchors } from './narrative.js';
import type { Panel } from './panels.js';
import * as t from './templates.js';

/** Status of all results of a panel: the report's own, else what its results say together (active while one is, CONF:1198-7123); null where one says nothing. */
function panelStatus(panel: Panel): string | null {
  const own = resultStatus(panel.status);
  if (own !== null) return own;
  const statuses = panel.measurements.map(({ observation }) => resultStatus(observation.status));
  if (statuses.includes(null)) return null;
  if (statuses.includes('active')) return 'active';
  return statuses.every((status) => status === 'cancelled') ? 'cancelled' : 'completed';
}

/** True where the panel can be a Result Organizer: its status is known, and that of a result in it (CONF:1198-14848, 1198-7124, 1198-14849). */
export const isResultOrganizer = (panel: Panel): boolean =>
  panelStatus(panel) !== null &&
  panel.measurements.some(({ observation }) => resultStatus(observation.status) !== null);

/** A Result Organizer with its Result Observations. */
export function panelEntry(
  document: CcdaDocument,
  panel: Panel,
  report: PanelAnchors | null,
  anchors: readonly ResultAnchors[],
): string {
  const first = panel.measurements[0]!;
  const id = panel.owner ? document.ids.ofResource(panel.owner) : document.ids.derived(first.observation, 'panel');
  let components = '';
  for (let i = 0; i < panel.measurements.length; i++)
    components += `<component>${result(document, panel, panel.measurements[i]!, anchors[i]!)}</component>`;
  return (
    `<organizer classCode="${panel.report ? 'BATTERY' : 'CLUSTER'}" moodCode="EVN">${isResultOrganizer(panel) ? t.RESULT_ORGANIZER : ''}${id}` + // CONF:1198-7121
    concept(document.namespace, panel.code, {
      systems: [LOINC, SNOMED],
      // A component's name is not the panel's: an observation told by its components alone has no text of its own to point at.
      anchor: report || first.component !== null ? (report?.name ?? null) : (anchors[0]?.name ?? null),
    }) + // CONF:1198-7128
    // An organizer of CDA has no text; that of the extension points at a row that no name points at.
    (report !== null && report.name === null ? `<sdtc:text>${referenceTo(report.row)}</sdtc:text>` : '') +
    statusCode(panelStatus(panel)) +
    span(panel) +
    document.parties.performers(panel.performers) +
    `${components}</organizer>`
  );
}

/** Earliest to latest of the report and its results, so that the organizer spans them; left out when nothing is known (CONF:1198-32488). */
function span(panel: Panel): string {
  const { report, measurements } = panel;
  let first: string | null = null;
  let last: string | null = null;
  const see = (value: string | null | undefined): void => {
    const time = timestamp(value);
    if (time === null) return;
    if (first === null || time < first) first = time;
    if (last === null || time > last) last = time;
  };
  see(report?.resource.effectiveDateTime);
  see(report?.resource.effectivePeriod?.start);
  see(report?.resource.effectivePeriod?.end);
  for (const { observation } of measurements) {
    see(observedAt(observation));
    see(observation.effectivePeriod?.end);
  }
  return first === null ? '' : `<effectiveTime><low value="${first}"/><high value="${last}"/></effectiveTime>`;
}

function result(document: CcdaDocument, panel: Panel, measurement: Measurement, anchors: ResultAnchors): string {
  const { observation, measured } = measurement;
  const { namespace } = document;
  const status = resultStatus(observation.status);
  if (status === null && (measurement.component ?? 0) === 0)
    reportUnstatedStatus(document, measurement.where, 'Observation.status');
  const method = conceptText(observation.method) === '' ? '' : concept(namespace, observation.method, METHOD_CODE);
  const site =
    conceptText(observation.bodySite) === '' ? '' : concept(namespace, observation.bodySite, TARGET_SITE_CODE);
  return (
    `<observation classCode="OBS" moodCode="EVN">${status === null ? '' : t.RESULT_OBSERVATION}${measurementId(document, measurement)}` +
    concept(namespace, measurement.code, { systems: [LOINC], anchor: anchors.name }) + // CONF:1198-7133
    textReference(anchors.row) +
    statusCode(status) + // CONF:1198-14849
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
