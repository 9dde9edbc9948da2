/**
 * Breaks a text at blanks so that no line is longer than `width`; `indent` begins every line but the first, which `taken` columns precede.
 * A word longer than a line stays whole.
 */
export function wrapped(text: string, width: number, indent: string, taken: number): string {
  const lines: string[] = [];
  let line = '';
  let left = width - taken;
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > left) {
      lines.push(line);
      line = word;
      left = width - indent.length;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
