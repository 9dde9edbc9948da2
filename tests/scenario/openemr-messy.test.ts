import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { messyDump } from './messy-openemr.js';

const schema = sharedPath('data', 'openemr', 'database.sql.gz');
const artefacts = sharedPath('ccda');
const bin = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');
const built = existsSync(resolve(bin, '../../dist/main.js'));
const reason = schema === null ? sharedReason('data/openemr') : built ? null : 'skipped: npm run build was not run';
const root = process.env.CHARTLIFT_MESSY_DIR ?? mkdtempSync(join(tmpdir(), 'chartlift-messy-'));
const seeds = (process.env.CHARTLIFT_MESSY_SEEDS ?? '1').split(',').map(Number);

afterAll(() => {
  if (process.env.CHARTLIFT_MESSY_DIR === undefined) rmSync(root, { recursive: true, force: true });
});

describe.skipIf(reason !== null)(`a messy practice in the schema of OpenEMR${reason ? ` (${reason})` : ''}`, () => {
  it.each(seeds)(
    'is migrated with every row and cell accounted for, and valid, seed %i',
    (seed) => {
      const env = {
        ...process.env,
        CHARTLIFT_KEY_FILE: join(root, 'key'),
        NODE_OPTIONS: '',
        ...(artefacts ? { CHARTLIFT_CCDA_ARTEFACTS: artefacts } : {}),
      };
      const chartlift = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
      const dump = join(root, `messy${seed}.sql`);
      writeFileSync(dump, messyDump(gunzipSync(readFileSync(schema!)).toString('utf8'), seed, 25));
      expect(chartlift('init', `m${seed}`, '--preset', 'openemr').status).toBe(0);
      const staged = chartlift('-w', `m${seed}`, 'stage', dump, '--quiet');
      expect(staged.stderr).toBe('');
      expect(chartlift('-w', `m${seed}`, 'map', 'check', '--quiet').status).toBe(0);
      const made = chartlift('-w', `m${seed}`, 'run', '--plain-output', '--json', '--quiet');
      expect(made.stderr).toBe('');
      const run = JSON.parse(made.stdout) as Record<string, Record<string, unknown>>;
      expect(run.ledger!.balanced).toBe(true);
      expect(run.cells!.balanced).toBe(true);
      const { fhir, ccda } = (
        run as unknown as {
          readBackByTarget: Record<'fhir' | 'ccda', { different: number; missing: number; extra: number }>;
        }
      ).readBackByTarget;
      // A class that HL7 does not have stays a word, and is no ActCode.
      const classes = readFileSync(join(root, `m${seed}`, 'out', 'r0001', 'fhir', 'Encounter.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { class: { system?: string; code?: string; display?: string } }).class);
      expect(classes.some((c) => c.display === 'XX' && c.code === undefined)).toBe(true);
      expect(classes.filter((c) => c.system?.endsWith('ActCode') && !['AMB', 'IMP', 'EMER'].includes(c.code!))).toEqual(
        [],
      );
      expect([fhir.different, fhir.missing, fhir.extra]).toEqual([0, 0, 0]);
      expect([ccda.different, ccda.missing, ccda.extra]).toEqual([0, 0, 0]);
      expect(run.validation).toEqual({
        xsd: artefacts ? 0 : null,
        schematron: artefacts ? 0 : null,
        template: 0,
        vocabulary: 0,
        narrative: 0,
        fhir: 0,
      });
    },
    300_000,
  );
});
