import { type Block, type Cell, type RichText, type Run, RunList } from '../rich-text/rich-text.js';
import { type RtfSink, readRtf } from './rtf-reader.js';
import type { RtfMark } from './rtf-words.js';

/** Tables in tables deeper than this are read as paragraphs. */
const DEEPEST = 8;

/** An RTF note with its formatting: the same text that rtfToText gives. Bullets and numbers of lists are text in RTF and stay so. Never throws. */
export function rtfToRich(source: string): RichText {
  const body = new Body();
  readRtf(source, body);
  return body.end();
}

/** What is open at one depth of tables; depth 0 is the page, whose `pending` are the blocks of the note. */
class Level {
  readonly rows: Cell[][] = [];
  cells: Cell[] = [];
  /** Blocks of the cell that is being filled. */
  pending: Block[] = [];
  /** Runs of the last of them, where it is a paragraph that further lines belong to. */
  lines: Run[] | null = null;

  takeCell(header: boolean): void {
    this.cells.push({ blocks: this.pending, header, columns: 1, rows: 1 });
    this.pending = [];
    this.lines = null;
  }

  push(block: Block): void {
    this.pending.push(block);
    this.lines = null;
  }
}

class Body implements RtfSink {
  readonly #levels: Level[] = [new Level()];
  readonly #runs = new RunList();
  #inTable = false;
  #itap: number | null = null;
  #header = false;

  text(text: string, look: number): void {
    this.#runs.add(text, look);
  }

  mark(mark: RtfMark): void {
    if (mark === 'line') this.#runs.add('\n', 0);
    else if (mark === 'paragraph') this.#endParagraph(this.#depth(), true);
    else if (mark === 'cell') this.#endCell(1);
    else if (mark === 'nested-cell') this.#endCell(Math.max(2, this.#depth()));
    else this.#endRow(mark === 'row' ? 1 : Math.max(2, this.#depth()));
  }

  word(name: string, parameter: number | null): void {
    if (name === 'pard') {
      this.#inTable = false;
      this.#itap = null;
    } else if (name === 'intbl') this.#inTable = true;
    else if (name === 'itap') this.#itap = Math.min(Math.max(parameter ?? 0, 0), DEEPEST);
    else if (name === 'trowd') this.#header = false;
    else if (name === 'trhdr') this.#header = true;
  }

  end(): RichText {
    this.#endParagraph(0, false);
    this.#close(0);
    return this.#levels[0]!.pending;
  }

  #depth(): number {
    return this.#itap ?? (this.#inTable ? 1 : 0);
  }

  /** Closes and opens tables until `depth` of them are open. */
  #open(depth: number): Level {
    this.#close(depth);
    while (this.#levels.length - 1 < depth) this.#levels.push(new Level());
    return this.#levels[depth]!;
  }

  #close(depth: number): void {
    while (this.#levels.length - 1 > depth) {
      const level = this.#levels.pop()!;
      const outer = this.#levels.at(-1)!;
      if (level.pending.length > 0) level.takeCell(false);
      if (level.cells.length > 0) level.rows.push(level.cells);
      if (level.rows.length > 0) outer.push({ kind: 'table', caption: [], rows: level.rows });
    }
  }

  /** Lines that follow one another are one paragraph; an empty one (`mark`) ends it. */
  #endParagraph(depth: number, mark: boolean): void {
    const runs = this.#runs.take();
    if (runs.length === 0 && !mark) return;
    const level = this.#open(depth);
    if (runs.length === 0) level.lines = null;
    else if (level.lines) level.lines.push({ text: '\n', look: 0 }, ...runs);
    else {
      const lines = [...runs];
      level.push({ kind: 'paragraph', runs: lines, heading: 0, preformatted: false });
      level.lines = lines;
    }
  }

  #endCell(depth: number): void {
    this.#endParagraph(depth, false);
    this.#open(depth).takeCell(this.#header);
  }

  #endRow(depth: number): void {
    this.#endParagraph(depth, false);
    const level = this.#open(depth);
    if (level.pending.length > 0) level.takeCell(this.#header);
    if (level.cells.length > 0) level.rows.push(level.cells);
    level.cells = [];
  }
}
