// Profiles a generated table of 20 columns and prints rows per CPU second and the highest resident memory, for 100,000 rows and ten times as many until the most; then
// the same rows by a naive profiler (exact Maps of all values) and by SQLite's count(distinct) of each column, as far as memory goes.
// Fails where a profile takes more than 400 MB. Usage, after `npm run build`: node bench/profile.mjs [most rows, default 1000000]
import { performance } from 'node:perf_hooks';
import { profileSource } from '../packages/engine/dist/profile/profile-source.js';
import { cpuSeconds, printLoad } from './measure.mjs';

const BATCH = 4096;
const MOST_MEGABYTES = 400;
const most = Number(process.argv[2] ?? 1_000_000);

const names =
  'Anna Bruno Carla Dmitri Elif Franz Greta Hassan Ivana Jorge Keiko Lena Marek Nadia Olga Pavel Rosa Stefan Tuan Yusuf'.split(
    ' ',
  );
const words =
  'patient reports pain since two days no fever blood pressure stable plan follow up in weeks continue medication as before'.split(
    ' ',
  );
const pad = (n, width) => String(n).padStart(width, '0');
const day = (n) => `${2010 + (n % 15)}-${pad((n % 12) + 1, 2)}-${pad((n % 28) + 1, 2)}`;
const hash = (n) => Math.imul(n ^ (n >>> 15), 2246822519) >>> 0;

/** Name, declared type, value of row i: half of the columns have few values, the rest many or only new ones. */
const columns = [
  ['id', 'integer', (i) => i + 1],
  ['uuid', 'text', (i) => `${pad(hash(i).toString(16), 8)}-0000-4000-8000-${pad(i.toString(16), 12)}`],
  ['patient_id', 'integer', (i) => hash(i) % 100000],
  ['encounter_id', 'integer', (i) => i >> 2],
  ['service_date', 'text', (i) => day(hash(i))],
  ['created', 'text', (i) => `${day(hash(i + 7))} ${pad(hash(i) % 24, 2)}:${pad(hash(i) % 60, 2)}:${pad(i % 60, 2)}`],
  ['code', 'text', (i) => `${String.fromCharCode(65 + (hash(i) % 20))}${pad(hash(i) % 90, 2)}.${i % 10}`],
  ['code_text', 'text', (i) => `Diagnosis number ${hash(i) % 1500}`],
  ['status', 'text', (i) => (hash(i) % 10 === 0 ? 'inactive' : 'active')],
  ['deleted', 'boolean', (i) => hash(i) % 50 === 0],
  ['amount', 'decimal', (i) => `${hash(i) % 500}.${pad(i % 100, 2)}`],
  ['value', 'text', (i) => (i % 3 === 0 ? null : String(hash(i) % 300))],
  ['first_name', 'text', (i) => names[hash(i) % names.length]],
  ['last_name', 'text', (i) => `${names[hash(i + 3) % names.length]}son${hash(i) % 5000}`],
  ['phone', 'text', (i) => `(${200 + (hash(i) % 700)}) 555-${pad(hash(i) % 10000, 4)}`],
  ['email', 'text', (i) => `user${hash(i) % 1000000}@example.org`],
  ['zip', 'text', (i) => pad(hash(i) % 99999, 5)],
  ['sex', 'text', (i) => (i % 2 === 0 ? 'M' : 'F')],
  ['provider_id', 'integer', (i) => hash(i) % 200],
  [
    'note',
    'text',
    (i) => `${i} ${Array.from({ length: 12 }, (_, w) => words[(hash(i) + w * 7) % words.length]).join(' ')}`,
  ],
];

function* batches(rows, wanted = columns) {
  for (let from = 0; from < rows; from += BATCH) {
    const rowCount = Math.min(BATCH, rows - from);
    yield {
      table: 'visit',
      rowCount,
      columns: wanted.map(([, , value]) => Array.from({ length: rowCount }, (_, r) => value(from + r))),
    };
  }
}

const input = (rows, wanted = columns) => ({
  source: 'bench',
  format: 'bench',
  product: null,
  snapshotAt: '2024-06-30',
  tables: [
    {
      name: 'visit',
      comment: null,
      references: [],
      columns: wanted.map(([name, cellType]) => ({
        name,
        type: cellType,
        cellType,
        comment: null,
        key: name === 'id',
      })),
    },
  ],
  async *rows() {
    yield* batches(rows, wanted);
  },
});

/** CPU seconds and peak resident megabytes of some work; what making the rows costs is taken off by the caller. */
async function measure(work) {
  globalThis.gc?.();
  let peak = process.memoryUsage.rss();
  const started = cpuSeconds();
  const wall = performance.now();
  await work(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  });
  return { seconds: cpuSeconds() - started, wall: (performance.now() - wall) / 1000, peak: Math.round(peak / 1e6) };
}

const say = (what, rows, cost, made) =>
  console.log(
    `${what.padEnd(34)} ${rows.toLocaleString('en').padStart(11)} rows  ${Math.round(
      rows / Math.max(0.001, cost.seconds - made),
    )
      .toLocaleString('en')
      .padStart(10)} rows/CPU s  peak ${cost.peak} MB`,
  );

const makeOnly = (rows, wanted) =>
  measure((look) => {
    for (const _ of batches(rows, wanted)) look();
  });

await profileSource(input(50_000));
for (let rows = 100_000; rows <= most; rows *= 10) {
  const made = await makeOnly(rows);
  const cost = await measure((look) => profileSource(input(rows), { onProgress: look }));
  say('profile, 20 columns', rows, cost, made.seconds);
  if (cost.peak > MOST_MEGABYTES) {
    console.error(`The profile took ${cost.peak} MB, more than ${MOST_MEGABYTES} MB.`);
    process.exitCode = 1;
  }
}
{
  const ten = columns.filter((_, i) => i % 2 === 0);
  const rows = Math.min(most, 1_000_000);
  const made = await makeOnly(rows, ten);
  say(
    'profile, 10 columns',
    rows,
    await measure((look) => profileSource(input(rows, ten), { onProgress: look })),
    made.seconds,
  );
}
{
  const rows = Math.min(most, 1_000_000);
  const made = await makeOnly(rows);
  const naive = await measure((look) => {
    const counts = columns.map(() => new Map());
    for (const batch of batches(rows)) {
      batch.columns.forEach((cells, c) => {
        for (const cell of cells) counts[c].set(cell, (counts[c].get(cell) ?? 0) + 1);
      });
      look();
    }
  });
  say('naive exact Maps (counts only)', rows, naive, made.seconds);
}
try {
  const { default: Database } = await import('better-sqlite3-multiple-ciphers');
  const rows = Math.min(most, 1_000_000);
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE visit (${columns.map(([name]) => `"${name}"`).join(',')})`);
  const insert = db.prepare(`INSERT INTO visit VALUES (${columns.map(() => '?').join(',')})`);
  db.transaction(() => {
    for (const batch of batches(rows))
      for (let r = 0; r < batch.rowCount; r++)
        insert.run(batch.columns.map((cells) => (typeof cells[r] === 'boolean' ? Number(cells[r]) : cells[r])));
  })();
  const cost = await measure((look) => {
    for (const [name] of columns) {
      db.prepare(`SELECT count(DISTINCT "${name}"), count("${name}"), min("${name}"), max("${name}") FROM visit`).get();
      look();
    }
  });
  say('SQLite count(distinct), in memory', rows, cost, 0);
} catch (error) {
  console.log(`SQLite was not compared: ${error.code ?? 'it is not installed'}`);
}
printLoad();
