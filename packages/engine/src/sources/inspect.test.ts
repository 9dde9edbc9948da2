import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { exportAll, exportTable } from './export.js';
import { exportValue } from './export-rows.js';
import { inspectSource } from './inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function exported(path: string, table: string, as?: string): Promise<string> {
  let text = '';
  const out = new Writable({
    write: (chunk, _, done) => {
      text += chunk;
      done();
    },
  });
  await exportTable([path], table, out, as === undefined ? {} : { as });
  return text;
}

describe('inspectSource', () => {
  it('gives exactly the shape of the contract', async () => {
    const path = file(
      'd.sql',
      "CREATE TABLE `t` (`id` int NOT NULL, `s` varchar(5), PRIMARY KEY (`id`));\nINSERT INTO `t` VALUES (1,'a');\n",
    );
    expect(await inspectSource([path])).toEqual({
      format: 'mysql-dump',
      product: null,
      database: null,
      verdict: 'complete',
      statedAt: null,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'rows-well-formed', passed: true, checked: 1, failed: 0 }),
      ]),
      tables: [
        {
          name: 't',
          rows: 1,
          statedRows: null,
          status: 'read',
          reason: null,
          columns: [
            { name: 'id', type: 'int', nullable: false, key: true },
            { name: 's', type: 'varchar(5)', nullable: true, key: false },
          ],
          foreignKeys: [],
        },
      ],
      views: 0,
      issues: [],
    });
  });

  it('tells keys to other tables and what the source says of tables and columns', async () => {
    const path = file(
      'd.sql',
      "CREATE TABLE `a` (`id` int NOT NULL, PRIMARY KEY (`id`));\nCREATE TABLE `b` (`a_id` int COMMENT 'whose', CONSTRAINT `f` FOREIGN KEY (`a_id`) REFERENCES `a` (`id`)) COMMENT='of a';\n",
    );
    expect((await inspectSource([path])).tables[1]).toMatchObject({
      comment: 'of a',
      columns: [{ name: 'a_id', comment: 'whose' }],
      foreignKeys: [{ columns: ['a_id'], referencesTable: 'a', referencesColumns: ['id'] }],
    });
  });

  it.each([
    ['a SQLite database', 'x.db', 'SQLite format 3\0'],
    ['a SQL Server backup', 'x.bak', 'TAPE\0\0\x03\0'],
    ['a PostgreSQL dump', 'pg.sql', '--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.a (b int);\n'],
    ['a PDF document', 'x.pdf', '%PDF-1.4\n'],
    ['a git-lfs pointer', 'x.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'],
    ['an empty file', 'empty.csv', ''],
    ['of an unknown kind', 'x.bin', '\x01\x02\x03'],
  ])('says that a file is %s', async (what, name, content) => {
    await expect(inspectSource([file(name, content)])).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(what),
      hint: expect.stringMatching(/./),
    });
  });
});

describe('export', () => {
  it('writes values as the contract states them', () => {
    expect(exportValue('5.70', 'decimal')).toBe('5.70');
    expect(exportValue(9007199254740993n, 'integer')).toBe('9007199254740993');
    expect(exportValue('2020-01-02 03:04:05.12', 'datetime')).toBe('2020-01-02T03:04:05.12');
    expect(exportValue('0000-00-00 00:00:00', 'datetime')).toBe('0000-00-00 00:00:00');
    expect(exportValue('0000-00-00', 'date')).toBe('0000-00-00');
    expect(exportValue(Uint8Array.of(255, 0), 'binary')).toBe('/wA=');
    expect(exportValue('A0EEBC99', 'guid')).toBe('a0eebc99');
    expect(exportValue(0.2, 'float')).toBe(0.2);
    expect(exportValue(0.2, 'float', true)).toBe(0.20000000298023224);
  });

  it('writes ndjson and csv, and refuses what it cannot', async () => {
    const path = file(
      'e.sql',
      "CREATE TABLE t (a int, b bit(1), c decimal(5,2), d datetime, e double, f text);\nINSERT INTO t VALUES (1,b'1',1.50,'2020-01-02 03:04:05',0.1,'x\"\\ny'),(NULL,NULL,NULL,NULL,NULL,'');\n",
    );
    expect(await exported(path, 't')).toBe(
      '{"a":1,"b":true,"c":"1.50","d":"2020-01-02T03:04:05","e":0.1,"f":"x\\"\\ny"}\n{"a":null,"b":null,"c":null,"d":null,"e":null,"f":""}\n',
    );
    expect(await exported(path, 'T', 'csv')).toBe(
      'a,b,c,d,e,f\r\n1,true,1.50,2020-01-02T03:04:05,0.1,"x""\ny"\r\n,,,,,""\r\n',
    );
    await expect(exported(path, 't', 'parquet')).rejects.toMatchObject({
      code: 'EXPORT_PARQUET',
      hint: expect.stringContaining('ndjson'),
    });
    await expect(exported(path, 'nope')).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
  });

  it('writes every table to a file of its own', async () => {
    const path = file(
      'all.sql',
      'CREATE TABLE `a/b` (x int);\nCREATE TABLE c (x int);\nINSERT INTO c VALUES (1);\nINSERT INTO `a/b` VALUES (2);\nINSERT INTO c VALUES (3);\n',
    );
    const out = join(folder, 'out');
    await exportAll([path], out);
    expect(readdirSync(out).sort()).toEqual(['a%2fb.ndjson', 'c.ndjson']);
    expect(readFileSync(join(out, 'c.ndjson'), 'utf8')).toBe('{"x":1}\n{"x":3}\n');
  });
});

/** Counts taken apart from the readers: see the comment at each. */
const REAL: readonly {
  path: string[];
  tables: number;
  rows: number;
  some: Record<string, number>;
  database: string | null;
}[] = [
  // Tuples counted with a Python tokenizer of its own; patients as the generator's README states.
  {
    path: ['data', 'openemr', 'openemr-gold-1000pt.sql.gz'],
    tables: 283,
    rows: 56322,
    some: { patient_data: 1000 },
    database: 'openemr',
  },
  { path: ['data', 'openemr', 'database.sql.gz'], tables: 283, rows: 6980, some: {}, database: 'openemr' },
  // grep -c '^INSERT INTO': one row each.
  {
    path: ['data', 'openemr', 'example_patient_data.sql'],
    tables: 1,
    rows: 14,
    some: { patient_data: 14 },
    database: null,
  },
  { path: ['data', 'oscar', 'oscar-10pt.sql.gz'], tables: 579, rows: 5898, some: {}, database: 'oscar' },
  {
    path: ['data', 'openmrs', 'openmrs-2.x-schema-initial_test_db.sql.gz'],
    tables: 116,
    rows: 1643,
    some: {},
    database: 'openmrs',
  },
  // Python's csv module.
  { path: ['data', 'synthea', 'ma10', 'csv'], tables: 17, rows: 6402, some: { patients: 11 }, database: null },
];

describe('real sources', () => {
  for (const real of REAL) {
    const path = sharedPath(...real.path);
    const name = real.path.at(-1)!;
    if (path === null || !existsSync(path)) {
      it.skip(`${name} (${sharedReason(real.path.join('/'))})`);
      continue;
    }
    it(`reads ${real.path.slice(1).join('/')} whole`, async () => {
      const found = await inspectSource([path]);
      expect(found.verdict).toBe('complete');
      expect(found.database).toBe(real.database);
      expect(found.tables).toHaveLength(real.tables);
      expect(found.tables.reduce((sum, t) => sum + t.rows, 0)).toBe(real.rows);
      expect(found.tables.filter((t) => t.name.endsWith('$rejected'))).toEqual([]);
      for (const [table, rows] of Object.entries(real.some))
        expect(found.tables.find((t) => t.name === table)?.rows).toBe(rows);
    });
  }
});

describe('several sources at once', () => {
  const dumpOf = (database: string): string =>
    `-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Host: localhost    Database: ${database}\n-- ------\nCREATE TABLE \`t\` (\`id\` int);\nINSERT INTO \`t\` VALUES (1);\n-- Dump completed on 2024-01-01\n`;

  it('refuses a named file that the reader would not take, rather than leaving it out', async () => {
    const paths = [file('one.sql', dumpOf('one')), file('people.csv', 'id,name\n1,x\n')];
    await expect(inspectSource(paths)).rejects.toMatchObject({ code: 'SOURCES_DIFFER', where: 'people.csv' });
  });

  it('refuses dumps of two databases, whose tables it could not tell apart', async () => {
    const paths = [file('a.sql', dumpOf('clinic')), file('b.sql', dumpOf('billing'))];
    await expect(inspectSource(paths)).rejects.toMatchObject({ code: 'SOURCES_DIFFER', where: 'b.sql' });
  });

  it('names what a folder holds beside the files that are read', async () => {
    const inside = mkdtempSync(join(folder, 'set-'));
    writeFileSync(join(inside, 'one.sql'), dumpOf('one'));
    writeFileSync(join(inside, 'scans.xml'), '<a/>');
    mkdirSync(join(inside, 'more'));
    symlinkSync(join(inside, 'one.sql'), join(inside, 'two.sql'));
    const found = await inspectSource([inside]);
    expect(found.issues.map((i) => [i.code, i.where])).toEqual([
      ['file-skipped', 'scans.xml'],
      ['file-skipped', 'more'],
      ['file-skipped', 'two.sql'],
    ]);
    const outer = mkdtempSync(join(folder, 'outer-'));
    mkdirSync(join(outer, 'csv'));
    await expect(inspectSource([outer])).rejects.toThrow('folder of folders');
  });

  it('says that an address is not supported, without the password in it', async () => {
    const error = await inspectSource(['postgres://clinic:s3cret@db.local/emr']).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'SOURCE_ADDRESS', kind: 'refused', where: 'postgres' });
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
  });

  it('refuses a device instead of waiting for it, and names a tar archive', async () => {
    await expect(inspectSource(['/dev/null'])).rejects.toMatchObject({ code: 'SOURCE_NOT_A_FILE' });
    const tar = Buffer.alloc(1024);
    tar.write('csv/patients.csv', 0);
    tar.write('ustar', 257);
    await expect(inspectSource([file('export.tar', tar)])).rejects.toThrow('tar archive: unpack it first');
  });
});
