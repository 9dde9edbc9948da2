import { beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { agrees, compareFacts, type Fact, type KindReport, printReports } from './fact-comparison.js';
import { runFacts } from './openemr-run.js';
import { KNOWN_DIFFERENCES, truthFacts } from './openemr-truth.js';
import { chartWithPreset, type PresetRun, type StagedPractice, stageInMemory } from './staged-practice.js';

const dump = sharedPath('data', 'openemr', 'openemr-gold-1000pt.sql.gz');
const truth = sharedPath('data', 'openemr', 'gold-dataset.canonical.json.gz');
const missing = dump === null || truth === null;

describe.skipIf(missing)(
  `the charts of 1,000 patients against the generator’s truth${missing ? ` (${sharedReason('data/openemr')})` : ''}`,
  () => {
    let practice: StagedPractice;
    let run: PresetRun;
    let expected: Map<string, Fact[]>;
    let reports: KindReport[];

    beforeAll(async () => {
      practice = await stageInMemory([dump!]);
      run = chartWithPreset('openemr', practice);
      expected = truthFacts(truth!);
      const found = runFacts(run.resources);
      reports = [...expected.keys()].map((kind) =>
        compareFacts(kind, expected.get(kind)!, found.get(kind) ?? [], KNOWN_DIFFERENCES),
      );
      console.log(printReports('OpenEMR gold data, charts against truth', reports));
    }, 240_000);

    it('charts every patient without an error', () => {
      expect(run.checkIssues).toEqual([]);
      expect(run.issues.filter((i) => i.severity === 'error')).toEqual([]);
      expect(run.patients).toBe(1000);
    });

    it('gives every fact exactly once with its code, date, value, unit and status', () => {
      expect(reports.filter((r) => !agrees(r))).toEqual([]);
      expect(reports.length).toBeGreaterThanOrEqual(18);
    });

    it('carries every row of the clinical tables', () => {
      const tables =
        'patient_data lists prescriptions immunizations form_vitals form_soap form_encounter history_data insurance_data procedure_order procedure_order_code procedure_report procedure_result documents contact_relation contact person contact_telecom users facility insurance_companies procedure_providers'.split(
          ' ',
        );
      const left = practice.tables
        .filter((t) => tables.includes(t.name))
        .map((t) => [t.name, t.rows - (run.carried.get(t.name)?.size ?? 0)] as const)
        .filter(([, rows]) => rows !== 0);
      expect(left).toEqual([]);
    });

    it('would see a fact that is missing, doubled or different', () => {
      const facts = runFacts(run.resources).get('lab-result')!;
      const wanted = expected.get('lab-result')!;
      const first = facts[0]!;
      expect(compareFacts('lab-result', wanted, facts.slice(1)).missing).toBe(1);
      expect(compareFacts('lab-result', wanted, [...facts, first]).extra).toBe(1);
      const changed = [{ ...first, fields: { ...first.fields, value: '0.001' } }, ...facts.slice(1)];
      expect(compareFacts('lab-result', wanted, changed).fieldsDifferent).toEqual({ value: 1 });
    });
  },
);
