import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { guideProblems } from './guide-commands.js';
import { chartCards, documentCards, truthCards } from './hospital-cards.js';
import { readNdjson } from './openemr-run.js';
import { runCommand } from './scenario.js';

const ROOT = resolve(import.meta.dirname, '../..');
const EXAMPLE = join(ROOT, 'docs/guide/examples/hospital-bak');
const NAME = 'aelgendy97__Database_Project__Hospital';
const backup = sharedPath('data', 'mssql', `${NAME}.bak`);
const truth = sharedPath('data', 'mssql', `${NAME}.insert.sql`);
const artefacts = sharedPath('ccda');
const reason =
  backup === null || truth === null || artefacts === null
    ? sharedReason('data/mssql or ccda')
    : existsSync(join(ROOT, 'packages/cli/dist/main.js'))
      ? null
      : 'skipped: npm run build was not run';

interface Summary {
  readonly patients: number;
  readonly documents: number;
  readonly ledger: {
    readonly balanced: boolean;
    readonly tables: readonly { readonly name: string; readonly [fate: string]: number | string }[];
  };
  readonly cells: { readonly balanced: boolean };
  readonly validation: Readonly<Record<string, number | null>>;
  readonly readBack: { readonly compared: number; readonly different: number };
  readonly issueGroups: readonly { readonly code: string; readonly count: number }[];
}

describe.skipIf(reason !== null)(
  `a hospital's SQL Server backup with the example's mapping${reason ? ` (${reason})` : ''}`,
  () => {
    let root: string;
    let summary: Summary;
    let out: string;
    const run = (command: string) => runCommand(command, root, { CHARTLIFT_KEY_FILE: join(root, 'key') });

    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'chartlift-hospital-'));
      copyFileSync(backup!, join(root, 'Hospital.bak'));
      expect(run('chartlift init clinic').exit).toBe(0);
      cpSync(EXAMPLE, join(root, 'clinic'), { recursive: true });
      expect(run('chartlift -w clinic stage Hospital.bak --quiet').exit).toBe(0);
      const made = run(`chartlift -w clinic run --plain-output --json --quiet --artefacts '${artefacts}'`);
      expect(made.exit, made.stderr).toBe(0);
      summary = JSON.parse(made.stdout) as Summary;
      out = join(root, 'clinic', 'out', 'r0001');
    }, 300_000);
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    it('has a plan and specs that fit', () => {
      for (const gate of ['scope check', 'map check']) {
        const { exit, stdout } = run(`chartlift -w clinic ${gate}`);
        expect([exit, stdout]).toEqual([0, expect.stringMatching(/\b0 errors/)]);
      }
    });

    it('goes by suggestions and proposals alone to documents that pass every gate', () => {
      const alone = (command: string) => runCommand(command, root, { CHARTLIFT_KEY_FILE: join(root, 'alone.key') });
      expect(alone('chartlift init alone').exit).toBe(0);
      for (const step of ['stage Hospital.bak', 'scope propose', 'map suggest --no-memory', 'scope check'])
        expect(alone(`chartlift -w alone ${step} --quiet`).exit, step).toBe(0);
      expect(alone('chartlift -w alone map check').stdout).toMatch(/^\d+ specs, 0 errors, 0 warnings/);
      const made = alone(`chartlift -w alone run --plain-output --json --quiet --artefacts '${artefacts}'`);
      expect(made.exit, made.stderr).toBe(0);
      const told = JSON.parse(made.stdout) as Summary;
      expect(told.ledger.balanced && told.cells.balanced).toBe(true);
      expect(told.readBack.different).toBe(0);
      const delivered = (name: string) => told.ledger.tables.find((table) => table.name === name)?.delivered;
      // What 22 pairs of patients and prescriptions say is delivered but for those that two patients share.
      const names = ['patient', 'patientphone', 'patientemail', 'appointment', 'distribution', 'nurse', 'attends'];
      expect(names.map((name) => delivered(`dbo.${name}`))).toEqual([22, 30, 30, 30, 18, 13, 27]);
    });

    it('warns of tables that specs read and the plan does not list', () => {
      const plan = join(root, 'clinic', 'scope.yaml');
      const listed = readFileSync(plan, 'utf8');
      writeFileSync(plan, 'chartlift: scope/1\nunlisted: archive\ntables: {}\n');
      const { issues } = JSON.parse(run('chartlift -w clinic --json scope check').stdout) as {
        issues: { severity: string; where: string }[];
      };
      writeFileSync(plan, listed);
      expect(issues.filter((issue) => issue.severity === 'warning').length).toBe(13);
      const archived = issues.filter((issue) => issue.severity === 'information').map(({ where }) => where);
      expect(archived.sort()).toEqual(['hospital/dbo.payment', 'hospital/dbo.sysdiagrams']);
    });

    it('delivers or archives every row and passes every gate', () => {
      const { patients, documents, ledger, cells, validation, readBack, issueGroups } = summary;
      expect({ patients, documents }).toEqual({ patients: 22, documents: 22 });
      expect([ledger.balanced, cells.balanced, readBack.different]).toEqual([true, true, 0]);
      expect(readBack.compared).toBeGreaterThan(3000);
      expect(validation).toMatchObject({ xsd: 0, schematron: 0, vocabulary: 0, narrative: 0, fhir: 0 });
      const sum = (fate: string) => ledger.tables.reduce((n, table) => n + Number(table[fate]), 0);
      expect(['staged', 'delivered', 'archived', 'excluded', 'merged', 'quarantined'].map(sum)).toEqual([
        281, 237, 44, 0, 0, 0,
      ]);
      const archived = ledger.tables.filter((table) => table.archived !== 0).map(({ name }) => name);
      expect(archived.sort()).toEqual(['dbo.payment', 'dbo.position', 'dbo.roomtype', 'dbo.sysdiagrams']);
      expect(issueGroups.map(({ code, count }) => [code, count])).toEqual([
        ['phone-unrecognised', 3],
        ['date-before-birth', 2],
        ['ssn-not-issued', 1],
      ]);
      expect(run('chartlift -w clinic reconcile r0001').exit).toBe(0);
    });

    it('says of every patient what the statements say that filled the database', () => {
      const sql = readFileSync(truth!, 'utf8');
      const expected = truthCards(sql);
      expect(expected.length).toBe(22);
      expect(chartCards(readNdjson(join(out, 'fhir')))).toEqual(expected);
      expect(documentCards(join(out, 'ccda'))).toEqual(expected);
      // A comparison that could not fail would prove nothing.
      expect(truthCards(sql.replace("'08:30'", "'08:31'"))).not.toEqual(expected);
    });

    it('invents nothing and leaks no payment', () => {
      const charts = [...readNdjson(join(out, 'fhir')).values()].flat();
      for (const name of ['gender', 'address', 'status', 'authoredOn', 'doseAndRate'])
        expect(charts.filter((resource) => name in resource).length, name).toBe(0);
      const cards = [...readFileSync(truth!, 'utf8').matchAll(/'(\d{4}(?:-\d{4}){3})'/g)].map((match) => match[1]!);
      const written = run("cat $(find clinic/out -name '*.xml' -o -name '*.ndjson' -o -name '*.html')").stdout;
      expect(cards.length).toBe(31);
      expect(cards.filter((card) => written.includes(card))).toEqual([]);
    });

    it('does what the guide shows, line by line', () => {
      const folder = mkdtempSync(join(tmpdir(), 'chartlift-guide-'));
      try {
        copyFileSync(backup!, join(folder, 'Hospital.bak'));
        symlinkSync(artefacts!, join(folder, 'hl7'));
        symlinkSync(join(ROOT, 'docs'), join(folder, 'docs'));
        const guide = readFileSync(join(ROOT, 'docs/guide/from-a-bak.md'), 'utf8');
        const { commands, problems } = guideProblems(guide, folder);
        expect(problems).toEqual([]);
        expect(commands).toBeGreaterThan(15);
        const wrong = guide.replace('15 tables with 281 rows', '15 tables with 282 rows');
        expect(guideProblems(wrong.slice(0, wrong.indexOf('## 2.')), folder).problems.length).toBe(1);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 300_000);
  },
);
