import type { Cell } from '../../base/cell.js';
import { type AllocationFault, PageUse } from './allocation.js';
import type { BootRecord } from './boot-page.js';
import { type DatabaseColumn, type DatabaseTable, type DatabaseView, readDatabaseCatalog } from './database-catalog.js';
import type { PageAddress } from './page.js';
import { type OwnedPage, ownersOf, unitId } from './page-owner.js';
import type { PageStore } from './page-store.js';
import type { RowWatch } from './row-watch.js';
import type { RowsetColumn } from './rowset.js';
import { planRowset } from './rowset-plan.js';
import { DecodeError, type StoredType } from './stored-type.js';
import { SystemCatalog } from './system-catalog.js';
import { numberOf, textOf } from './system-records.js';
import { TableReader } from './table-reader.js';
import { XType } from './values/column-type.js';
import { valueDecoder } from './values/value-decoder.js';

/** sysseobjvalues.valclass of the defaults of columns that were added later (observed). */
const ADDED_DEFAULT = 1;

const typeOf = (xtype: number): StoredType => ({
  xtype,
  userType: 0,
  length: -1,
  precision: 0,
  scale: 0,
  collation: 0,
});

/** A text in a sql_variant stands behind its type, length and collation, 8 bytes. */
const TEXT_IN_VARIANT = 8;

/** A default as a column of fixed length shows it: with blanks up to its length. `bytes`: how long the text was stored. */
function filledUp(cell: Cell, bytes: number, { xtype, length }: StoredType): Cell {
  if (typeof cell !== 'string' || bytes >= length) return cell;
  if (xtype === XType.char) return cell + ' '.repeat(length - bytes);
  return xtype === XType.nchar ? cell + ' '.repeat((length - bytes) >> 1) : cell;
}

/** sysprufiles.filetype of files that hold tables, not log, FILESTREAM or memory-optimised data (sys.database_files.type). */
const ROWS_FILE = 0;

/** sysrscols, sysrowsetcolumns, sysrowsets, sysallocunits, syshobtcolumns, sysschobjs, syscolpars. */
const CATALOG_TABLES: ReadonlySet<number> = new Set([3, 4, 5, 7, 13, 34, 41]);

/** A data file that the database says it has. */
export interface DataFile {
  readonly id: number;
  /** Logical name. */
  readonly name: string;
}

export interface TableWatch {
  /** Pages of the table that could not be found. */
  readonly onFault: (fault: AllocationFault) => void;
  /** Codes of what was read by a rule that is not certain, by column. */
  readonly onNote: (code: string, column: string) => void;
  readonly isChanged?: (page: Buffer) => boolean;
  readonly rowWatch?: RowWatch;
  /** Columns that an earlier reading has found not to be UTF-8. */
  readonly inCodePage?: ReadonlySet<string>;
}

/** A database whose pages are in a store. */
export class Database {
  private constructor(
    readonly store: PageStore,
    readonly boot: BootRecord,
    readonly tables: readonly DatabaseTable[],
    readonly views: readonly DatabaseView[],
    readonly dataFiles: readonly DataFile[],
    /** Pages of system tables that are missing or damaged: tables may be missing with them. */
    readonly systemFaults: readonly PageAddress[],
    private readonly added: ReadonlyMap<string, Buffer>,
    private readonly catalog: SystemCatalog | null,
  ) {}

  /** Throws MigrationError (refused) when the store holds no database that this reader knows. */
  static async open(store: PageStore): Promise<Database> {
    const catalog = await SystemCatalog.open(store);
    const text = valueDecoder(typeOf(XType.varchar), catalog.boot, () => {});
    const { tables, views } = await readDatabaseCatalog(catalog, (bytes) => String(text(bytes, 0, bytes.length)));
    const added = new Map<string, Buffer>();
    for await (const row of catalog.rows('sysseobjvalues'))
      if (numberOf(row.valclass) === ADDED_DEFAULT && Buffer.isBuffer(row.value))
        added.set(`${row.id}:${numberOf(row.subid)}`, row.value);
    const dataFiles: DataFile[] = [];
    for await (const row of catalog.rows('sysprufiles'))
      if (numberOf(row.filetype) === ROWS_FILE && !Buffer.isBuffer(row.droplsn))
        dataFiles.push({ id: numberOf(row.fileid), name: textOf(row.lname) });
    return new Database(store, catalog.boot, tables, views, dataFiles, catalog.faults, added, catalog);
  }

  /** A database of which nothing is known, because the pages that lead to its tables are missing. */
  static empty(store: PageStore): Database {
    const boot = { version: 0, createdBy: 0, release: null, name: '', collation: 0 };
    return new Database(store, boot, [], [], [], [], new Map(), null);
  }

  /**
   * What a page belongs to: a table that can be read, the tables of the server that say what tables there are and where, or anything else
   * (statistics, the server's own notes). A page of no unit that is known may be of a table that came or went.
   */
  areaOf({ objectId, indexId }: OwnedPage): 'table' | 'catalog' | 'other' {
    const owner = this.catalog?.rowsetOfUnit(unitId(objectId, indexId));
    if (owner == null || this.tables.some((table) => table.objectId === owner.objectId)) return 'table';
    return CATALOG_TABLES.has(owner.objectId) ? 'catalog' : 'other';
  }

  /** What pages belong to, in words: see {@link ownersOf}. */
  async ownersOf(pages: readonly OwnedPage[]): Promise<(string | null)[]> {
    if (this.catalog === null || pages.length === 0) return pages.map(() => null);
    return await ownersOf(this.catalog, new Map(this.tables.map(({ objectId, name }) => [objectId, name])), pages);
  }

  /** Columns that have values in the file: a computed column only when it is persisted, a column set never. */
  storedColumns(table: DatabaseTable): DatabaseColumn[] {
    const stored = new Set(table.rowsets.flatMap((rowset) => rowset.columns.map((column) => column.id)));
    return table.columns.filter((column) => !column.columnSet && (!column.computed || stored.has(column.id)));
  }

  /** A reader of the columns that {@link storedColumns} gives, in their order. Throws DecodeError for a rowset that cannot be planned. */
  reader(table: DatabaseTable, watch: TableWatch): TableReader {
    const columns = this.storedColumns(table);
    const plans = table.rowsets.map((rowset) =>
      planRowset(
        rowset,
        columns,
        this.boot,
        (column) => this.#addedValue(rowset.id, column, watch),
        watch.onNote,
        watch.inCodePage,
      ),
    );
    return new TableReader(table, plans, { store: this.store, use: new PageUse(this.store), ...watch });
  }

  #addedValue(rowset: bigint, { id, type }: RowsetColumn, { onNote }: TableWatch): Cell | DecodeError {
    const value = this.added.get(`${rowset}:${id}`);
    if (value === undefined)
      return new DecodeError('added-default-missing', 'The default of an added column is not kept.');
    const decode = valueDecoder(typeOf(XType.sqlVariant), this.boot, (code) => onNote(code, String(id)));
    return filledUp(decode(value, 0, value.length), value.length - TEXT_IN_VARIANT, type);
  }
}
