import { describe, expect, test } from 'vitest';
import type { DatabaseColumn } from './database-catalog.js';
import { PackedRows } from './packed-rows.js';
import { PAGE_SIZE } from './page.js';
import { emptyPage, noCounts, type PageRows } from './page-rows.js';
import { PlainRows } from './plain-rows.js';
import type { Rowset, RowsetColumn } from './rowset.js';
import { planRowset } from './rowset-plan.js';
import { DecodeError, type StoredType } from './stored-type.js';
import { XType } from './values/column-type.js';

const TRAITS = { version: 904, collation: 0x3400_d008 };

const typeOf = (xtype: number, length = 0): StoredType => ({
  xtype,
  userType: 0,
  length,
  precision: 0,
  scale: 0,
  collation: 0,
});

const columnOf = (id: number, type: StoredType, more: Partial<DatabaseColumn> = {}): DatabaseColumn => ({
  id,
  name: `c${id}`,
  type,
  nullable: true,
  identity: false,
  computed: false,
  sparse: false,
  padded: true,
  filestream: false,
  encrypted: false,
  columnSet: false,
  default: null,
  description: null,
  ...more,
});

const placeOf = (id: number, offset: number, type: StoredType): RowsetColumn => ({
  id,
  offset,
  nullBit: id,
  bit: 0,
  type,
  nullable: true,
  hasDefault: false,
});

const rowsetOf = (columns: readonly RowsetColumn[], compression = 0): Rowset => ({
  id: 1n,
  objectId: 1,
  indexId: 0,
  partition: 1,
  ownerType: 1,
  status: 0,
  rows: 0,
  compression,
  columns,
  units: [],
});

interface Row {
  readonly status?: number;
  readonly second?: number;
  readonly fixed: string;
  readonly nulls?: number;
  /** Hexadecimal; with `*` in front: complex. */
  readonly values?: readonly string[];
}

function recordOf({ status = 0x30, second = 0, fixed, nulls = 0, values = [] }: Row, columns: number): Buffer {
  const fixedBytes = Buffer.from(fixed, 'hex');
  const head = Buffer.from([status, second, 0, 0]);
  head.writeUInt16LE(4 + fixedBytes.length, 2);
  const parts = [head, fixedBytes, Buffer.from([columns, 0, nulls, values.length, 0])];
  let end = parts.reduce((sum, part) => sum + part.length, 0) + 2 * values.length;
  for (const value of values) {
    const complex = value.startsWith('*');
    end += (value.length - (complex ? 1 : 0)) / 2;
    const word = Buffer.alloc(2);
    word.writeUInt16LE(complex ? end | 0x8000 : end);
    parts.push(word);
  }
  return Buffer.concat([...parts, ...values.map((value) => Buffer.from(value.replace('*', ''), 'hex'))]);
}

/** Rows of up to 8 columns that are all stored. */
function readRows(
  columns: readonly DatabaseColumn[],
  places: readonly RowsetColumn[],
  rows: readonly Row[],
  notes: string[] = [],
): PageRows & { readonly counts: ReturnType<typeof noCounts> } {
  const page = Buffer.alloc(PAGE_SIZE);
  page.writeUInt16LE(rows.length, 22);
  let at = 96;
  rows.forEach((row, slot) => {
    page.writeUInt16LE(at, PAGE_SIZE - 2 - 2 * slot);
    at += recordOf(row, places.length).copy(page, at);
  });
  const counts = noCounts();
  const plan = planRowset(
    rowsetOf(places),
    columns,
    TRAITS,
    () => null,
    (code, column) => notes.push(`${code} ${column}`),
  );
  const found = emptyPage({ file: 1, page: 100 });
  new PlainRows(plan.columns, counts, 'read').read(page, found);
  return { ...found, counts };
}

const INT = typeOf(XType.int, 4);

describe('rows of an uncompressed page', () => {
  test('a row that was moved and then deleted is no row', () => {
    const rows: Row[] = [
      { status: 0x30, fixed: '01000000' },
      { status: 0x32, fixed: '02000000', values: ['*00040100000001000000'] },
      { status: 0x32, second: 1, fixed: '03000000', values: ['*00040100000001000100'] },
    ];
    const { columns, counts } = readRows([columnOf(1, INT)], [placeOf(1, 4, INT)], rows);
    expect(columns).toEqual([[1, 2]]);
    expect([counts.forwarded, counts.ghosts]).toEqual([1, 1]);
  });

  test('char and binary made with ANSI_PADDING OFF are as long as they are', () => {
    const [char, binary] = [typeOf(XType.char, 5), typeOf(XType.binary, 4)];
    const { columns, rejected } = readRows(
      [columnOf(1, char, { padded: false }), columnOf(2, binary, { padded: false })],
      [placeOf(1, -1, char), placeOf(2, -2, binary)],
      [{ fixed: '', values: ['6162', '0102'] }, { fixed: '' }],
    );
    expect(rejected).toEqual([]);
    expect(columns).toEqual([
      ['ab', ''],
      [Uint8Array.of(1, 2), new Uint8Array()],
    ]);
  });

  test('a FILESTREAM value is NULL, and told of once each', () => {
    const image = typeOf(XType.varbinary, -1);
    const notes: string[] = [];
    const { columns, rejected } = readRows(
      [columnOf(1, INT), columnOf(2, image, { filestream: true })],
      [placeOf(1, 4, INT), placeOf(2, -1, image)],
      [
        { fixed: '01000000', values: [`*03${'00'.repeat(45)}`] },
        { fixed: '02000000', nulls: 2 },
        { fixed: '03000000', values: [`*${'07'.repeat(16)}`] },
      ],
      notes,
    );
    expect(rejected).toEqual([]);
    expect(columns).toEqual([
      [1, 2, 3],
      [null, null, null],
    ]);
    expect(notes).toEqual(['filestream-not-read c2', 'filestream-not-read c2']);
  });

  test('an Always Encrypted value is its cipher, whatever its type', () => {
    const cipher = '01'.repeat(65);
    const notes: string[] = [];
    const { columns, rejected } = readRows(
      [columnOf(1, INT, { encrypted: true }), columnOf(2, typeOf(XType.nvarchar, 20), { encrypted: true })],
      [placeOf(1, -1, typeOf(XType.varbinary, 200)), placeOf(2, -2, typeOf(XType.nvarchar, 200))],
      [{ fixed: '', values: [cipher, cipher] }],
      notes,
    );
    expect(rejected).toEqual([]);
    expect(columns).toEqual([[new Uint8Array(65).fill(1)], [new Uint8Array(65).fill(1)]]);
    expect(notes).toEqual(['column-encrypted c1', 'column-encrypted c2']);
  });

  test.each([
    ['before the first byte of a row', INT, 0],
    ['of no known length', typeOf(XType.clr, 16), 4],
  ])('a fixed column %s cannot be read', (_, type, offset) => {
    expect(() => readRows([columnOf(1, type)], [placeOf(1, offset, type)], [])).toThrow(DecodeError);
  });

  test.each([
    ['in the bytes of another', placeOf(1, 4, INT), placeOf(2, 7, INT)],
    ['in the value of another', placeOf(1, -1, typeOf(XType.varchar, 9)), placeOf(2, -1, typeOf(XType.varchar, 9))],
    ['with the null bit of another', placeOf(1, 4, INT), { ...placeOf(2, 8, INT), nullBit: 1 }],
    ['without a null bit', placeOf(1, 4, INT), { ...placeOf(2, 8, INT), nullBit: 0 }],
    ['in the bits of another', placeOf(1, 4, typeOf(XType.bit, 1)), placeOf(2, 4, typeOf(XType.bit, 1))],
  ])('a column %s cannot be read', (_, one, other) => {
    const columns = [columnOf(1, one.type), columnOf(2, other.type)];
    expect(() => readRows(columns, [one, other], [])).toThrow(DecodeError);
  });

  test('a column of another type than the rows hold cannot be read', () => {
    const real = typeOf(XType.real, 4);
    expect(() => readRows([columnOf(1, real)], [placeOf(1, 4, INT)], [])).toThrow(DecodeError);
    const decimal = { ...typeOf(XType.decimal), precision: 9, scale: 2 };
    const places = [placeOf(1, 4, { ...decimal, scale: 3 })];
    expect(() => readRows([columnOf(1, decimal)], places, [])).toThrow(DecodeError);
  });

  test('a large type can be that of before it was changed', () => {
    const [text, max] = [typeOf(XType.text, 16), typeOf(XType.varchar, -1)];
    expect(readRows([columnOf(1, max)], [placeOf(1, -1, text)], [{ fixed: '', values: ['6162'] }]).columns).toEqual([
      ['ab'],
    ]);
  });

  test('bits share a byte, and a column of a changed type has the place of the one that it was', () => {
    const bit = typeOf(XType.bit, 1);
    const places = [
      placeOf(1, 4, bit),
      { ...placeOf(2, 4, bit), bit: 1 },
      { ...placeOf(67_108_865, 5, typeOf(XType.bigint, 8)), nullBit: 3 },
      placeOf(3, 5, INT),
    ];
    const columns = [columnOf(1, bit), columnOf(2, bit), columnOf(3, INT)];
    expect(readRows(columns, places, [{ fixed: `02${'07000000'}00000000` }]).columns).toEqual([[false], [true], [7]]);
  });

  test('a column that its rowset does not store cannot be read as NULL', () => {
    expect(() => readRows([columnOf(1, INT), columnOf(2, INT)], [placeOf(1, 4, INT)], [])).toThrow(DecodeError);
  });
});

describe('rows of a compressed page', () => {
  const read = (columns: readonly DatabaseColumn[], places: readonly RowsetColumn[], record: string) => {
    const page = Buffer.alloc(PAGE_SIZE);
    page.writeUInt16LE(1, 22);
    page.writeUInt16LE(96, PAGE_SIZE - 2);
    Buffer.from(record, 'hex').copy(page, 96);
    const notes: string[] = [];
    const plan = planRowset(
      rowsetOf(places, 1),
      columns,
      TRAITS,
      () => null,
      (code, column) => notes.push(`${code} ${column}`),
    );
    const found = emptyPage({ file: 1, page: 100 });
    new PackedRows(plan, 'read').read(page, found);
    return { columns: found.columns, rejected: found.rejected, notes };
  };

  test('a column of a changed type has the place of the one that it was', () => {
    const old = { ...placeOf(67_108_865, -1, typeOf(XType.bigint, 8)), nullBit: 1 };
    for (const places of [
      [old, placeOf(1, -1, INT)],
      [placeOf(1, -1, INT), old],
    ])
      expect(read([columnOf(1, INT)], places, '0101127F').columns).toEqual([[-1]]);
    const twice = [placeOf(1, -1, INT), { ...placeOf(2, -1, INT), nullBit: 1 }];
    expect(() => read([columnOf(1, INT), columnOf(2, INT)], twice, '0101127F')).toThrow(DecodeError);
  });

  test('char and binary made with ANSI_PADDING OFF are as long as they are', () => {
    const [char, binary] = [typeOf(XType.char, 5), typeOf(XType.binary, 4)];
    const places = [placeOf(1, -1, char), placeOf(2, -2, binary)];
    const record = '01023361620102';
    expect(read([columnOf(1, char), columnOf(2, binary)], places, record).columns).toEqual([
      ['ab   '],
      [Uint8Array.of(1, 2, 0, 0)],
    ]);
    const unpadded = [columnOf(1, char, { padded: false }), columnOf(2, binary, { padded: false })];
    expect(read(unpadded, places, record).columns).toEqual([['ab'], [Uint8Array.of(1, 2)]]);
  });

  test('a dropped column may be of a type that is not known', () => {
    const places = [placeOf(1, -1, INT), { ...placeOf(67_108_865, -2, typeOf(77)), nullBit: 2 }];
    expect(read([columnOf(1, INT)], places, '0102227FAA').columns).toEqual([[-1]]);
  });

  test('a cipher of odd length is not taken for compressed text', () => {
    const type = typeOf(XType.nvarchar, 20);
    const cipher = 'e4'.repeat(7);
    const { columns, notes } = read(
      [columnOf(1, type, { encrypted: true })],
      [placeOf(1, -1, type)],
      `010108${cipher}`,
    );
    expect(columns).toEqual([[new Uint8Array(7).fill(0xe4)]]);
    expect(notes).toEqual(['column-encrypted c1']);
  });
});
