import { valueSets } from '../../../../terminology/value-sets.js';
import { textReference } from '../../anchor.js';
import { codingOf, concept, fixed } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { interval, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment } from '../../entry.js';
import { effectiveTime, type Measurement, measurementId, observedAt, valueElement } from '../../observation.js';
import type { SocialAnchors } from './narrative.js';
import * as t from './templates.js';

/** A smoking status or a tobacco use, where it is coded and dated as its template wants it, else a Social History Observation. */
export function socialEntry(document: CcdaDocument, measurement: Measurement, anchors: SocialAnchors): string {
  const { observation, measured } = measurement;
  const { namespace } = document;
  const id = measurementId(document, measurement);
  const performer = (observation.performer ?? []).find((p) => p?.reference?.startsWith('Practitioner'));
  const author = document.parties.author(performer, observation.issued);
  const loinc = codingOf(measurement.code, LOINC)?.code;
  const value = codingOf(measured.valueCodeableConcept, SNOMED)?.code;
  if (loinc === t.SMOKING_CODE && value !== undefined && valueSets.smokingStatus.byCode.has(value))
    return (
      `<observation classCode="OBS" moodCode="EVN">${t.SMOKING_STATUS}${id}` +
      concept(namespace, measurement.code, { systems: [LOINC], anchor: anchors.name }) + // CONF:1098-31039
      `${textReference(anchors.row)}<statusCode code="completed"/>${ts('effectiveTime', observedAt(observation))}` + // CONF:1098-31928, 1098-32894
      concept(namespace, measured.valueCodeableConcept, {
        tag: 'value',
        type: 'CD',
        systems: [SNOMED],
        strict: true,
        anchor: anchors.value,
      }) + // CONF:1098-14817
      `${author}${comment(anchors.comments)}</observation>`
    );
  const { start, end } = observation.effectivePeriod ?? {};
  // Without a period the template would have a moment read as a beginning.
  if (loinc === t.TOBACCO_CODE && value !== undefined && timestamp(start ?? end) !== null)
    return (
      `<observation classCode="OBS" moodCode="EVN">${t.TOBACCO_USE}${id}` +
      concept(namespace, measurement.code, { systems: [LOINC], anchor: anchors.name }) + // CONF:1098-19174
      `${textReference(anchors.row)}<statusCode code="completed"/>${interval(start, end)}` + // CONF:1098-16564, 1098-16565
      concept(namespace, measured.valueCodeableConcept, {
        tag: 'value',
        type: 'CD',
        systems: [SNOMED],
        strict: true,
        anchor: anchors.value,
      }) + // CONF:1098-16562
      `${author}${comment(anchors.comments)}</observation>`
    );
  // CONF:1198-32951: a LOINC code, or a translation beside what stands in its place.
  const coded = concept(namespace, measurement.code, { systems: [LOINC], strict: true, anchor: anchors.name });
  const code =
    coded.includes(`codeSystem="${LOINC}"`) || coded.includes('<translation')
      ? coded
      : concept(namespace, measurement.code, {
          systems: [LOINC],
          strict: true,
          anchor: anchors.name,
          inner: '<translation nullFlavor="UNK"/>',
        });
  return (
    `<observation classCode="OBS" moodCode="EVN">${t.SOCIAL_HISTORY_OBSERVATION}${id}${code}${textReference(anchors.row)}` +
    `<statusCode code="completed"/>${effectiveTime(observation)}${valueElement(document, measured, anchors.value)}` + // CONF:1198-19117, 1198-31868
    `${author}${comment(anchors.comments)}</observation>`
  );
}

/** Birth sex of the patient (Companion Guide: in the social history, apart from administrative gender). */
export function birthSexEntry(
  document: CcdaDocument,
  code: string,
  anchors: { readonly row: string; readonly value: string | null },
): string {
  const value =
    code === 'F' || code === 'M'
      ? fixed('value', code, '2.16.840.1.113883.5.1', code === 'F' ? 'Female' : 'Male', 'CD')
      : `<value xsi:type="CD" nullFlavor="${code}"/>`;
  const birth = timestamp(document.chart.patient.birthDate);
  return (
    `<observation classCode="OBS" moodCode="EVN">${t.BIRTH_SEX_OBSERVATION}${document.ids.derived(document.chart.patient, 'birth-sex')}` +
    `${fixed('code', '76689-9', LOINC, 'Sex assigned at birth')}${textReference(anchors.row)}<statusCode code="completed"/>` +
    `${birth === null ? '' : `<effectiveTime value="${birth}"/>`}${value}</observation>`
  );
}
