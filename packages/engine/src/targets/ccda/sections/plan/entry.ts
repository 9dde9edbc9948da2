import { textReference } from '../../anchor.js';
import { concept } from '../../datatypes/concept.js';
import { CVX, LOINC, SNOMED } from '../../datatypes/oid.js';
import { magnitude, pq } from '../../datatypes/quantity.js';
import { interval, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment } from '../../entry.js';
import { indications } from '../../indication.js';
import { firstForm } from '../../template.js';
import type { Planned } from './item.js';
import type { PlanAnchors } from './narrative.js';
import * as t from './templates.js';

/**
 * A planned act, procedure, observation, encounter, supply or immunization, or a Nutrition Recommendation. The planned templates hold only what is still active (CONF:1098-32019, 1098-30446):
 * a plan that ended is one of R1.1, whose templates ask for no status (C-CDA R1.1, Plan of Care Activity 5.39 to 5.44). Importers go by the first templateId of
 * an entry, and some fail on one that has none.
 */
export function planEntry(document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string {
  const status = t.STATUSES[planned.status ?? ''];
  const flavor = planned.status && planned.status !== 'unknown' ? 'OTH' : 'UNK';
  const statusCode = status === undefined ? `<statusCode nullFlavor="${flavor}"/>` : `<statusCode code="${status}"/>`;
  const [tag, classCode, templates, part, ended] = FORMS[planned.form];
  const id =
    planned.part === null
      ? document.ids.ofResource(planned.resource)
      : document.ids.derived(planned.resource, `${part}-${planned.part + 1}`);
  const known = timestamp(planned.start) !== null || timestamp(planned.end) !== null;
  const claimed = status === 'active' ? templates : ended;
  return (
    `<${tag} classCode="${classCode}" moodCode="${planned.mood}"${planned.negated ? ' negationInd="true"' : ''}>${claimed}${id}` +
    (planned.form === 'immunization' ? '' : code(document, planned, anchors)) +
    `${textReference(anchors.row)}${statusCode}` +
    (known || planned.form === 'immunization' ? times(planned) : '') +
    (planned.repeat === undefined ? '' : `<repeatNumber value="${planned.repeat}"/>`) +
    (magnitude(planned.quantity) === null ? '' : pq(planned.quantity, { tag: 'quantity' })) +
    (planned.form === 'immunization' ? vaccine(document, planned, anchors) : '') +
    document.parties.performers(planned.performers) +
    `${document.parties.author(planned.by, planned.recorded)}${reasons(document, planned, anchors)}${comment(anchors.comments)}</${tag}>`
  );
}

const code = (document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string =>
  concept(document.namespace, planned.code, { systems: [LOINC, SNOMED], anchor: anchors.name });

/** Substance administrations and supplies have a more general type of time in the schema. A vaccine is due from one moment (CONF:1098-32103). */
function times({ form, start, end }: Planned): string {
  if (form === 'immunization') return ts('effectiveTime', start);
  return interval(start, end, form === 'supply' ? { type: 'IVL_TS' } : {});
}

const vaccine = (document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string =>
  `<consumable><manufacturedProduct classCode="MANU">${t.IMMUNIZATION_INFORMATION}<manufacturedMaterial>${concept(document.namespace, planned.code, { systems: [CVX], strict: true, anchor: anchors.name })}</manufacturedMaterial></manufacturedProduct></consumable>`; // CONF:1098-32131, 1098-9007

const reasons = (document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string =>
  indications(
    document,
    planned.resource,
    planned.reasons,
    anchors.reasons,
    planned.part === null ? 'reason' : `${FORMS[planned.form][3]}-${planned.part + 1}-reason`,
  ); // Planned Act and Planned Procedure (V2): 0..* Indication

/** Element, class, templates, what a part of the resource is called in its ids, and the templates of what is not active. */
const FORMS = {
  act: ['act', 'ACT', t.PLANNED_ACT, 'activity', firstForm(t.PLANNED_ACT)],
  procedure: ['procedure', 'PROC', t.PLANNED_PROCEDURE, 'part', firstForm(t.PLANNED_PROCEDURE)],
  observation: ['observation', 'OBS', t.PLANNED_OBSERVATION, 'part', firstForm(t.PLANNED_OBSERVATION)],
  encounter: ['encounter', 'ENC', t.PLANNED_ENCOUNTER, 'part', firstForm(t.PLANNED_ENCOUNTER)],
  supply: ['supply', 'SPLY', t.PLANNED_SUPPLY, 'part', firstForm(t.PLANNED_SUPPLY)],
  immunization: ['substanceAdministration', 'SBADM', t.PLANNED_IMMUNIZATION, 'recommendation', ''],
  nutrition: ['act', 'ACT', t.NUTRITION_RECOMMENDATION, 'part', ''],
} as const;
