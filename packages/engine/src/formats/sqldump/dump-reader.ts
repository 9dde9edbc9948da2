import type { Cell } from '../../base/cell.js';
import { ByteWindow } from './byte-window.js';
import { type InsertHead, readInsertHead } from './insert-head.js';
import { DumpSession } from './session.js';
import { statementEnd } from './statement-end.js';
import { NEED, TupleParser } from './tuple.js';
import type { ValueFinding, ValueReader } from './value-reader.js';

/** A place in the dump: 1-based line and byte offset, both of the uncompressed text. */
export interface Place {
  readonly line: number;
  readonly offset: number;
}

export type RejectReason = 'sql-row-width' | 'sql-row-malformed' | 'sql-row-truncated';

/** Takes the rows of one INSERT. Returning true asks the reader to pause, so that a full batch can be handed on. */
export interface RowSink {
  /** One per value; null: nothing is decoded. */
  readonly readers: readonly ValueReader[] | null;
  /** Values in a row; -1: any number, and rows are passed over. */
  readonly width: number;
  /** Told the width of the first row while {@link width} is -1, so that the sink may settle on it. */
  adopt?(width: number): void;
  row(row: readonly Cell[], line: number, bytes: number): boolean;
  rejected(reason: RejectReason, raw: Buffer, place: Place): boolean;
  finding(finding: NonNullable<ValueFinding>, position: number, line: number): void;
}

export interface DumpHandler {
  comment(text: string, place: Place): void;
  /** Any statement but INSERT ... VALUES, conditional comments opened; `cut` when the file ends inside it. */
  statement(text: string, place: Place, session: DumpSession, cut: boolean): void;
  /** null: its rows are not wanted. */
  insert(head: InsertHead, place: Place, session: DumpSession): RowSink | null;
  /** The file ends inside a row or a string. */
  cut(place: Place): void;
}

const SPACE = 32;
/** A statement that is not rows is never longer than this; a longer one is a damaged file. */
const MOST_STATEMENT = 64 << 20;
const PIECE = 1 << 20;

/** One pass over a dump. {@link run} yields whenever a sink asks to pause. */
export class DumpReader {
  readonly session = new DumpSession();
  private readonly window: ByteWindow;
  private readonly tuple = new TupleParser(this.session);
  private delimiter = ';';
  private conditional = false;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    private readonly handler: DumpHandler,
    /** A row of more bytes is taken for damage. */
    private readonly mostRowBytes = 256 << 20,
  ) {
    this.window = new ByteWindow(chunks);
  }

  close(): Promise<void> {
    return this.window.close();
  }

  /** Where the reader stands: after {@link run}, the end of the dump. */
  end(): Place {
    return this.place();
  }

  async *run(): AsyncGenerator<void> {
    const { window } = this;
    for (;;) {
      while (window.pos < window.end && window.bytes[window.pos]! <= SPACE) window.pos++;
      await this.lookAhead();
      if (window.pos >= window.end) {
        if (window.done) return;
        continue;
      }
      if (window.bytes[window.pos]! <= SPACE) continue;
      if (await this.skipped()) continue;
      const word = window.bytes.toString('latin1', window.pos, window.pos + 9).toUpperCase();
      if (/^(INSERT|REPLACE)\s/.test(word)) yield* this.insert();
      else if (/^DELIMITER/.test(word)) await this.setDelimiter();
      else await this.statement();
    }
  }

  /** Enough bytes to tell a comment, a keyword or a delimiter, unless the dump ends. */
  private async lookAhead(): Promise<void> {
    const { window } = this;
    while (window.end - window.pos < 16 && (await window.more()));
  }

  private place(index = this.window.pos): Place {
    return { line: this.window.lineAt(index), offset: this.window.offsetOf(index) };
  }

  /** Comments and the brackets of conditional comments. */
  private async skipped(): Promise<boolean> {
    const { window } = this;
    const { bytes, pos } = window;
    const two = bytes.toString('latin1', pos, pos + 2);
    if (two.startsWith('#') || (two === '--' && (pos + 2 >= window.end || bytes[pos + 2]! <= SPACE))) {
      const place = this.place();
      const end = await this.find('\n', MOST_STATEMENT);
      this.handler.comment(window.bytes.toString('utf8', window.pos, end), place);
      window.pos = end;
      return true;
    }
    if (two === '/*') {
      const opener = /^\/\*M?!(\d*)/.exec(bytes.toString('latin1', pos, pos + 12));
      // Version 999999 is MariaDB's sandbox marker: a comment for every server.
      if (opener && opener[1] !== '999999') {
        window.pos += opener[0].length;
        this.conditional = true;
      } else {
        const place = this.place();
        const end = await this.find('*/', MOST_STATEMENT);
        this.handler.comment(window.bytes.toString('utf8', window.pos, Math.min(end, window.pos + PIECE)), place);
        window.pos = Math.min(end + 2, window.end);
      }
      return true;
    }
    if (two === '*/' && this.conditional) {
      this.conditional = false;
      window.pos += 2;
      return true;
    }
    if (bytes.toString('latin1', pos, pos + this.delimiter.length) === this.delimiter) {
      window.pos += this.delimiter.length;
      return true;
    }
    if (two.startsWith(';')) {
      window.pos++;
      return true;
    }
    return false;
  }

  /** Index of `mark` at or after the position; the end of the window when it does not come. */
  private async find(mark: string, most: number): Promise<number> {
    const { window } = this;
    for (let from = window.pos; ; ) {
      const found = window.bytes.indexOf(mark, from);
      if (found !== -1) return found;
      if (window.end - window.pos > most) return window.end;
      const seen = window.end - window.pos;
      if (!(await window.more())) return window.end;
      from = window.pos + Math.max(0, seen - mark.length);
    }
  }

  private async setDelimiter(): Promise<void> {
    const end = await this.find('\n', PIECE);
    const given = this.window.bytes.toString('utf8', this.window.pos, end).slice(9).trim();
    if (given !== '') this.delimiter = given;
    this.window.pos = end;
  }

  private async statement(): Promise<void> {
    const { window } = this;
    const place = this.place();
    for (;;) {
      const found = statementEnd(window.bytes, window.pos, this.delimiter, this.session, this.conditional);
      const tooLong = found.end === NEED && window.end - window.pos > MOST_STATEMENT;
      if (found.end === NEED && !tooLong && (await window.more())) continue;
      const end = found.end === NEED ? window.end : found.end;
      const text = decodeStatement(window.bytes.subarray(window.pos, tooLong ? window.pos + PIECE : end));
      window.pos = tooLong ? window.end : Math.min(window.end, end + this.delimiter.length);
      this.conditional = tooLong ? false : found.conditional;
      const cut = found.end === NEED;
      if (/^SET\b/i.test(text)) this.session.set(text);
      const use = /^USE\s+(?:`([^`]+)`|"([^"]+)"|([^\s;`]+))/i.exec(text);
      if (use) this.session.database = use[1] ?? use[2] ?? use[3] ?? null;
      this.handler.statement(text, place, this.session, cut);
      return;
    }
  }

  private async *insert(): AsyncGenerator<void> {
    const { window } = this;
    const place = this.place();
    let found = readInsertHead(window.bytes, window.pos);
    while (found === NEED && (await window.more())) found = readInsertHead(window.bytes, window.pos);
    if (found === NEED || found === null) {
      await this.statement();
      return;
    }
    const sink = this.handler.insert(found.head, place, this.session);
    window.pos = found.index;
    yield* this.rows(sink ?? IGNORED);
  }

  private async *rows(sink: RowSink): AsyncGenerator<void> {
    const { window, tuple } = this;
    let line = 0;
    for (let expected = true; ; ) {
      while (window.pos < window.end && window.bytes[window.pos]! <= SPACE) window.pos++;
      if (window.pos >= window.end) {
        if (await window.more()) continue;
        if (expected) this.handler.cut(this.place());
        return;
      }
      const byte = window.bytes[window.pos]!;
      if (byte === 44) {
        window.pos++;
        expected = true;
        continue;
      }
      if (byte !== 40 || !expected) {
        await this.lookAhead();
        if (byte === 59 && this.delimiter === ';') window.pos++;
        else if (expected && /^ROW\b/i.test(window.bytes.toString('latin1', window.pos, window.pos + 4))) {
          window.pos += 3;
          continue;
        } else if (await this.inComment()) continue;
        else await this.skipStatement();
        return;
      }
      line = window.lineAt(window.pos);
      tuple.bytes = window.bytes;
      tuple.end = window.end;
      const end = tuple.parse(window.pos + 1, sink.readers);
      if (end === NEED && window.end - window.pos < this.mostRowBytes && (await window.more())) continue;
      if (end >= 0 && sink.width < 0) sink.adopt?.(tuple.width);
      if (end >= 0 && tuple.width === sink.width) {
        const start = window.pos;
        window.pos = end;
        expected = false;
        for (const { finding, position } of tuple.findings) sink.finding(finding, position, line);
        if (sink.row(tuple.row, line, end - start)) yield;
        continue;
      }
      if (end >= 0) {
        if (sink.width < 0) {
          window.pos = end;
        } else {
          const raw = window.bytes.subarray(window.pos, end);
          const at = this.place();
          window.pos = end;
          if (sink.rejected('sql-row-width', raw, at)) yield;
        }
        expected = false;
        continue;
      }
      const went = yield* this.reject(sink, end === NEED);
      if (!went) return;
      expected = false;
    }
  }

  /** White space or a comment between rows; true when something was skipped. */
  private async inComment(): Promise<boolean> {
    const { window } = this;
    await this.lookAhead();
    const two = window.bytes.toString('latin1', window.pos, window.pos + 2);
    const isComment = two === '/*' || (two === '*/' && this.conditional) || two.startsWith('#') || /^--$/.test(two);
    return isComment ? this.skipped() : false;
  }

  private async skipStatement(): Promise<void> {
    const { window } = this;
    for (;;) {
      const found = statementEnd(window.bytes, window.pos, this.delimiter, this.session, this.conditional);
      if (found.end === NEED && (await window.more())) continue;
      window.pos = found.end === NEED ? window.end : Math.min(window.end, found.end + this.delimiter.length);
      this.conditional = found.conditional;
      return;
    }
  }

  /** Hands on what is no row, up to where the next row or statement seems to begin. False at the end of the statement. */
  private async *reject(sink: RowSink, ranOut: boolean): AsyncGenerator<void, boolean> {
    const { window } = this;
    for (let first = true; ; first = false) {
      const place = this.place();
      const limit = Math.min(window.end, window.pos + PIECE);
      let stop = resync(window.bytes, window.pos, limit);
      if (stop === null && limit === window.end && (await window.more())) continue;
      const truncated = stop === null && limit === window.end;
      if (stop === null) stop = { index: limit, last: false };
      const raw = window.bytes.subarray(window.pos, stop.index);
      window.pos = stop.index;
      if (truncated && first && ranOut) this.handler.cut(place);
      const reason = truncated && ranOut ? 'sql-row-truncated' : 'sql-row-malformed';
      if (raw.length > 0 && sink.rejected(reason, raw, place)) yield;
      if (truncated) return false;
      if (stop.index < limit || stop.last) return true;
    }
  }
}

/** After the next `)` that is followed by `,(`, `,` and a line end, or `;` and a line end. */
function resync(bytes: Buffer, start: number, limit: number): { index: number; last: boolean } | null {
  for (let pos = bytes.indexOf(41, start); pos !== -1 && pos + 3 < limit; pos = bytes.indexOf(41, pos + 1)) {
    const mark = bytes[pos + 1]!;
    const after = bytes[pos + 2]!;
    if (mark === 44 && (after === 40 || ((after === 10 || after === 13) && bytes.indexOf(40, pos) < pos + 5))) {
      return { index: pos + 1, last: true };
    }
    if (mark === 59 && (after === 10 || after === 13)) return { index: pos + 1, last: true };
  }
  return null;
}

const IGNORED: RowSink = { readers: null, width: -1, row: () => false, rejected: () => false, finding: () => {} };

/** Statements are UTF-8 in nearly every dump; where they are not, no byte is lost to a replacement character. */
function decodeStatement(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}
