import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const folder = mkdtempSync(join(tmpdir(), 'chartlift-validate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const clean = file('clean.xml', '<ClinicalDocument xmlns="urn:hl7-org:v3"/>');
const faulty = file(
  'faulty.xml',
  '<ClinicalDocument xmlns="urn:hl7-org:v3">\n<code nullFlavor="SECRET"/></ClinicalDocument>',
);
const broken = file('broken.xml', '<ClinicalDocument>');

async function run(...args: string[]) {
  let out = '';
  let err = '';
  const into = (take: (text: string) => void) =>
    new Writable({
      write(chunk, _, done) {
        take(String(chunk));
        done();
      },
    });
  delete process.env.CHARTLIFT_CCDA_ARTEFACTS;
  process.env.CHARTLIFT_STORE = join(folder, 'store');
  const code = await main(['validate', ...args], {
    stdout: into((t) => {
      out += t;
    }),
    stderr: into((t) => {
      err += t;
    }),
    interactive: false,
  });
  return { code, out, err };
}

describe('validate', () => {
  it('prints findings with place and next step, and says what did not run', async () => {
    const { code, out, err } = await run(faulty);
    expect(code).toBe(1);
    expect(out).toMatch(/VOCABULARY: 1 error\n {4}ERROR null-flavor-unknown\n/);
    expect(out).toContain('line 2: /ClinicalDocument/code/@nullFlavor');
    expect(out).toContain('-> ');
    expect(err).toContain('NOT RUN: schematron');
    expect(out + err).not.toContain('SECRET');
  });

  it('prints one JSON value with every file, also those that cannot be read', async () => {
    const { code, out } = await run('--json', clean, faulty, broken, join(folder, 'missing.xml'));
    expect(code).toBe(3);
    const { documents } = JSON.parse(out);
    expect(documents.map((d: { errors: number }) => d.errors)).toEqual([0, 1, 1, 1]);
    expect(documents[1].findings[0]).toMatchObject({ layer: 'vocabulary', severity: 'error', line: 2 });
    expect(documents[3].fault.code).toBe('FILE_ENOENT');
  });

  it('exits with 0 without errors and 2 for artefacts that are not there', async () => {
    expect((await run(clean)).code).toBe(0);
    const { code, err } = await run(clean, '--artefacts', join(folder, 'none'));
    expect(code).toBe(2);
    expect(err).toContain('ARTEFACTS_NOT_FOUND');
  });

  it('shows one example of each rule with its count, and with --all every place', async () => {
    const twice = file(
      'twice.xml',
      `<ClinicalDocument xmlns="urn:hl7-org:v3">\n<code nullFlavor="A"/>\n<title nullFlavor="B"/></ClinicalDocument>`,
    );
    const short = await run(twice);
    expect(short.out).toContain('ERROR null-flavor-unknown (2 times)');
    expect(short.out.match(/\/@nullFlavor/g)).toHaveLength(1);
    expect((await run(twice, '--all')).out.match(/\/@nullFlavor/g)).toHaveLength(2);
    for (const line of short.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it('grades, lints for a profile and ends with a table of the files', async () => {
    const { out } = await run(clean, faulty);
    expect(out).toMatch(/IMPORTER: \d+ warnings?\n/);
    expect(out).toMatch(/\nfile +errors +warnings +grade\n/);
    expect(out).toContain('2 documents: 1 without errors');
    const json = JSON.parse((await run('--json', '--profile', 'athenahealth', faulty)).out);
    const rules = json.documents[0].findings.map((f: { layer: string; rule: string }) => `${f.layer} ${f.rule}`);
    expect(rules).toContain('importer athena-signer-missing');
    expect(json.documents[0]).toMatchObject({ grade: null, score: null, size: { binaries: 0 } });
    expect(json.documents[0].scorecard.categories).toHaveLength(11);
  });

  it('names the profiles there are where one is not known', async () => {
    const { code, err } = await run(clean, '--profile', 'epic');
    expect(code).toBe(2);
    expect(err).toContain('IMPORTER_PROFILE_UNKNOWN');
    expect(err).toContain('generic, athenahealth, openemr');
  });

  it('checks FHIR files together, and says what no rule looks at', async () => {
    const patients = file('Patient.ndjson', '{"resourceType":"Patient","id":"p","gender":"SECRET"}\n');
    const flag =
      '{"resourceType":"Flag","id":"f","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/p"}}';
    const flags = file('Flag.ndjson', flag);
    const { code, out, err } = await run(flags, patients);
    expect(code).toBe(1);
    expect(out).toContain('ERROR fhir-binding code-not-in-binding');
    expect(out).toContain('line 1: Patient.gender');
    expect(err).toContain('NOT COVERED by the FHIR rules');
    expect(out + err).not.toContain('SECRET');
    const { documents } = JSON.parse((await run('--json', clean, flags)).out);
    expect(documents.map((d: { errors: number }) => d.errors)).toEqual([0, 1]);
    expect(documents[1].findings[0]).toMatchObject({ layer: 'fhir-reference', rule: 'reference-dangling', line: 1 });
    expect((await run(file('broken.json', '{'))).code).toBe(3);
  });
});
