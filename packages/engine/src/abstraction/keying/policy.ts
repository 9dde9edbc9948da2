import type { KeyedEntry } from '../../artifacts/keying-form.js';
import type { KeyedItem, KeyingPolicy, KeyingVerdict, StandingKey } from '../../artifacts/keying-policy.js';
import { askedFields, type DraftEntry, type KeyingContext, settledEntries } from './draft.js';
import { textKey } from './field-value.js';
import { canPoint, draftOfFirst } from './first-key.js';
import { takeAdjudication, takeSecond } from './later-keys.js';
import { type MachineEntry, machineEntries } from './machine-reading.js';

export interface PolicyContext extends KeyingContext {
  /** What a machine read on the page of an item; absent: the suggestions of its task, as text that no machine had to read, none of them shown. The same item must give the same. */
  readonly machine?: (item: KeyedItem) => readonly MachineEntry[];
}

const DONE: KeyingVerdict = Object.freeze({ next: 'done', fields: [], settled: [], value: null });

const entriesOf = (key: StandingKey): readonly KeyedEntry[] =>
  key.answer.kind === 'entries' ? key.answer.entries : [];

/** Suggestions in a task whose page nobody had to read; of an item without a page none. */
function suggestedEntries(item: KeyedItem): MachineEntry[] {
  return item.task.kind === 'transcribe' ? machineEntries(item.task.suggestions, null, item.task) : [];
}

/** Entries: first key, machine or blind second key, third person. */
function afterEntries(item: KeyedItem, keys: readonly StandingKey[], context: PolicyContext): KeyingVerdict {
  const { settings } = context;
  const [first, ...later] = keys;
  if (first === undefined) return { ...DONE, next: 'second' };
  const machine = (context.machine ?? suggestedEntries)(item);
  let draft: DraftEntry[] = draftOfFirst(entriesOf(first), first.who, machine, context);
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
    draft =
      key.key === 'second'
        ? takeSecond(draft, entriesOf(key), key.who, whole || empty, context)
        : takeAdjudication(draft, entriesOf(key), key.who, n + 2, context);
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
