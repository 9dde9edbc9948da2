import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const folder = mkdtempSync(join(tmpdir(), 'chartlift-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const document = file(
  'a.xml',
  '<ClinicalDocument xmlns="urn:hl7-org:v3"><code code="34133-9"/>\n<lotion code="SECRET"/></ClinicalDocument>',
);
const cut = file('cut.xml', '<ClinicalDocument>');
const message = file('m.hl7', 'MSH|^~\\&|SECRET');
const out = join(folder, 'out');

async function run(...args: string[]) {
  const texts = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    });
  const code = await main(['convert', ...args], { stdout: into('out'), stderr: into('err'), interactive: false });
  return { code, ...texts };
}

describe('convert', () => {
  it('writes a bundle and the account in the contract’s shape', async () => {
    const { code, out: text } = await run(document, '--to', 'fhir', '-o', out, '--json');
    expect(code).toBe(0);
    const [one] = JSON.parse(text).files;
    expect(one).toEqual({
      in: document,
      out: join(out, 'a.json'),
      resources: { Composition: 1, Patient: 1 },
      notCarried: [{ where: '/ClinicalDocument/lotion', line: 2, reason: expect.any(String) }],
    });
    expect(JSON.parse(readFileSync(one.out, 'utf8'))).toMatchObject({ resourceType: 'Bundle', type: 'transaction' });
  });

  it('goes on after a file that it refuses, and gives no two documents one name', async () => {
    const twin = join(folder, 'b');
    mkdirSync(twin);
    writeFileSync(join(twin, 'a.xml'), readFileSync(document));
    const { code, err, out: text } = await run(cut, message, document, join(twin, 'a.xml'), '--to', 'fhir', '-o', out);
    expect(code).toBe(3);
    expect(err).toMatch(/XML_NOT_WELL_FORMED[\s\S]*CONVERT_HL7V2/);
    expect(text).toMatch(/a\.json[\s\S]*a-2\.json/);
    expect(text + err).not.toContain('SECRET');
  });

  it('makes documents of bundles, and of NDJSON files together', async () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p',
      name: [{ family: 'Doe' }],
      gender: 'male',
      birthDate: '1950-01-02',
    };
    const allergy = {
      resourceType: 'AllergyIntolerance',
      id: 'a',
      code: { text: 'Latex' },
      patient: { reference: 'Patient/p' },
      extension: [{ url: 'urn:example:shelf', valueString: 'SECRET' }],
    };
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: patient }, { resource: allergy }],
    };
    const whole = file('whole.json', JSON.stringify(bundle));
    const parts = [file('p.ndjson', JSON.stringify(patient)), file('a.ndjson', JSON.stringify(allergy))];
    const { code, out: text } = await run(whole, ...parts, document, '--to', 'ccda', '-o', out, '--json');
    expect(code).toBe(3);
    const [together, one, refused] = JSON.parse(text).files;
    for (const made of [together, one]) {
      expect(made.resources).toEqual({ AllergyIntolerance: 1, Patient: 1 });
      expect(made.notCarried).toMatchObject([{ where: expect.stringContaining('AllergyIntolerance.extension') }]);
      expect(readFileSync(made.out, 'utf8')).toContain('Latex');
    }
    expect(refused).toMatchObject({ out: null, fault: { code: 'CONVERT_SOURCE' } });
    expect(text).not.toContain('SECRET');
  });

  it('writes the same bytes again, and over other bytes only when told to', async () => {
    const folder = join(out, 'again');
    const args = [document, '--to', 'fhir', '-o', folder];
    expect([(await run(...args)).code, (await run(...args)).code]).toEqual([0, 0]);
    const made = join(folder, 'a.json');
    const bundle = readFileSync(made, 'utf8');
    writeFileSync(made, 'SECRET, changed by hand');
    const { code, err, out: text } = await run(...args, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(text).files[0]).toMatchObject({
      out: null,
      fault: { code: 'CONVERT_EXISTS', where: made, hint: expect.stringContaining('--force') },
    });
    expect(text + err).not.toContain('SECRET');
    expect(readFileSync(made, 'utf8')).toContain('changed by hand');
    expect((await run(...args, '--force')).code).toBe(0);
    expect(readFileSync(made, 'utf8')).toBe(bundle);
  });

  it('writes all documents of an input or none', async () => {
    const folder = join(out, 'none');
    const people = ['p', 'q'].map((id) => ({ resourceType: 'Patient', id, birthDate: '1950-01-02' }));
    const both = file('both.ndjson', people.map((one) => JSON.stringify(one)).join('\n'));
    const first = JSON.parse((await run(both, '--to', 'ccda', '-o', folder, '--json')).out).files[0];
    expect(first.outputs).toHaveLength(2);
    rmSync(first.outputs[0]);
    writeFileSync(first.outputs[1], 'another');
    expect((await run(both, '--to', 'ccda', '-o', folder)).code).toBe(3);
    expect(existsSync(first.outputs[0])).toBe(false);
  });

  it('refuses a target that it does not know', async () => {
    const { code, err } = await run(document, '--to', 'hl7v2');
    expect(code).toBe(2);
    expect(err).toContain('CONVERT_TARGET');
  });
});
