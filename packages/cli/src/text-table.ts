/** Rows as aligned columns; numbers to the right, a blank cell for nothing. The last column is not padded. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const text = (cell: string | number): string => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell);
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => text(row[i] ?? '').length)));
  const isNumber = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, i) => (isNumber[i] ? text(cell).padStart(widths[i]!) : text(cell).padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)];
}

/** Text broken at blanks so that no line is wider than `width`, each line behind `indent`. */
export function wrap(content: string, width = 96, indent = ''): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of content.split(' ')) {
    if (current !== '' && indent.length + current.length + 1 + word.length > width) {
      lines.push(indent + current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  if (current !== '') lines.push(indent + current);
  return lines;
}
