import type { JoinSpec } from '../artifacts/mapping-spec.js';
import type { StagedTable } from '../vault/contract.js';
import { didYouMean } from './nearest-name.js';
import { type FragmentNames, type OuterColumn, type RewrittenSql, rewriteSql } from './sql-rewrite.js';
import { quoteName, quoteText, SqlTextError, tokenizeSql } from './sql-text.js';
import { columnSql, findColumn, isAbsentTable, tableSql } from './staged-sql.js';

export type TableRole = 'driving' | 'detail' | 'lookup';

/** A table of a row's scope under its alias. */
export interface ScopeTable {
  readonly alias: string;
  readonly tableIndex: number;
  readonly table: StagedTable;
  readonly role: TableRole;
  /** LEFT JOIN text; empty for the driving table and pivots. */
  join: string;
  /** Aliases that the join condition names. */
  needs: readonly ScopeTable[];
  /** Without an order a join must be unique. */
  readonly unique: boolean;
  /** Attribute column (lower case) to its scalar sub-selects. */
  readonly pivot?: ReadonlyMap<
    string,
    { readonly name: string; readonly value: string; readonly row: string; readonly column: string }
  >;
}

/** One column of a scope's SELECT. */
export interface Slot {
  readonly sql: string;
  /** Set for a plain column. */
  readonly table?: ScopeTable;
  readonly column?: string;
  readonly cellType: string;
  /** Slot with the row ordinal of `table`; -1 for expressions. */
  readonly rowSlot: number;
  /** Same cell in the scope above; -1 where it is the scope's own. */
  readonly up: number;
  /** Some element value is made of it. */
  fed: boolean;
  /** Some condition, key or reference reads it: then it is used even where no value shows it. */
  condition: boolean;
}

export interface ColumnRef {
  readonly table: ScopeTable;
  readonly column: string;
  readonly sql: string;
  readonly rowSql: string;
  readonly cellType: string;
}

export interface IndexNeed {
  readonly table: StagedTable;
  readonly columns: readonly string[];
}

/** Condition by which a table is joined, or a list tied to the row above. */
export interface TableTie {
  readonly joined: ScopeTable;
  /** As it runs. */
  readonly sql: string;
  /** Columns that it names outside of sub-selects. */
  readonly uses: readonly ColumnRef[];
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Tables, names and SELECT columns of one row shape: a spec's driving rows, or the rows of a list below them. */
export class RowScope implements FragmentNames<ColumnRef> {
  readonly tables: ScopeTable[] = [];
  readonly slots: Slot[] = [];
  readonly indexNeeds: IndexNeed[] = [];
  readonly ties: TableTie[] = [];
  /** Columns of look-up tables read in sub-selects. */
  readonly innerUses: { table: StagedTable; column: string }[] = [];
  /** Columns that conditions, joins and expressions name, by table. */
  readonly named = new Map<ScopeTable, Set<string>>();
  private readonly bySql = new Map<string, number>();
  private readonly usedAbove = new Set<ScopeTable>();
  /** Condition of a list that ties its rows to the row above. */
  tie = '';
  order = '';

  constructor(
    readonly id: number,
    readonly parent: RowScope | null,
    private readonly findTable: (name: string) => { index: number; table: StagedTable } | null,
    private readonly allTables: () => string[],
    /** Told of every fragment once it is rewritten. */
    private readonly onFragment: (scope: RowScope, sql: string) => void = () => {},
  ) {}

  get driving(): ScopeTable {
    return this.tables[0]!;
  }

  private taken(alias: string): boolean {
    return (
      this.tables.some((t) => t.alias.toLowerCase() === alias.toLowerCase()) || (this.parent?.taken(alias) ?? false)
    );
  }

  /** `name` or `name alias`. Throws SqlTextError for an unknown table. */
  private lookUp(text: string): { index: number; table: StagedTable; alias: string } {
    const whole = this.findTable(text.trim());
    if (whole) return { ...whole, alias: text.trim() };
    const split = /^(.*\S)\s+(?:as\s+)?([A-Za-z_]\w*)$/i.exec(text.trim());
    const part = split ? this.findTable(split[1]!) : null;
    if (split && part) return { ...part, alias: split[2]! };
    throw new SqlTextError(
      0,
      `There is no staged table ${split?.[1] ?? text}.`,
      didYouMean(split?.[1] ?? text, this.allTables()) || 'chartlift scope show lists the tables.',
    );
  }

  addTable(text: string, role: TableRole): ScopeTable {
    const { index, table, alias } = this.lookUp(text);
    if (this.taken(alias))
      throw new SqlTextError(0, `The name ${alias} is used twice.`, 'Give this table an alias of its own.');
    const entry: ScopeTable = { alias, tableIndex: index, table, role, join: '', needs: [], unique: true };
    this.tables.push(entry);
    this.slot({
      table: entry,
      column: '_row',
      sql: `${quoteName(alias)}._row`,
      rowSql: `${quoteName(alias)}._row`,
      cellType: 'integer',
    });
    return entry;
  }

  addJoin(join: JoinSpec): void {
    if ('pivot' in join) this.addPivot(join);
    else {
      const { index, table, alias: own } = this.lookUp(join.table);
      const alias = join.as ?? own;
      if (this.taken(alias))
        throw new SqlTextError(0, `The name ${alias} is used twice.`, 'Give the join an alias with as.');
      const entry: ScopeTable = {
        alias,
        tableIndex: index,
        table,
        role: join.role ?? 'lookup',
        join: '',
        needs: [],
        unique: join.order === undefined,
      };
      this.tables.push(entry);
      const on = this.rewrite(join.on);
      this.noteTie(on, entry);
      entry.needs = on.uses.map((u) => u.table).filter((t) => t !== entry);
      const from = tableSql(table, alias);
      if (join.order === undefined) entry.join = `LEFT JOIN ${from} ON (${on.sql})`;
      else {
        const order = this.orderSql(join.order, false);
        entry.join = `LEFT JOIN ${from} ON ${quoteName(alias)}._row = (SELECT ${quoteName(alias)}._row FROM ${from} WHERE (${on.sql}) ORDER BY ${order}, ${quoteName(alias)}._row LIMIT 1)`;
      }
      this.slot({
        table: entry,
        column: '_row',
        sql: `${quoteName(alias)}._row`,
        rowSql: `${quoteName(alias)}._row`,
        cellType: 'integer',
      });
    }
  }

  private addPivot(join: Extract<JoinSpec, { pivot: string }>): void {
    const { index, table } = this.lookUp(join.pivot);
    const alias = join.as;
    if (this.taken(alias))
      throw new SqlTextError(0, `The name ${alias} is used twice.`, 'Give the pivot another alias.');
    // Inside the pivot's own condition the alias is the raw table.
    const raw: ScopeTable = { alias, tableIndex: index, table, role: 'lookup', join: '', needs: [], unique: true };
    this.tables.push(raw);
    const on = this.rewrite(join.on);
    this.noteTie(on, raw);
    const attribute = this.reference(raw, join.attribute);
    const value = this.reference(raw, join.value);
    const order = join.order === undefined ? '' : `${this.orderSql(join.order, true)}, `;
    this.tables.pop();
    const names = Array.isArray(join.attributes)
      ? join.attributes.map((a) => [a, a] as const)
      : Object.entries(join.attributes);
    const texts = new Map<string, { name: string; attributes: string[] }>();
    for (const [attributeText, name] of names) {
      const key = name.toLowerCase();
      if (!texts.has(key)) texts.set(key, { name, attributes: [] });
      texts.get(key)!.attributes.push(attributeText);
    }
    const pivot = new Map<string, { name: string; value: string; row: string; column: string }>();
    const tail = (attributes: string[]) =>
      `FROM ${tableSql(table, alias)} WHERE (${on.sql}) AND ${attribute.sql} IN (${attributes.map(quoteText).join(', ')}) ORDER BY ${order}${quoteName(alias)}._row DESC LIMIT 1)`;
    for (const [key, { name, attributes }] of texts) {
      pivot.set(key, {
        name,
        value: `(SELECT ${value.sql} ${tail(attributes)}`,
        row: `(SELECT ${quoteName(alias)}._row ${tail(attributes)}`,
        column: value.column,
      });
    }
    const entry: ScopeTable = {
      ...raw,
      role: join.role ?? 'lookup',
      pivot,
      needs: on.uses.map((u) => u.table).filter((t) => t !== raw),
    };
    this.tables.push(entry);
    for (const column of [...(this.named.get(raw) ?? []), attribute.column, value.column]) this.name(entry, column);
    this.named.delete(raw);
  }

  /** ORDER BY text; `reverse` turns each term round. */
  orderSql(text: string, reverse: boolean): string {
    const tokens = tokenizeSql(text);
    const cuts: number[] = [0];
    let depth = 0;
    for (const t of tokens) {
      if (t.text === '(') depth += 1;
      if (t.text === ')') depth -= 1;
      if (t.text === ',' && depth === 0) cuts.push(t.start, t.end);
    }
    cuts.push(text.length);
    const terms: string[] = [];
    for (let i = 0; i < cuts.length; i += 2) {
      const term = text.slice(cuts[i]!, cuts[i + 1]!).trim();
      const direction = /\s(asc|desc)$/i.exec(term);
      const descending = (direction?.[1]?.toLowerCase() === 'desc') !== reverse;
      terms.push(
        `(${this.rewrite(direction ? term.slice(0, direction.index) : term).sql}) ${descending ? 'DESC' : 'ASC'}`,
      );
    }
    return terms.join(', ');
  }

  private reference(table: ScopeTable, name: string): ColumnRef {
    const alias = quoteName(table.alias);
    if (table.pivot) {
      const hit = table.pivot.get(name.toLowerCase());
      if (!hit)
        throw new SqlTextError(
          0,
          `${table.alias} has no column ${name}.`,
          didYouMean(name, this.columnNames(table.alias)),
        );
      return { table, column: hit.column, sql: hit.value, rowSql: hit.row, cellType: 'unknown' };
    }
    if (name === '_row')
      return { table, column: '_row', sql: `${alias}._row`, rowSql: `${alias}._row`, cellType: 'integer' };
    const column = findColumn(table.table, name);
    if (!column)
      throw new SqlTextError(
        0,
        `The table ${table.table.name} has no column ${name}.`,
        didYouMean(
          name,
          table.table.columns.map((c) => c.name),
        ),
      );
    return {
      table,
      column: column.name,
      sql: columnSql(table.alias, column),
      rowSql: `${alias}._row`,
      cellType: column.cellType,
    };
  }

  private tryReference(alias: string | null, name: string): ColumnRef | null {
    for (const table of this.tables) {
      // A bare name never means a pivot's column, nor one of a table that the source lacks: every name would fit that.
      if (alias === null ? table.pivot !== undefined || isAbsentTable(table.table) : !sameName(table.alias, alias))
        continue;
      const has = table.pivot
        ? table.pivot.has(name.toLowerCase())
        : name === '_row' || findColumn(table.table, name) !== null;
      if (has) return this.reference(table, name);
      if (alias !== null) return null;
    }
    const above = this.parent?.tryReference(alias, name) ?? null;
    if (above) this.usedAbove.add(above.table);
    if (above === null && alias === null && isAbsentTable(this.driving.table))
      return this.reference(this.driving, name);
    return above;
  }

  column(alias: string | null, column: string): OuterColumn<ColumnRef> | null {
    const ref = this.tryReference(alias, column);
    return ref ? { sql: ref.sql, ref } : null;
  }

  table(name: string): StagedTable | null {
    return this.findTable(name)?.table ?? null;
  }

  columnNames(alias: string | null): string[] {
    const own = this.tables
      .filter((t) => alias === null || t.alias.toLowerCase() === alias.toLowerCase())
      .flatMap((t) => (t.pivot ? [...t.pivot.values()].map((p) => p.name) : t.table.columns.map((c) => c.name)));
    return [...own, ...(this.parent?.columnNames(alias) ?? [])];
  }

  aliases(): string[] {
    return [...this.tables.map((t) => t.alias), ...(this.parent?.aliases() ?? [])];
  }

  tableNames(): string[] {
    return this.allTables();
  }

  rewrite(text: string): RewrittenSql<ColumnRef> {
    const result = rewriteSql(text, this);
    this.innerUses.push(...result.innerUses);
    this.onFragment(this, result.sql);
    for (const use of result.uses) this.name(use.table, use.column);
    for (const { table, column } of result.innerUses) {
      if (
        column !== '_row' &&
        result.equalities.some((e) => 'inner' in e && e.inner === table && e.column === column)
      ) {
        this.indexNeeds.push({ table, columns: [column] });
      }
    }
    return result;
  }

  private name(table: ScopeTable, column: string): void {
    if (!this.named.has(table)) this.named.set(table, new Set());
    this.named.get(table)!.add(column);
  }

  /** Keeps a join's or list's condition, and what indexes it needs: the joined table's compared columns together, and the other tables' each alone. */
  noteTie(sql: RewrittenSql<ColumnRef>, joined: ScopeTable): void {
    this.ties.push({ joined, sql: sql.sql, uses: sql.uses });
    const own: string[] = [];
    for (const equality of sql.equalities) {
      if (!('outer' in equality) || equality.outer.column === '_row') continue;
      const { table, column } = equality.outer;
      if (table === joined || (table.table === joined.table && table.alias === joined.alias)) {
        if (!own.includes(column)) own.push(column);
      } else if (!table.pivot) this.indexNeeds.push({ table: table.table, columns: [column] });
    }
    if (own.length > 0) this.indexNeeds.push({ table: joined.table, columns: own });
  }

  /** Slot of a column given as `column` or `alias.column`. Throws SqlTextError. */
  columnSlot(name: string): number {
    const exact = this.tryReference(null, name);
    if (exact && !isAbsentTable(exact.table.table)) return this.slot(exact);
    const dot = name.lastIndexOf('.');
    const ref = (dot > 0 ? this.tryReference(name.slice(0, dot), name.slice(dot + 1)) : null) ?? exact;
    if (ref) return this.slot(ref);
    const alias =
      dot > 0 && this.aliases().some((a) => a.toLowerCase() === name.slice(0, dot).toLowerCase())
        ? name.slice(0, dot)
        : null;
    const shown = alias ?? this.driving.table.name;
    const wanted = alias === null ? name : name.slice(dot + 1);
    throw new SqlTextError(
      0,
      `${alias === null ? 'The table ' : ''}${shown} has no column ${wanted}.`,
      didYouMean(wanted, this.columnNames(alias)),
    );
  }

  slot(ref: ColumnRef): number {
    const known = this.bySql.get(ref.sql);
    if (known !== undefined) return known;
    const own = this.tables.includes(ref.table) || this.parent === null;
    const rowSlot = ref.column === '_row' ? this.slots.length : this.rowSlotOf(ref);
    const up = own ? -1 : this.parent!.slot(ref);
    const index = this.slots.length;
    // A driver returns integers beyond 2^53 inexactly: such columns are read as text there.
    const type = ref.table.table.columns.find((c) => c.name === ref.column)?.type ?? '';
    const wide = /big|long|int8|int64/i.test(type) && !ref.table.pivot && ref.cellType === 'integer';
    const sql = wide
      ? `CASE WHEN typeof(${ref.sql}) = 'integer' AND ${ref.sql} NOT BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(${ref.sql} AS TEXT) ELSE ${ref.sql} END`
      : ref.sql;
    this.slots.push({
      sql,
      table: ref.table,
      column: ref.column,
      cellType: ref.cellType,
      rowSlot,
      up,
      fed: false,
      condition: false,
    });
    this.bySql.set(ref.sql, index);
    return index;
  }

  private rowSlotOf(ref: ColumnRef): number {
    return this.slot({ ...ref, column: '_row', sql: ref.rowSql, rowSql: ref.rowSql, cellType: 'integer' });
  }

  /** Slot of a SQL expression and the slots of the columns that it names. */
  expressionSlot(text: string, condition: boolean): { slot: number; inputs: number[] } {
    const { sql, uses } = this.rewrite(text);
    const inputs = uses.map((u) => this.slot(u));
    const whole = condition ? `((${sql}) IS TRUE)` : `(${sql})`;
    const known = this.bySql.get(whole);
    const slot = known ?? this.slots.length;
    if (known === undefined) {
      this.slots.push({
        sql: whole,
        cellType: condition ? 'boolean' : 'expression',
        rowSlot: -1,
        up: -1,
        fed: false,
        condition: true,
      });
      this.bySql.set(whole, slot);
    }
    if (condition) for (const i of inputs) this.useAsCondition(i);
    return { slot, inputs };
  }

  useAsCondition(slot: number): void {
    const s = this.slots[slot]!;
    s.condition = true;
    if (s.up >= 0) this.parent!.useAsCondition(s.up);
  }

  feed(slot: number): void {
    const s = this.slots[slot]!;
    s.fed = true;
    if (s.up >= 0) this.parent!.feed(s.up);
  }

  /** Tables that must be joined so that `tables` can be named, in join order. */
  private closure(tables: Iterable<ScopeTable>): Set<ScopeTable> {
    const needed = new Set<ScopeTable>();
    const visit = (t: ScopeTable) => {
      if (needed.has(t)) return;
      needed.add(t);
      for (const n of t.needs) visit(n);
    };
    for (const t of tables) visit(t);
    return needed;
  }

  /**
   * FROM text. `inner`: tables that must match (joined with JOIN instead of LEFT JOIN), so that the patient key can drive the query through them.
   * `only`: join no other tables than these need.
   */
  fromSql(options: { inner?: Iterable<ScopeTable>; only?: Iterable<ScopeTable> } = {}): string {
    const inner = options.inner ? this.closure(options.inner) : new Set<ScopeTable>();
    const only = options.only ? this.closure(options.only) : null;
    const parts: string[] = [];
    const first = tableSql(this.driving.table, this.driving.alias);
    if (this.parent) parts.push(this.parent.fromSql({ only: this.usedAbove }), `JOIN ${first} ON (${this.tie})`);
    else parts.push(first);
    for (const table of this.tables.slice(1)) {
      if (table.join === '' || (only && !only.has(table))) continue;
      parts.push(inner.has(table) ? table.join.replace(/^LEFT JOIN/, 'JOIN') : table.join);
    }
    return parts.join(' ');
  }

  /** All tables side by side, unjoined: enough to prepare one fragment alone. */
  tablesSql(): string {
    const own = this.tables.map((t) => tableSql(t.table, t.alias));
    return this.parent ? `${this.parent.tablesSql()}, ${own.join(', ')}` : own.join(', ');
  }

  selectSql(): string {
    return this.slots.map((s) => s.sql).join(', ');
  }

  /** Statement of a list: its rows below one row of the scope above, bound by the row ordinals from the top down. */
  listSql(): string {
    const chain: string[] = [];
    for (let s = this.parent; s; s = s.parent) chain.unshift(`${quoteName(s.driving.alias)}._row = ?`);
    const order = this.order === '' ? '' : `${this.order}, `;
    return `SELECT ${this.selectSql()} FROM ${this.fromSql()} WHERE ${chain.join(' AND ')} ORDER BY ${order}${quoteName(this.driving.alias)}._row`;
  }
}
