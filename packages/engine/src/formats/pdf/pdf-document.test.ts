import { describe, expect, it } from 'vitest';
import { failure } from '../../testing/failure.js';
import { makePdf } from '../../testing/pdf-maker.js';
import { fittingDpi, PdfDocument } from './pdf-document.js';

const pageOf = async (...args: Parameters<typeof makePdf>) => {
  using document = await PdfDocument.open(makePdf(...args));
  return document.page(1);
};
const at = (x: number, y: number, text: string) => ({ x, y, text });
const scan = { width: 20, height: 20, pixels: new Uint8Array(400).fill(240) };

describe('PdfDocument', () => {
  it('reads the words of a form by where they stand, not by the order in which they are drawn', async () => {
    const labels = [at(72, 720, 'Patient:'), at(72, 700, 'DOB:'), at(300, 700, 'MRN:')];
    const values = [at(350, 700, 'A-12'), at(150, 700, '01/02/1950'), at(150, 720, 'Doe, Jane')];
    const { text, width, height, rotation } = await pageOf([{ lines: [...labels, ...values] }]);
    expect(text).toBe('Patient:\tDoe, Jane\nDOB:\t01/02/1950\tMRN:\tA-12');
    expect([width, height, rotation]).toEqual([8.5, 11, 0]);
  });

  it('reads columns of prose one after the other, and a table row by row', async () => {
    const rows = [0, 1, 2, 3, 4];
    const prose = rows.flatMap((i) => [
      at(72, 600 - i * 13, `left column line ${i}`),
      at(330, 600 - i * 13, `right column line ${i}`),
    ]);
    const { text } = await pageOf([{ lines: prose }]);
    expect(text?.split('\n').map((line) => line.slice(0, 5))).toEqual([
      ...rows.map(() => 'left '),
      ...rows.map(() => 'right'),
    ]);
    const table = rows.flatMap((i) => [
      at(72, 600 - i * 13, `Test${i}`),
      at(200, 600 - i * 13, '1.5'),
      at(300, 600 - i * 13, 'mg'),
    ]);
    expect((await pageOf([{ lines: table }])).text?.split('\n')).toEqual(rows.map((i) => `Test${i}\t1.5\tmg`));
  });

  it.each([
    [0, 612, 792],
    [90, 792, 612],
    [180, 612, 792],
    [270, 792, 612],
  ] as const)('stands upright as /Rotate %i says, its words with it', async (rotate, w, h) => {
    using document = await PdfDocument.open(makePdf([{ rotate, lines: [at(72, 720, 'corner')] }]));
    const { rotation, width, height, words } = document.page(1);
    expect([rotation, width * 72, height * 72]).toEqual([rotate, w, h]);
    // Where the ink is, the word is.
    const image = document.render(1, 72, 1e8);
    const ink = [...image.pixels.keys()].filter((i) => image.pixels[i]! < 128);
    const [x, y] = [ink.map((i) => i % image.width), ink.map((i) => Math.floor(i / image.width))];
    const [word] = words;
    expect(word?.text).toBe('corner');
    expect(word!.left).toBeLessThanOrEqual(Math.min(...x) + 1);
    expect(word!.right).toBeGreaterThanOrEqual(Math.max(...x) - 1);
    expect(word!.top).toBeLessThanOrEqual(Math.min(...y) + 1);
    expect(word!.bottom).toBeGreaterThanOrEqual(Math.max(...y) - 1);
  });

  it('reads and draws what is filled into a field', async () => {
    const filled = [{ lines: [at(72, 700, 'Name:')], field: { value: 'Roe', at: [150, 695, 100, 20] as const } }];
    expect((await pageOf(filled)).text).toBe('Name:\tRoe');
  });

  it.each([
    ['invisible text, which is a guess of some OCR', { lines: [at(72, 700, 'Aspirin 81 mg')], mode: 3 }],
    ['a stamp on a scan', { lines: [at(72, 20, 'Scanned by X')], image: { ...scan, at: [0, 0, 612, 792] as const } }],
    ['a page without any', {}],
  ])('has no text for %s', async (_, page) => {
    expect((await pageOf([page])).text).toBeNull();
  });

  it('keeps the text beside a picture that is smaller than half of the page', async () => {
    const page = { lines: [at(72, 700, 'see figure')], image: { ...scan, at: [100, 100, 300, 300] as const } };
    expect(await pageOf([page])).toMatchObject({ text: 'see figure', imageShare: expect.closeTo(0.186, 2) });
  });

  it('draws the same pixels each time, at the resolution that fits', async () => {
    using document = await PdfDocument.open(makePdf([{ lines: [at(72, 700, 'x')] }, { size: [7200, 7200] }]));
    const [one, two] = [document.render(1, 300, 4e7), document.render(1, 300, 4e7)];
    expect([one.width, one.height, one.dpi]).toEqual([2550, 3300, 300]);
    expect(Buffer.compare(one.pixels, two.pixels)).toBe(0);
    const poster = document.render(2, 300, 4e7);
    expect(poster.width * poster.height).toBeLessThanOrEqual(4e7);
    expect(poster.dpi).toBe(fittingDpi(100, 100, 300, 4e7));
  });

  it('runs no script and opens nothing', async () => {
    const { text } = await pageOf([{ lines: [at(72, 700, 'calm')] }], {
      script: 'app.alert(1); this.exportDataObject({cName:"x"});',
    });
    expect(text).toBe('calm');
  });

  it('says what keeps it from being read', async () => {
    const whole = makePdf([{ lines: [at(72, 700, 'x')] }]);
    expect(await failure(() => PdfDocument.open(makePdf([{}], { locked: true })))).toMatchObject({
      code: 'pdf-encrypted',
    });
    for (const bytes of [Buffer.from('%PDF-1.7\n'), whole.subarray(0, 60), makePdf([])])
      expect(await failure(() => PdfDocument.open(bytes))).toMatchObject({ code: 'pdf-broken' });
    // Cross-references that are lost are found again.
    const mended = await PdfDocument.open(
      Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n9'), 'latin1'),
    );
    expect(mended.page(1).text).toBe('x');
  });
});
