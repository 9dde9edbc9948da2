import { MigrationError } from '../../base/error.js';
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

const NAMED = /\.(csv|tsv|tab|psv)$/i;
const PERHAPS = /\.(txt|dat)$/i;

export const csvDriver: SourceDriver = {
  name: 'csv',
  describe: 'CSV or TSV files: a folder, files, or a zip of them, also .gz',
  options: {
    encoding: 'encoding of the text, e.g. windows-1252; found by itself when absent',
    delimiter: 'one character, or tab',
    quote: 'one character, or none',
    header: 'yes or no: whether the first line names the columns',
    null: 'the word that stands for NULL where it is not quoted, or none; found by itself when absent',
  },
  probe,
  open,
};

function probe(input: ProbeInput): ProbeResult {
  let best: ProbeScore = 0;
  let is: string | undefined;
  for (const file of input.files) {
    const other = whatElse(file.head, file.byteLength);
    if (other !== null) {
      is ??= other;
      continue;
    }
    const score: ProbeScore = NAMED.test(file.path) ? 2 : PERHAPS.test(file.path) || looksDelimited(file.head) ? 1 : 0;
    if (score > best) best = score;
  }
  return best === 0 && is !== undefined ? { score: 0, is } : { score: best };
}

function whatElse(head: Uint8Array, byteLength: number): string | null {
  const known = identify(head, byteLength);
  if (known !== null) return known;
  return sniffEncoding(head) === null && isBinary(head.subarray(0, 4096)) ? 'a binary file of an unknown kind' : null;
}

/** Text has next to no control characters but tabs, line ends, form feeds and the end mark of DOS. */
const isBinary = (head: Uint8Array): boolean =>
  head.filter((byte) => byte < 32 && !TEXT_CONTROLS.has(byte)).length > Math.max(8, head.length / 100);

const TEXT_CONTROLS: ReadonlySet<number> = new Set([9, 10, 12, 13, 26]);

/** Two lines or more with the same number, above zero, of one delimiter. */
function looksDelimited(head: Uint8Array): boolean {
  const lines = Buffer.from(head)
    .toString('latin1')
    .split(/\r?\n/)
    .slice(0, 5)
    .filter((l) => l !== '');
  if (lines.length < 2) return false;
  return [',', ';', '\t', '|'].some((d) => {
    const counts = new Set(lines.slice(0, -1).map((l) => l.split(d).length));
    return counts.size === 1 && !counts.has(1);
  });
}

async function open(paths: readonly string[], options: SourceOptions, context: SourceContext): Promise<TableSource> {
  const gathered = await gatherFiles(paths);
  const { files } = gathered;
  const tables: InputFile[] = [];
  const left = files.filter(
    (file) => !file.isNamed && files.length > 1 && !NAMED.test(file.name) && !PERHAPS.test(file.name),
  );
  for (const issue of skippedIssues(gathered, left, 'a table')) context.onIssue(issue);
  for (const file of files) {
    if (left.includes(file)) continue;
    const head = await headOf(file, 4096);
    const other = whatElse(head, file.byteLength);
    if (other !== null && file.byteLength > 0) {
      throw new MigrationError(`The file is not CSV: it is ${other}`, {
        code: 'CSV_WRONG_FILE',
        where: file.name,
        hint: 'Name only the CSV files, or take this one out of the folder.',
      });
    }
    if (head.length === 0) {
      context.onIssue({
        severity: 'warning',
        code: 'file-empty',
        where: file.name,
        message: 'The file is empty.',
        hint: 'Check that the export ended well.',
      });
    }
    tables.push(file);
  }
  if (tables.length > 0 && tables.every((t) => t.byteLength === 0)) {
    throw new MigrationError('The source is empty', {
      code: 'SOURCE_EMPTY',
      where: tables[0]!.name,
      hint: 'Check that the export ended well, and copy it again.',
    });
  }
  if (tables.length === 0) {
    throw new MigrationError('There is no CSV file here', {
      code: 'CSV_NO_TABLES',
      hint: 'Name a folder that holds .csv, .tsv or .txt files, plain or .gz, or a zip of them.',
    });
  }
  const { CsvSource } = await import('./csv-source.js');
  return new CsvSource(paths, tables, options, context);
}
