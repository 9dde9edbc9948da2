import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCrosswalks } from '../../packages/engine/src/artifacts/crosswalk.js';
import { readMappingFiles } from '../../packages/engine/src/artifacts/mapping-files.js';
import { readScopePlan } from '../../packages/engine/src/artifacts/workspace.js';
import { stringifyFhir } from '../../packages/engine/src/chart/stringify.js';
import { chartWithPreset, type PresetRun, presetFolder, stageInMemory } from './staged-practice.js';

type Json = Record<string, unknown>;
const DUMP = resolve(import.meta.dirname, 'fixtures/openemr-small.sql');

describe('preset openemr', () => {
  it('is well-formed, and every table that a mapping drives has its decision', () => {
    const folder = presetFolder('openemr');
    const { specs, issues } = readMappingFiles(folder);
    expect(issues).toEqual([]);
    expect(readCrosswalks(folder).issues).toEqual([]);
    const plan = readScopePlan(folder);
    const undecided = specs.map((s) => s.from).filter((table) => plan.tables[table]?.decision !== 'migrate');
    expect(undecided).toEqual([]);
  });

  it('never maps a password', () => {
    const folder = presetFolder('openemr');
    for (const spec of readMappingFiles(folder).specs) {
      expect(JSON.stringify([spec.elements, spec.variants, spec.key])).not.toMatch(/password|_pwd/i);
    }
    expect(readFileSync(join(folder, 'scope.yaml'), 'utf8')).toMatch(/users_secure:\s*\{?\s*decision: drop/);
  });
});

/** Looking at a run's resources as plain JSON. */
function viewOf(current: () => PresetRun) {
  const all = (type: string): Json[] =>
    (current().resources.get(type) ?? []).map((r) => JSON.parse(stringifyFhir(r)) as Json);
  const named = (type: string, text: string): Json => {
    const found = all(type).filter((r) => JSON.stringify(r).includes(JSON.stringify(text).slice(1, -1)));
    expect(found, `${type} with ${text}`).toHaveLength(1);
    return found[0]!;
  };
  const loinc = (code: string): Json[] =>
    all('Observation').filter((o) => JSON.stringify(o.code).includes(`"${code}"`));
  /** Text of the one note of that type. */
  const noteText = (code: string): string => {
    const found = all('DocumentReference').filter((r) => JSON.stringify(r.type).includes(`"${code}"`));
    expect(found).toHaveLength(1);
    const [content] = found[0]!.content as { attachment: { data: string } }[];
    return Buffer.from(content!.attachment.data, 'base64').toString('utf8');
  };
  return { all, named, loinc, noteText };
}

describe('an older and dirtier practice', () => {
  let run: PresetRun;
  const { all, named, loinc, noteText } = viewOf(() => run);
  beforeAll(async () => {
    run = chartWithPreset('openemr', await stageInMemory([DUMP]));
  });

  it('needs no table and no column that this version lacks', () => {
    expect(run.checkIssues.filter((i) => i.severity !== 'information')).toEqual([]);
    expect(run.issues.filter((i) => i.severity === 'error')).toEqual([]);
    expect(run.patients).toBe(2);
  });

  it('leaves no row of a clinical table without a decision', () => {
    const rows = (table: string) => run.carried.get(table)?.size ?? 0;
    expect([rows('lists'), rows('history_data'), rows('procedure_result'), rows('prescriptions')]).toEqual([
      10, 1, 3, 2,
    ]);
    expect(run.unselected).toEqual([]);
  });

  it('keeps a zero birth date absent and takes the marital status from status', () => {
    const ben = named('Patient', 'A-12');
    expect(ben.birthDate).toBeUndefined();
    expect(ben.deceasedDateTime).toBe('2021-05-06');
    const ada = named('Patient', 'A-11');
    expect(ada.maritalStatus).toMatchObject({ coding: [{ code: 'M' }] });
  });

  it('tells an emergency contact’s name from a relationship typed in its place', () => {
    expect((named('Patient', 'A-11').contact as Json[])[0]).toMatchObject({
      relationship: [{ coding: [{ code: 'C' }] }, { text: 'Spouse' }],
    });
    expect((named('Patient', 'A-11').contact as Json[])[0]!.name).toBeUndefined();
    expect((named('Patient', 'A-12').contact as Json[])[0]).toMatchObject({ name: { text: 'Carla Quill' } });
  });

  it('gives both races of a packed field', () => {
    const race = JSON.stringify((named('Patient', 'A-12').extension as Json[])[0]);
    expect(race).toContain('2106-3');
    expect(race).toContain('2028-9');
  });

  it('reads a problem’s state from outcome, end date and activity, in that order', () => {
    const status = (title: string) =>
      (named('Condition', title).clinicalStatus as { coding: { code: string }[] }).coding[0]!.code;
    expect(status('Asthma')).toBe('active');
    expect(status('Ankle sprain')).toBe('inactive');
    expect(status('Otitis')).toBe('resolved');
    expect(status('Taken off the list')).toBe('inactive');
    expect(all('Condition')).toHaveLength(4);
    expect(named('Condition', 'Taken off the list').onsetDateTime).toBeUndefined();
    expect(named('Condition', 'Asthma').verificationStatus).toBeUndefined();
  });

  it('keeps a severity that FHIR has no word for in words', () => {
    const reaction = (named('AllergyIntolerance', 'Penicillin').reaction as Json[])[0]!;
    expect(reaction.severity).toBeUndefined();
    expect(reaction).toMatchObject({
      manifestation: [{ coding: [{ code: '247472004' }], text: 'Hives' }],
      note: [{ text: 'Severity: moderate to severe' }],
    });
    const bees = named('AllergyIntolerance', 'Bees');
    expect(JSON.stringify(bees)).not.toContain('unassigned');
    expect(bees.recorder).toBeUndefined();
  });

  it('gives medications and prescriptions the states of their own rows', () => {
    expect(named('MedicationStatement', 'Lisinopril').status).toBe('active');
    expect(named('MedicationStatement', 'Amoxicillin').status).toBe('completed');
    expect(named('MedicationStatement', 'Stopped drug').status).toBe('stopped');
    expect(named('MedicationRequest', 'Old drug').status).toBe('stopped');
    expect((named('MedicationRequest', 'Old drug').dosageInstruction as Json[])[0]!.text).toBeUndefined();
    expect(named('MedicationRequest', 'Lisinopril')).toMatchObject({
      status: 'active',
      medicationCodeableConcept: { text: 'Lisinopril 10 mg' },
      substitution: { allowedBoolean: false },
      dosageInstruction: [
        {
          text: '1 tablet Per Oris b.i.d.',
          route: { coding: [{ code: 'C38288' }, { code: 'per_oris' }], text: 'Per Oris' },
          timing: {
            code: { coding: [{ code: 'BID' }], text: 'b.i.d.' },
            repeat: { frequency: 2, period: 1, periodUnit: 'd', boundsPeriod: { start: '2020-02-02' } },
          },
        },
      ],
    });
  });

  it('takes an administered vaccine as done, a refused one as not done, an erroneous one not at all', () => {
    const byCode = Object.fromEntries(
      all('Immunization').map((i) => [(i.vaccineCode as { coding: { code: string }[] }).coding[0]!.code, i]),
    );
    expect(Object.keys(byCode).sort()).toEqual(['140', '33']);
    expect(byCode['140']!.status).toBe('completed');
    expect(byCode['33']!.status).toBe('not-done');
    expect(byCode['140']!.performer).toMatchObject([{ actor: { display: 'A. Nurse' } }]);
  });

  it('leaves deleted and blank vitals out, and zeros', () => {
    const vitals = all('Observation').filter((o) => JSON.stringify(o.category).includes('vital-signs'));
    expect(JSON.stringify(vitals)).not.toContain('999');
    expect(loinc('85354-9')).toHaveLength(1);
    expect((loinc('85354-9')[0]!.component as Json[]).length).toBe(1);
    expect(loinc('29463-7')[0]!.valueQuantity).toMatchObject({ value: 150, code: '[lb_av]' });
    expect(loinc('8310-5')[0]!.valueQuantity).toMatchObject({ value: 98.6, code: '[degF]' });
    expect(loinc('8302-2')).toEqual([]);
    expect(vitals).toHaveLength(5);
  });

  it('delivers each result once, as number or as words, and no result of a deleted order', () => {
    expect(loinc('718-7')[0]!.valueQuantity).toMatchObject({ unit: 'g/dL', code: 'g/dL' });
    expect(loinc('718-7')[0]!.effectiveDateTime).toBe('2020-02-01T10:00:00');
    expect(named('Observation', 'Yellow').valueString).toBe('Yellow');
    expect(String(loinc('5778-6')[0]!.valueString)).toContain('2-5');
    expect(loinc('5778-6')[0]!.status).toBe('preliminary');
    expect(
      all('ServiceRequest')
        .map((r) => r.status)
        .sort(),
    ).toEqual(['completed', 'revoked']);
  });

  it('takes the newest history, its packed smoking status, and no relative from a “No”', () => {
    const smoking = loinc('72166-2');
    expect(smoking).toHaveLength(1);
    expect(smoking[0]).toMatchObject({
      valueCodeableConcept: { coding: [{ code: '8517006' }], text: 'one pack for years' },
      note: [{ text: 'Quit: 2015-06-01' }],
    });
    expect(loinc('11331-6')[0]!.valueString).toBe('wine (current)');
    const relatives = JSON.stringify(all('FamilyMemberHistory'));
    expect(relatives).toContain('Gout');
    expect(relatives).toContain('Diabetes');
    expect(relatives).not.toContain('Cancer');
    expect(noteText('11329-0')).toBe('Relatives with cancer: No');
  });

  it('writes notes under their headings and leaves deleted ones out', () => {
    expect(noteText('11506-3')).toBe(
      'Subjective:\nCoughs at night.\n\nAssessment:\nBronchitis\n\nPlan:\nRest; fluids.',
    );
  });

  it('names the holder of a policy: the patient, or another person', () => {
    const [own, other] = [named('Coverage', 'P-1'), named('Coverage', 'P-2')];
    expect((own.subscriber as Json).reference).toBe(`Patient/${named('Patient', 'A-11').id}`);
    expect((other.subscriber as Json).reference).toMatch(/^RelatedPerson\//);
    expect(own.status).toBeUndefined();
    expect(all('Coverage')).toHaveLength(2);
  });

  it('restricts a sensitive visit and leaves a deleted one out', () => {
    expect(all('Encounter')).toHaveLength(1);
    expect(all('Encounter')[0]).toMatchObject({
      meta: { security: [{ code: 'R' }] },
      period: { start: '2020-02-01' },
      status: 'unknown',
    });
  });
});

describe('a newer practice', () => {
  let run: PresetRun;
  const { all, named, loinc, noteText } = viewOf(() => run);

  beforeAll(async () => {
    run = chartWithPreset('openemr', await stageInMemory([resolve(import.meta.dirname, 'fixtures/openemr-newer.sql')]));
  });

  it('charts without a complaint', () => {
    expect(run.checkIssues.filter((i) => i.severity !== 'information')).toEqual([]);
    expect(run.issues.filter((i) => i.severity !== 'information')).toEqual([]);
  });

  it('counts a medication that is linked to its prescription once', () => {
    expect(all('MedicationStatement')).toHaveLength(1);
    expect(named('MedicationStatement', 'Aspirin 81 mg')).toMatchObject({
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '243670' }],
      },
      dosage: [{ text: '1 tablet daily' }],
    });
    expect(named('MedicationStatement', 'Aspirin 81 mg').reasonCode).toBeUndefined();
    expect(named('MedicationRequest', 'Metformin')).toMatchObject({
      medicationCodeableConcept: { coding: [{ code: '861007' }], text: 'Metformin 500 mg' },
      dosageInstruction: [{ text: '1 tablet twice a day' }],
      substitution: { allowedBoolean: true },
    });
    expect(named('Organization', 'Corner Pharmacy').address).toMatchObject([{ line: ['9 Main St'] }]);
  });

  it('keeps every previous name, and contacts with what is still valid', () => {
    expect((named('Patient', 'N-21').name as Json[]).map((n) => n.family)).toEqual(['Marsh', 'Reed', 'Sand']);
    const dora = named('RelatedPerson', 'Dora');
    expect((dora.relationship as Json[])[0]).toMatchObject({ coding: [{ code: 'MTH' }] });
    expect((dora.telecom as Json[]).length).toBe(1);
    expect(dora.address).toMatchObject([{ use: 'home', line: ['3 Hill Rd'] }]);
  });

  it('gives each vital its own interpretation', () => {
    expect(loinc('8867-4')[0]!.interpretation).toMatchObject([{ coding: [{ code: 'H' }] }]);
    expect((loinc('85354-9')[0]!.component as Json[])[0]!.interpretation).toMatchObject([{ coding: [{ code: 'HH' }] }]);
    expect(loinc('39156-5')[0]).toMatchObject({ valueQuantity: { value: 30.25 }, interpretation: [{ text: 'Obese' }] });
    expect((loinc('59408-5')[0]!.component as Json[])[0]).toMatchObject({ valueQuantity: { value: 2, code: 'L/min' } });
  });

  it('writes clinical notes, dictations and instructions', () => {
    expect(noteText('11506-3')).toBe('Doing well.');
    expect(noteText('34109-9')).toBe('Dictated words.\n\nAdditional notes:\nAnd more.');
    expect(noteText('69730-0')).toBe('Drink water.');
  });

  it('tells plans, goals and concerns apart, and does not invent their state', () => {
    expect(named('CarePlan', 'Less salt').status).toBe('active');
    expect(named('CarePlan', 'Fewer sweets').status).toBe('unknown');
    expect(named('Goal', 'Lose 5 kg').lifecycleStatus).toBe('completed');
    expect(JSON.stringify(named('Condition', 'Afraid of falling').category)).toContain('health-concern');
    expect(new Set(all('CarePlan').map((c) => c.id)).size).toBe(2);
  });

  it('reads observations as numbers or words with the state that is stated', () => {
    const [measured, worded] = loinc('72514-3');
    expect(measured).toMatchObject({ status: 'final', valueQuantity: { value: 4 } });
    expect(worded).toMatchObject({ status: 'unknown', valueString: 'severe' });
    expect(named('Observation', 'Walks with a cane').valueString).toBe('since 2022');
  });

  it('takes diagnoses from the fee sheet, and no charges', () => {
    const diagnoses = all('Condition').filter((c) => JSON.stringify(c.category).includes('encounter-diagnosis'));
    expect(diagnoses).toHaveLength(1);
    expect(diagnoses[0]).toMatchObject({ code: { coding: [{ code: 'I10' }], text: 'Essential hypertension' } });
    expect(JSON.stringify([...run.resources.values()])).not.toContain('99213');
  });

  it('keeps a device’s identifier and a problem’s time of day', () => {
    expect(named('Device', 'Pacemaker')).toMatchObject({
      udiCarrier: [{ carrierHRF: '(01)00844588003288' }],
      status: 'active',
    });
    expect(named('Condition', 'Hypertension')).toMatchObject({
      onsetDateTime: '2020-04-05T08:30:00',
      recordedDate: '2024-01-01',
      verificationStatus: { coding: [{ code: 'confirmed' }] },
    });
    expect(all('Encounter')[0]).toMatchObject({ status: 'finished', class: { code: 'AMB' } });
  });
});
