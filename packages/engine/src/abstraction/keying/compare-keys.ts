import { type EntryKind, KEYING_FORMS, type KeyedEntry } from '../../artifacts/keying-form.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import { likeness } from '../../terminology/store/terms.js';
import { bestAssignment } from './assignment.js';
import { formField, type KeyingReaders, textKey, valueKey } from './field-value.js';

/** What is compared: an entry of a person, or what a machine read. */
export interface ComparableEntry {
  readonly kind: EntryKind;
  readonly fields: Readonly<Record<string, string>>;
  readonly place?: KeyedEntry['place'];
}

/** only-first, only-second: the other states nothing there. */
export type FieldVerdict = 'same' | 'different' | 'only-first' | 'only-second';

export interface EntryPair {
  /** Positions in the two keyings. */
  readonly first: number;
  readonly second: number;
  /** Fields that at least one of them states. */
  readonly fields: Readonly<Record<string, FieldVerdict>>;
}

/** Two keyings of the same page: a missing entry, an extra entry and a field that differs are told apart. */
export interface KeyComparison {
  readonly pairs: readonly EntryPair[];
  /** Entries that the other has not. */
  readonly onlyFirst: readonly number[];
  readonly onlySecond: readonly number[];
}

/** Below this share of likeness two entries are two things, not one keyed differently. */
const LEAST_LIKE = 0.34;
/** Of what an entry is about, beside 1 of the other fields. */
const SUBJECT = 3;
const NEAR = 0.8;

/** Whether two values of a field say the same after normalisation; empty and absent are the same. */
export const sameValue = (
  kind: EntryKind,
  name: string,
  a: string | undefined,
  b: string | undefined,
  readers: KeyingReaders,
): boolean => a === b || valueKey(kind, name, a, readers) === valueKey(kind, name, b, readers);

/** Keys of what an entry states, by field in the order of its form; a field that the form has not is compared too: nothing that was keyed is passed over. */
function keysOf({ kind, fields }: ComparableEntry, readers: KeyingReaders): Map<string, string> {
  const keys = new Map<string, string>();
  const add = (name: string): void => {
    const key = valueKey(kind, name, fields[name], readers);
    if (key !== '') keys.set(name, key);
  };
  for (const { name } of KEYING_FORMS[kind]) add(name);
  for (const name of Object.keys(fields).sort()) if (formField(kind, name) === undefined) add(name);
  return keys;
}

function verdictsOf(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): Record<string, FieldVerdict> {
  const verdicts: Record<string, FieldVerdict> = {};
  for (const [name, key] of a) {
    const other = b.get(name);
    verdicts[name] = other === undefined ? 'only-first' : other === key ? 'same' : 'different';
  }
  for (const name of b.keys()) verdicts[name] ??= 'only-second';
  return verdicts;
}

/** Share of the smaller box that lies in the other; 0 without boxes or on other pages. */
function overlap(a: ComparableEntry, b: ComparableEntry): number {
  if (!a.place?.box || !b.place?.box || a.place.page !== b.place.page) return 0;
  const [ax, ay, aw, ah]: PageBox = a.place.box;
  const [bx, by, bw, bh]: PageBox = b.place.box;
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  const smaller = Math.min(aw * ah, bw * bh);
  return width <= 0 || height <= 0 || smaller <= 0 ? 0 : (width * height) / smaller;
}

/** 0 to a little over 1: the share of fields that say the same, what the entry is about counting thrice, near spellings in part; the place decides between equals. */
function alike(a: ComparableEntry, b: ComparableEntry, verdicts: Readonly<Record<string, FieldVerdict>>): number {
  let sum = 0;
  let of = 0;
  for (const [name, verdict] of Object.entries(verdicts)) {
    const subject = formField(a.kind, name)?.required === true;
    const weight = subject ? SUBJECT : 1;
    of += weight;
    if (verdict === 'same') sum += weight;
    else if (verdict === 'different' && subject) {
      const near = likeness(textKey(a.fields[name] ?? '').slice(0, 60), textKey(b.fields[name] ?? '').slice(0, 60));
      if (near >= 0.6) sum += weight * near * NEAR;
    }
  }
  const place = overlap(a, b);
  return (of === 0 ? 0 : sum / of) + (place > 0.5 ? 0.2 * place : 0);
}

/** Pairs the entries of two keyings by kind and most alike fields, whatever their order, and compares field by field. */
export function compareKeys(
  first: readonly ComparableEntry[],
  second: readonly ComparableEntry[],
  readers: KeyingReaders,
): KeyComparison {
  const pairs: EntryPair[] = [];
  for (const kind of new Set(first.map((entry) => entry.kind))) {
    const rows = positions(first, kind);
    const columns = positions(second, kind);
    if (columns.length === 0) continue;
    const ofColumns = columns.map((column) => keysOf(second[column]!, readers));
    const verdicts = rows.map((row) => {
      const keys = keysOf(first[row]!, readers);
      return ofColumns.map((others) => verdictsOf(keys, others));
    });
    const worth = rows.map((row, i) =>
      columns.map((column, j) => {
        const like = alike(first[row]!, second[column]!, verdicts[i]![j]!);
        // Of equal pairings the one in order.
        return like < LEAST_LIKE ? 0 : like + 1e-6 / (1 + Math.abs(i - j));
      }),
    );
    bestAssignment(worth).forEach((j, i) => {
      if (j !== null) pairs.push({ first: rows[i]!, second: columns[j]!, fields: verdicts[i]![j]! });
    });
  }
  pairs.sort((a, b) => a.first - b.first);
  const inFirst = new Set(pairs.map((pair) => pair.first));
  const inSecond = new Set(pairs.map((pair) => pair.second));
  return {
    pairs,
    onlyFirst: first.flatMap((_, i) => (inFirst.has(i) ? [] : [i])),
    onlySecond: second.flatMap((_, i) => (inSecond.has(i) ? [] : [i])),
  };
}

const positions = (entries: readonly ComparableEntry[], kind: EntryKind): number[] =>
  entries.flatMap((entry, i) => (entry.kind === kind ? [i] : []));
