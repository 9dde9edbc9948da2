import { MigrationError } from '../../base/error.js';
import { CsvParser, type CsvRejection, type CsvSink } from '../../formats/csv/csv-parser.js';
import { type CsvDialect, hasHeader, NULL_WORD, sniffDialect, writesNullWord } from '../../formats/csv/dialect.js';
import { decodeText, isEncodingKnown, sniffEncoding } from '../../formats/text/text-stream.js';
import type { SourceOptions } from '../contract.js';
import { headOf, type InputFile, type ReadWatch } from '../input-file.js';

export type CsvReason = `csv-${CsvRejection}` | 'csv-row-ragged';

/** What is decided about one file after its structure pass. */
export interface CsvTable {
  readonly name: string;
  readonly file: InputFile;
  readonly dialect: CsvDialect;
  /** null: UTF-8 with windows-1252 line by line. */
  readonly encoding: string | null;
  readonly hasHeader: boolean;
  readonly columns: readonly string[];
  /** Every line ends in one more delimiter than the header has names for, so the last, empty field is no column. */
  readonly hasTrailingDelimiter: boolean;
  /** The first part of the file shows that the word NULL, not quoted, stands for NULL. */
  readonly writesNullWord: boolean;
  readonly rows: number;
  readonly rejected: number;
}

/** Takes the rows of a table that hold as many fields as it has columns; all others are rejected with their text. */
export interface CsvRowSink {
  row(fields: (string | null)[], line: number, length: number): void;
  rejected(reason: CsvReason, raw: string, line: number): void;
  cut(line: number): void;
}

const SAMPLE_BYTES = 256 * 1024;

/** Dialect, encoding and header of a file from its first part. */
export async function sniffTable(
  file: InputFile,
  options: SourceOptions,
): Promise<Omit<CsvTable, 'rows' | 'rejected'>> {
  const head = await headOf(file, SAMPLE_BYTES);
  const encoding = options.encoding ?? sniffEncoding(head);
  if (encoding !== null && !isEncodingKnown(encoding)) {
    throw new MigrationError(`The encoding "${encoding}" is not known`, {
      code: 'ENCODING_UNKNOWN',
      hint: 'Use a name such as utf-8, utf-16le, windows-1252 or iso-8859-15.',
      kind: 'usage',
    });
  }
  let sample = '';
  for await (const piece of decodeText(once(head), encoding)) sample += piece;
  const whole = head.length < SAMPLE_BYTES;
  const lastLine = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
  const text = whole || lastLine <= 0 ? sample : sample.slice(0, lastLine + 1);
  const dialect = sniffDialect(text, {
    ...(options.delimiter === undefined ? {} : { delimiter: delimiterOf(options.delimiter) }),
    ...(options.quote === undefined ? {} : { quote: options.quote === 'none' ? '' : options.quote }),
  });
  const records = sampleRecords(text, dialect);
  const first = records[0] ?? [];
  const isNamed =
    options.header === undefined ? hasHeader(first, records.slice(1)) : !/^(no|none|false|0)$/i.test(options.header);
  const isTrailed = (r: readonly (string | null)[], width: number): boolean =>
    r.length === width + 1 && (r.at(-1) === null || r.at(-1) === '');
  const headTrails = first.length > 1 && records.every((r) => isTrailed(r, first.length - 1));
  const bodyTrails = isNamed && records.length > 1 && records.slice(1).every((r) => isTrailed(r, first.length));
  const hasTrailingDelimiter = headTrails || bodyTrails;
  const fields = headTrails ? first.slice(0, -1) : first;
  const columns = isNamed ? columnNames(fields) : fields.map((_, i) => `c${i + 1}`);
  const word = options.null;
  const start = isNamed ? 1 : 0;
  return {
    name: tableName(file.name),
    file,
    dialect: word === undefined || word === 'none' ? dialect : { ...dialect, nullWord: word },
    encoding,
    hasHeader: isNamed,
    columns,
    hasTrailingDelimiter,
    writesNullWord:
      word === undefined &&
      text.includes(NULL_WORD) &&
      writesNullWord(records.slice(start), sampleRecords(text, { ...dialect, nullWord: NULL_WORD }).slice(start)),
  };
}

function delimiterOf(option: string): string {
  const named: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|', space: ' ' };
  const delimiter = named[option.toLowerCase()] ?? option;
  if (delimiter.length === 1) return delimiter;
  throw new MigrationError('The delimiter must be one character', {
    code: 'CSV_DELIMITER',
    hint: 'For example --option delimiter=";" or --option delimiter=tab.',
    kind: 'usage',
  });
}

const tableName = (name: string): string => name.replace(/\.(csv|tsv|tab|txt|psv|dat)$/i, '') || name;

/** Names made unique without regard to case, as SQL compares them; an unnamed column is `c` and its number. */
function columnNames(fields: readonly (string | null)[]): string[] {
  const taken = new Set<string>();
  return fields.map((field, i) => {
    const wanted = (field ?? '').trim() || `c${i + 1}`;
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function sampleRecords(text: string, dialect: CsvDialect): (string | null)[][] {
  const records: (string | null)[][] = [];
  const sink: CsvSink = {
    record: (fields) => {
      if (records.length < 2000) records.push(fields);
    },
    rejected: () => {},
    cut: () => {},
  };
  const parser = new CsvParser(dialect, sink);
  parser.push(text);
  parser.end();
  return records;
}

/** One pass over a table's file: yields after each piece of text, with its rows given to the sink. */
export async function* readTable(
  table: Omit<CsvTable, 'rows' | 'rejected'>,
  sink: CsvRowSink,
  watch: ReadWatch & { onFallbackLine?: (line: number) => void },
): AsyncGenerator<void> {
  let isHeader = table.hasHeader;
  const width = table.columns.length;
  const parser = new CsvParser(table.dialect, {
    record: (fields, line, length, raw) => {
      if (isHeader) {
        isHeader = false;
        return;
      }
      if (fields.length === width) sink.row(fields, line, length);
      else if (
        table.hasTrailingDelimiter &&
        fields.length === width + 1 &&
        (fields[width] === null || fields[width] === '')
      ) {
        fields.length = width;
        sink.row(fields, line, length);
      } else sink.rejected('csv-row-ragged', raw(), line);
    },
    rejected: (reason, raw, line) => sink.rejected(`csv-${reason}`, raw, line),
    cut: (line) => sink.cut(line),
  });
  const findings = watch.onFallbackLine ? { onFallbackLine: watch.onFallbackLine } : {};
  for await (const piece of decodeText(table.file.read(watch), table.encoding, findings)) {
    parser.push(piece);
    yield;
  }
  parser.end();
  yield;
}
