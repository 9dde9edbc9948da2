import { MigrationError } from '../../base/error.js';
import { charsetOf } from '../../formats/text/charset.js';
import { sniffEncoding } from '../../formats/text/text-stream.js';
import type {
  ProbeInput,
  ProbeResult,
  ProbeScore,
  SourceContext,
  SourceDriver,
  SourceOptions,
  TableSource,
} from '../contract.js';
import { identify } from '../identify.js';
import { gatherFiles, headOf, type InputFile, skippedIssues } from '../input-file.js';

const SIGNATURE =
  /-- (MySQL|MariaDB) dump |\/\*M!999999|phpMyAdmin (SQL|MySQL)[- ]Dump|-- Adminer [\d.]+ (MySQL|MariaDB)|HeidiSQL|mysqldump|Navicat (MySQL|MariaDB)|^\s*\/\*!40\d\d\d SET|ENGINE ?= ?(InnoDB|MyISAM|Aria)/im;
const SHAPE =
  /^\s*(CREATE\s+TABLE\s+(IF\s+NOT\s+EXISTS\s+)?`|(INSERT|REPLACE)\s+(IGNORE\s+)?INTO\s+`|DROP\s+TABLE\s+IF\s+EXISTS\s+`|SET\s+NAMES\b)/im;
const PERHAPS = /^\s*(CREATE\s+TABLE|INSERT\s+INTO)\s/im;

export const mysqlDumpDriver: SourceDriver = {
  name: 'mysql-dump',
  describe: 'MySQL or MariaDB dumps as SQL text (mysqldump, phpMyAdmin, Adminer, mydumper), plain, .gz or zipped',
  options: {
    encoding: 'character set of the text, in place of what the dump states',
    'fallback-encoding': 'character set for text that is not valid in its own',
  },
  probe,
  open,
};

function textOf(head: Uint8Array): string {
  const encoding = sniffEncoding(head);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(head);
  return Buffer.from(head)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
}

function scoreOf(name: string, head: Uint8Array): ProbeScore {
  const text = textOf(head);
  if (identify(head, head.length) !== null) return 0;
  if (SIGNATURE.test(text)) return 3;
  if (SHAPE.test(text) || PERHAPS.test(text)) return 2;
  return /\.sql$/i.test(name) && head.length > 0 && !head.includes(0) ? 1 : 0;
}

function probe(input: ProbeInput): ProbeResult {
  let best: ProbeScore = 0;
  for (const file of input.files) {
    // In a folder, only what is named like a dump counts: notes may quote SQL.
    if (input.files.length > 1 && !/\.sql$/i.test(file.path)) continue;
    const score = scoreOf(file.path, file.head);
    if (score > best) best = score;
  }
  return { score: best };
}

async function open(paths: readonly string[], options: SourceOptions, context: SourceContext): Promise<TableSource> {
  for (const name of ['encoding', 'fallback-encoding'] as const) {
    const given = options[name];
    if (given === undefined || charsetOf(given)) continue;
    throw new MigrationError(`The character set "${given}" is not known`, {
      code: 'ENCODING_UNKNOWN',
      hint: 'Use a name such as utf8mb4, latin1, windows-1252 or gbk.',
      kind: 'usage',
    });
  }
  const gathered = await gatherFiles(paths);
  const { files } = gathered;
  const left = files.filter((f) => !f.isNamed && files.length > 1 && !/\.sql$/i.test(f.name));
  // mydumper's own record of its run holds no rows.
  const unread = left.filter((f) => f.name !== 'metadata');
  const dumps = files.filter((f) => !left.includes(f));
  if (dumps.length === 0) {
    throw new MigrationError('There is no SQL file here', {
      code: 'DUMP_NO_FILES',
      hint: 'Name the .sql or .sql.gz file.',
    });
  }
  for (const file of dumps) {
    const head = await headOf(file, 64 * 1024);
    const other = identify(head, head.length);
    const isBinary = sniffEncoding(head) === null && head.subarray(0, 512).filter((b) => b === 0).length > 8;
    if (other === null && !isBinary) {
      if (files.length === 1 || !file.isNamed || scoreOf(file.name, head) > 0) continue;
      throw new MigrationError('The sources are not of one kind: this file is not a MySQL dump', {
        code: 'SOURCES_DIFFER',
        where: file.name,
        hint: 'Give the files of one source at a time: stage each source by a command of its own.',
      });
    }
    throw new MigrationError(`The file is not a MySQL dump: it is ${other ?? 'a binary file'}`, {
      code: 'DUMP_WRONG_FILE',
      where: file.name,
      hint: 'Name the .sql or .sql.gz file that mysqldump, phpMyAdmin or Adminer wrote.',
    });
  }
  for (const issue of skippedIssues(gathered, unread, 'a dump')) context.onIssue(issue);
  const { MysqlDumpSource } = await import('./mysql-dump-source.js');
  return new MysqlDumpSource(paths, [...dumps].sort(schemaFirst), options, context);
}

/** mydumper keeps definitions in files of their own; they must be read before rows. */
function schemaFirst(a: InputFile, b: InputFile): number {
  const rank = (name: string): number =>
    /-schema-create\.sql$/i.test(name) ? 0 : /-schema\.sql$/i.test(name) ? 1 : /-schema-\w+\.sql$/i.test(name) ? 3 : 2;
  return rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
