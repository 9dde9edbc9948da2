import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MigrationError } from '../../base/error.js';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { sampleMedia } from '../../testing/mtf-sample.js';
import { inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function refusalOf(path: string, format?: string): Promise<MigrationError> {
  const end = await inspectSource([path], format === undefined ? {} : { format }).catch((error: unknown) => error);
  if (!(end instanceof MigrationError)) throw new Error('it was not refused');
  expect(end.hint).not.toBe('');
  return end;
}

/** A zip of empty entries, stored: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16. */
function zipOf(names: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46, 'latin1');
    locals.push(local);
    central.push(entry);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

it.each([
  ['registry.bak', Buffer.from('\ufeffWindows Registry Editor Version 5.00\r\n', 'utf16le'), /Windows registry/],
  ['old-registry.bak', 'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE]', /Windows registry/],
  ['drawing.bak', 'AC1032\0\0\0\0', /AutoCAD/],
  ['board.bak', '(kicad_pcb (version 20171130)', /KiCad/],
  ['mail.bak', '!BDN\0\0\0\0', /Outlook/],
  ['object.bak', Buffer.of(0xac, 0xed, 0, 5, 0x73, 0x72), /Java/],
  ['access.bak', Buffer.concat([Buffer.of(0, 1, 0, 0), Buffer.from('Standard Jet DB\0')]), /Access/],
  ['pointer.bak', 'version https://git-lfs.github.com/spec/v1\noid sha256:00', /git-lfs pointer/],
  ['missing.bak', '404: Not Found', /web server/],
  ['notes.bak', 'just some words\r\n', /a text file/],
  ['noise.bak', Buffer.of(0x93, 0, 7, 1, 0xff, 2, 3), /of an unknown kind/],
  ['packed.bak', Buffer.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), /7-Zip/],
] as const)('says what %s is', async (name, bytes, says) => {
  const path = file(name, bytes);
  expect((await refusalOf(path)).message).toMatch(says);
  expect((await refusalOf(path, 'sql-server-backup')).message).toMatch(says);
});

it('says that an export of Azure SQL is one, and what to do with it', async () => {
  const names = ['[Content_Types].xml', 'model.xml', 'Origin.xml', 'DacMetadata.xml'];
  for (const name of ['azure.bacpac', 'azure.bak']) {
    const refusal = await refusalOf(file(name, zipOf(names)));
    expect(refusal.message).toMatch(/\.bacpac/);
    expect(refusal.hint).toMatch(/SqlPackage/);
  }
});

it('says that a tape of another program is one', async () => {
  const tape = sampleMedia({ mediaGuid: 1, vendor: 0x0ffa, software: 'Windows NT Backup', sets: [] });
  const refusal = await refusalOf(file('files.bkf', tape));
  expect([refusal.code, refusal.message]).toEqual([
    'BACKUP_OF_OTHER_SOFTWARE',
    expect.stringMatching(/Windows NT Backup, not by SQL Server/),
  ]);
});

const database = buildDatabase({ name: 'pair', version: 852, seed: 5, tables: [] });

/** A log file begins with a page like that of a data file, of filegroup 0, and goes on with anything. */
function logFile(): Buffer {
  const [data] = bareDataFiles(database);
  const log = Buffer.alloc(65_536, 1);
  data!.copy(log, 0, 0, 8192);
  log.writeUInt16LE(2, 36);
  const at = log.indexOf(Buffer.of(1, 0, 1, 0), 96);
  log.writeUInt16LE(0, at + 2);
  return log;
}

it('leaves the transaction log beside a data file out, and refuses it alone', async () => {
  const [data] = bareDataFiles(database);
  const paths = [file('pair.mdf', data!), file('pair_log.ldf', logFile())];
  const { verdict, issues } = await inspectSource(paths);
  expect([verdict, issues.map((issue) => issue.code)]).toEqual(['complete', ['log-file-ignored']]);
  expect((await refusalOf(file('renamed.dat', logFile()))).code).toBe('MSSQL_LOG_FILE_ONLY');
});

it('names a set that is too old', async () => {
  const [bytes] = buildBackup({ database });
  bytes![bytes!.indexOf('SSET') + 93] = 8;
  expect((await refusalOf(file('old.bak', bytes!))).code).toBe('BACKUP_SERVER_TOO_OLD');
});

it.each([
  ['line ends', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')],
  ['characters', (bytes: Buffer) => Buffer.from(bytes.toString('utf8'), 'utf8')],
] as const)('says that a backup was copied as text (%s)', async (_, copied) => {
  const rows = Array.from({ length: 300 }, (_, i) => [i, `${i}\n\xff`]);
  const columns = [
    { name: 'id', type: 'int' },
    { name: 'note', type: 'varchar(40)' },
  ];
  const [bytes] = buildBackup({
    database: buildDatabase({
      name: 'text',
      version: 852,
      seed: 5,
      tables: [{ name: 't', storage: 'heap', columns, rows }],
    }),
  });
  const end = await inspectSource([file('text.bak', copied(bytes!))]).catch((error: unknown) => error);
  if (end instanceof MigrationError) expect(end.hint).toMatch(/copied as text/);
  else {
    const { verdict, issues } = end as Awaited<ReturnType<typeof inspectSource>>;
    expect(verdict).not.toBe('complete');
    expect(issues.find((issue) => issue.code === 'copied-as-text')?.hint).toMatch(/binary mode/);
  }
});
