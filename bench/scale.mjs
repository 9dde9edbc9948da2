// What a C-CDA document costs, in CPU time and memory, when 100, 1,000, 10,000 or 100,000 charts are written in one process: it should cost the same.
// Charts are made in batches, each of a practice of its own seed, and are gone once they are written; only the writing is measured. BENCH_SCALE is the most
// charts (1,000 when absent; 100,000 takes some twenty minutes, nearly all of it the making of charts).
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ccdaTarget } from '../packages/engine/dist/targets/ccda/writer.js';
import { cpuSeconds, printLoad } from './measure.mjs';
import { makeCharts } from './practice.mjs';

const BATCH = 500;
const WARM_UP = 3000;
const most = Number(process.env.BENCH_SCALE ?? 1000);
const sizes = [100, 1000, 10_000, 100_000].filter((size) => size <= most);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** CPU seconds and bytes of writing charts, each once. */
function write(charts, settings) {
  let bytes = 0;
  const started = cpuSeconds();
  for (const chart of charts) bytes += Buffer.byteLength(ccdaTarget.write(chart, settings).outputs[0].text);
  return { seconds: cpuSeconds() - started, bytes };
}

/** So many charts, from practices that no earlier size had. */
async function measure(count, firstSeed) {
  const total = { documents: 0, seconds: 0, bytes: 0 };
  for (let seed = firstSeed; total.documents < count; seed++) {
    const { charts, settings, dispose } = await makeCharts(Math.min(BATCH, count - total.documents + 10), seed);
    const taken = charts.slice(0, count - total.documents);
    const { seconds, bytes } = write(taken, settings);
    dispose();
    total.documents += taken.length;
    total.seconds += seconds;
    total.bytes += bytes;
  }
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { ...total, heapUsed, rss };
}

async function warmUp() {
  const { charts, settings, dispose } = await makeCharts(BATCH, 1);
  for (let written = 0; written < WARM_UP; written += charts.length) write(charts, settings);
  dispose();
}

await warmUp();

console.log('\nC-CDA documents by number of charts, one thread; ratios to the first line');
let first = null;
for (const size of sizes) {
  const { documents, seconds, bytes, heapUsed, rss } = await measure(size, size);
  const each = seconds / documents;
  const now = { each, heapUsed, rss };
  first ??= now;
  const ratio = (name) => (now[name] / first[name]).toFixed(2);
  const mib = (value) => Math.round(value / 1024 / 1024);
  console.log(
    `  ${documents.toLocaleString('en').padStart(7)} charts: ${(each * 1e6).toFixed(0)} us (${ratio('each')}), ${(bytes / documents / 1024).toFixed(0)} KiB a document, ` +
      `heap ${mib(heapUsed)} MiB (${ratio('heapUsed')}), resident ${mib(rss)} MiB (${ratio('rss')})`,
  );
}
printLoad();
