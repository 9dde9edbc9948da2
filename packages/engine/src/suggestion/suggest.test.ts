import { describe, expect, it } from 'vitest';
import { profileOfDescriptions } from './data-dictionary.js';
import { memoryOf, remember } from './memory.js';
import { sampleProfile } from './profile-sample.js';
import { suggestMappings } from './suggest.js';
import type { SuggestOptions } from './suggestion.js';

const PEOPLE = { patient_no: null, last_name: null, first_name: null, dob: null };

function suggest(tables: Parameters<typeof sampleProfile>[0], options: SuggestOptions = {}) {
  const all = suggestMappings(sampleProfile(tables), options);
  return (table: string, column: string) => {
    const found = all.find((one) => one.table === table && one.column === column);
    if (!found) throw new Error(`${table}.${column} has no suggestion`);
    return { ...found, top: found.candidates[0]?.target ?? null };
  };
}

describe('what a column called "status" is', () => {
  it('is told by its values', () => {
    const of = suggest({ patients: { ...PEOPLE, status: { married: 400, single: 300, divorced: 100 } } });
    expect(of('patients', 'status').top).toBe('Patient.maritalStatus');
  });

  it('and by its name where nothing else is known', () => {
    const of = suggest({ patients: { ...PEOPLE, status: null } });
    expect(of('patients', 'status').top).not.toBe('Patient.maritalStatus');
  });
});

describe('suggestions', () => {
  it('say nothing of keys, audit columns, secrets and money', () => {
    const of = suggest({
      patients: { ...PEOPLE, created_by: null, last_modified_date: null, sort_order: null, balance_due: null },
      users: { user_id: null, last_name: null, first_name: null, npi: null, password: null },
    });
    for (const column of ['created_by', 'last_modified_date', 'sort_order', 'balance_due']) {
      expect(of('patients', column), column).toMatchObject({ abstained: true, candidates: [] });
      expect(of('patients', column).reasons?.length).toBe(1);
    }
    expect(of('users', 'password').abstained).toBe(true);
  });

  it('know vital signs wherever they stand', () => {
    const of = suggest({
      visits: { visit_id: null, visit_date: null, provider_id: null, bp_systolic: null, wt_kg: null },
    });
    expect(of('visits', 'bp_systolic').candidates[0]).toMatchObject({
      target: 'Observation.valueQuantity',
      code: { system: 'http://loinc.org', code: '8480-6' },
    });
    expect(of('visits', 'wt_kg').candidates[0]?.code?.code).toBe('29463-7');
  });

  it('give a single element to the column that fits it best', () => {
    const of = suggest({
      problems: { id: null, patient_id: null, diagnosis: null, onset_date: null, start_date: null },
    });
    expect(of('problems', 'onset_date').top).toBe('Condition.onsetDateTime');
    const scoreOf = (column: string) =>
      of('problems', column).candidates.find((one) => one.target === 'Condition.onsetDateTime')?.score ?? 0;
    expect(scoreOf('start_date')).toBeLessThan(scoreOf('onset_date'));
  });

  it('give the elements of each kind of row where a column tells kinds apart', () => {
    const of = suggest({
      entries: {
        id: null,
        pid: null,
        type: { problem: 30, allergy: 20, medication: 10 },
        title: null,
        begin_date: null,
      },
    });
    const targets = of('entries', 'title').candidates.map((candidate) => candidate.target);
    expect(targets).toEqual(expect.arrayContaining(['Condition.code.text', 'AllergyIntolerance.code.text']));
  });

  it('read descriptions where names say nothing', () => {
    const columns = {
      C1: { comment: 'Date on which the vaccine was administered' },
      C2: { comment: 'Lot number of the vaccine' },
    };
    const of = suggest({ IMMUNIZATION: columns });
    expect(of('IMMUNIZATION', 'C1').top).toBe('Immunization.occurrenceDateTime');
    expect(of('IMMUNIZATION', 'C2').top).toBe('Immunization.lotNumber');
  });

  it('show no value of the source', () => {
    const all = suggestMappings(
      sampleProfile({ patients: { ...PEOPLE, status: { married: 400, 'Zebra Quagga': 3 } } }),
    );
    expect(JSON.stringify(all)).not.toMatch(/married|quagga/i);
  });

  it('are the same for the same profile', () => {
    const profile = sampleProfile({ patients: { ...PEOPLE, status: null } });
    expect(suggestMappings(profile)).toEqual(suggestMappings(profile));
  });

  it('give scores from 0 to 1, at most five, the best first', () => {
    for (const { candidates } of suggestMappings(
      sampleProfile({ drugs: { drug_name: null, dose: null, x: null, qty: null } }),
    )) {
      const scores = candidates.map((candidate) => candidate.score);
      expect(scores.length).toBeLessThanOrEqual(5);
      expect([...scores].sort((a, b) => b - a)).toEqual(scores);
      for (const score of scores) expect(score).toSatisfy((s: number) => s >= 0 && s <= 1);
    }
  });
});

describe('memory', () => {
  const tables = { patients: { ...PEOPLE, legacy_ref: null } };
  const target = 'Patient.managingOrganization';
  const decided = (confirmed: boolean) => {
    let entries = remember([], { table: 'patients', column: 'LegacyRef', target, confirmed });
    entries = remember(entries, { table: 'patients', column: 'LegacyRef', target, confirmed });
    return { memory: memoryOf(entries) };
  };

  it('brings a confirmed target to the fore, by the ideas of the name', () => {
    expect(suggest(tables)('patients', 'legacy_ref').top).not.toBe(target);
    const entries = remember([], {
      table: 'tblPatients',
      column: 'facility_id',
      target: 'Patient.managingOrganization',
      confirmed: true,
    });
    const before = suggest({ patients: { ...PEOPLE, FacilityId: null } })('patients', 'FacilityId').candidates[0];
    const after = suggest({ patients: { ...PEOPLE, FacilityId: null } }, { memory: memoryOf(entries) })(
      'patients',
      'FacilityId',
    ).candidates[0];
    expect(after?.target).toBe(target);
    expect(after?.reasons).toContain('confirmed before');
    expect(after?.score ?? 0).toBeGreaterThanOrEqual(before?.score ?? 0);
  });

  it('holds a rejected one back', () => {
    const plain = suggest({ patients: { ...PEOPLE, sex: null } })('patients', 'sex').top;
    expect(plain).toBe('Patient.gender');
    let entries = remember([], { table: 'patients', column: 'sex', target: 'Patient.gender', confirmed: false });
    entries = remember(entries, { table: 'patients', column: 'sex', target: 'Patient.gender', confirmed: false });
    expect(
      suggest({ patients: { ...PEOPLE, sex: null } }, { memory: memoryOf(entries) })('patients', 'sex').top,
    ).not.toBe('Patient.gender');
    expect(decided(true).memory.recall('patients', 'legacy_ref', 'Patient').get(target)).toBeGreaterThan(0.5);
  });
});

describe('what surrounds a column', () => {
  it('gives what another thing is called by to that thing', () => {
    const of = suggest({
      lab_results: {
        result_id: null,
        patient_id: null,
        test_name: null,
        result_value: null,
        units: null,
        reference_range: null,
        order_date: null,
        specimen_type: null,
        ordered_by: null,
        result_folder: null,
      },
    });
    expect(of('lab_results', 'test_name').top).toBe('Observation.code.text');
    expect(of('lab_results', 'order_date').top).toBe('ServiceRequest.authoredOn');
    expect(of('lab_results', 'specimen_type').top).toBe('Specimen.type');
    expect(of('lab_results', 'ordered_by').top).toBe('ServiceRequest.requester');
    expect(of('lab_results', 'result_folder').abstained).toBe(true);
  });

  it('takes a table that carries on the name of another for part of it', () => {
    const order = { procedure_order_id: null, patient_id: null, date_ordered: null, order_status: null };
    const codes = { procedure_order_id: null, procedure_order_seq: null, procedure_code: null, procedure_name: null };
    const of = suggest({ procedure_order: order, procedure_order_code: codes });
    expect(of('procedure_order_code', 'procedure_code').top).toBe('ServiceRequest.code.coding');
  });

  it('keeps guarantors, insurers and other rows from being the patient', () => {
    const of = suggest({
      patient_demographics: {
        ...PEOPLE,
        guarantor_last_name: null,
        guarantor_dob: null,
        guarantor_home_phone: null,
        last_visit: null,
      },
      patient_address: { patient_address_id: null, patient_id: null, street: null, city: null, zip: null },
    });
    expect(of('patient_demographics', 'dob').top).toBe('Patient.birthDate');
    expect(of('patient_demographics', 'guarantor_dob').top).toBe('RelatedPerson.birthDate');
    expect(of('patient_demographics', 'guarantor_home_phone').top).toBe('RelatedPerson.telecom');
    expect(of('patient_demographics', 'last_visit').top).not.toBe('Patient.name.family');
    expect(of('patient_address', 'patient_address_id').top).not.toBe('Patient.id');
  });

  it('is read from descriptions where names say nothing', () => {
    const profile = profileOfDescriptions('x', [
      {
        name: 'tbl_q7',
        comment: 'This table contains one row for each allergy of a patient.',
        columns: [
          { name: 'q7a', type: null, comment: 'The unique identifier of the patient' },
          { name: 'q7b', type: null, comment: 'Name of the allergen' },
          { name: 'q7c', type: null, comment: 'The category value that indicates the severity of the reaction' },
          { name: 'q7d', type: null, comment: 'The date when the allergy was noted' },
        ],
      },
    ]);
    expect(suggestMappings(profile).map((one) => one.candidates[0]?.target)).toEqual([
      'AllergyIntolerance.patient',
      'AllergyIntolerance.code.text',
      'AllergyIntolerance.reaction.severity',
      'AllergyIntolerance.onsetDateTime',
    ]);
  });
});
