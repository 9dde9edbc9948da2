import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringifyFhir } from '../../packages/engine/src/chart/stringify.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { filledDump } from './filled-dump.js';
import { at, type Json } from './preset-migration.js';
import { chartWithPreset, type PresetRun, stageInMemory } from './staged-practice.js';

const schema = sharedPath('data', 'oscar', 'oscar-10pt.sql.gz');
const reason = schema === null ? sharedReason('data/oscar') : null;
const D = { demographic_no: '7' };
const note = (note_id: string, uuid: string, text: string, more: Record<string, string> = {}) => ({
  ...{ note_id, uuid, note: text, ...D, provider_no: '101', signed: '1', archived: '0' },
  ...{ observation_date: '2020-01-02 10:00:00', ...more },
});

/** What the ten patients of the demonstration do not have, in OSCAR's own tables. */
const ROWS: Readonly<Record<string, Record<string, string>[]>> = {
  demographic: [
    {
      ...D,
      first_name: 'Ada',
      last_name: 'Fern',
      year_of_birth: '1950',
      month_of_birth: '02',
      date_of_birth: '',
      sex: 'T',
      hin: '1234567890',
      ver: 'AB',
      hc_type: 'ON',
      province: 'US-NY',
      patient_status: 'DE',
      pref_name: 'Addy',
      provider_no: '101',
    },
  ],
  demographicext: [
    { id: '1', ...D, key_val: 'demo_cell', value: '613-555-0123' },
    { id: '2', ...D, key_val: 'hPhoneExt', value: '5' },
  ],
  provider: [{ provider_no: '101', first_name: 'Cy', last_name: 'Moss', provider_type: 'doctor', status: '1' }],
  allergies: [
    {
      allergyid: '1',
      ...D,
      DESCRIPTION: 'Latex',
      start_date: '1999-01-01',
      archived: '1',
      severity_of_reaction: '4',
      reaction: 'Rash',
    },
  ],
  partial_date: [{ id: '1', table_name: '1', table_id: '1', field_name: '1', format: 'YYYY' }],
  drugs: [
    {
      drugid: '1',
      ...D,
      BN: 'A',
      freqcode: 'OD',
      archived: '1',
      archived_reason: 'adverseReaction',
      long_term: '0',
      takemin: '1',
      takemax: '2',
      drug_form: 'TABLET',
      nosubs: '1',
    },
    { drugid: '2', ...D, BN: 'B', archived: '1', archived_reason: 'deleted' },
    {
      drugid: '3',
      ...D,
      customName: 'Cream of the house',
      archived: '0',
      long_term: '0',
      duration: '5',
      durunit: '',
      quantity: 'one jar',
    },
  ],
  dxresearch: [
    { dxresearch_no: '1', ...D, dxresearch_code: '7153', coding_system: 'icd9', status: 'C', start_date: '2019-05-06' },
    { dxresearch_no: '2', ...D, dxresearch_code: '250', coding_system: 'icd9', status: 'D' },
    { dxresearch_no: '3', ...D, dxresearch_code: '44054006', coding_system: 'SnomedCore', status: 'A' },
  ],
  measurements: [
    {
      id: '1',
      type: 'BP',
      demographicNo: '7',
      dataField: 'refused',
      measuringInstruction: '',
      dateObserved: '2020-01-02',
    },
    {
      id: '2',
      type: 'WT',
      demographicNo: '7',
      dataField: '70',
      measuringInstruction: 'as felt',
      dateObserved: '2020-01-02',
    },
    {
      id: '3',
      type: 'SKST',
      demographicNo: '7',
      dataField: 'No',
      measuringInstruction: 'Yes/No',
      dateObserved: '2020-01-02',
    },
  ],
  preventions: [
    {
      id: '1',
      ...D,
      prevention_type: 'Flu',
      refused: '1',
      never: '0',
      deleted: '0',
      prevention_date: '2020-10-01',
      provider_no: '101',
    },
    {
      id: '2',
      ...D,
      prevention_type: 'PAP',
      refused: '0',
      never: '0',
      deleted: '0',
      prevention_date: '2019-04-01',
      provider_no: '101',
    },
    {
      id: '3',
      ...D,
      prevention_type: 'Tdap',
      refused: '0',
      never: '0',
      deleted: '1',
      prevention_date: '2018-04-01',
      provider_no: '101',
    },
  ],
  preventionsext: [
    { id: '1', prevention_id: '1', keyval: 'lot', val: '' },
    { id: '2', prevention_id: '1', keyval: 'neverReason', val: 'Egg allergy' },
    { id: '3', prevention_id: '2', keyval: 'result', val: 'normal' },
    { id: '4', prevention_id: '3', keyval: 'lot', val: 'X' },
  ],
  casemgmt_note: [
    note('1', 'a', 'Gout'),
    note('2', 'a', 'Gout, left foot'),
    note('3', 'b', 'Fish oil', { archived: '1' }),
    note('4', 'c', 'Retired teacher'),
    note('5', 'd', 'Seen today', { signed: '0' }),
  ],
  casemgmt_note_ext: [{ id: '1', note_id: '2', key_val: 'Start Date', value: 'YYYYMM', date_value: '2015-03-01' }],
  casemgmt_issue: [1, 2, 3].map((id) => ({ id: String(id), ...D, issue_id: String(id) })),
  issue: ['Concerns', 'OMeds', 'SocHistory'].map((code, i) => ({
    issue_id: String(i + 1),
    code,
    description: `${code} as part of cpp`,
  })),
  casemgmt_issue_notes: [
    { id: '1', note_id: '2' },
    { id: '2', note_id: '3' },
    { id: '3', note_id: '4' },
  ],
  demographiccontact: [
    {
      id: '1',
      demographicNo: '7',
      contactId: '9',
      type: '2',
      category: 'personal',
      role: 'Daughter',
      ec: 'true',
      deleted: '0',
    },
  ],
  contact: [{ id: '9', firstName: 'Bea', lastName: 'Fern', cellPhone: '613-555-0199', deleted: '0' }],
  consultationservices: [{ serviceId: '5', serviceDesc: 'Cardiology', active: '1' }],
  consultationrequests: [
    {
      requestId: '1',
      demographicNo: '7',
      serviceId: '5',
      status: '4',
      urgency: '2',
      referalDate: '2020-02-03',
      reason: 'Murmur',
      providerNo: '101',
    },
  ],
  document: [
    {
      document_no: '1',
      doctype: 'consult',
      docdesc: 'Letter',
      docfilename: '1.pdf',
      status: 'A',
      contenttype: 'application/pdf',
      observationdate: '2020-03-04',
    },
  ],
  ctl_document: [
    { module: 'demographic', module_id: '7', document_no: '1', status: 'A' },
    { module: 'providers', module_id: '101', document_no: '2', status: 'A' },
  ],
};

describe.skipIf(reason !== null)(`an awkward practice with OSCAR's preset${reason ? ` (${reason})` : ''}`, () => {
  let run: PresetRun;
  const all = (type: string): Json[] =>
    (run.resources.get(type) ?? []).map((r) => JSON.parse(stringifyFhir(r)) as Json);

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oscar-awkward-'));
    writeFileSync(join(folder, 'oscar.sql'), filledDump(schema!, new Map(Object.entries(ROWS))));
    run = chartWithPreset('oscar', await stageInMemory([join(folder, 'oscar.sql')]));
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('is charted without an error, and every row of a table to migrate has its fate', () => {
    expect(run.checkIssues.filter((i) => i.severity === 'error')).toEqual([]);
    expect(run.issues.filter((i) => i.severity === 'error')).toEqual([]);
    expect(run.unselected).toEqual([]);
    expect(run.patients).toBe(1);
  });

  it('keeps what is known of a date, names the issuer of a card and says that the patient died', () => {
    const [patient] = all('Patient');
    expect(patient).toMatchObject({ birthDate: '1950-02', gender: 'other', active: false, deceasedBoolean: true });
    expect((patient!.identifier as Json[])[1]).toMatchObject({
      system: 'https://fhir.infoway-inforoute.ca/NamingSystem/ca-on-patient-hcn',
      value: '1234567890',
    });
    expect(patient!.address).toMatchObject([{ state: 'NY' }]);
    expect(JSON.stringify(patient!.telecom)).toContain('555-0123');
    expect(all('AllergyIntolerance')[0]).toMatchObject({
      onsetDateTime: '1999',
      clinicalStatus: { coding: [{ code: 'inactive' }] },
    });
    expect(at(all('AllergyIntolerance')[0], 'reaction', 'severity')).toBeUndefined();
  });

  it('tells stopped from unknown drugs, and leaves a deleted one out', () => {
    expect(all('MedicationRequest').map((m) => [at(m, 'medicationCodeableConcept', 'text'), m.status])).toEqual([
      ['A', 'stopped'],
      ['Cream of the house', 'unknown'],
    ]);
    expect(all('MedicationRequest')[0]).toMatchObject({
      statusReason: { text: 'adverseReaction' },
      substitution: { allowedBoolean: false },
    });
    expect((all('MedicationRequest')[1]!.note as Json[]).map((n) => n.text)).toEqual([
      'Duration: 5',
      'Quantity: one jar',
    ]);
  });

  it('resolves a completed diagnosis, and takes other code systems by their own names', () => {
    const codes = all('Condition').map((c) => [
      at(c, 'code', 'coding', 'code') ?? at(c, 'code', 'text'),
      at(c, 'clinicalStatus', 'coding', 'code'),
      c.onsetDateTime ?? null,
    ]);
    expect(codes.sort()).toEqual([
      ['44054006', 'active', null],
      ['715.3', 'resolved', null],
      ['Gout, left foot', 'active', '2015-03'],
    ]);
  });

  it('gives no unit and no pressure that is not stated', () => {
    const [pressure, weight, smoking] = all('Observation');
    expect([pressure!.valueString, pressure!.component]).toEqual(['refused', undefined]);
    expect(weight!.valueQuantity).toEqual({ value: 70 });
    expect(smoking!.valueString).toBe('No');
    expect(all('Observation')).toHaveLength(3);
    expect(run.issues.map((i) => i.code)).toContain('blood-pressure-unreadable');
  });

  it('tells a refused vaccine from a given one and from a screening', () => {
    expect(all('Immunization')).toHaveLength(1);
    expect(all('Immunization')[0]).toMatchObject({
      status: 'not-done',
      statusReason: { text: 'Egg allergy', coding: [{ code: 'PATOBJ' }] },
    });
    expect(all('Procedure')).toMatchObject([
      { status: 'completed', code: { text: 'PAP' }, outcome: { text: 'normal' } },
    ]);
  });

  it('files notes by their boxes, in the newest revision', () => {
    expect(all('MedicationStatement')).toMatchObject([
      { status: 'stopped', medicationCodeableConcept: { text: 'Fish oil' } },
    ]);
    expect(all('DocumentReference').map((d) => [at(d, 'type', 'text'), d.docStatus ?? null])).toEqual(
      expect.arrayContaining([
        ['SocHistory as part of cpp', 'final'],
        ['Progress note', 'preliminary'],
        ['consult', null],
      ]),
    );
    expect(all('RelatedPerson')[0]).toMatchObject({ name: [{ given: ['Bea'], family: 'Fern' }] });
    expect(all('ServiceRequest')[0]).toMatchObject({
      status: 'completed',
      priority: 'routine',
      code: { text: 'Cardiology' },
    });
  });
});
