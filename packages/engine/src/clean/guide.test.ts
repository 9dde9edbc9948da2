import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingCodes } from './findings.js';
import { rules } from './registry.js';

const guide = readFileSync(new URL('../../../../docs/guide/cleaning.md', import.meta.url), 'utf8');
const rows = guide
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

describe('docs/guide/cleaning.md', () => {
  it('lists every cleaning function with its inputs, result, arguments and findings', () => {
    const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    for (const rule of rules) {
      const row = rows.find((cells) => cells[1] === `\`${rule.name}\`` && cells.length === 8);
      expect(row, `the row of ${rule.name} (write it as docs/guide/cleaning.md does)`).toBeDefined();
      const [, , describe_, inputs, returns, args, findings] = row!;
      expect(describe_).toBe(rule.describe.replaceAll('|', '\\|'));
      expect(inputs).toBe(
        rule.inputs[0] === rule.inputs[1] ? String(rule.inputs[0]) : `${rule.inputs[0]}-${rule.inputs[1]}`,
      );
      expect(returns).toBe(`\`${rule.returns}\``);
      expect(names(args!)).toEqual(Object.keys(rule.args));
      expect(names(findings!)).toEqual([...rule.findings]);
    }
    expect(rows.filter((cells) => cells.length === 8)).toHaveLength(rules.length);
  });

  it('lists every finding', () => {
    expect(rows.filter((cells) => cells.length === 5).map((cells) => cells[1])).toEqual(
      findingCodes.map((code) => `\`${code}\``),
    );
  });
});
