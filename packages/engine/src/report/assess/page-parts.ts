import { escapeHtml } from '../html.js';

/** A cell: text is escaped, `html` is not. */
export type PageCell = string | number | null | { readonly html: string };

const cellHtml = (cell: PageCell): string => {
  if (typeof cell === 'number') return `<td class="n${cell === 0 ? ' zero' : ''}">${cell.toLocaleString('en-US')}</td>`;
  if (cell === null) return '<td class="n zero">–</td>';
  return `<td>${typeof cell === 'string' ? escapeHtml(cell) : cell.html}</td>`;
};

export const row = (...cells: readonly PageCell[]): string => `<tr>${cells.map(cellHtml).join('')}</tr>`;

/** A row whose first cell heads it. */
export const headedRow = (head: PageCell, ...cells: readonly PageCell[]): string =>
  `<tr>${cellHtml(head).replace(/^<td/, '<th scope="row"').replace(/td>$/, 'th>')}${cells.map(cellHtml).join('')}</tr>`;

/** A table with a caption, which `hidden` keeps for who has it read aloud. `head`: names of columns; those that begin with `#` hold numbers. */
export function captioned(
  caption: string,
  head: readonly string[],
  rows: readonly string[],
  { hidden = true, className = '' }: { readonly hidden?: boolean; readonly className?: string } = {},
): string {
  const cells = head
    .map((name) =>
      name.startsWith('#')
        ? `<th scope="col" class="n">${escapeHtml(name.slice(1))}</th>`
        : `<th scope="col">${escapeHtml(name)}</th>`,
    )
    .join('');
  return `<div class="scroll"><table${className === '' ? '' : ` class="${className}"`}><caption${hidden ? ' class="aloud"' : ''}>${escapeHtml(caption)}</caption><thead><tr>${cells}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

export const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
export const soft = (text: string): string => `<span class="soft small">${escapeHtml(text)}</span>`;
export const tag = (kind: string, text: string): string => `<span class="tag ${kind}">${escapeHtml(text)}</span>`;

/** Anchors of tables in the dictionary, by the place of the table in its profile. */
export function anchors(names: readonly string[]): (name: string) => string {
  const places = new Map(names.map((name, i) => [name, `t${i + 1}`]));
  return (name) => {
    const place = places.get(name);
    return place === undefined ? code(name) : `<a href="#${place}">${code(name)}</a>`;
  };
}
