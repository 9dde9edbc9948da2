import sharp from 'sharp';

export type TiffPacking = 'none' | 'lzw' | 'jpeg' | 'deflate' | 'g4';

/** An 8-bit grey image. */
export interface MadeImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A TIFF of several pages, each packed as it says (TIFF 6.0). `resolution`: dots an inch across and down. */
export async function makeTiff(
  pages: readonly { readonly image: MadeImage; readonly packing: TiffPacking }[],
  resolution: readonly [number, number] = [200, 200],
): Promise<Buffer> {
  const files: Buffer[] = [];
  for (const { image, packing } of pages) {
    const { width, height, pixels } = image;
    const one = sharp(pixels, { raw: { width, height, channels: 1 } });
    const size = { xres: resolution[0] / 25.4, yres: resolution[1] / 25.4 };
    const file =
      packing === 'g4'
        ? one
            .threshold(128)
            .toColourspace('b-w')
            .tiff({ ...size, compression: 'ccittfax4', bitdepth: 1 })
        : one.toColourspace('b-w').tiff({ ...size, compression: packing });
    files.push(await file.toBuffer());
  }
  return joined(files);
}

/** Bytes of a value by TIFF type (TIFF 6.0 section 2). */
const TYPE_SIZE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const STRIP_OFFSETS = 273;
const TILE_OFFSETS = 324;

/** Files of one page as one file: every offset moved to where its page now stands, and each directory pointing at the next. */
function joined(files: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [];
  let base = 0;
  let link: { readonly file: Buffer; readonly at: number } | null = null;
  for (const original of files) {
    const file = Buffer.concat([original, Buffer.alloc(original.length % 2)]);
    if (file.readUInt16LE(0) !== 0x4949) throw new Error('sharp writes little-endian files');
    const directory = file.readUInt32LE(4);
    const entries = file.readUInt16LE(directory);
    for (let i = 0; i < entries; i++) moveEntry(file, directory + 2 + i * 12, base);
    if (link) link.file.writeUInt32LE(base + directory, link.at);
    link = { file, at: directory + 2 + entries * 12 };
    parts.push(file);
    base += file.length;
  }
  return Buffer.concat(parts);
}

function moveEntry(file: Buffer, at: number, base: number): void {
  const [tag, type, count] = [file.readUInt16LE(at), file.readUInt16LE(at + 2), file.readUInt32LE(at + 4)];
  const isInside = (TYPE_SIZE[type] ?? 1) * count <= 4;
  const values = isInside ? at + 8 : file.readUInt32LE(at + 8);
  if (tag === STRIP_OFFSETS || tag === TILE_OFFSETS)
    for (let i = 0; i < count; i++) {
      if (type === 3) file.writeUInt16LE(file.readUInt16LE(values + i * 2) + base, values + i * 2);
      else file.writeUInt32LE(file.readUInt32LE(values + i * 4) + base, values + i * 4);
    }
  if (!isInside) file.writeUInt32LE(values + base, at + 8);
}
