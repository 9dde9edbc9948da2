import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ColumnBatch } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import type { IssueSink } from '../base/issue.js';
import type { ColumnInfo, TableInfo } from './contract.js';
import { csvHeader, csvRows } from './export-rows.js';
import type { ReadSettings } from './inspect.js';
import { ndjsonRows } from './ndjson-rows.js';
import { openSource } from './registry.js';

export type ExportFormat = 'ndjson' | 'csv';

export interface ExportSettings extends ReadSettings {
  /** Output form; parquet is refused until the build can write it. */
  readonly as?: string;
  readonly onIssue?: IssueSink;
}

export interface ExportResult {
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly file: string | null }[];
}

/** Writes one table's rows to a stream, which is left open. Throws MigrationError when there is no such table. */
export async function exportTable(
  paths: readonly string[],
  table: string,
  out: Writable,
  settings: ExportSettings = {},
): Promise<ExportResult> {
  const as = exportFormat(settings.as);
  const { source } = await openSource(paths, settings, contextOf(settings));
  await using opened = source;
  const { tables } = await opened.catalog();
  const info =
    tables.find((t) => t.name === table) ?? only(tables.filter((t) => t.name.toLowerCase() === table.toLowerCase()));
  if (!info) throw noTable(table, tables);
  if (as === 'csv') await write(out, csvHeader(info.columns));
  let rows = 0;
  const { signal } = settings;
  for await (const batch of opened.scan({ tables: [info.name], ...(signal ? { signal } : {}) })) {
    await write(out, render(as, batch, info.columns));
    rows += batch.rowCount;
  }
  return { tables: [{ name: info.name, rows, file: null }] };
}

/** Writes every table to `folder/<table>.<format>`; a file appears under its name only once it is whole. */
export async function exportAll(
  paths: readonly string[],
  folder: string,
  settings: ExportSettings = {},
): Promise<ExportResult> {
  const as = exportFormat(settings.as);
  const { source } = await openSource(paths, settings, contextOf(settings));
  await using opened = source;
  const { tables } = await opened.catalog();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const open = new Map<string, TableFile>();
  const results: { name: string; rows: number; file: string | null }[] = [];
  try {
    const { signal } = settings;
    let current: TableFile | undefined;
    for await (const batch of opened.scan(signal ? { signal } : {})) {
      if (current?.info.name !== batch.table) {
        await current?.pause();
        current = open.get(batch.table);
        if (!current) {
          current = new TableFile(tables.find((t) => t.name === batch.table)!, folder, as);
          open.set(batch.table, current);
        }
      }
      await current.write(batch);
    }
    for (const info of tables.filter((t) => t.status === 'read')) {
      const file = open.get(info.name) ?? new TableFile(info, folder, as);
      open.set(info.name, file);
      await file.finish();
      results.push({ name: info.name, rows: file.rows, file: file.path });
    }
  } catch (error) {
    for (const file of open.values()) await file.discard();
    throw error;
  }
  return { tables: results };
}

/** One output file; its handle is open only while its table is being written, for a source may have thousands of tables. */
class TableFile {
  rows = 0;
  readonly path: string;
  private stream: Writable | null = null;
  private begun = false;

  constructor(
    readonly info: TableInfo,
    folder: string,
    private readonly as: ExportFormat,
  ) {
    this.path = join(folder, `${fileName(info.name)}.${as}`);
  }

  async write(batch: ColumnBatch): Promise<void> {
    await write(this.open(), render(this.as, batch, this.info.columns));
    this.rows += batch.rowCount;
  }

  async pause(): Promise<void> {
    if (!this.stream) return;
    this.stream.end();
    await finished(this.stream);
    this.stream = null;
  }

  async finish(): Promise<void> {
    this.open();
    await this.pause();
    await rename(`${this.path}.part`, this.path);
  }

  async discard(): Promise<void> {
    this.stream?.destroy();
    await rm(`${this.path}.part`, { force: true });
  }

  private open(): Writable {
    if (this.stream) return this.stream;
    this.stream = createWriteStream(`${this.path}.part`, { flags: this.begun ? 'a' : 'w', mode: 0o600 });
    if (!this.begun && this.as === 'csv') this.stream.write(csvHeader(this.info.columns));
    this.begun = true;
    return this.stream;
  }
}

/** Table names may hold what a path must not. */
const fileName = (table: string): string => {
  const safe = table.replace(/[^\p{L}\p{N}_. $@#+-]/gu, (c) => `%${c.codePointAt(0)!.toString(16)}`);
  return /^\.+$/.test(safe) ? safe.replaceAll('.', '%2e') : safe;
};

function exportFormat(as = 'ndjson'): ExportFormat {
  if (as === 'ndjson' || as === 'csv') return as;
  if (as === 'parquet') {
    throw new MigrationError('This build cannot write Parquet yet', {
      code: 'EXPORT_PARQUET',
      hint: 'Use --format ndjson or --format csv.',
      kind: 'refused',
    });
  }
  throw new MigrationError(`There is no export format "${as}"`, {
    code: 'EXPORT_FORMAT',
    hint: 'Use ndjson or csv.',
    kind: 'usage',
  });
}

const render = (as: ExportFormat, batch: ColumnBatch, columns: readonly ColumnInfo[]): string | Uint8Array =>
  as === 'csv' ? csvRows(batch, columns) : ndjsonRows(batch, columns);

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

const contextOf = (settings: ExportSettings) => ({
  onIssue: settings.onIssue ?? (() => {}),
  ...(settings.onProgress ? { onProgress: settings.onProgress } : {}),
});

function noTable(table: string, tables: readonly TableInfo[]): MigrationError {
  const names = tables.map((t) => t.name);
  const near = names.filter((n) => n.toLowerCase().includes(table.toLowerCase())).slice(0, 5);
  const shown = near.length > 0 ? near : names.slice(0, 10);
  return new MigrationError('The source has no such table', {
    code: 'TABLE_NOT_FOUND',
    where: table,
    hint:
      names.length === 0
        ? 'It has no table that could be read. `inspect` says why.'
        : `It has ${names.length} tables, for example ${shown.join(', ')}. \`inspect\` lists them all.`,
    kind: 'usage',
  });
}

/** Waits when the reader of the stream is slower; a closed pipe ends the export. */
async function write(out: Writable, text: string | Uint8Array): Promise<void> {
  if (text.length === 0 || out.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const done = (error?: Error): void => {
      out.off('drain', done);
      out.off('error', done);
      out.off('close', done);
      if (error) reject(error);
      else resolve();
    };
    out.once('drain', done);
    out.once('error', done);
    out.once('close', done);
  });
}
