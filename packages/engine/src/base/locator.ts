/**
 * Names one place in a staged source: a table, a row or a cell. Holds names and ordinals only, so it may be shown and logged.
 * `row` is the 1-based ordinal of the row within its table in the order the source states it (the vault's `_row`).
 */
export interface Locator {
  readonly source: string;
  readonly table: string;
  readonly row?: number;
  readonly column?: string;
}

const escapePart = (part: string): string =>
  /[%/#]/.test(part) ? part.replace(/[%/#]/g, (c) => `%${c.charCodeAt(0).toString(16)}`) : part;

/** `source/table[/row[/column]]`, each part with `%`, `/` and `#` percent-escaped. */
export function formatLocator(locator: Locator): string {
  const table = `${escapePart(locator.source)}/${escapePart(locator.table)}`;
  if (locator.row === undefined) return table;
  return locator.column === undefined
    ? `${table}/${locator.row}`
    : `${table}/${locator.row}/${escapePart(locator.column)}`;
}

/** The reverse of {@link formatLocator}; null when the text is not a locator. */
export function parseLocator(text: string): Locator | null {
  const parts = text
    .split('/')
    .map((part) => part.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
  const [source, table, row, column] = parts;
  if (parts.length < 2 || parts.length > 4 || !source || !table) return null;
  if (row === undefined) return { source, table };
  if (!/^[1-9][0-9]{0,14}$/.test(row)) return null;
  return column === undefined ? { source, table, row: Number(row) } : { source, table, row: Number(row), column };
}
