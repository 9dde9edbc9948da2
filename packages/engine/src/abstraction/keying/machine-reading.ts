import { ENTRY_KINDS, type EntryKind, KEYING_FORMS, type PagePlace } from '../../artifacts/keying-form.js';
import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import type { PageReading, PageWord } from '../../artifacts/page-reading.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import { type KeyingReaders, textKey, valueKey } from './field-value.js';

/** What a machine read for one field. */
export interface MachineValue {
  readonly text: string;
  /** 0 to 1: of readings with this confidence that share is right. 1: the file's own text, nothing was guessed. */
  readonly confidence: number;
  /** The first person had it before their eyes while keying: then agreement says nothing, for a suggestion accepted as it stands is one source, not two. */
  readonly shown: boolean;
}

/** One thing that a machine found on a page, by the fields of its form; a field that it did not find is absent. */
export interface MachineEntry {
  readonly kind: EntryKind;
  readonly values: Readonly<Record<string, MachineValue>>;
  readonly place: PagePlace;
}

/** Which suggestions a person sees while keying. `none`: every reading stays an independent second source. `other-fields`: all but the risky ones. */
export type ShownSuggestions = 'none' | 'other-fields' | 'all';

const isEntryKind = (kind: string): kind is EntryKind => (ENTRY_KINDS as readonly string[]).includes(kind);

const overlaps = (a: Span, b: Span): boolean => a[0] < b[1] && b[0] < a[1];

function around(words: readonly PageWord[]): PageBox | null {
  if (words.length === 0) return null;
  const left = Math.min(...words.map((word) => word.box[0]));
  const top = Math.min(...words.map((word) => word.box[1]));
  const right = Math.max(...words.map((word) => word.box[0] + word.box[2]));
  const bottom = Math.max(...words.map((word) => word.box[1] + word.box[3]));
  return [left, top, right - left, bottom - top];
}

/**
 * The suggestions of a page as readings of fields. With a reading of pixels a field has the confidence of the least certain of its words; a word that is not accepted makes it 0: a
 * machine that doubts abstains. Suggestions of a language model are no second source and are left out. `page`: the text that spans refer to; null: text that no machine had to read.
 */
export function machineEntries(
  suggestions: readonly NoteSuggestion[],
  page: PageReading | null,
  at: { readonly document: string; readonly page: number },
  shown: ShownSuggestions = 'none',
): MachineEntry[] {
  const entries: MachineEntry[] = [];
  for (const one of suggestions) {
    if (one.by !== 'rules' || !isEntryKind(one.kind)) continue;
    const values: Record<string, MachineValue> = {};
    for (const field of KEYING_FORMS[one.kind]) {
      const text = one.fields[field.name];
      if (text === undefined) continue;
      const span = one.spans[field.name];
      const seen = shown === 'all' || (shown === 'other-fields' && field.risky !== true);
      values[field.name] = { text, confidence: confidenceOf(page, span), shown: seen };
    }
    const box = page === null ? null : around(page.words.filter((word) => overlaps(word.span, one.span)));
    entries.push({ kind: one.kind, values, place: { ...at, box } });
  }
  return entries;
}

function confidenceOf(page: PageReading | null, span: Span | undefined): number {
  if (page === null || page.origin === 'text-layer') return 1;
  // A value that stands nowhere (a choice that the sentence implies) rests on rules alone.
  if (span === undefined) return 0;
  let least = 1;
  let words = 0;
  for (const word of page.words) {
    if (!overlaps(word.span, span)) continue;
    words++;
    least = Math.min(least, word.accepted ? word.confidence : 0);
  }
  return words === 0 ? 0 : least;
}

/** Shorter values stand too easily by chance in the box of an entry. */
const LEAST_SIGNS = 4;

/**
 * The reading of a keyed value by words alone, where no suggestion covers the field: accepted words within the box of the entry, side by side, say the same. null: they do not, the
 * value is too short to be told from chance, or there is no box.
 */
export function wordReading(
  kind: EntryKind,
  name: string,
  keyed: string,
  box: PageBox | null,
  page: PageReading | null,
  readers: KeyingReaders,
): MachineValue | null {
  if (box === null || page === null || textKey(keyed).replace(/[^\p{L}\p{N}]/gu, '').length < LEAST_SIGNS) return null;
  const inside = page.words.filter((word) => lies(word.box, box));
  const wanted = valueKey(kind, name, keyed, readers);
  const most = keyed.trim().split(/\s+/).length + 1;
  for (let from = 0; from < inside.length; from++) {
    let least = 1;
    let text = '';
    for (let to = from; to < Math.min(inside.length, from + most); to++) {
      const word = inside[to];
      if (word === undefined || !word.accepted) break;
      least = Math.min(least, word.confidence);
      text = text === '' ? word.text : `${text} ${word.text}`;
      if (valueKey(kind, name, text, readers) === wanted) return { text, confidence: least, shown: false };
    }
  }
  return null;
}

/** The middle of the word is in the box. */
function lies(word: PageBox, box: PageBox): boolean {
  const x = word[0] + word[2] / 2;
  const y = word[1] + word[3] / 2;
  return x >= box[0] && x <= box[0] + box[2] && y >= box[1] && y <= box[1] + box[3];
}
