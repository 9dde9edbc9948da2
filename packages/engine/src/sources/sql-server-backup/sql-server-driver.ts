import { basename } from 'node:path';
import { openByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { isLogHeader } from '../../formats/mdf/file-header.js';
import { PAGE_SIZE } from '../../formats/mdf/page.js';
import type { ProbeInput, ProbeResult, SourceContext, SourceDriver, SourceOptions, TableSource } from '../contract.js';
import { identify, unknownKind } from '../identify.js';
import { gatherFiles } from '../input-file.js';

export const sqlServerDriver: SourceDriver = {
  name: 'sql-server-backup',
  describe: 'SQL Server backups (.bak, also compressed, striped or differential) and data files (.mdf, .ndf)',
  options: {
    set: 'number of the backup set in the file, when it holds several; the newest full one is taken otherwise',
  },
  probe,
  open,
};

type FileKind = 'tape' | 'container' | 'data-file';

/** What a file of this family begins with: MTF 1.00a 5.2.1; observed; m_headerVersion and m_type of page 0 with its own id. */
function kindOf(head: Uint8Array): FileKind | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (bytes.toString('latin1', 0, 4) === 'TAPE') return 'tape';
  if (bytes.toString('latin1', 0, 8) === 'MSSQLBAK') return 'container';
  const isHeaderPage = bytes.length >= 38 && bytes[0] === 1 && bytes[1] === 15 && bytes.readUInt32LE(32) === 0;
  return isHeaderPage ? 'data-file' : null;
}

function probe({ files }: ProbeInput): ProbeResult {
  return { score: files.some(({ head }) => kindOf(head) !== null) ? 3 : 0 };
}

async function open(paths: readonly string[], options: SourceOptions, context: SourceContext): Promise<TableSource> {
  const { files } = await gatherFiles(paths);
  const kinds = new Map<FileKind, string[]>();
  const logs: string[] = [];
  for (const file of files) {
    await using bytes = await openByteSource(file.path);
    const head = await bytes.slice(0, PAGE_SIZE);
    const kind = kindOf(head);
    if (kind === 'data-file' && (isLogHeader(Buffer.from(head)) || /\.ldf$/i.test(file.name))) {
      logs.push(file.name);
      continue;
    }
    if (kind === null) {
      if (!file.isNamed && files.length > 1) {
        context.onIssue(skipped(file.name));
        continue;
      }
      throw notABackup(file.name, head, bytes.byteLength);
    }
    kinds.set(kind, [...(kinds.get(kind) ?? []), file.path]);
  }
  const bare = kinds.get('data-file') ?? [];
  const media = [...(kinds.get('tape') ?? []), ...(kinds.get('container') ?? [])];
  if (bare.length + media.length === 0 && logs.length > 0) throw logOnly(logs[0]!);
  for (const name of logs) context.onIssue(logLeftOut(name));
  if (bare.length > 0 && media.length > 0) throw mixed();
  const { SqlServerSource } = await import('./sql-server-source.js');
  const backup =
    bare.length > 0
      ? await (await import('./bare-files.js')).openBareFiles(bare)
      : await (await import('./backup-sets.js')).openBackupSets(media, { set: options.set ?? null });
  return new SqlServerSource(paths, backup, context);
}

const skipped = (name: string) => ({
  severity: 'information' as const,
  code: 'file-skipped',
  where: name,
  message: 'The file is no SQL Server backup and is not read.',
});

const logLeftOut = (name: string) => ({
  severity: 'information' as const,
  code: 'log-file-ignored',
  where: name,
  message: 'The file is a transaction log and is not read: the tables are in the data files.',
  hint: 'Data files must have been detached, or copied while the server was stopped.',
});

const logOnly = (name: string): MigrationError =>
  new MigrationError('This is the transaction log of a database: it holds changes, not tables', {
    code: 'MSSQL_LOG_FILE_ONLY',
    where: basename(name),
    hint: 'Name the data files of the database (.mdf and .ndf).',
  });

function notABackup(name: string, head: Uint8Array, byteLength: number): MigrationError {
  const is = identify(head, byteLength);
  return new MigrationError(`This is no SQL Server backup: it is ${is ?? unknownKind(head)}`, {
    code: 'MSSQL_NOT_A_BACKUP',
    where: basename(name),
    hint: /gzip|zip|7-Zip|RAR|xz|bzip2|Zstandard/.test(is ?? '')
      ? 'Unpack it first and name the file inside: it is read at many places at once.'
      : 'Name the .bak file that SQL Server wrote, or the .mdf file of the database.',
  });
}

const mixed = (): MigrationError =>
  new MigrationError('Backups and data files cannot be read together', {
    code: 'MSSQL_MIXED_FILES',
    hint: 'Name either the files of one backup, or the data files (.mdf and .ndf) of one database.',
  });
