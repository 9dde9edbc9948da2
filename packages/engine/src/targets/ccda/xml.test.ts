import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartOf, testSettings } from '../../testing/charts.js';
import { ccdaTarget } from './writer.js';
import { escapeText, inOnePiece, visible } from './xml.js';

/** XML 1.0 section 2.2, character by character. */
const allowed = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point < 0xd800) ||
  (point >= 0xe000 && point < 0xfffe) ||
  point > 0xffff;

const escapedSlowly = (text: string): string =>
  [...text]
    .filter((character) => allowed(character.codePointAt(0) ?? 0))
    .map((character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' })[character] ?? character)
    .join('');

// Short and long texts are looked at in different ways.
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '&', '<', '>', '"', '\r', '\n', '\u0007', '\ud800', '\ufffe', '\u00e9', '\u2013'),
    maxLength: 120,
  }),
);

describe('texts in XML', () => {
  test('are escaped as character by character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(escapeText(text)).toBe(escapedSlowly(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('in one piece are the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(inOnePiece(escapeText(text))).toBe(escapeText(text));
      }),
      { seed: 2 },
    );
  });

  test('are visible where something is left of them', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(visible(text) === null).toBe(escapedSlowly(text.trim()).replaceAll('&#13;', '\r').trim() === '');
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

test('what cannot be written of a practitioner is told in each chart that names them', () => {
  const chart = chartOf({ id: 'p1' }, [
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Bell\u0007' }] },
    { resourceType: 'Condition', id: 'c1', code: { text: 'Cough' }, recorder: { reference: 'Practitioner/d1' } },
  ]);
  const codes = () => ccdaTarget.write(chart, testSettings).issues.map(({ code }) => code);
  expect(codes()).toContain('ccda-xml-character');
  expect(codes()).toEqual(codes());
});
