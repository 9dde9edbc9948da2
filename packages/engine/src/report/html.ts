import { escapeHtml } from '../formats/html-text/escape.js';

export { escapeHtml };

/** A cell with a number, grey where it is zero. */
export const numberCell = (n: number): string =>
  `<td class="n${n === 0 ? ' zero' : ''}">${n.toLocaleString('en-US')}</td>`;

export const count = (n: number): string => n.toLocaleString('en-US');

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/**
 * A table with a head; `numeric` names the columns that hold numbers. On a narrow screen a `grid` keeps its columns and scrolls; a `list`
 * shows each row as a block, with the cells of class `wide` on lines of their own.
 */
export function table(
  head: readonly string[],
  numeric: readonly string[],
  rows: readonly string[],
  shape: 'grid' | 'list' = 'grid',
): string {
  const cells = head
    .map((name) => `<th scope="col"${numeric.includes(name) ? ' class="n"' : ''}>${escapeHtml(name)}</th>`)
    .join('');
  const body = `<thead><tr>${cells}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return shape === 'grid' ? `<div class="scroll"><table>${body}</div>` : `<table class="stack">${body}`;
}
