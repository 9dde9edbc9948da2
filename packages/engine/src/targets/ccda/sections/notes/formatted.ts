import { noteBlocks, noteSource } from '../../../../formats/rich-text/note-file.js';
import { hasStructure, plainToBlocks } from '../../../../formats/rich-text/plain-structure.js';
import {
  BOLD,
  type Cell,
  ITALIC,
  itemMark,
  type RichText,
  type Run,
  richToText,
  STRIKE,
  SUBSCRIPT,
  SUPERSCRIPT,
  type Table,
  UNDERLINE,
} from '../../../../formats/rich-text/rich-text.js';
import { escapeText, visible } from '../../xml.js';
import type { Note } from './note.js';

/** Style codes of CDA R2 (4.3.5.11); a struck-through text has none, so it has one of our own, as the standard allows (`x...`). */
const STYLES: readonly (readonly [look: number, code: string])[] = [
  [BOLD, 'Bold'],
  [ITALIC, 'Italics'],
  [UNDERLINE, 'Underline'],
  [STRIKE, 'xstrike'],
];

/**
 * The text of a note as narrative with the formatting of its RTF or HTML file, or with the tables and titles that its plain text shows; null where there is none of these, or
 * where the file says anything else than the plain text, which then stands as it is. Items of lists are lines that begin with `- ` or their number, as in the plain text.
 */
export function formattedText(note: Note, anchor: string): string | null {
  const [file, other] = note.files.filter((one) => one.document === null);
  if (other !== undefined || file?.mediaType === 'text/plain') return null;
  const blocks =
    file === undefined
      ? structured(note.text)
      : noteBlocks(noteSource(Buffer.from(file.data, 'base64'), file.mediaType), file.mediaType);
  if (blocks === null || visible(note.text) === null || !tellSame(richToText(blocks), note.text)) return null;
  const id = `ID="${anchor}-text"`;
  if (!blocks.some((block) => block.kind === 'table')) return `<paragraph ${id}>${linesOf(blocks)}</paragraph>`;
  // A paragraph can hold no table, a list can hold anything (StrucDoc.Item).
  let body = '';
  let lines: RichText[number][] = [];
  const endLines = (): void => {
    if (lines.length > 0) body += `<paragraph>${linesOf(lines)}</paragraph>`;
    lines = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'table') lines.push(block);
    else {
      endLines();
      body += tableOf(block);
    }
  }
  endLines();
  return `<list ${id} styleCode="xnote"><item>${body}</item></list>`;
}

/** Plain text where it has more structure than its lines. */
function structured(text: string): RichText | null {
  const blocks = plainToBlocks(text);
  return hasStructure(blocks) ? blocks : null;
}

/** Whether two texts have the same characters that show: blanks are set in many ways. */
const tellSame = (one: string, other: string): boolean => one === other || inked(one) === inked(other);

const inked = (text: string): string => text.replace(/\s+/g, '');

/** Blocks as lines of one container, an empty line between paragraphs. Tables within other blocks are lines too: cells can hold none (StrucDoc.Td). */
function linesOf(blocks: RichText): string {
  let xml = '';
  for (const [i, block] of blocks.entries()) {
    if (i > 0) xml += block.kind === 'paragraph' ? '<br/><br/>' : '<br/>';
    if (block.kind === 'paragraph') xml += runsOf(block.runs, block.heading > 0);
    else if (block.kind === 'list')
      xml += block.items.map((item, i) => `${itemMark(block, i)}${linesOf(item)}`).join('<br/>');
    else {
      const rows = block.rows.map((row) => row.map((cell) => linesOf(cell.blocks)).join('\t'));
      xml += [...(block.caption.length > 0 ? [runsOf(block.caption, true)] : []), ...rows].join('<br/>');
    }
  }
  return xml;
}

function tableOf(table: Table): string {
  const cell = ({ blocks, header, columns, rows }: Cell): string => {
    const spans = `${columns > 1 ? ` colspan="${columns}"` : ''}${rows > 1 ? ` rowspan="${rows}"` : ''}`;
    const inner = linesOf(blocks);
    return `<td${spans}>${header && inner !== '' ? `<content styleCode="Bold">${inner}</content>` : inner}</td>`;
  };
  const caption = table.caption.length > 0 ? `<caption>${runsOf(table.caption, false)}</caption>` : '';
  const rows = table.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return rows.length === 0 ? '' : `<table border="1">${caption}<tbody>${rows.join('')}</tbody></table>`;
}

function runsOf(runs: readonly Run[], bold: boolean): string {
  let xml = '';
  for (const { text, look } of runs) {
    const all = bold ? look | BOLD : look;
    let inner = text.split('\n').map(escapeText).join('<br/>');
    const place = all & SUBSCRIPT ? 'sub' : all & SUPERSCRIPT ? 'sup' : null;
    if (place !== null && !inner.includes('<br/>')) inner = `<${place}>${inner}</${place}>`;
    const styles = STYLES.filter(([bit]) => all & bit).map(([, code]) => code);
    xml += styles.length === 0 ? inner : `<content styleCode="${styles.join(' ')}">${inner}</content>`;
  }
  return xml;
}
