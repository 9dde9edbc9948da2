import { concept } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { interval, timestamp } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment, textReference } from '../../entry.js';
import { indications } from '../../indication.js';
import type { Planned } from './item.js';
import type { PlanAnchors } from './narrative.js';
import * as t from './templates.js';

/**
 * A Planned Act or Planned Procedure. The planned templates hold only what is still active (CONF:1098-32019, 1098-30446):
 * a plan that ended is the same act without the template.
 */
export function planEntry(document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string {
  const status = t.STATUSES[planned.status ?? ''];
  const flavor = planned.status && planned.status !== 'unknown' ? 'OTH' : 'UNK';
  const statusCode = status === undefined ? `<statusCode nullFlavor="${flavor}"/>` : `<statusCode code="${status}"/>`;
  const id =
    planned.part === null
      ? document.ids.ofResource(planned.resource)
      : document.ids.derived(planned.resource, `activity-${planned.part + 1}`);
  const code = concept(document.namespace, planned.code, { systems: [LOINC, SNOMED], anchor: anchors.name });
  const known = timestamp(planned.start) !== null || timestamp(planned.end) !== null;
  const time = known ? interval(planned.start, planned.end) : '';
  const [tag, classCode, templates] = FORMS[planned.form];
  const conforms = status === 'active';
  return (
    `<${tag} classCode="${classCode}" moodCode="${planned.mood}"${planned.negated ? ' negationInd="true"' : ''}>${conforms ? templates : ''}${id}${code}${textReference(anchors.row)}${statusCode}${time}` +
    `${document.parties.author(planned.by, planned.recorded)}${reasons(document, planned, anchors)}${comment(anchors.comments)}</${tag}>`
  );
}

const reasons = (document: CcdaDocument, planned: Planned, anchors: PlanAnchors): string =>
  indications(
    document,
    planned.resource,
    planned.reasons,
    anchors.reasons,
    planned.part === null ? 'reason' : `activity-${planned.part + 1}-reason`,
  ); // Planned Act and Planned Procedure (V2): 0..* Indication

const FORMS = {
  act: ['act', 'ACT', t.PLANNED_ACT],
  procedure: ['procedure', 'PROC', t.PLANNED_PROCEDURE],
} as const;
