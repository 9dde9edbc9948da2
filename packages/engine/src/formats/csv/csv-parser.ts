import type { CsvDialect } from './dialect.js';

export type CsvRejection = 'quote-unbalanced' | 'nul' | 'too-long';

/** Takes records in file order. `line` is the 1-based line on which the record begins. */
export interface CsvSink {
  /** `length` is the record's length in characters, line end excluded. Unquoted nothing is null, `""` is ''. */
  record(fields: (string | null)[], line: number, length: number, raw: () => string): void;
  rejected(reason: CsvRejection, raw: string, line: number): void;
  /** The text ends inside quotes. */
  cut(line: number): void;
}

const NEED = -1;
const BAD = -2;

/** Splits text that arrives in pieces into records. A lost quote costs the line it stands on, not the rest of the file. */
export class CsvParser {
  private text = '';
  private pos = 0;
  private line = 1;
  private fields: (string | null)[] = [];
  private lines = 0;
  private hasNul = false;
  /** The rest of an over-long line is rejected with it. */
  private inLongLine = false;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly lineEnd: number;

  constructor(
    private readonly dialect: CsvDialect,
    private readonly sink: CsvSink,
    /** A longer record is taken for damage. */
    private readonly mostChars = 16 << 20,
  ) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.lineEnd = dialect.lineEnd.charCodeAt(0);
  }

  push(piece: string): void {
    this.text = this.pos >= this.text.length ? piece : this.text.slice(this.pos) + piece;
    this.pos = 0;
    this.parse(false);
  }

  end(): void {
    this.parse(true);
  }

  private parse(final: boolean): void {
    const { text } = this;
    while (this.pos < text.length) {
      if (this.inLongLine) {
        if (!this.rejectLine('too-long', final)) return;
        continue;
      }
      const start = this.pos;
      const end = this.readRecord(start, final);
      if (end === NEED) {
        if (!final && text.length - start <= this.mostChars) return;
        if (final) this.sink.cut(this.line);
        this.rejectLine(final ? 'quote-unbalanced' : 'too-long', final);
      } else if (end === BAD) {
        if (!this.rejectLine('quote-unbalanced', final)) return;
      } else {
        this.deliver(start, end);
        this.pos = end;
        this.line += this.lines;
      }
    }
  }

  private deliver(start: number, end: number): void {
    const { text } = this;
    let stop = end;
    if (stop > start && text.charCodeAt(stop - 1) === this.lineEnd) stop--;
    if (stop > start && this.lineEnd === 10 && text.charCodeAt(stop - 1) === 13) stop--;
    if (stop === start) return;
    const raw = (): string => text.slice(start, stop);
    if (this.hasNul) this.sink.rejected('nul', raw(), this.line);
    else if (stop - start > this.mostChars) this.sink.rejected('too-long', raw(), this.line);
    else this.sink.record(this.fields, this.line, stop - start, raw);
  }

  /** Rejects the physical line at the position; false when its end has not come yet. */
  private rejectLine(reason: CsvRejection, final: boolean): boolean {
    const { text } = this;
    const found = text.indexOf(this.dialect.lineEnd, this.pos);
    if (found === -1 && !final && text.length - this.pos <= this.mostChars) return false;
    const limit = this.pos + this.mostChars;
    const isWhole = found !== -1 && found <= limit;
    const stop = isWhole ? found : Math.min(text.length, limit);
    const raw = text.slice(this.pos, stop);
    this.sink.rejected(reason, raw.endsWith('\r') ? raw.slice(0, -1) : raw, this.line);
    this.pos = isWhole ? stop + 1 : stop;
    this.inLongLine = !isWhole && reason === 'too-long';
    if (isWhole) this.line++;
    return true;
  }

  /** Index after the record's line end, or {@link NEED} or {@link BAD}. */
  private readRecord(start: number, final: boolean): number {
    const { text, delimiter, quote, lineEnd } = this;
    const length = text.length;
    this.fields = [];
    this.lines = 0;
    this.hasNul = false;
    let pos = start;
    for (;;) {
      if (pos >= length) {
        if (!final) return NEED;
        this.fields.push(null);
        return pos;
      }
      let code = text.charCodeAt(pos);
      if (code === quote) {
        pos = this.readQuoted(pos + 1, final);
        if (pos < 0) return pos;
        if (pos >= length) return final ? pos : NEED;
        code = text.charCodeAt(pos);
      } else {
        const from = pos;
        while (pos < length) {
          code = text.charCodeAt(pos);
          if (code === delimiter || code === lineEnd) break;
          if (code === 0) this.hasNul = true;
          pos++;
        }
        if (pos >= length && !final) return NEED;
        let to = pos;
        if (lineEnd === 10 && (pos >= length || code === 10) && to > from && text.charCodeAt(to - 1) === 13) to--;
        this.fields.push(this.unquoted(from, to));
        if (pos >= length) return pos;
      }
      if (code === delimiter) {
        pos++;
        continue;
      }
      if (code === 13 && lineEnd === 10) {
        if (pos + 1 >= length) {
          if (!final) return NEED;
          return pos + 1;
        }
        if (text.charCodeAt(pos + 1) !== 10) return BAD;
        pos++;
      }
      this.lines++;
      return pos + 1;
    }
  }

  private unquoted(from: number, to: number): string | null {
    if (to === from) return null;
    const value = this.text.slice(from, to);
    if (value === this.dialect.nullWord) return null;
    // MySQL's SELECT ... INTO OUTFILE writes NULL as \N.
    return this.dialect.escape === 'backslash' && value === '\\N' ? null : value;
  }

  /** From after the opening quote to after the closing one; what follows must be a delimiter or a line end. */
  private readQuoted(start: number, final: boolean): number {
    const { text, quote, delimiter, lineEnd } = this;
    const length = text.length;
    const escapes = this.dialect.escape === 'backslash';
    let value = '';
    let from = start;
    let pos = start;
    for (; ; pos++) {
      if (pos >= length) return NEED;
      const code = text.charCodeAt(pos);
      if (code === quote) {
        if (pos + 1 >= length && !final) return NEED;
        if (text.charCodeAt(pos + 1) !== quote) break;
        value += text.slice(from, pos + 1);
        from = pos + 2;
        pos++;
      } else if (code === lineEnd) this.lines++;
      else if (code === 0) this.hasNul = true;
      else if (escapes && code === 92 && pos + 1 < length) {
        const next = text.charCodeAt(pos + 1);
        if (next === quote || next === 92) {
          value += text.slice(from, pos);
          from = pos + 1;
          pos++;
        }
      }
    }
    this.fields.push(value === '' ? text.slice(from, pos) : value + text.slice(from, pos));
    const after = pos + 1;
    if (after >= length) return after;
    const code = text.charCodeAt(after);
    return code === delimiter || code === lineEnd || (code === 13 && lineEnd === 10) ? after : BAD;
  }
}
