// The queue of work for people: items made, taken, answered, decided, counted.

export type { ItemStanding, Remark, WorkStage } from '../abstraction/work/fold-item.js';
export {
  cellSubject,
  documentSubject,
  pageSubject,
  workItemId,
  workPriority,
} from '../abstraction/work/item-naming.js';
export type { ItemView, ShownKey, ShownSuggestions } from '../abstraction/work/item-view.js';
export { KEYING_FORMS } from '../artifacts/keying-form.js';
export type { AskedField, GoldKeys, KeyingPolicy, KeyingVerdict, StandingKey } from '../artifacts/keying-policy.js';
export type { WorkAnswer, WorkItem, WorkState, WorkTask, WorkType } from '../artifacts/work-item.js';
export { type DecidedLink, type DecidedValue, decidedValues } from '../manual/work-decisions.js';
export { type ListedWork, type ListRequest, listWork, workTypes } from '../manual/work-list.js';
export { type MadeItems, type MakingResult, putItems, rebuildWork } from '../manual/work-making.js';
export { pageTextOf } from '../manual/work-page.js';
export { type LaneRules, laneRules } from '../manual/work-policy.js';
export {
  type ShownEvent,
  type TakenItem,
  type WorkOutcome,
  WorkQueue,
  type WorkQueueOptions,
} from '../manual/work-queue.js';
export { goldKeys, settledEntries, settledWithoutPatient } from '../manual/work-results.js';
export { type PersonFigures, type WorkLeft, type WorkStatus, workStatus } from '../manual/work-status.js';
