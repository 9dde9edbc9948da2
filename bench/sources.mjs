// Reads a generated dump of MB megabytes (default 1000), plain and gzipped, and prints rows/s, MB/s and the highest resident memory.
// Usage, after `npm run build`: node bench/sources.mjs [MB] [folder]
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { openSource } from '@chartlift/engine';
import { generateDump } from '../packages/engine/dist/testing/dump-generator.js';

const megabytes = Number(process.argv[2] ?? 1000);
const folder = process.argv[3] ?? tmpdir();
const plain = join(folder, `chartlift-bench-${process.pid}.sql`);
const packed = `${plain}.gz`;

try {
  const dump = generateDump(megabytes * 1e6, 7);
  await pipeline(Readable.from(dump.chunks), createWriteStream(plain));
  await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(packed));
  const bytes = statSync(plain).size;
  const expected = dump.rows.visit + dump.rows.note;
  for (const path of [plain, packed]) {
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const { source } = await openSource([path], {}, { onIssue: (issue) => console.error(issue) });
    const begin = performance.now();
    await source.catalog();
    const middle = performance.now();
    let rows = 0;
    for await (const batch of source.scan({})) {
      rows += batch.rowCount;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    const end = performance.now();
    clearInterval(watch);
    if (rows !== expected) throw new Error(`${rows} rows read, ${expected} written`);
    const line = {
      file: path === plain ? 'plain' : 'gzip',
      megabytes: Math.round(bytes / 1e6),
      rows,
      catalogSeconds: round((middle - begin) / 1000),
      scanSeconds: round((end - middle) / 1000),
      scanMegabytesPerSecond: round(bytes / 1e3 / (end - middle)),
      scanRowsPerSecond: Math.round((rows / (end - middle)) * 1000),
      peakResidentMegabytes: Math.round(peak / 1e6),
    };
    console.log(JSON.stringify(line));
  }
} finally {
  rmSync(plain, { force: true });
  rmSync(packed, { force: true });
}

function round(n) {
  return Math.round(n * 10) / 10;
}
