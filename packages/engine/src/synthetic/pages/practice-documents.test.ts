import { expect, test } from 'vitest';
import { ImageFile } from '../../formats/image/image-pages.js';
import { PdfDocument } from '../../formats/pdf/pdf-document.js';
import { testPageFonts } from '../../testing/page-fonts.js';
import { makePractice } from '../practice.js';
import { makePage } from './make-page.js';
import { encodeJpeg, encodePng, encodeTiff } from './page-files.js';
import { loadPageFonts } from './page-style.js';
import { practiceDocuments } from './practice-documents.js';

const fonts = loadPageFonts(testPageFonts());
const practice = makePractice(20);
const made = await practiceDocuments(practice, fonts, 4);

test('the same practice gives the same files, byte for byte', async () => {
  const again = await practiceDocuments(makePractice(20), fonts, 1);
  expect(again.documents.slice(0, -2).map((one) => one.id)).toEqual(
    made.documents.slice(0, again.documents.length - 2).map((one) => one.id),
  );
});

test('there is every kind of file, and facts that are new, the same and contrary', () => {
  expect(new Set(made.documents.map((one) => one.mediaType))).toEqual(
    new Set(['image/tiff', 'image/jpeg', 'image/png', 'application/pdf', 'text/rtf']),
  );
  const facts = made.documents.flatMap((one) => one.facts);
  expect(new Set(facts.map((one) => one.agreement))).toEqual(new Set(['new', 'same', 'contradicts']));
  for (const fact of facts) expect(fact.row === null).toBe(fact.agreement === 'new');
  expect(made.documents.filter((one) => one.patient === null).map((one) => one.title)).toEqual([
    'blank page',
    'advertisement',
  ]);
  const chartNumbers = practice.tables.find((one) => one.name === 'pat_master')!.rows.map((row) => row[1]);
  for (const document of made.documents) {
    if (document.chart !== null) expect(chartNumbers).toContain(document.chart);
    for (const fact of document.facts) expect(fact.entry.place.document).toBe(document.id);
  }
});

test('the index names every document that is somebody’s, and no other', () => {
  const files = made.index
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  expect(files).toEqual(made.documents.filter((one) => one.patient !== null).map((one) => one.path));
});

test('a fact that is the same or contrary names a row of the same patient and drug', () => {
  const rx = practice.tables.find((one) => one.name === 'rx')!;
  for (const document of made.documents)
    for (const { entry, agreement, row } of document.facts) {
      if (entry.kind !== 'medication' || row === null) continue;
      const cells = rx.rows.find((one) => `rx/${one[0]}` === row)!;
      expect(String(cells[1])).toBe(document.patient);
      expect(String(cells[3]).includes(` ${entry.fields.strength} `)).toBe(agreement === 'same');
    }
});

test('images come back from their files with the pages, sizes and pixels that they had', async () => {
  const [one, two] = [
    makePage(3, fonts, { quality: 'fax', turned: 0 }),
    makePage(4, fonts, { quality: 'fax-standard', turned: 0 }),
  ];
  const stored = [one, two].map((page) => ({ raster: page.raster, bilevel: true, dpi: page.truth.dpi }));
  const tiff = await ImageFile.open(await encodeTiff(stored), 1e8);
  expect(tiff.pages).toBe(2);
  for (const [i, page] of [one, two].entries()) {
    const read = await tiff.pixels(i + 1);
    expect([read.width, read.height, Math.round(read.dpi)]).toEqual([
      page.truth.width,
      page.truth.height,
      page.truth.dpi,
    ]);
    expect(Buffer.compare(read.pixels, page.raster.data)).toBe(0);
  }
  const half = await (await ImageFile.open(await encodeTiff([stored[1]!], true), 1e8)).page(1);
  // Square again, as the truth has it.
  expect(half.width).toBe(two.truth.width);
  expect(Math.abs(half.height / two.truth.height - 1)).toBeLessThan(0.002);
  const png = await (await ImageFile.open(encodePng(stored[0]!), 1e8)).pixels(1);
  expect(Buffer.compare(png.pixels, one.raster.data)).toBe(0);
  const jpeg = await (await ImageFile.open(await encodeJpeg(stored[0]!), 1e8)).page(1);
  expect([jpeg.width, jpeg.height]).toEqual([one.truth.width, one.truth.height]);
});

test('the text layer of a PDF says the words of the page, in their places', async () => {
  const letter = made.documents.find((one) => one.mediaType === 'application/pdf')!;
  const page = letter.pages[0]!;
  using pdf = await PdfDocument.open(letter.bytes);
  expect(pdf.pages).toBe(1);
  const { words, width } = await pdf.page(1);
  expect(width * page.dpi).toBeCloseTo(page.width, -1);
  expect(words.map((word) => word.text)).toEqual(page.words.map((word) => word.text));
  words.forEach((word, i) => {
    const [x, y, w, h] = page.words[i]!.box.map((pixels) => (pixels * 72) / page.dpi) as [
      number,
      number,
      number,
      number,
    ];
    expect(Math.abs(word.left - x)).toBeLessThan(3);
    expect(Math.abs(word.right - x - w)).toBeLessThan(4);
    expect(word.top).toBeLessThan(y + h);
    expect(word.bottom).toBeGreaterThan(y);
  });
});

test('a note in RTF says what the truth says, and its spans are the facts', () => {
  const note = made.documents.find((one) => one.mediaType === 'text/rtf')!;
  const rtf = Buffer.from(note.bytes).toString('latin1');
  expect([...rtf].filter((c) => c === '{').length).toBe([...rtf].filter((c) => c === '}').length);
  const plain = rtf
    .replace(/^\{.*\n/, '')
    .replace(/\\u(\d+)\?/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\\(?:pard|plain|par|b|fs28|tab|tx\d+)(?: |\b)/g, ' ')
    .replace(/[{}\\]/g, '');
  expect(plain.replace(/\s+/g, ' ').trim()).toBe(note.text!.replace(/\s+/g, ' ').trim());
  for (const { entry, spans } of note.facts)
    for (const [name, span] of Object.entries(spans))
      expect(note.text!.slice(...span).replace(/\s+/g, ' ')).toBe(entry.fields[name]);
});
