import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import type { Issue } from '../../base/issue.js';
import type { SourceOptions } from '../contract.js';
import { csvRows } from '../export-rows.js';
import { verdictOf } from '../inspect.js';
import { csvDriver } from './csv-driver.js';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

async function readPaths(paths: string[], options: SourceOptions = {}) {
  const issues: Issue[] = [];
  await using source = await csvDriver.open(paths, options, { onIssue: (i) => issues.push(i), sourceName: 's' });
  const catalog = await source.catalog();
  const rows: Record<string, Cell[][]> = {};
  for await (const batch of source.scan({})) {
    for (let r = 0; r < batch.rowCount; r++)
      rows[batch.table] = [...(rows[batch.table] ?? []), batch.columns.map((c) => c[r] as Cell)];
  }
  const columns = Object.fromEntries(catalog.tables.map((t) => [t.name, t.columns.map((c) => c.name)]));
  return { catalog, columns, rows, issues, verdict: verdictOf(source.checks()) };
}

async function read(text: string | Buffer, options: SourceOptions = {}, name = 't.csv') {
  const dir = join(folder, `d${++count}`);
  mkdirSync(dir);
  writeFileSync(join(dir, name), text);
  return readPaths([join(dir, name)], options);
}

describe('dialects', () => {
  it.each([
    ['comma', 'a,b\n1,x\n2,y\n'],
    ['semicolon with decimal commas', 'a;b\n1;x\n2;y\n'],
    ['tab', 'a\tb\n1\tx\n2\ty\n'],
    ['pipe', 'a|b\n1|x\n2|y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['old Mac line ends', 'a,b\r1,x\r2,y\r'],
    ['no last line end', 'a,b\n1,x\n2,y'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['a trailing delimiter on every line', 'a,b,\n1,x,\n2,y,\n'],
    ['a trailing delimiter on every row', 'a,b\n1,x,\n2,y,\n'],
    ['quotes throughout', '"a","b"\n"1","x"\n"2","y"\n'],
    ['blank lines', 'a,b\n\n1,x\n\n\n2,y\n\n'],
  ])('reads %s', async (_, text) => {
    const { rows, columns, issues } = await read(text);
    expect({ rows, columns, issues }).toEqual({
      rows: {
        t: [
          ['1', 'x'],
          ['2', 'y'],
        ],
      },
      columns: { t: ['a', 'b'] },
      issues: [],
    });
  });

  it('tells NULL (nothing) from the empty string (two quotes), and keeps spaces and quotes inside', async () => {
    const { rows } = await read('a,b,c\n,"", x \n"a ""b""\nc,d",5" pipe,\\N\n');
    expect(rows.t).toEqual([
      [null, '', ' x '],
      ['a "b"\nc,d', '5" pipe', '\\N'],
    ]);
  });

  it('takes the bare word NULL for NULL where the file shows it, never where it may be a name', async () => {
    const shown = await read('id,born,name\n1,2001-02-03,NULL\n2,NULL,"NULL"\n3,2001-02-04,Ann\n');
    expect(shown.rows.t).toEqual([
      ['1', '2001-02-03', null],
      ['2', null, 'NULL'],
      ['3', '2001-02-04', 'Ann'],
    ]);
    expect(shown.issues.map((i) => i.code)).toEqual(['csv-null-word']);
    const named = await read('id,surname\n1,NULL\n2,Smith\n');
    expect(named.rows.t?.[0]).toEqual(['1', 'NULL']);
    const told = await read('id,surname\n1,NULL\n2,-\n', { null: '-' });
    expect(told.rows.t).toEqual([
      ['1', 'NULL'],
      ['2', null],
    ]);
    const kept = await read('id,born,name\n1,NULL,NULL\n2,2001-02-03,x\n', { null: 'none' });
    expect(kept.rows.t?.[0]).toEqual(['1', 'NULL', 'NULL']);
  });

  it('undoes backslash escapes where the file uses them', async () => {
    const { rows } = await read('a,b\n"say \\"hi\\" now",\\N\n"back\\\\slash",x\n');
    expect(rows.t).toEqual([
      ['say "hi" now', null],
      ['back\\slash', 'x'],
    ]);
  });

  it('finds no header only where there clearly is none', async () => {
    expect((await read('1,2020-01-01,x\n2,2020-01-02,y\n')).columns.t).toEqual(['c1', 'c2', 'c3']);
    expect((await read('id,day,name\n1,2020-01-01,x\n')).columns.t).toEqual(['id', 'day', 'name']);
    expect((await read('name,city\nx,y\n')).columns.t).toEqual(['name', 'city']);
    expect((await read('name,2019\nx,5\n')).columns.t).toEqual(['name', '2019']);
    expect((await read('1,2\n3,4\n', { header: 'yes' })).columns.t).toEqual(['1', '2']);
    expect((await read('a,b\nc,d\n', { header: 'no' })).rows.t).toHaveLength(2);
  });

  it('gives every column a name of its own', async () => {
    expect((await read('a,A,,a\n1,2,3,4\n')).columns.t).toEqual(['a', 'A_2', 'c3', 'a_3']);
  });
});

describe('rejected lines', () => {
  it('keeps every one aside with its line, reason and text', async () => {
    const { rows, issues, verdict, columns } = await read('a,b\n1,x\n2\n3,y,z\n4,"q"r\n5,n\0l\n6,"open\n7,w\n');
    expect(rows.t).toEqual([
      ['1', 'x'],
      ['7', 'w'],
    ]);
    expect(rows.t$rejected).toEqual([
      [3, 'csv-row-ragged', '2'],
      [4, 'csv-row-ragged', '3,y,z'],
      [5, 'csv-quote-unbalanced', '4,"q"r'],
      [6, 'csv-nul', '5,n\0l'],
      [7, 'csv-quote-unbalanced', '6,"open'],
    ]);
    expect(columns.t$rejected).toEqual(['line', 'reason', 'text']);
    expect(issues.map((i) => i.where)).toEqual(['t.csv:3', 't.csv:4', 't.csv:5', 't.csv:6', 't.csv:7', 't.csv:7']);
    expect(issues.every((i) => i.hint)).toBe(true);
    expect(verdict).toBe('incomplete');
  });

  it('tells at most a thousand alike, then their number', async () => {
    const { rows, issues } = await read(`a,b\n${'1\n'.repeat(2500)}`);
    expect(rows.t$rejected).toHaveLength(2500);
    expect(issues).toHaveLength(1001);
    expect(issues.at(-1)?.message).toContain('2500 in all');
  });
});

describe('encodings', () => {
  it.each(['utf16le', 'utf-16be'] as const)('reads %s', async (encoding) => {
    const bytes = Buffer.from('\ufeffa,b\n1,caf\u00e9\n', 'utf16le');
    const { rows } = await read(encoding === 'utf16le' ? bytes : bytes.swap16());
    expect(rows.t).toEqual([['1', 'caf\u00e9']]);
  });

  it('reads lines that are not UTF-8 as windows-1252, and says which', async () => {
    const { rows, issues } = await read(
      Buffer.concat([Buffer.from('a,b\n1,caf\u00e9\n'), Buffer.from('2,caf\xe9 \x80\n', 'latin1')]),
    );
    expect(rows.t).toEqual([
      ['1', 'caf\u00e9'],
      ['2', 'caf\u00e9 \u20ac'],
    ]);
    expect(issues).toMatchObject([{ code: 'text-charset-fallback', where: 't.csv:3' }]);
  });

  it('takes the encoding it is told', async () => {
    const { rows } = await read(Buffer.from('a,b\n1,\xe9\n', 'latin1'), { encoding: 'iso-8859-5' });
    expect(rows.t).toEqual([['1', '\u0449']]);
    await expect(read('a\n', { encoding: 'klingon' })).rejects.toMatchObject({
      code: 'ENCODING_UNKNOWN',
      kind: 'usage',
    });
  });
});

describe('files', () => {
  it('reads a zip of tables', async () => {
    const path = join(folder, 'set.zip');
    writeFileSync(
      path,
      zip({ 'x/a.csv': 'i\n1\n', 'x/b.tsv': 'i\tj\n1\t2\n', '__MACOSX/a.csv': 'no', 'x/readme.md': 'no' }),
    );
    const { rows, issues } = await readPaths([path]);
    expect(rows).toEqual({ a: [['1']], b: [['1', '2']] });
    expect(issues).toMatchObject([{ code: 'file-skipped', where: 'readme.md' }]);
  });

  it('tells a cut gzip file', async () => {
    const text = `a,b\n${Array.from({ length: 9000 }, (_, i) => `${i},${(i * 7919) % 10007}`).join('\n')}\n`;
    const whole = gzipSync(text);
    const { verdict, issues, rows } = await read(whole.subarray(0, whole.length - 5000), {}, 't.csv.gz');
    expect(verdict).toBe('incomplete');
    expect(issues.map((i) => i.code)).toContain('file-truncated');
    expect(rows.t!.length).toBeGreaterThan(100);
  });

  it('refuses a file of another kind', async () => {
    await expect(read('%PDF-1.7\n')).rejects.toMatchObject({
      code: 'CSV_WRONG_FILE',
      message: expect.stringContaining('PDF'),
    });
    await expect(readPaths([join(folder, 'nowhere.csv')])).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });
});

describe('laws', () => {
  it('reads back what export writes', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ unit: fc.constantFrom(...'ab ",;\t|\r\n\u00e9'.split('')), maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), async (data) => {
        const columns = [0, 1, 2].map((c) => data.map((row) => row[c] as Cell));
        const batch = {
          table: 't',
          columnNames: ['x', 'y', 'z'],
          columns,
          rowCount: data.length,
          firstRow: 1,
          file: '',
          positions: [],
        };
        const { rows } = await read(`x,y,z\r\n${csvRows(batch, [])}`, { delimiter: ',', header: 'yes' });
        expect(rows.t).toEqual(data);
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});

/** A zip archive of these texts (PKWARE APPNOTE 4.3). */
function zip(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const packed = deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(Buffer.from(text)), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(Buffer.byteLength(text), 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ -1) >>> 0;
}
