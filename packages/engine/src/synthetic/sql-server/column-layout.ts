import type { ColumnSpec } from './spec.js';
import { parseType, type SqlType } from './sql-type.js';

/** A column as a rowset stores it. */
export interface StorageColumn {
  /** sysrscols.rscolid: the column id, 0 for the uniquifier, from 67108865 on for dropped columns (observed). */
  readonly id: number;
  /** sysrscols.hbcolid and the null bit: place in storage order, from 1; 0 for a sparse column. */
  readonly place: number;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** Offset in the record, or -(place among the variable columns). */
  readonly offset: number;
  readonly bit: number;
  /** Place in the clustering key from 1, else 0. */
  readonly keyOrdinal: number;
  /** Offset in index records; 0 if not a key column. */
  readonly indexOffset: number;
  readonly collation: number;
  /** Index into the column specs; -1 for the uniquifier. */
  readonly source: number;
  readonly spec: ColumnSpec | undefined;
}

export interface RowLayout {
  readonly columns: readonly StorageColumn[];
  readonly sparse: readonly StorageColumn[];
  /** End of the fixed part, from the start of the record. */
  readonly fixedEnd: number;
  readonly variableCount: number;
  /** Columns of the record: the largest null bit. */
  readonly columnCount: number;
  readonly keys: readonly StorageColumn[];
  /** Bytes of an inner index record up to its end of fixed part. */
  readonly indexFixedEnd: number;
}

const DROPPED_FROM = 67_108_865;
const INT = parseType('int');

export interface LayoutInput {
  readonly columns: readonly ColumnSpec[];
  readonly key: readonly string[];
  readonly uniquifier: boolean;
  readonly collation: number;
  /** System tables keep their columns in the order of declaration; others begin with their key. */
  readonly order: 'declared' | 'key-first';
  /** Compressed rowsets have no offsets: it is minus the null bit (observed in all compressed rowsets). */
  readonly compressed?: boolean;
}

interface Slot {
  readonly spec: ColumnSpec | undefined;
  readonly source: number;
  readonly key: number;
}

function storageOrder(input: LayoutInput): Slot[] {
  const all = input.columns.map((spec, source) => ({ spec, source, key: input.key.indexOf(spec.name) + 1 }));
  const stored = all.filter(({ spec }) => spec.computed !== 'virtual' && !spec.sparse);
  const slots: Slot[] =
    input.order === 'declared'
      ? stored
      : [...stored.filter(({ key }) => key).sort((a, b) => a.key - b.key), ...stored.filter(({ key }) => !key)];
  return input.uniquifier ? [{ spec: undefined, source: -1, key: input.key.length + 1 }, ...slots] : slots;
}

/** Where each column stands in the records of a table. */
export function layoutRow(input: LayoutInput): RowLayout {
  let fixedEnd = 4;
  let indexFixed = 1;
  let variable = 0;
  let indexVariable = 0;
  let bit = 8;
  let bitAt = 0;
  let dropped = DROPPED_FROM;
  const slots = storageOrder(input);
  // offsets in index records follow the order of the key
  const indexOffsets = new Map<Slot, number>();
  for (const slot of slots.filter(({ key }) => key).sort((a, b) => a.key - b.key)) {
    const type = slot.spec ? parseType(slot.spec.type) : undefined;
    if (!type || type.kind === 'variable') indexOffsets.set(slot, -++indexVariable);
    else {
      indexOffsets.set(slot, indexFixed);
      indexFixed += type.length;
    }
  }
  const idOf = (spec: ColumnSpec | undefined, source: number): number =>
    spec ? (spec.dropped ? dropped++ : source + 1) : 0;
  const columns = slots.map((slot, i): StorageColumn => {
    const { spec, source, key } = slot;
    const type = spec ? parseType(spec.type) : INT;
    let offset: number;
    let bitPlace = 0;
    if (input.compressed) offset = -(i + 1);
    else if (type.kind === 'bit') {
      if (bit === 8) {
        bit = 0;
        bitAt = fixedEnd++;
      }
      offset = bitAt;
      bitPlace = bit++;
    } else if (spec && type.kind === 'fixed') {
      offset = fixedEnd;
      fixedEnd += type.length;
    } else offset = -++variable;
    return {
      id: idOf(spec, source),
      place: i + 1,
      type,
      nullable: spec ? (spec.nullable ?? key === 0) : true,
      offset,
      bit: bitPlace,
      keyOrdinal: key,
      indexOffset: indexOffsets.get(slot) ?? 0,
      collation: type.collated ? (spec?.collation ?? input.collation) : 0,
      source,
      spec,
    };
  });
  const sparse = input.columns.flatMap((spec, source): StorageColumn[] => {
    if (!spec.sparse) return [];
    const type = parseType(spec.type);
    const collation = type.collated ? (spec.collation ?? input.collation) : 0;
    const none = { place: 0, nullable: true, offset: 0, bit: 0, keyOrdinal: 0, indexOffset: 0 };
    return [{ ...none, id: source + 1, type, collation, source, spec }];
  });
  return {
    columns,
    sparse,
    fixedEnd,
    variableCount: variable,
    columnCount: columns.length,
    keys: columns.filter(({ keyOrdinal }) => keyOrdinal).sort((a, b) => a.keyOrdinal - b.keyOrdinal),
    indexFixedEnd: indexFixed + 6,
  };
}
