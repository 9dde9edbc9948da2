import { ENTRY_KINDS, type EntryKind, type FormField, KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { EntryCounts, WorkAnswer, WorkItem } from '../../artifacts/work-item.js';
import { MigrationError } from '../../base/error.js';
import type { ItemStanding } from './fold-item.js';

type Members = Readonly<Record<string, unknown>>;

/** What is wrong with an answer, and where in it; holds names of members, never what they hold. */
const wrong = (where: string, message: string): MigrationError =>
  new MigrationError(message, {
    code: 'WORK_ANSWER',
    where,
    hint: 'Nothing was written. The shapes of answers and the fields of each form: docs/guide/work-items.md.',
  });

/** Names of our own may be shown; a name that somebody made up could be anything. */
const shown = (name: string): string => (/^[a-z][a-z_-]{0,39}$/i.test(name) ? name : '(a name that is not shown)');

function membersOf(value: unknown, where: string, names: readonly string[], optional: readonly string[] = []): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, 'This must be an object');
  for (const name of Object.keys(value))
    if (!names.includes(name) && !optional.includes(name))
      throw wrong(`${where}/${shown(name)}`, 'There is no member of this name');
  for (const name of names) if (!Object.hasOwn(value, name)) throw wrong(`${where}/${name}`, 'This is missing');
  return value as Members;
}

function textOf(value: unknown, where: string, mayBeEmpty = false): string {
  if (typeof value !== 'string') throw wrong(where, 'This must be text');
  if (!mayBeEmpty && value.trim() === '') throw wrong(where, 'This is empty');
  return value;
}

/**
 * An answer, read strictly: of a kind that the item asks for, no member too many, none missing, forms and choices as they are. A first key states every required field; a second key
 * or an adjudication that is asked for some fields alone may leave out the others. Error: WORK_ANSWER, with the name of the field.
 */
export function checkAnswer(
  item: Pick<WorkItem, 'type' | 'task'>,
  standing: Pick<ItemStanding, 'fields'>,
  answer: unknown,
): WorkAnswer {
  const kind = (answer as { kind?: unknown } | null)?.kind;
  switch (kind) {
    case 'unreadable':
      return { kind, reason: textOf(membersOf(answer, 'answer', ['kind', 'reason']).reason, 'answer/reason') };
    case 'ask':
      return { kind, question: textOf(membersOf(answer, 'answer', ['kind', 'question']).question, 'answer/question') };
    case 'value':
      if (item.task.kind === 'transcribe') throw wrong('answer/kind', 'The item asks for entries, not for a value');
      return { kind, value: checkValue(item, membersOf(answer, 'answer', ['kind', 'value']).value) };
    case 'entries': {
      const { task } = item;
      if (task.kind !== 'transcribe') throw wrong('answer/kind', 'The item asks for a value, not for entries');
      const { entries, counts } = membersOf(answer, 'answer', ['kind', 'entries'], ['counts']);
      if (!Array.isArray(entries)) throw wrong('answer/entries', 'This must be a list');
      const partly = standing.fields.length > 0;
      return {
        kind,
        entries: entries.map((entry, i) => checkEntry(entry, `answer/entries/${i}`, task, partly)),
        ...(counts === undefined ? {} : { counts: checkCounts(counts, task) }),
      };
    }
    default:
      throw wrong('answer/kind', 'This must be one of entries, value, unreadable, ask');
  }
}

function checkValue({ type, task }: Pick<WorkItem, 'type' | 'task'>, given: unknown): string {
  // A box may be empty, and a document nobody's.
  const value = textOf(given, 'answer/value', task.kind === 'verify' || type === 'link-document');
  if (task.kind === 'choose' && task.choices.length > 0 && !task.choices.some((choice) => choice.value === value))
    throw wrong('answer/value', 'This is none of the choices of the item');
  return value;
}

type Transcribe = Extract<WorkItem['task'], { readonly kind: 'transcribe' }>;
type Entry = Extract<WorkAnswer, { readonly kind: 'entries' }>['entries'][number];

function checkEntry(given: unknown, where: string, task: Transcribe, partly: boolean): Entry {
  const entry = membersOf(given, where, ['kind', 'fields', 'place']);
  const kind = ENTRY_KINDS.find((one) => one === entry.kind);
  if (kind === undefined) throw wrong(`${where}/kind`, `This must be one of ${ENTRY_KINDS.join(', ')}`);
  if (task.forms.length > 0 && !task.forms.includes(kind))
    throw wrong(`${where}/kind`, `The item asks for ${task.forms.join(', ')} alone`);
  return {
    kind,
    fields: checkFields(entry.fields, `${where}/fields`, kind, partly),
    place: checkPlace(entry.place, `${where}/place`, task),
  };
}

/** Kinds in the order of the forms; a kind of which there are none is left out. */
function checkCounts(given: unknown, task: Transcribe): EntryCounts {
  const where = 'answer/counts';
  const kinds = ENTRY_KINDS.filter((kind) => task.forms.length === 0 || task.forms.includes(kind));
  const counts = membersOf(given, where, [], kinds);
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const count = counts[kind] ?? 0;
      if (!Number.isInteger(count) || Number(count) < 0 || Number(count) > MOST_COUNTED)
        throw wrong(`${where}/${kind}`, `This must be a whole number up to ${MOST_COUNTED}`);
      return count === 0 ? [] : [[kind, Number(count)]];
    }),
  );
}

/** More than any page holds: each one that nobody keyed is a question. */
const MOST_COUNTED = 200;

function checkFields(given: unknown, where: string, kind: EntryKind, partly: boolean): Entry['fields'] {
  const form = KEYING_FORMS[kind];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong(where, 'This must be an object');
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const at = `${where}/${shown(name)}`;
    const field = form.find((one) => one.name === name);
    if (field === undefined) throw wrong(at, `The form ${kind} has no field of this name`);
    if (typeof value === 'string' && value.trim() === '')
      throw wrong(at, 'This is empty: a field that the page does not state is left out');
    fields.set(name, chosen(field, textOf(value, at), at));
  }
  for (const { name, required } of form)
    if (required && !partly && !fields.has(name)) throw wrong(`${where}/${name}`, `The form ${kind} wants this field`);
  // In the order of the form, so that the same entry is the same bytes.
  return Object.fromEntries(form.flatMap(({ name }) => (fields.has(name) ? [[name, fields.get(name) as string]] : [])));
}

function chosen({ choices }: FormField, value: string, where: string): string {
  if (choices !== undefined && !choices.includes(value))
    throw wrong(where, `This must be one of ${choices.join(', ')}`);
  return value;
}

function checkPlace(given: unknown, where: string, task: Transcribe): Entry['place'] {
  const { document, page, box } = membersOf(given, where, ['document', 'page', 'box']);
  if (document !== task.document) throw wrong(`${where}/document`, 'This is not the document of the item');
  if (page !== task.page) throw wrong(`${where}/page`, 'This is not the page of the item');
  if (box === null) return { document: task.document, page: task.page, box };
  const isBox =
    Array.isArray(box) &&
    box.length === 4 &&
    box.every((n) => typeof n === 'number' && Number.isFinite(n) && n >= 0) &&
    Number(box[2]) > 0 &&
    Number(box[3]) > 0;
  if (!isBox) throw wrong(`${where}/box`, 'This must be null or [left, top, width, height] in pixels');
  const [x, y, width, height] = box as [number, number, number, number];
  return { document: task.document, page: task.page, box: [x, y, width, height] };
}
