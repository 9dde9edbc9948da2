import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { MigrationError } from '../../base/error.js';
import { ImageFile } from '../../formats/image/image-pages.js';
import { MOST_PIXELS, PAGE_IMAGE_TYPES, READING_DPI, renderPage } from '../../formats/image/page-image.js';
import { mediaTypeOf } from '../../formats/media-type/media-type.js';
import { PdfDocument } from '../../formats/pdf/pdf-document.js';
import { MEMORY_SIGNAL, type OcrReply, type OcrSetup, type OcrTask } from './ocr-messages.js';
import { type Recognisers, readPage } from './read-page.js';
import { systemRecogniser } from './system-recogniser.js';
import { textLayerReading } from './text-layer-reading.js';
import { wasmRecogniser } from './wasm-recogniser.js';

/**
 * Entry of the child process that decodes and reads pages. Bytes come and readings go by message; nothing is written, no address is opened, and it may be killed at any
 * time.
 */
const setup = JSON.parse(process.argv[2] ?? '{}') as OcrSetup;

// WebAssembly and libvips take memory that V8's limit does not see. The thread also ends a child whose parent is gone.
new Worker(
  `const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.most) process.kill(process.pid, workerData.signal);
    if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
  }, 100);`,
  { eval: true, workerData: { most: setup.memory, signal: MEMORY_SIGNAL, parent: process.ppid } },
).unref();

sharp.cache(false);
sharp.concurrency(1);

let bytes: Uint8Array = new Uint8Array();
let recognisers: Recognisers | null = null;

async function prepared(): Promise<Recognisers> {
  if (recognisers !== null) return recognisers;
  const second = await wasmRecogniser();
  const first = setup.engine === 'bundled' ? null : await systemRecogniser();
  recognisers = { first: first ?? second, second };
  return recognisers;
}

async function count(): Promise<OcrReply> {
  const mediaType = await mediaTypeOf(bytes);
  if (mediaType === 'application/pdf') {
    using document = await PdfDocument.open(bytes);
    return { kind: 'counted', mediaType, pages: document.pages };
  }
  if (!PAGE_IMAGE_TYPES.includes(mediaType)) return { kind: 'fault', code: 'no-page-image' };
  return { kind: 'counted', mediaType, pages: (await ImageFile.open(bytes, MOST_PIXELS)).pages };
}

async function read(mediaType: string, page: number): Promise<OcrReply> {
  if (mediaType === 'application/pdf') {
    using document = await PdfDocument.open(bytes);
    const reading = textLayerReading(document.page(page), page, READING_DPI);
    if (reading !== null) return { kind: 'read', reading };
  }
  const image = await renderPage(bytes, mediaType, page, READING_DPI);
  return { kind: 'read', reading: await readPage(image, page, await prepared(), { secondRead: setup.secondRead }) };
}

const send = (reply: OcrReply): Promise<void> =>
  new Promise((resolve) => process.send?.(reply, undefined, {}, () => resolve()) ?? resolve());

async function work(task: OcrTask): Promise<void> {
  if (task.kind === 'document') {
    bytes = task.bytes;
    return;
  }
  try {
    await send(await (task.kind === 'count' ? count() : read(task.mediaType, task.page)));
  } catch (error) {
    if (error instanceof MigrationError) return send({ kind: 'fault', code: error.code });
    // What failed inside WebAssembly is in no known state: this process is not used again.
    await send({ kind: 'fault', code: 'ocr-failed' });
    process.exit(1);
  }
}

process.on('message', (task: OcrTask) => void work(task));
process.on('disconnect', () => process.exit(0));
await send({ kind: 'ready' });
