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
    expect(out).toContain('ERROR vocabulary null-flavor-unknown');
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
