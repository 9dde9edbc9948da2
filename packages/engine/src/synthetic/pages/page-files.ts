import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Raster } from './raster.js';

/** A page on its way into a file. */
export interface StoredPage {
  readonly raster: Raster;
  /** Two colours only: stored with one bit a pixel. */
  readonly bilevel: boolean;
  readonly dpi: number;
}

/** PNG (ISO/IEC 15948) in grey, with its resolution: 1 bit a pixel for two colours, else 8. */
export function encodePng({ raster, bilevel, dpi }: StoredPage): Uint8Array {
  const { width, height } = raster;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bilevel ? 1 : 8, 0, 0, 0, 0], 8);
  const resolution = Buffer.alloc(9);
  resolution.writeUInt32BE(Math.round(dpi / 0.0254), 0);
  resolution.writeUInt32BE(Math.round(dpi / 0.0254), 4);
  resolution[8] = 1;
  const bytes = bilevel ? packBits(raster) : raster.data;
  const line = bilevel ? Math.ceil(width / 8) : width;
  // Filter type 0 before each line.
  const filtered = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y++) filtered.set(bytes.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('pHYs', resolution),
    pngChunk('IDAT', deflateSync(filtered, { level: bilevel ? 6 : 2 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** One bit a pixel, 1 is white, lines begin at whole bytes. */
export function packBits({ width, height, data }: Raster): Uint8Array {
  const line = Math.ceil(width / 8);
  const out = new Uint8Array(line * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (data[y * width + x]! >= 128) out[y * line + (x >> 3)]! |= 0x80 >> (x & 7);
  return out;
}

const open = ({ width, height, data }: Raster) => sharp(data, { raw: { width, height, channels: 1 } });

export async function encodeJpeg({ raster, dpi }: StoredPage, quality = 75): Promise<Uint8Array> {
  return open(raster).withMetadata({ density: dpi }).toColourspace('b-w').jpeg({ quality }).toBuffer();
}

/**
 * TIFF 6.0 of several pages: CCITT G4 for two colours, else Deflate. `halfLines` stores every second line only, with half the lines an inch, as fax machines do in standard mode.
 */
export async function encodeTiff(pages: readonly StoredPage[], halfLines = false): Promise<Uint8Array> {
  const files: Buffer[] = [];
  for (const { raster, bilevel, dpi } of pages) {
    const stored = halfLines ? everySecondLine(raster) : raster;
    const mm = dpi / 25.4;
    const yres = halfLines ? 98 / 25.4 : mm;
    files.push(
      await open(stored)
        .toColourspace('b-w')
        .tiff({
          compression: bilevel ? 'ccittfax4' : 'deflate',
          ...(bilevel ? { bitdepth: 1 as const } : {}),
          xres: mm,
          yres,
          resolutionUnit: 'inch',
        })
        .toBuffer(),
    );
  }
  return joinTiff(files);
}

function everySecondLine({ width, height, data }: Raster): Raster {
  const rows = Math.ceil(height / 2);
  const out = new Uint8Array(width * rows);
  for (let y = 0; y < rows; y++) out.set(data.subarray(2 * y * width, (2 * y + 1) * width), y * width);
  return { width, height: rows, data: out };
}

/** Bytes of a value by its TIFF type. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
/** Tags whose values are places in the file: StripOffsets, TileOffsets. */
const PLACES = [273, 324];

/** Puts one-page files one behind the other and chains their directories: places in a file move by where the file now begins. Little-endian classic TIFF only. */
export function joinTiff(files: readonly Buffer[]): Uint8Array {
  let start = 0;
  let link = 4;
  const parts = files.map((file) => Buffer.from(file.length % 2 === 0 ? file : Buffer.concat([file, Buffer.alloc(1)])));
  const whole = Buffer.concat(parts);
  for (const part of parts) {
    if (part.toString('latin1', 0, 2) !== 'II') throw new Error('only little-endian TIFF can be joined');
    const directory = start + part.readUInt32LE(4);
    whole.writeUInt32LE(directory, link);
    const count = whole.readUInt16LE(directory);
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + 12 * i;
      const type = whole.readUInt16LE(entry + 2);
      const values = whole.readUInt32LE(entry + 4);
      const outside = (TYPE_BYTES[type] ?? 1) * values > 4;
      if (outside) whole.writeUInt32LE(whole.readUInt32LE(entry + 8) + start, entry + 8);
      if (!PLACES.includes(whole.readUInt16LE(entry))) continue;
      if (type !== 4) throw new Error('strip places of a joined TIFF must be long');
      const at = outside ? whole.readUInt32LE(entry + 8) : entry + 8;
      for (let v = 0; v < values; v++) whole.writeUInt32LE(whole.readUInt32LE(at + 4 * v) + start, at + 4 * v);
    }
    link = directory + 2 + 12 * count;
    start += part.length;
  }
  return whole;
}
