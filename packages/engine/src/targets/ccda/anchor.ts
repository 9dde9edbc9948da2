import { inOnePiece } from './xml.js';

/** What a row of a narrative table and its cells are called: the same in every document, so it is made once. */
export interface RowAnchors {
  readonly row: string;
  /** `<tr>` with the ID. */
  readonly open: string;
  readonly cells: CellAnchor[];
}

interface CellAnchor {
  readonly id: string;
  /** `<td>` with the ID. */
  readonly open: string;
}

const rows = new Map<string, RowAnchors[]>();
interface References {
  readonly reference: string;
  readonly text: string;
  readonly original: string;
}

const references = new Map<string, References>();
// Longer tables are rare: their names are made anew.
const MOST_ROWS = 40;
const MOST_CELLS = 16;

/** Names of one row. `number` counts from 1. */
export function rowAnchors(prefix: string, number: number): RowAnchors {
  let known = rows.get(prefix);
  if (known === undefined) {
    known = [];
    rows.set(prefix, known);
  }
  let anchors = known[number - 1];
  if (anchors === undefined) {
    const row = inOnePiece(`${prefix}-${number}`);
    anchors = { row, open: inOnePiece(`<tr ID="${row}">`), cells: [] };
    if (number <= MOST_ROWS) {
      // By its number, whatever order rows are asked for in: a name at another's place would tie entries to rows of others.
      known[number - 1] = anchors;
      remember(row);
    }
  }
  return anchors;
}

/** Names of the cell at a place, which counts from 0. */
export function cellAnchor({ row, cells }: RowAnchors, place: number): CellAnchor {
  for (let next = cells.length; next <= place; next++) {
    const id = inOnePiece(`${row}-${next + 1}`);
    cells.push({ id, open: inOnePiece(`<td ID="${id}">`) });
    if (next < MOST_CELLS && references.has(row)) remember(id);
  }
  return cells[place]!;
}

function remember(anchor: string): void {
  const reference = inOnePiece(`<reference value="#${anchor}"/>`);
  references.set(anchor, {
    reference,
    text: inOnePiece(`<text>${reference}</text>`),
    original: inOnePiece(`<originalText>${reference}</originalText>`),
  });
}

/** The reference of an entry to a place of the narrative. */
export const referenceTo = (anchor: string): string =>
  references.get(anchor)?.reference ?? `<reference value="#${anchor}"/>`;

/** The same as all that `<text>` has (CONF:1198-7559 and its like). */
export const textReference = (anchor: string | null): string =>
  anchor === null ? '' : (references.get(anchor)?.text ?? `<text>${referenceTo(anchor)}</text>`);

/** The same as all that `<originalText>` has. */
export const originalReference = (anchor: string): string =>
  references.get(anchor)?.original ?? `<originalText>${referenceTo(anchor)}</originalText>`;
