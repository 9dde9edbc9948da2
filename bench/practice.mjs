// A synthetic practice, staged into a vault in a temporary folder: what the benchmarks work on.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWorkspace, stageIntoWorkspace, Vault } from '@chartlift/engine';
import { ChartBuilder } from '../packages/engine/dist/mapping/chart-builder.js';
import { compileMapping } from '../packages/engine/dist/mapping/compile.js';
import { mappingEnvironment } from '../packages/engine/dist/project/mapping-setup.js';
import { chartSettings, readProject, stagedTables } from '../packages/engine/dist/project/workspace.js';
import { createIndexes } from '../packages/engine/dist/run/run-indexes.js';
import { makePractice } from '../packages/engine/dist/synthetic/practice.js';
import { formatDump } from '../packages/engine/dist/synthetic/table.js';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** A workspace with a seeded practice staged; `dispose` removes everything. */
export async function makeWorkspace(patients, seed = 7) {
  const folder = mkdtempSync(join(tmpdir(), 'chartlift-bench-'));
  const dir = join(folder, 'workspace');
  const key = { kind: 'passphrase', passphrase: 'bench only, synthetic data' };
  await initWorkspace(dir, key, { name: 'bench' });
  cpSync(join(ROOT, 'packages/engine/presets/larkspur'), dir, { recursive: true });
  const practice = makePractice(patients, seed);
  const dump = join(folder, 'larkspur.sql');
  writeFileSync(dump, [...formatDump('larkspur', practice.tables, practice.takenAt)].join(''));
  const vault = await Vault.open(dir, key, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [dump] });
  return {
    dir,
    vault,
    dispose: () => {
      vault.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Charts of a seeded practice and their settings. */
export async function makeCharts(patients, seed) {
  const { dir, vault, dispose } = await makeWorkspace(patients, seed);
  const project = readProject(dir);
  const sources = vault.sources();
  const mapping = compileMapping(project.specs, mappingEnvironment(project, sources, stagedTables(vault)));
  createIndexes(vault, mapping);
  const builder = new ChartBuilder(mapping, vault.db);
  const charts = [...builder.patientKeys()].map((patientKey) => builder.build(patientKey));
  return { charts, settings: chartSettings(project, sources), dispose };
}
