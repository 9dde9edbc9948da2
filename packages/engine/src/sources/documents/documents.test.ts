import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Issue } from '../../base/issue.js';
import type { Resource } from '../../chart/fhir.js';
import { ccdaDriver } from '../ccda/ccda-driver.js';
import { describeSourceConformance } from '../conformance.js';
import { fhirDriver } from '../fhir/fhir-driver.js';
import { openSource } from '../registry.js';
import { PatientGroups } from './patient-groups.js';

const root = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Made {
  readonly id: string;
  readonly date: string;
  readonly mrn?: string;
  readonly birth?: string;
  readonly problem?: { readonly id: string; readonly code: string; readonly status: string };
  readonly replaces?: string;
}

/** A small document with one problem. */
const cda = ({ id, date, mrn = '1', birth = '19700102', problem, replaces }: Made): string => `<?xml version="1.0"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="2.999.1" extension="${id}"/><code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/><title>T</title><effectiveTime value="${date}"/>
<recordTarget><patientRole><id root="2.999.2" extension="${mrn}"/><patient><name><given>Jane</given><family>Doe</family></name><birthTime value="${birth}"/></patient></patientRole></recordTarget>
${replaces === undefined ? '' : `<relatedDocument typeCode="RPLC"><parentDocument><id root="2.999.1" extension="${replaces}"/></parentDocument></relatedDocument>`}
<component><structuredBody>${
  problem === undefined
    ? ''
    : `<component><section><code code="11450-4" codeSystem="2.16.840.1.113883.6.1"/><text/><entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.3"/><id root="2.999.3" extension="${problem.id}"/><code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="${problem.status}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.4"/><id root="2.999.4" extension="${problem.id}"/><code code="55607006" codeSystem="2.16.840.1.113883.6.96"/><statusCode code="completed"/><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" code="${problem.code}" codeSystem="2.16.840.1.113883.6.96"/></observation></entryRelationship></act></entry></section></component>`
}</structuredBody></component></ClinicalDocument>`;

let folders = 0;
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, `set-${++folders}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function read(path: string) {
  const issues: Issue[] = [];
  const { driver, source } = await openSource([path], {}, { onIssue: (issue) => issues.push(issue) });
  const tables = new Map<string, Record<string, unknown>[]>();
  await source.catalog();
  for await (const batch of source.scan({}))
    for (let r = 0; r < batch.rowCount; r++) {
      const rows = tables.get(batch.table) ?? [];
      tables.set(batch.table, rows);
      rows.push(Object.fromEntries(batch.columnNames.map((name, c) => [name, batch.columns[c]![r]])));
    }
  return { driver, rows: (table: string) => tables.get(table) ?? [], codes: issues.map(({ code }) => code) };
}

/** A folder for each patient, as many systems export. */
function treeOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, `tree-${++folders}`);
  for (const [place, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), text);
  }
  return folder;
}

const gout = { id: 'p', code: '90560007', status: 'active' };

describe('folders of documents', () => {
  it('are read with the folders in them, each document under its own path', async () => {
    const { driver, rows, codes } = await read(
      treeOf({
        'README.txt': 'An export.',
        '1/summary.xml': cda({ id: 'a', date: '20200101', problem: gout }),
        '2/2020/summary.xml': cda({ id: 'b', date: '20200101', mrn: '2', birth: '19800101' }),
      }),
    );
    expect(driver.name).toBe('ccda');
    expect(rows('document').map((row) => row.file)).toEqual(['1/summary.xml', '2/2020/summary.xml']);
    expect(rows('Patient')).toHaveLength(2);
    expect(codes).toEqual(['file-skipped']);
    const bundle = (id: string) => JSON.stringify({ resourceType: 'Patient', id });
    const fhir = await read(treeOf({ 'a/1.json': bundle('1'), 'b/1.json': bundle('2') }));
    expect(fhir.driver.name).toBe('fhir');
    expect(fhir.rows('Patient')).toHaveLength(2);
  });

  it('are refused where no reader takes what lies in them', async () => {
    const folder = treeOf({ 'a/table.csv': 'id,name\n1,x\n' });
    await expect(read(folder)).rejects.toMatchObject({ code: 'SOURCE_NOT_RECOGNISED' });
  });
});

describe('C-CDA documents as tables', () => {
  it('put the documents of one person under one key, and tell one statement from its repetition and its versions', async () => {
    const { driver, rows, codes } = await read(
      folderOf({
        'a.xml': cda({ id: 'a', date: '20200101', problem: gout }),
        'b.xml': cda({ id: 'b', date: '20210101', problem: { ...gout, status: 'completed' } }),
        'c.xml': cda({ id: 'c', date: '20190101', problem: { ...gout, status: 'completed' } }),
        'other.xml': cda({ id: 'd', date: '20220101', problem: { ...gout, code: '44054006' } }),
      }),
    );
    expect(driver.name).toBe('ccda');
    const [patient, ...others] = rows('Patient');
    expect(others).toEqual([]);
    // Another code under the same id is another statement.
    expect(rows('Condition').map((row) => [row.document, row.patient])).toEqual([
      ['b.xml', patient!.id],
      ['other.xml', patient!.id],
    ]);
    expect(JSON.parse(String(rows('Condition')[0]!.json)).subject).toEqual({ reference: `Patient/${patient!.id}` });
    const of = (table: string) => rows(table).filter((row) => row.resource === 'Condition');
    expect(of('superseded').map((row) => [row.document, row.counts_in, row.id])).toEqual([
      ['a.xml', 'b.xml', rows('Condition')[0]!.id],
    ]);
    expect(of('repeated').map((row) => row.document)).toEqual(['c.xml']);
    expect(codes).toContain('statement-versions');
    expect(rows('document').map((row) => row.standing)).toEqual(['current', 'current', 'current', 'current']);
  });

  it('supersede a document that another replaces, and count one that is there twice once', async () => {
    const old = cda({ id: 'a', date: '20200101', problem: gout });
    const { rows, codes } = await read(
      folderOf({
        'a.xml': old,
        'again.xml': old,
        'b.xml': cda({ id: 'b', date: '20210101', replaces: 'a' }),
      }),
    );
    expect(rows('document').map((row) => row.standing)).toEqual(['replaced', 'repeated', 'current']);
    expect(rows('Condition')).toEqual([]);
    expect(rows('superseded').filter((row) => row.resource === 'Condition')).toHaveLength(1);
    expect(rows('repeated').filter((row) => row.resource === 'Condition')).toHaveLength(1);
    expect(codes).toEqual(expect.arrayContaining(['document-repeated', 'document-replaced']));
  });

  it('count documents that replace each other, for one of them must', async () => {
    const { rows } = await read(
      folderOf({
        'a.xml': cda({ id: 'a', date: '20200101', problem: gout, replaces: 'b' }),
        'b.xml': cda({ id: 'b', date: '20210101', replaces: 'a' }),
        'c.xml': cda({ id: 'c', date: '20210101', replaces: 'c' }),
      }),
    );
    expect(rows('document').map((row) => row.standing)).toEqual(['current', 'current', 'current']);
    expect(rows('Condition')).toHaveLength(1);
  });

  it('keep two people apart who share an identifier, and files that cannot be read', async () => {
    const { rows, codes } = await read(
      folderOf({
        'a.xml': cda({ id: 'a', date: '20200101' }),
        'b.xml': cda({ id: 'b', date: '20200101', birth: '19500102' }),
        'broken.xml': cda({ id: 'c', date: '20200101' }).slice(0, -40),
        'style.xsl': '<xsl:stylesheet/>',
      }),
    );
    expect(new Set(rows('Patient').map((row) => row.id)).size).toBe(2);
    expect(rows('document$rejected').map((row) => [row.line, row.reason])).toEqual([[3, 'XML_NOT_WELL_FORMED']]);
    expect(codes).toEqual(expect.arrayContaining(['patient-identifier-shared', 'document-refused', 'file-skipped']));
  });
});

describe('records of one person', () => {
  const record = (value: string, more: Record<string, unknown> = {}): Resource => ({
    resourceType: 'Patient',
    identifier: [{ system: 's', value }],
    ...more,
  });
  const groupsOf = (...records: Resource[]): string[] => {
    const groups = new PatientGroups();
    const numbers = records.map((one) => groups.add(one));
    return numbers.map((number) => groups.keyOf(number));
  };

  it('are joined by a chain of identifiers, in any order, and have the same key', () => {
    const both = { ...record('1'), identifier: [record('1'), record('2')].flatMap((one) => one.identifier as []) };
    const [a, b, c] = groupsOf(record('1'), record('2'), both);
    expect([a, b]).toEqual([c, c]);
    expect(groupsOf(both, record('2'))[1]).toBe(c);
  });

  it('are not joined where anything that both state differs', () => {
    const [a, b] = groupsOf(record('1', { birthDate: '1970-01-01' }), record('1', { birthDate: '1970-01-02' }));
    expect(a).not.toBe(b);
    const [c, d] = groupsOf(record('1', { birthDate: '1970-01-01' }), record('1'));
    expect(c).toBe(d);
  });

  it('are not joined where they would fit two people, in any order', () => {
    const jane = record('1', { birthDate: '1970-01-01' });
    const joan = record('1', { birthDate: '1970-01-02' });
    for (const records of [
      [record('1'), jane, joan],
      [jane, record('1'), joan],
      [jane, joan, record('1')],
    ])
      expect(new Set(groupsOf(...records)).size).toBe(3);
  });

  it('are not joined by a number that no system is stated of', () => {
    const nobody = { resourceType: 'Patient', identifier: [{ value: '1' }] };
    expect(new Set(groupsOf(nobody, nobody)).size).toBe(2);
  });

  it('are grouped in time that grows with their number', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => record(String(i >> 1)));
    const start = performance.now();
    expect(new Set(groupsOf(...many)).size).toBe(10_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('FHIR as tables', () => {
  it('has a row for each resource, and what no chart holds apart with its content', async () => {
    const lines = [
      { resourceType: 'Patient', id: 'p', identifier: [{ system: 's', value: '1' }] },
      { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/p' }, code: { text: 'gout' }, odd: 1 },
      { resourceType: 'AuditEvent', id: 'e' },
      { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Welby' }] },
    ];
    const folder = folderOf({ 'all.ndjson': lines.map((line) => JSON.stringify(line)).join('\n') });
    const { driver, rows } = await read(folder);
    expect(driver.name).toBe('fhir');
    const [patient] = rows('Patient');
    expect(rows('Condition')).toMatchObject([{ id: 'c', patient: patient!.id }]);
    expect(rows('Practitioner')).toHaveLength(1);
    expect(rows('not_carried').map((row) => [row.reason, String(row.content).includes('"resourceType"')])).toEqual([
      ['FHIR R4 has no such element', true],
      ['a log of the sender, not of the patient', true],
    ]);
  });
});

it('takes no two patients of a FHIR set for one, nor one key for both', async () => {
  const patient = { resourceType: 'Patient', identifier: [{ system: 's', value: '1' }], birthDate: '1970-01-02' };
  const condition = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/b' }, code: { text: 'gout' } };
  const lines = [{ ...patient, id: 'a' }, { ...patient, id: 'b' }, condition];
  const { rows } = await read(folderOf({ 'all.ndjson': lines.map((line) => JSON.stringify(line)).join('\n') }));
  const keys = rows('Patient').map((row) => row.id);
  expect(new Set(keys).size).toBe(2);
  expect(rows('Condition').map((row) => row.patient)).toEqual([keys[1]]);
});

const one = (): string => {
  const path = join(root, 'one.xml');
  writeFileSync(path, cda({ id: 'a', date: '20200101', problem: gout }));
  return path;
};
describeSourceConformance('ccda', () => ({
  driver: ccdaDriver,
  mutations: 100,
  seed: 7,
  fixtures: [{ name: 'one document', paths: [one()], rows: { document: 1, Patient: 1, Composition: 1, Condition: 1 } }],
}));

describeSourceConformance('fhir', () => {
  const path = join(root, 'bundle.json');
  const resource = { resourceType: 'Patient', id: 'p', birthDate: '1970-01-02' };
  writeFileSync(path, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }] }));
  return {
    driver: fhirDriver,
    mutations: 100,
    seed: 7,
    fixtures: [{ name: 'a bundle', paths: [path], rows: { Patient: 1 } }],
  };
});
