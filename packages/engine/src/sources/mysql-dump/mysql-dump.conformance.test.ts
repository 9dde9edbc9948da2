import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateDump } from '../../testing/dump-generator.js';
import { describeSourceConformance } from '../conformance.js';
import { mysqlDumpDriver } from './mysql-dump-driver.js';

describeSourceConformance('mysql-dump', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dump-'));
  const write = (name: string, bytes: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const large = generateDump(3_000_000, 3);
  const largeBytes = Buffer.concat([...large.chunks]);
  const small = generateDump(12_000, 4);
  const smallBytes = Buffer.concat([...small.chunks]);
  return {
    driver: mysqlDumpDriver,
    mutations: 150,
    seed: 11,
    fixtures: [
      {
        name: 'several batches',
        paths: [write('large.sql', largeBytes)],
        rows: { ...large.rows },
        skip: { mutations: 'tried on the small dump' },
      },
      { name: 'small', paths: [write('small.sql', smallBytes)], rows: { ...small.rows } },
      { name: 'gzip', paths: [write('small.sql.gz', gzipSync(smallBytes))], rows: { ...small.rows } },
    ],
  };
});
