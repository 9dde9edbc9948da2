import { textReference } from '../../anchor.js';
import { codingOf, concept } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import type { CcdaDocument } from '../../document.js';
import { comment } from '../../entry.js';
import {
  effectiveTime,
  interpretations,
  type Measurement,
  measurementId,
  referenceRanges,
  reportUnstatedStatus,
  resultStatus,
  statusCode,
  valueElement,
} from '../../observation.js';
import type { StatusAnchors } from './narrative.js';
import * as t from './templates.js';

/**
 * A Functional Status Observation, where it is coded as the template wants it, else an Assessment Scale Observation: a question or scale and
 * its answer. Both are complete by their templates (CONF:1098-19101, 81-19088): what is not, claims none.
 */
export function statusEntry(document: CcdaDocument, measurement: Measurement, anchors: StatusAnchors): string {
  const { observation, measured } = measurement;
  const id = measurementId(document, measurement);
  const status = resultStatus(observation.status);
  const functional = codingOf(measurement.code, LOINC)?.code === t.FUNCTIONAL_STATUS;
  if (status === null) reportUnstatedStatus(document, measurement.where, 'Observation.status');
  const templates = functional ? t.FUNCTIONAL_STATUS_OBSERVATION : t.ASSESSMENT_SCALE_OBSERVATION;
  return (
    `<observation classCode="OBS" moodCode="EVN">${status === 'completed' ? templates : ''}${id}` +
    concept(document.namespace, measurement.code, { systems: [LOINC, SNOMED], anchor: anchors.name }) + // CONF:1098-31523, 81-14439
    `${textReference(anchors.row)}${statusCode(status)}${effectiveTime(observation)}` + // CONF:1098-13930, 81-14445
    valueElement(document, measured, anchors.value) + // CONF:1098-13932, 81-14450
    interpretations(document, measured, false) +
    author(document, measurement) +
    comment(anchors.comments) +
    `${referenceRanges(measured)}</observation>`
  );
}

function author(document: CcdaDocument, { observation }: Measurement): string {
  const performer = (observation.performer ?? []).find((p) => p?.reference?.startsWith('Practitioner'));
  return document.parties.author(performer, observation.issued);
}
