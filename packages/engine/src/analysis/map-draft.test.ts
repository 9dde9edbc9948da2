import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readReview } from '../artifacts/mapping-review.js';
import { runMigration } from '../pipeline.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { makePractice } from '../synthetic/practice.js';
import { formatDump } from '../synthetic/table.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { draftWorkspaceMapping } from './map-draft.js';
import { decideMapping } from './map-review.js';
import { checkWorkspaceMapping } from './mapping-gate.js';

const KEY = { kind: 'passphrase', passphrase: 'test only, made-up data' } as const;
const root = mkdtempSync(join(tmpdir(), 'draft-'));
const dir = join(root, 'workspace');
const env = { CHARTLIFT_STORE: join(root, 'store') };
const request = { memory: true, presets: false, env };
const clock = { now: () => Date.UTC(2026, 0, 2) };
const practice = makePractice(12, 11);
let vault: Vault;

beforeAll(async () => {
  await initWorkspace(dir, KEY, { name: 'draft' });
  const dump = join(root, 'practice.sql');
  writeFileSync(dump, [...formatDump('practice', practice.tables, practice.takenAt)].join(''));
  vault = await Vault.open(dir, KEY, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [dump] });
});
afterAll(() => {
  vault.close();
  rmSync(root, { recursive: true, force: true });
});

const specText = (id: string): string => readFileSync(join(dir, 'mapping', `${id}.yaml`), 'utf8');

it('goes from a source without a preset to charts, by suggestions alone', async () => {
  const drafted = await draftWorkspaceMapping(dir, vault, request);
  const resources = drafted.written.map((file) => /resource: (\w+)/.exec(readFileSync(join(dir, file), 'utf8'))?.[1]);
  for (const type of [
    'Patient',
    'Practitioner',
    'Condition',
    'AllergyIntolerance',
    'MedicationRequest',
    'Immunization',
    'Observation',
  ])
    expect(resources, type).toContain(type);
  expect(checkWorkspaceMapping(dir, vault).issues.filter((issue) => issue.severity === 'error')).toEqual([]);
  const run = await runMigration({ dir, vault, workers: 0, plainOutput: true, targets: ['fhir'], artefacts: null });
  expect(run.ledger.balanced).toBe(true);
  expect(run.patients).toBeGreaterThan(8);
});

it('keeps a confirmed spec, takes a rejected line out for good, and learns from both', async () => {
  const rows = readReview(dir);
  const patient = rows.find((row) => row.target === 'Patient.birthDate');
  const allergy = rows.find((row) => row.target === 'AllergyIntolerance.onsetDateTime');
  if (!patient || !allergy) throw new Error('nothing to decide on');
  decideMapping(dir, { spec: patient.spec, element: 'birthDate', status: 'confirmed', who: 'ann' }, clock, env);
  decideMapping(dir, { spec: allergy.spec, element: allergy.element, status: 'rejected', who: 'ann' }, clock, env);
  expect(specText(allergy.spec)).not.toMatch(/onsetDateTime/);
  expect(specText(allergy.spec)).toMatch(new RegExp(`archive_only:[^]*- ${allergy.columns[0]}\\b`));
  rmSync(join(dir, 'mapping', `${allergy.spec}.yaml`));
  const before = specText(patient.spec);
  const again = await draftWorkspaceMapping(dir, vault, request);
  expect(again.kept).toContain(`mapping/${patient.spec}.yaml`);
  expect(specText(patient.spec)).toBe(before);
  expect(specText(allergy.spec)).not.toMatch(/onsetDateTime/);
  const decided = readReview(dir).filter((row) => row.who === 'ann');
  expect(decided.map((row) => [row.target, row.status, row.when])).toEqual(
    expect.arrayContaining([
      ['Patient.birthDate', 'confirmed', '2026-01-02T00:00:00.000Z'],
      ['AllergyIntolerance.onsetDateTime', 'rejected', '2026-01-02T00:00:00.000Z'],
    ]),
  );
  expect(readFileSync(join(root, 'store', 'mapping-memory.json'), 'utf8')).toMatch(/Patient\.birthDate/);
});

it('leaves a file alone that somebody changed', async () => {
  const file = readdirSync(join(dir, 'mapping')).find((name) => /^al/.test(name)) ?? '';
  const path = join(dir, 'mapping', file);
  writeFileSync(path, `${readFileSync(path, 'utf8')}note: looked at\n`);
  expect((await draftWorkspaceMapping(dir, vault, request)).kept).toContain(`mapping/${file}`);
  expect(readFileSync(path, 'utf8')).toMatch(/looked at/);
});

it('says which lines there are when a decision names none of them', () => {
  expect(() => decideMapping(dir, { spec: 'nothing', status: 'confirmed', who: 'ann' }, clock, env)).toThrow(
    expect.objectContaining({ code: 'REVIEW_UNKNOWN' }),
  );
});

it('writes no value of the source into mapping, review or memory', () => {
  const people = practice.tables
    .find((table) => table.name === 'pat_master')
    ?.rows.slice(0, 12)
    .flat()
    .filter((cell): cell is string => typeof cell === 'string' && /^[A-Z][a-z]{4,}$/.test(cell));
  expect(people?.length).toBeGreaterThan(5);
  const written = ['mapping', 'crosswalk']
    .flatMap((folder) =>
      existsSync(join(dir, folder))
        ? readdirSync(join(dir, folder)).map((name) => readFileSync(join(dir, folder, name), 'utf8'))
        : [],
    )
    .join('\n');
  for (const name of new Set(people)) expect(written).not.toContain(name);
});
