import {
  BOLD,
  ITALIC,
  type RichText,
  type Run,
  STRIKE,
  SUBSCRIPT,
  SUPERSCRIPT,
  UNDERLINE,
} from '../formats/rich-text/rich-text.js';
import { text } from './page.js';

const TAGS: readonly (readonly [look: number, tag: string])[] = [
  [BOLD, 'b'],
  [ITALIC, 'i'],
  [UNDERLINE, 'u'],
  [STRIKE, 's'],
  [SUBSCRIPT, 'sub'],
  [SUPERSCRIPT, 'sup'],
];

/** A formatted note as HTML. Its headings become headings from `level` on without a gap between them; none is deeper than h6. */
export function richHtml(blocks: RichText, level: number): string {
  return blocksHtml(blocks, { level, depths: [...headings(blocks)].sort() });
}

interface Headings {
  readonly level: number;
  /** Depths of headings that the note has. */
  readonly depths: readonly number[];
}

function headings(blocks: RichText, found = new Set<number>()): Set<number> {
  for (const block of blocks) {
    if (block.kind === 'paragraph' && block.heading > 0) found.add(block.heading);
    else if (block.kind === 'list') for (const item of block.items) headings(item, found);
    else if (block.kind === 'table') for (const row of block.rows) for (const cell of row) headings(cell.blocks, found);
  }
  return found;
}

function blocksHtml(blocks: RichText, level: Headings): string {
  let html = '';
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const inner = runsHtml(block.runs, !block.preformatted);
      const heading = block.heading === 0 ? 0 : Math.min(6, level.level + level.depths.indexOf(block.heading));
      if (heading > 0) html += `<h${heading}>${inner}</h${heading}>`;
      else html += block.preformatted ? `<p class="kept">${inner}</p>` : `<p${keeps(block.runs)}>${inner}</p>`;
    } else if (block.kind === 'list') {
      const tag = block.first === null ? 'ul' : 'ol';
      const start = block.first === null || block.first === 1 ? '' : ` start="${block.first}"`;
      html += `<${tag}${start}>${block.items.map((item) => `<li>${inCell(item, level)}</li>`).join('')}</${tag}>`;
    } else {
      const caption = block.caption.length > 0 ? `<caption>${runsHtml(block.caption, true)}</caption>` : '';
      const rows = block.rows.map((row) => {
        const heads = row.every((cell) => cell.header);
        const cells = row.map((cell) => {
          const spans = `${cell.columns > 1 ? ` colspan="${cell.columns}"` : ''}${cell.rows > 1 ? ` rowspan="${cell.rows}"` : ''}`;
          const tag = cell.header && cell.blocks.length > 0 ? 'th' : 'td';
          return `<${tag}${tag === 'th' ? ` scope="${heads ? 'col' : 'row'}"` : ''}${spans}>${inCell(cell.blocks, level)}</${tag}>`;
        });
        return `<tr>${cells.join('')}</tr>`;
      });
      html += `<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>${caption}<tbody>${rows.join('')}</tbody></table></div>`;
    }
  }
  return html;
}

/** One paragraph of a cell or an item needs no paragraph of its own. */
function inCell(blocks: RichText, level: Headings): string {
  const [only] = blocks;
  if (
    blocks.length === 1 &&
    only?.kind === 'paragraph' &&
    only.heading === 0 &&
    !only.preformatted &&
    keeps(only.runs) === ''
  )
    return runsHtml(only.runs, true);
  return blocksHtml(blocks, level);
}

/** Tabs and double blanks inside a line are kept: they are the columns of a note. */
const keeps = (runs: readonly Run[]): string => (runs.some((run) => /\t| {2}/.test(run.text)) ? ' class="kept"' : '');

function runsHtml(runs: readonly Run[], breaks: boolean): string {
  let html = '';
  for (const run of runs) {
    const plain = text(run.text);
    let inner = breaks ? plain.replaceAll('\n', '<br>') : plain;
    for (const [look, tag] of TAGS) if (run.look & look) inner = `<${tag}>${inner}</${tag}>`;
    html += inner;
  }
  return html;
}
