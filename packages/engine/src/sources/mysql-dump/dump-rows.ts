import type { Cell, ColumnBatch } from '../../base/cell.js';
import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import type { DumpHandler, Place, RejectReason, RowSink } from '../../formats/sqldump/dump-reader.js';
import type { InsertHead } from '../../formats/sqldump/insert-head.js';
import type { DumpSession } from '../../formats/sqldump/session.js';
import type { ValueFinding } from '../../formats/sqldump/value-reader.js';
import { charsetOf } from '../../formats/text/charset.js';
import { BatchBuilder } from '../batch-builder.js';
import { REJECTED_COLUMNS, REJECTED_SUFFIX, type SourceOptions } from '../contract.js';
import type { IssueTally } from '../issue-tally.js';
import type { DumpStructure } from './dump-structure.js';
import { type DumpTable, type InsertPlan, planInsert } from './dump-table.js';

const REJECTED: Readonly<Record<RejectReason, string>> = {
  'sql-row-width': 'The row has another number of values than columns; it is kept aside.',
  'sql-row-malformed': 'What stands in the place of a row is none; it is kept aside.',
  'sql-row-truncated': 'The dump ends inside this row; what there is of it is kept aside.',
};

const FINDINGS: Readonly<
  Record<Exclude<NonNullable<ValueFinding>, 'sql-default'>, readonly [Issue['severity'], string, string]>
> = {
  'text-charset-invalid': [
    'error',
    'The text is not valid in its character set; its bytes are kept.',
    'Name the right one with --option encoding=NAME, or one for such cells with --option fallback-encoding=NAME.',
  ],
  'text-charset-fallback': [
    'warning',
    'The text is not valid in its character set and was read in another.',
    'Check a few such cells; name the encoding with --option encoding=NAME if they read wrong.',
  ],
  'sql-expression': [
    'warning',
    'The value is an SQL expression, kept as it is written and not evaluated.',
    'Load the dump into a server and dump it again if the value matters.',
  ],
};

/** The row pass: gathers batches in {@link ready}, table by table in the order of the dump. */
export class DumpRows implements DumpHandler {
  readonly ready: ColumnBatch[] = [];
  rows = 0;
  rejected = 0;
  invalid = 0;
  file = '';
  private current: BatchBuilder | null = null;
  private readonly builders = new Map<string, BatchBuilder>();
  private readonly plans = new Map<string, InsertPlan>();

  constructor(
    private readonly structure: DumpStructure,
    private readonly wanted: ReadonlySet<string> | null,
    private readonly options: SourceOptions,
    private readonly sourceName: string,
    private readonly tally: IssueTally,
  ) {}

  comment(): void {}
  statement(): void {}
  cut(): void {}

  insert(head: InsertHead, _place: Place, session: DumpSession): RowSink | null {
    const table = this.structure.find(head.database ?? session.database, head.table);
    if (!table || table.isView) return null;
    const companion = table.name + REJECTED_SUFFIX;
    const wantsRows = this.wanted === null || this.wanted.has(table.name);
    const wantsRejected = table.rejected > 0 && (this.wanted === null || this.wanted.has(companion));
    if (!wantsRows && !wantsRejected) return null;
    const plan = this.planFor(table, head, session);
    const rows = wantsRows
      ? this.builder(
          table.name,
          table.definition.columns.map((c) => c.name),
        )
      : null;
    return new PlannedSink(this, table, plan, rows, wantsRejected ? companion : null, session);
  }

  /** Makes this builder the one being filled; another that holds rows is handed on first. */
  select(builder: BatchBuilder): void {
    if (this.current !== null && this.current !== builder) this.flush();
    this.current = builder;
  }

  flush(): void {
    if (this.current !== null && !this.current.isEmpty) this.ready.push(this.current.take());
    this.current = null;
  }

  builder(table: string, names: readonly string[]): BatchBuilder {
    let builder = this.builders.get(table);
    if (!builder) {
      builder = new BatchBuilder(table, names, this.file);
      this.builders.set(table, builder);
    }
    if (builder.file !== this.file) {
      if (!builder.isEmpty) this.ready.push(builder.take());
      builder.file = this.file;
    }
    return builder;
  }

  tell(
    table: string,
    severity: Issue['severity'],
    code: string,
    row: number | null,
    column: string | null,
    message: string,
    hint: string,
  ): void {
    const where = formatLocator({
      source: this.sourceName,
      table,
      ...(row === null ? {} : { row }),
      ...(column === null ? {} : { column }),
    });
    this.tally.add(column === null ? table : `${table}.${column}`, { severity, code, where, message, hint });
  }

  /** Issues told once for a column, not for each row. */
  private planFor(table: DumpTable, head: InsertHead, session: DumpSession): InsertPlan {
    const key = `${table.name}\n${session.charset ?? ''}\n${head.columns?.join('\n') ?? ''}`;
    let plan = this.plans.get(key);
    if (!plan) {
      plan = planInsert(table.definition, head.columns, session, this.options);
      this.plans.set(key, plan);
      const isComplete = table.rows === 0;
      for (const column of isComplete ? [] : plan.untold) {
        this.tell(
          table.name,
          'information',
          'sql-value-not-in-dump',
          null,
          null,
          `Some rows do not name column ${column}, and its default is computed by the server: it stays empty in them.`,
          'Dump with --complete-insert to have it.',
        );
      }
    }
    return plan;
  }
}

class PlannedSink implements RowSink {
  private pendingDefaults: number[] = [];
  private readonly full: Cell[];
  private readonly tableName: string;

  constructor(
    private readonly pass: DumpRows,
    private readonly table: DumpTable,
    private readonly plan: InsertPlan,
    private readonly rows: BatchBuilder | null,
    private readonly companion: string | null,
    private readonly session: DumpSession,
  ) {
    this.full = [...plan.defaults];
    this.tableName = table.name;
  }

  get readers(): RowSink['readers'] {
    return this.rows === null ? null : this.plan.readers;
  }

  get width(): number {
    return this.plan.readers.length;
  }

  row(row: Cell[], line: number, bytes: number): boolean {
    const { plan, rows, pass } = this;
    pass.rows++;
    if (rows === null) return false;
    pass.select(rows);
    for (const position of this.pendingDefaults) row[position] = plan.defaults[plan.columns[position]!] ?? null;
    if (this.pendingDefaults.length > 0) this.pendingDefaults = [];
    let cells: readonly Cell[] = row;
    if (!plan.isDirect) {
      const { full } = this;
      for (let p = 0; p < plan.columns.length; p++) full[plan.columns[p]!] = row[p]!;
      cells = full;
    }
    if (!rows.add(cells, line, bytes)) return false;
    pass.ready.push(rows.take());
    return true;
  }

  rejected(reason: RejectReason, raw: Buffer, place: Place): boolean {
    const { pass, companion } = this;
    pass.rejected++;
    this.pendingDefaults = [];
    if (companion === null) return false;
    const builder = pass.builder(
      companion,
      REJECTED_COLUMNS.map((c) => c.name),
    );
    pass.select(builder);
    const charset = charsetOf(this.session.charset ?? 'utf8mb4');
    const text = charset?.decode(raw, 0, raw.length) ?? new Uint8Array(raw);
    const isFull = builder.add([place.line, reason, text], place.line, raw.length);
    const hint = `It begins at byte ${place.offset}, line ${place.line}; its text is row ${builder.total} of ${companion}.`;
    pass.tell(this.tableName, 'error', reason, null, null, REJECTED[reason], hint);
    if (isFull) pass.ready.push(builder.take());
    return isFull;
  }

  finding(finding: NonNullable<ValueFinding>, position: number): void {
    if (finding === 'sql-default') {
      this.pendingDefaults.push(position);
      return;
    }
    if (finding === 'text-charset-invalid') this.pass.invalid++;
    if (this.rows === null) return;
    const column = this.table.definition.columns[this.plan.columns[position] ?? -1];
    const [severity, message, hint] = FINDINGS[finding];
    this.pass.tell(this.tableName, severity, finding, this.rows.total + 1, column?.name ?? null, message, hint);
  }
}
