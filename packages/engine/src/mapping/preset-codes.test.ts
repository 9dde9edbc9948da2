import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loincValid } from '../terminology/check-digits.js';

const presets = resolve(import.meta.dirname, '../../presets');
const files = readdirSync(presets, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(yaml|csv)$/.test(file));

describe('codes that presets write into charts', () => {
  it('have the check digit of LOINC wherever they have its form', () => {
    const codes = files.flatMap((file) =>
      [...readFileSync(join(presets, file), 'utf8').matchAll(/(?<![\w.-])(\d{3,5}-\d)(?![\w-])/g)].map(
        (match) => [file, match[1]!] as const,
      ),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter(([, code]) => !loincValid(code))).toEqual([]);
  });
});
