import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { sharedPath } from '../../packages/engine/src/testing/shared.js';
import { documentsOf, importAll } from './importer-comparison.js';
import { gradesOf, unexplained } from './own-grades.js';
import { runCommand } from './scenario.js';

interface Demo {
  readonly report: string;
  readonly document: string;
  readonly workspace: string;
  readonly keyFile: string;
  readonly comparison: readonly { what: string; truth: number; delivered: number; written: number; equal: boolean }[];
  readonly run: {
    readonly run: string;
    readonly out: string;
    readonly ledger: { readonly balanced: boolean };
    readonly cells: { readonly balanced: boolean };
    readonly validation: Readonly<Record<string, number | null>>;
    readonly readBack: { readonly compared: number; readonly different: number };
  };
  readonly passed: boolean;
}

const PATIENTS = 25;
const artefacts = sharedPath('ccda');

describe('the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const given = artefacts ? ` --artefacts '${artefacts}'` : '';
  let demo: Demo;
  const chartlift = (command: string) =>
    runCommand(`chartlift -w '${demo.workspace}' --key-file '${demo.keyFile}' ${command}`, folder);

  beforeAll(() => {
    const { stdout, stderr, exit } = runCommand(`chartlift --json demo --patients ${PATIENTS}${given}`, folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    demo = JSON.parse(stdout) as Demo;
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('delivers what the generator knows, no more and no less', () => {
    const { truth } = makePractice(PATIENTS);
    expect(demo.comparison.every((line) => line.equal)).toBe(true);
    expect(Object.fromEntries(demo.comparison.map((line) => [line.what, line.written]))).toMatchObject({
      patients: truth.patients,
      problems: truth.delivered.problems,
      allergies: truth.delivered.allergies,
      'lab results': truth.delivered.results,
    });
    expect(readdirSync(join(demo.workspace, demo.run.out, 'ccda'))).toHaveLength(truth.patients);
  });

  it('balances, reads back without a difference and is valid', () => {
    expect(demo.run.ledger.balanced).toBe(true);
    expect(demo.run.cells.balanced).toBe(true);
    expect(demo.run.readBack.compared).toBeGreaterThan(10_000);
    expect(demo.run.readBack.different).toBe(0);
    // Without HL7's files two layers cannot run, and null says so.
    const files = artefacts ? 0 : null;
    expect(demo.run.validation).toEqual({
      xsd: files,
      schematron: files,
      template: 0,
      vocabulary: 0,
      narrative: 0,
      fhir: 0,
    });
    expect(demo.passed).toBe(true);
  });

  it('is taken whole by two importers that know nothing of it', () => {
    for (const { name, differences, seen } of importAll(documentsOf(join(demo.workspace, demo.run.out)))) {
      expect(differences, name).toEqual([]);
      const { delivered } = makePractice(PATIENTS).truth;
      expect(seen, name).toMatchObject({
        problem: delivered.problems,
        allergy: delivered.allergies,
        result: delivered.results,
      });
    }
  });

  it('loses points of the Scorecard only for what Larkspur does not know, and gives the linter nothing to mend', async () => {
    const out = join(demo.workspace, demo.run.out);
    const own = await gradesOf(join(out, 'ccda'));
    expect(unexplained(own, join(out, 'fhir'), [])).toEqual([]);
    const { 'A+': best = 0, 'A-': good = 0, ...rest } = own.grades;
    expect(best + good).toBeGreaterThanOrEqual(0.9 * readdirSync(join(out, 'ccda')).length);
    expect(Object.keys(rest).filter((grade) => grade !== 'B+')).toEqual([]);
    // Charts without a date of birth or a sex, of which the generator makes some.
    expect(
      Object.keys(own.warnings).filter((rule) => !['patient-birth-date-missing', 'patient-sex-missing'].includes(rule)),
    ).toEqual([]);
  });

  it('writes FHIR in which the validator finds no error', () => {
    const fhir = join(demo.workspace, demo.run.out, 'fhir');
    const files = [fhir, join(fhir, 'bundles')].flatMap((dir) =>
      readdirSync(dir)
        .filter((name) => /json$/.test(name))
        .map((name) => `'${join(dir, name)}'`),
    );
    const { stdout, exit } = runCommand(`chartlift --json validate ${files.join(' ')}`, folder);
    const { documents } = JSON.parse(stdout) as { documents: { findings: { severity: string }[]; fired: number }[] };
    expect(documents.flatMap((document) => document.findings.filter((f) => f.severity === 'error'))).toEqual([]);
    expect(documents.length).toBeGreaterThan(PATIENTS);
    expect(documents.reduce((sum, document) => sum + document.fired, 0)).toBeGreaterThan(1000);
    expect(exit).toBe(0);
  });

  it('leaves a report and a document to open, and the key outside the workspace', () => {
    expect(readFileSync(demo.report, 'utf8')).toContain('<h1>Migration run of larkspur</h1>');
    expect(readFileSync(demo.document, 'utf8')).toContain('<ClinicalDocument');
    expect(demo.keyFile.startsWith(`${demo.workspace}/`)).toBe(false);
    // The page may go to people who may see no patient: no name of one stands in it.
    const names = makePractice(PATIENTS)
      .tables.find((table) => table.name === 'pat_master')!
      .rows.map((row) => row[2]);
    const page = readFileSync(demo.report, 'utf8');
    expect(names.filter((name) => page.includes(String(name)))).toEqual([]);
  });

  it('reconciles, and finds a file that was changed, taken away or put there', () => {
    expect(chartlift('reconcile r0001').exit).toBe(0);
    const out = join(demo.workspace, demo.run.out);
    const text = readFileSync(demo.document, 'utf8');
    const verdict = (): { exit: number; kinds: string[] } => {
      const { stdout, exit } = chartlift('--json reconcile r0001');
      const found = JSON.parse(stdout) as { files: { differences: { kind: string }[] } };
      return { exit, kinds: found.files.differences.map((difference) => difference.kind) };
    };
    writeFileSync(demo.document, text.replace('ClinicalDocument', 'ClinicalDocumenT'));
    expect(verdict()).toEqual({ exit: 1, kinds: ['changed'] });
    rmSync(demo.document);
    expect(verdict()).toEqual({ exit: 1, kinds: ['missing'] });
    writeFileSync(demo.document, text);
    writeFileSync(join(out, 'ccda', 'more.xml'), text);
    expect(verdict()).toEqual({ exit: 1, kinds: ['added'] });
    rmSync(join(out, 'ccda', 'more.xml'));
    // File and manifest changed together: the vault knows better.
    const manifest = readFileSync(join(out, 'manifest.json'), 'utf8');
    writeFileSync(
      join(out, 'manifest.json'),
      manifest.replace(/"sha256": "."/, '"sha256": "0"').replace(/[0-9a-f]{8}"\n/, '00000000"\n'),
    );
    expect(verdict()).toEqual({ exit: 1, kinds: ['manifest-differs'] });
    writeFileSync(join(out, 'manifest.json'), manifest);
    expect(verdict()).toEqual({ exit: 0, kinds: [] });
  });

  it('explains a cell and a value, and shows the value only when asked, on record', () => {
    const practice = makePractice(PATIENTS);
    const [first] = practice.tables.find((table) => table.name === 'dx')!.rows;
    const description = String(first![4]);
    const masked = chartlift('why larkspur/dx/1/descr');
    expect(masked.stdout).toContain('feeds Condition.code.text');
    expect(masked.stdout).not.toContain(description);
    const resource = /made (Condition\/\S+)/.exec(masked.stdout)![1]!;
    const back = chartlift(`why '${resource}#code.text'`);
    expect(back.stdout).toContain('larkspur/dx/1/descr: has a value');
    const views = () => (chartlift('audit report').stdout.match(/ {2}view {2}/g) ?? []).length;
    expect(views()).toBe(0);
    expect(chartlift(`why --show-values '${resource}#code.text'`).stdout).toContain(description);
    expect(views()).toBe(1);
    expect(chartlift('audit verify').exit).toBe(0);
  });

  it('does not touch an earlier demo', () => {
    const refused = runCommand('chartlift demo --patients 1 -o chartlift-demo', folder);
    expect(refused.exit).toBe(2);
    expect(refused.stderr).toContain('FOLDER_NOT_EMPTY');
    const second = runCommand('chartlift demo --patients 3', folder);
    expect(second.exit).toBe(0);
    expect(second.stdout).toContain('Demo in chartlift-demo-2');
    expect(existsSync(join(folder, 'chartlift-demo-2', 'clinic', 'out', 'r0001', 'report.html'))).toBe(true);
    expect(second.stdout).toContain('DID NOT RUN');
    expect(second.stdout).toContain('--artefacts');
  });
});
