import { type AllocationUnit, UNIT_TYPE } from './allocation-unit.js';
import { layoutRow, type RowLayout } from './column-layout.js';
import { writeCompressedRowset } from './compressed-rowset.js';
import { LOG } from './database-log.js';
import type { BuiltTable } from './objects.js';
import type { Lsn } from './page-writer.js';
import { writeRepeatedPages } from './repeated-pages.js';
import type { Rowset } from './rowset.js';
import { RowsetWriter, type UnitMaker } from './rowset-writer.js';
import { type DatabaseSpec, DEFAULT_COLLATION, type TableSpec } from './spec.js';

export interface TableSurroundings {
  readonly objectId: number;
  nextRowset(): bigint;
  makeUnit(type: number, owner: bigint, lsn: Lsn): AllocationUnit;
}

// sysrowsets.ownertype (definition of sys.internal_partitions)
const TABLE_ROWS = 1;
const DELETE_BITMAP = 2;

// sysrowsets.status
const ORDINARY = 0x204;
const MEMORY_OPTIMISED = 0x100;
const COMPRESSION = Object.freeze({ row: 1, page: 2, columnstore: 3, 'columnstore-archive': 4 } as const);

/** Lays out one user table. */
export class TableBuilder {
  private readonly layout: RowLayout;
  private readonly collation: number;

  constructor(
    private readonly database: DatabaseSpec,
    private readonly spec: TableSpec,
    private readonly around: TableSurroundings,
  ) {
    this.collation = database.collation ?? DEFAULT_COLLATION;
    const { columns, compression } = spec;
    const key = this.clustered ? (spec.key ?? []) : [];
    if (this.clustered && key.length === 0 && !spec.refusal) throw new Error('a clustered table needs a key');
    const uniquifier = this.clustered && (spec.uniquifier ?? false);
    const { collation } = this;
    this.layout = layoutRow({
      columns,
      key,
      uniquifier,
      collation,
      order: 'key-first',
      compressed: compression !== undefined,
    });
  }

  private get clustered(): boolean {
    return this.spec.storage === 'clustered';
  }

  build(): BuiltTable {
    const { spec, around } = this;
    const rowsets = this.rowsets();
    const rows = spec.refusal ? (spec.refusedRows ?? 0) : rowsets.reduce((sum, each) => sum + each.rows, 0);
    return { spec, schema: spec.schema ?? 'dbo', objectId: around.objectId, rowsets, rows };
  }

  private rowsets(): Rowset[] {
    const { spec } = this;
    if (spec.refusal) return this.refused();
    if (spec.compression) return this.compressed();
    return spec.repeatedExtents === undefined ? this.plain() : this.repeated(spec.repeatedExtents);
  }

  private repeated(extents: number): Rowset[] {
    const { spec, layout, collation, database } = this;
    const id = this.around.nextRowset();
    const units: AllocationUnit[] = [];
    const unit = this.unitMaker(id, units)(UNIT_TYPE.inRow);
    const protection = database.protection ?? 'checksum';
    const rows = writeRepeatedPages(unit, layout, spec.rows, extents, collation, protection);
    return [this.rowset(1, id, { rows, units })];
  }

  private rowset(partition: number, id: bigint, facts: Partial<Rowset>): Rowset {
    return {
      id,
      objectId: this.around.objectId,
      indexId: this.clustered ? 1 : 0,
      partition,
      ownerType: TABLE_ROWS,
      status: ORDINARY | (this.clustered ? 2 : 0),
      filestream: 0,
      compression: 0,
      layout: this.layout,
      rows: 0,
      units: [],
      ...facts,
    };
  }

  private unitMaker(id: bigint, units: AllocationUnit[]): UnitMaker {
    const lsn = this.spec.features?.changedAfterCheckpoint ? LOG.afterCheckpoint : LOG.pages;
    return (type) => {
      const unit = this.around.makeUnit(type, id, lsn);
      units.push(unit);
      return unit;
    };
  }

  private plain(): Rowset[] {
    const { spec, layout } = this;
    const open = () => {
      const id = this.around.nextRowset();
      const units: AllocationUnit[] = [];
      const writer = new RowsetWriter({
        layout,
        collation: this.collation,
        clustered: this.clustered,
        features: spec.features ?? {},
        makeUnit: this.unitMaker(id, units),
        firstIndexLevel: 1,
        columnsOfRow: (row) => this.columnsOfRow(row),
      });
      return { id, units, writer };
    };
    const partitions = Array.from({ length: spec.partitions ?? 1 }, open);
    const internal = spec.features?.internalRowset ? open() : null;
    let row = 0;
    for (const values of spec.rows) {
      partitions[row % partitions.length]!.writer.add(row, values);
      if (row === 0) internal?.writer.add(0, values);
      row += 1;
    }
    const rowsets = partitions.map(({ id, units, writer }, i) => {
      writer.finish();
      return this.rowset(i + 1, id, { rows: writer.rows, units });
    });
    if (internal === null) return rowsets;
    const { id, units, writer } = internal;
    writer.finish();
    return [...rowsets, this.rowset(1, id, { rows: writer.rows, units, ownerType: DELETE_BITMAP })];
  }

  /** Rows written before a column was added end before it. */
  private columnsOfRow(row: number): number {
    const { columns, columnCount } = this.layout;
    const missing = columns.find(({ spec }) => spec?.added && row < spec.added.afterRows);
    return missing ? missing.place - 1 : columnCount;
  }

  private compressed(): Rowset[] {
    const { spec, database, layout } = this;
    const encode = database.encodeCompressedPages;
    const level = spec.compression;
    if (!encode || !level) throw new Error('compressed tables need encodeCompressedPages');
    const id = this.around.nextRowset();
    const units: AllocationUnit[] = [];
    const rows = writeCompressedRowset({
      rows: spec.rows,
      layout,
      features: spec.features ?? {},
      clustered: this.clustered,
      collation: this.collation,
      version: database.version,
      level: COMPRESSION[level],
      encode,
      makeUnit: this.unitMaker(id, units),
      columnsOfRow: (row) => this.columnsOfRow(row),
    });
    return [this.rowset(1, id, { rows, units, compression: COMPRESSION[level] })];
  }

  /** What the catalog says of a table whose data lie where the reader does not go. */
  private refused(): Rowset[] {
    const { spec } = this;
    const id = this.around.nextRowset();
    const units: AllocationUnit[] = [];
    const make = this.unitMaker(id, units);
    make(UNIT_TYPE.inRow);
    const rows = spec.refusedRows ?? 0;
    switch (spec.refusal) {
      case 'columnstore':
      case 'columnstore-archive': {
        make(UNIT_TYPE.lob);
        return [this.rowset(1, id, { rows, units, indexId: 1, compression: COMPRESSION[spec.refusal] })];
      }
      default:
        return [this.rowset(1, id, { rows, units, status: ORDINARY | MEMORY_OPTIMISED })];
    }
  }
}
