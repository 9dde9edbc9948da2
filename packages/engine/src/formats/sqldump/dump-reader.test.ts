import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import { UTF8 } from '../text/charset.js';
import { type DumpHandler, DumpReader } from './dump-reader.js';
import type { ValueKind, ValueReader } from './value-reader.js';

/** The bytes in pieces of these sizes, over and over. */
async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Everything a dump gives, as plain text, to compare one way of cutting with another. */
async function readAll(
  bytes: Buffer,
  sizes: readonly number[],
  kinds: readonly ValueKind[],
): Promise<{ events: string[]; rows: Cell[][] }> {
  const events: string[] = [];
  const rows: Cell[][] = [];
  const readers = kinds.map((kind): ValueReader => ({ kind, charset: UTF8, fallback: null }));
  const handler: DumpHandler = {
    comment: (text, place) => events.push(`comment ${place.line}@${place.offset} ${text.trim()}`),
    statement: (text, place, _, cut) => events.push(`statement ${place.line}@${place.offset} ${cut} ${text}`),
    cut: (place) => events.push(`cut ${place.line}@${place.offset}`),
    insert: (head, place) => {
      events.push(`insert ${place.line}@${place.offset} ${JSON.stringify(head)}`);
      return {
        readers,
        width: readers.length,
        row: (row, line, length) => {
          events.push(`row ${line} ${length}`);
          rows.push(row.slice(0, readers.length));
          return rows.length % 3 === 0;
        },
        rejected: (reason, raw, place) => {
          events.push(`rejected ${reason} ${place.line}@${place.offset} ${raw.toString('latin1')}`);
          return false;
        },
        finding: (finding, position, line) => events.push(`finding ${finding} ${position} ${line}`),
      };
    },
  };
  for await (const _ of new DumpReader(pieces(bytes, sizes), handler).run());
  return { events, rows };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
  '\x1a': '\\Z',
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
};

const quote = (text: string): string => `'${[...text].map((c) => ESCAPES[c] ?? c).join('')}'`;

const text = fc.string({
  unit: fc.constantFrom(...'ab\\\'"`;,()-/*#\n\r\0\x1a\u00e9\u20ac\u{1f600} %_'),
  maxLength: 12,
});
const row = fc.tuple(
  fc.option(text),
  fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n })),
  fc.option(fc.uint8Array({ maxLength: 6 })),
  fc.option(text),
);

describe('DumpReader', () => {
  it('reads back what mysqldump would write, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (data, sizes) => {
          const tuples = data.map(([a, b, c, d]) => {
            const hex = c === null ? 'NULL' : c.length === 0 ? "''" : `0x${Buffer.from(c).toString('hex')}`;
            return `(${a === null ? 'NULL' : quote(a)},${b ?? 'NULL'},${hex},${d === null ? 'NULL' : `'${d.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`})`;
          });
          const dump = Buffer.from(
            `-- x\n/*!40000 ALTER TABLE t DISABLE KEYS */;\nINSERT INTO \`t\` VALUES ${tuples.join(',')};\nDROP TABLE u;\n`,
          );
          const { rows, events } = await readAll(dump, sizes, ['text', 'integer', 'binary', 'text']);
          const expected = data.map(([a, b, c, d]) => [
            a,
            b === null ? null : Number.isSafeInteger(Number(b)) ? Number(b) : b,
            c,
            d,
          ]);
          expect(rows).toEqual(expected);
          expect(events.at(-1)).toMatch(/DROP TABLE u$/);
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });

  it('gives the same for damaged dumps, however the bytes arrive', async () => {
    const base = Buffer.from(
      "SET NAMES utf8;\nINSERT INTO `t` (`a`, b) VALUES\n(1,'x'),\n( 2 , NOW() ), -- c\n(3,'it''s'),(4,'a' 'b');\n# end\n/*!50001 CREATE VIEW v AS SELECT 1 */;\nDELIMITER ;;\nCREATE PROCEDURE p() BEGIN SELECT ';'; END ;;\nDELIMITER ;\nREPLACE t VALUES ROW(5,6);\n",
    );
    const marks = Buffer.from('\'"`\\,;()\n-*/#');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(marks.length - 1)), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (changes, sizes) => {
          const bytes = Buffer.from(base);
          for (const [at, mark] of changes) bytes[at] = marks[mark]!;
          const whole = await readAll(bytes, [bytes.length], ['integer', 'text']);
          expect(await readAll(bytes, sizes, ['integer', 'text'])).toEqual(whole);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});
