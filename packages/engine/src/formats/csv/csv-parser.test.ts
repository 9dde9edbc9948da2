import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvParser } from './csv-parser.js';
import type { CsvDialect } from './dialect.js';

const DIALECT: CsvDialect = { delimiter: ',', quote: '"', escape: 'doubled', lineEnd: '\n' };

function parse(text: string, sizes: readonly number[], most?: number, dialect = DIALECT): string[] {
  const events: string[] = [];
  const parser = new CsvParser(
    dialect,
    {
      record: (fields, line, _length, raw) => events.push(`${line} ${JSON.stringify(fields)} ${raw()}`),
      rejected: (reason, raw, line) => events.push(`${line} ${reason} ${raw}`),
      cut: (line) => events.push(`${line} cut`),
    },
    most,
  );
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length]!;
    parser.push(text.slice(at, at + size));
    at += size;
  }
  parser.end();
  return events;
}

describe('CsvParser', () => {
  it('gives the same however the text arrives', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r\n', '\\', '""', '\0'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (input, sizes, escapes) => {
          const dialect: CsvDialect = { ...DIALECT, escape: escapes ? 'backslash' : 'doubled' };
          expect(parse(input, sizes, undefined, dialect)).toEqual(parse(input, [1000], undefined, dialect));
        },
      ),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('loses no character', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', 'bc', '\0'), maxLength: 40 });
    fc.assert(
      fc.property(text, (input) => {
        const kept: string[] = [];
        const parser = new CsvParser(DIALECT, {
          record: (_f, _l, _n, raw) => kept.push(raw()),
          rejected: (_r, raw) => kept.push(raw),
          cut: () => {},
        });
        parser.push(input);
        parser.end();
        expect(kept.join('').replaceAll('\n', '')).toBe(input.replaceAll('\n', ''));
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  it('rejects an over-long line whole, in parts, and goes on after it', () => {
    const events = parse(`a,b\n${'x'.repeat(50)},y\n1,2\n`, [8], 20);
    expect(events[0]).toBe('1 ["a","b"] a,b');
    expect(events.at(-1)).toBe('3 ["1","2"] 1,2');
    const parts = events.slice(1, -1);
    expect(parts.every((e) => e.startsWith('2 too-long '))).toBe(true);
    expect(parts.map((e) => e.slice('2 too-long '.length)).join('')).toBe(`${'x'.repeat(50)},y`);
  });
});
