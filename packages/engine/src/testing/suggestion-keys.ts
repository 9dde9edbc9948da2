/** One line of a labelled key: what a column of a known schema is. */
export interface KeyRow {
  readonly table: string;
  readonly column: string;
  readonly target: string;
  /** Targets that are right: those of `target`, and what the note accepts. */
  readonly alternatives: readonly string[];
  readonly note: string;
}

interface Scorable {
  readonly table: string;
  readonly column: string;
  readonly abstained: boolean;
  readonly candidates: readonly {
    readonly target: string;
    readonly score: number;
    readonly code?: { readonly code: string };
  }[];
  readonly reasons?: readonly string[];
  readonly evidence?: { readonly logit: number; readonly ahead: number } | null;
}

/** Reads a key: `table, column, target, note`, alternatives parted by ` / ` and by `accept X` in the note. */
export function readKey(text: string): readonly KeyRow[] {
  const paths = (list: string): string[] => list.split(' / ').map((target) => target.trim());
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [table = '', column = '', target = '', note = ''] = line.split('\t');
      const accepted = [...note.matchAll(/accept ([A-Z][\w.() /-]+[\w)])/g)].flatMap((match) => paths(match[1] ?? ''));
      return {
        table,
        column,
        target,
        alternatives: [...paths(target), ...accepted.filter((path) => path === 'IGNORE' || /^[A-Z]\w+\.\w/.test(path))],
        note,
      };
    });
}

/** What decides rows or joins them and is no element. */
const MARKS = /^(DISCRIMINATOR|ROW-FILTER|KEY|REF)/;

export interface KeyCounts {
  rows: number;
  resource: number;
  element: number;
  three: number;
  five: number;
  abstained: number;
  ignore: number;
  ignored: number;
  loinc: number;
  loincRight: number;
  traps: number;
  trapsMet: number;
}

export interface KeyScore {
  readonly count: KeyCounts;
  /** A line for each that is wrong at first place. */
  readonly wrong: readonly string[];
  readonly evidence: readonly { readonly logit: number; readonly ahead: number; readonly right: 0 | 1 }[];
}

/** Scores suggestions against a key, on the rows that the key lists and no other. */
export function scoreKey(key: readonly KeyRow[], suggestions: readonly Scorable[]): KeyScore {
  const given = new Map(suggestions.map((one) => [`${one.table}\t${one.column}`.toLowerCase(), one]));
  const count: KeyCounts = {
    rows: 0,
    resource: 0,
    element: 0,
    three: 0,
    five: 0,
    abstained: 0,
    ignore: 0,
    ignored: 0,
    loinc: 0,
    loincRight: 0,
    traps: 0,
    trapsMet: 0,
  };
  const wrong: string[] = [];
  const evidence: { logit: number; ahead: number; right: 0 | 1 }[] = [];
  for (const row of key) {
    if (MARKS.test(row.target)) continue;
    const place = `${row.table}.${row.column}`;
    const one = given.get(`${row.table}\t${row.column}`.toLowerCase());
    if (!one) {
      // What was never suggested on is missed, not left out of the measure.
      wrong.push(`${place}: not in the source`);
      if (!row.target.startsWith('IGNORE')) count.rows++;
      if (row.note.includes('TRAP')) count.traps++;
      continue;
    }
    const shown = one.candidates
      .slice(0, 3)
      .map((c) => `${c.target}${c.code ? `#${c.code.code}` : ''} ${c.score}`)
      .join(', ');
    const right = one.candidates.map((candidate) => row.alternatives.some((target) => same(candidate.target, target)));
    if (one.abstained && row.alternatives.includes('IGNORE')) right.unshift(true);
    const [top] = one.candidates;
    const isTrap = row.note.includes('TRAP');
    if (isTrap) count.traps++;
    if (isTrap && right[0]) count.trapsMet++;
    if (one.evidence && !one.abstained) evidence.push({ ...one.evidence, right: right[0] ? 1 : 0 });
    if (row.target.startsWith('IGNORE')) {
      count.ignore++;
      if (right[0]) count.ignored++;
      else wrong.push(`${place}: IGNORE, but ${shown}`);
      continue;
    }
    count.rows++;
    if (one.abstained && !right[0]) count.abstained++;
    const isResource =
      (one.abstained && right[0]) ||
      (top !== undefined && row.alternatives.some((target) => target.split('.')[0] === top.target.split('.')[0]));
    if (isResource) count.resource++;
    if (right[0]) count.element++;
    if (right.slice(0, 3).includes(true)) count.three++;
    if (right.includes(true)) count.five++;
    const codes = loincOf(row.note);
    if (/valueQuantity$/.test(row.alternatives[0] ?? '') && codes.length > 0) {
      count.loinc++;
      if (codes.includes(top?.code?.code ?? '')) count.loincRight++;
      else wrong.push(`${place}: LOINC ${codes.join(' or ')}, but ${top?.code?.code ?? 'none'}`);
    }
    if (!right[0]) {
      const at = right.includes(true) ? `${right.indexOf(true) + 1}.` : '-';
      const but = one.abstained ? `abstained (${one.reasons?.[0] ?? ''})` : shown;
      wrong.push(`${isResource ? '  ' : 'R '}${at} ${place}: ${row.target}, but ${but}`);
    }
  }
  return { count, wrong, evidence };
}

/** Codes of the note's first field: a section's code in brackets, and what is said further on, is no answer. */
function loincOf(note: string): readonly string[] {
  const [first = ''] = note.split(/[;[]/);
  return first.match(/\b\d{4,5}-\d\b/g) ?? [];
}

/** A component of a blood pressure is an observation of its own in a chart's row. */
function same(given: string, right: string): boolean {
  const norm = (path: string): string =>
    path.replace('component.valueQuantity', 'valueQuantity').replace(/\[\d+\]/g, '');
  return norm(given) === norm(right);
}

/** Names of tables and their columns in a key, for a schema of which nothing else is at hand. */
export function tablesOfKey(key: readonly KeyRow[]): readonly {
  readonly name: string;
  readonly comment: null;
  readonly columns: readonly { readonly name: string; readonly type: null; readonly comment: null }[];
}[] {
  const tables = new Map<string, string[]>();
  for (const { table, column } of key) tables.set(table, [...(tables.get(table) ?? []), column]);
  return [...tables].map(([name, columns]) => ({
    name,
    comment: null,
    columns: columns.map((column) => ({ name: column, type: null, comment: null })),
  }));
}
