// What reads the pages of bench/ocr-fields.mjs: plain tesseract as Debian ships it, one process a page, or the project's own OCR.
import { spawn } from 'node:child_process';

/** The reading of a page in the shape of PageReading. */
export async function openRecogniser(engine, jobs) {
  if (engine === 'tesseract') return { name: await version(), read: plainTesseract, close: async () => {} };
  if (engine === 'project') return projectOcr(jobs);
  throw new Error('--engine is project or tesseract');
}

const version = async () => (await run(['--version'], null)).split('\n')[0].replace(/^/, 'plain ');

function run(args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn('tesseract', args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(parts).toString('utf8')));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Words of confidence 90 and more count as accepted, for comparison: tesseract itself promises nothing of them. Turned pages are read as they lie. */
async function plainTesseract(page) {
  const tsv = await run(['-', '-', '--dpi', String(page.truth.dpi), 'tsv'], page.png());
  const words = [];
  let text = '';
  let last = null;
  for (const line of tsv.split('\n').slice(1)) {
    const cells = line.split('\t');
    if (cells.length < 12 || cells[0] !== '5' || cells[11].trim() === '') continue;
    const place = cells.slice(1, 5).join(' ');
    if (last !== null)
      text +=
        place === last
          ? ' '
          : place.split(' ').slice(0, 3).join(' ') === last.split(' ').slice(0, 3).join(' ')
            ? '\n'
            : '\n\n';
    last = place;
    const start = text.length;
    text += cells[11];
    const confidence = Number(cells[10]) / 100;
    words.push({
      text: cells[11],
      box: cells.slice(6, 10).map(Number),
      confidence,
      accepted: confidence >= 0.9,
      kind: 'word',
      span: [start, text.length],
      reads: [{ read: 'plain', text: cells[11], confidence }],
    });
  }
  const { width, height } = page.raster;
  return {
    page: 1,
    width,
    height,
    rotation: 0,
    skew: 0,
    blank: words.length === 0,
    engine: 'tesseract',
    origin: 'ocr',
    text,
    words,
  };
}

/** One process a job. A page that could not be read has no words, and its code is told. */
async function projectOcr(jobs) {
  const { PageReader } = await import('../packages/engine/dist/doors/ocr.js');
  const free = Array.from({ length: jobs }, () => new PageReader({ workers: 1 }));
  const all = [...free];
  return {
    name: "the project's OCR",
    read: async (page) => {
      const reader = free.pop();
      try {
        for await (const result of reader.read([{ bytes: page.png(), mediaType: 'image/png', page: 1 }])) {
          if ('words' in result) return result;
          console.log(`page ${page.seed} was not read: ${result.failure}`);
        }
      } finally {
        free.push(reader);
      }
      const { width, height, rotation } = page.truth;
      return {
        page: 1,
        width,
        height,
        rotation,
        skew: 0,
        blank: false,
        engine: '',
        origin: 'ocr',
        text: '',
        words: [],
      };
    },
    close: async () => {
      for (const reader of all) await reader[Symbol.asyncDispose]();
    },
  };
}
