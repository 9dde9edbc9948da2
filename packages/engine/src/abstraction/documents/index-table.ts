import type { DocumentRule } from '../../artifacts/document-rules.js';
import { CsvParser } from '../../formats/csv/csv-parser.js';
import { sniffDialect } from '../../formats/csv/dialect.js';
import { noteSource } from '../../formats/rich-text/note-file.js';
import type { PatternValues } from './name-pattern.js';
import { daysMeant } from './stated-date.js';

type IndexRule = Extract<DocumentRule, { index: unknown }>['index'];

/** What a line of an index table says of a document. */
export interface IndexRow {
  readonly values: PatternValues;
  /** YYYY-MM-DD; null: none, or one that may mean two days. */
  readonly date: string | null;
  readonly title: string | null;
}

/** Index tables by the path of the documents that they name. */
export class IndexTables {
  private readonly rows = new Map<string, IndexRow[]>();
  /** Lines that name no file, or lack a column that the rule names. */
  unread = 0;

  /** `path`: of the table, relative to the folder that was added. `order`: of dates in numbers. */
  add(path: string, bytes: Uint8Array, rule: IndexRule, order?: 'mdy' | 'dmy'): void {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const [head, ...lines] = records(noteSource(bytes, 'text/plain'));
    const at = (name: string | undefined): number =>
      name === undefined
        ? -1
        : (head ?? []).findIndex((cell) => cell?.trim().toLowerCase() === name.trim().toLowerCase());
    const { columns } = rule;
    const places = Object.fromEntries(Object.entries(columns).map(([field, name]) => [field, at(name)]));
    if (Object.values(places).some((place) => place < 0)) {
      this.unread += lines.length;
      return;
    }
    for (const line of lines) {
      const cell = (field: keyof IndexRule['columns']): string | undefined => {
        const text = columns[field] === undefined ? undefined : line[places[field]!]?.trim();
        return text === '' || text === undefined ? undefined : text;
      };
      const file = cell('file');
      if (file === undefined) {
        this.unread++;
        continue;
      }
      const days = daysMeant(cell('date')?.slice(0, 10) ?? '', order);
      const title = [cell('type'), cell('title')].filter((text) => text !== undefined).join(': ');
      const values: PatternValues = {};
      for (const [field, name] of [
        ['id', 'patient'],
        ['family', 'family'],
        ['given', 'given'],
        ['birthDate', 'birthDate'],
      ] as const) {
        const text = cell(name);
        if (text !== undefined) values[field] = text;
      }
      const key = pathKey(folder + file);
      const row = { values, date: days.length === 1 ? days[0]! : null, title: title === '' ? null : title };
      this.rows.set(key, [...(this.rows.get(key) ?? []), row]);
    }
  }

  /** Every line that names this path. */
  of(path: string): readonly IndexRow[] {
    return this.rows.get(pathKey(path)) ?? [];
  }

  get size(): number {
    return this.rows.size;
  }
}

/** Paths as programs of Windows write them too. */
const pathKey = (path: string): string =>
  path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/\/+/g, '/')
    .replace(/^(?:\.\/)+/, '')
    .toLowerCase();

function records(text: string): (string | null)[][] {
  const out: (string | null)[][] = [];
  const parser = new CsvParser(sniffDialect(text.slice(0, 65_536)), {
    record: (fields) => void out.push(fields),
    rejected: () => {},
    cut: () => {},
  });
  parser.push(text);
  parser.end();
  return out;
}
