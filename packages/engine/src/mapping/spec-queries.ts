import type { Database, Statement } from 'better-sqlite3';
import type { CompiledMapping, CompiledSpec } from './compiled-spec.js';
import { keyText } from './key-text.js';
import type { RowScope, ScopeTable, Slot } from './row-scope.js';
import { quoteName } from './sql-text.js';

const INTEGER = /^-?(?:0|[1-9]\d{0,14})$/;

/**
 * A key as its possible storage forms: an integer column is met by the first, a text column by the second, and both by an index, because neither side
 * of the comparison is computed. A column of fixed width keeps blanks behind its values: the third form has them. Bound in the order of {@link keyTerm}.
 */
function keyForms(key: string, slot: Slot): (number | string)[] {
  const width = widthOf(slot);
  const forms = INTEGER.test(key) && key !== '-0' ? [Number(key), key] : [key, key];
  return width === 0 ? forms : [...forms, key.padEnd(width)];
}

const keyTerm = (slot: Slot): string => `${slot.sql} IN (?, ?${widthOf(slot) === 0 ? '' : ', ?'})`;

const widths = new WeakMap<Slot, number>();

/** Characters of a `char(n)` or `nchar(n)` column; 0 for any other. */
function widthOf(slot: Slot): number {
  let width = widths.get(slot);
  if (width === undefined) {
    const type = slot.table?.table.columns.find((column) => column.name === slot.column)?.type ?? '';
    width = Number(/^n?char\s*\((\d{1,4})\)/i.exec(type)?.[1] ?? 0);
    widths.set(slot, width);
  }
  return width;
}

/** Prepared statements of one mapping on one connection. */
export class SpecQueries {
  private readonly cache = new Map<string, Statement>();
  private readonly keyMaps = new Map<number, Map<string, number[]>>();

  constructor(
    private readonly mapping: CompiledMapping,
    private readonly db: Database,
  ) {}

  private prepare(key: string, sql: () => string): Statement {
    let statement = this.cache.get(key);
    if (!statement) {
      statement = this.db.prepare(sql()).raw(true);
      this.cache.set(key, statement);
    }
    return statement;
  }

  /** Joined rows of a patient, in row order. */
  rowsOf(spec: CompiledSpec, patientKey: string): unknown[][] {
    const { patient } = spec;
    if (patient!.indexed)
      return this.byPatient(spec).all(...keyForms(patientKey, spec.scope.slots[patient!.slot]!)) as unknown[][];
    const byRow = this.byRow(spec);
    return (this.keyMap(spec).get(patientKey) ?? []).flatMap((row) => byRow.all(row) as unknown[][]);
  }

  /** Statement of {@link rowsOf} for an indexed patient column. */
  byPatient(spec: CompiledSpec): Statement {
    return this.prepare(`patient ${spec.index}`, () =>
      rowsSql(spec, keyTerm(spec.scope.slots[spec.patient!.slot]!), spec.patient!.tables),
    );
  }

  /** Joined rows with a key, in row order; a text for each key column. */
  rowsWithKey(spec: CompiledSpec, parts: readonly string[]): unknown[][] {
    const forms = parts.flatMap((part, i) => keyForms(part, spec.scope.slots[spec.keySlots[i]!]!));
    return this.byKey(spec).all(...forms) as unknown[][];
  }

  /** Statement of {@link rowsWithKey}. */
  byKey(spec: CompiledSpec): Statement {
    return this.prepare(`key ${spec.index}`, () =>
      rowsSql(spec, spec.keySlots.map((s) => keyTerm(spec.scope.slots[s]!)).join(' AND ')),
    );
  }

  /** The row of an ordinal, where the spec selects it. */
  byRow(spec: CompiledSpec): Statement {
    return this.prepare(`row ${spec.index}`, () => rowsSql(spec, `${quoteName(spec.scope.driving.alias)}._row = ?`));
  }

  /** Every row of the spec, whoever's it is. */
  all(spec: CompiledSpec): Statement {
    return this.prepare(`all ${spec.index}`, () => rowsSql(spec, null));
  }

  /** Whether rows of the spec share a key. Told by the table's own primary key where the spec's key holds it; else looked up once a connection. */
  sharesKeys(spec: CompiledSpec): boolean {
    let shares = this.shared.get(spec.index);
    if (shares === undefined) {
      const slots = spec.keySlots.map((s) => spec.scope.slots[s]!);
      const own = slots.filter((s) => s.table === spec.scope.driving).map((s) => s.column!);
      const primary = spec.table.columns.filter((c) => c.key).map((c) => c.name);
      const isPrimary = primary.length > 0 && primary.every((c) => own.includes(c));
      shares = spec.table.rows > 1 && !own.includes('_row') && !isPrimary && this.findShared(spec);
      this.shared.set(spec.index, shares);
    }
    return shares;
  }
  private readonly shared = new Map<number, boolean>();

  private findShared(spec: CompiledSpec): boolean {
    const keys = spec.keySlots.map((s) => `trim(CAST(${spec.scope.slots[s]!.sql} AS TEXT))`).join(', ');
    const row = `${quoteName(spec.scope.driving.alias)}._row`;
    const sql = `SELECT 1 FROM ${spec.scope.fromSql()} WHERE ${this.selected(spec)} GROUP BY ${keys} HAVING min(${row}) <> max(${row}) LIMIT 1`;
    return this.db.prepare(sql).get() !== undefined;
  }

  /** Rows that the spec takes and no rule excludes. */
  private selected(spec: CompiledSpec): string {
    const exclude = spec.excludeSlot < 0 ? '1' : `${spec.scope.slots[spec.excludeSlot]!.sql} IS NULL`;
    return spec.where === null ? exclude : `(${spec.where}) AND ${exclude}`;
  }

  /** How many rows before this one the spec takes under the same key, whoever's they are. */
  earlierWithKey(spec: CompiledSpec, parts: readonly string[], row: number): number {
    const blanks = parts.map((p) => (p === '' ? 'b' : 'k')).join('');
    const statement = this.prepare(`earlier ${spec.index} ${blanks}`, () => {
      const terms = spec.keySlots.map((s, i) => {
        const slot = spec.scope.slots[s]!;
        return parts[i] === '' ? `coalesce(trim(${slot.sql}), '') = ''` : keyTerm(slot);
      });
      const driving = `${quoteName(spec.scope.driving.alias)}._row`;
      return `SELECT count(DISTINCT ${driving}) FROM ${spec.scope.fromSql()} WHERE ${terms.join(' AND ')} AND ${driving} < ? AND ${this.selected(spec)}`;
    });
    const forms = parts.flatMap((part, i) => (part === '' ? [] : keyForms(part, spec.scope.slots[spec.keySlots[i]!]!)));
    return (statement.get(...forms, row) as [number])[0];
  }

  list(scope: RowScope): Statement {
    let bySpec = this.lists.get(scope);
    if (!bySpec) {
      bySpec = this.db.prepare(scope.listSql()).raw(true);
      this.lists.set(scope, bySpec);
    }
    return bySpec;
  }
  private readonly lists = new Map<RowScope, Statement>();

  /** Patient keys of included rows, ordered by key. */
  patientKeys(): Statement {
    const spec = this.mapping.specs[this.mapping.patientSpec]!;
    return this.prepare('keys', () => {
      const key = spec.patient!.sql;
      const exclude = spec.excludeSlot < 0 ? 'NULL' : spec.scope.slots[spec.excludeSlot]!.sql;
      const where = spec.where === null ? '' : ` AND (${spec.where})`;
      return `SELECT ${key}, ${exclude} FROM ${spec.scope.fromSql()} WHERE ${key} IS NOT NULL${where} ORDER BY ${key}, ${quoteName(spec.scope.driving.alias)}._row`;
    });
  }

  /** Rows by the key of an expression that no index serves: made once a connection, in memory. */
  private keyMap(spec: CompiledSpec): Map<string, number[]> {
    let map = this.keyMaps.get(spec.index);
    if (!map) {
      map = new Map();
      const { scope, patient } = spec;
      const row = `${quoteName(scope.driving.alias)}._row`;
      const select = this.db
        .prepare(`SELECT ${row}, ${patient!.sql} FROM ${scope.fromSql({ only: patient!.tables })} ORDER BY ${row}`)
        .raw(true);
      for (const [ordinal, key] of select.iterate() as IterableIterator<[number, unknown]>) {
        const text = keyText(key);
        if (text === null) continue;
        const rows = map.get(text);
        if (!rows) map.set(text, [ordinal]);
        else if (rows.at(-1) !== ordinal) rows.push(ordinal);
      }
      this.keyMaps.set(spec.index, map);
    }
    return map;
  }
}

/** The driving query of a spec under a condition. */
function rowsSql(spec: CompiledSpec, condition: string | null, inner?: readonly ScopeTable[]): string {
  const { scope, where } = spec;
  const terms = [condition, where === null ? null : `(${where})`].filter((t) => t !== null);
  const from = scope.fromSql(inner ? { inner: inner.filter((t) => t !== scope.driving) } : {});
  return `SELECT ${scope.selectSql()} FROM ${from}${terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : ''} ORDER BY ${quoteName(scope.driving.alias)}._row`;
}
