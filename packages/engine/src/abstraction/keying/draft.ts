import {
  type EntryKind,
  KEYING_FORMS,
  type KeyedEntry,
  type KeyingMethod,
  type PagePlace,
} from '../../artifacts/keying-form.js';
import type { AskedField, SettledEntry } from '../../artifacts/keying-policy.js';
import { formField, type KeyingReaders } from './field-value.js';
import type { MachineEntry, MachineValue } from './machine-reading.js';
import type { KeyingSettings } from './settings.js';

/** One field between the first key and the last word. */
export interface DraftField {
  /** What counts so far; undefined: not stated on the page. */
  value: string | undefined;
  /** null: somebody else is asked. */
  method: KeyingMethod | null;
  /** What was keyed, in the order of keys. */
  candidates: (string | null)[];
  /** What a machine is certain of, where it is one of the sides. */
  read?: string;
}

/** One entry between the first key and the last word. */
export interface DraftEntry {
  readonly kind: EntryKind;
  readonly place: PagePlace;
  readonly abstractor: string | null;
  reviewer: string | null;
  /** Whether there is such a thing on the page; asked: somebody must say. */
  presence: 'yes' | 'no' | 'asked';
  /** Subjects as keyed, where presence is asked: null for whoever saw none. */
  seen: (string | null)[];
  readonly fields: Map<string, DraftField>;
  readonly machine: MachineEntry | null;
}

export interface KeyingContext {
  readonly settings: KeyingSettings;
  readonly readers: KeyingReaders;
  /** Whether a value of a field that is not risky is a known word of its kind (a vaccine's maker, a relative): then nobody is asked. */
  readonly isKnown?: (kind: EntryKind, field: string, value: string) => boolean;
}

/** The name that says which thing an entry is: the drug, the substance, the problem. */
export function subjectOf(entry: Pick<KeyedEntry, 'kind' | 'fields'>): string | null {
  const subject = KEYING_FORMS[entry.kind].find((field) => field.required === true);
  return (subject && entry.fields[subject.name]) ?? null;
}

export const isRisky = (kind: EntryKind, name: string): boolean => formField(kind, name)?.risky === true;

export const stated = (value: string | undefined): string | undefined => (value?.trim() ? value : undefined);

/** A machine's reading that the person had not seen and that is certain enough; undefined: none. */
export function independent(machine: MachineEntry | null, name: string, floor: number): MachineValue | undefined {
  const value = machine?.values[name];
  return value === undefined || value.shown || value.confidence < floor ? undefined : value;
}

/** What is open, in the order of entries and of their forms. `blind`: without what was keyed. */
export function askedFields(draft: readonly DraftEntry[], blind: boolean): AskedField[] {
  const asked: AskedField[] = [];
  draft.forEach((entry, i) => {
    const at = { entry: i, kind: entry.kind, place: entry.place };
    if (entry.presence === 'asked') asked.push({ ...at, field: null, candidates: blind ? [] : entry.seen });
    if (entry.presence !== 'yes') return;
    const anchor = anchorOf(entry);
    for (const [field, cell] of entry.fields)
      if (cell.method === null)
        asked.push({
          ...at,
          field,
          candidates: blind ? [] : withReading(cell),
          ...(anchor === null ? {} : { anchor }),
        });
  });
  return asked;
}

/** A machine's reading stands last, if nobody keyed the same. */
const withReading = ({ candidates, read }: DraftField): readonly (string | null)[] =>
  read === undefined || candidates.includes(read) ? candidates : [...candidates, read];

/** Shown only once two sources agree on it: a first key alone would no longer be blind. */
function anchorOf(entry: DraftEntry): Record<string, string> | null {
  const anchor: Record<string, string> = {};
  for (const { name, required } of KEYING_FORMS[entry.kind]) {
    const field = entry.fields.get(name);
    const agreed = field?.method === 'machine-agreed' || field?.method === 'double' || field?.method === 'adjudicated';
    if (required && field?.value !== undefined && agreed) anchor[name] = field.value;
  }
  return Object.keys(anchor).length === 0 ? null : anchor;
}

/** What counts of a draft in which nothing is open. */
export function settledEntries(draft: readonly DraftEntry[]): SettledEntry[] {
  const settled: SettledEntry[] = [];
  for (const entry of draft) {
    if (entry.presence !== 'yes' || entry.abstractor === null) continue;
    const fields: Record<string, string> = {};
    const methods: Record<string, KeyingMethod> = {};
    for (const [name, cell] of entry.fields) {
      if (cell.value === undefined || cell.method === null) continue;
      fields[name] = cell.value;
      methods[name] = cell.method;
    }
    if (Object.keys(fields).length === 0) continue;
    const { kind, place, abstractor, reviewer } = entry;
    settled.push({ kind, fields, place, methods, abstractor, reviewer });
  }
  return settled;
}
