import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { guideProblems } from './guide-commands.js';
import { runCommand } from './scenario.js';

const ROOT = resolve(import.meta.dirname, '../..');
const onc = sharedPath('data', 'ccda', 'onc-cures');
const bundles = sharedPath('data', 'synthea', 'ma10', 'fhir.tar.xz');
const artefacts = sharedPath('ccda');
const reason =
  onc === null || bundles === null || artefacts === null
    ? sharedReason('data/ccda, data/synthea or ccda')
    : !existsSync(join(ROOT, 'packages/cli/dist/main.js'))
      ? 'skipped: npm run build was not run'
      : spawnSync('xz', ['--version']).status !== 0
        ? 'skipped: xz (Debian package xz-utils) is not installed'
        : null;

interface Summary {
  readonly patients: number;
  readonly ledger: { readonly balanced: boolean; readonly tables: readonly Record<string, number | string>[] };
  readonly cells: { readonly balanced: boolean };
  readonly validation: Readonly<Record<string, number | null>>;
  readonly readBack: { readonly compared: number; readonly different: number };
}

describe.skipIf(reason !== null)(`documents as a source${reason ? ` (${reason})` : ''}`, () => {
  let root: string;
  const summaryOf = (workspace: string): Summary =>
    JSON.parse(readFileSync(join(root, workspace, 'out/r0001/summary.json'), 'utf8')) as Summary;
  const expectProven = (summary: Summary): void => {
    expect([summary.ledger.balanced, summary.cells.balanced, summary.readBack.different]).toEqual([true, true, 0]);
    expect(Object.values(summary.validation).filter((count) => count !== null && count > 0)).toEqual([]);
    expect(summary.validation.fhir).toBe(0);
    for (const table of summary.ledger.tables)
      expect([table.name, Number(table.delivered) + Number(table.archived)]).toEqual([table.name, table.staged]);
  };

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-documents-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('of the ONC go the way that the guide shows, and every statement is accounted for', () => {
    const from = ['170.315_b1_ToC_Amb', '170.315_b1_ToC_Inp'].flatMap((folder) => {
      const path = join(onc!, 'Cures Update Receiver SUT Test Data', folder);
      return readdirSync(path)
        .filter((name) => name.endsWith('.xml') && !name.startsWith('NT_'))
        .sort()
        .map((name) => join(path, name));
    });
    mkdirSync(join(root, 'ccda-export'));
    for (const [i, path] of from.slice(0, 10).entries())
      copyFileSync(path, join(root, 'ccda-export', `${String(i).padStart(2, '0')}.xml`));
    symlinkSync(artefacts!, join(root, 'hl7'));
    const guide = readFileSync(join(ROOT, 'docs/guide/from-ccda-exports.md'), 'utf8');
    const { commands, problems } = guideProblems(guide, root);
    expect(problems).toEqual([]);
    expect(commands).toBe(7);
    const summary = summaryOf('clinic');
    expect(summary.patients).toBe(9);
    expect(summary.validation).toMatchObject({ xsd: 0, schematron: 0 });
    expect(summary.readBack.compared).toBeGreaterThan(30_000);
    expectProven(summary);
  });

  it('of FHIR go the same way with their preset', () => {
    expect(spawnSync('tar', ['-xJf', bundles!, '-C', root]).status).toBe(0);
    const files = readdirSync(join(root, 'fhir')).map((name) => join(root, 'fhir', name));
    const isPerson = (path: string): boolean => !/(hospital|practitioner)Information/.test(path);
    const size = (path: string): number => statSync(path).size;
    const people = files.filter(isPerson).sort((a, b) => size(a) - size(b));
    // One patient and whoever treats him or her; the schema layers are the other test's.
    for (const path of people.slice(1)) rmSync(path);
    const run = (command: string) => runCommand(command, root, { CHARTLIFT_KEY_FILE: join(root, 'fhir.key') });
    expect(run('chartlift init practice --preset fhir').exit).toBe(0);
    expect(run('chartlift -w practice stage fhir --quiet').exit).toBe(0);
    const made = run('chartlift -w practice run --plain-output --quiet');
    expect(made.exit, made.stderr).toBe(0);
    const summary = summaryOf('practice');
    expect(summary.patients).toBe(1);
    expectProven(summary);
  });
});
