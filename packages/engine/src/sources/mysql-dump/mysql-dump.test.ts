import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import type { Issue } from '../../base/issue.js';
import type { Catalog, SourceCheck, SourceOptions } from '../contract.js';
import { verdictOf } from '../inspect.js';
import { mysqlDumpDriver } from './mysql-dump-driver.js';

const folder = mkdtempSync(join(tmpdir(), 'mysql-dump-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

interface Read {
  readonly catalog: Catalog;
  readonly rows: Readonly<Record<string, Cell[][]>>;
  readonly issues: Issue[];
  readonly checks: readonly SourceCheck[];
  readonly lines: Readonly<Record<string, number[]>>;
}

async function readPaths(paths: string[], options: SourceOptions = {}): Promise<Read> {
  const issues: Issue[] = [];
  await using source = await mysqlDumpDriver.open(paths, options, { onIssue: (i) => issues.push(i), sourceName: 's' });
  const catalog = await source.catalog();
  const rows: Record<string, Cell[][]> = {};
  const lines: Record<string, number[]> = {};
  for await (const batch of source.scan({})) {
    for (let r = 0; r < batch.rowCount; r++) {
      rows[batch.table] = [...(rows[batch.table] ?? []), batch.columns.map((c) => c[r] as Cell)];
      lines[batch.table] = [...(lines[batch.table] ?? []), batch.positions[r]!];
    }
  }
  return { catalog, rows, issues, checks: source.checks(), lines };
}

async function read(dump: string | Buffer, options: SourceOptions = {}): Promise<Read> {
  const path = join(folder, `d${++count}.sql`);
  writeFileSync(path, dump);
  return readPaths([path], options);
}

const codes = (issues: readonly Issue[]): string[] => issues.map((i) => i.code);

describe('values', () => {
  it('reads every literal by the type of its column', async () => {
    const { rows, issues, catalog } = await read(`SET NAMES utf8mb4;
CREATE TABLE \`t\` (\`i\` int(11), \`b\` bigint unsigned, \`d\` decimal(10,2), \`f\` double, \`s\` varchar(50), \`bit1\` bit(1), \`bits\` bit(12), \`blob\` blob, \`on\` tinyint(1), \`dt\` datetime, \`j\` json, \`y\` year);
INSERT INTO \`t\` VALUES
(-5,18446744073709551615,5.70,3.66e1,'a',b'1',b'101',0xFF00,1,'0000-00-00 00:00:00','{"a": 1}',2001),
('7',9007199254740993,-0.50,-1e-3,'',0x01,0x0FFF,x'00ff',TRUE,'2020-01-02 03:04:05.120000',NULL,NULL),
( NULL , 0 ,1e2, 2 ,N'x' ,'\\0',_binary '\\0\u0005',_binary 'a\\0\\'b',FALSE,NULL, _utf8mb4'{}' ,0);
`);
    expect(issues).toEqual([]);
    expect(rows.t).toEqual([
      [
        -5,
        18446744073709551615n,
        '5.70',
        36.6,
        'a',
        true,
        5,
        Uint8Array.of(255, 0),
        1,
        '0000-00-00 00:00:00',
        '{"a": 1}',
        2001,
      ],
      [
        7,
        9007199254740993n,
        '-0.50',
        -0.001,
        '',
        true,
        4095,
        Uint8Array.of(0, 255),
        1,
        '2020-01-02 03:04:05.120000',
        null,
        null,
      ],
      [null, 0, '100', 2, 'x', false, 5, Uint8Array.from(Buffer.from("a\0'b")), 0, null, '{}', 0],
    ]);
    expect(catalog.tables[0]?.columns.map((c) => c.cellType)).toEqual([
      'integer',
      'integer',
      'decimal',
      'float',
      'text',
      'boolean',
      'integer',
      'binary',
      'integer',
      'datetime',
      'text',
      'integer',
    ]);
  });

  it('undoes every escape, and only those', async () => {
    const { rows } = await read(`CREATE TABLE \`t\` (\`s\` text);
INSERT INTO \`t\` VALUES ('\\'\\"\\\\\\n\\r\\t\\b\\Z\\0'),('it''s'),('100\\%\\_'),("dou""ble 'quoted'"),('a' 'b'
 'c'),('),(;--'),('\\q'),('caf\u00e9 \u{1f600}');
`);
    expect(rows.t?.flat()).toEqual([
      '\'"\\\n\r\t\b\x1a\0',
      "it's",
      '100\\%\\_',
      "dou\"ble 'quoted'",
      'abc',
      '),(;--',
      'q',
      'caf\u00e9 \u{1f600}',
    ]);
  });

  it('keeps backslashes under NO_BACKSLASH_ESCAPES, until the mode is set back', async () => {
    const { rows } = await read(`CREATE TABLE t (s text);
SET sql_mode='NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES';
INSERT INTO t VALUES ('C:\\dir\\'),('it''s');
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
INSERT INTO t VALUES ('a\\tb');
`);
    expect(rows.t?.flat()).toEqual(['C:\\dir\\', "it's", 'a\tb']);
  });

  it('reads names in double quotes under ANSI_QUOTES', async () => {
    const { rows, catalog } = await read(`SET SQL_MODE='ANSI';
CREATE TABLE "a b" ("x ""y" int, PRIMARY KEY ("x ""y"));
INSERT INTO "a b" VALUES (1);
`);
    expect(catalog.tables[0]?.primaryKey).toEqual(['x "y']);
    expect(rows['a b']).toEqual([[1]]);
  });

  it('keeps what it does not evaluate, and says so', async () => {
    const { rows, issues } = await read(`CREATE TABLE t (a datetime, b int DEFAULT 3, c varchar(10));
INSERT INTO t VALUES (NOW(),DEFAULT,CONCAT('a,', UPPER('b)'))),(NULL,1+1,@x);
`);
    expect(rows.t).toEqual([
      ['NOW()', 3, "CONCAT('a,', UPPER('b)'))"],
      [null, '1+1', '@x'],
    ]);
    expect(codes(issues)).toEqual(['sql-expression', 'sql-expression', 'sql-expression']);
    expect(issues[1]?.where).toBe('s/t/1/c');
  });

  it('tells NULL from the empty string and from the word', async () => {
    const { rows } = await read("CREATE TABLE t (a text, b text);\nINSERT INTO t VALUES (NULL,''),('NULL',null);\n");
    expect(rows.t).toEqual([
      [null, ''],
      ['NULL', null],
    ]);
  });
});

describe('inserts', () => {
  it('puts named values in their columns and declared defaults in the others', async () => {
    const { rows, issues } =
      await read(`CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a varchar(9) NOT NULL DEFAULT 'x', b tinyint DEFAULT '1', c text, g int GENERATED ALWAYS AS (id + 1) VIRTUAL, at timestamp DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id));
INSERT IGNORE INTO db.t (\`c\`, \`ID\`) VALUES ('z', 4);
REPLACE INTO t (a) VALUE ('y') ON DUPLICATE KEY UPDATE a = VALUES(a);
INSERT INTO t SET a = 'q';
INSERT INTO t SELECT * FROM other;
`);
    expect(rows.t).toEqual([
      [4, 'x', 1, 'z', null, null],
      [null, 'y', 1, null, null, null],
    ]);
    expect(codes(issues).filter((c) => c === 'sql-statement-not-applied')).toHaveLength(2);
    expect(codes(issues)).toContain('sql-value-not-in-dump');
  });

  it('infers columns where the dump does not define the table', async () => {
    const { rows, catalog } = await read(
      "INSERT INTO `p` (`fname`, `n`) VALUES ('A', 1), ('B', 2.50);\nINSERT INTO q VALUES (1,'x');\n",
    );
    expect(rows).toEqual({
      p: [
        ['A', 1],
        ['B', '2.50'],
      ],
      q: [[1, 'x']],
    });
    expect(catalog.tables.map((t) => t.columns.map((c) => [c.name, c.cellType, c.nullable]))).toEqual([
      [
        ['fname', 'unknown', null],
        ['n', 'unknown', null],
      ],
      [
        ['c1', 'unknown', null],
        ['c2', 'unknown', null],
      ],
    ]);
  });

  it('keeps aside rows of another width or none at all, with their text', async () => {
    const { rows, issues, checks, catalog } = await read(`CREATE TABLE t (a int, s text);
INSERT INTO t VALUES (1,'a'),(2),(3,'b',4),(5,'c'x),(6,'d');
`);
    expect(rows.t).toEqual([
      [1, 'a'],
      [6, 'd'],
    ]);
    expect(rows.t$rejected).toEqual([
      [2, 'sql-row-width', '(2)'],
      [2, 'sql-row-width', "(3,'b',4)"],
      [2, 'sql-row-malformed', "(5,'c'x)"],
    ]);
    expect(catalog.tables.map((t) => t.name)).toEqual(['t', 't$rejected']);
    expect(codes(issues)).toEqual(['sql-row-width', 'sql-row-width', 'sql-row-malformed']);
    expect(verdictOf(checks)).toBe('damaged');
  });

  it('loses no more than the row with a lost quote', async () => {
    const { rows } = await read(
      "CREATE TABLE t (a int, s text);\nINSERT INTO t VALUES (1,'a'),(2,'b),(3,'c'),(4,'d');\nINSERT INTO t VALUES (5,'e');\n",
    );
    expect(rows.t?.map((r) => r[0])).toEqual([1, 3, 4, 5]);
    expect(rows.t$rejected).toEqual([[2, 'sql-row-malformed', "(2,'b)"]]);
  });

  it('says on which line rows stand', async () => {
    const { lines } = await read("CREATE TABLE t (s text);\nINSERT INTO t VALUES\n('a'),\n('b\nc'),\n('d');\n");
    expect(lines.t).toEqual([3, 4, 6]);
  });

  it('reads values of megabytes', async () => {
    const big = 'x'.repeat(5_000_000);
    const { rows } = await read(`CREATE TABLE t (a int, s longtext);\nINSERT INTO t VALUES (1,'${big}'),(2,'b');\n`);
    expect(rows.t?.map((r) => String(r[1]).length)).toEqual([5_000_000, 1]);
  });
});

describe('definitions', () => {
  it('learns keys, comments and foreign keys, also from ALTER TABLE after the rows', async () => {
    const { catalog } = await read(`-- phpMyAdmin SQL Dump
-- version 5.2.1
-- Host: localhost
-- Generation Time: Jan 10, 2023 at 03:12 PM
-- Server version: 10.4.24-MariaDB
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
-- Database: \`clinic\`
CREATE TABLE \`a\` (
  \`id\` int(11) NOT NULL,
  \`k\` enum('x','y,)') DEFAULT 'x' COMMENT 'It''s a, "comment"',
  \`r\` int(10) UNSIGNED DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COMMENT='Table; one';
INSERT INTO \`a\` (\`id\`, \`k\`, \`r\`) VALUES
(1, 'y,)', 2);
ALTER TABLE \`a\`
  ADD PRIMARY KEY (\`id\`),
  ADD KEY \`r\` (\`r\`);
ALTER TABLE \`a\`
  MODIFY \`id\` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=2;
ALTER TABLE \`a\`
  ADD CONSTRAINT \`fk\` FOREIGN KEY (\`r\`) REFERENCES \`b\` (\`id\`) ON DELETE CASCADE;
COMMIT;
`);
    expect(catalog).toMatchObject({
      product: 'MariaDB 10.4.24-MariaDB',
      database: 'clinic',
      statedAt: '2023-01-10T15:12:00',
    });
    expect(catalog.tables[0]).toMatchObject({
      name: 'a',
      comment: 'Table; one',
      primaryKey: ['id'],
      foreignKeys: [{ columns: ['r'], referencesTable: 'b', referencesColumns: ['id'] }],
      columns: [
        { name: 'id', type: 'int(11)', nullable: false, key: true },
        { name: 'k', type: "enum('x','y,)')", nullable: true, key: false, comment: 'It\'s a, "comment"' },
        { name: 'r', type: 'int(10) UNSIGNED', nullable: true },
      ],
    });
  });

  it('does not take views, triggers and procedures for tables', async () => {
    const { catalog, rows, issues, checks } = await read(`-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)
--
-- Host: localhost    Database: d
-- Server version	5.7.44-log
/*!40101 SET NAMES utf8 */;
CREATE TABLE \`t\` (\`a\` int);
INSERT INTO \`t\` VALUES (1);
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`localhost\`*/ /*!50003 TRIGGER trg BEFORE INSERT ON t FOR EACH ROW BEGIN
  INSERT INTO t VALUES (99);
END */;;
DELIMITER ;
--
-- Temporary table structure for view \`v\`
--
/*!50001 CREATE TABLE \`v\` (\`a\` tinyint NOT NULL) ENGINE=MyISAM */;
/*!50001 CREATE VIEW \`w\` AS SELECT
 1 AS \`a\`*/;
/*!50001 DROP TABLE IF EXISTS \`v\`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`root\`@\`localhost\` SQL SECURITY DEFINER */
/*!50001 VIEW \`v\` AS select \`t\`.\`a\` AS \`a\` from \`t\` */;
-- Dump completed on 2021-02-03  4:05:06
`);
    expect(catalog.tables.map((t) => [t.name, t.status])).toEqual([
      ['t', 'read'],
      ['v', 'view'],
      ['w', 'view'],
    ]);
    expect(rows.t).toEqual([[1]]);
    expect(codes(issues)).toEqual(['sql-programs-skipped']);
    expect(verdictOf(checks)).toBe('complete');
    expect(catalog).toMatchObject({ product: 'MySQL 5.7.44-log', database: 'd', statedAt: '2021-02-03T04:05:06' });
  });

  it.each([
    [
      'Adminer',
      "-- Adminer 4.8.1 MySQL 8.0.30 dump\nSET NAMES utf8;\nCREATE TABLE t (b blob);\nINSERT INTO t VALUES (UNHEX('FFD8'));\n-- 2022-10-05 12:00:00\n",
      { product: 'MySQL 8.0.30', statedAt: '2022-10-05T12:00:00' },
    ],
    [
      'HeidiSQL',
      '-- Server version:               10.4.8-MariaDB - mariadb.org binary distribution\nUSE `c`;\nCREATE TABLE t (b blob);\nINSERT INTO t VALUES (0xFFD8);\n',
      { product: 'MariaDB 10.4.8-MariaDB', database: 'c' },
    ],
    [
      'Navicat',
      "/*\n Navicat Data Transfer\n Source Server Version : 50726\n Source Schema         : his\n*/\nCREATE TABLE t (b blob);\nINSERT INTO t VALUES (x'FFD8');\n",
      { product: 'MySQL 5.7.26', database: 'his' },
    ],
  ])('reads the header that %s writes', async (_, dump, expected) => {
    const { catalog, rows } = await read(dump);
    expect(catalog).toMatchObject(expected);
    expect(rows.t).toEqual([[Uint8Array.of(0xff, 0xd8)]]);
  });

  it('names tables with their database only when there are several', async () => {
    const one = 'CREATE DATABASE `a`;\nUSE `a`;\nCREATE TABLE t (x int);\nINSERT INTO t VALUES (1);\n';
    expect((await read(one)).catalog).toMatchObject({ database: 'a', tables: [{ name: 't' }] });
    const two = await read(`${one}USE \`b\`;\nCREATE TABLE t (x int);\nINSERT INTO t VALUES (2);\n`);
    expect(two.catalog.database).toBeNull();
    expect(two.rows).toEqual({ 'a.t': [[1]], 'b.t': [[2]] });
  });

  it('reads a folder as mydumper writes it, text in the column charset', async () => {
    const dir = join(folder, 'mydumper');
    mkdirSync(dir);
    writeFileSync(join(dir, 'metadata'), 'Started dump at: 2024-01-01');
    writeFileSync(
      join(dir, 'clinic.t.sql'),
      Buffer.from("/*!40101 SET NAMES binary*/;\nINSERT INTO `t` VALUES\n('caf\xe9')\n,('x');\n", 'latin1'),
    );
    writeFileSync(
      join(dir, 'clinic.t-schema.sql'),
      '/*!40101 SET NAMES binary*/;\nCREATE TABLE `t` (`s` varchar(9)) DEFAULT CHARSET=latin1;\n',
    );
    const { rows, catalog, issues } = await readPaths([dir]);
    expect(rows.t).toEqual([['caf\u00e9'], ['x']]);
    expect(catalog.database).toBe('clinic');
    expect(issues).toEqual([]);
  });
});

describe('character sets', () => {
  it('decodes by SET NAMES and leaves binary columns alone', async () => {
    const { rows, issues } = await read(
      Buffer.from(
        "/*!40101 SET NAMES latin1 */;\nCREATE TABLE t (s text, b varbinary(9));\nINSERT INTO t VALUES ('\x80\xe9\x81','\xff\\0');\n",
        'latin1',
      ),
    );
    expect(rows.t).toEqual([['\u20ac\u00e9\u0081', Uint8Array.of(255, 0)]]);
    expect(issues).toEqual([]);
  });

  it('is not misled by a backslash that is half a character', async () => {
    // 0x8c5c is one GBK character whose second byte is a backslash.
    const { rows } = await read(
      Buffer.concat([
        Buffer.from("SET NAMES gbk;\nCREATE TABLE t (s text);\nINSERT INTO t VALUES ('"),
        Buffer.of(0x8c, 0x5c),
        Buffer.from("'),('b');\n"),
      ]),
    );
    expect(rows.t).toHaveLength(2);
    expect(String(rows.t?.[0]?.[0])).toHaveLength(1);
  });

  it('keeps the bytes of text that is not valid, and tells where', async () => {
    const dump = Buffer.from(
      "SET NAMES utf8mb4;\nCREATE TABLE t (a int, s text);\nINSERT INTO t VALUES (1,'ok'),(2,'caf\xe9');\n",
      'latin1',
    );
    const { rows, issues, checks } = await read(dump);
    expect(rows.t?.[1]).toEqual([2, Uint8Array.from(Buffer.from('caf\xe9', 'latin1'))]);
    expect(issues).toMatchObject([{ code: 'text-charset-invalid', where: 's/t/2/s' }]);
    expect(verdictOf(checks)).toBe('damaged');
    expect((await read(dump, { 'fallback-encoding': 'latin1' })).rows.t?.[1]).toEqual([2, 'caf\u00e9']);
    expect((await read(dump, { encoding: 'latin1' })).issues).toEqual([]);
  });

  it('reads what Windows PowerShell makes of a dump', async () => {
    const { rows } = await read(
      Buffer.from("\ufeffCREATE TABLE t (s text);\r\nINSERT INTO t VALUES ('caf\u00e9');\r\n", 'utf16le'),
    );
    expect(rows.t).toEqual([['caf\u00e9']]);
  });
});

describe('wholeness', () => {
  const header = '-- MySQL dump 10.13  Distrib 8.0.36, for Linux\n-- Server version\t8.0.36\n';
  const body = "CREATE TABLE t (a int, s text);\nINSERT INTO t VALUES (1,'a'),(2,'b');\n";

  it.each([
    ['without its last line', header + body, 2, 0],
    ['inside a string', `${header + body}INSERT INTO t VALUES (3,'c'),(4,'d`, 3, 1],
    ['inside a number', `${header + body}INSERT INTO t VALUES (3,'c'),(4`, 3, 1],
    ['after a comma', `${header + body}INSERT INTO t VALUES (3,'c'),`, 3, 0],
    ['inside a definition', `${header + body}CREATE TABLE u (a int,`, 2, 0],
    ['inside a statement head', `${header + body}INSERT INTO t (a`, 2, 0],
  ])('tells a dump that ends %s', async (_, dump, rows, rejected) => {
    const found = await read(dump);
    expect(found.rows.t).toHaveLength(rows);
    expect(found.rows.t$rejected ?? []).toHaveLength(rejected);
    expect(verdictOf(found.checks)).toBe('incomplete');
    const issue = found.issues.find((i) => i.code === 'dump-truncated');
    expect(issue?.message).toMatch(/byte \d+, line \d+/);
    expect(issue?.hint).toBeTruthy();
  });

  it('tells a cut gzip file, and reads what is there', async () => {
    const path = join(folder, 'cut.sql.gz');
    const values = Array.from({ length: 4000 }, (_, i) => `(${i},'${(i * 7919) % 10007}')`).join(',');
    const whole = gzipSync(
      `${header}CREATE TABLE t (a int, s text);\nINSERT INTO t VALUES ${values};\n-- Dump completed\n`,
    );
    writeFileSync(path, whole.subarray(0, whole.length - 2000));
    const { rows, issues, checks } = await readPaths([path]);
    expect(rows.t!.length).toBeGreaterThan(100);
    expect(codes(issues)).toContain('file-truncated');
    expect(verdictOf(checks)).toBe('incomplete');
  });

  it('counts statements that it does not know or carry out', async () => {
    const { issues, checks } = await read(`${body}UPDATE t SET a = 2;\nFROBNICATE;\n`);
    expect(codes(issues)).toEqual(['sql-statement-not-applied', 'sql-statement-unknown']);
    expect(issues.every((i) => /d\d+\.sql:\d/.test(i.where))).toBe(true);
    expect(checks.filter((c) => !c.passed)).toHaveLength(2);
  });

  it('refuses other files by their name', async () => {
    const path = join(folder, 'x.sql');
    writeFileSync(path, 'SQLite format 3\0');
    await expect(readPaths([path])).rejects.toMatchObject({
      code: 'DUMP_WRONG_FILE',
      message: expect.stringContaining('SQLite'),
    });
  });
});
