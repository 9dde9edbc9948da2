import { SeededRandom } from '../random.js';
import type { ColumnSpec, DatabaseSpec, DatabaseVersion, SpecValue, TableSpec } from './spec.js';

/** Every type that a version has, with values at the ends of its range and NULL. */
export function typesTable(version: DatabaseVersion): TableSpec {
  const columns: [type: string, values: SpecValue[]][] = [
    ['tinyint', [0, 1, 255]],
    ['smallint', [-32768, 0, 32767]],
    ['int', [-2147483648, 0, 2147483647]],
    ['bigint', [-9223372036854775808n, 0, 9223372036854775807n]],
    ['bit', [false, true, true]],
    ['bit', [true, false, true]],
    ['real', [-0.5, 0, 1.5]],
    ['float', [-1e300, 0, 0.1]],
    ['money', ['-922337203685477.5808', '0.0000', '922337203685477.5807']],
    ['smallmoney', ['-214748.3648', '0.0000', '214748.3647']],
    ['decimal(9,2)', ['-9999999.99', '0.00', '9999999.99']],
    ['decimal(19,4)', ['-999999999999999.9999', '0.0001', '1.0000']],
    ['numeric(28,0)', ['-9999999999999999999999999999', '0', '1']],
    ['decimal(38,10)', ['-9999999999999999999999999999.9999999999', '0.0000000001', '7.0000000000']],
    ['datetime', ['1753-01-01T00:00:00.000', '1900-01-01T00:00:00.003', '9999-12-31T23:59:59.997']],
    ['smalldatetime', ['1900-01-01T00:00:00', '2024-02-29T12:34:00', '2079-06-06T23:59:00']],
    ['uniqueidentifier', ['00112233-4455-6677-8899-aabbccddeeff', '00000000-0000-0000-0000-000000000000', null]],
    [
      'rowversion',
      [
        Buffer.from('00000000000007d1', 'hex'),
        Buffer.from('00000000000007d2', 'hex'),
        Buffer.from('00000000000007d3', 'hex'),
      ],
    ],
    ['char(5)', ['ab', '', 'abcde']],
    ['nchar(5)', ['äb', '', '漢字']],
    ['binary(4)', [Buffer.of(1, 2), Buffer.of(), Buffer.of(0xff, 0xfe, 0xfd, 0xfc)]],
    ['varchar(20)', ['plain', '', 'café']],
    ['nvarchar(20)', ['naïve', '', '😀 漢']],
    ['varbinary(20)', [Buffer.of(0), Buffer.of(), Buffer.of(1, 0)]],
    ['varchar(max)', ['in row', '', null]],
    ['nvarchar(max)', ['in row', '', null]],
    ['varbinary(max)', [Buffer.of(9), Buffer.of(), null]],
    ['text', ['old text', '', null]],
    ['ntext', ['old ntext', 'ü', null]],
    ['image', [Buffer.of(1, 2, 3), Buffer.of(0), null]],
    [
      'sql_variant',
      [
        { variant: 'int', value: 42 },
        { variant: 'nvarchar(20)', value: 'x' },
        { variant: 'decimal(9,2)', value: '1.50' },
      ],
    ],
    ['xml', ['<a b="1">x &lt; y</a>', '<r><i/><i n="2"/></r>', null]],
  ];
  if (version >= 655) {
    columns.push(
      ['date', ['0001-01-01', '2024-02-29', '9999-12-31']],
      ['time(0)', ['00:00:00', '12:34:56', '23:59:59']],
      ['time(7)', ['00:00:00.0000000', '12:34:56.7890123', '23:59:59.9999999']],
      ['datetime2(3)', ['0001-01-01T00:00:00.000', '2024-02-29T12:34:56.789', '9999-12-31T23:59:59.999']],
      ['datetimeoffset(7)', ['2024-01-01T00:30:00.0000000+01:00', '2024-12-31T23:30:00.0000000-05:30', null]],
    );
  }
  const specs: ColumnSpec[] = columns.map(([type], i) => ({
    name: `c${i + 1}_${type.replace(/\W+/g, '_')}`,
    type,
    nullable: true,
  }));
  const rows = [0, 1, 2].map((row) => [row + 1, ...columns.map(([, values]) => values[row] ?? null)]);
  rows.push([4, ...columns.map(() => null)]);
  return { name: 'Types', storage: 'clustered', key: ['Id'], columns: [{ name: 'Id', type: 'int' }, ...specs], rows };
}

/** A table for each thing that rows can be; small, but every table has more than one page where it matters. */
export function featureTables(version: DatabaseVersion, seed: number): TableSpec[] {
  const random = new SeededRandom(seed);
  const word = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(97 + random.int(0, 25))).join('');
  const many = (count: number, row: (i: number) => SpecValue[]): SpecValue[][] =>
    Array.from({ length: count }, (_, i) => row(i));
  const id: ColumnSpec = { name: 'Id', type: 'int', nullable: false, identity: true };
  const note: ColumnSpec = { name: 'Note', type: 'varchar(200)', nullable: true };
  const tables: TableSpec[] = [
    typesTable(version),
    {
      name: 'Plain',
      storage: 'clustered',
      key: ['Id'],
      columns: [{ ...id, description: 'Number of the row' }, { name: 'Flag', type: 'bit', nullable: false }, note],
      rows: many(900, (i) => [i + 1, i % 3 === 0, i % 7 ? word(random.int(0, 150)) : null]),
      description: 'A table of many pages',
    },
    {
      name: 'Child',
      schema: 'other',
      storage: 'clustered',
      key: ['PlainId', 'Line'],
      columns: [
        { name: 'Line', type: 'smallint', nullable: false },
        { name: 'PlainId', type: 'int', nullable: false },
        { name: 'Amount', type: 'decimal(12,2)', nullable: true },
      ],
      foreignKeys: [{ columns: ['PlainId'], references: 'Plain', referencedColumns: ['Id'] }],
      rows: many(300, (i) => [(i % 3) + 1, Math.floor(i / 3) + 1, `${i}.25`]),
    },
    {
      name: 'Moved',
      storage: 'heap',
      primaryKey: ['Id'],
      columns: [id, { ...note, nullable: false }],
      features: { forwardEvery: 7, ghostEvery: 11, versionTagEvery: 5 },
      rows: many(400, (i) => [i + 1, `row ${i} ${word(60)}`]),
    },
    {
      name: 'Repeated',
      storage: 'clustered',
      key: ['Code'],
      uniquifier: true,
      columns: [
        { name: 'Text', type: 'nvarchar(100)', nullable: true },
        { name: 'Code', type: 'nvarchar(10)', nullable: true },
      ],
      rows: many(500, (i) => [word(random.int(1, 90)), `k${String(Math.floor(i / 4)).padStart(4, '0')}`]),
    },
    {
      name: 'Altered',
      storage: 'heap',
      columns: [
        id,
        { name: 'Gone', type: 'varchar(30)', nullable: true, dropped: true },
        { name: 'GoneNumber', type: 'int', nullable: true, dropped: true },
        { name: 'Kept', type: 'varchar(30)', nullable: true },
        { name: 'Total', type: 'int', nullable: true, computed: 'persisted' },
        { name: 'Twice', type: 'int', nullable: true, computed: 'virtual' },
        { name: 'AddedNull', type: 'varchar(20)', nullable: true, added: { afterRows: 20 } },
        ...(version >= 706
          ? [
              { name: 'AddedDate', type: 'date', nullable: false, added: { afterRows: 20, default: '1900-01-01' } },
              { name: 'AddedFlag', type: 'bit', nullable: false, added: { afterRows: 20, default: true } },
              {
                name: 'AddedText',
                type: 'nvarchar(20)',
                nullable: false,
                added: { afterRows: 20, default: 'as before' },
              },
            ]
          : []),
      ],
      rows: many(40, (i) => [
        i + 1,
        'gone',
        7,
        `kept ${i}`,
        i * 2,
        null,
        `new ${i}`,
        '2024-05-06',
        i % 2 === 0,
        'given',
      ]),
    },
    {
      name: 'Long',
      storage: 'heap',
      features: { lobFanOut: 3 },
      columns: [
        id,
        { name: 'Body', type: 'varchar(max)', nullable: true },
        { name: 'Wide', type: 'nvarchar(max)', nullable: true, inRow: false },
        { name: 'Scan', type: 'varbinary(max)', nullable: true },
        { name: 'Old', type: 'text', nullable: true },
        { name: 'OldWide', type: 'ntext', nullable: true },
        { name: 'Picture', type: 'image', nullable: true },
      ],
      rows: many(9, (i) => {
        const size = [0, 10, 64, 65, 7_000, 8_040, 8_041, 41_000, 260_000][i]!;
        const bytes = Buffer.from(word(size));
        return [i + 1, word(size), word(Math.floor(size / 2)), bytes, word(size), word(Math.floor(size / 2)), bytes];
      }),
    },
    {
      name: 'OldLong',
      storage: 'heap',
      features: { oldLobRecords: true, lobVersionTags: true },
      columns: [id, { name: 'Old', type: 'text', nullable: true }, { name: 'Picture', type: 'image', nullable: true }],
      rows: many(6, (i) => {
        const size = [0, 1, 64, 8_000, 40_000, 100_000][i]!;
        return [i + 1, word(size), Buffer.from(word(size))];
      }),
    },
    {
      name: 'Overflow',
      storage: 'heap',
      columns: [
        id,
        { name: 'A', type: 'varchar(6000)', nullable: true },
        { name: 'B', type: 'varchar(6000)', nullable: true },
      ],
      rows: many(6, (i) => [i + 1, word(5_000), word(i % 2 ? 4_000 : 20)]),
    },
    {
      name: 'Dealt',
      storage: 'clustered',
      key: ['Id'],
      partitions: 3,
      columns: [id, note],
      rows: many(90, (i) => [i + 1, word(20)]),
    },
    { name: 'Empty', storage: 'clustered', key: ['Id'], columns: [id, note], rows: [] },
  ];
  if (version >= 655) {
    tables.push({
      name: 'Sparse',
      storage: 'heap',
      columns: [
        id,
        { name: 'S1', type: 'int', nullable: true, sparse: true },
        { name: 'Between', type: 'varchar(20)', nullable: true },
        { name: 'S2', type: 'nvarchar(20)', nullable: true, sparse: true },
        { name: 'S3', type: 'decimal(9,2)', nullable: true, sparse: true },
      ],
      rows: many(30, (i) => [i + 1, i % 2 ? i : null, `b${i}`, i % 3 ? null : word(8), i % 5 ? null : `${i}.50`]),
    });
  }
  return tables;
}

/** The tables whose data a reader cannot have, each with the marks of its kind in the catalog. */
export function refusedTables(): TableSpec[] {
  const columns: ColumnSpec[] = [
    { name: 'Id', type: 'int', nullable: false },
    { name: 'V', type: 'varchar(20)', nullable: true },
  ];
  return [
    { name: 'Columns', storage: 'clustered', columns, rows: [], refusal: 'columnstore', refusedRows: 1_000 },
    {
      name: 'ColumnsArchive',
      storage: 'clustered',
      columns,
      rows: [],
      refusal: 'columnstore-archive',
      refusedRows: 10,
    },
    { name: 'InMemory', storage: 'heap', columns, rows: [], refusal: 'memory-optimised', refusedRows: 5 },
  ];
}

/** A database with all of it; `more` overrides what it says. */
export function featureDatabase(version: DatabaseVersion, more: Partial<DatabaseSpec> = {}): DatabaseSpec {
  const seed = more.seed ?? 11;
  return {
    name: 'Features',
    version,
    seed,
    tables: featureTables(version, seed),
    views: [
      {
        name: 'PlainNotes',
        columns: [
          { name: 'Id', type: 'int' },
          { name: 'Note', type: 'varchar(200)' },
        ],
        definition: 'CREATE VIEW dbo.PlainNotes AS SELECT Id, Note FROM dbo.Plain',
      },
    ],
    ...more,
  };
}
