import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import { loincValid } from '../../terminology/check-digits.js';
import { icd10 } from '../../terminology/code-shapes.js';
import { testPageFonts } from '../../testing/page-fonts.js';
import { SeededRandom } from '../random.js';
import { composePage } from './compose.js';
import { makePage } from './make-page.js';
import { makeContext } from './page-context.js';
import { PAGE_KIND_NAMES, PAGE_KINDS } from './page-kinds.js';
import { PAGE_QUALITIES } from './page-quality.js';
import { loadPageFonts } from './page-style.js';
import type { Raster } from './raster.js';
import { truthOf } from './truth.js';
import { DRUG_LIST, FREQUENCIES, ROUTES } from './vocabulary/drugs.js';
import { LAB_PANELS } from './vocabulary/labs.js';
import { PROBLEM_LIST } from './vocabulary/problems.js';
import { turnRaster } from './wear/geometry.js';

const fonts = loadPageFonts(testPageFonts());
const style = { font: 'sans', points: 10, leading: 1.3 } as const;

/** Pixels darker than `grey` in a box, or outside of all boxes when there are several. */
function inkIn({ width, data }: Raster, [x, y, w, h]: PageBox, grey = 128): number {
  let ink = 0;
  for (let py = y; py < y + h; py++) for (let px = x; px < x + w; px++) if (data[py * width + px]! < grey) ink += 1;
  return ink;
}

test.each(PAGE_KIND_NAMES)('%s: words, spans, boxes and facts of the truth hold together', (kind) => {
  for (let seed = 1; seed <= 3; seed++) {
    const content = PAGE_KINDS[kind](makeContext(new SeededRandom(seed)));
    const image = composePage(content, fonts, style, 110);
    const truth = truthOf(image, content, 0);
    expect(truth.words.length).toBeGreaterThan(30);
    for (const word of truth.words) {
      expect(truth.text.slice(...word.span)).toBe(word.text);
      expect(word.text).not.toMatch(/\s|undefined|NaN/);
    }
    // Every dark pixel that is no line of a table lies in the box of a word.
    const left = { ...image.raster, data: Uint8Array.from(image.raster.data) };
    for (const { box } of truth.words) {
      expect(inkIn(image.raster, box, 200)).toBeGreaterThan(0);
      for (let y = box[1]; y < box[1] + box[3]; y++)
        left.data.fill(255, y * left.width + box[0], y * left.width + box[0] + box[2]);
    }
    if (!content.blocks.some((block) => block.block === 'table' && block.ruled))
      expect(inkIn(left, [0, 0, left.width, left.height], 250)).toBe(0);
    for (const { entry, boxes, spans } of truth.facts) {
      const form = KEYING_FORMS[entry.kind];
      const names = form.map((one) => one.name);
      for (const [name, value] of Object.entries(entry.fields)) {
        expect(names).toContain(name);
        expect(value).not.toBe('');
        const choices = form.find((one) => one.name === name)?.choices;
        if (choices) expect(choices).toContain(value);
      }
      for (const one of form) if (one.required) expect(entry.fields[one.name]).toBeDefined();
      for (const [name, span] of Object.entries(spans)) {
        expect(truth.text.slice(...span).replace(/\s+/g, ' ')).toBe(entry.fields[name]);
        expect(boxes[name]![2]).toBeGreaterThan(0);
      }
    }
  }
});

test('notes state what is negated, past, possible, hypothetical and of the family, and say which is which', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 30; seed++) {
    const content = PAGE_KINDS['progress-note'](makeContext(new SeededRandom(seed)));
    const truth = truthOf(composePage(content, fonts, { ...style, points: 9 }, 100), content, 0);
    for (const { entry, assertion, spans } of truth.facts) {
      seen.add(`${assertion.negation} ${assertion.temporality} ${assertion.experiencer}`);
      const span = spans.problem;
      if (!span || entry.kind !== 'problem' || assertion.negation !== 'negated') continue;
      const sentence = truth.text.slice(0, span[0]).replace(/\s+/g, ' ').split('. ').at(-1) ?? '';
      expect(sentence).toMatch(/denies|no |negative/i);
    }
  }
  for (const one of [
    'affirmed recent patient',
    'negated recent patient',
    'possible recent patient',
    'affirmed historical patient',
    'affirmed hypothetical patient',
    'affirmed recent family',
    'negated recent family',
  ])
    expect(seen).toContain(one);
});

test.each(PAGE_QUALITIES)('%s: boxes follow what is done to the picture', (quality) => {
  const page = makePage(77, fonts, { quality, kind: 'medication-list', turned: 1 });
  const { truth } = page;
  expect(truth.rotation).not.toBe(0);
  const upright = turnRaster(page.raster, truth.rotation);
  expect([upright.width, upright.height]).toEqual([truth.width, truth.height]);
  // Boxes that are moved by a third of a line hold less ink than those that follow.
  const darkness = (shiftX: number, shiftY: number): number => {
    let sum = 0;
    for (const { box } of truth.words)
      for (let y = box[1] + shiftY; y < box[1] + box[3] + shiftY; y++)
        for (let x = box[0] + shiftX; x < box[0] + box[2] + shiftX; x++)
          sum += 255 - (upright.data[y * upright.width + x] ?? 255);
    return sum;
  };
  const [own, third] = [darkness(0, 0), Math.round(truth.dpi / 25)];
  for (const [x, y] of [
    [third, 0],
    [-third, 0],
    [0, third],
    [0, -third],
  ] as const)
    expect(darkness(x, y)).toBeLessThan(own * 0.985);
});

test('the same seed gives the same pixels and truth, another seed another page', () => {
  const digest = (seed: number): string => {
    const { raster, truth } = makePage(seed, fonts);
    return createHash('sha256').update(raster.data).update(JSON.stringify(truth)).digest('hex');
  };
  expect(digest(5)).toBe(digest(5));
  expect(digest(6)).not.toBe(digest(5));
});

test('a page that runs over leaves out whole facts only', () => {
  const content = PAGE_KINDS['lab-report'](makeContext(new SeededRandom(3)));
  const full = truthOf(composePage(content, fonts, style, 100), content, 0);
  const large = truthOf(composePage(content, fonts, { ...style, points: 22 }, 100), content, 0);
  expect(large.facts.length).toBeLessThan(full.facts.length);
  for (const fact of large.facts) expect(full.facts.map((one) => one.entry.fields)).toContainEqual(fact.entry.fields);
});

test('codes of the vocabulary are codes', () => {
  expect(LAB_PANELS.flatMap((panel) => panel.tests).filter((one) => !loincValid(one.loinc))).toEqual([]);
  expect(PROBLEM_LIST.filter(([code]) => icd10(code) !== code)).toEqual([]);
  for (const { frequencies, route, strengths, unit } of DRUG_LIST) {
    expect(frequencies.every((one) => FREQUENCIES[one] !== undefined) && ROUTES[route] !== undefined).toBe(true);
    expect(strengths.every((one) => /^[\d.-]+$/.test(one)) && unit !== '').toBe(true);
  }
  const names = DRUG_LIST.map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
});
