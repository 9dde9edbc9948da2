import type { FieldKind, PageReading, PageWord, WordRead } from '../../artifacts/page-reading.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import {
  cleanPage,
  type Preparation,
  type PreparedPage,
  preparePage,
  squarePixels,
  turnPage,
} from '../../formats/image/preprocess.js';
import type { GreyImage } from '../../formats/image/preprocess-components.js';
import type { PageMeasures } from '../../formats/image/preprocess-measure.js';
import { isKnownWord, judge, type PageQuality, pageQuality } from './acceptance.js';
import { alignReads, samePrint } from './align-reads.js';
import { fieldKind } from './field-kind.js';
import { knownSpelling } from './look-alikes.js';
import { preparations } from './preparations.js';
import { readingOrder, type TextLine } from './reading-order.js';
import type { RawWord, Recogniser } from './recogniser.js';

export interface ReadOptions {
  /** auto: only words that one read does not settle are read twice. always: every word. */
  readonly secondRead: 'auto' | 'always';
}

/** The recognisers of the two reads; the same one twice where there is but one. */
export interface Recognisers {
  readonly first: Recogniser;
  readonly second: Recogniser;
}

/** A word between the reads. */
interface Draft {
  readonly raw: RawWord;
  /** What the first read saw; empty: nothing. */
  readonly first: WordRead;
  second: WordRead | null;
  readonly kind: FieldKind;
  /** Words before and after it on its line. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What is left of rules and of lines to write on: no text. */
const RULE = /^[|_¦]+$/;

/** Mean confidence of the first read below which the page may stand on its head. */
const DOUBTFUL = 0.7;

/** Reads a page image: finds which side is up, reads it twice under different preparation, and says of each word how far it may be trusted. */
export async function readPage(
  stored: GreyImage,
  page: number,
  recognisers: Recognisers,
  options: ReadOptions,
): Promise<PageReading> {
  const square = await squarePixels(stored);
  const { up, rotation, read } = await upright(square.image, square.measures, recognisers.first);
  const engine = [...new Set([recognisers.first.name, recognisers.second.name])].join(' + ');
  const sizes = { page, width: up.image.width, height: up.image.height, rotation, engine, origin: 'ocr' as const };
  if (read === null || read.words.length === 0) return { ...sizes, skew: 0, blank: read === null, text: '', words: [] };
  const { measures } = up;
  const quality = pageQuality(measures, meanConfidence(read.words));
  const order = readingOrder(read.words);
  const lines = order.map((line) => drafts(line, read.how.name));
  const { second } = preparations(measures);
  if (lines.some((line) => line.some((word) => wanted(word, options)))) {
    const other = await preparePage(read.clean, measures, second);
    for (const [i, line] of lines.entries()) {
      lines[i] = await secondRead(
        line,
        { first: read.prepared, second: other, name: second.name },
        recognisers.second,
        options,
      );
    }
  }
  const { text, words } = asText(lines, order, read.prepared, quality);
  return { ...sizes, skew: measures.skew, blank: false, text, words };
}

interface FirstRead {
  readonly clean: GreyImage;
  readonly prepared: PreparedPage;
  readonly how: Preparation;
  readonly words: readonly RawWord[];
}

interface Upright {
  readonly image: GreyImage;
  readonly measures: PageMeasures;
}

/** Turns the page until it reads well; read is null where there is nothing on it. */
async function upright(
  image: GreyImage,
  measures: PageMeasures,
  recogniser: Recogniser,
): Promise<{ up: Upright; rotation: 0 | 90 | 180 | 270; read: FirstRead | null }> {
  if (isBlank(measures)) return { up: { image, measures }, rotation: 0, read: null };
  const turns = measures.sideways ? ([90, 270, 0] as const) : ([0, 180] as const);
  let best: { up: Upright; rotation: 0 | 90 | 180 | 270; read: FirstRead; worth: number } | null = null;
  for (const rotation of turns) {
    const turned = rotation === 0 ? { image, measures } : await squarePixels(await turnPage(image, rotation));
    const how = preparations(turned.measures).first;
    const clean = cleanPage(turned.image, turned.measures);
    const prepared = await preparePage(clean, turned.measures, how);
    const words = (await recogniser.read(prepared.image, 'page')).filter((word) => !RULE.test(word.text));
    // Upside down there is as much "text", but little of it are words.
    const worth = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0);
    if (best === null || worth > best.worth * 1.05)
      best = { up: turned, rotation, read: { clean, prepared, how, words }, worth };
    if (words.length > 0 && meanConfidence(words) >= DOUBTFUL) break;
  }
  if (best === null) throw new Error('no turn was tried');
  return best;
}

/** Too few letters for a word. */
const isBlank = (measures: PageMeasures): boolean =>
  measures.letters < 3 ||
  measures.levels.paper - measures.levels.ink < 12 ||
  (measures.letters < 8 && measures.specks > 20);

const meanConfidence = (words: readonly RawWord[]): number => {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
};

/** As it is written: one sign for the quotation marks and dashes of print, one spelling for words of look-alikes. */
function spelled(read: string): string {
  const text = samePrint(read);
  return knownSpelling(text) ?? text;
}

function drafts(line: TextLine<RawWord>, read: string): Draft[] {
  const texts = line.words.map((word) => spelled(word.text));
  return line.words.map((raw, i) => {
    const text = texts[i] ?? '';
    const [before, after] = [texts.slice(Math.max(0, i - 2), i), texts.slice(i + 1, i + 3)];
    return {
      raw,
      first: { read, text, confidence: raw.confidence },
      second: null,
      kind: fieldKind(text, before, after),
      before,
      after,
    };
  });
}

/** Below this a word of plain English is read twice too. */
const SETTLED = 0.92;

/** Whether one read settles the word: a common word, all letters, surely read. */
function wanted(word: Draft, options: ReadOptions): boolean {
  if (options.secondRead === 'always') return true;
  return word.kind !== 'word' || word.first.confidence < SETTLED || !isKnownWord(word.first.text);
}

/** Reads the doubtful words of a line again, each with its neighbours on one strip of the other preparation. */
async function secondRead(
  line: readonly Draft[],
  pages: { first: PreparedPage; second: PreparedPage; name: string },
  recogniser: Recogniser,
  options: ReadOptions,
): Promise<Draft[]> {
  const done = [...line];
  let inserted = 0;
  for (const [from, to] of strips(line.map((word) => wanted(word, options)))) {
    const strip = stripOf(line.slice(from, to), pages.first.image, pages.second.image);
    const found = strip === null ? [] : await recogniser.read(strip.image, 'line');
    const read = found.filter((word) => !RULE.test(word.text));
    const texts = read.map((word) => spelled(word.text));
    const pairs = alignReads(
      line.slice(from, to).map((word) => word.first.text),
      texts,
    );
    for (const [first, second] of pairs) {
      const raw = second === null ? null : (read[second] ?? null);
      const seen = {
        read: pages.name,
        text: second === null ? '' : (texts[second] ?? ''),
        confidence: raw?.confidence ?? 0,
      };
      if (first !== null) {
        const word = done[from + first + inserted];
        if (word) word.second = seen;
      } else if (raw !== null && strip !== null && /[\p{L}\p{N}]/u.test(raw.text)) {
        const place = pairs.findIndex((pair) => pair[1] === second);
        const at = from + inserted + pairs.slice(0, place).filter((pair) => pair[0] !== null).length;
        const [before, after] = [done.slice(Math.max(0, at - 2), at), done.slice(at, at + 2)].map((words) =>
          words.map((word) => word.first.text),
        );
        const first = { read: line[0]?.first.read ?? '', text: '', confidence: 0 };
        const inserting = { ...(line[from] as Draft).raw, text: seen.text, box: strip.toFirst(raw.box) };
        const kind = fieldKind(seen.text, before ?? [], after ?? []);
        done.splice(at, 0, { raw: inserting, first, second: seen, kind, before: before ?? [], after: after ?? [] });
        inserted++;
      }
    }
  }
  return done;
}

/** Runs of words to be read again: those that are wanted, and a single word between two of them. */
function strips(wanted: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  wanted.forEach((want, i) => {
    if (!want) return;
    const last = runs.at(-1);
    if (last && i - last[1] <= 1) last[1] = i + 1;
    else runs.push([i, i + 1]);
  });
  return runs;
}

/** The place of these words on the second page as an image of its own, with a margin of paper. */
function stripOf(words: readonly Draft[], from: GreyImage, page: GreyImage) {
  const [across, down] = [page.width / from.width, page.height / from.height];
  const boxes = words.map(({ raw }) => raw.box);
  const high = Math.max(...boxes.map((box) => box[3])) * down;
  const left = Math.max(0, Math.round(Math.min(...boxes.map((box) => box[0])) * across - high * 0.25));
  const right = Math.min(
    page.width,
    Math.round(Math.max(...boxes.map((box) => box[0] + box[2])) * across + high * 0.25),
  );
  const top = Math.max(0, Math.round(Math.min(...boxes.map((box) => box[1])) * down - high * 0.2));
  const bottom = Math.min(
    page.height,
    Math.round(Math.max(...boxes.map((box) => box[1] + box[3])) * down + high * 0.2),
  );
  const margin = Math.max(8, Math.round(high * 0.35));
  const [width, height] = [right - left + 2 * margin, bottom - top + 2 * margin];
  if (right - left < 3 || bottom - top < 3) return null;
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = top; y < bottom; y++) {
    pixels.set(
      page.pixels.subarray(y * page.width + left, y * page.width + right),
      (y - top + margin) * width + margin,
    );
  }
  const toFirst = (box: RawWord['box']): RawWord['box'] => [
    Math.round((box[0] - margin + left) / across),
    Math.round((box[1] - margin + top) / down),
    Math.max(1, Math.round(box[2] / across)),
    Math.max(1, Math.round(box[3] / down)),
  ];
  return { image: { width, height, pixels }, toFirst };
}

function asText(
  lines: readonly (readonly Draft[])[],
  order: readonly TextLine<RawWord>[],
  prepared: PreparedPage,
  quality: PageQuality,
): { text: string; words: PageWord[] } {
  let text = '';
  const words: PageWord[] = [];
  lines.forEach((line, i) => {
    if (text !== '') text += order[i]?.gap ? '\n\n' : '\n';
    line.forEach((word, j) => {
      if (j > 0) text += ' ';
      const reads = word.second === null ? [word.first] : [word.first, word.second];
      const verdict = judge({ reads, kind: word.kind, before: word.before, after: word.after, quality });
      const start = text.length;
      text += verdict.text;
      const box: PageBox = prepared.toPage(word.raw.box);
      words.push({
        text: verdict.text,
        box,
        confidence: verdict.confidence,
        accepted: verdict.accepted,
        kind: word.kind,
        span: [start, text.length],
        reads,
      });
    });
  });
  return { text: text === '' ? '' : `${text}\n`, words };
}
