import type { Database } from 'better-sqlite3';
import type { IssueSink } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { StagedTable } from '../vault/contract.js';
import type { CompiledMapping, CompiledSpec } from './compiled-spec.js';
import { NOT_IN_RUN, SCOPE_DROP } from './dispositions.js';
import { EvaluationRun } from './frame.js';
import { keyText } from './key-text.js';
import { type AccountDelta, RowAccount } from './row-account.js';
import { asideIssue, RowBuilder } from './row-builder.js';
import { standaloneSql, tableWindow, type WindowRule } from './scope-window.js';
import { SpecQueries } from './spec-queries.js';
import { quoteName } from './sql-text.js';

/**
 * The account of a whole run, merged from its workers in any order: one byte a row, whatever the number of workers. Rows that no worker saw are
 * settled by {@link remainder}.
 */
export class RowLedger {
  private readonly codes = new Map<number, Uint8Array>();

  constructor(private readonly mapping: CompiledMapping) {
    const windowed = [...mapping.env.tables.keys()].filter((t) => this.windowOf(t) !== null);
    for (const tableIndex of new Set([...mapping.users.keys(), ...windowed]))
      this.codes.set(tableIndex, new Uint8Array(mapping.env.tables[tableIndex]!.rows + 1));
  }

  /** Takes in what a worker saw. Where several specs saw a row, the lowest code counts: delivered comes before everything else. */
  merge(delta: AccountDelta): void {
    for (let i = 0; i < delta.rows.length; i++) {
      const codes = this.codes.get(delta.tables[i]!)!;
      const row = delta.rows[i]!;
      const code = delta.codes[i]!;
      if (codes[row] === 0 || code < codes[row]!) codes[row] = code;
    }
  }

  /** Disposition code of a row; 0 while nobody has seen it. */
  code(tableIndex: number, row: number): number {
    return this.codes.get(tableIndex)?.[row] ?? 0;
  }

  /**
   * Settles the rows that no chart visited: rows of excluded patients, orphans, rows that no spec selects, tables without specs. Streams; raises one issue
   * for each orphan row and one for each table with rows that nothing selects. `partial`: the run left patients out, and their rows are excluded as such.
   */
  remainder(db: Database, onIssue: IssueSink, partial = false): void {
    const { mapping } = this;
    const queries = new SpecQueries(mapping, db);
    const patients = new PatientLookup(mapping, queries);
    for (const spec of mapping.specs)
      if (spec.patient !== null) this.settleSpec(spec, db, queries, patients, onIssue, partial);
    for (const [tableIndex, codes] of this.codes) {
      const table = mapping.env.tables[tableIndex]!;
      const fallback = this.fallback(table);
      this.settleWindow(tableIndex, codes, db);
      let left = 0;
      for (let row = 1; row < codes.length; row++) {
        if (codes[row] !== 0) continue;
        codes[row] = fallback;
        left += 1;
      }
      const { kind, name } = mapping.dispositions.all[fallback]!;
      if (left > 0 && kind === 'quarantined') onIssue(notSelected(table, name, left));
    }
    for (const [tableIndex, table] of mapping.env.tables.entries()) {
      if (this.codes.has(tableIndex) || table.rows === 0) continue;
      const { kind, name } = mapping.dispositions.all[this.fallback(table)]!;
      if (kind === 'quarantined') onIssue(notSelected(table, name, table.rows));
    }
  }

  private windowOf(tableIndex: number): WindowRule | null {
    const table = this.mapping.env.tables[tableIndex]!;
    return tableWindow(this.mapping.env, table, table.name);
  }

  /** Rows that nothing took and that lie outside of their table's window are archived under its name. */
  private settleWindow(tableIndex: number, codes: Uint8Array, db: Database): void {
    const { env, dispositions } = this.mapping;
    const table = env.tables[tableIndex]!;
    const window = this.windowOf(tableIndex);
    if (window === null || !codes.includes(0, 1)) return;
    const { sql, from, alias } = standaloneSql(env.tables, table, (as) => tableWindow(env, table, as)!.where);
    const outside = db.prepare(`SELECT ${alias}._row FROM ${from} WHERE ${sql}`).pluck();
    const code = dispositions.outside(window.rule);
    for (const row of outside.iterate() as IterableIterator<number>) if (codes[row] === 0) codes[row] = code;
  }

  private settleSpec(
    spec: CompiledSpec,
    db: Database,
    queries: SpecQueries,
    patients: PatientLookup,
    onIssue: IssueSink,
    partial: boolean,
  ): void {
    const { mapping } = this;
    const { scope, patient } = spec;
    const leftOut = partial ? mapping.dispositions.excluded(NOT_IN_RUN) : 0;
    const codes = this.codes.get(spec.tableIndex)!;
    const account = new RowAccount();
    const rows = new RowBuilder(mapping, account, queries);
    const run = new EvaluationRun((s) => queries.list(s), new Map());
    const hasDetails = spec.scopes.length > 1 || scope.tables.some((t) => t.role === 'detail');
    const row = `${quoteName(scope.driving.alias)}._row`;
    const exclude = spec.excludeSlot < 0 ? 'NULL' : scope.slots[spec.excludeSlot]!.sql;
    const where = spec.where === null ? '' : ` WHERE (${spec.where})`;
    const light = db
      .prepare(`SELECT ${row}, ${patient!.sql}, ${exclude} FROM ${scope.fromSql()}${where} ORDER BY ${row}`)
      .raw(true);
    const whole = hasDetails ? queries.byRow(spec) : null;
    for (const [ordinal, key, rule] of light.iterate() as IterableIterator<[number, unknown, number | null]>) {
      if (codes[ordinal] === mapping.dispositions.delivered) continue;
      // What is set aside for a reason of its own still shares the fate of a patient who is not migrated, or not in this run.
      const setAside = rule !== null && spec.setsAside.has(rule);
      const text = keyText(key);
      const whose = (): number => (setAside && text === null ? 0 : patients.code(text) || leftOut);
      const byRule = rule === null ? 0 : spec.ruleCodes[rule]!;
      const code = rule !== null && !setAside ? byRule : whose() || byRule;
      if (code === 0 || (codes[ordinal] !== 0 && codes[ordinal]! <= code)) continue;
      const { kind, name } = mapping.dispositions.all[code]!;
      if (setAside && code === byRule) onIssue(asideIssue(spec, ordinal, rule));
      else if (kind === 'quarantined') {
        const slot = scope.slots[patient!.slot]!;
        const cell = slot.table === scope.driving ? { column: slot.column! } : {};
        onIssue({
          severity: 'warning',
          code: name,
          where: formatLocator({ source: spec.table.source, table: spec.table.name, row: ordinal, ...cell }),
          message:
            name === 'patient-missing' ? 'The row names no patient.' : 'The row names a patient who does not exist.',
          hint: 'Archive such rows by a rule, or find the patient.',
          element: spec.spec.resource,
        });
      }
      if (whole) {
        const cells = whole.get(ordinal) as unknown[] | undefined;
        if (cells) rows.set(spec, cells, run, code);
      } else account.mark(spec.tableIndex, ordinal, code);
      run.issues.length = 0;
    }
    this.merge(account.take());
  }

  /** What the scope plan says of rows that no spec took. */
  private fallback(table: StagedTable): number {
    const { dispositions, env } = this.mapping;
    const plan = env.scope.tables[`${table.source}/${table.name}`] ?? env.scope.tables[table.name];
    if (!plan)
      return env.scope.unlisted === 'archive' ? dispositions.archived : dispositions.quarantined('table-unlisted');
    if (plan.decision === 'drop') return dispositions.excluded(SCOPE_DROP);
    if (plan.decision !== 'migrate') return dispositions.archived;
    return plan.remainder === 'archive' ? dispositions.archived : dispositions.quarantined('row-not-selected');
  }
}

const notSelected = (table: StagedTable, code: string, rows: number) => ({
  severity: 'error' as const,
  code,
  where: formatLocator({ source: table.source, table: table.name }),
  message:
    code === 'table-unlisted'
      ? `The scope plan does not list this table, and it holds ${rows} rows.`
      : `No spec selects ${rows} rows of this table, and no rule excludes them.`,
  hint: 'Map them, exclude them by a rule, or set remainder: archive with a reason in scope.yaml.',
});

/** Says of a patient key why a row under it was not visited. */
class PatientLookup {
  private readonly known = new Map<string, number>();
  private readonly rows: RowBuilder;

  constructor(
    private readonly mapping: CompiledMapping,
    private readonly queries: SpecQueries,
  ) {
    this.rows = new RowBuilder(mapping, new RowAccount(), queries);
  }

  /** Disposition code; 0 when the patient is included (the row was simply not visited by this run). */
  code(key: string | null): number {
    const { dispositions, specs, patientSpec } = this.mapping;
    if (key === null) return dispositions.quarantined('patient-missing');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const spec = specs[patientSpec]!;
    const codes = this.queries.rowsOf(spec, key).map((cells) => this.rows.excluded(spec, cells));
    const code =
      codes.length === 0 ? dispositions.quarantined('patient-unknown') : codes.includes(0) ? 0 : Math.min(...codes);
    if (this.known.size >= 100_000) this.known.clear();
    this.known.set(key, code);
    return code;
  }
}
