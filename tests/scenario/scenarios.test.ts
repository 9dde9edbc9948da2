import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mismatch, runScenario } from './scenario.js';

const cases = join(dirname(fileURLToPath(import.meta.url)), 'cases');

describe('the scenario language itself', () => {
  it('finds a wrong line, a missing line, a line too many', () => {
    expect(mismatch(['a', 'b'], 'a\nb\n')).toBeNull();
    expect(mismatch(['a [..] c', '...', 'z'], 'a bb c\nx\ny\nz\n')).toBeNull();
    expect(mismatch(['a'], 'b')).not.toBeNull();
    expect(mismatch(['a', 'b'], 'a')).not.toBeNull();
    expect(mismatch(['a'], 'a\nb')).not.toBeNull();
  });
  it('finds a wrong exit code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    expect(runScenario('$ false\n', folder)).toHaveLength(1);
    expect(runScenario('$ false\nexit 1\n', folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('CLI scenarios', () => {
  for (const name of readdirSync(cases)
    .filter((file) => file.endsWith('.txt'))
    .sort()) {
    it(name, () => {
      const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
      try {
        expect(runScenario(readFileSync(join(cases, name), 'utf8'), folder).join('\n\n')).toBe('');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
