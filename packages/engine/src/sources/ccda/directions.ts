import { narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { hasOwnWords, statementText } from './datatypes.js';
import type { Reading } from './reading.js';

const DIRECTIONS = /\b(sig|directions?|instructions?)\b/i;

/**
 * What the text of a medication says of how to take it. Where it points to a row of a table, and the drug's name to a cell of that row, the row is no direction:
 * then it is the cell below a heading of directions, where there is one.
 */
export function directionsOf(statement: XmlElement, reading: Reading): string | undefined {
  const words = statementText(statement, reading);
  if (hasOwnWords(statement)) return words;
  const row = target(statement.child('text'), reading);
  const material = statement.at('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code', 'originalText');
  const name = target(material, reading);
  if (row?.name !== 'tr' || name === undefined || name === row || !isWithin(name, row)) return words;
  const place = headings(row).findIndex((heading) => DIRECTIONS.test(heading));
  const cell = place < 0 ? undefined : row.elements()[place];
  return cell === undefined ? undefined : narrativeText(cell) || undefined;
}

// A heading of names, and of nothing else about what is named.
const NAMES = /\b(name|description|medications?|drugs?|products?|vaccines?|immunizations?|procedures?)\b/i;
const OF_A_NAME =
  /\b(date|time|status|codes?|dose|route|site|by|provider|reason|comments?|notes?|instructions?|number|lot)\b/i;

/**
 * The name that only the text of a statement gives. Where it points to a row of a table with a heading of names, the name is the cell below that: a row whose cell
 * is empty names nothing.
 */
export function nameInText(statement: XmlElement, reading: Reading): string | undefined {
  const words = statementText(statement, reading);
  if (words === undefined || hasOwnWords(statement)) return words;
  const row = target(statement.child('text'), reading);
  if (row?.name !== 'tr') return words;
  const titles = headings(row);
  const cells = row.elements();
  const place = titles.findIndex((title) => NAMES.test(title) && !OF_A_NAME.test(title));
  if (place < 0 || cells.length !== titles.length) return words;
  return narrativeText(cells[place]!) || undefined;
}

function target(holder: XmlElement | undefined, reading: Reading): XmlElement | undefined {
  const reference = holder?.child('reference')?.attribute('value');
  return reference === undefined ? undefined : reading.document.narrative.find(reference);
}

function isWithin(element: XmlElement, outer: XmlElement): boolean {
  for (let at = element.parent; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Texts of the heading cells of the table that a row stands in. */
function headings(row: XmlElement): readonly string[] {
  let table = row.parent;
  while (table && table.name !== 'table') table = table.parent;
  const head = table?.child('thead')?.child('tr');
  return head ? head.elements().map(narrativeText) : [];
}
