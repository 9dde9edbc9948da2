import type { Fingerprint } from '../artifacts/preset.js';

/** What a fingerprint looks at: names, never values. */
export interface SourceShape {
  readonly format: string;
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

export interface FingerprintMatch {
  /** 0 to 1: the mean over the tables of the part of their columns that is there, cut to two digits. */
  readonly score: number;
  readonly fits: boolean;
  readonly tables: { readonly found: number; readonly of: number };
  readonly columns: { readonly found: number; readonly of: number };
  /** `table` or `table.column`, in the fingerprint's order. */
  readonly missing: readonly string[];
  /** Sentences for people: what is there, and what the signs say. */
  readonly reasons: readonly string[];
}

/** From here on a source counts as that system: an older version may lack some columns, a foreign system shares a table name or two. */
const FITS = 0.6;

/** How far a source has the structure that tells a system apart. Names agree whatever their case; a schema before a table's name does not count. */
export function matchFingerprint(fingerprint: Fingerprint, source: SourceShape): FingerprintMatch {
  if (fingerprint.tables === undefined) {
    const fits = source.format === fingerprint.format;
    return {
      score: fits ? 1 : 0,
      fits,
      tables: { found: 0, of: 0 },
      columns: { found: 0, of: 0 },
      missing: [],
      reasons: [`The source was read as ${source.format}${fits ? '' : `, not as ${fingerprint.format}`}.`],
    };
  }
  const wanted = Object.entries(fingerprint.tables);
  const missing: string[] = [];
  let score = 0;
  const tables = { found: 0, of: wanted.length };
  const columns = { found: 0, of: wanted.reduce((sum, [, names]) => sum + names.length, 0) };
  const shape = indexOf(source);
  for (const [table, names] of wanted) {
    const there = shape.get(table.toLowerCase());
    if (there === undefined) {
      missing.push(table);
      continue;
    }
    const lacking = names.filter((name) => !there.has(name.toLowerCase()));
    missing.push(...lacking.map((name) => `${table}.${name}`));
    const found = names.length - lacking.length;
    columns.found += found;
    score += found / names.length;
    if (found > 0) tables.found += 1;
  }
  score = Math.floor((score / wanted.length) * 100) / 100;
  const signs = (fingerprint.signs ?? []).filter(({ has }) => {
    const dot = has.lastIndexOf('.');
    return shape.get(has.slice(0, dot).toLowerCase())?.has(has.slice(dot + 1).toLowerCase()) ?? false;
  });
  const reasons = [
    `${tables.found} of ${tables.of} tables and ${columns.found} of ${columns.of} columns that tell it apart are there.`,
    ...(score >= FITS ? signs.map((sign) => `${sign.says} (it has ${sign.has}).`) : []),
  ];
  return { score, fits: score >= FITS, tables, columns, missing, reasons };
}

/** Columns by table, both in lower case; a table is found by its name with and without its schema. */
function indexOf(source: SourceShape): Map<string, ReadonlySet<string>> {
  const index = new Map<string, ReadonlySet<string>>();
  for (const { name, columns } of source.tables) {
    const names = new Set(columns.map((column) => column.toLowerCase()));
    const whole = name.toLowerCase();
    const bare = whole.slice(whole.lastIndexOf('.') + 1);
    if (!index.has(bare)) index.set(bare, names);
    index.set(whole, names);
  }
  return index;
}
