import type { ColumnBatch } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { DumpReader, type Place } from '../../formats/sqldump/dump-reader.js';
import { decodeText, sniffEncoding } from '../../formats/text/text-stream.js';
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
import { changedWhileRead, headOf, type InputFile, type ReadWatch } from '../input-file.js';
import { IssueTally } from '../issue-tally.js';
import { defaultSourceName } from '../source-name.js';
import { DumpRows } from './dump-rows.js';
import { DumpStructure } from './dump-structure.js';
import { columnInfo, type DumpTable } from './dump-table.js';

/** What the structure pass leaves behind. */
interface Structure {
  readonly dump: DumpStructure;
  readonly tables: readonly DumpTable[];
  readonly damage: { truncated: number; damaged: number };
  readonly footerMissing: number;
}

/** The checks in plain words. */
const SAYS: Readonly<Record<string, string>> = {
  'dump-complete': 'the dump ends as its tool ends it',
  'files-intact': 'files unpack without damage',
  'statements-carried-out': 'everything that changes rows was carried out',
  'statements-understood': 'statements are of a kind that this reader knows',
  'rows-well-formed': 'rows have a value for each of their columns',
  'text-in-charset': 'text is in the character set that the dump states',
};

/** One dump in one file or several. The structure pass over all of it is done once, by {@link catalog}. */
export class MysqlDumpSource implements TableSource {
  private structure: Promise<Structure> | undefined;
  private checked: readonly SourceCheck[] = [];

  constructor(
    private readonly paths: readonly string[],
    private readonly files: readonly InputFile[],
    private readonly options: SourceOptions,
    private readonly context: SourceContext,
  ) {}

  async catalog(): Promise<Catalog> {
    const { dump, tables } = await this.read();
    return {
      format: 'mysql-dump',
      product: dump.header.product,
      database: dump.database,
      statedAt: dump.header.statedAt,
      tables: tables.flatMap((table) => {
        const main = this.tableInfo(table, dump);
        if (table.rejected === 0) return [main];
        const companion: TableInfo = {
          name: table.name + REJECTED_SUFFIX,
          columns: REJECTED_COLUMNS,
          primaryKey: [],
          foreignKeys: [],
          statedRows: null,
          status: 'read',
          reason: null,
        };
        return [main, companion];
      }),
    };
  }

  async *scan(request: ScanRequest): AsyncGenerator<ColumnBatch> {
    request.signal?.throwIfAborted();
    const structure = await this.read();
    const tally = new IssueTally(this.context.onIssue);
    const wanted = request.tables === undefined ? null : new Set(request.tables);
    const name = this.context.sourceName ?? defaultSourceName(this.paths, structure.dump.database);
    const rows = new DumpRows(structure.dump, wanted, this.options, name, tally);
    const progress = this.progress();
    for (const [i, file] of this.files.entries()) {
      rows.file = file.name;
      const reader = this.reader(file, rows, {
        onBytes: progress(i),
        ...(request.signal ? { signal: request.signal } : {}),
      });
      try {
        for await (const _ of reader.run()) {
          request.signal?.throwIfAborted();
          yield* rows.ready.splice(0);
        }
        rows.flush();
        yield* rows.ready.splice(0);
      } finally {
        await reader.close();
      }
    }
    tally.close();
    const counted = structure.tables.reduce((sum, t) => sum + t.rows, 0);
    const rejected = structure.tables.reduce((sum, t) => sum + t.rejected, 0);
    if (wanted === null && (rows.rows !== counted || rows.rejected !== rejected))
      throw changedWhileRead(this.files[0]!.name);
    this.checked = this.results(structure, rows);
  }

  checks(): readonly SourceCheck[] {
    return this.checked;
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  private tableInfo(table: DumpTable, dump: DumpStructure): TableInfo {
    const { definition } = table;
    const status = table.isView ? 'view' : definition.columns.length === 0 ? 'empty' : 'read';
    const reason = table.isView
      ? 'A view holds no rows of its own.'
      : status === 'empty'
        ? 'The dump neither defines it nor holds rows of it.'
        : null;
    return {
      name: table.name,
      columns: definition.columns.map((column) => columnInfo(definition, column)),
      primaryKey: definition.primaryKey,
      foreignKeys: definition.foreignKeys.map((key) => ({
        columns: key.columns,
        referencesTable: dump.find(key.database ?? table.database, key.table)?.name ?? key.table,
        referencesColumns: key.referenced,
      })),
      statedRows: null,
      status,
      reason,
      ...(definition.comment ? { comment: definition.comment } : {}),
    };
  }

  private read(): Promise<Structure> {
    this.structure ??= this.readStructure();
    return this.structure;
  }

  private async readStructure(): Promise<Structure> {
    const tally = new IssueTally(this.context.onIssue);
    const damage = { truncated: 0, damaged: 0 };
    let file = '';
    const tell = (severity: Issue['severity'], code: string, place: Place, message: string, hint?: string): void =>
      tally.add(file, {
        severity,
        code,
        where: place.line > 0 ? `${file}:${place.line}` : file,
        message,
        ...(hint ? { hint } : {}),
      });
    const dump = new DumpStructure(tell);
    const progress = this.progress();
    let footerMissing = 0;
    for (const [i, each] of this.files.entries()) {
      file = each.name;
      dump.header.nextFile();
      const cutsBefore = dump.cuts + damage.truncated;
      const watch: ReadWatch = {
        onBytes: progress(i),
        onDamage: (kind) => {
          damage[kind]++;
          const message =
            kind === 'truncated'
              ? 'The compressed file ends too early.'
              : 'The compressed file contradicts its checksums.';
          tell(
            'error',
            `file-${kind}`,
            { line: 0, offset: 0 },
            message,
            'Copy it again from where it came from; the rows up to here are read.',
          );
        },
      };
      const reader = this.reader(each, dump, watch);
      try {
        for await (const _ of reader.run());
      } finally {
        await reader.close();
      }
      const { database, fileDatabase } = dump.header;
      // Without USE nothing but the header tells the tables of two databases apart, and both may have a table of one name.
      if (reader.session.database === null && fileDatabase !== null && fileDatabase !== database) {
        throw new MigrationError('The files are dumps of different databases', {
          code: 'SOURCES_DIFFER',
          where: each.name,
          hint: 'Give the files of one database at a time: stage each by a command of its own.',
        });
      }
      const lacksFooter = dump.header.promisesFooter && !dump.header.hasFooter;
      if (lacksFooter) footerMissing++;
      if (lacksFooter && dump.cuts + damage.truncated === cutsBefore) {
        tell(
          'error',
          'dump-truncated',
          reader.end(),
          `The dump ends without its "Dump completed" line (byte ${reader.end().offset}, line ${reader.end().line}).`,
          'It was cut short, or dumping failed: take or copy the dump again.',
        );
      }
    }
    if (dump.programs > 0) {
      tell(
        'information',
        'sql-programs-skipped',
        { line: 0, offset: 0 },
        `${dump.programs} triggers, procedures, functions or events hold no rows and are left out.`,
      );
    }
    tally.close();
    return { dump, tables: dump.settle(), damage, footerMissing };
  }

  private reader(file: InputFile, handler: DumpRows | DumpStructure, watch: ReadWatch): DumpReader {
    const reader = new DumpReader(plainBytes(file, watch), handler);
    // mydumper writes a file per table, `database.table.sql`, and no USE.
    const named =
      this.files.length > 1 ? /^([^.]+)\.[^.]+?(?:-schema(?:-\w+)?)?(?:\.\d+)*\.sql$/.exec(file.name) : null;
    if (named) reader.session.database = named[1]!;
    return reader;
  }

  private progress(): (index: number) => (bytes: number) => void {
    const total = this.files.reduce((sum, f) => sum + f.byteLength, 0);
    return (index) => {
      const before = this.files.slice(0, index).reduce((sum, f) => sum + f.byteLength, 0);
      return (bytes) => this.context.onProgress?.(before + bytes, total);
    };
  }

  private results(structure: Structure, rows: DumpRows): readonly SourceCheck[] {
    const { dump, damage, footerMissing } = structure;
    const cut = Math.max(dump.cuts, footerMissing) + damage.truncated;
    const { statements, notApplied, unknown } = dump;
    const check = (name: string, checked: number, failed: number, failing: 'incomplete' | 'damaged'): SourceCheck => ({
      name,
      ...(SAYS[name] === undefined ? {} : { says: SAYS[name] }),
      passed: failed === 0,
      checked,
      failed,
      failing,
    });
    return [
      { ...check('dump-complete', this.files.length, Math.min(cut, this.files.length), 'incomplete'), wholeness: true },
      { ...check('files-intact', this.files.length, damage.damaged, 'damaged'), wholeness: true },
      check('statements-carried-out', statements, notApplied, 'incomplete'),
      check('statements-understood', statements, unknown, 'damaged'),
      check('rows-well-formed', rows.rows + rows.rejected, rows.rejected, cut > 0 ? 'incomplete' : 'damaged'),
      check('text-in-charset', rows.rows, rows.invalid, 'damaged'),
    ];
  }
}

/** The file's bytes without a byte order mark; UTF-16, which Windows PowerShell makes of a redirected dump, becomes UTF-8. */
async function* plainBytes(file: InputFile, watch: ReadWatch): AsyncGenerator<Uint8Array> {
  const encoding = sniffEncoding(await headOf(file, 4096));
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    for await (const text of decodeText(file.read(watch), encoding)) yield Buffer.from(text, 'utf8');
    return;
  }
  let skip = encoding === 'utf-8' ? 3 : 0;
  for await (const chunk of file.read(watch)) {
    yield skip > 0 ? chunk.subarray(skip) : chunk;
    skip = 0;
  }
}
