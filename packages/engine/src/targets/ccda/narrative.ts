import { escapeText, visible } from './xml.js';

/** Text of a narrative cell: line breaks stay, several items are set one below the other. */
export function lines(text: string): string {
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

  constructor(
    readonly anchor: string,
    readonly columns: readonly string[],
  ) {}

  /** Shows a text; returns the anchor of the cell for an entry to refer to, null where there is nothing to show. */
  put(column: string, text: string | null | undefined): string | null {
    const place = this.#place(column);
    const shown = visible(text);
    if (shown === null) return null;
    const id = `${this.anchor}-${place + 1}`;
    this.#cells[place] = `<td ID="${id}">${lines(shown)}</td>`;
    return id;
  }

  /** Several texts in one cell, one a line; each has its own anchor. */
  putAll(column: string, texts: readonly (string | null | undefined)[]): readonly (string | null)[] {
    const place = this.#place(column);
    let content = '';
    const anchors = texts.map((text, i) => {
      const shown = visible(text);
      if (shown === null) return null;
      const id = `${this.anchor}-${place + 1}-${i + 1}`;
      content += `${content === '' ? '' : '<br/>'}<content ID="${id}">${lines(shown)}</content>`;
      return id;
    });
    if (content !== '') this.#cells[place] = `<td>${content}</td>`;
    return anchors;
  }

  has(place: number): boolean {
    return this.#cells[place] !== undefined;
  }

  /** The row with these columns only. */
  toXml(places: readonly number[]): string {
    let xml = `<tr ID="${this.anchor}">`;
    for (const place of places) xml += this.#cells[place] ?? '<td/>';
    return `${xml}</tr>`;
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

  constructor(
    readonly prefix: string,
    readonly columns: readonly string[],
    readonly caption?: string,
  ) {}

  row(): Row {
    const row = new Row(`${this.prefix}-${this.#rows.length + 1}`, this.columns);
    this.#rows.push(row);
    return row;
  }

  get size(): number {
    return this.#rows.length;
  }

  toXml(): string {
    if (this.#rows.length === 0) return '';
    const filled = this.columns.map((_, place) => place).filter((place) => this.#rows.some((row) => row.has(place)));
    const places = filled.length > 0 ? filled : [0];
    const caption = this.caption === undefined ? '' : `<caption>${escapeText(this.caption)}</caption>`;
    let head = '';
    for (const place of places) head += `<th>${escapeText(this.columns[place]!)}</th>`;
    let body = '';
    for (const row of this.#rows) body += row.toXml(places);
    return `<table border="1" width="100%">${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  }
}
