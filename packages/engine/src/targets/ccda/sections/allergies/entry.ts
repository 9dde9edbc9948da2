import type { AllergyIntolerance } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { codingOf, concept, conceptText, fixed } from '../../datatypes/concept.js';
import { ii, resourceRoot } from '../../datatypes/identifier.js';
import { ACT_CLASS, ACT_CODE, LOINC, NDFRT, RXNORM, SNOMED, UNII } from '../../datatypes/oid.js';
import { interval, timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, relationship, statusOf } from '../../entry.js';
import { reportUnstatedStatus, statusCode } from '../../observation.js';
import { type AllergyAnchors, manifestations } from './narrative.js';
import * as t from './templates.js';

const SUBSTANCES = [RXNORM, UNII, SNOMED, NDFRT]; // Substance-Reactant for Intolerance 2.16.840.1.113762.1.4.1010.1
const CRITICALITY_SYSTEM = '2.16.840.1.113883.5.1063';

/** ProblemAct status of the concern; null where the source states no clinical status. */
export function concernStatus(allergy: AllergyIntolerance): string | null {
  const status = statusOf(allergy.clinicalStatus);
  if (status === 'active') return 'active';
  return status === 'inactive' || status === 'resolved' ? 'completed' : null;
}

/** An Allergy Concern Act with its Allergy - Intolerance Observation. */
export function allergyEntry(document: CcdaDocument, item: Item<AllergyIntolerance>, anchors: AllergyAnchors): string {
  const { resource } = item;
  const status = statusOf(resource.clinicalStatus);
  const over = status === 'inactive' || status === 'resolved';
  const concern = concernStatus(resource);
  if (concern === null) reportUnstatedStatus(document, item.where, 'AllergyIntolerance.clinicalStatus');
  const id = document.ids.ofResource(resource);
  return (
    `<act classCode="ACT" moodCode="EVN">${concern === null ? '' : t.ALLERGY_CONCERN}${id}` +
    `${fixed('code', 'CONC', ACT_CLASS, 'Concern')}${textReference(anchors.row)}` + // CONF:1198-19158
    statusCode(concern) + // CONF:1198-19086
    interval(resource.recordedDate, null, over ? { absentHigh: 'UNK' } : {}) + // CONF:1198-7504, 1198-10085
    document.parties.author(resource.recorder ?? resource.asserter, resource.recordedDate) +
    (resource.recorder ? document.parties.informant(resource.asserter, resource.recorder) : '') +
    `${relationship('SUBJ', observation(document, resource, anchors, over))}</act>`
  );
}

function observation(
  document: CcdaDocument,
  allergy: AllergyIntolerance & { id: string },
  anchors: AllergyAnchors,
  over: boolean,
): string {
  const own = resourceRoot(document.namespace, 'AllergyIntolerance', allergy.id);
  const id = document.ids.take(own) ? ii(own) : document.ids.derived(allergy, 'observation');
  const denial = t.DENIALS[codingOf(allergy.code, SNOMED)?.code ?? ''];
  const negated = denial !== undefined || statusOf(allergy.verificationStatus) === 'refuted';
  const kind = denial ?? typeOf(allergy);
  const start = allergy.onsetDateTime ?? allergy.onsetPeriod?.start;
  const substance =
    conceptText(allergy.code) === ''
      ? allergy.reaction?.find((r) => conceptText(r?.substance) !== '')?.substance
      : allergy.code;
  return (
    `<observation classCode="OBS" moodCode="EVN"${negated ? ' negationInd="true"' : ''}>${t.ALLERGY_OBSERVATION}${id}` +
    `<code code="ASSERTION" codeSystem="${ACT_CODE}"/>${textReference(anchors.row)}<statusCode code="completed"/>` + // CONF:1098-15948, 1098-19085
    interval(start, allergy.onsetPeriod?.end, over ? { absentHigh: 'UNK' } : {}) + // CONF:1098-31538
    fixed('value', kind[0], SNOMED, kind[1], 'CD') + // CONF:1098-7390
    '<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">' + // CONF:1098-7402
    (denial === undefined
      ? concept(document.namespace, substance, { systems: SUBSTANCES, strict: true, anchor: anchors.substance })
      : denialSubstance(document, allergy, anchors)) +
    '</playingEntity></participantRole></participant>' +
    statusObservation(allergy, anchors) +
    reactions(document, allergy, anchors) +
    criticality(allergy, anchors) +
    `${comment(anchors.comments)}</observation>`
  );
}

/** No substance, because all are denied; the situation that the source states stays as translation. */
function denialSubstance(document: CcdaDocument, allergy: AllergyIntolerance, anchors: AllergyAnchors): string {
  return concept(document.namespace, allergy.code, { strict: true, anchor: anchors.substance }).replace(
    ' nullFlavor="OTH"',
    ' nullFlavor="NA"',
  );
}

function typeOf(allergy: AllergyIntolerance): readonly [string, string] {
  const byCategory = t.TYPES[allergy.type ?? ''] ?? t.TYPES['']!;
  const categories = (allergy.category ?? []).filter(Boolean);
  return (categories.length === 1 ? byCategory[categories[0] ?? ''] : undefined) ?? byCategory['']!;
}

function statusObservation(allergy: AllergyIntolerance, anchors: AllergyAnchors): string {
  const code = t.STATUSES[statusOf(allergy.clinicalStatus) ?? ''];
  if (!code) return '';
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.ALLERGY_STATUS}${fixed('code', '33999-4', LOINC, 'Status')}${textReference(anchors.status)}<statusCode code="completed"/>${fixed('value', code[0], SNOMED, code[1], 'CE')}</observation>`; // CONF:1198-19131, 1198-7322
  return relationship('SUBJ', inner, true); // CONF:1198-32912
}

function reactions(
  document: CcdaDocument,
  allergy: AllergyIntolerance & { id: string },
  anchors: AllergyAnchors,
): string {
  return manifestations(allergy)
    .map(({ reaction, manifestation }, i) => {
      const anchor = anchors.reactions[i] ?? null;
      const value = manifestation ?? { text: reaction.description ?? '' };
      const observation =
        `<observation classCode="OBS" moodCode="EVN">${t.REACTION_OBSERVATION}${document.ids.derived(allergy, `reaction-${i + 1}`)}` +
        `<code code="ASSERTION" codeSystem="${ACT_CODE}"/>${textReference(anchor)}<statusCode code="completed"/>` + // CONF:1098-31124
        (timestamp(reaction.onset) === null ? '' : interval(reaction.onset, null)) +
        concept(document.namespace, value, { tag: 'value', type: 'CD', systems: [SNOMED], strict: true, anchor }) + // CONF:1098-7335
        `${severity(reaction.severity, anchors.severities[i] ?? null)}</observation>`;
      return relationship('MFST', observation, true);
    })
    .join('');
}

function severity(severity: string | undefined, anchor: string | null): string {
  const code = t.SEVERITIES[severity ?? ''];
  if (!code) return '';
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.SEVERITY_OBSERVATION}<code code="SEV" codeSystem="${ACT_CODE}"/>${textReference(anchor)}<statusCode code="completed"/>${fixed('value', code[0], SNOMED, code[1], 'CD')}</observation>`; // CONF:1098-19169
  return relationship('SUBJ', inner, true);
}

function criticality(allergy: AllergyIntolerance, anchors: AllergyAnchors): string {
  const code = t.CRITICALITIES[allergy.criticality ?? ''];
  if (!code) return '';
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.CRITICALITY_OBSERVATION}${fixed('code', '82606-5', LOINC, 'Allergy or intolerance criticality')}${textReference(anchors.criticality)}<statusCode code="completed"/>${fixed('value', code[0], CRITICALITY_SYSTEM, code[1], 'CD')}</observation>`; // CONF:81-32925
  return relationship('SUBJ', inner, true);
}
