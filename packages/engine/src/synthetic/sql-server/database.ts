import { AllocationUnit, UNIT_TYPE } from './allocation-unit.js';
import { BOOT_PAGE, bootPage, fileHeaderPage } from './boot-pages.js';
import { CatalogWriter } from './catalog-rows.js';
import { type CatalogTable, catalogRowsetId, catalogTables } from './catalog-tables.js';
import { layoutRow } from './column-layout.js';
import { DataFile } from './data-file.js';
import { LOG } from './database-log.js';
import { ObjectIds, StorageIds, seededGuid } from './identifiers.js';
import type { BuiltTable } from './objects.js';
import type { Lsn, PageAddress, Protection } from './page-writer.js';
import { RECORD } from './record.js';
import { RowEncoder } from './row-encoder.js';
import type { Rowset } from './rowset.js';
import { RowsetWriter } from './rowset-writer.js';
import { type DatabaseSpec, DEFAULT_COLLATION, type SpecValue } from './spec.js';
import { oldColumnRows, rowsetRow, storageColumnRows, unitRow } from './system-rows.js';
import { TableBuilder } from './table-builder.js';

/** A database as its files; `tables` says what a reader must find in it. */
export interface BuiltDatabase {
  readonly spec: DatabaseSpec;
  readonly files: readonly DataFile[];
  readonly tables: readonly BuiltTable[];
  readonly protection: Protection;
  /** The same in every backup of the database. */
  readonly familyId: Buffer;
  readonly forkId: Buffer;
}

/** Lays out a database: user tables, then the catalog that describes them, then boot page and maps. Deterministic. */
export function buildDatabase(spec: DatabaseSpec): BuiltDatabase {
  return new DatabaseBuilder(spec).build();
}

class DatabaseBuilder {
  private readonly catalog: readonly CatalogTable[];
  private readonly files: readonly DataFile[];
  private readonly protection: Protection;
  private readonly collation: number;
  private readonly units: AllocationUnit[] = [];
  private readonly rowsets: Rowset[] = [];
  private readonly ids = new ObjectIds();
  private readonly storage = new StorageIds();

  constructor(private readonly spec: DatabaseSpec) {
    this.catalog = catalogTables(spec.version);
    this.protection = spec.protection ?? 'checksum';
    this.collation = spec.collation ?? DEFAULT_COLLATION;
    this.files = Array.from({ length: spec.files ?? 1 }, (_, i) => {
      const extension = i === 0 ? 'mdf' : 'ndf';
      const name = i === 0 ? spec.name : `${spec.name}_${i + 1}`;
      // file 2 is the log
      return new DataFile(i === 0 ? 1 : i + 2, name, `C:\\Synthetic\\${name}.${extension}`);
    });
  }

  build(): BuiltDatabase {
    const { spec } = this;
    const tables = spec.tables.map((table) => {
      const built = new TableBuilder(spec, table, {
        objectId: this.ids.next(),
        nextRowset: () => this.storage.nextRowset(),
        makeUnit: (type, owner, lsn) => this.makeUnit(this.storage.nextUnit(), type, owner, lsn),
      }).build();
      this.rowsets.push(...built.rowsets);
      return built;
    });
    const first = this.writeCatalog(tables);
    for (const unit of this.units) unit.finish(this.protection);
    const familyId = seededGuid(spec.seed, 'family');
    const forkId = seededGuid(spec.seed, 'fork');
    this.file1.put(
      BOOT_PAGE,
      bootPage({
        version: spec.version,
        name: spec.name,
        collation: this.collation,
        familyId,
        forkId,
        differentialBase: Buffer.alloc(16),
        checkpoint: LOG.pages,
        firstPage: first,
        protection: this.protection,
      }),
    );
    for (const file of this.files) {
      file.skipExtent();
      file.put(0, fileHeaderPage(file, familyId, LOG.pages, this.protection));
      file.writeMaps(this.protection, LOG.pages, new Set());
    }
    return { spec, files: this.files, tables, protection: this.protection, familyId, forkId };
  }

  private get file1(): DataFile {
    return this.files[0]!;
  }

  private makeUnit(id: bigint, type: number, owner: bigint, lsn: Lsn, system = false): AllocationUnit {
    // databases up to 2014 begin with single pages and mark the pages of their tables
    const old = this.spec.version < 852;
    const files = system ? [this.file1] : this.files;
    const unit = new AllocationUnit(id, type, owner, files, old || system, lsn, old && !system ? 4 : 0);
    this.units.push(unit);
    return unit;
  }

  /** Gives the first page of sysallocunits. */
  private writeCatalog(tables: readonly BuiltTable[]): PageAddress {
    const { version } = this.spec;
    const writer = new CatalogWriter(this.spec, this.ids, this.catalog);
    for (const table of tables) {
      writer.table(table);
      writer.addedColumns(table);
    }
    writer.foreignKeys(tables);
    for (const view of this.spec.views ?? []) {
      writer.view({ spec: view, schema: view.schema ?? 'dbo', objectId: this.ids.next() });
    }
    const low = new Set(['sysrscols', 'sysrowsetcolumns', 'syshobtcolumns', 'sysrowsets', 'sysallocunits']);
    for (const table of this.catalog)
      if (!low.has(table.name)) this.writeTable(table, writer.rows.get(table.name) ?? []);
    // what describes storage comes last; these tables describe themselves too, so that their sizes are settled first
    const self = this.catalog.filter(({ name }) => low.has(name));
    const own = self.map((table) => this.shapeOf(table));
    const everything = [...this.rowsets, ...own];
    const columnRows = new Map<string, SpecValue[][]>();
    columnRows.set(
      'sysrscols',
      everything.flatMap((rowset) => storageColumnRows(rowset, version)),
    );
    columnRows.set(
      'syshobtcolumns',
      everything.flatMap((rowset) => oldColumnRows(rowset).hobt),
    );
    columnRows.set(
      'sysrowsetcolumns',
      everything.flatMap((rowset) => oldColumnRows(rowset).rowset),
    );
    const count = (name: string): number => {
      if (name === 'sysrowsets') return everything.length;
      return columnRows.get(name)?.length ?? this.units.length + self.length;
    };
    const counted = self.map((table, i) => ({ ...own[i]!, rows: count(table.name) }));
    const described = [...this.rowsets, ...counted];
    columnRows.set(
      'sysrowsets',
      described.map((rowset) => rowsetRow(rowset, version)),
    );
    for (const table of self) {
      if (table.name !== 'sysallocunits') this.writeTable(table, columnRows.get(table.name) ?? []);
    }
    return this.writeUnits(self.find(({ name }) => name === 'sysallocunits')!);
  }

  /** The rowset of a system table before its rows are known. */
  private shapeOf(table: CatalogTable): Rowset {
    const { columns, key, id } = table;
    const layout = layoutRow({ columns, key, uniquifier: false, collation: this.collation, order: 'declared' });
    const facts = { partition: 1, ownerType: 1, status: 0x204, filestream: 0, compression: 0 };
    return { id: catalogRowsetId(id), objectId: id, indexId: 1, ...facts, layout, rows: 0, units: [] };
  }

  private writeTable(table: CatalogTable, rows: readonly SpecValue[][]): RowsetWriter {
    const shape = this.shapeOf(table);
    const units: AllocationUnit[] = [];
    const writer = new RowsetWriter({
      layout: shape.layout,
      collation: this.collation,
      clustered: true,
      features: {},
      makeUnit: (type) => {
        // the in-row unit of a system table has the id of its rowset
        const id = type === UNIT_TYPE.inRow ? shape.id : shape.id + (BigInt(type) << 48n);
        const unit = this.makeUnit(id, type, shape.id, LOG.pages, true);
        units.push(unit);
        return unit;
      },
      firstIndexLevel: shape.id >> 48n ? 0 : 1,
      columnsOfRow: () => shape.layout.columnCount,
    });
    sortByKey(table, rows).forEach((row, i) => {
      writer.add(i, row);
    });
    writer.finish();
    if (!/^sys(?:rscols|rowsets|allocunits|hobtcolumns|rowsetcolumns)$/.test(table.name)) {
      this.rowsets.push({ ...shape, rows: rows.length, units });
    }
    return writer;
  }

  /** sysallocunits: its own row is known only when its pages are. */
  private writeUnits(table: CatalogTable): PageAddress {
    const { version } = this.spec;
    const id = catalogRowsetId(table.id);
    const blank = new AllocationUnit(id, UNIT_TYPE.inRow, id, [this.file1], true, LOG.pages);
    const rows = [...this.units, blank].map((unit) => unitRow(unit, version));
    const writer = this.writeTable(table, rows);
    const unit = writer.inRow;
    const { layout } = this.shapeOf(table);
    const refuse = (): Buffer => {
      throw new Error('sysallocunits has no long values');
    };
    const encoder = new RowEncoder(layout, this.collation, { text: refuse, max: refuse, overflow: refuse });
    const options = { kind: RECORD.primary, columnCount: layout.columnCount, uniquifier: 0 };
    const own = encoder.encode(unitRow(unit, version), options);
    const page = unit.writerOf(unit.first);
    for (let slot = 0; slot < page.slotCount; slot++) {
      const at = page.offsetOf(slot);
      if (page.bytes.readBigInt64LE(at + 4) === id) own.copy(page.bytes, at);
    }
    return unit.first;
  }
}

function sortByKey(table: CatalogTable, rows: readonly SpecValue[][]): SpecValue[][] {
  const keys = table.key.map((name) => table.columns.findIndex((column) => column.name === name));
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const x = a[key]!;
      const y = b[key]!;
      if (x < y) return -1;
      if (x > y) return 1;
    }
    return 0;
  });
}
