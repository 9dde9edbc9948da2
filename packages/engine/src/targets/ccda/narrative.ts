import { cellAnchor, type RowAnchors, rowAnchors } from './anchor.js';
import { escapeText, isPlain, visible } from './xml.js';

/** Text of a narrative cell: line breaks stay, several items are set one below the other. */
export function lines(text: string): string {
  if (isPlain(text)) return text;
  if (!/[\r\n]/.test(text)) return escapeText(text);
  return text
    .split(/\r\n|\r|\n/)
    .map(escapeText)
    .join('<br/>');
}

/** One row of a table. Cells are put by column title; a cell that says nothing is not there and gives no anchor. */
export class Row {
  /** Ready `td` elements by column; undefined where there is nothing. */
  readonly #cells: (string | undefined)[] = [];

  /** `filled`: by column, whether any row of the table has something there. */
  constructor(
    private readonly anchors: RowAnchors,
    readonly columns: readonly string[],
    private readonly filled: boolean[],
  ) {}

  get anchor(): string {
    return this.anchors.row;
  }

  /** Shows a text; returns the anchor of the cell for an entry to refer to, null where there is nothing to show. */
  put(column: string, text: string | null | undefined): string | null {
    const place = this.#place(column);
    const shown = visible(text);
    if (shown === null) return null;
    const { id, open } = cellAnchor(this.anchors, place);
    this.#set(place, `${open}${lines(shown)}</td>`);
    return id;
  }

  /** Shows the column even where no row fills it: under it a reader sees that the row has no name. */
  keep(column: string): void {
    this.filled[this.#place(column)] = true;
  }

  /** The same as `putAll` but for one text, which needs no element of its own in the cell. */
  putEach(column: string, texts: readonly string[]): readonly (string | null)[] {
    return texts.length > 1 ? this.putAll(column, texts) : texts.map((text) => this.put(column, text));
  }

  /** Several texts in one cell, one a line; each has its own anchor. */
  putAll(column: string, texts: readonly (string | null | undefined)[]): readonly (string | null)[] {
    const place = this.#place(column);
    const anchors: (string | null)[] = [];
    let content = '';
    for (let i = 0; i < texts.length; i++) {
      const shown = visible(texts[i]);
      const id = shown === null ? null : `${this.anchor}-${place + 1}-${i + 1}`;
      anchors.push(id);
      if (shown !== null) content += `${content === '' ? '' : '<br/>'}<content ID="${id}">${lines(shown)}</content>`;
    }
    if (content !== '') this.#set(place, `<td>${content}</td>`);
    return anchors;
  }

  /** The row with the columns that any row fills; with the first where none does. */
  toXml(): string {
    let cells = '';
    for (let place = 0; place < this.columns.length; place++)
      if (this.filled[place] === true) cells += this.#cells[place] ?? '<td/>';
    return `${this.anchors.open}${cells === '' ? '<td/>' : cells}</tr>`;
  }

  #set(place: number, cell: string): void {
    this.#cells[place] = cell;
    this.filled[place] = true;
  }

  #place(column: string): number {
    const place = this.columns.indexOf(column);
    if (place < 0) throw new RangeError(`no narrative column ${column}`);
    return place;
  }
}

/** A narrative table. Columns that no row fills are left out, so that the page shows what is known and nothing else. */
export class Table {
  readonly #rows: Row[] = [];
  readonly #filled: boolean[] = [];

  constructor(
    readonly prefix: string,
    readonly columns: readonly string[],
    readonly caption?: string,
  ) {}

  row(): Row {
    const row = new Row(rowAnchors(this.prefix, this.#rows.length + 1), this.columns, this.#filled);
    this.#rows.push(row);
    return row;
  }

  get size(): number {
    return this.#rows.length;
  }

  toXml(): string {
    if (this.#rows.length === 0) return '';
    const caption = this.caption === undefined ? '' : `<caption>${escapeText(this.caption)}</caption>`;
    let head = '';
    for (let place = 0; place < this.columns.length; place++)
      if (this.#filled[place] === true) head += `<th>${escapeText(this.columns[place]!)}</th>`;
    if (head === '') head = `<th>${escapeText(this.columns[0]!)}</th>`;
    let body = '';
    for (const row of this.#rows) body += row.toXml();
    return `<table border="1" width="100%">${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  }
}
