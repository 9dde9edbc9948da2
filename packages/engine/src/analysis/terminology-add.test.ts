import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationError } from '../base/error.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import { lockFolder, removeReleases } from '../terminology/store/install.js';
import { codesOfNdc, icd10OfIcd9, standingOf } from '../terminology/store/lookups.js';
import { openTerminologyStore } from '../terminology/store/store.js';
import * as made from '../testing/release-files.js';
import { addTerminology } from './terminology-add.js';

const home = mkdtempSync(join(tmpdir(), 'chartlift-terms-'));
const folder = join(home, 'store');
const clock = { now: () => Date.UTC(2024, 5, 1) };
afterAll(() => rmSync(home, { recursive: true, force: true }));

let count = 0;
/** A folder with these files. */
function put(files: readonly made.ReleaseFixture[]): string {
  const dir = join(home, `in-${count++}`);
  mkdirSync(dir);
  for (const { name, bytes } of files) writeFileSync(join(dir, name), bytes);
  return dir;
}
const add = (into: string, ...files: readonly made.ReleaseFixture[]) =>
  addTerminology({ folder: into, paths: [put(files)], clock });
const codeOf = (error: unknown): string => (error instanceof MigrationError ? error.code : String(error));
const failure = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'none', codeOf);

const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const LOINC = 'http://loinc.org';
const SCT = 'http://snomed.info/sct';

describe('terminology releases', () => {
  let store: TerminologyStore;
  beforeAll(async () => {
    const years = [made.icd10cmOrder('2024'), made.icd10cmOrder('2025', true)];
    await add(folder, ...years, made.icd10pcsOrder(), made.icd9Long(), made.gem9());
    await add(folder, ...made.rxnormFiles(), made.loincTable(), made.loincConsumerNames());
    await add(folder, made.cvxFile(true), made.mvxFile(), made.cptCvxFile(), ...made.snomedFiles());
    await add(folder, ...made.ndcFiles(), ...made.uniiFiles(), made.hcpcsFile(), made.cptFile());
    await add(folder, made.codeSystemJson(), made.conceptMapJson());
    store = openTerminologyStore(folder);
  });
  afterAll(() => store[Symbol.dispose]());

  it('loads every published layout, with the version that it states', () => {
    const loaded = store.releases.map(({ name, version, concepts, mappings }) => [name, version, concepts, mappings]);
    expect(loaded).toEqual([
      ['cpt', '2024', 1, 0],
      ['cpt-cvx', '2020-01-02', 0, 2],
      ['cvx', '2024-06-13', 2, 0],
      ['example-org-codesystem-thumbs', '3', 2, 0],
      ['example-org-conceptmap-thumbs', '1', 0, 1],
      ['gem-i9-i10', '2018', 0, 5],
      ['hcpcs', '2024-01', 3, 0],
      ['icd10cm', '2025', 3, 0],
      ['icd10cm', '2024', 4, 0],
      ['icd10pcs', '2024', 2, 0],
      ['icd9cm', '32', 3, 0],
      ['loinc', '2.76', 2, 0],
      ['mvx', '2020-01-02', 1, 0],
      ['ndc', expect.stringMatching(/^\d{4}-\d\d-\d\d$/), 1, 0],
      ['rxnorm', '2024-01-02', 4, 2],
      ['snomed', '20240301-US1000124', 2, 1],
      ['unii', '2024-01-02', 1, 1],
    ]);
  });

  it('keeps what a release tells beside names', () => {
    expect(store.concept(ICD10, 'E99.21')).toMatchObject({
      display: 'Sugar sickness of the made-up kind with foot sore',
      synonyms: ['Sugar sickness w foot sore'],
      attributes: { billable: 'yes' },
    });
    expect(store.concept(RXNORM, '1000002')).toMatchObject({
      display: 'zzmupirax 5 MG Oral Tablet',
      synonyms: ['Mupirax 5 MG Tab'],
      attributes: { TTY: 'SCD', RXN_STRENGTH: '5 MG' },
    });
    expect(store.related(RXNORM, '1000002', 'has_ingredient')).toEqual(['1000001']);
    expect(store.concept(RXNORM, '1000004')?.status).toBe('retired');
    const zorbium = store.concept(LOINC, '99001-0');
    expect(zorbium?.synonyms).toEqual(['Zorbium SerPl-sCnc', 'Zorbium, Blood', 'Zorbium level']);
    expect(zorbium?.attributes).toMatchObject({ SYSTEM: 'Ser/Plas', SCALE_TYP: 'Qn', EXAMPLE_UCUM_UNITS: 'mmol/L' });
    expect(store.concept('http://hl7.org/fhir/sid/cvx', '902')?.status).toBe('retired');
    expect(store.concept(SCT, '404684003')).toMatchObject({
      display: 'Made-up finding',
      synonyms: ['Made-up "quoted finding (finding)', 'Finding by another name'],
      attributes: { FSN: 'Made-up "quoted finding (finding)' },
    });
    expect(store.related(SCT, '404684003', 'is-a')).toEqual(['138875005']);
    expect(store.concept('http://hl7.org/fhir/sid/icd-9-cm', '999.01')?.display).toBe('Dizziness of Mémière');
    expect(store.concept('http://hl7.org/fhir/sid/ndc', '09999111101')?.attributes.NDCPACKAGECODE).toBe('9999-1111-01');
    const hcpcs = store.concept('http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'Z9901');
    expect(hcpcs?.display).toBe('Supply of a made-up thing, each, sterile');
  });

  it('counts damaged lines and goes on', () => {
    const damaged = store.releases.filter((release) => release.damaged > 0).map(({ name, damaged: n }) => [name, n]);
    // A SNOMED id with a wrong check digit, an NDC without hyphens in 8 digits.
    expect(damaged).toEqual([
      ['ndc', 1],
      ['snomed', 1],
    ]);
  });

  it('follows ICD-9 to ICD-10 and NDC to RxNorm with their flags', () => {
    expect(icd10OfIcd9(store, '99901')).toMatchObject([
      { toCode: 'E99.21', flags: { approximate: '1', 'no-map': '0' } },
    ]);
    expect(icd10OfIcd9(store, 'V99.11')).toMatchObject([{ toCode: '', flags: { 'no-map': '1' } }]);
    const choices = icd10OfIcd9(store, 'E999.1').map(({ toCode, flags }) => [
      toCode,
      flags.scenario,
      flags['choice-list'],
    ]);
    expect(choices).toEqual([
      ['E99.21', '1', '1'],
      ['E99.29', '1', '2'],
      ['J99.X1', '2', '1'],
    ]);
    expect(codesOfNdc(store, '99999-1111-1')).toMatchObject([{ toCode: '1000002' }]);
    expect(codesOfNdc(store, '9999911111')).toEqual([]);
    expect(store.mappings(SCT, '404684003', ICD10)).toMatchObject([{ toCode: 'E99.21', flags: { rule: 'TRUE' } }]);
  });

  it('says of a code whether it is in use, retired, unknown, or cannot be judged', () => {
    expect(standingOf(store, ICD10, 'E99.21').standing).toBe('active');
    expect(standingOf(store, ICD10, 'J99.X1')).toEqual({ standing: 'retired', version: '2024' });
    expect(standingOf(store, ICD10, 'Q99.99').standing).toBe('unknown');
    expect(standingOf(store, LOINC, '99002-8').standing).toBe('retired');
    const icd9 = (code: string): string => standingOf(store, 'http://hl7.org/fhir/sid/icd-9-cm', code).standing;
    // The list has billable codes only: what they begin with is a category, digits alone are none.
    expect(['999', '999.0', 'V99', 'E999', '99', '999.1', '998'].map(icd9)).toEqual([
      ...['category', 'category', 'category', 'category', 'unknown', 'unknown', 'unknown'],
    ]);
    expect(standingOf(store, 'http://example.org/none', 'x').standing).toBe('not-loaded');
  });

  it('finds by words, beginnings, strengths and words spelt wrongly', () => {
    const first = (system: string, text: string): string | undefined => store.search(system, text, 3)[0]?.concept.code;
    expect(first(LOINC, 'zorbium 24 hour urine')).toBe('99002-8');
    expect(first(LOINC, 'zorb serum')).toBe('99001-0');
    expect(first(RXNORM, 'MUPIRAX 5mg tablets')).toBe('1000002');
    expect(first(RXNORM, 'zappit')).toBe('1000003');
    expect(first(RXNORM, 'kleptomin 0.5 mg/ml')).toBe('1000004');
    expect(first(RXNORM, 'kelptomine')).toBe('1000004');
    expect(first(ICD10, 'foot sore')).toBe('E99.21');
    expect(store.search(LOINC, '"; DROP * NEAR(', 3)).toEqual([]);
    expect(store.search(LOINC, '', 3)).toEqual([]);
  });

  it('gives every concept in code order', () => {
    expect([...store.concepts(RXNORM)].map(({ code }) => code)).toEqual(['1000001', '1000002', '1000003', '1000004']);
  });
});

describe('adding a release', () => {
  it('takes packed files, tables of a named system, and replaces the same version', async () => {
    const into = join(home, 'other');
    const { name, bytes } = made.cvxFile();
    await add(into, { name: `${name}.gz`, bytes: gzipSync(bytes) });
    await add(into, made.cvxFile());
    const path = join(
      put([{ name: 'labs.csv', bytes: Buffer.from('code,display,unit\nA1,Zorb level,mg\n,no code,\n') }]),
      'labs.csv',
    );
    await addTerminology({ folder: into, paths: [path], system: 'urn:oid:1.2.3', version: '7', clock });
    using store = openTerminologyStore(into);
    expect(store.releases.map((r) => [r.name, r.concepts, r.damaged])).toEqual([
      ['cvx', 2, 0],
      ['table-urn-oid-1-2-3', 1, 1],
    ]);
    expect(store.concept('urn:oid:1.2.3', 'A1', '7')?.attributes).toEqual({ unit: 'mg' });
    expect(removeReleases(into, 'cvx', null)).toEqual(['cvx@2024-06-13.terms']);
    expect(() => removeReleases(into, 'cvx', null)).toThrow(/no such release/);
  });

  it('takes the largest of what comes twice in a folder, as in the whole release of RxNorm', async () => {
    const into = join(home, 'twice');
    const dir = put([]);
    for (const below of ['rrf', 'prescribe']) mkdirSync(join(dir, below));
    for (const { name, bytes } of made.rxnormFiles()) {
      writeFileSync(join(dir, 'rrf', name), bytes);
      writeFileSync(join(dir, 'prescribe', name), bytes.subarray(0, bytes.indexOf(10) + 1));
    }
    const { added, left } = await addTerminology({ folder: into, paths: [dir], clock });
    expect(added).toMatchObject([{ name: 'rxnorm', concepts: 4, mappings: 2, damaged: 0 }]);
    expect([...left].sort()).toEqual(['RXNCONSO.RRF', 'RXNREL.RRF', 'RXNSAB.RRF', 'RXNSAT.RRF']);
  });

  it('takes what stands beside a release in its whole download for what it is', async () => {
    const into = join(home, 'whole');
    const variants = ['deDE15', 'esAR7'].map((at) => ({ ...made.loincVariant(), name: `${at}LinguisticVariant.csv` }));
    const { added, left } = await add(into, made.loincTable(), ...variants, ...made.cptTexts(), made.cvxXml());
    expect(added.map(({ name, concepts, damaged }) => [name, concepts, damaged]).sort()).toEqual([
      ['cpt', 2, 0],
      ['cvx', 2, 0],
      ['loinc', 2, 0],
    ]);
    expect(left).toEqual(['deDE15LinguisticVariant.csv', 'esAR7LinguisticVariant.csv']);
    using store = openTerminologyStore(into);
    expect(store.concept('http://www.ama-assn.org/go/cpt', '9999T')).toMatchObject({
      display: 'Made-up procedure on the thumb',
      synonyms: ['MADE-UP PROC THUMB', 'PROC THMB'],
    });
    expect(store.releases.find(({ name }) => name === 'cvx')?.version).toBe('2011-03-20');
    expect(store.concept('http://hl7.org/fhir/sid/cvx', '902')?.status).toBe('retired');
  });

  it('takes the complete code systems of a FHIR package, each under its own URL', async () => {
    const into = join(home, 'package');
    const { added, left } = await add(into, { name: 'example.made.up.tgz', bytes: gzipSync(made.fhirPackage()) });
    expect(added).toMatchObject([{ system: 'http://example.org/CodeSystem/toes', version: '2.0.0', concepts: 1 }]);
    expect([...left].sort()).toEqual(['CodeSystem-loinc.json', 'CodeSystem-shell.json', 'ConceptMap-empty.json']);
    const cut = gzipSync(made.fhirPackage().subarray(0, 90_000));
    expect(await failure(add(into, { name: 'cut.tgz', bytes: cut }))).toBe('TERMINOLOGY_CUT');
  });

  it('says what it expected of a file that it does not know, and what is missing of one that it does', async () => {
    const into = join(home, 'refused');
    expect(await failure(add(into, { name: 'readme.txt', bytes: Buffer.from('hello\n') }))).toBe(
      'TERMINOLOGY_NOT_RECOGNISED',
    );
    expect(await failure(add(into, { ...made.loincTable(), name: 'RXNCONSO.RRF' }))).toBe('TERMINOLOGY_NOT_RECOGNISED');
    expect(await failure(add(into, ...made.rxnormFiles().slice(2)))).toBe('TERMINOLOGY_INCOMPLETE');
    const packed = gzipSync(
      Buffer.concat(
        Array.from({ length: 3000 }, (_, i) => Buffer.from(`Z${i % 10} |Zyx ${i * 7919}|n|Active|2020/01/02\n`)),
      ),
    );
    expect(await failure(add(into, { name: 'mvx.txt.gz', bytes: packed.subarray(0, packed.length - 200) }))).toBe(
      'TERMINOLOGY_CUT',
    );
    const twice = [made.mvxFile(), { ...made.mvxFile(), name: 'mvx-of-another-day.txt' }];
    expect(await failure(add(into, ...twice))).toBe('TERMINOLOGY_AMBIGUOUS');
    const bad = { name: 'x.json', bytes: Buffer.from('{"resourceType":"CodeSystem","url":"http://x/y","concept":[') };
    expect(await failure(add(into, bad))).toBe('TERMINOLOGY_FHIR');
  });

  it('leaves nothing half-written behind, and lets one write at a time', async () => {
    const into = join(home, 'locked');
    await add(into, made.mvxFile());
    writeFileSync(join(into, '.partial-1-1'), 'left by a process that was killed');
    {
      using _lock = lockFolder(into);
      expect(await failure(add(into, made.cvxFile()))).toBe('TERMINOLOGY_BUSY');
    }
    await add(into, made.cvxFile());
    const files = readdirSync(into).filter((file) => file !== '.lock');
    expect(files).toEqual(['cvx@2024-06-13.terms', 'mvx@2020-01-02.terms']);
  });
});
