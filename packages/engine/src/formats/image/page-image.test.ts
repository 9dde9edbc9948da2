import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { failure } from '../../testing/failure.js';
import { makePdf } from '../../testing/pdf-maker.js';
import { makeTiff, type TiffPacking } from '../../testing/tiff-maker.js';
import { isBlankPage } from './blank-page.js';
import { renderPage } from './page-image.js';

/** White, with black rectangles. */
function sheet(
  width: number,
  height: number,
  marks: readonly (readonly [x: number, y: number, w: number, h: number])[],
  grey = 0,
) {
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [x, y, w, h] of marks)
    for (let row = y; row < y + h; row++) pixels.fill(grey, row * width + x, row * width + x + w);
  return { width, height, pixels };
}
const marked = sheet(400, 520, [[40, 60, 100, 20]]);

/** Middle of the ink, as shares of width and height. */
function inkAt({ width, pixels, height }: { width: number; height: number; pixels: Uint8Array }): [number, number] {
  let [x, y, n] = [0, 0, 0];
  for (const [i, grey] of pixels.entries()) {
    if (grey >= 128) continue;
    x += i % width;
    y += Math.floor(i / width);
    n++;
  }
  return [Math.round((x / n / width) * 100), Math.round((y / n / height) * 100)];
}
const upright = inkAt(marked);

describe('renderPage', () => {
  it.each<TiffPacking>(['none', 'lzw', 'jpeg', 'deflate', 'g4'])(
    'reads pages of a TIFF packed by %s',
    async (packing) => {
      const plain = { image: sheet(300, 300, [[10, 10, 50, 50]]), packing: 'none' as const };
      const bytes = await makeTiff([plain, { image: marked, packing }, plain]);
      const image = await renderPage(bytes, 'image/tiff', 2);
      expect([image.width, image.height, image.dpi, image.rotation]).toEqual([400, 520, 47, 0]);
      expect(inkAt(image)).toEqual(upright);
      expect(await failure(() => renderPage(bytes, 'image/tiff', 4))).toMatchObject({ code: 'page-missing' });
    },
  );

  it('makes the dots of a fax square', async () => {
    const fax = sheet(1728, 1078, [[200, 100, 400, 30]]);
    const image = await renderPage(await makeTiff([{ image: fax, packing: 'g4' }], [204, 98]), 'image/tiff', 1);
    expect([image.width, image.height, image.dpi]).toEqual([1728, 2244, 204]);
  });

  it.each([
    [1, 0, upright],
    [3, 180, [100 - upright[0], 100 - upright[1]]],
    [6, 90, [100 - upright[1], upright[0]]],
    [8, 270, [upright[1], 100 - upright[0]]],
  ] as const)('turns a photograph of orientation %i', async (orientation, rotation, [x, y]) => {
    const { width, height, pixels } = marked;
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ orientation, density: 50 })
      .jpeg()
      .toBuffer();
    const image = await renderPage(jpeg, 'image/jpeg', 1);
    expect(image.rotation).toBe(rotation);
    const [ix, iy] = inkAt(image);
    expect(Math.abs(ix - x) + Math.abs(iy - y)).toBeLessThanOrEqual(2);
  });

  it('lays what is transparent on white, and reads colours and 16 bits', async () => {
    const clear = {
      create: { width: 50, height: 60, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    };
    const image = await renderPage(await sharp(clear).png().toBuffer(), 'image/png', 1);
    expect([image.pixels.length, image.pixels[0]]).toEqual([3000, 255]);
    const deep = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#ff0000' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const { pixels } = await renderPage(deep, 'image/png', 1);
    expect(pixels.length).toBe(81);
    expect(pixels[40]).toBeGreaterThan(20);
    expect(pixels[40]).toBeLessThan(200);
  });

  it('refuses what is damaged, too large or no image, in codes', async () => {
    const whole = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect(await failure(() => renderPage(whole.subarray(0, 200), 'image/png', 1))).toMatchObject({
      code: 'image-broken',
    });
    expect(await failure(() => renderPage(Buffer.from('hello'), 'image/png', 1))).toMatchObject({
      code: 'image-broken',
    });
    expect(await failure(() => renderPage(Buffer.from('hello'), 'text/plain', 1))).toMatchObject({
      code: 'no-page-image',
    });
    const bomb = Buffer.from(whole);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await failure(() => renderPage(bomb, 'image/png', 1))).toMatchObject({ code: 'image-too-large' });
  });

  it('draws a page of a PDF', async () => {
    const image = await renderPage(
      makePdf([{ rotate: 90, lines: [{ x: 72, y: 700, text: 'x' }] }]),
      'application/pdf',
      1,
      100,
    );
    expect([image.width, image.height, image.dpi, image.rotation]).toEqual([1100, 850, 100, 90]);
  });
});

describe('isBlankPage', () => {
  const page = (marks: Parameters<typeof sheet>[2], grey = 0) => isBlankPage(sheet(850, 1100, marks, grey), 100);
  const disc = (x: number, y: number, d: number) =>
    Array.from({ length: d }, (_, row): [number, number, number, number] => {
      const half = Math.round(Math.sqrt((d / 2) ** 2 - (row - d / 2 + 0.5) ** 2));
      return [x - half, y + row, half * 2, 1];
    });
  it.each<[string, Parameters<typeof sheet>[2], number?]>([
    ['nothing', []],
    [
      'dust',
      [
        [200, 200, 1, 2],
        [600, 900, 2, 1],
        [300, 650, 1, 1],
      ],
    ],
    ['the shadow of an edge', [[0, 0, 20, 1100]]],
    ['marks in the margin', [[5, 500, 20, 60]]],
    ['punch holes', [...disc(50, 300, 28), ...disc(50, 780, 28)]],
    ['what shines through', [[200, 200, 300, 20]], 225],
  ])('is one with %s', (_, marks, grey) => expect(page(marks, grey)).toBe(true));
  it.each<[string, Parameters<typeof sheet>[2], number?]>([
    [
      'one short word',
      [
        [400, 500, 3, 9],
        [406, 500, 6, 9],
      ],
    ],
    ['a thin line', [[200, 500, 300, 1]]],
    ['a faint stroke of a pencil', [[200, 500, 60, 2]], 190],
    ['a signature at the foot', [[500, 1000, 90, 3]]],
    ['a dark picture', [[100, 100, 600, 800]]],
  ])('is none with %s', (_, marks, grey) => expect(page(marks, grey)).toBe(false));
});
