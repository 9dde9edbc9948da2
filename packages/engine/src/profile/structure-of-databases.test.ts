import { describe, expect, it } from 'vitest';
import { lookAgainAtSource, profileInputOfSource } from '../analysis/profile-input.js';
import type { Join, SourceProfile } from '../artifacts/source-profile.js';
import { openSource } from '../sources/registry.js';
import { type KnownJoins, OPENEMR_JOINS, OSCAR_JOINS } from '../testing/known-joins.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { completeProfile } from './complete-profile.js';
import { profileSource } from './profile-source.js';

/** A database as if it declared no foreign key, and what it declared. */
async function structureOf(path: string) {
  const { source } = await openSource([path], {}, { onIssue: () => {} });
  await using opened = source;
  const input = await profileInputOfSource(opened, { name: 'db', snapshotAt: '2026-01-01' });
  const declared = input.tables.flatMap((table) =>
    table.references.map(
      (one) => `${table.name}.${one.columns.join()} -> ${one.referencesTable}.${one.referencesColumns.join()}`,
    ),
  );
  const bare = { ...input, tables: input.tables.map((table) => ({ ...table, references: [] })) };
  const profiled = await profileSource(bare);
  const completed = await completeProfile(profiled, { look: lookAgainAtSource(opened) });
  return { declared, ...completed };
}

const nameOf = ({ from, to }: Join): string =>
  `${from.table}.${from.columns.join()} -> ${to.table}.${to.columns.join()}`;

/** Joins between tables with rows, from columns with values that name something. */
function shownByData(profile: SourceProfile): Join[] {
  const rows = new Map(profile.tables.map((table) => [table.name, table.rows]));
  return profile.joins.filter(
    (join) =>
      join.score >= 0.5 &&
      (rows.get(join.from.table) ?? 0) > 0 &&
      (rows.get(join.to.table) ?? 0) > 0 &&
      !join.reasons.includes('no value to compare'),
  );
}

function measure(found: readonly Join[], { must, may }: KnownJoins) {
  const names = new Set(found.map(nameOf));
  const hit = must.filter((name) => names.has(name));
  const allowed = (name: string): boolean =>
    may.some((one) => one === name || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
  const wrong = [...names].filter((name) => !must.includes(name) && !allowed(name));
  return {
    precision: hit.length / (hit.length + wrong.length),
    recall: hit.length / must.length,
    missed: must.filter((name) => !names.has(name)),
    wrong,
  };
}

const pathOf = (profile: SourceProfile, table: string): string | null =>
  profile.tables
    .find(({ name }) => name === table)
    ?.patientPath?.steps.map(({ from, to }) => `${from.columns.join()}>${to.table}`)
    .join(' ') ?? null;

const eavOf = (profile: SourceProfile, table: string) => profile.tables.find(({ name }) => name === table)?.eav ?? null;

const openemr = sharedPath('data/openemr/openemr-gold-1000pt.sql.gz');
const oscar = sharedPath('data/oscar/oscar-10pt.sql.gz');
const openmrs = sharedPath('data/openmrs/openmrs-2.x-schema-initial_test_db.sql.gz');
const synthea = sharedPath('data/synthea/ma10/csv');
const northwind = sharedPath('data/mssql/salmanshariff07__Sales_Analysis_SQL__Northwind.bak');
const clinic = sharedPath('data/mssql/sashacrljenica__C-_Clinic__Database_Clinic.bak');
const hospital = sharedPath('data/mssql/aelgendy97__Database_Project__Hospital.bak');

describe('structure found without declared foreign keys', () => {
  it.skipIf(openemr === null)(`OpenEMR ${openemr === null ? sharedReason('OpenEMR dump') : ''}`, async () => {
    const { profile, patient } = await structureOf(openemr ?? '');
    const { precision, recall, missed, wrong } = measure(shownByData(profile), OPENEMR_JOINS);
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(patient?.table.name).toBe('patient_data');
    expect(pathOf(profile, 'lists')).toBe('pid>patient_data');
    expect(pathOf(profile, 'openemr_postcalendar_events')).toBe('pc_pid>patient_data');
    expect(pathOf(profile, 'procedure_result')).toBe(
      'procedure_report_id>procedure_report procedure_order_id>procedure_order patient_id>patient_data',
    );
    expect(pathOf(profile, 'contact_telecom')).toBe('contact_id>contact id>contact_relation target_id>patient_data');
    expect(pathOf(profile, 'list_options')).toBeNull();
    expect(pathOf(profile, 'users')).toBeNull();
    const steered = profile.joins.find((join) => nameOf(join) === 'contact.foreign_id -> person.id');
    expect(steered?.reasons.join()).toContain('polymorphic');
    expect(eavOf(profile, 'procedure_result')).toMatchObject({ attribute: 'result_code', value: ['result'] });
    expect(eavOf(profile, 'lbf_data')).toMatchObject({
      entity: ['form_id'],
      attribute: 'field_id',
      value: ['field_value'],
    });
  });

  it.skipIf(oscar === null)(`OSCAR ${oscar === null ? sharedReason('OSCAR dump') : ''}`, async () => {
    const { profile, patient } = await structureOf(oscar ?? '');
    const { precision, recall, missed, wrong } = measure(shownByData(profile), OSCAR_JOINS);
    expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(patient?.table.name).toBe('demographic');
    expect(pathOf(profile, 'admission')).toBe('client_id>demographic');
    expect(pathOf(profile, 'preventionsext')).toBe('prevention_id>preventions demographic_no>demographic');
    expect(eavOf(profile, 'measurementsext')).toMatchObject({
      entity: ['measurement_id'],
      attribute: 'keyval',
      value: ['val'],
    });
    expect(eavOf(profile, 'measurements')).toMatchObject({
      entity: ['demographicNo'],
      attribute: 'type',
      value: ['dataField'],
    });
    const objects = profile.joins.find(
      (join) => nameOf(join) === 'secobjprivilege.objectName -> secobjectname.objectName',
    );
    expect(objects?.orphans).toBe(173);
  });

  it.skipIf(openmrs === null)(`OpenMRS ${openmrs === null ? sharedReason('OpenMRS schema') : ''}`, async () => {
    const { profile, patient, declared } = await structureOf(openmrs ?? '');
    const all = new Set(profile.joins.map(nameOf));
    const hit = declared.filter((name) => all.has(name));
    expect(declared.length).toBeGreaterThan(400);
    expect(hit.length / declared.length).toBeGreaterThan(0.78);
    const wrong = shownByData(profile).filter((join) => !declared.includes(nameOf(join)));
    expect(wrong.map(nameOf)).toEqual([]);
    expect(patient?.table.name).toBe('patient');
    expect(pathOf(profile, 'visit')).toBe('patient_id>patient');
    expect(eavOf(profile, 'obs')).toMatchObject({ attribute: 'concept_id' });
  });

  it.skipIf(synthea === null)(`Synthea CSV ${synthea === null ? sharedReason('Synthea CSV') : ''}`, async () => {
    const { profile, patient } = await structureOf(synthea ?? '');
    expect(patient?.table.name).toBe('patients');
    const names = new Set(profile.joins.map(nameOf));
    const clinical = ['allergies', 'conditions', 'immunizations', 'medications', 'observations', 'procedures'];
    for (const table of clinical) {
      expect(pathOf(profile, table)).toBe('PATIENT>patients');
      expect(names).toContain(`${table}.ENCOUNTER -> encounters.Id`);
    }
    const eav = eavOf(profile, 'observations');
    expect(eav).toMatchObject({ entity: ['PATIENT'], attribute: 'CODE', value: ['VALUE'] });
    expect(eav?.attributes.find(({ attribute }) => attribute === '29463-7')?.label).toBe('Body Weight');
    const codes = (table: string, column: string) =>
      profile.tables
        .find(({ name }) => name === table)
        ?.columns.find(({ name }) => name === column)
        ?.codes.map(({ system }) => system);
    expect(codes('observations', 'CODE')).toEqual(['http://loinc.org']);
    expect(codes('conditions', 'CODE')).toEqual(['http://snomed.info/sct']);
    expect(codes('immunizations', 'CODE')).toEqual(['http://hl7.org/fhir/sid/cvx']);
  });

  it.skipIf(northwind === null || clinic === null || hospital === null)(
    `SQL Server backups ${northwind === null ? sharedReason('SQL Server backups') : ''}`,
    async () => {
      const [sales, practice, ward] = [
        await structureOf(northwind ?? ''),
        await structureOf(clinic ?? ''),
        await structureOf(hospital ?? ''),
      ];
      for (const { profile, declared } of [sales, practice]) {
        const found = shownByData(profile).map(nameOf);
        const rows = new Map(profile.tables.map((table) => [table.name, table.rows]));
        const full = declared.filter((name) =>
          name.match(/[\w ]+\.[\w ]+(?=\.)/g)?.every((table) => (rows.get(table) ?? 0) > 0),
        );
        expect(full.filter((name) => !found.includes(name))).toEqual([]);
        expect(found.filter((name) => !declared.includes(name))).toEqual([]);
      }
      expect(practice.patient?.table.name).toBe('dbo.tblPatients');
      expect(ward.patient?.table.name).toBe('dbo.patient');
      expect(pathOf(ward.profile, 'dbo.patientphone')).toBe('patientid>dbo.patient');
      expect(ward.profile.joins.map(nameOf)).toContain(
        'dbo.patient.roomfloor,roomnumber,typeid -> dbo.room.roomfloor,roomnumber,typeid',
      );
      expect(sales.profile.joins.map(nameOf)).toContain('dbo.Employees.ReportsTo -> dbo.Employees.EmployeeID');
    },
  );
});
