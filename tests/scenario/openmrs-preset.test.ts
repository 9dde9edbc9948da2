import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { fixtureDump, type flatXmlRows } from './filled-dump.js';
import { at, faultsOf, migrateWithPreset, type PresetMigration } from './preset-migration.js';

const FIXTURES = ['initialInMemoryTestDataSet', 'standardTestDataset', 'conditionDataset', 'allergyTestDataset'];
const schema = sharedPath('data', 'openmrs', 'openmrs-2.x-schema-initial_test_db.sql.gz');
const fixtures = FIXTURES.map((name) => sharedPath('data', 'openmrs', `${name}.xml`));
const artefacts = sharedPath('ccda');
const reason =
  schema === null || artefacts === null || fixtures.includes(null) ? sharedReason('data/openmrs or ccda') : null;

describe.skipIf(reason !== null)(`OpenMRS’s own fixtures in its schema${reason ? ` (${reason})` : ''}`, () => {
  let run: PresetMigration;
  let rows: ReturnType<typeof flatXmlRows>;
  const isTrue = (value: string | undefined): boolean => /^(?:true|1)$/i.test(value ?? '');
  /** Rows that are not voided and belong to a patient who is not. */
  const live = (table: string, person = 'patient_id') => {
    const patients = new Set((rows.get('patient') ?? []).filter((p) => !isTrue(p.voided)).map((p) => p.patient_id));
    return (rows.get(table) ?? []).filter((row) => !isTrue(row.voided) && patients.has(row[person]!));
  };
  const keys = (type: string): string[] =>
    run
      .all(type)
      .map((r) => String(at(r, 'identifier', 'value')))
      .sort();

  beforeAll(() => {
    run = migrateWithPreset('openmrs', artefacts!, (root) => {
      const made = fixtureDump(schema!, fixtures as string[]);
      rows = made.rows;
      writeFileSync(join(root, 'openmrs.sql'), made.dump);
      return 'openmrs.sql';
    });
  }, 120_000);
  afterAll(() => run?.[Symbol.dispose]());

  it('is recognised, passes both gates and every layer, and is read back without a difference', () => {
    expect(run.fits.filter((fit) => fit.fits).map((fit) => fit.name)).toEqual(['openmrs']);
    expect(faultsOf(run)).toEqual([]);
  });

  it('delivers what is not voided, and nothing else', () => {
    expect(keys('Patient')).toEqual(
      live('patient')
        .map((p) => p.patient_id)
        .sort(),
    );
    expect(keys('Condition')).toEqual(
      live('conditions')
        .map((c) => c.condition_id)
        .sort(),
    );
    expect(keys('AllergyIntolerance')).toEqual(
      live('allergy')
        .map((a) => a.allergy_id)
        .sort(),
    );
    expect(keys('Encounter')).toEqual(
      [...live('encounter').map((e) => e.encounter_id), ...live('visit').map((v) => v.visit_id)].sort(),
    );
    const drugs = new Set((rows.get('drug_order') ?? []).map((d) => d.order_id));
    const orders = live('orders')
      .filter((o) => o.order_action !== 'DISCONTINUE')
      .map((o) => o.order_id!);
    expect(keys('MedicationRequest')).toEqual(orders.filter((id) => drugs.has(id)).sort());
    expect(keys('ServiceRequest')).toEqual(orders.filter((id) => !drugs.has(id)).sort());
    const seen = live('obs', 'person_id').filter((o) => o.value_complex === undefined);
    expect(keys('Observation')).toEqual(seen.map((o) => o.obs_id).sort());
  });

  it('reads concepts by their names and numbers with the units of the concept', () => {
    const name = (concept: string | undefined) =>
      rows.get('concept_name')?.find((n) => n.concept_id === concept && !isTrue(n.voided) && isTrue(n.locale_preferred))
        ?.name;
    const unit = (concept: string | undefined) =>
      rows.get('concept_numeric')?.find((n) => n.concept_id === concept)?.units;
    const stated = live('obs', 'person_id').flatMap((o) =>
      o.value_numeric === undefined
        ? []
        : [JSON.stringify([o.obs_id, name(o.concept_id), Number(o.value_numeric), unit(o.concept_id)])],
    );
    const told = run
      .all('Observation')
      .flatMap((o) =>
        o.valueQuantity === undefined
          ? []
          : [
              JSON.stringify([
                at(o, 'identifier', 'value'),
                at(o, 'code', 'text'),
                at(o, 'valueQuantity', 'value'),
                at(o, 'valueQuantity', 'unit'),
              ]),
            ],
      );
    expect(told.sort()).toEqual(stated.sort());
    expect(told.length).toBeGreaterThan(3);
  });
});
