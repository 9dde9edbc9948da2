import type { Goal } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText, fixed } from '../../datatypes/concept.js';
import { ACT_CODE, LOINC, SNOMED } from '../../datatypes/oid.js';
import { interval, timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, relationship } from '../../entry.js';
import { valueElement } from '../../observation.js';
import { aimOf, type GoalAnchors, targetsOf } from './narrative.js';
import * as t from './templates.js';

/** A Goal Observation with its target, priority and progress. */
export function goalEntry(document: CcdaDocument, { resource }: Item<Goal>, anchors: GoalAnchors): string {
  const status = t.STATUSES[resource.lifecycleStatus ?? ''];
  const flavor = resource.lifecycleStatus ? 'OTH' : 'UNK';
  const due = targetsOf(resource)
    .map((target) => target.dueDate)
    .find((d) => timestamp(d) !== null);
  const known = timestamp(resource.startDate) !== null || due !== undefined;
  const id = document.ids.ofResource(resource);
  return (
    `<observation classCode="OBS" moodCode="GOL">${t.GOAL_OBSERVATION}${id}` +
    concept(document.namespace, resource.description, { systems: [LOINC, SNOMED], anchor: anchors.name }) + // CONF:1098-30784
    textReference(anchors.row) +
    (status === undefined ? `<statusCode nullFlavor="${flavor}"/>` : `<statusCode code="${status}"/>`) + // CONF:1098-32333
    (known ? interval(resource.startDate, due) : '') +
    target(document, resource, anchors) +
    document.parties.author(resource.expressedBy, resource.statusDate) + // CONF:1098-30995
    priority(document, resource, anchors) +
    progress(document, resource, anchors) +
    `${comment(anchors.comments)}</observation>`
  );
}

/** The target, where there is one only: several are told in words. */
function target(document: CcdaDocument, goal: Goal, anchors: GoalAnchors): string {
  const targets = targetsOf(goal);
  const aim = targets.length === 1 ? aimOf(targets[0]!) : {};
  return Object.keys(aim).length === 0 ? '' : valueElement(document, aim, anchors.target);
}

function priority(document: CcdaDocument, goal: Goal & { id: string }, anchors: GoalAnchors): string {
  if (conceptText(goal.priority) === '') return '';
  const value = concept(document.namespace, goal.priority, {
    tag: 'value',
    type: 'CD',
    systems: [SNOMED],
    strict: true,
    anchor: anchors.priority,
  });
  const id = document.ids.derived({ resourceType: 'Goal', id: goal.id }, 'priority');
  return relationship(
    'REFR',
    `<observation classCode="OBS" moodCode="EVN">${t.PRIORITY_PREFERENCE}${id}${fixed('code', '225773000', SNOMED, 'Preference')}${value}</observation>`,
  ); // CONF:1098-30786, 1098-30955
}

function progress(document: CcdaDocument, goal: Goal & { id: string }, anchors: GoalAnchors): string {
  if (conceptText(goal.achievementStatus) === '') return '';
  const value = concept(document.namespace, goal.achievementStatus, {
    tag: 'value',
    type: 'CD',
    systems: [SNOMED],
    strict: true,
    anchor: anchors.progress,
  });
  const id = document.ids.derived({ resourceType: 'Goal', id: goal.id }, 'progress');
  return relationship(
    'REFR',
    `<observation classCode="OBS" moodCode="EVN">${t.PROGRESS_OBSERVATION}${id}<code code="ASSERTION" codeSystem="${ACT_CODE}"/><statusCode code="completed"/>${value}</observation>`,
  ); // CONF:1098-31424, 1098-31609
}
