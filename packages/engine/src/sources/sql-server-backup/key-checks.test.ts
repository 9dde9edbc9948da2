import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import type { DatabaseSpec, SpecValue, TableSpec } from '../../synthetic/sql-server/spec.js';
import { encodeCompressedPages } from '../../testing/compressed-page-encoder.js';
import { seededRandom } from '../../testing/dump-generator.js';
import { type Inspection, inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbers = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => i + from);
const filler = 'x'.repeat(60);

/** `parent` and `child`, whose rows are given. */
interface Family {
  readonly keyType?: string;
  readonly parents?: readonly SpecValue[];
  readonly children?: readonly SpecValue[];
  readonly parent?: Partial<TableSpec>;
  readonly child?: Partial<TableSpec>;
}

function tablesOf({ keyType = 'int', parents = [], children = [], parent, child }: Family): TableSpec[] {
  return [
    {
      name: 'child',
      storage: 'heap',
      columns: [
        { name: 'Id', type: 'int', nullable: false },
        { name: 'ParentId', type: keyType },
        { name: 'Filler', type: 'varchar(80)' },
      ],
      rows: children.map((value, i) => [i + 1, value, filler]),
      foreignKeys: [{ columns: ['ParentId'], references: 'parent', referencedColumns: ['Id'] }],
      ...child,
    },
    {
      name: 'parent',
      storage: 'clustered',
      key: ['Id'],
      columns: [
        { name: 'Id', type: keyType, nullable: false },
        { name: 'Filler', type: 'varchar(80)' },
      ],
      rows: parents.map((value) => [value, filler]),
      ...parent,
    },
  ];
}

/** One row on each page. */
const PAGES: Partial<TableSpec> = {
  columns: [
    { name: 'Id', type: 'int', nullable: false },
    { name: 'Filler', type: 'char(5000)' },
  ],
};

let files = 0;
async function inspect(
  tables: TableSpec[],
  spec: Partial<DatabaseSpec> = {},
  damage: (bytes: Buffer) => void = () => {},
): Promise<Inspection> {
  const database = buildDatabase({ name: 'Keys', version: 852, seed: 5, tables, encodeCompressedPages, ...spec });
  const bytes = buildBackup({ database })[0]!;
  damage(bytes);
  const path = join(folder, `${files++}.bak`);
  writeFileSync(path, bytes);
  return inspectSource([path]);
}

const NAMES = { order: 'rows-in-key-order', unique: 'keys-unique', parents: 'references-have-parents' } as const;
const counts = ({ checks }: Inspection, name: keyof typeof NAMES): number[] =>
  checks.filter((check) => check.name === NAMES[name]).flatMap(({ checked, failed }) => [checked, failed]);
const codes = ({ issues }: Inspection): string[] =>
  issues.map(({ code }) => code).filter((code) => /key|parent/.test(code));

describe('keys of a sound backup', () => {
  it.each([undefined, 'row', 'page'] as const)(
    'are in order, unique and have their parents (compression %s)',
    async (compression) => {
      const found = await inspect(
        tablesOf({
          parents: numbers(900, -450),
          children: [...numbers(900, -450).reverse(), null, null],
          parent: compression ? { compression } : {},
          child: compression ? { compression, primaryKey: ['Id'] } : { primaryKey: ['Id'] },
        }),
      );
      expect(found.verdict).toBe('complete');
      const [pairs, reversed] = counts(found, 'order');
      expect(reversed).toBe(0);
      expect(pairs).toBeGreaterThanOrEqual(compression ? 890 : 899);
      expect(counts(found, 'unique')[0]).toBeGreaterThan(1790);
      expect(counts(found, 'parents')).toEqual([900, 0]);
      expect(codes(found)).toEqual([]);
    },
  );

  it('may hold references in other letters, with other blanks, to themselves and to tables read later', async () => {
    const found = await inspect(
      tablesOf({ keyType: 'varchar(20)', parents: ['ab', 'CD'], children: ['AB  ', 'cd', 'Ab'] }),
    );
    expect([found.verdict, counts(found, 'parents')]).toEqual(['complete', [3, 0]]);
    const self = tablesOf({
      parents: numbers(50),
      parent: { foreignKeys: [{ columns: ['Id'], references: 'parent', referencedColumns: ['Id'] }] },
    });
    expect(counts(await inspect(self), 'parents')).toEqual([50, 0]);
  });

  it('are not judged where a collation decides: what was not is counted', async () => {
    const found = await inspect(
      tablesOf({ keyType: 'nvarchar(20)', parents: ['Müller', 'Z', 'Österreich'], children: ['MULLER', 'Y', 'Z'] }),
    );
    expect([found.verdict, counts(found, 'order')[1], counts(found, 'parents')]).toEqual(['complete', 0, [0, 0]]);
    expect(found.issues.find(({ code }) => code === 'keys-not-checked')?.message).toMatch(/^3 times/);
  });
});

describe('keys that no server writes', () => {
  it('stand out of order', async () => {
    const parents = numbers(900);
    [parents[500], parents[501]] = [parents[501]!, parents[500]!];
    const found = await inspect(tablesOf({ parents }));
    expect([found.verdict, counts(found, 'order')[1]]).toEqual(['damaged', 1]);
    expect(codes(found)).toEqual(['rows-out-of-key-order']);
  });

  it('stand out of order from one page to the next', async () => {
    const found = await inspect(tablesOf({ parents: [1, 2, 3, 5, 4, 6], parent: PAGES }));
    // Five pairs of rows, five links between pages.
    expect([found.verdict, counts(found, 'order')]).toEqual(['damaged', [10, 1]]);
    const twice = await inspect(tablesOf({ parents: [1, 2, 3, 3, 4, 6], parent: PAGES }));
    expect([twice.verdict, counts(twice, 'unique')]).toEqual(['damaged', [5, 1]]);
  });

  it.each([
    ['clustered', {}],
    ['in a heap', { storage: 'heap', key: [], primaryKey: ['Id'] }],
  ] as const)('are there twice, %s', async (_, parent) => {
    const found = await inspect(tablesOf({ parents: [...numbers(400), ...numbers(400, 400)], parent }));
    expect([found.verdict, counts(found, 'unique')[1]]).toEqual(['damaged', 1]);
    expect(codes(found)).toEqual(['keys-repeated']);
  });

  it('are there twice as texts', async () => {
    const parent = { storage: 'heap', key: [], primaryKey: ['Id'] } as const;
    const found = await inspect(tablesOf({ keyType: 'nvarchar(20)', parents: ['ä', 'b', 'ä'], parent }));
    expect([found.verdict, counts(found, 'unique')]).toEqual(['damaged', [3, 1]]);
  });

  it('are on pages that do not lead to each other', async () => {
    const family = tablesOf({ parents: numbers(6), parent: PAGES });
    const found = await inspect(family, { protection: 'none' }, (bytes) => {
      // The last page of the table: m_nextPage (16) of the one before it leads nowhere.
      const last = bytes.lastIndexOf(filler) - (bytes.lastIndexOf(filler) % 512);
      let page = last;
      while (bytes.readUInt32LE(page) !== 0x0101 || bytes.readUInt32LE(page + 16) === 0) page -= 512;
      bytes.writeUInt32LE(bytes.readUInt32LE(page + 16) + 1, page + 16);
    });
    expect([found.verdict, codes(found)]).toEqual(['damaged', ['rows-out-of-key-order']]);
  });

  it('say nothing together where the table was written to while the backup ran', async () => {
    const parent = { ...PAGES, features: { changedAfterCheckpoint: true } };
    const found = await inspect(tablesOf({ parents: [1, 2, 3, 3, 5, 4], children: [5000], parent }));
    expect([found.verdict, codes(found)]).toEqual(['incomplete', ['keys-not-checked']]);
  });
});

describe('a row without parent', () => {
  const orphans = tablesOf({ parents: numbers(20), children: [3, 21, 22, 21] });

  it('is a fact of the old system where a checksum proves the page', async () => {
    const found = await inspect(orphans);
    expect([found.verdict, counts(found, 'parents')]).toEqual(['complete', [4, 0]]);
    expect(found.issues.find(({ code }) => code === 'parents-missing')).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/^3 references to dbo.parent/),
    });
  });

  it('is damage where none does', async () => {
    const found = await inspect(orphans, { protection: 'torn' });
    expect([found.verdict, counts(found, 'parents')]).toEqual(['damaged', [4, 3]]);
  });
});

it('notices most single bits that flip in keys, where no checksum does', async () => {
  const tables = tablesOf({ parents: numbers(300), children: numbers(300).map((id) => (id * 7) % 300 || 300) });
  const random = seededRandom(11);
  let noticed = 0;
  for (let i = 0; i < 24; i++) {
    const found = await inspect(tables, { protection: 'none' }, (bytes) => {
      let at = -1;
      for (let n = Math.floor(random() * 550); n >= 0; n--) at = bytes.indexOf(filler, at + 1);
      // Id or ParentId ends the fixed part; count of columns, null bitmap, count and end of variable ones stand before the filler.
      bytes[at - 11 + Math.floor(random() * 4)]! ^= 1 << Math.floor(random() * 8);
    });
    if (found.verdict !== 'complete') noticed++;
  }
  expect(noticed).toBeGreaterThan(16);
});
