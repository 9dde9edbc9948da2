import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSourceConformance } from '../../packages/engine/src/sources/conformance.js';
import { csvDriver } from '../../packages/engine/src/sources/csv/csv-driver.js';
import { mysqlDumpDriver } from '../../packages/engine/src/sources/mysql-dump/mysql-dump-driver.js';
import { generateDump, seededRandom } from '../../packages/engine/src/testing/dump-generator.js';

/** Mutated copies of each fixture; CHARTLIFT_MUTATIONS and CHARTLIFT_SEED choose others. */
const mutations = Number(process.env.CHARTLIFT_MUTATIONS ?? 5000);
const seed = Number(process.env.CHARTLIFT_SEED ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'chaos-sources-'));

function write(name: string, bytes: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describeSourceConformance('mysql-dump under damage', () => {
  const dump = generateDump(6000, 4);
  return {
    driver: mysqlDumpDriver,
    mutations,
    seed,
    fixtures: [{ name: 'dump', paths: [write('dump.sql', Buffer.concat([...dump.chunks]))], rows: { ...dump.rows } }],
  };
});

describeSourceConformance('csv under damage', () => {
  const random = seededRandom(seed);
  let text = 'id,name,note\n';
  for (let i = 1; i <= 60; i++)
    text += `${i},n${Math.floor(random() * 99)},${random() < 0.4 ? '"a ""b""\nc, d"' : 'e'}\n`;
  return {
    driver: csvDriver,
    mutations,
    seed,
    fixtures: [{ name: 'table', paths: [write('table.csv', text)], rows: { table: 60 } }],
  };
});
