import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readScopePlan } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { applyPreset, presetFolder } from '../mapping/presets.js';
import { runMigration } from '../pipeline.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { makePractice } from '../synthetic/practice.js';
import { formatDump } from '../synthetic/table.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { assessStaged } from './assess.js';
import { setScopeDecision } from './scope-decisions.js';
import { checkScope } from './scope-gate.js';
import { estimatePlan, type ProposedPlan, proposePlan, writeDefaultRates, writeProposals } from './scope-proposing.js';

const home = mkdtempSync(join(tmpdir(), 'chartlift-scope-'));
const dir = join(home, 'clinic');
const practice = makePractice(40);
const EMPTY = 'chartlift: scope/1\nunlisted: archive\n# ours\ntables: {}\n';
const SETTINGS = { resultYears: 2, years: {}, patientsSince: 3 };
let vault: Vault;
let plan: ProposedPlan;

const scopeFile = (text?: string): string => {
  if (text !== undefined) writeFileSync(join(dir, 'scope.yaml'), text);
  return readFileSync(join(dir, 'scope.yaml'), 'utf8');
};
const rowsOf = (name: string) => {
  const table = practice.tables.find((one) => one.name === name);
  if (!table) throw new Error(name);
  const at = new Map(table.columns.map(([column], i) => [column, i]));
  return table.rows.map((row) => (column: string) => row[at.get(column) ?? -1]);
};

beforeAll(async () => {
  const dump = join(home, 'larkspur.sql');
  writeFileSync(dump, [...formatDump('larkspur', practice.tables, practice.takenAt)].join(''));
  const key = { kind: 'key-file', path: join(home, 'key') } as const;
  await initWorkspace(dir, key, { name: 'scope' });
  vault = await Vault.open(dir, key, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [dump] });
  applyPreset(dir, 'larkspur');
  scopeFile(EMPTY);
  plan = await proposePlan(dir, vault, { settings: SETTINGS });
});
afterAll(() => {
  vault.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a proposed scope', () => {
  it('counts what windows take as the rows themselves say', () => {
    const cut = `${Number(practice.takenAt.slice(0, 4)) - 2}${practice.takenAt.slice(4, 10)}`;
    const labs = rowsOf('lab');
    const inside = labs.filter((row) => String(row('coll_dt')) >= cut);
    const lab = plan.proposal.tables.find((one) => one.table === 'lab');
    expect(lab?.window).toEqual({ column: 'coll_dt', years: 2 });
    expect(lab?.counts?.migrated).toMatchObject({
      rows: inside.length,
      patients: new Set(inside.map((row) => row('pt_no'))).size,
    });
    expect(lab?.counts?.archived.rows).toBe(labs.length - inside.length);
    const { migrated, archived } = lab?.counts ?? { migrated: { bytes: 0 }, archived: { bytes: 0 } };
    expect(migrated.bytes + archived.bytes).toBe(lab?.bytes);
    expect(lab?.choices?.find((one) => one.years === 2)?.rows).toBe(inside.length);
  });

  it('counts patients as they were seen, as the gate does', () => {
    const cut = `${Number(practice.takenAt.slice(0, 4)) - 3}${practice.takenAt.slice(4, 10)}`;
    const within = (table: string, day: string) =>
      rowsOf(table).flatMap((row) => (String(row(day)) >= cut ? [row('pt_no')] : []));
    const seen = new Set([...within('visit', 'visit_dt'), ...within('note', 'note_dt'), ...within('appt', 'at')]);
    const patients = rowsOf('pat_master').filter((row) => seen.has(row('pt_no'))).length;
    expect(plan.proposal.patients).toMatchObject({ all: rowsOf('pat_master').length, migrated: patients });
    scopeFile(EMPTY);
    writeProposals(dir, plan, false);
    const told = checkScope(dir, vault).issues.find((issue) => issue.code === 'window-patients');
    expect(told?.message).toContain(`${plan.proposal.patients?.archived} of ${plan.proposal.patients?.all} patients`);
  });

  it('is written beside what people decided, and leaves that alone', () => {
    scopeFile(EMPTY.replace('tables: {}', 'tables:\n  lab: { decision: archive, reason: ours } # kept\n'));
    const first = writeProposals(dir, plan, false);
    expect(first.kept).toBe(1);
    const text = scopeFile();
    expect(text).toContain('# ours');
    expect(text).toContain('lab: { decision: archive, reason: ours } # kept');
    expect(text).toContain('by: proposed');
    expect(text).toContain('45 CFR 164.316');
    writeProposals(dir, plan, false);
    expect(scopeFile()).toBe(text);
  });

  it('passes over what the preset decided only where it is asked to, and over people only by name', () => {
    scopeFile(readFileSync(join(presetFolder('larkspur'), 'scope.yaml'), 'utf8'));
    setScopeDecision(dir, vault, { table: 'appt', decision: 'drop', reason: 'empty book' });
    const before = scopeFile();
    expect(writeProposals(dir, plan, false).written).toBe(0);
    expect(readScopePlan(dir).tables).toEqual(parse(before).tables);
    writeProposals(dir, plan, false, 'preset');
    expect(readScopePlan(dir).tables.lab).toMatchObject({ by: 'proposed', window: { column: 'coll_dt', years: 2 } });
    expect(readScopePlan(dir).tables.appt).toMatchObject({ decision: 'drop', by: 'person' });
    writeProposals(dir, plan, false, 'all');
    expect(readScopePlan(dir).tables.appt).toMatchObject({ by: 'proposed' });
  });

  it('gives way to a decision', () => {
    scopeFile(EMPTY);
    writeProposals(dir, plan, false);
    setScopeDecision(dir, vault, { table: 'LAB', decision: 'migrate', window: 'coll_dt:5' });
    setScopeDecision(dir, vault, { table: 'appt', decision: 'drop', reason: 'empty book' });
    writeProposals(dir, plan, false);
    expect(scopeFile()).toMatch(
      /lab:\n {4}decision: migrate\n {4}by: person\n {4}window:\n {6}column: coll_dt\n {6}years: 5/,
    );
    expect(scopeFile()).toContain('reason: empty book');
    expect(checkScope(dir, vault).ok).toBe(true);
    setScopeDecision(dir, vault, { table: 'lab', decision: 'migrate', window: 'none' });
    expect(scopeFile()).not.toContain('years: 5');
  });

  it.each([
    [{ table: 'labs', decision: 'archive' }, 'Did you mean lab'],
    [{ table: 'lab', decision: 'drop' }, '--reason'],
    [{ table: 'lab', decision: 'migrate', window: 'coll_d:2' }, 'Did you mean'],
    [{ table: 'lab', decision: 'archive', window: 'coll_dt:2' }, 'Leave --window out'],
    [{ table: 'lab', decision: 'migrate', window: 'coll_dt' }, 'COLUMN:YEARS'],
  ] as const)('refuses %j', (request, hint) => {
    scopeFile(EMPTY);
    try {
      setScopeDecision(dir, vault, request);
    } catch (error) {
      expect(error).toBeInstanceOf(MigrationError);
      expect((error as MigrationError).hint).toContain(hint);
      expect(scopeFile()).toBe(EMPTY);
      return;
    }
    expect.fail('was taken');
  });

  it.each([
    ['  lab: { decision: archive, window: { column: coll_dt, years: 2 } }', 'window-without-migrate'],
    ['  lab: { decision: migrate, window: { column: nowhere, years: 2 } }', 'window-column-unknown'],
    ['  lab: { decision: migrate, window: { column: test_nm, years: 2 } }', 'window-undated'],
    [
      '  lab: { decision: migrate, window: { column: at, years: 2, via: { table: no, columns: [a], references: [b] } } }',
      'window-column-unknown',
    ],
    ['  x: { decision: archive }\npatients: { table: no, column: a, patient: b, years: 2 }', 'window-table-unknown'],
    [
      '  x: { decision: archive }\npatients: { table: visit, column: visit_dt, patient: visit_id, since: "2999-01-01" }',
      'window-without-patients',
    ],
  ])('the gate refuses %s', (text, code) => {
    scopeFile(EMPTY.replace('tables: {}', `tables:\n${text}`));
    const verdict = checkScope(dir, vault);
    expect(verdict.ok).toBe(false);
    expect(verdict.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.code)).toContain(code);
  });

  it('writes no window of patients that leaves nobody, and doubts one that leaves no row', async () => {
    scopeFile(EMPTY);
    const settings = { resultYears: 0, years: {}, patientsSince: '2999-01-01' };
    const { proposal } = await proposePlan(dir, vault, { settings });
    expect(proposal.patients?.migrated).toBe(0);
    expect(proposal.tables.find((one) => one.table === 'lab')).toMatchObject({ review: true });
    writeProposals(dir, { bySource: [proposal] }, false);
    expect(scopeFile()).not.toContain('patients:');
  });

  it('holds in a run, whose ledger names the windows and balances', async () => {
    scopeFile(EMPTY);
    writeProposals(dir, plan, false);
    const run = await runMigration({
      ...{ dir, vault, targets: ['fhir'], plainOutput: true, workers: 0, artefacts: null },
    });
    const cut = `${Number(practice.takenAt.slice(0, 4)) - 2}${practice.takenAt.slice(4, 10)}`;
    const older = rowsOf('lab').filter((row) => String(row('coll_dt')) < cut);
    const ledger = (name: string) => run.ledger.tables.find((table) => table.name === name);
    expect(run.ledger.balanced).toBe(true);
    expect(ledger('lab')?.reasons.archived).toMatchObject({ [`window:lab.coll_dt:${cut}`]: older.length });
    const patients = Object.entries(ledger('pat_master')?.reasons.archived ?? {});
    expect(patients.map(([name]) => name)).toEqual([
      expect.stringMatching(/^window:patients:visit\.visit_dt\+note\.note_dt\+appt\.at:/),
    ]);
    // Who is archived by the window was not left out by a rule of the mapping before.
    expect(patients[0]?.[1]).toBeLessThanOrEqual(plan.proposal.patients?.archived ?? 0);
    expect(run.patients).toBeGreaterThan(0);
    expect(run.patients).toBeLessThanOrEqual(plan.proposal.patients?.migrated ?? 0);
  });

  it('costs what the rates of the workspace say', () => {
    const before = estimatePlan(dir, plan);
    expect(writeDefaultRates(dir)).toBe(true);
    expect(writeDefaultRates(dir)).toBe(false);
    expect(estimatePlan(dir, plan)).toEqual(before);
    writeFileSync(
      join(dir, 'estimate.yaml'),
      'chartlift: estimate/1\nrates: { cut-over: { hours: 100, source: ours } }\n',
    );
    const line = estimatePlan(dir, plan).lines.find((one) => one.rate === 'cut-over');
    expect(line).toMatchObject({ hours: 100, rateSource: 'ours' });
  });
});

describe('two staged sources', () => {
  const other = ['id,patient_id,allergen', '1,P1,penicillin', '2,P2,latex', '3,P9,nuts'];
  beforeAll(async () => {
    const folder = join(home, 'extra');
    mkdirSync(folder);
    writeFileSync(join(folder, 'allergies.csv'), `${other.join('\n')}\n`);
    writeFileSync(
      join(folder, 'patients.csv'),
      'patient_id,last_name,dob\nP1,Muster,1970-02-03\nP2,Beispiel,1980-04-05\n',
    );
    await stageIntoWorkspace(dir, vault, { paths: [folder], name: 'extra' });
  });

  it('are proposed and priced together, each table under its source, and written so', async () => {
    const both = await proposePlan(dir, vault, { settings: SETTINGS });
    const names = both.proposal.tables.map(({ table }) => table);
    expect(names).toEqual(expect.arrayContaining(['larkspur/lab', 'extra/allergies']));
    const lab = both.proposal.tables.find(({ table }) => table === 'larkspur/lab');
    const alone = plan.proposal.tables.find(({ table }) => table === 'lab');
    expect(lab?.counts).toEqual(alone?.counts);
    expect(both.proposal.patients).toMatchObject({ table: 'larkspur/pat_master', all: plan.proposal.patients?.all });
    const rows = (told: ProposedPlan) => told.proposal.tables.reduce((sum, table) => sum + table.rows, 0);
    expect(rows(both)).toBe(rows(plan) + 5);
    expect(estimatePlan(dir, both).assumptions.join(' ')).toContain('larkspur/pat_master');
    scopeFile(EMPTY);
    writeProposals(dir, both, true);
    expect(scopeFile()).toContain('extra/allergies:');
    expect(scopeFile()).toMatch(/patients:\n {2}table: visit\n/);
  });

  it('are assessed together or one alone, with the windows that were asked for', async () => {
    const settings = { showPhi: false, scope: SETTINGS };
    const both = await assessStaged(dir, vault, settings);
    expect(both.sources.map(({ source, patient }) => [source, patient?.table])).toEqual([
      ['larkspur', 'pat_master'],
      ['extra', 'patients'],
    ]);
    expect(both.patient?.table).toBe('larkspur/pat_master');
    const orphans = new Map(both.profile.tables.map(({ name, orphans: rows }) => [name, rows]));
    expect(orphans.get('extra/allergies')).toBe(1);
    expect(both.proposal?.settings).toEqual(SETTINGS);
    expect(both.findings.some(({ table }) => !table.includes('/'))).toBe(false);
    const tables = new Set(both.profile.tables.map(({ name }) => name));
    for (const { from, to } of both.profile.joins) expect(tables.has(from.table) && tables.has(to.table)).toBe(true);
    const alone = await assessStaged(dir, vault, { ...settings, name: 'extra' });
    expect(alone.profile.tables.map(({ name }) => name)).toEqual(['allergies', 'patients']);
  });
});
