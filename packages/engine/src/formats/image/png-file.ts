import sharp from 'sharp';
import type { PageImage } from './page-image.js';

/** A page image as a PNG file, 8-bit grey. */
export async function grayPng({ width, height, pixels }: PageImage): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer(),
  );
}
