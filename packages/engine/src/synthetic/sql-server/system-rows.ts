import type { AllocationUnit } from './allocation-unit.js';
import type { RowLayout, StorageColumn } from './column-layout.js';
import { pagePointer } from './page-writer.js';
import type { Rowset } from './rowset.js';
import type { SpecValue } from './spec.js';
import { typeInfo } from './sql-type.js';

// sysrscols.status (observed)
const DROPPED = 0x02;
const UNIQUIFIER = 0x10;
const NOT_NULL = 0x80;
const HAS_DEFAULT = 0x200;

/** Low 16 bits for the leaves, high ones for the index levels. */
const both = (leaf: number, index: number): number => (leaf & 0xffff) | (index << 16);

function columnStatus(column: StorageColumn): number {
  if (column.source < 0) return NOT_NULL | UNIQUIFIER;
  const { spec } = column;
  const fallback = spec?.added?.default;
  return (
    (column.nullable ? 0 : NOT_NULL) |
    (spec?.dropped ? DROPPED : 0) |
    (fallback !== undefined && fallback !== null ? HAS_DEFAULT : 0)
  );
}

const allColumns = (layout: RowLayout): readonly StorageColumn[] => [...layout.columns, ...layout.sparse];

/** sysrscols rows of a rowset, 2008 and later. */
export function storageColumnRows(rowset: Rowset, version: number): SpecValue[][] {
  return allColumns(rowset.layout).map((column, i) => {
    const { type } = column;
    const nullBit = rowset.indexId === 1 && column.keyOrdinal ? both(column.place, column.keyOrdinal) : column.place;
    const row: SpecValue[] = [
      rowset.id,
      column.id,
      // a sparse column has no place of its own; the key of the table wants a number
      column.place || i + 1,
      rowset.rows,
      typeInfo(type),
      column.collation | 0,
      column.keyOrdinal,
      0,
      columnStatus(column),
      both(column.offset, column.indexOffset),
      nullBit,
      column.bit,
      null,
    ];
    if (version <= 661 || version >= 957) row.push(0);
    return row;
  });
}

/** syshobtcolumns and sysrowsetcolumns rows of a rowset, 2005. */
export function oldColumnRows(rowset: Rowset): { hobt: SpecValue[][]; rowset: SpecValue[][] } {
  const hobt = rowset.layout.columns.map((column): SpecValue[] => {
    const { xtype, length, precision, scale } = column.type;
    return [
      rowset.id,
      column.place,
      column.nullable ? 0 : 0x20,
      column.keyOrdinal,
      xtype,
      length,
      precision,
      scale,
      column.collation | 0,
      column.offset,
      column.indexOffset,
      column.bit,
      0,
      column.place,
      column.keyOrdinal && rowset.indexId === 1 ? column.keyOrdinal : 0,
    ];
  });
  const columns = rowset.layout.columns.map((column): SpecValue[] => {
    const longest = column.type.length < 0 ? 8000 : column.type.length;
    return [rowset.id, column.id, column.place, 0, rowset.rows, longest];
  });
  return { hobt, rowset: columns };
}

/** sysrowsets row. */
export function rowsetRow(rowset: Rowset, version: number): SpecValue[] {
  const { layout } = rowset;
  const row: SpecValue[] = [
    rowset.id,
    rowset.ownerType,
    rowset.objectId,
    rowset.indexId,
    rowset.partition,
    rowset.status,
    rowset.filestream,
    rowset.rows,
  ];
  if (version < 655) return row;
  row.push(
    rowset.compression,
    0,
    layout.columnCount,
    8000,
    layout.indexFixedEnd,
    layout.fixedEnd,
    layout.indexFixedEnd,
  );
  row.push(null, null, 0);
  return row;
}

/** sysallocunits row. */
export function unitRow(unit: AllocationUnit, version: number): SpecValue[] {
  const [used, data, reserved] = unit.counts;
  const row: SpecValue[] = [
    unit.id,
    unit.type,
    unit.owner,
    0,
    1,
    pagePointer(unit.first),
    pagePointer(unit.root),
    pagePointer(unit.iam),
    used,
    data,
    reserved,
  ];
  if (version >= 655 && version <= 661) row.push(0);
  return row;
}
