import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { diag } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { createValidator, type Validator } from './validator.js';

const artefacts = sharedPath('ccda');
const documents = sharedPath('data', 'ccda');
const GOLD = 'onc-cures/Cures Update Sender SUT Test Data/Gold_Samples_For_Practice/170.315_b1_toc_cures_sample3.xml';
const EXAMPLE = 'hl7-examples/Documents/CCD/CCD 1/CCD.XML';

describe('createValidator without artefacts', () => {
  it('says which layers did not run and how to get them', async () => {
    const validator = await createValidator({ artefacts: null });
    const verdict = validator.validate('<ClinicalDocument xmlns="urn:hl7-org:v3"/>');
    expect(verdict.layersRun).toEqual(['document', 'template', 'vocabulary', 'narrative', 'size']);
    expect(verdict.layersSkipped.map((s) => s.layer)).toEqual(['xsd', 'schematron']);
    expect(verdict.layersSkipped.every((s) => s.hint.includes('--artefacts'))).toBe(true);
    validator.dispose();
  });

  it('refuses a folder that is not there', async () => {
    await expect(createValidator({ artefacts: '/nowhere/at/all' })).rejects.toMatchObject({
      code: 'ARTEFACTS_NOT_FOUND',
    });
  });

  it('never throws for what is in a document, counts beyond its limit, and names skipped layers', async () => {
    const validator = await createValidator({ artefacts: null, maxFindings: 2 });
    const many = validator.validate(
      `<ClinicalDocument xmlns="urn:hl7-org:v3">${'<code nullFlavor="?"/>'.repeat(5)}</ClinicalDocument>`,
    );
    expect(many).toMatchObject({ errors: 5, findingsCut: 3 });
    expect(many.findings).toHaveLength(2);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const verdict = validator.validate(bytes);
        expect(verdict.errors).toBeGreaterThan(0);
        expect(verdict.layersSkipped.map((s) => s.layer)).toContain('narrative');
      }),
      { numRuns: 200, seed: 3 },
    );
    validator.dispose();
  });
});

const title = artefacts && documents ? 'HL7 artefacts' : sharedReason("HL7's artefacts and examples");
describe.skipIf(!artefacts || !documents)(title, () => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await createValidator({ artefacts });
  });
  afterAll(() => validator.dispose());
  const load = (name: string) => readFileSync(join(documents!, name));

  it('takes a folder that is named from where one is', async () => {
    const near = await createValidator({ artefacts: relative(process.cwd(), artefacts!) });
    expect(near.validate('<ClinicalDocument xmlns="urn:hl7-org:v3"/>').errorsByLayer.xsd).toBeGreaterThan(0);
    near.dispose();
  });

  it('runs every layer and every rule of the artefacts on an HL7 example', () => {
    expect(validator.artefactIssues).toEqual([]);
    const verdict = validator.validate(load(EXAMPLE));
    expect(verdict.layersRun).toEqual(['document', 'xsd', 'schematron', 'template', 'vocabulary', 'narrative', 'size']);
    expect(verdict.notEvaluated).toEqual([]);
    expect(verdict.fired).toBeGreaterThan(200);
    expect(verdict.errorsByLayer.xsd).toBe(0);
  });

  it('finds what is broken on purpose in each layer, without quoting a value', () => {
    const good = load(EXAMPLE).toString('utf8');
    const before = validator.validate(good).errorsByLayer;
    const broken = (from: RegExp, to: string) => {
      expect(good).toMatch(from);
      return validator.validate(good.replace(from, to));
    };
    const unknown = broken(/<recordTarget>/, '<SMITHJOHN/><recordTarget>');
    expect(unknown.errorsByLayer.xsd).toBeGreaterThan(before.xsd);
    // 22 digits: libxml2 alone accepts them against the pattern of the time stamp.
    const time = broken(/<birthTime value="\d+"/, '<birthTime value="1234567890123456789012"');
    const [finding] = time.findings.filter((f) => f.layer === 'xsd');
    expect(finding).toMatchObject({ rule: 'xsd-pattern', where: expect.stringContaining('/patient/birthTime') });
    expect(JSON.stringify(time.findings)).not.toContain('1234567890123456789012');
  });

  it('finds an assertion that is broken on purpose, and says when nothing is asked of a document', () => {
    const good = load(GOLD).toString('utf8');
    expect(validator.validate(good).errorsByLayer).toMatchObject({ xsd: 0, schematron: 0 });
    const noLanguage = validator.validate(good.replace('<languageCode code="en-US"/>', ''));
    expect(noLanguage.findings.filter((f) => f.severity === 'error').map((f) => f.rule)).toContain('a-1198-5372');
    expect(noLanguage.findings.map((f) => f.rule)).not.toContain('no-document-rule');
    const unmarked = validator.validate(good.replaceAll('extension="2015-08-01"', ''));
    expect(unmarked.findings.map((f) => f.rule)).toContain('no-document-rule');
  });

  it('leaves no WebAssembly memory behind, whatever the document', () => {
    const samples = [
      load(EXAMPLE),
      Buffer.from('<a><b></a>'),
      Buffer.from('<!DOCTYPE a><a/>'),
      Buffer.from('<a/>'),
      load('vendor/sample_ccdas/Kinsights Samples/kinsights-sample-timmy.xml'),
    ];
    const open = () => (diag.report() as { XmlDocument?: { totalInstances: number } }).XmlDocument?.totalInstances ?? 0;
    diag.configure({ enabled: true });
    for (const sample of samples) validator.validate(sample);
    const rss = process.memoryUsage().rss;
    for (let i = 0; i < 30; i += 1) for (const sample of samples) validator.validate(sample);
    expect(open()).toBe(0);
    diag.configure({ enabled: false });
    expect(process.memoryUsage().rss - rss).toBeLessThan(100 * 1024 * 1024);
  });

  it('checks every vendor document without a crash and with every rule evaluated', () => {
    const folder = join(documents!, 'vendor');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((n) => /\.xml$/i.test(n));
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      const verdict = validator.validate(readFileSync(join(folder, name)));
      expect(verdict.refused, name).toBe(false);
      expect(verdict.notEvaluated, name).toEqual([]);
    }
  });
});
