import type { PageReading, PageWord } from '../../artifacts/page-reading.js';
import type { PdfPage } from '../../formats/pdf/pdf-document.js';
import { fieldKind } from './field-kind.js';

/** Points an inch. */
const POINTS = 72;

/** The text that a PDF page holds and shows, as a reading with boxes at `dpi`; null where there is none that is all the page says. */
export function textLayerReading(pdf: PdfPage, page: number, dpi: number): PageReading | null {
  if (pdf.text === null) return null;
  const { text } = pdf;
  const scale = dpi / POINTS;
  const texts = pdf.words.map((word) => word.text.normalize('NFC'));
  const words: PageWord[] = [];
  let at = 0;
  for (const [i, word] of pdf.words.entries()) {
    const own = texts[i] ?? '';
    const start = text.indexOf(own, at);
    // Composed across a word's end, the text may spell it otherwise; such a word has no place in it.
    if (own === '' || start < 0) continue;
    at = start + own.length;
    const left = Math.max(0, Math.round(word.left * scale));
    const top = Math.max(0, Math.round(word.top * scale));
    words.push({
      text: own,
      box: [left, top, Math.round(word.right * scale) - left, Math.round(word.bottom * scale) - top],
      confidence: 1,
      accepted: true,
      kind: fieldKind(own, texts.slice(Math.max(0, i - 2), i), texts.slice(i + 1, i + 3)),
      span: [start, at],
      reads: [{ read: 'text-layer', text: own, confidence: 1 }],
    });
  }
  const size = { width: Math.round(pdf.width * dpi), height: Math.round(pdf.height * dpi) };
  return { page, ...size, rotation: 0, skew: 0, blank: false, origin: 'text-layer', text, words };
}
