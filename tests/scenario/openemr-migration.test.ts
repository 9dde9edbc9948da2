import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { agrees, compareFacts, type Fact, type KindReport, printReports } from './fact-comparison.js';
import { documentsOf, importAll } from './importer-comparison.js';
import { documentFacts, narrowed } from './openemr-ccda.js';
import { readNdjson, runFacts } from './openemr-run.js';
import { KNOWN_DIFFERENCES, truthFacts } from './openemr-truth.js';
import { gradesOf, unexplained } from './own-grades.js';

const dump = sharedPath('data', 'openemr', 'openemr-gold-1000pt.sql.gz');
const truth = sharedPath('data', 'openemr', 'gold-dataset.canonical.json.gz');
const bin = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');
const built = existsSync(resolve(bin, '../../dist/main.js'));
/** All patients with CHARTLIFT_FULL=1; that takes minutes. */
const patients = process.env.CHARTLIFT_FULL === '1' ? null : 12;
/** Rules on times of day, which the dump states without their offset. */
const TIMES = ['E1', 'M1', 'I1', 'S1', 'L1', 'V1', 'R1', 'A1'];
const reason =
  dump === null || truth === null ? sharedReason('data/openemr') : built ? null : 'skipped: npm run build was not run';

describe.skipIf(reason !== null)(
  `a migration of the gold dump by the command line${reason ? ` (${reason})` : ''}`,
  () => {
    let root: string;
    let summary: { patients: number; ledger: { balanced: boolean }; cells: { balanced: boolean }; validation: unknown };
    let expected: Map<string, Fact[]>;
    let out: string;

    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'chartlift-openemr-'));
      const artefacts = sharedPath('ccda');
      const env = {
        ...process.env,
        CHARTLIFT_KEY_FILE: join(root, 'key'),
        NODE_OPTIONS: '',
        ...(artefacts ? { CHARTLIFT_CCDA_ARTEFACTS: artefacts } : {}),
      };
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
      expect(run('init', 'clinic', '--key-file', env.CHARTLIFT_KEY_FILE).status).toBe(0);
      expect(run('-w', 'clinic', 'stage', dump!, '--quiet').status).toBe(0);
      expect(run('-w', 'clinic', 'map', 'preset', 'openemr', '--quiet').status).toBe(0);
      expect(run('-w', 'clinic', 'map', 'check', '--quiet').status).toBe(0);
      const sample = patients === null ? [] : ['--sample', String(patients)];
      const made = run('-w', 'clinic', 'run', '--plain-output', '--json', '--quiet', ...sample);
      expect([0, 1]).toContain(made.status);
      summary = JSON.parse(made.stdout);
      out = join(root, 'clinic', 'out', 'r0001');
      const all = truthFacts(truth!);
      const charted = new Set(
        runFacts(readNdjson(join(out, 'fhir')))
          .get('patient')!
          .map((f) => f.who),
      );
      expected = new Map([...all].map(([kind, facts]) => [kind, facts.filter((f) => charted.has(f.who))]));
    }, 1_200_000);
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    const differing = (reports: KindReport[]) =>
      reports.filter((r) => !agrees(r)).map((r) => [r.kind, r.missing, r.extra, r.fieldsDifferent, r.examples]);

    it('closes both ledgers and validates', () => {
      if (patients !== null) expect(summary.patients).toBe(patients);
      expect(summary.ledger.balanced).toBe(true);
      expect(summary.cells.balanced).toBe(true);
      if (sharedPath('ccda')) expect(summary.validation).toMatchObject({ xsd: 0, schematron: 0 });
    });

    it('loses points of the Scorecard for times without a zone and for what the source lacks', async () => {
      const own = await gradesOf(join(out, 'ccda'));
      expect(unexplained(own, join(out, 'fhir'), [...TIMES, 'M2'])).toEqual([]);
      expect(own.warnings).toEqual({});
    });

    it('would reach grade A in every document were the offset of its clock known', async () => {
      const own = await gradesOf(join(out, 'ccda'), (xml) =>
        xml.replace(/ value="(\d{12}|\d{14})"/g, ' value="$1-0800"'),
      );
      expect(Object.keys(own.grades).filter((grade) => !grade.startsWith('A'))).toEqual([]);
      expect(Object.keys(own.lost).filter((rule) => TIMES.includes(rule))).toEqual([]);
    });

    it('writes every fact once into FHIR', () => {
      const found = runFacts(readNdjson(join(out, 'fhir')));
      const reports = [...expected.keys()].map((kind) =>
        compareFacts(kind, expected.get(kind)!, found.get(kind) ?? [], KNOWN_DIFFERENCES),
      );
      console.log(printReports('OpenEMR gold data, FHIR output against truth', reports));
      expect(differing(reports)).toEqual([]);
    });

    it('writes every fact once into C-CDA', () => {
      const found = documentFacts(join(out, 'ccda'));
      const reports = [
        'patient',
        'problem',
        'allergy',
        'medication',
        'prescription',
        'immunization',
        'vital',
        'lab-result',
        'encounter',
      ].map((kind) =>
        compareFacts(
          kind,
          narrowed(expected.get(kind)!, found.get(kind) ?? []),
          found.get(kind) ?? [],
          KNOWN_DIFFERENCES,
        ),
      );
      console.log(printReports('OpenEMR gold data, C-CDA output against truth', reports));
      expect(differing(reports)).toEqual([]);
    });

    it('writes C-CDA that two importers take whole', () => {
      for (const { name, differences, seen } of importAll(documentsOf(out).slice(0, 6))) {
        expect(differences, name).toEqual([]);
        expect(Object.values(seen).every((count) => count > 0)).toBe(true);
      }
    });
  },
);
