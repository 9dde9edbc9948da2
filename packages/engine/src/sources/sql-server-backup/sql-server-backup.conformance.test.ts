import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { featureDatabase } from '../../synthetic/sql-server/feature-database.js';
import { compressToContainer } from '../../testing/xpress-encoder.js';
import { describeSourceConformance } from '../conformance.js';
import { sqlServerDriver } from './sql-server-driver.js';

const folder = mkdtempSync(join(tmpdir(), 'sql-server-conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const save = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describeSourceConformance('sql-server-backup', () => {
  const spec = featureDatabase(869);
  const small = new Set(['Types', 'Moved', 'Overflow', 'Dealt', 'Empty']);
  const database = buildDatabase({ ...spec, tables: spec.tables.filter(({ name }) => small.has(name)) });
  const rows = Object.fromEntries(
    database.tables.map(({ schema, spec: { name }, rows: count }) => [`${schema}.${name}`, count]),
  );
  const [plain] = buildBackup({ database });
  const stripes = buildBackup({ database }, { families: 2 });
  return {
    driver: sqlServerDriver,
    mutations: 50,
    fixtures: [
      { name: 'plain', paths: [save('plain.bak', plain!)], rows },
      { name: 'compressed', paths: [save('packed.bak', compressToContainer(plain!))], rows },
      {
        name: 'striped',
        paths: stripes.map((bytes, i) => save(`stripe${i + 1}.bak`, bytes)),
        rows,
        skip: { mutations: 'tried on the plain backup' },
      },
      { name: 'data file', paths: bareDataFiles(database).map((bytes, i) => save(`file${i + 1}.mdf`, bytes)), rows },
    ],
  };
});
