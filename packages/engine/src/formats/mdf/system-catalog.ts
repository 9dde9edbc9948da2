import { type BootRecord, readBoot } from './boot-page.js';
import type { PageAddress } from './page.js';
import type { PageStore } from './page-store.js';
import { type AllocationUnit, type Rowset, type RowsetColumn, TABLE_ROWS } from './rowset.js';
import type { StoredType } from './stored-type.js';
import {
  SYSALLOCUNITS,
  SYSHOBTCOLUMNS,
  SYSROWSETCOLUMNS,
  SYSROWSETS,
  SYSROWSETS_2005,
  SYSRSCOLS,
  type SystemLayout,
} from './system-layouts.js';
import {
  addressOf,
  bigOf,
  describedColumns,
  layoutColumns,
  numberOf,
  type SystemColumn,
  type SystemRow,
  systemRows,
  textOf,
} from './system-records.js';

const SYSSCHOBJS = 34;
const SYSCOLPARS = 41;
/** Columns of syscolpars in the order of their ids. */
const SYSCOLPARS_NAMES = [
  'id',
  'number',
  'colid',
  'name',
  'xtype',
  'utype',
  'length',
  'prec',
  'scale',
  'collationid',
  'status',
  'maxinrow',
  'xmlns',
  'dflt',
  'chk',
  'idtval',
];
const SYSSCHOBJS_NAMES = [
  'id',
  'name',
  'nsid',
  'nsclass',
  'status',
  'type',
  'pid',
  'pclass',
  'intprop',
  'created',
  'modified',
];
/** Decimal and fractional-second types keep precision and scale where the others keep a length (sysrscols.ti, observed). */
const DECIMALS = new Set([106, 108]);
const FRACTIONS = new Set([41, 42, 43]);

/** The system tables of a database: what rowsets there are and how they are stored. */
export class SystemCatalog {
  readonly #byObject = new Map<number, Rowset[]>();
  readonly #byUnit = new Map<bigint, Rowset>();
  readonly #names = new Map<string, number>();
  readonly #columnNames = new Map<number, Map<number, string>>();

  private constructor(
    private readonly store: PageStore,
    readonly boot: BootRecord,
    /** Pages of system tables that are missing or not what they should be. */
    readonly faults: PageAddress[],
  ) {}

  /** Throws MigrationError (refused) when the store holds no database, or one of a version that is not known. */
  static async open(store: PageStore): Promise<SystemCatalog> {
    const { boot, first } = await readBoot(store);
    const catalog = new SystemCatalog(store, boot, []);
    const units = await catalog.#units(first);
    const rowsets = await catalog.#rowsets(units);
    await catalog.#columns(units, rowsets);
    await catalog.#describe();
    return catalog;
  }

  /** Heaps, indexes and partitions of an object, partitions in order. */
  rowsetsOf(objectId: number): readonly Rowset[] {
    return this.#byObject.get(objectId) ?? [];
  }

  /** What an allocation unit belongs to; null for an id that none has. */
  rowsetOfUnit(id: bigint): Rowset | null {
    return this.#byUnit.get(id) ?? null;
  }

  /** Tells of tables that hold rows and that no object among `known` stands for: their objects were lost. */
  reportOrphans(known: ReadonlySet<number>): void {
    for (const [objectId, rowsets] of this.#byObject) {
      if (known.has(objectId)) continue;
      const orphan = rowsets.find(
        (rowset) => rowset.ownerType === TABLE_ROWS && rowset.indexId <= 1 && rowset.rows > 0,
      );
      if (orphan) this.faults.push(orphan.units[0]?.firstIam ?? { file: 0, page: 0 });
    }
  }

  /**
   * Rows of a system table by its name, `sysidxstats`; none where this version has no such table. `wanted` is asked with what stands in the
   * row itself: large values are fetched only for what it wants, and the rest is left out.
   */
  async *rows(name: string, wanted?: (row: SystemRow) => boolean): AsyncGenerator<SystemRow> {
    const objectId = this.#names.get(name);
    if (objectId === undefined) return;
    const columnNames = this.#columnNames.get(objectId) ?? new Map<number, string>();
    for (const rowset of this.rowsetsOf(objectId)) {
      if (rowset.indexId > 1) continue;
      yield* this.#read(rowset, describedColumns(rowset.columns, columnNames), wanted);
    }
  }

  async *#read(
    rowset: Rowset,
    columns: readonly SystemColumn[],
    wanted?: (row: SystemRow) => boolean,
  ): AsyncGenerator<SystemRow> {
    const unit = rowset.units.find((u) => u.type === 1);
    if (unit === undefined || unit.root.page === 0) return;
    yield* systemRows(this.store, unit.root, columns, (address) => this.faults.push(address), wanted);
  }

  async #units(first: PageAddress): Promise<Map<bigint, AllocationUnit[]>> {
    const units = new Map<bigint, AllocationUnit[]>();
    const rows = systemRows(this.store, first, layoutColumns(SYSALLOCUNITS), (address) => this.faults.push(address));
    for await (const row of rows) {
      const owner = bigOf(row.ownerid);
      const unit: AllocationUnit = {
        id: bigOf(row.auid),
        type: numberOf(row.type),
        first: addressOf(row.pgfirst),
        root: addressOf(row.pgroot),
        firstIam: addressOf(row.pgfirstiam),
      };
      const list = units.get(owner);
      if (list) list.push(unit);
      else units.set(owner, [unit]);
    }
    return units;
  }

  async *#known(layout: SystemLayout, units: ReadonlyMap<bigint, AllocationUnit[]>): AsyncGenerator<SystemRow> {
    // Rowsets of the first system tables have the number of their object in the upper words (observed).
    const unit = units.get(BigInt(layout.objectId) << 16n)?.find((u) => u.type === 1);
    if (unit === undefined) return;
    yield* systemRows(this.store, unit.root, layoutColumns(layout), (address) => this.faults.push(address));
  }

  async #rowsets(units: ReadonlyMap<bigint, AllocationUnit[]>): Promise<Map<bigint, Mutable<Rowset>>> {
    const rowsets = new Map<bigint, Mutable<Rowset>>();
    const layout = this.#is2005 ? SYSROWSETS_2005 : SYSROWSETS;
    for await (const row of this.#known(layout, units)) {
      const id = bigOf(row.rowsetid);
      const rowset: Mutable<Rowset> = {
        id,
        objectId: numberOf(row.idmajor),
        indexId: numberOf(row.idminor),
        partition: numberOf(row.numpart),
        ownerType: numberOf(row.ownertype),
        status: numberOf(row.status),
        rows: numberOf(row.rcrows),
        compression: numberOf(row.cmprlevel),
        columns: [],
        units: units.get(id) ?? [],
      };
      rowsets.set(id, rowset);
      for (const unit of rowset.units) this.#byUnit.set(unit.id, rowset);
      const list = this.#byObject.get(rowset.objectId);
      if (list) list.push(rowset);
      else this.#byObject.set(rowset.objectId, [rowset]);
    }
    for (const list of this.#byObject.values()) list.sort((a, b) => a.indexId - b.indexId || a.partition - b.partition);
    return rowsets;
  }

  async #columns(
    units: ReadonlyMap<bigint, AllocationUnit[]>,
    rowsets: ReadonlyMap<bigint, Mutable<Rowset>>,
  ): Promise<void> {
    const add = (id: bigint, column: RowsetColumn): void => {
      const rowset = rowsets.get(id);
      if (rowset) (rowset.columns as RowsetColumn[]).push(column);
    };
    if (!this.#is2005) {
      for await (const row of this.#known(SYSRSCOLS, units)) add(bigOf(row.rsid), rowsetColumn(row));
      return;
    }
    const stored = new Map<string, SystemRow>();
    for await (const row of this.#known(SYSHOBTCOLUMNS, units)) stored.set(`${row.hobtid}:${row.hobtcolid}`, row);
    for await (const row of this.#known(SYSROWSETCOLUMNS, units)) {
      const column = stored.get(`${row.rowsetid}:${row.hobtcolid}`);
      if (column) add(bigOf(row.rowsetid), hobtColumn(numberOf(row.rowsetcolid), column));
    }
  }

  /** Names of the system tables and of their columns, so that any of them can be read. */
  async #describe(): Promise<void> {
    const named = (names: readonly string[]): Map<number, string> => new Map(names.map((name, i) => [i + 1, name]));
    this.#columnNames.set(SYSSCHOBJS, named(SYSSCHOBJS_NAMES));
    this.#columnNames.set(SYSCOLPARS, named(SYSCOLPARS_NAMES));
    this.#names.set('sysschobjs', SYSSCHOBJS).set('syscolpars', SYSCOLPARS);
    const system = new Set<number>();
    for await (const row of this.rows('sysschobjs')) {
      if (typeof row.type === 'object' && row.type?.toString('latin1').startsWith('S ')) {
        system.add(numberOf(row.id));
        if (!this.#names.has(textOf(row.name))) this.#names.set(textOf(row.name), numberOf(row.id));
      }
    }
    for await (const row of this.rows('syscolpars')) {
      const id = numberOf(row.id);
      if (numberOf(row.number) !== 0 || !system.has(id) || id === SYSSCHOBJS || id === SYSCOLPARS) continue;
      const names = this.#columnNames.get(id) ?? new Map<number, string>();
      names.set(numberOf(row.colid), textOf(row.name));
      this.#columnNames.set(id, names);
    }
  }

  get #is2005(): boolean {
    return this.boot.version < 655;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const signed16 = (value: number): number => ((value & 0xffff) << 16) >> 16;

function rowsetColumn(row: SystemRow): RowsetColumn {
  const ti = numberOf(row.ti) >>> 0;
  const status = numberOf(row.status);
  return {
    id: numberOf(row.rscolid),
    // Low words are of the leaf level, high words of the index levels (observed).
    offset: signed16(numberOf(row.offset)),
    nullBit: numberOf(row.nullbit) & 0xffff,
    bit: numberOf(row.bitpos) & 0xff,
    type: storedType(ti, numberOf(row.cid)),
    nullable: (status & 0x80) === 0,
    hasDefault: (status & 0x200) !== 0,
  };
}

/** sysrscols.ti: the type in the lowest byte, then its length, or precision and scale (observed). */
function storedType(ti: number, collation: number): StoredType {
  const xtype = ti & 0xff;
  if (DECIMALS.has(xtype)) {
    const precision = (ti >>> 8) & 0xff;
    return { xtype, userType: 0, length: 0, precision, scale: (ti >>> 16) & 0xff, collation: 0 };
  }
  const scale = FRACTIONS.has(xtype) ? (ti >>> 8) & 0xff : 0;
  // A (max) type has the length 0 here and -1 in syscolpars (observed).
  const length = (ti >>> 8) & 0xffff;
  return {
    xtype,
    userType: 0,
    length: length === 0 || length === 0xffff ? -1 : length,
    precision: 0,
    scale,
    collation,
  };
}

const hobtColumn = (id: number, row: SystemRow): RowsetColumn => ({
  id,
  offset: signed16(numberOf(row.offset)),
  nullBit: numberOf(row.nullbit),
  bit: numberOf(row.bitpos) & 0xff,
  type: {
    xtype: numberOf(row.xtype),
    userType: 0,
    length: signed16(numberOf(row.length)),
    precision: numberOf(row.prec),
    scale: numberOf(row.scale),
    collation: numberOf(row.collation),
  },
  nullable: true,
  hasDefault: false,
});
