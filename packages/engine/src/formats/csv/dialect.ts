/** How a delimited text file is written. */
export interface CsvDialect {
  readonly delimiter: string;
  /** '' when nothing is quoted. */
  readonly quote: string;
  /** `"` inside quotes is written `""`, or `\"`. */
  readonly escape: 'doubled' | 'backslash';
  /** Lone carriage returns end lines (old Mac files). */
  readonly lineEnd: '\n' | '\r';
  /** The word that stands for NULL where it is not quoted, as SQL Server's tools write it; absent where there is none. */
  readonly nullWord?: string;
}

/** The word that SQL Server's tools write for NULL. */
export const NULL_WORD = 'NULL';

const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];

/** Guesses the dialect from the first part of a file's text; `,` where one column is all there is. */
export function sniffDialect(sample: string, given: { delimiter?: string; quote?: string } = {}): CsvDialect {
  const quote = given.quote ?? '"';
  const lineEnd = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const escapes = sniffEscape(sample);
  if (given.delimiter !== undefined) return { delimiter: given.delimiter, quote, escape: escapes, lineEnd };
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = consistency(sample, delimiter, quote, lineEnd);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote, escape: escapes, lineEnd };
}

/** Backslash escapes are taken for real only where they are seen and doubled quotes are not. */
function sniffEscape(sample: string): 'doubled' | 'backslash' {
  return /[^\\]\\"(?![,;|\t\r\n])/.test(sample) && !/[^",;|\t\r\n]""|""[^",;|\t\r\n]/.test(sample)
    ? 'backslash'
    : 'doubled';
}

/** Share of lines with the most frequent field count, weighed by that count; 0 when the delimiter splits nothing. */
function consistency(sample: string, delimiter: string, quote: string, lineEnd: string): number {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let isBlank = true;
  for (const char of sample) {
    if (char === quote) quoted = !quoted;
    if (!quoted && char === lineEnd) {
      if (!isBlank) counts.push(fields);
      fields = 1;
      isBlank = true;
      if (counts.length >= 500) break;
      continue;
    }
    if (char > ' ' || char === delimiter) isBlank = false;
    if (!quoted && char === delimiter) fields++;
  }
  if (counts.length === 0 && !isBlank) counts.push(fields);
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let mode = { count: 1, lines: 0 };
  for (const [count, lines] of tally)
    if (lines > mode.lines || (lines === mode.lines && count > mode.count)) mode = { count, lines };
  // A header that agrees is worth more than body lines that agree by chance.
  const head = counts[0] === mode.count ? 1 : 0.5;
  return mode.count < 2 ? 0 : (mode.lines / counts.length) ** 2 * head * (1 + Math.log2(mode.count) / 10);
}

type Shape = 'empty' | 'number' | 'date' | 'id' | 'text';

function shapeOf(value: string | null): Shape {
  if (value === null || value.trim() === '') return 'empty';
  const text = value.trim();
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return 'number';
  if (/^\d{4}-\d\d-\d\d([T ].*)?$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text)) return 'date';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return 'id';
  return 'text';
}

/**
 * Whether the first record names the columns. Only a first record that looks like the rows below it, with a number, date or UUID
 * where they have one and nowhere a name above such values, is taken for data.
 */
export function hasHeader(first: readonly (string | null)[], rest: readonly (readonly (string | null)[])[]): boolean {
  if (rest.length === 0) return !first.every((v) => shapeOf(v) !== 'text') || first.every((v) => v === null);
  let asData = 0;
  for (let c = 0; c < first.length; c++) {
    const shapes = new Set(rest.map((row) => shapeOf(row[c] ?? null)).filter((s) => s !== 'empty'));
    const below = shapes.size === 1 ? [...shapes][0]! : 'text';
    if (below === 'text') continue;
    const own = shapeOf(first[c] ?? null);
    if (own === 'text') return true;
    // A year may well name a column.
    if (own === below && !/^(19|20)\d\d$/.test((first[c] ?? '').trim())) asData++;
  }
  return asData === 0;
}

/**
 * Whether the unquoted word NULL stands for NULL in a file: it does where it stands in several columns, or among numbers, dates or UUIDs. In one column of
 * words it may be what somebody is called. `withWord` are the same records as `rows`, read with the word as NULL.
 */
export function writesNullWord(
  rows: readonly (readonly (string | null)[])[],
  withWord: readonly (readonly (string | null)[])[],
): boolean {
  const columns = new Set<number>();
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) if (value === NULL_WORD && withWord[r]?.[c] === null) columns.add(c);
  if (columns.size >= 2) return true;
  return [...columns].some((c) => {
    const shapes = new Set(withWord.map((row) => shapeOf(row[c] ?? null)).filter((shape) => shape !== 'empty'));
    return shapes.size === 1 && !shapes.has('text');
  });
}
