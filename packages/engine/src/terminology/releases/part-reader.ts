import { MigrationError } from '../../base/error.js';
import { CsvParser } from '../../formats/csv/csv-parser.js';
import { sniffDialect } from '../../formats/csv/dialect.js';
import { decodeText, sniffEncoding } from '../../formats/text/text-stream.js';
import type { ReleaseWriter } from '../store/release-writer.js';
import type { FileSample, OfferedFile, PartReader, ReleasePart } from './format.js';
import { type ResourceHead, ResourceHeadScan } from './resource-head.js';

const HEAD = 64 << 10;
const MOST_TEXT = 256 << 20;
/** Longer lines are no lines of a release. */
const MOST_LINE = 4 << 20;

/** Reads how a file begins. */
export async function sampleOf(file: OfferedFile): Promise<FileSample> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, HEAD);
  let head = '';
  for await (const text of decodeText(once(bytes), sniffEncoding(bytes))) head += text;
  const sample = { name: file.name, head: head.charCodeAt(0) === 0xfeff ? head.slice(1) : head };
  return /^\s*\{/.test(sample.head) ? { ...sample, resource: await resourceHead(file, sniffEncoding(bytes)) } : sample;
}

/** What a resource says of itself: read on until its content begins. */
async function resourceHead(file: OfferedFile, encoding: string | null): Promise<ResourceHead | null> {
  const scan = new ResourceHeadScan();
  for await (const text of decodeText(file.read(), encoding)) {
    scan.push(text);
    if (scan.isOver) break;
  }
  return scan.head;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads parts; what of them is cut or damaged is counted by the writer. `onBytes`: packed bytes of all parts read so far. */
export function partReader(writer: ReleaseWriter, onBytes: (bytes: number) => void): PartReader {
  let before = 0;
  const where = ({ file }: ReleasePart, line: number): string => `${file.name}:${line}`;

  async function* text(part: ReleasePart, encoding?: string): AsyncGenerator<string> {
    const { file } = part;
    const watch = {
      onBytes: (bytes: number) => onBytes(before + bytes),
      onDamage: () => {
        isDamaged = true;
      },
    };
    let isDamaged = false;
    let first: AsyncIterator<Uint8Array> | null = file.read(watch)[Symbol.asyncIterator]();
    try {
      const head = await first.next();
      if (head.done) return;
      const rest = first;
      const chunks = (async function* () {
        yield head.value;
        for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
      })();
      const known = sniffEncoding(head.value);
      yield* decodeText(chunks, known ?? encoding ?? null);
      first = null;
      // A part of a release would call every code unknown that the rest has.
      if (isDamaged) throw cut(file.name);
    } finally {
      await first?.return?.();
      before += file.byteLength;
    }
  }

  async function* lines(part: ReleasePart, encoding?: string) {
    let rest = '';
    let at = 1;
    for await (const piece of text(part, encoding)) {
      const whole = rest + piece;
      const group = whole.split('\n');
      rest = group.pop() ?? '';
      if (rest.length > MOST_LINE) {
        writer.damage(where(part, at + group.length));
        rest = '';
      }
      if (group.length === 0) continue;
      for (let i = 0; i < group.length; i++) {
        const line = group[i] ?? '';
        if (line.endsWith('\r')) group[i] = line.slice(0, -1);
      }
      yield { at, lines: group };
      at += group.length;
    }
    if (rest !== '') yield { at, lines: [rest.endsWith('\r') ? rest.slice(0, -1) : rest] };
  }

  async function* records(part: ReleasePart) {
    let ready: { at: number; fields: (string | null)[] }[] = [];
    const parser = new CsvParser(sniffDialect(part.sample.head), {
      record: (fields, at) => ready.push({ at, fields }),
      rejected: (_reason, _raw, at) => writer.damage(where(part, at)),
      cut: (at) => writer.damage(where(part, at)),
    });
    for await (const piece of text(part)) {
      parser.push(piece);
      yield* ready;
      ready = [];
    }
    parser.end();
    yield* ready;
  }

  return {
    where,
    lines,
    records,
    text: async (part) => {
      let whole = '';
      for await (const piece of text(part)) {
        whole += piece;
        if (whole.length > MOST_TEXT)
          throw new MigrationError('The file is larger than one of its kind is read', {
            code: 'TERMINOLOGY_TOO_LARGE',
            where: part.file.name,
            hint: 'Give it as CSV with the columns code and display, and --system URI.',
          });
      }
      return whole;
    },
  };
}

const cut = (where: string): MigrationError =>
  new MigrationError('The packed file is cut or damaged', {
    code: 'TERMINOLOGY_CUT',
    where,
    hint: 'Download it again: a release is loaded whole or not at all.',
  });
