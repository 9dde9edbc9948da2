import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/engine/src/testing/shared.js';
import { agrees, compareFacts, printReports } from './fact-comparison.js';
import { readNdjson } from './openemr-run.js';
import { makePractice, SHAPES, writeExport } from './synthea-shapes.js';
import { fhirFacts } from './synthea-truth.js';

const bin = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');
const built = existsSync(resolve(bin, '../../dist/main.js'));

describe.skipIf(!built)(`Synthea exports of other years${built ? '' : ' (skipped: npm run build was not run)'}`, () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-shapes-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  for (const shape of SHAPES)
    it(`migrates an export as of ${shape.name}`, () => {
      const practice = makePractice(shape, 2, 7);
      const source = join(root, shape.name, 'csv');
      writeExport(shape, practice, source);
      const clinic = join(root, shape.name, 'clinic');
      // The layers of HL7's artefacts for the oldest, the newest and the thinnest shape; they cost the most.
      const artefacts = ['2017', '2025', 'few-files'].includes(shape.name) ? sharedPath('ccda') : null;
      const env = {
        ...process.env,
        CHARTLIFT_KEY_FILE: join(root, 'key'),
        NODE_OPTIONS: '',
        ...(artefacts ? { CHARTLIFT_CCDA_ARTEFACTS: artefacts } : {}),
      };
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
      expect(run('init', clinic, '--preset', 'synthea-csv', '--key-file', env.CHARTLIFT_KEY_FILE).status).toBe(0);
      expect(run('-w', clinic, 'stage', source, '--quiet').stderr).toBe('');
      const check = run('-w', clinic, 'map', 'check');
      expect([check.status, check.stderr.includes('error')]).toEqual([0, false]);
      const made = run('-w', clinic, 'run', '--plain-output', '--json', '--quiet', '--workers', '0');
      expect(made.stderr).toBe('');
      const summary = JSON.parse(made.stdout);
      expect(summary.patients).toBe(2);
      expect([summary.ledger.balanced, summary.cells.balanced]).toEqual([true, true]);
      if (artefacts) expect(summary.validation).toMatchObject({ xsd: 0, schematron: 0 });
      const quarantined = summary.ledger.tables.filter((t: { quarantined: number }) => t.quarantined > 0);
      expect(quarantined).toEqual([]);

      const found = fhirFacts(readNdjson(join(clinic, 'out', 'r0001', 'fhir')));
      const reports = [...practice.facts].map(([kind, facts]) => compareFacts(kind, facts, found.get(kind) ?? []));
      const wrong = reports.filter((report) => !agrees(report));
      expect(printReports(shape.name, wrong)).toBe(shape.name);
      // Nothing that the export does not hold.
      expect([...found.keys()].filter((kind) => !practice.facts.has(kind))).toEqual([]);

      const coverages = readNdjson(join(clinic, 'out', 'r0001', 'fhir')).get('Coverage') ?? [];
      const secondary = shape.files.payer_transitions?.includes('SECONDARY_PAYER') ? 1 : 0;
      expect(coverages.length).toBe(shape.files.payer_transitions ? 2 * (2 + secondary) : 0);
      if (shape.years) expect(coverages.every((c) => /^\d{4}$/.test((c.period as { start: string }).start))).toBe(true);
    });

  it('makes the same rows from the same seed, and others from another', () => {
    const rows = (seed: number) => JSON.stringify(makePractice(SHAPES[0]!, 1, seed).rows);
    expect(rows(1)).toBe(rows(1));
    expect(rows(2)).not.toBe(rows(1));
  });
});
