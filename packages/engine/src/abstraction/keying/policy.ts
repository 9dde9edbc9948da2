import type { KeyedEntry, PagePlace } from '../../artifacts/keying-form.js';
import type { KeyedItem, KeyingPolicy, KeyingVerdict, StandingKey } from '../../artifacts/keying-policy.js';
import type { EntryCounts } from '../../artifacts/work-item.js';
import { chanceOf } from './acceptance.js';
import { compareKeys } from './compare-keys.js';
import { askedFields, type DraftEntry, type KeyingContext, settledEntries } from './draft.js';
import { takeCounts } from './entry-counts.js';
import { textKey } from './field-value.js';
import { canPoint, draftOfFirst } from './first-key.js';
import { takeAdjudication, takeSecond } from './later-keys.js';
import { type MachineEntry, machineEntries } from './machine-reading.js';
import type { KeyingSettings } from './settings.js';

export interface PolicyContext extends KeyingContext {
  /** What a machine read on the page of an item; absent: the suggestions of its task, as text that no machine had to read, none of them shown. The same item must give the same. */
  readonly machine?: (item: KeyedItem) => readonly MachineEntry[];
}

const DONE: KeyingVerdict = Object.freeze({ next: 'done', fields: [], settled: [], value: null });

const entriesOf = (key: StandingKey): readonly KeyedEntry[] =>
  key.answer.kind === 'entries' ? key.answer.entries : [];

const countsOf = (key: StandingKey): EntryCounts | undefined =>
  key.answer.kind === 'entries' ? key.answer.counts : undefined;

const pageOf = ({ task }: KeyedItem): PagePlace | null =>
  task.kind === 'transcribe' ? { document: task.document, page: task.page, box: null } : null;

/** Suggestions in a task whose page nobody had to read; of an item without a page none. */
function suggestedEntries(item: KeyedItem): MachineEntry[] {
  return item.task.kind === 'transcribe' ? machineEntries(item.task.suggestions, null, item.task) : [];
}

/** Whether a field of an item is of the acceptance sample of its batch. */
const auditOf =
  ({ id, batch }: KeyedItem, { auditRate }: KeyingSettings) =>
  (entry: number, field: string): boolean =>
    auditRate > 0 && batch !== null && chanceOf('audit', batch, id, String(entry), field) < auditRate;

/**
 * The acceptance sample of an item that is done: how many fields were asked that would have been believed, and how many of them were wrong, as the others decided. Pages that were keyed
 * twice as a whole have none: nothing would have been believed.
 */
export function auditedFields(
  context: PolicyContext,
  item: KeyedItem,
  keys: readonly StandingKey[],
): { readonly believed: number; readonly looked: number; readonly wrong: number } {
  const sum = { believed: 0, looked: 0, wrong: 0 };
  const [first] = keys;
  const verdict = afterEntries(item, keys, context);
  if (first?.answer.kind !== 'entries' || verdict.next !== 'done') return sum;
  const draft = draftOfFirst(first.answer.entries, first.who, (context.machine ?? suggestedEntries)(item), context);
  if (!canPoint(draft)) return sum;
  const audited = auditOf(item, context.settings);
  const { pairs } = compareKeys(first.answer.entries, verdict.settled, context.readers);
  draft.forEach((entry, i) => {
    for (const [name, field] of entry.fields) {
      if (field.method === null) continue;
      sum.believed++;
      if (!audited(i, name)) continue;
      sum.looked++;
      if (pairs.find((pair) => pair.first === i)?.fields[name] !== 'same') sum.wrong++;
    }
  });
  return sum;
}

/** Entries: first key, machine or blind second key, third person. */
function afterEntries(item: KeyedItem, keys: readonly StandingKey[], context: PolicyContext): KeyingVerdict {
  const { settings } = context;
  const [first, ...later] = keys;
  if (first === undefined) return { ...DONE, next: 'second' };
  const machine = (context.machine ?? suggestedEntries)(item);
  let draft: DraftEntry[] = draftOfFirst(entriesOf(first), first.who, machine, context, auditOf(item, settings));
  draft = takeCounts(draft, countsOf(first), pageOf(item));
  const both = settings.risky === 'second' && settings.other === 'second';
  const whole = both || !canPoint(draft);
  // A page on which nothing was keyed is an answer too, and the easiest mistake.
  const empty = draft.length === 0 && settings.risky !== 'single';
  let asked = askedFields(draft, true);
  if (later.length === 0) {
    if (whole || empty) return { ...DONE, next: 'second' };
    return asked.length === 0
      ? { ...DONE, settled: settledEntries(draft) }
      : { ...DONE, next: 'second', fields: asked };
  }
  for (const [n, key] of later.entries()) {
    if (key.key === 'second') {
      draft = takeSecond(draft, entriesOf(key), key.who, whole || empty, context);
      draft = takeCounts(draft, countsOf(key), pageOf(item));
    } else draft = takeAdjudication(draft, entriesOf(key), key.who, n + 2, context);
    asked = askedFields(draft, false);
  }
  return asked.length === 0
    ? { ...DONE, settled: settledEntries(draft) }
    : { ...DONE, next: 'adjudicate', fields: asked };
}

/** A value: what people chose or read in one box. Two sources must agree, the reads of the box among them; a choice is one person's decision. */
function afterValue(item: KeyedItem, keys: readonly StandingKey[], context: PolicyContext): KeyingVerdict {
  const values = keys.map((key) => (key.answer.kind === 'value' ? key.answer.value : ''));
  const last = values.at(-1) ?? '';
  const done = { ...DONE, value: last };
  if (item.task.kind !== 'verify' || context.settings.risky === 'single') return done;
  if (keys.at(-1)?.key === 'adjudication') return done;
  // Digits are compared as they stand: 5.0 read as 50 is what this is about.
  const same = (a: string, b: string): boolean => textKey(a) === textKey(b) && digits(a) === digits(b);
  if (values.length > 1)
    return same(values[0] ?? '', last) ? { ...done, value: values[0] ?? '' } : { ...DONE, next: 'adjudicate' };
  const agrees = context.settings.risky === 'checked' && item.task.reads.some((read) => same(read, last));
  return agrees ? done : { ...DONE, next: 'second' };
}

const digits = (text: string): string => text.replace(/[^\d.,/-]/g, '');

/**
 * Believes a risky field when two independent sources agree: the first person and a machine whose reading that person did not see, or two people who keyed blind. Where they differ a
 * third person decides, and then that counts. What is asked of a second person are the fields in question alone.
 */
export function keyingPolicy(context: PolicyContext): KeyingPolicy {
  return {
    after: (item, keys) =>
      keys[0]?.answer.kind === 'value' ? afterValue(item, keys, context) : afterEntries(item, keys, context),
  };
}
