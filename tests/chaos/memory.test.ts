import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDump } from '../../packages/engine/src/testing/dump-generator.js';
import { Surroundings } from '../scenario/practice-workspace.js';

/** Bytes of the dump; CHARTLIFT_MEMORY_BYTES=1073741824 is the figure of the issue: within 400 MB. */
const BYTES = Number(process.env.CHARTLIFT_MEMORY_BYTES ?? 60 * 1024 * 1024);
/** Memory must not grow with the source: the cap is the same whatever its size. Measured with 1 GB: 232 MB. */
const MOST_MB = 400;

let root: string;
let around: Surroundings;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'chartlift-memory-'));
  around = new Surroundings(root);
  await pipeline(Readable.from(generateDump(BYTES).chunks), createWriteStream(join(root, 'dump.sql')));
  await pipeline(
    createReadStream(join(root, 'dump.sql')),
    createGzip({ level: 1 }),
    createWriteStream(join(root, 'dump.sql.gz')),
  );
}, 600_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each(['dump.sql', 'dump.sql.gz'])('stages %s in bounded memory', async (name) => {
  const dir = await around.workspace(`w-${name}`);
  const child = around.start(['-w', dir, 'stage', join(root, name)]);
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  }, 50);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(watch);
  console.log(`${name}: ${BYTES} bytes of SQL, peak of resident memory ${Math.round(peak / 1024)} MB`);
  expect(code).toBe(0);
  expect(peak).toBeGreaterThan(30 * 1024);
  expect(peak / 1024).toBeLessThan(MOST_MB);
});
