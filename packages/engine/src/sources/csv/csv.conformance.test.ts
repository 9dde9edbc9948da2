import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '../../testing/dump-generator.js';
import { describeSourceConformance } from '../conformance.js';
import { csvDriver } from './csv-driver.js';

function table(rows: number, seed: number): string {
  const random = seededRandom(seed);
  let text = 'id,name,note,at\r\n';
  for (let i = 1; i <= rows; i++) {
    const note =
      random() < 0.3 ? '"two\nlines, and a ""quote"""' : random() < 0.2 ? '""' : random() < 0.2 ? '' : 'caf\u00e9';
    text += `${i},n${Math.floor(random() * 1000)},${note},2020-01-0${1 + Math.floor(random() * 9)}\r\n`;
  }
  return text;
}

describeSourceConformance('csv', () => {
  const folder = mkdtempSync(join(tmpdir(), 'csv-'));
  const write = (name: string, bytes: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const set = join(folder, 'set');
  mkdirSync(set);
  writeFileSync(join(set, 'b.csv'), table(5000, 1));
  writeFileSync(join(set, 'a.tsv.gz'), gzipSync(table(20, 2).replaceAll(',', '\t')));
  return {
    driver: csvDriver,
    mutations: 150,
    seed: 5,
    fixtures: [
      { name: 'a folder', paths: [set], rows: { a: 20, b: 5000 }, skip: { mutations: 'tried on single files' } },
      { name: 'one file', paths: [write('one.csv', table(60, 3))], rows: { one: 60 } },
      {
        name: 'with rejected rows',
        paths: [write('bad.csv', `${table(50, 4)}1,2\r\n9,"x"y,z,2020\r\n1,2,3,4,5\r\n`)],
        rows: { bad: 50, bad$rejected: 3 },
      },
      { name: 'gzip', paths: [write('zipped.csv.gz', gzipSync(table(60, 5)))], rows: { zipped: 60 } },
    ],
  };
});
