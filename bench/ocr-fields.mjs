// OCR over generated pages of which everything is known: characters, words, and above all what is accepted without a person, by quality and kind of page and by kind of field.
// Usage, after `npm run build`: node bench/ocr-fields.mjs [--set tune|measure] [--pages 300] [--engine project|tesseract] [--kind KIND] [--quality QUALITY] [--turned SHARE]
//   [--wrong] [--dump FILE] [--keep FOLDER] [--fonts FOLDER] [--jobs 2] [--json FILE]
// tune and measure are two ranges of seeds that share no page: what is fitted on one is measured on the other. measure also has typefaces that tune has not.
// --wrong lists what was accepted and is wrong, and each breach; --dump writes every read word with its evidence and whether it is right, a JSON a line, to fit calibration from (only
// of the set tune); --keep keeps readings in FOLDER and takes them from there; --fonts adds Liberation typefaces of FOLDER to the set measure.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makePage } from '../packages/engine/dist/synthetic/pages/make-page.js';
import { encodePng } from '../packages/engine/dist/synthetic/pages/page-files.js';
import { loadPageFonts } from '../packages/engine/dist/synthetic/pages/page-style.js';
import { scoreCorpus, wilson } from '../packages/engine/dist/synthetic/pages/score/corpus-score.js';
import { isHarmful, scorePage } from '../packages/engine/dist/synthetic/pages/score/page-score.js';
import { cpuSeconds, printLoad } from './measure.mjs';
import { openRecogniser } from './ocr-recognisers.mjs';

const args = process.argv.slice(2);
const given = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const set = given('--set', 'measure');
const count = Number(given('--pages', '300'));
const engine = given('--engine', 'project');
const jobs = Number(given('--jobs', '2'));
const keep = given('--keep', null);
const dump = given('--dump', null);
const SEEDS = { tune: 1_000_000, measure: 2_000_000 };
if (!(set in SEEDS)) throw new Error('--set is tune or measure');
if (dump !== null && set !== 'tune') throw new Error('calibration is fitted on the set tune alone');

/** Typefaces by set: dev dependencies, and for the measurement whatever further ones are named. */
function typefaces() {
  const require = createRequire(import.meta.url);
  const dejavu = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const courier = join(dirname(require.resolve('@expo-google-fonts/courier-prime/package.json')));
  const courierPrime = join(courier, '400Regular/CourierPrime_400Regular.ttf');
  const of = (name) => join(dejavu, `DejaVu${name}.ttf`);
  const bold = { sans: of('Sans-Bold'), serif: of('Serif-Bold'), mono: of('SansMono-Bold') };
  const first = {
    name: 'DejaVu, Courier Prime',
    sans: of('Sans'),
    serif: of('Serif'),
    mono: courierPrime,
    bold: { sans: bold.sans, serif: bold.serif },
  };
  const second = {
    name: 'DejaVu Condensed, Mono',
    sans: of('SansCondensed'),
    serif: of('SerifCondensed'),
    mono: of('SansMono'),
    bold: { mono: bold.mono },
  };
  const all = [first];
  if (set === 'measure') all.push(second);
  const liberation = given('--fonts', null);
  const lib = (name) => join(liberation, `Liberation${name}.ttf`);
  if (set === 'measure' && liberation !== null && existsSync(lib('Sans-Regular')))
    all.push({
      name: 'Liberation',
      sans: lib('Sans-Regular'),
      serif: lib('Serif-Regular'),
      mono: lib('Mono-Regular'),
      bold: { sans: lib('Sans-Bold'), serif: lib('Serif-Bold'), mono: lib('Mono-Bold') },
    });
  return all.map((one) => ({ name: one.name, fonts: loadPageFonts(one) }));
}

const faces = typefaces();
const request = {
  ...(given('--kind', null) ? { kind: given('--kind', null) } : {}),
  ...(given('--quality', null) ? { quality: given('--quality', null) } : {}),
  ...(given('--turned', null) ? { turned: Number(given('--turned', null)) } : {}),
};
console.log(
  `${count} pages of the set ${set} (seeds from ${SEEDS[set]}), typefaces: ${faces.map((face) => face.name).join('; ')}`,
);
const recogniser = await openRecogniser(engine, jobs);
console.log(`read by ${recogniser.name}`);
if (keep) mkdirSync(keep, { recursive: true });

async function readOne(i) {
  const seed = SEEDS[set] + i;
  const face = faces[i % faces.length];
  const page = makePage(seed, face.fonts, request);
  const held = keep ? join(keep, `${engine}-${seed}-${page.kind}-${page.quality}.json`) : null;
  let reading = held && existsSync(held) ? JSON.parse(readFileSync(held, 'utf8')) : null;
  if (reading === null) {
    reading = await recogniser.read({
      ...page,
      png: () => encodePng({ raster: page.raster, bilevel: page.bilevel, dpi: page.truth.dpi }),
    });
    if (held) writeFileSync(held, JSON.stringify(reading));
  }
  const { raster, ...rest } = page;
  return { ...rest, face: face.name, score: scorePage(page.truth, reading) };
}

const started = { cpu: cpuSeconds(), wall: performance.now() };
const pages = new Array(count);
let next = 0;
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (let i = next++; i < count; i = next++) {
      pages[i] = await readOne(i);
      if (process.stderr.isTTY) process.stderr.write(`\r${i + 1} of ${count}`);
    }
  }),
);
await recogniser.close();
const wall = (performance.now() - started.wall) / 1000;
const total = scoreCorpus(pages);

const percent = (part, whole, places = 2) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(places)}%`);
const interval = (part, whole) => {
  if (whole === 0) return '';
  const [low, high] = wilson(part, whole);
  return `${(100 * low).toFixed(2)}-${(100 * high).toFixed(2)}%`;
};
function table(title, header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, c) => Math.max(...all.map((row) => String(row[c]).length)));
  console.log(`\n${title}`);
  for (const row of all)
    console.log(
      `  ${row.map((cell, c) => (c === 0 ? String(cell).padEnd(widths[c]) : String(cell).padStart(widths[c]))).join('  ')}`,
    );
}
const accepted = (g) => [
  g.accepted,
  percent(g.accepted, g.read, 1),
  g.wrong,
  percent(g.wrong, g.accepted, 3),
  interval(g.wrong, g.accepted),
  g.wrongUncovered,
  g.punctuation,
  g.breaches,
];
const acceptedHeader = ['accepted', 'share', 'wrong', 'of accepted', '95%', 'not covered', 'punctuation', 'breaches'];
const pageRow = (name, g) => [
  name,
  g.pages,
  percent(g.characterErrors, g.characters),
  percent(g.placedErrors, g.characters),
  percent(g.wordErrors, g.words),
  percent(g.unseen, g.words),
  g.misturned,
  ...accepted(g),
];
const pageHeader = ['', 'pages', 'CER', 'CER placed', 'word error', 'unseen', 'misturned', ...acceptedHeader];
const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const byFace = new Map(faces.map(({ name }) => [name, scoreCorpus(pages.filter((page) => page.face === name)).all]));
table('By quality', pageHeader, [
  ...sorted(total.byQuality).map(([name, g]) => pageRow(name, g)),
  pageRow('all', total.all),
]);
table(
  'By kind of page',
  pageHeader,
  sorted(total.byKind).map(([name, g]) => pageRow(name, g)),
);
table(
  'By typefaces',
  pageHeader,
  [...byFace].map(([name, g]) => pageRow(name, g)),
);
table(
  'By kind of field (fields: all but plain words)',
  ['', 'read', 'unseen', ...acceptedHeader],
  sorted(total.byField).map(([name, g]) => [name, g.read, g.unseen, ...accepted(g)]),
);
table(
  'Calibration: of words with this confidence, the share that is right',
  ['confidence', 'words', 'mean', 'right', '95%'],
  total.calibration
    .filter((bin) => bin.words > 0)
    .map((bin) => [
      `${bin.from}-${Math.min(1, bin.to)}`,
      bin.words,
      percent(bin.confidence, bin.words),
      percent(bin.right, bin.words),
      interval(bin.right, bin.words),
    ]),
);
const { wrong: fieldsWrong, accepted: fieldsAccepted } = total.byField.get('fields') ?? { wrong: 0, accepted: 0 };
console.log(
  `\nfields accepted without a person and wrong: ${fieldsWrong} of ${fieldsAccepted} (${percent(fieldsWrong, fieldsAccepted, 3)}, ${interval(fieldsWrong, fieldsAccepted)}); the goal is 0.14% or less`,
);
console.log(`accepted on fewer than two agreeing reads: ${total.all.breaches}; the goal is none`);
console.log(
  `${(count / wall) * 60 > 0 ? ((count / wall) * 60).toFixed(1) : '-'} pages a minute with ${jobs} jobs, making the pages included`,
);
printLoad();

if (args.includes('--wrong')) {
  console.log('\nAccepted and wrong, or a breach:');
  for (const page of pages)
    for (const { word, truth, verdict, kind, covered, breach } of page.score.judged)
      if ((word.accepted && isHarmful(verdict)) || breach)
        console.log(
          `  ${page.seed} ${page.kind} ${page.quality} ${page.face} | ${breach ? 'BREACH ' : ''}${verdict}${covered ? ' covered' : ''} ${kind} | page ${JSON.stringify(truth)} | read ${JSON.stringify(word.text)} ${word.confidence} at ${word.box.map(Math.round)} | ${word.reads.map((read) => `${read.read} ${JSON.stringify(read.text)} ${read.confidence.toFixed(3)}`).join('; ')}`,
        );
}
if (dump !== null) {
  const lines = pages.flatMap((page) =>
    page.score.judged.map(({ word, truth, verdict, kind, covered }) =>
      JSON.stringify({
        seed: page.seed,
        page: page.kind,
        quality: page.quality,
        text: word.text,
        truth,
        verdict,
        right: !isHarmful(verdict),
        kind: word.kind,
        truthKind: kind,
        covered,
        box: word.box,
        confidence: word.confidence,
        accepted: word.accepted,
        reads: word.reads,
      }),
    ),
  );
  writeFileSync(dump, `${lines.join('\n')}\n`);
  console.log(`${lines.length} words written to ${dump}`);
}
const json = given('--json', null);
if (json !== null)
  writeFileSync(
    json,
    `${JSON.stringify({ set, count, engine: recogniser.name, all: total.all, byQuality: Object.fromEntries(total.byQuality), byField: Object.fromEntries(total.byField) }, null, 2)}\n`,
  );
