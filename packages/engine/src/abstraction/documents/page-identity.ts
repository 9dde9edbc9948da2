import { daysMeant } from './stated-date.js';

/** What a page says of whose it is, by its labels. */
export interface PageIdentity {
  readonly identifiers: readonly string[];
  /** Days that each stated birth date may mean. */
  readonly birthDates: readonly (readonly string[])[];
  /** As written: `Doe, Jane A`. */
  readonly names: readonly string[];
}

const IDENTIFIER_LABELS = [
  'mrn',
  'mr\\s*(?:#|no|number|num)',
  'med(?:ical)?\\.?\\s*rec(?:ord)?\\.?\\s*(?:#|no|number|num|id)?',
  'chart\\s*(?:#|no|number|num|id)?',
  'patient\\s*(?:#|no|number|num|id|identifier)',
  'pat(?:ient)?\\.?\\s*id',
  'account\\s*(?:#|no|number|num)',
  'acct\\.?\\s*(?:#|no|number|num)?',
  'unit\\s*(?:#|no|number)',
  'record\\s*(?:#|no|number|id)',
  'pid',
  'emrn',
];
const BIRTH_LABELS = [
  'd\\.?\\s?o\\.?\\s?b\\.?',
  'date\\s+of\\s+birth',
  'birth\\s*date',
  'birthdate',
  'born(?:\\s+on)?',
];
const NAME_LABELS = [
  "patient(?:[’']?s)?(?:\\s+full)?(?:\\s+name)?",
  'pt\\.?(?:\\s+name)?',
  'name\\s+of\\s+patient',
  'full\\s+name',
  'name',
  're',
];

const DATE_SHAPE =
  '\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./]\\d{1,2}[-./]\\d{2,4}|\\d{1,2}[- ][A-Za-z]{3,9}\\.?,?[- ]\\d{2,4}|[A-Za-z]{3,9}\\.? \\d{1,2},? \\d{4}';
const NAME_SHAPE = "\\p{Lu}[\\p{L}\\p{M}'’.-]*(?:,?[ ]\\p{Lu}[\\p{L}\\p{M}'’.-]*){1,4}";

const after = (labels: readonly string[], value: string, flags: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${labels.join('|')})[ \\t]*[:#.=-]*[ \\t]*\\n?[ \\t]*(${value})(?![\\p{L}\\p{N}])`,
    flags,
  );

const BIRTH = after(BIRTH_LABELS, DATE_SHAPE, 'giu');
// Names need their capitals, so only the labels are read in any case.
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${NAME_LABELS.map(anyCase).join('|')})[ \\t]*[:=][ \\t]*\\n?[ \\t]*(${NAME_SHAPE})`,
  'gu',
);

function anyCase(source: string): string {
  return source.replace(/\\.|[a-z]/g, (part) => (part.length === 1 ? `[${part}${part.toUpperCase()}]` : part));
}

/** Text of a page beyond this is not looked at: who it is about stands at its edges. */
const MOST = 100_000;

/** Reads labelled chart numbers, birth dates and names. `labels`: further labels of identifiers, as they stand on the pages. */
export function pageIdentity(text: string, labels: readonly string[] = []): PageIdentity {
  const page = text.slice(0, MOST);
  const own = labels.map((label) => label.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+'));
  const identifier = after(
    [...own, ...IDENTIFIER_LABELS],
    '(?=[\\p{L}-]{0,6}\\d)[\\p{L}\\p{N}][\\p{L}\\p{N}-]{1,29}',
    'giu',
  );
  const all = (expression: RegExp): string[] => [...page.matchAll(expression)].map(([, value = '']) => value.trim());
  return {
    identifiers: [...new Set(all(identifier))],
    birthDates: [...new Set(all(BIRTH))].map((date) => daysMeant(date)).filter((days) => days.length > 0),
    names: [
      ...new Set(
        all(NAME)
          .map(withoutLabels)
          .filter((name) => /[ ,]/.test(name)),
      ),
    ],
  };
}

/** A name without the label of what follows it on the line. */
const withoutLabels = (name: string): string =>
  name
    .replace(
      /(?:[ ,]+(?:DOB|D\.O\.B|MRN|MR|Sex|Gender|Age|Date|ID|Chart|Account|Acct|Phone|Birth|Male|Female|SSN|Visit|Provider|of)\b.*)$/i,
      '',
    )
    .replace(/[,.\s]+$/, '');

/** Family and given name of a name as written, in the orders that it may have. */
export function namesMeant(written: string): readonly { readonly family: string; readonly given: string }[] {
  const comma = written.indexOf(',');
  if (comma > 0) return [{ family: written.slice(0, comma), given: written.slice(comma + 1) }];
  const words = written.split(/\s+/);
  return words
    .slice(1)
    .map((_, i) => ({ family: words.slice(i + 1).join(' '), given: words.slice(0, i + 1).join(' ') }));
}
