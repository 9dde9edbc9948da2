import sharp from 'sharp';
import type { PageImage } from './page-image.js';

/** A page image as a PNG file, with its dots an inch. */
export async function grayPng({ width, height, pixels, dpi }: PageImage): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ density: dpi })
      .toColourspace('b-w')
      .png()
      .toBuffer(),
  );
}
