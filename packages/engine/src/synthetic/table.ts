/** A table of the synthetic database: its MySQL columns and rows of plain values. */
export interface SyntheticTable {
  readonly name: string;
  /** `[name, MySQL type, comment?]`; the first column is the primary key. */
  readonly columns: readonly (readonly [string, string, string?])[];
  readonly rows: (string | number | null)[][];
}

const ESCAPES: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\0', '\\0'],
  ['\x1a', '\\Z'],
];

const quote = (value: string): string => `'${ESCAPES.reduce((text, [from, to]) => text.replaceAll(from, to), value)}'`;

const literal = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : quote(value);

/** The tables as mysqldump writes them; `takenAt` is `YYYY-MM-DD HH:MM:SS`. */
export function* formatDump(database: string, tables: readonly SyntheticTable[], takenAt: string): Generator<string> {
  yield `-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)\n--\n-- Host: localhost    Database: ${database}\n`;
  yield '-- ------------------------------------------------------\n-- Server version\t5.7.44-log\n\n/*!40101 SET NAMES utf8 */;\n';
  for (const table of tables) {
    const columns = table.columns.map(([name, type, comment], i) => {
      const nullable = i === 0 ? ' NOT NULL' : ' DEFAULT NULL';
      return `  \`${name}\` ${type}${nullable}${comment ? ` COMMENT ${quote(comment)}` : ''}`;
    });
    yield `\nDROP TABLE IF EXISTS \`${table.name}\`;\nCREATE TABLE \`${table.name}\` (\n${columns.join(',\n')},\n  PRIMARY KEY (\`${table.columns[0]![0]}\`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8;\n`;
    for (let at = 0; at < table.rows.length; at += 200) {
      const rows = table.rows.slice(at, at + 200).map((row) => `(${row.map(literal).join(',')})`);
      yield `INSERT INTO \`${table.name}\` VALUES ${rows.join(',')};\n`;
    }
  }
  yield `\n-- Dump completed on ${takenAt}\n`;
}
