import type { Pdfium } from './pdfium.js';

/** A word that a PDF holds as text; points of the upright page, from its top left. */
export interface PdfWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Letter {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Parts of a point that FPDF_PageToDevice, which knows whole numbers only, is asked for. */
const FINE = 64;
/** fpdf_edit.h: FPDF_TEXTRENDERMODE_INVISIBLE. */
const INVISIBLE = 3;
const MOST_LETTERS = 200_000;

/** The words of a loaded page in reading order, and whether they may be taken for what the page shows. */
export function readWords(
  pdfium: Pdfium,
  page: number,
  size: { readonly width: number; readonly height: number },
): { readonly words: readonly PdfWord[]; readonly trusted: boolean } {
  const text = pdfium._FPDFText_LoadPage(page);
  if (text === 0) return { words: [], trusted: false };
  const at = pdfium.wasmExports.malloc(32);
  try {
    const words: PdfWord[] = [];
    let letters: Letter[] = [];
    let shown = 0;
    let doubtful = 0;
    const endWord = (): void => {
      if (letters.length > 0) words.push(wordOf(letters));
      letters = [];
    };
    const count = Math.min(pdfium._FPDFText_CountChars(text), MOST_LETTERS);
    for (let i = 0; i < count; i++) {
      const code = pdfium._FPDFText_GetUnicode(text, i);
      // U+FFFE is how PDFium marks a hyphen that it took for one of a broken word.
      const character =
        code === 0xfffe || code === 2 ? '-' : code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
      if (/\s/.test(character)) {
        endWord();
        continue;
      }
      shown++;
      if (isDoubtful(pdfium, text, i, code)) doubtful++;
      if (pdfium._FPDFText_GetLooseCharBox(text, i, at) === 0) continue;
      const letter = place(pdfium, page, size, at, character);
      const last = letters.at(-1);
      if (last && isApart(last, letter)) endWord();
      letters.push(letter);
    }
    endWord();
    return { words: inReadingOrder(words), trusted: shown > 0 && doubtful <= shown * 0.02 && count < MOST_LETTERS };
  } finally {
    pdfium.wasmExports.free(at);
    pdfium._FPDFText_ClosePage(text);
  }
}

/** Not shown, or not known which character it is: private use (Unicode 23.5), a control, or a font without a map. */
function isDoubtful(pdfium: Pdfium, text: number, index: number, code: number): boolean {
  if (pdfium._FPDFText_HasUnicodeMapError(text, index) === 1) return true;
  if (code === 0xfffd || (code < 32 && code !== 2) || (code >= 0xe000 && code <= 0xf8ff)) return true;
  const object = pdfium._FPDFText_GetTextObject(text, index);
  return object !== 0 && pdfium._FPDFTextObj_GetTextRenderMode(object) === INVISIBLE;
}

function place(
  pdfium: Pdfium,
  page: number,
  size: { readonly width: number; readonly height: number },
  at: number,
  text: string,
): Letter {
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
  const corner = (x: number, y: number): readonly [number, number] => {
    const out = at + 16;
    pdfium._FPDF_PageToDevice(
      page,
      0,
      0,
      Math.round(size.width * FINE),
      Math.round(size.height * FINE),
      0,
      x,
      y,
      out,
      out + 4,
    );
    const [dx = 0, dy = 0] = new Int32Array(pdfium.HEAPU8.buffer, out, 2);
    return [dx / FINE, dy / FINE];
  };
  const [x1, y1] = corner(left, top);
  const [x2, y2] = corner(right, bottom);
  return { text, left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) };
}

/** Two letters that follow each other in the file and do not stand side by side. */
function isApart(last: Letter, next: Letter): boolean {
  const height = Math.max(last.bottom - last.top, next.bottom - next.top, 1);
  const across = Math.max(next.left - last.right, last.left - next.right);
  const down = Math.max(next.top - last.bottom, last.top - next.bottom);
  return across > height * 0.6 || down > height * 0.2;
}

const wordOf = (letters: readonly Letter[]): PdfWord => ({
  text: letters.map((letter) => letter.text).join(''),
  left: Math.min(...letters.map((letter) => letter.left)),
  top: Math.min(...letters.map((letter) => letter.top)),
  right: Math.max(...letters.map((letter) => letter.right)),
  bottom: Math.max(...letters.map((letter) => letter.bottom)),
});

interface Line {
  top: number;
  bottom: number;
  words: PdfWord[];
}

/** Words on lines by where they stand, whatever order the file draws them in: forms draw their labels first and their values later. */
function linesOf(words: readonly PdfWord[]): Line[] {
  const lines: Line[] = [];
  for (const word of [...words].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const middle = (word.top + word.bottom) / 2;
    const line = lines.at(-1);
    const fits =
      line !== undefined &&
      middle < line.bottom &&
      middle > line.top &&
      middle - (line.top + line.bottom) / 2 < (word.bottom - word.top) / 2;
    if (fits) line.words.push(word);
    else lines.push({ top: word.top, bottom: word.bottom, words: [word] });
  }
  for (const line of lines) line.words.sort((a, b) => a.left - b.left);
  return lines;
}

/** Lines of a column that is set in two or more beside each other are read column by column; a table or a form is read row by row. */
function inReadingOrder(words: readonly PdfWord[]): PdfWord[] {
  const lines = linesOf(words);
  const out: PdfWord[] = [];
  for (let at = 0; at < lines.length; ) {
    const block = columnsFrom(lines, at);
    if (block === null) out.push(...lines[at++]!.words);
    else {
      const inside = lines.slice(at, block.end).flatMap((line) => line.words);
      out.push(...inReadingOrder(inside.filter((word) => word.right <= block.gutter)));
      out.push(...inReadingOrder(inside.filter((word) => word.right > block.gutter)));
      at = block.end;
    }
  }
  return out;
}

const FEWEST_LINES = 4;
/** Words on each side of a gutter that make a line prose. */
const PROSE = 3;

/**
 * A run of lines from `at` that a gutter parts into two columns of prose: several words a line on both sides, which a table of labels and values has not.
 * Lines on one side only belong to it as long as they follow closely.
 */
function columnsFrom(lines: readonly Line[], at: number): { readonly gutter: number; readonly end: number } | null {
  const first = lines[at]!;
  for (let i = 1; i < first.words.length; i++) {
    const left = first.words[i - 1]!;
    const right = first.words[i]!;
    const height = first.bottom - first.top;
    if (i < PROSE || first.words.length - i < PROSE || right.left - left.right < height) continue;
    const gutter = (left.right + right.left) / 2;
    let end = at;
    let both = 0;
    for (let line = at; line < lines.length; line++) {
      const { words, top } = lines[line]!;
      const isFar = line > at && top - lines[line - 1]!.bottom > height;
      if (isFar || words.some((word) => word.left < gutter + height * 0.3 && word.right > gutter - height * 0.3)) break;
      const before = words.filter((word) => word.right <= gutter).length;
      const after = words.length - before;
      if (before > 0 && after > 0 && (before < PROSE || after < PROSE)) {
        // The last line of a paragraph is short; two of them running are a table.
        if (end < line) break;
        continue;
      }
      if (before > 0 && after > 0) both++;
      end = line + 1;
    }
    if (both >= FEWEST_LINES) return { gutter, end };
  }
  return null;
}

/** Words in reading order as text: lines by place, a wide gap in a line is a tab, a wide gap between lines an empty line. */
export function wordsToText(words: readonly PdfWord[]): string {
  let text = '';
  let last: PdfWord | null = null;
  for (const word of words) {
    if (last !== null) {
      const height = Math.max(last.bottom - last.top, word.bottom - word.top, 1);
      const middle = (word.top + word.bottom) / 2;
      const isSameLine = middle < last.bottom && middle > last.top && word.left >= last.left;
      if (isSameLine) text += word.left - last.right > height * 1.5 ? '\t' : ' ';
      else text += word.top - last.bottom > height * 0.8 ? '\n\n' : '\n';
    }
    text += word.text;
    last = word;
  }
  return text.normalize('NFC');
}
