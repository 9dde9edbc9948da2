import sharp, { type Sharp } from 'sharp';
import { MigrationError } from '../../base/error.js';

/** What a raster page is before it is decoded. */
export interface ImagePage {
  /** Pixels of the upright image, made square. */
  readonly width: number;
  readonly height: number;
  /** Dots an inch as the file says, where that makes a page of paper; else as if the long side were 11 inches. */
  readonly dpi: number;
  /** Degrees clockwise by which the stored pixels are turned to stand upright (EXIF or TIFF orientation); a mirrored page is mirrored back too. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** Turning by EXIF orientation, after mirroring (EXIF 2.32 section 4.6.4, tag 274). */
const ROTATION: Readonly<Record<number, ImagePage['rotation']>> = { 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270 };

/** Paper from a receipt to a poster, in inches of the long side. */
const PAPER: readonly [least: number, most: number] = [3, 26];
const LETTER_INCHES = 11;
/** What programs write that know of screens only. */
const SCREEN: ReadonlySet<number> = new Set([0, 1, 72, 96]);

interface Stored extends ImagePage {
  /** Pixels as stored. */
  readonly stored: readonly [width: number, height: number];
}

/** Pages of an image file, decoded one at a time: PNG, JPEG, TIFF of any number of pages. */
export class ImageFile {
  private constructor(
    private readonly bytes: Uint8Array,
    readonly pages: number,
    private readonly limit: number,
  ) {}

  /** `mostPixels`: of one page. Errors: `image-broken`, `image-too-large`. */
  static async open(bytes: Uint8Array, mostPixels: number): Promise<ImageFile> {
    const { pages } = await guarded(() => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).metadata());
    return new ImageFile(bytes, Math.max(1, pages ?? 1), mostPixels);
  }

  /** Page `number`, from 1. */
  async page(number: number): Promise<ImagePage> {
    const { stored: _, ...page } = await this.describe(number);
    return page;
  }

  /** The pixels of page `number`, from 1, upright, on white, 8-bit grey. */
  async pixels(number: number): Promise<ImagePage & { readonly pixels: Uint8Array }> {
    const { stored: _, ...page } = await this.describe(number);
    return guarded(async () => {
      const upright = this.input(number).autoOrient().flatten({ background: '#fff' }).toColourspace('b-w');
      // Faxes have more dots across than down; only then is a page resized.
      const { data, info } = await upright
        .resize(page.width, page.height, { fit: 'fill' })
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return { ...page, pixels: info.channels === 1 ? pixels : everyNth(pixels, info.channels) };
    });
  }

  private input(number: number): Sharp {
    const page = this.pages > 1 ? { page: number - 1 } : {};
    return sharp(this.bytes, { limitInputPixels: this.limit, failOn: 'error', ...page });
  }

  private async describe(number: number): Promise<Stored> {
    const { width, height, orientation = 1, density } = await guarded(() => this.input(number).metadata());
    if (width * height > this.limit) throw imageFault('image-too-large', 'The image has more pixels than are read');
    const rotation = ROTATION[orientation] ?? 0;
    const [across, down] = tiffResolution(this.bytes, number) ?? [density ?? 0, density ?? 0];
    // Square dots: the coarser side is stretched to the finer one's.
    const skewed = across > 0 && down > 0 && Math.max(across, down) / Math.min(across, down) > 1.2;
    const square = skewed && Math.max(across, down) / Math.min(across, down) < 4;
    const fine = Math.max(across, down);
    const size = square ? [Math.round((width * fine) / across), Math.round((height * fine) / down)] : [width, height];
    if (size[0]! * size[1]! > this.limit)
      throw imageFault('image-too-large', 'The image has more pixels than are read');
    const isTurned = rotation === 90 || rotation === 270;
    const [w, h] = isTurned ? [size[1]!, size[0]!] : [size[0]!, size[1]!];
    return { width: w, height: h, dpi: paperDpi(Math.max(w, h), fine), rotation, stored: [width, height] };
  }
}

function paperDpi(longSide: number, stated: number): number {
  const inches = SCREEN.has(Math.round(stated)) ? 0 : longSide / Math.max(1, stated);
  if (inches >= PAPER[0] && inches <= PAPER[1]) return Math.round(stated);
  return Math.max(1, Math.round(longSide / LETTER_INCHES));
}

const everyNth = (bytes: Uint8Array, n: number): Uint8Array =>
  Uint8Array.from({ length: Math.floor(bytes.length / n) }, (_, i) => bytes[i * n]!);

/** XResolution and YResolution of a TIFF page (TIFF 6.0, tags 282, 283, 296), dots an inch; null elsewhere: other formats have square dots. */
function tiffResolution(bytes: Uint8Array, number: number): readonly [number, number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return null;
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return null;
  const fits = (at: number, size: number): boolean => at >= 0 && at + size <= bytes.length;
  let at = view.getUint32(4, little);
  for (let page = 1; fits(at, 2) && at > 0 && page <= number; page++) {
    const entries = view.getUint16(at, little);
    if (!fits(at + 2, entries * 12 + 4)) return null;
    if (page < number) {
      at = view.getUint32(at + 2 + entries * 12, little);
      continue;
    }
    let across = 0;
    let down = 0;
    let perInch = 1;
    for (let i = 0; i < entries; i++) {
      const entry = at + 2 + i * 12;
      const tag = view.getUint16(entry, little);
      if (tag === 296 && view.getUint16(entry + 8, little) === 3) perInch = 2.54;
      if (tag !== 282 && tag !== 283) continue;
      const where = view.getUint32(entry + 8, little);
      if (!fits(where, 8)) return null;
      const value = view.getUint32(where, little) / Math.max(1, view.getUint32(where + 4, little));
      if (tag === 282) across = value;
      else down = value;
    }
    return across > 0 && down > 0 ? [across * perInch, down * perInch] : null;
  }
  return null;
}

const imageFault = (code: string, message: string, cause?: unknown): MigrationError =>
  new MigrationError(message, { code, hint: 'Open it in an image viewer, save it anew, and add it again.', cause });

/** libvips names files and quotes bytes of them in its errors: none of that leaves. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    const text = error instanceof Error ? error.message : '';
    throw /pixel limit/i.test(text)
      ? imageFault('image-too-large', 'The image has more pixels than are read')
      : imageFault('image-broken', 'The image is damaged or is of a kind that is not read');
  }
}
