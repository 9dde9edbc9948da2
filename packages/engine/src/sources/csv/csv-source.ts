import type { ColumnBatch } from '../../base/cell.js';
import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import { NULL_WORD } from '../../formats/csv/dialect.js';
import { BatchBuilder } from '../batch-builder.js';
import {
  type Catalog,
  REJECTED_COLUMNS,
  REJECTED_SUFFIX,
  type ScanRequest,
  type SourceCheck,
  type SourceContext,
  type SourceOptions,
  type TableInfo,
  type TableSource,
} from '../contract.js';
import { changedWhileRead, type InputFile } from '../input-file.js';
import { IssueTally } from '../issue-tally.js';
import { defaultSourceName } from '../source-name.js';
import { type CsvReason, type CsvTable, readTable, sniffTable } from './csv-table.js';

const MESSAGES: Readonly<Record<CsvReason, string>> = {
  'csv-row-ragged': 'The row has another number of fields than the header; it is kept aside, not padded.',
  'csv-quote-unbalanced': 'A quoted field is not closed, or text follows its closing quote; the line is kept aside.',
  'csv-nul': 'The line holds NUL characters; it is kept aside.',
  'csv-too-long': 'The line is longer than a row may be; it is kept aside in parts.',
};

/** A set of delimited text files; each is a table. The structure pass over all of it is done once, by {@link catalog}. */
export class CsvSource implements TableSource {
  private tables: Promise<readonly CsvTable[]> | undefined;
  private readonly results = { rows: 0, rejected: 0, cut: 0, damaged: 0, truncated: 0 };
  private readonly sourceName: string;

  constructor(
    paths: readonly string[],
    private readonly files: readonly InputFile[],
    private readonly options: SourceOptions,
    private readonly context: SourceContext,
  ) {
    this.sourceName = context.sourceName ?? defaultSourceName(paths, null);
  }

  async catalog(): Promise<Catalog> {
    const tables = await this.structure();
    return {
      format: 'csv',
      product: null,
      database: null,
      statedAt: null,
      tables: tables.flatMap((table) => {
        const main = tableInfo(table);
        if (table.rejected === 0) return [main];
        const companion: TableInfo = {
          ...main,
          name: table.name + REJECTED_SUFFIX,
          columns: REJECTED_COLUMNS,
          status: 'read',
          reason: null,
        };
        return [main, companion];
      }),
    };
  }

  async *scan(request: ScanRequest): AsyncGenerator<ColumnBatch> {
    const tables = await this.structure();
    const wanted = request.tables === undefined ? null : new Set(request.tables);
    const total = this.files.reduce((sum, f) => sum + f.byteLength, 0);
    let before = 0;
    const { results } = this;
    Object.assign(results, { rows: 0, rejected: 0, cut: 0, damaged: 0, truncated: 0 });
    const tally = new IssueTally(this.context.onIssue);
    for (const table of tables) {
      const wantsRows = wanted === null || wanted.has(table.name);
      const wantsRejected = wanted === null || wanted.has(table.name + REJECTED_SUFFIX);
      if (wantsRows || wantsRejected)
        yield* this.scanTable(table, wantsRows, wantsRejected, request, before, total, tally);
      before += table.file.byteLength;
      this.context.onProgress?.(before, total);
    }
    tally.close();
  }

  private async *scanTable(
    table: CsvTable,
    wantsRows: boolean,
    wantsRejected: boolean,
    request: ScanRequest,
    before: number,
    total: number,
    tally: IssueTally,
  ): AsyncGenerator<ColumnBatch> {
    const { results, context } = this;
    const full: ColumnBatch[] = [];
    let nth = 0;
    const rows = new BatchBuilder(table.name, table.columns, table.file.name);
    const rejects = new BatchBuilder(
      table.name + REJECTED_SUFFIX,
      REJECTED_COLUMNS.map((c) => c.name),
      table.file.name,
    );
    const tell = (code: string, severity: Issue['severity'], line: number, message: string, hint?: string): void =>
      tally.add(table.name, {
        severity,
        code,
        where: line > 0 ? `${table.file.name}:${line}` : table.file.name,
        message,
        ...(hint ? { hint } : {}),
      });
    const reading = readTable(
      table,
      {
        row: (fields, line, length) => {
          results.rows++;
          if (wantsRows && rows.add(fields, line, length)) full.push(rows.take());
        },
        rejected: (reason, raw, line) => {
          results.rejected++;
          const hint = `Its text is row ${++nth} of ${formatLocator({ source: this.sourceName, table: table.name + REJECTED_SUFFIX })}.`;
          tell(reason, 'error', line, MESSAGES[reason], hint);
          if (wantsRejected && rejects.add([line, reason, raw], line, raw.length)) full.push(rejects.take());
        },
        cut: (line) => {
          results.cut++;
          tell(
            'csv-cut',
            'error',
            line,
            'The file ends inside a quoted field.',
            'The file may be cut short: copy it again and compare sizes.',
          );
        },
      },
      {
        onBytes: (bytes) => context.onProgress?.(before + bytes, total),
        onDamage: (damage) => {
          results[damage]++;
          tell(
            `file-${damage}`,
            'error',
            0,
            damageMessage(damage),
            'Copy it again from where it came from; rows up to here are read.',
          );
        },
        onFallbackLine: (line) =>
          tell(
            'text-charset-fallback',
            'warning',
            line,
            'The line is not valid UTF-8 and was read as windows-1252.',
            'Name the encoding with --option encoding=NAME if it is another.',
          ),
        ...(request.signal ? { signal: request.signal } : {}),
      },
    );
    const rowsBefore = results.rows;
    for await (const _ of reading) {
      request.signal?.throwIfAborted();
      yield* full.splice(0);
    }
    if (results.rows - rowsBefore !== table.rows || nth !== table.rejected) throw changedWhileRead(table.file.name);
    if (!rows.isEmpty) yield rows.take();
    if (!rejects.isEmpty) yield rejects.take();
  }

  checks(): readonly SourceCheck[] {
    const { rows, rejected, cut, damaged, truncated } = this.results;
    const files = this.files.length;
    return [
      {
        name: 'files-whole',
        says: 'files go to their end',
        passed: cut + truncated === 0,
        checked: files,
        failed: cut + truncated,
        failing: 'incomplete',
        wholeness: true,
      },
      {
        name: 'files-intact',
        says: 'files unpack without damage',
        passed: damaged === 0,
        checked: files,
        failed: damaged,
        failing: 'damaged',
        wholeness: true,
      },
      {
        name: 'rows-well-formed',
        says: 'lines have as many fields as their table has columns',
        passed: rejected === 0,
        checked: rows + rejected,
        failed: rejected,
        failing: 'damaged',
      },
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  private structure(): Promise<readonly CsvTable[]> {
    this.tables ??= this.readStructure();
    return this.tables;
  }

  private async readStructure(): Promise<readonly CsvTable[]> {
    const tables: CsvTable[] = [];
    const taken = new Set<string>();
    const all: Awaited<ReturnType<typeof sniffTable>>[] = [];
    for (const file of this.files) all.push(await sniffTable(file, this.options));
    // One tool wrote them all.
    const telling = all.find((table) => table.writesNullWord);
    if (telling !== undefined)
      this.context.onIssue({
        severity: 'information',
        code: 'csv-null-word',
        where: telling.file.name,
        message: 'The word NULL, where it is not quoted, stands for NULL here, and is read so in all files.',
        hint: 'Use --option null=none where it is a word.',
      });
    for (const one of all) {
      const sniffed = telling === undefined ? one : { ...one, dialect: { ...one.dialect, nullWord: NULL_WORD } };
      let name = sniffed.name;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${sniffed.name}_${n}`;
      taken.add(name.toLowerCase());
      const count = { rows: 0, rejected: 0 };
      const sink = {
        row: () => {
          count.rows++;
        },
        rejected: () => {
          count.rejected++;
        },
        cut: () => {},
      };
      for await (const _ of readTable(sniffed, sink, {}));
      tables.push({ ...sniffed, name, ...count });
    }
    return tables;
  }
}

const damageMessage = (damage: 'truncated' | 'damaged'): string =>
  damage === 'truncated' ? 'The compressed file ends too early.' : 'The compressed file contradicts its checksums.';

function tableInfo(table: CsvTable): TableInfo {
  return {
    name: table.name,
    columns: table.columns.map((name) => ({ name, type: 'text', cellType: 'unknown', nullable: null, key: false })),
    primaryKey: [],
    foreignKeys: [],
    statedRows: null,
    status: table.columns.length > 0 ? 'read' : 'empty',
    reason: table.columns.length > 0 ? null : 'The file holds no line.',
  };
}
