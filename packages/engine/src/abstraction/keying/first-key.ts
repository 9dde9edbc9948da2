import { type EntryKind, KEYING_FORMS, type KeyedEntry } from '../../artifacts/keying-form.js';
import { compareKeys, sameValue } from './compare-keys.js';
import {
  type DraftEntry,
  type DraftField,
  independent,
  isRisky,
  type KeyingContext,
  stated,
  subjectOf,
} from './draft.js';
import type { MachineEntry } from './machine-reading.js';
import type { KeyingSettings } from './settings.js';

/** Fields of the form and whatever else was keyed, in this order. */
function namesOf(kind: EntryKind, entry: KeyedEntry): string[] {
  const names = KEYING_FORMS[kind].map((field) => field.name);
  return [
    ...names,
    ...Object.keys(entry.fields)
      .filter((name) => !names.includes(name))
      .sort(),
  ];
}

function firstField(
  entry: KeyedEntry,
  name: string,
  machine: MachineEntry | null,
  { settings, readers, isKnown }: KeyingContext,
): DraftField | null {
  const value = stated(entry.fields[name]);
  const risky = isRisky(entry.kind, name);
  const rule = risky ? settings.risky : settings.other;
  const read = rule === 'checked' ? independent(machine, name, settings.machineFloor) : undefined;
  const open: DraftField = { value, method: null, candidates: [value ?? null] };
  if (value === undefined) {
    // Nothing keyed: a machine that read something there is a reason to ask, and of what is risky no machine at all.
    if (rule === 'single') return null;
    return read !== undefined || (risky && settings.askEmpty && (rule === 'second' || machine === null)) ? open : null;
  }
  if (rule === 'single') return { ...open, method: 'single' };
  if (read !== undefined && sameValue(entry.kind, name, value, read.text, readers))
    return { ...open, method: 'machine-agreed' };
  if (!risky && rule === 'checked') {
    const long = settings.otherLongest !== null && value.length > settings.otherLongest;
    if (long || isKnown?.(entry.kind, name, value) === true) return { ...open, method: 'single' };
  }
  return open;
}

/** Something that a machine found and nobody keyed, if it is certain of the name. */
function missed(machine: MachineEntry, settings: KeyingSettings): DraftEntry | null {
  const { kind, place, values } = machine;
  const subject = KEYING_FORMS[kind].find((field) => field.required === true)?.name ?? '';
  if (independent(machine, subject, settings.machineFloor) === undefined) return null;
  return {
    ...{ kind, place, abstractor: null, reviewer: null, presence: 'asked', seen: [null], fields: new Map(), machine },
    ...(Object.keys(values).length === 0 ? { presence: 'no' as const } : {}),
  };
}

/** What is believed after the first key, and what another person is asked. */
export function draftOfFirst(
  first: readonly KeyedEntry[],
  who: string,
  machine: readonly MachineEntry[],
  context: KeyingContext,
): DraftEntry[] {
  const asFields = machine.map(({ kind, place, values }) => ({
    ...{ kind, place },
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.text])),
  }));
  const { pairs, onlySecond } = compareKeys(first, asFields, context.readers);
  const machineOf = new Map(pairs.map((pair) => [pair.first, machine[pair.second]]));
  const draft = first.map((entry, i): DraftEntry => {
    const read = machineOf.get(i) ?? null;
    const fields = new Map<string, DraftField>();
    for (const name of namesOf(entry.kind, entry)) {
      const field = firstField(entry, name, read, context);
      if (field !== null) fields.set(name, field);
    }
    const { kind, place } = entry;
    return {
      kind,
      place,
      abstractor: who,
      reviewer: null,
      presence: 'yes',
      seen: [subjectOf(entry)],
      fields,
      machine: read,
    };
  });
  if (context.settings.askMissing)
    for (const i of onlySecond) {
      const entry = missed(machine[i]!, context.settings);
      if (entry !== null) draft.push(entry);
    }
  return draft;
}

/**
 * Whether a second person can tell which entry a question is about: by its box, by a name that is believed already, or because it is the only one of its kind. Otherwise the page must
 * be keyed again.
 */
export function canPoint(draft: readonly DraftEntry[]): boolean {
  return draft.every((entry) => {
    const open = entry.presence === 'asked' || [...entry.fields.values()].some((field) => field.method === null);
    if (!open || entry.place.box !== null) return true;
    if (draft.filter((other) => other.kind === entry.kind).length === 1) return true;
    const subject = KEYING_FORMS[entry.kind].find((field) => field.required === true)?.name ?? '';
    return entry.presence === 'yes' && entry.fields.get(subject)?.method === 'machine-agreed';
  });
}
