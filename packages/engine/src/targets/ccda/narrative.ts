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
  readonly #cells = new Map<string, { readonly text: string; readonly id: string | null }>();

  constructor(
    readonly anchor: string,
    readonly columns: readonly string[],
  ) {}

  /** Shows a text; returns the anchor of the cell for an entry to refer to, null where there is nothing to show. */
  put(column: string, text: string | null | undefined): string | null {
    const shown = visible(text);
    const place = this.columns.indexOf(column);
    if (place < 0) throw new RangeError(`no narrative column ${column}`);
    if (shown === null) return null;
    const id = `${this.anchor}-${place + 1}`;
    this.#cells.set(column, { text: shown, id });
    return id;
  }

  /** Several texts in one cell, one a line; each has its own anchor. */
  putAll(column: string, texts: readonly (string | null | undefined)[]): readonly (string | null)[] {
    const place = this.columns.indexOf(column);
    const shown = texts.map((t) => visible(t));
    this.#lists.set(
      column,
      shown.map((text, i) => ({ text, id: `${this.anchor}-${place + 1}-${i + 1}` })),
    );
    return shown.map((text, i) => (text === null ? null : `${this.anchor}-${place + 1}-${i + 1}`));
  }

  readonly #lists = new Map<string, readonly { readonly text: string | null; readonly id: string }[]>();

  has(column: string): boolean {
    return this.#cells.has(column) || (this.#lists.get(column) ?? []).some((item) => item.text !== null);
  }

  toXml(columns: readonly string[]): string {
    let xml = `<tr ID="${this.anchor}">`;
    for (const column of columns) {
      const items = (this.#lists.get(column) ?? []).filter((item) => item.text !== null);
      const cell = this.#cells.get(column);
      if (cell) xml += `<td ID="${cell.id}">${lines(cell.text)}</td>`;
      else if (items.length > 0)
        xml += `<td>${items.map((i) => `<content ID="${i.id}">${lines(i.text!)}</content>`).join('<br/>')}</td>`;
      else xml += '<td/>';
    }
    return `${xml}</tr>`;
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
    const filled = this.columns.filter((column) => this.#rows.some((row) => row.has(column)));
    const columns = filled.length > 0 ? filled : this.columns.slice(0, 1);
    const caption = this.caption === undefined ? '' : `<caption>${escapeText(this.caption)}</caption>`;
    const head = columns.map((c) => `<th>${escapeText(c)}</th>`).join('');
    let body = '';
    for (const row of this.#rows) body += row.toXml(columns);
    return `<table border="1" width="100%">${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  }
}
