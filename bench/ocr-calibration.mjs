// Evidence of words and whether they were right, from generated pages of the set tune (seeds that no measurement uses), and the table of packages/engine/src/abstraction/ocr/calibration-table.ts
// fitted from it. Usage, after `npm run build`:
//   node bench/ocr-calibration.mjs read FILE [--from 0] [--pages 100] [--step 1] [--engine auto|bundled]   appends a JSON line for each page
//   node bench/ocr-calibration.mjs fit FILE...                                                             prints the table
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { evidenceCell, pageQuality } from '../packages/engine/dist/abstraction/ocr/acceptance.js';
import { samePrint } from '../packages/engine/dist/abstraction/ocr/align-reads.js';
import { readPage } from '../packages/engine/dist/abstraction/ocr/read-page.js';
import { systemRecogniser } from '../packages/engine/dist/abstraction/ocr/system-recogniser.js';
import { wasmRecogniser } from '../packages/engine/dist/abstraction/ocr/wasm-recogniser.js';
import { squarePixels, turnPage } from '../packages/engine/dist/formats/image/preprocess.js';
import { makePage } from '../packages/engine/dist/synthetic/pages/make-page.js';
import { loadPageFonts } from '../packages/engine/dist/synthetic/pages/page-style.js';

const [mode, ...args] = process.argv.slice(2);
const given = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const TUNE = 1_000_000;

function typefaces() {
  const require = createRequire(import.meta.url);
  const of = (name) => join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf', `DejaVu${name}.ttf`);
  const courier = dirname(require.resolve('@expo-google-fonts/courier-prime/package.json'));
  return loadPageFonts({
    name: 'DejaVu, Courier Prime',
    sans: of('Sans'),
    serif: of('Serif'),
    mono: join(courier, '400Regular/CourierPrime_400Regular.ttf'),
    bold: { sans: of('Sans-Bold'), serif: of('Serif-Bold') },
  });
}

/** The word of the truth that a box lies on most; null: none. */
function truthAt(truth, [x, y, w, h]) {
  let best = null;
  let most = 0;
  for (const word of [...truth.words, ...truth.stamps]) {
    const [a, b, c, d] = word.box;
    const across = Math.min(x + w, a + c) - Math.max(x, a);
    const down = Math.min(y + h, b + d) - Math.max(y, b);
    if (across > 0 && down > 0 && across * down > most) [best, most] = [word, across * down];
  }
  return best;
}

async function read(file) {
  const fonts = typefaces();
  const second = await wasmRecogniser();
  const first = given('--engine', 'auto') === 'bundled' ? second : ((await systemRecogniser()) ?? second);
  const from = Number(given('--from', '0'));
  const step = Number(given('--step', '1'));
  for (let i = from; i < from + Number(given('--pages', '100')) * step; i += step) {
    const page = makePage(TUNE + i, fonts);
    const { width, height, data } = page.raster;
    const image = { width, height, pixels: data };
    const reading = await readPage(image, 1, { first, second }, { secondRead: 'auto' });
    const { measures } = await squarePixels(await turnPage(image, reading.rotation));
    const words = reading.words.map((word, at) => {
      const truth = truthAt(page.truth, word.box);
      return {
        ...{
          kind: word.kind,
          reads: word.reads,
          before: reading.words.slice(Math.max(0, at - 2), at).map((w) => w.text),
          after: reading.words.slice(at + 1, at + 3).map((w) => w.text),
        },
        ...{
          text: word.text,
          truth: truth?.text ?? null,
          truthKind: truth?.kind ?? null,
          covered: truth?.covered ?? false,
        },
      };
    });
    const facts = {
      seed: TUNE + i,
      kind: page.kind,
      quality: page.quality,
      turned: page.truth.rotation === reading.rotation,
    };
    const seen = {
      specks: measures.specks,
      letterHeight: measures.letterHeight,
      levels: measures.levels,
      bilevel: measures.bilevel,
    };
    const missing = page.truth.words.length;
    appendFileSync(file, `${JSON.stringify({ ...facts, measures: seen, inTruth: missing, words })}\n`);
  }
  await second.stop();
}

function fitTable(files) {
  const cells = new Map();
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const page = JSON.parse(line);
      const letters = page.words.reduce((sum, word) => sum + word.reads[0].text.length, 0);
      const confidence =
        page.words.reduce((sum, word) => sum + word.reads[0].confidence * word.reads[0].text.length, 0) / letters;
      const quality = pageQuality(page.measures, confidence);
      for (const word of page.words) {
        const cell = evidenceCell({
          reads: word.reads,
          kind: word.kind,
          before: word.before ?? [],
          after: word.after ?? [],
          quality,
        });
        const counts = cells.get(cell) ?? [0, 0];
        counts[0]++;
        if (word.truth === null || samePrint(word.truth) !== word.text) counts[1]++;
        cells.set(cell, counts);
      }
    }
  }
  for (const [cell, counts] of [...cells].sort()) console.log(`  '${cell}': [${counts.join(', ')}],`);
}

if (mode === 'read') await read(args[0]);
else fitTable(args.filter((arg) => !arg.startsWith('--')));
