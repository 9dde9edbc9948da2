import { absent, cellText, nothing, type Rule, withFindings } from './rule.js';
import { plainText } from './text.js';

export const addressLines: Rule = {
  name: 'address-lines',
  describe: 'Street lines from one to six columns; line breaks inside a column make lines too.',
  inputs: [1, 6],
  returns: 'string[]',
  args: {},
  findings: ['not-text', 'control-characters'],
  clean(inputs) {
    const lines: string[] = [];
    let removed = false;
    let bytes = false;
    let filled = false;
    for (const cell of inputs) {
      const text = cellText(cell);
      if (text === null) {
        bytes = true;
        continue;
      }
      if (text !== '') filled = true;
      const plain = plainText(text);
      removed ||= plain.removed;
      for (const line of plain.text.split('\n')) if (line.trim() !== '') lines.push(line.replace(/\s+/g, ' ').trim());
    }
    if (lines.length === 0) return bytes ? nothing('not-text') : filled ? nothing('control-characters') : absent;
    return withFindings(
      lines,
      ...(bytes ? (['not-text'] as const) : []),
      ...(removed ? (['control-characters'] as const) : []),
    );
  },
};
