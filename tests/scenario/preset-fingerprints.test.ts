import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchFingerprint } from '../../packages/engine/src/mapping/fingerprint.js';
import { listPresets } from '../../packages/engine/src/mapping/presets.js';
import { openSource } from '../../packages/engine/src/sources/registry.js';
import { larkspurTables } from '../../packages/engine/src/synthetic/schema.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';

const reason = sharedPath('data') === null ? sharedReason('data') : null;

/** Names of the presets that a source fits, by its catalog. */
async function fitting(paths: readonly string[]): Promise<string[]> {
  const { source, driver } = await openSource(paths, {}, { onIssue: () => {} });
  const { tables } = await source.catalog();
  await source[Symbol.asyncDispose]();
  const shape = {
    format: driver.name,
    tables: tables.map((t) => ({ name: t.name, columns: t.columns.map((c) => c.name) })),
  };
  return listPresets()
    .filter(({ fingerprint }) => fingerprint && matchFingerprint(fingerprint, shape).fits)
    .map(({ name }) => name);
}

it('the fingerprint of the demo’s system is that of its generator', () => {
  const { fingerprint } = listPresets().find((preset) => preset.name === 'larkspur')!;
  const tables = Object.values(larkspurTables()).map((t) => ({
    name: t.name,
    columns: t.columns.map(([name]) => name),
  }));
  expect(matchFingerprint(fingerprint!, { format: 'mysql-dump', tables })).toMatchObject({ score: 1, missing: [] });
});

describe.skipIf(reason !== null)(`fingerprints of the presets${reason ? ` (${reason})` : ''}`, () => {
  it('know OpenEMR, OSCAR, OpenMRS, Synthea and C-CDA documents by their data', async () => {
    const known: Readonly<Record<string, string[]>> = {
      openemr: ['data', 'openemr', 'database.sql.gz'],
      oscar: ['data', 'oscar', 'oscar-10pt.sql.gz'],
      openmrs: ['data', 'openmrs', 'openmrs-2.x-schema-initial_test_db.sql.gz'],
      'synthea-csv': ['data', 'synthea', 'ma10', 'csv'],
      ccda: ['data', 'openemr', 'ccda-example-response1.xml'],
    };
    for (const [name, place] of Object.entries(known))
      expect([name, await fitting([sharedPath(...place)!])]).toEqual([name, [name]]);
  }, 60_000);

  it('say nothing of hospital databases that are none of them, nor of Northwind', async () => {
    const folder = sharedPath('data', 'mssql')!;
    const names = readdirSync(folder).filter(
      (file) => /hospital|clinic|patient|hmsdb/i.test(file) && /\.bak$/i.test(file),
    );
    expect(names.length).toBeGreaterThan(7);
    names.push(readdirSync(folder).find((file) => /northwind\.bak$/i.test(file))!);
    const taken: string[] = [];
    for (const name of names)
      taken.push(...(await fitting([join(folder, name)])).map((preset) => `${name}: ${preset}`));
    expect(taken).toEqual([]);
  }, 120_000);
});
