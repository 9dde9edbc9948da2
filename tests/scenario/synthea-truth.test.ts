import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { agrees, compareFacts, type Fact, type KindReport, printReports } from './fact-comparison.js';
import { documentsOf, importAll } from './importer-comparison.js';
import { readNdjson } from './openemr-run.js';
import { gradesOf, unexplained } from './own-grades.js';
import { documentFacts } from './synthea-ccda.js';
import { fhirFacts, KNOWN_DIFFERENCES, readBundles } from './synthea-truth.js';

const csv = sharedPath('data', 'synthea', 'ma10', 'csv');
const bundles = sharedPath('data', 'synthea', 'ma10', 'fhir.tar.xz');
const bin = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');
const built = existsSync(resolve(bin, '../../dist/main.js'));
const xz = spawnSync('xz', ['--version']).status === 0;
const reason =
  csv === null || bundles === null
    ? sharedReason('data/synthea')
    : !built
      ? 'skipped: npm run build was not run'
      : !xz
        ? 'skipped: xz (Debian package xz-utils) is not installed'
        : null;

describe.skipIf(reason !== null)(
  `Synthea's CSV export against its FHIR export of the same patients${reason ? ` (${reason})` : ''}`,
  () => {
    let root: string;
    let out: string;
    let exit: number | null;
    let checked: number | null;
    let summary: {
      patients: number;
      ledger: { balanced: boolean; tables: { name: string; staged: number; delivered: number; excluded: number }[] };
      cells: { balanced: boolean };
      validation: Record<string, number | null>;
      readBack: { different: number };
      issueGroups: { code: string; count: number }[];
    };
    let expected: Map<string, Fact[]>;
    let found: Map<string, Fact[]>;

    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'chartlift-synthea-'));
      expect(spawnSync('tar', ['-xJf', bundles!, '-C', root]).status).toBe(0);
      const artefacts = sharedPath('ccda');
      const env = {
        ...process.env,
        CHARTLIFT_KEY_FILE: join(root, 'key'),
        NODE_OPTIONS: '',
        ...(artefacts ? { CHARTLIFT_CCDA_ARTEFACTS: artefacts } : {}),
      };
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
      expect(run('init', 'clinic', '--preset', 'synthea-csv', '--key-file', env.CHARTLIFT_KEY_FILE).status).toBe(0);
      expect(run('-w', 'clinic', 'stage', csv!, '--quiet').status).toBe(0);
      checked = run('-w', 'clinic', 'map', 'check').status;
      const made = run('-w', 'clinic', 'run', '--plain-output', '--json', '--quiet');
      exit = made.status;
      summary = JSON.parse(made.stdout);
      out = join(root, 'clinic', 'out', 'r0001');
      expected = fhirFacts(readBundles(join(root, 'fhir')));
      const bundled = new Set(expected.get('patient')!.map((f) => f.who));
      // The eleventh patient of the CSV has no bundle.
      const of = (facts: Map<string, Fact[]>) =>
        new Map([...facts].map(([kind, list]) => [kind, list.filter((f) => bundled.has(f.who))]));
      found = of(fhirFacts(readNdjson(join(out, 'fhir'))));
    }, 600_000);
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    const differing = (reports: readonly KindReport[]) =>
      reports.filter((r) => !agrees(r)).map((r) => [r.kind, r.missing, r.extra, r.fieldsDifferent, r.examples]);

    it('checks the mapping, closes both ledgers and validates', () => {
      expect(checked).toBe(0);
      expect(summary.patients).toBe(11);
      expect(summary.ledger.balanced).toBe(true);
      expect(summary.cells.balanced).toBe(true);
      if (sharedPath('ccda'))
        expect(summary.validation).toMatchObject({ xsd: 0, schematron: 0, vocabulary: 0, narrative: 0, fhir: 0 });
      expect(summary.readBack.different).toBe(0);
      expect(exit).toBe(0);
      // Nothing is taken out but what a rule names: figures of the simulation, and periods without insurance.
      const excluded = summary.ledger.tables.filter((t) => t.excluded > 0).map((t) => [t.name, t.excluded]);
      expect(excluded).toEqual([
        ['observations', 336],
        ['payer_transitions', 5],
        ['payers', 1],
      ]);
    });

    it('writes every fact once into FHIR', () => {
      const reports = [...expected.keys()].map((kind) =>
        compareFacts(kind, expected.get(kind)!, found.get(kind) ?? [], KNOWN_DIFFERENCES),
      );
      console.log(printReports('Synthea, FHIR output against the FHIR export', reports));
      expect(differing(reports)).toEqual([]);
      expect(reports.length).toBe(10);
    });

    it('writes every fact once into C-CDA', () => {
      const bundled = new Set(expected.get('patient')!.map((f) => f.who));
      const documents = documentFacts(join(out, 'ccda'));
      const reports = [...documents].map(([kind, list]) => {
        const actual = list.filter((f) => bundled.has(f.who));
        const names = Object.keys(actual[0]?.fields ?? {});
        // A document states fewer fields, and not in which encounter a result was taken.
        const wanted = expected.get(kind)!.map((f) => ({
          ...f,
          identity: kind === 'observation' ? f.identity.split(' | ').slice(0, 2).join(' | ') : f.identity,
          fields: Object.fromEntries(names.map((name) => [name, f.fields[name] ?? null])),
        }));
        return compareFacts(kind, wanted, actual, KNOWN_DIFFERENCES);
      });
      console.log(printReports('Synthea, C-CDA output against the FHIR export', reports));
      expect(differing(reports)).toEqual([]);
      expect(reports.map((r) => r.kind).sort()).toEqual(
        'allergy condition device encounter immunization medication observation patient procedure'.split(' '),
      );
    });

    it('writes C-CDA that two importers take whole', () => {
      // One of them looks for every narrative reference through the whole document: the smallest documents will do.
      for (const { name, differences, seen } of importAll(documentsOf(out).slice(0, 2))) {
        expect(differences, name).toEqual([]);
        expect(seen.problem + seen.procedure + seen.vital, name).toBeGreaterThan(50);
      }
    });

    it('reaches grade A in every document, and loses points only for what the CSV does not state', async () => {
      const own = await gradesOf(join(out, 'ccda'));
      // Something of one patient is dated after the death, and a rate per body surface has a unit without it; the run says the first.
      expect(unexplained(own, join(out, 'fhir'), ['E2', 'L2', 'L4'])).toEqual([]);
      expect(summary.issueGroups.map((group) => group.code)).toContain('date-after-death');
      expect(Object.keys(own.grades).filter((grade) => !grade.startsWith('A'))).toEqual([]);
      expect(own.warnings).toEqual({});
    });

    it('keeps the severities that only the CSV states', () => {
      const [head, ...rows] = readFileSync(join(csv!, 'allergies.csv'), 'utf8').trim().split(/\r?\n/);
      const columns = head!.split(',');
      const stated = rows.flatMap((row) => {
        const cell = (name: string) => row.split(',')[columns.indexOf(name)] ?? '';
        return ['1', '2'].map((n) => [cell(`REACTION${n}`), cell(`SEVERITY${n}`).toLowerCase()].join(' '));
      });
      const written = readNdjson(join(out, 'fhir'))
        .get('AllergyIntolerance')!
        .flatMap((a) => (a.reaction ?? []) as { manifestation: { coding: { code: string }[] }[]; severity?: string }[])
        .map((r) => [r.manifestation[0]!.coding[0]!.code, r.severity ?? ''].join(' '));
      expect(written.sort()).toEqual(stated.filter((text) => text.trim() !== '').sort());
      expect(written.length).toBeGreaterThan(0);
    });

    it('would see a fact that is missing, doubled or different', () => {
      const wanted = expected.get('medication')!;
      const [first, ...rest] = found.get('medication')!;
      expect(compareFacts('medication', wanted, rest).missing).toBe(1);
      expect(compareFacts('medication', wanted, [first!, first!, ...rest]).extra).toBe(1);
      const changed = [{ ...first!, fields: { ...first!.fields, status: 'draft' } }, ...rest];
      expect(compareFacts('medication', wanted, changed).fieldsDifferent).toEqual({ status: 1 });
    });
  },
);
