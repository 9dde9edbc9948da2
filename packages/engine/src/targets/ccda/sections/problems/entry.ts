import type { Condition } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText, fixed } from '../../datatypes/concept.js';
import { ACT_CLASS, ACT_CODE, LOINC, SNOMED } from '../../datatypes/oid.js';
import { magnitude, ucumUnit } from '../../datatypes/quantity.js';
import { interval } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, onsetOf, relationship, statusOf } from '../../entry.js';
import { attribute } from '../../xml.js';
import type { ProblemAnchors } from './narrative.js';
import * as t from './templates.js';

const SNOMED_URI = 'http://snomed.info/sct';
const OVER = new Set(['inactive', 'remission', 'resolved']);

/** US Core 6.1 condition-category: a concern of the patient or of a clinician that stands in a section of its own. */
export const isHealthConcern = (condition: Condition): boolean =>
  (condition.category ?? []).some((c) => (c?.coding ?? []).some((coding) => coding?.code === 'health-concern'));

/** What kind of act holds the Problem Observation. */
export interface ConcernAct {
  readonly templates: string;
  readonly code: readonly [code: string, oid: string, display: string];
  readonly relationship: string;
}

const PROBLEM_CONCERN_ACT: ConcernAct = {
  templates: t.PROBLEM_CONCERN,
  code: ['CONC', ACT_CLASS, 'Concern'], // CONF:1198-19184
  relationship: 'SUBJ', // CONF:1198-9035
};

/** A Problem Concern Act (or another kind of `act`) with its Problem Observation. */
export function problemEntry(
  document: CcdaDocument,
  item: Item<Condition>,
  anchors: ProblemAnchors,
  act = PROBLEM_CONCERN_ACT,
): string {
  const { resource } = item;
  const status = statusOf(resource.clinicalStatus);
  const over = OVER.has(status ?? '');
  const concern =
    status === null ? '<statusCode nullFlavor="UNK"/>' : `<statusCode code="${over ? 'completed' : 'active'}"/>`;
  const id = document.ids.ofResource(resource);
  return (
    `<act classCode="ACT" moodCode="EVN">${act.templates}${id}` +
    `${fixed('code', ...act.code)}${textReference(anchors.row)}${concern}` + // CONF:1198-9029
    interval(resource.recordedDate, null, over ? { absentHigh: 'UNK' } : {}) + // CONF:1198-9032
    document.parties.author(resource.recorder ?? resource.asserter, resource.recordedDate) +
    (resource.recorder ? document.parties.informant(resource.asserter, resource.recorder) : '') +
    `${relationship(act.relationship, problemObservation(document, resource, anchors))}</act>`
  );
}

/** A Problem Observation; `part` tells copies of the same condition apart (an encounter's diagnosis). */
export function problemObservation(
  document: CcdaDocument,
  condition: Condition & { id: string },
  anchors: Partial<ProblemAnchors>,
  part = '',
): string {
  const id = part === '' ? document.ids.ofObservation(condition) : document.ids.derived(condition, `diagnosis ${part}`);
  const { start, end } = onsetOf(condition);
  const over = OVER.has(statusOf(condition.clinicalStatus) ?? '');
  const negated = statusOf(condition.verificationStatus) === 'refuted';
  return (
    `<observation classCode="OBS" moodCode="EVN"${negated ? ' negationInd="true"' : ''}>${t.PROBLEM_OBSERVATION}${id}` +
    `${problemType(condition)}${textReference(anchors.row ?? null)}<statusCode code="completed"/>` + // CONF:1198-19112
    interval(start, end, over ? { absentHigh: 'UNK' } : {}) + // CONF:1198-15603: high tells that it ended, also where when is unknown
    concept(document.namespace, condition.code, {
      tag: 'value',
      type: 'CD',
      systems: [SNOMED],
      strict: true,
      anchor: anchors.name ?? null,
    }) + // CONF:1198-9058
    (condition.bodySite ?? [])
      .filter((site) => conceptText(site) !== '')
      .map((site, i) =>
        concept(document.namespace, site, {
          tag: 'targetSiteCode',
          systems: [SNOMED],
          anchor: anchors.sites?.[i] ?? null,
        }),
      )
      .join('') +
    age(condition) +
    status(condition, anchors) +
    severity(document, condition, anchors) +
    (part === '' ? '' : sameAs(document.ids.observationOf(condition))) +
    `${comment(anchors.comments ?? null)}</observation>`
  );
}

/** Says that the problem of these ids is this one, told again: without it a reader counts two. */
function sameAs(ids: string | null): string {
  if (ids === null) return '';
  const inner = `<act classCode="ACT" moodCode="EVN">${t.ENTRY_REFERENCE}${ids}<code nullFlavor="NP"/><statusCode code="completed"/></act>`; // CONF:1098-31489, 1098-31491
  return relationship('REFR', inner);
}

/** Type of problem, SNOMED CT with the LOINC translation that R2.1 asks for (CONF:1198-32950): the one that a category names, else that of the list it stands in. */
function problemType(condition: Condition): string {
  const codings = (condition.category ?? []).flatMap((c) => c?.coding ?? []);
  const named = codings.find((c) => c?.system === SNOMED_URI && t.PROBLEM_TYPES[c.code ?? ''] !== undefined)?.code;
  const listed = codings.map((c) => t.TYPE_OF_CATEGORY[c?.code ?? '']).find((type) => type !== undefined);
  const [snomed, loinc] = t.PROBLEM_TYPES[named ?? listed ?? t.TYPE_OF_CATEGORY['']!]!;
  return `<code code="${snomed[0]}" codeSystem="${SNOMED}" codeSystemName="SNOMED CT" displayName="${snomed[1]}"><translation code="${loinc[0]}" codeSystem="${LOINC}" codeSystemName="LOINC" displayName="${loinc[1]}"/></code>`;
}

function age(condition: Condition): string {
  const value = magnitude(condition.onsetAge);
  const unit = ucumUnit(condition.onsetAge);
  if (value === null || unit === null) return '';
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.AGE_OBSERVATION}${fixed('code', '445518008', SNOMED, 'Age at onset')}<statusCode code="completed"/><value xsi:type="PQ" value="${value}"${attribute('unit', unit)}/></observation>`; // CONF:81-16776, 81-7617
  return relationship('SUBJ', inner, true);
}

function status(condition: Condition, anchors: Partial<ProblemAnchors>): string {
  const code = t.STATUSES[statusOf(condition.clinicalStatus) ?? ''];
  if (!code) return '';
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.PROBLEM_STATUS}${fixed('code', '33999-4', LOINC, 'Status')}${textReference(anchors.status ?? null)}<statusCode code="completed"/>${fixed('value', code[0], SNOMED, code[1], 'CD')}</observation>`; // CONF:1198-19163
  return relationship('REFR', inner);
}

function severity(document: CcdaDocument, condition: Condition, anchors: Partial<ProblemAnchors>): string {
  if (conceptText(condition.severity) === '') return '';
  const value = concept(document.namespace, condition.severity, {
    tag: 'value',
    type: 'CD',
    systems: [SNOMED],
    strict: true,
    anchor: anchors.severity ?? null,
  });
  const inner = `<observation classCode="OBS" moodCode="EVN">${t.SEVERITY_OBSERVATION}<code code="SEV" codeSystem="${ACT_CODE}"/>${textReference(anchors.severity ?? null)}<statusCode code="completed"/>${value}</observation>`; // CONF:1098-19169
  return relationship('SUBJ', inner, true);
}
