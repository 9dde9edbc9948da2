import type { CodeableConcept, Goal } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import { type Measured, valueText } from '../../observation.js';
import { visible } from '../../xml.js';

export const goalTable = (): Table =>
  new Table('goal', [
    'Goal',
    'Kind',
    'Target',
    'Date',
    'Due',
    'Status',
    'Progress',
    'Priority',
    'Addresses',
    'Stated',
    'Comments',
  ]);

export interface GoalAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly target: string | null;
  readonly progress: string | null;
  readonly priority: string | null;
  readonly comments: string | null;
}

type Target = NonNullable<Goal['target']>[number];

export const targetsOf = (goal: Goal): readonly Target[] => (goal.target ?? []).filter(Boolean);

/** What is aimed at, as the value of an observation. */
export function aimOf(target: Target): Measured {
  const {
    detailQuantity,
    detailRange,
    detailCodeableConcept,
    detailString,
    detailBoolean,
    detailInteger,
    detailRatio,
  } = target;
  return {
    ...(detailQuantity && { valueQuantity: detailQuantity }),
    ...(detailRange && { valueRange: detailRange }),
    ...(detailCodeableConcept && { valueCodeableConcept: detailCodeableConcept }),
    ...(typeof detailString === 'string' && { valueString: detailString }),
    ...(typeof detailBoolean === 'boolean' && { valueBoolean: detailBoolean }),
    ...(detailInteger !== undefined && detailInteger !== null && { valueInteger: detailInteger }),
    ...(detailRatio && { valueRatio: detailRatio }),
  } as Measured;
}

const targetText = (target: Target): string =>
  [conceptText(target.measure), valueText(aimOf(target))].filter((t) => t !== '').join(': ');

/** Whether the cell of the target says what is aimed at and nothing else, so that the value may point to it. */
const aimIsAll = (goal: Goal): boolean => targetsOf(goal).every((target) => conceptText(target.measure) === '');

/** When it is due: dates and lengths of time. */
const dueText = (goal: Goal): string =>
  targetsOf(goal)
    .map((target) => readableTime(target.dueDate) || quantityText(target.dueDuration))
    .filter((t) => t !== '')
    .join('\n');

export function narrateGoal(document: CcdaDocument, table: Table, goal: Goal): GoalAnchors {
  const row = table.row();
  const due = targetsOf(goal).map((target) => target.dueDate);
  row.put(
    'Kind',
    (goal.category ?? [])
      .map((c: CodeableConcept | null) => conceptText(c))
      .filter((t) => t !== '')
      .join(', '),
  );
  row.put('Date', goal.startDate ? readablePeriod(goal.startDate, null) : conceptText(goal.startCodeableConcept));
  row.put('Due', due.length === 0 ? '' : dueText(goal));
  row.put(
    'Status',
    [goal.lifecycleStatus ?? 'not stated', visible(goal.statusReason)].filter((t) => t !== null).join(': '),
  );
  row.put('Addresses', reasonsOf(document, [], goal.addresses).map(conceptText).join(', '));
  row.put(
    'Stated',
    [readableTime(goal.statusDate), document.parties.nameOf(goal.expressedBy)].filter((t) => t !== '').join(', '),
  );
  const target = row.put(
    'Target',
    targetsOf(goal)
      .map(targetText)
      .filter((t) => t !== '')
      .join('\n'),
  );
  return {
    row: row.anchor,
    name: row.put('Goal', conceptText(goal.description)),
    target: aimIsAll(goal) ? target : null,
    progress: row.put('Progress', conceptText(goal.achievementStatus)),
    priority: row.put('Priority', conceptText(goal.priority)),
    comments: row.put('Comments', noteText(document, goal.note)),
  };
}
