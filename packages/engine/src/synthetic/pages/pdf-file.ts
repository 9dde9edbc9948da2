import type { Raster } from './raster.js';
import type { TruthWord } from './truth-page.js';

/** A page of a PDF: its picture as JPEG, and the words that lie invisible over it; null: none, it must be read from pixels. */
export interface PdfPicture {
  readonly jpeg: Uint8Array;
  readonly raster: Pick<Raster, 'width' | 'height'>;
  readonly dpi: number;
  readonly words: readonly Pick<TruthWord, 'text' | 'box' | 'line'>[] | null;
}

/** PDF 1.4 (ISO 32000-1) of pictures, each filling its page. The text layer is set in Courier, whose every character is 600 thousandths of an em wide, stretched to each word's box. */
export function encodePdf(pages: readonly PdfPicture[]): Uint8Array {
  const objects: Buffer[] = [];
  /** Numbers of objects are given in the order of adding, from 1. */
  const add = (body: string | Buffer): number =>
    objects.push(Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'));
  const stream = (dictionary: string, data: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ]);
  // The catalog, the tree and the font come first, so that their numbers are known.
  const kids = pages.map((_, i) => `${4 + 3 * i} 0 R`);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>');
  for (const page of pages) {
    const [width, height] = [points(page.raster.width, page.dpi), points(page.raster.height, page.dpi)];
    const number = objects.length + 1;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${number + 1} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I1 ${number + 2} 0 R >> >> >>`,
    );
    add(stream('', Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /I1 Do Q\n${textLayer(page)}`, 'latin1')));
    const image = `/Type /XObject /Subtype /Image /Width ${page.raster.width} /Height ${page.raster.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`;
    add(stream(image, page.jpeg));
  }
  return assemble(objects);
}

const points = (pixels: number, dpi: number): string => ((pixels * 72) / dpi).toFixed(2);

/** Text render mode 3 draws nothing (ISO 32000-1, table 106). */
function textLayer({ words, raster, dpi }: PdfPicture): string {
  if (words === null) return '';
  const lines = words.map((word) => {
    const { text, box, line } = word;
    const [x, , w] = box;
    const same = words.filter((one) => one.line === line);
    const size = Math.max(4, (Math.max(...same.map((one) => one.box[3])) * 72) / dpi);
    const stretch = (((w * 72) / dpi) * 100) / (text.length * 0.6 * size);
    // What WinAnsi cannot say is left out by no page of ours: names have Latin letters.
    const escaped = text.replace(/[\\()]/g, (c) => `\\${c}`);
    return `/F1 ${size.toFixed(2)} Tf ${stretch.toFixed(2)} Tz 1 0 0 1 ${points(x, dpi)} ${points(raster.height - baseline(word, same), dpi)} Tm (${escaped} ) Tj`;
  });
  return `BT 3 Tr\n${lines.join('\n')}\nET\n`;
}

/** Where the letters of a word stand: its own lower edge, unless letters of it hang or float; then that of the nearest word of its line which stands. */
function baseline(word: Pick<TruthWord, 'text' | 'box'>, line: readonly Pick<TruthWord, 'text' | 'box'>[]): number {
  const stands = line.filter(
    (one) => /^[A-Za-z0-9.]*[A-Za-z0-9][A-Za-z0-9.]*$/.test(one.text) && !/[gjpqyQ]/.test(one.text),
  );
  const away = (one: typeof word): number => Math.abs(one.box[0] - word.box[0]);
  const nearest = stands.reduce<typeof word>((best, one) => (away(one) < away(best) ? one : best), stands[0] ?? word);
  return nearest.box[1] + nearest.box[3];
}

function assemble(objects: readonly Buffer[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]!.length;
  const places = objects.map((body, i) => {
    const start = at;
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    at += whole.length;
    return start;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
