import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EhiTable, formatTsv } from '../../packages/engine/src/synthetic/ehi-folder.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { practiceFusionFolder, readDictionary } from './practice-fusion.js';
import { faultsOf, migrateWithPreset, type PresetMigration } from './preset-migration.js';

const dictionary = sharedPath('data', 'ehi', 'practice-fusion', 'v9-data-dictionary.json');
const artefacts = sharedPath('ccda');
const reason = dictionary === null || artefacts === null ? sharedReason('data/ehi/practice-fusion or ccda') : null;

/** Files of which each row makes a resource, and the resource; what a rule leaves out is told by its own column. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  Patient: ['patient-demographics'],
  AllergyIntolerance: ['patient-allergy'],
  MedicationStatement: ['patient-medications'],
  MedicationRequest: ['patient-prescriptions'],
  Immunization: ['patient-immunizations'],
  Encounter: ['patient-encounters'],
  Procedure: ['patient-encounter-procedures'],
  Goal: ['patient-goals'],
  Device: ['patient-healthcare-devices'],
  Coverage: ['patient-insurances'],
  FamilyMemberHistory: ['patient-family-medical-history'],
  DiagnosticReport: ['patient-lab-results'],
  ServiceRequest: ['patient-lab-order-items', 'patient-referrals'],
  CareTeam: ['care-team'],
  RelatedPerson: ['patient-contacts'],
  Practitioner: ['providers', 'provider-profiles', 'care-team-profiles'],
  Organization: ['labs', 'pharmacies'],
  Location: ['facilities'],
};

describe.skipIf(reason !== null)(
  `a made-up EHI export that follows Practice Fusion’s dictionary${reason ? ` (${reason})` : ''}`,
  () => {
    let run: PresetMigration;
    let tables: EhiTable[];
    const rows = (name: string): EhiTable['rows'] => tables.find((t) => t.table === name)?.rows ?? [];
    const column = (table: string, name: string): string[] => {
      const at = tables.find((t) => t.table === table)!.columns.indexOf(name);
      return rows(table).map((row) => row[at]!);
    };

    beforeAll(() => {
      tables = practiceFusionFolder(readDictionary(dictionary!), 2, 20261123);
      run = migrateWithPreset('ehi-practice-fusion', artefacts!, (root) => {
        mkdirSync(join(root, 'export'));
        for (const table of tables) writeFileSync(join(root, 'export', `${table.table}.tsv`), formatTsv(table));
        return 'export';
      });
    }, 120_000);
    afterAll(() => run?.[Symbol.dispose]());

    it('is recognised, passes both gates and every layer, and is read back without a difference', () => {
      expect(run.fits.filter((fit) => fit.fits).map((fit) => fit.name)).toEqual(['ehi-practice-fusion']);
      expect(faultsOf(run)).toEqual([]);
    });

    it('accounts for every row of all 85 files, and sets aside only rows that hold nothing to deliver', () => {
      const staged = run.summary.ledger.tables.map((t) => [t.table, t.staged]).sort();
      expect(staged).toEqual(tables.map((t) => [t.table, t.rows.length]).sort());
      expect(tables).toHaveLength(85);
      const aside = run.summary.ledger.tables.filter((t) => t.quarantined > 0).map((t) => t.table);
      expect(aside).toEqual([]);
    });

    it('makes as many resources as there are rows', () => {
      const told = Object.keys(MADE).map((type) => [type, run.all(type).length]);
      expect(told).toEqual(
        Object.entries(MADE).map(([type, names]) => [type, names.reduce((n, name) => n + rows(name).length, 0)]),
      );
      const current = column('patient-lab-result-tests-observations', 'IsLatest').filter((is) => is === 'True').length;
      const observations =
        current +
        rows('patient-encounter-observations').length +
        rows('patient-smokingstatus').length +
        column('occupation-industry', 'OccupationName').filter((_, i) =>
          [column('occupation-industry', 'OccupationName')[i], column('occupation-industry', 'IndustryName')[i]].some(
            (v) => v !== '',
          ),
        ).length;
      expect(run.all('Observation').length).toBe(observations);
    });

    it('states nothing of what the export does not state', () => {
      const open = column('patient-medications', 'StopDate').filter(
        (stop, i) => stop === '' && column('patient-medications', 'MedicationDiscontinuedReasonName')[i] === '',
      );
      expect(run.all('MedicationStatement').filter((m) => m.status === 'unknown')).toHaveLength(open.length);
      expect(new Set(run.all('MedicationRequest').map((m) => m.status))).toEqual(new Set(['unknown']));
    });
  },
);
