import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARSE_LIMITS, parseDocument } from '../abstraction/documents/parse-document.js';
import { documentRulesSchema } from '../artifacts/document-rules.js';
import { checkYaml } from '../artifacts/yaml-artifact.js';
import { renderPage } from '../formats/image/page-image.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { findPlaintext } from '../testing/canaries.js';
import { makePdf } from '../testing/pdf-maker.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { addDocuments } from './documents-adding.js';
import { addCells } from './documents-cells.js';
import { decideLink, linkAllDocuments } from './documents-linking.js';
import { listDocuments, viewPage } from './documents-listing.js';

const home = mkdtempSync(join(tmpdir(), 'chartlift-documents-'));
const dir = join(home, 'clinic');
const scans = join(home, 'scans');
const text = (content: string) => makePdf([{ lines: [{ x: 72, y: 700, text: content }] }]);
function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(scans, path)), { recursive: true });
  writeFileSync(join(scans, path), content);
}
const note = (content: string): string => gzipSync(`{\\rtf1 ${content}}`).toString('base64');

/** In this process: these documents are harmless, and a child is tested elsewhere. */
const parser = {
  limits: PARSE_LIMITS,
  parse: (bytes: Uint8Array) => parseDocument(bytes, PARSE_LIMITS),
  render: renderPage,
};
let vault: Vault;
const key = { kind: 'key-file' as const, path: join(home, 'key') };

beforeAll(async () => {
  await initWorkspace(dir, key);
  const source = join(home, 'source');
  mkdirSync(source);
  const csv = (name: string, lines: readonly string[]) =>
    writeFileSync(join(source, `${name}.csv`), `${lines.join('\n')}\n`);
  csv('pat', [
    'id,chart,last,first,born',
    '11,A-700,Canaryson,Ann,1950-02-01',
    '12,A-701,Canaryson,Bea,1950-02-01',
    '13,A-702,Roe,Cy,1961-03-04',
  ]);
  csv('visit', ['vid,pat', 'v1,13', 'v2,12']);
  csv('doc', [
    'no,visit,body,day',
    `1,v1,${note('Roe seen')},2020-05-06`,
    `2,v2,${note('Bea seen')},`,
    '3,v2,!!broken!!,',
    '4,v1,,',
    `5,v9,${note('orphan')},`,
  ]);
  vault = await Vault.open(dir, key, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [source], name: 'emr' });
  mkdirSync(join(dir, 'mapping'), { recursive: true });
  writeFileSync(
    join(dir, 'mapping', 'patient.yaml'),
    'chartlift: mapping/1\nresource: Patient\nfrom: pat\nkey: id\npatient: id\nelements:\n  identifier:\n    - elements: { value: chart }\n  name:\n    - elements: { family: last, given: first }\n  birthDate: born\n',
  );
  put('A-700/letter.pdf', text('Dear colleague, it is stable'));
  put('batch/p1.pdf', text('MRN: A-702   Cy Roe'));
  put('batch/p2.pdf', text('DOB: 02/01/1950'));
  put('batch/copy-of-p1.pdf', text('MRN: A-702   Cy Roe'));
  put('batch/locked.pdf', makePdf([{}], { locked: true }));
  put('batch/Thumbs.db', 'x');
  symlinkSync(join(home, 'key'), join(scans, 'batch', 'away.txt'));
});
afterAll(() => {
  vault.close();
  rmSync(home, { recursive: true, force: true });
});
const rules = (yaml: string) => writeFileSync(join(dir, 'documents.yaml'), `chartlift: documents/1\n${yaml}`);
const add = (retry = false) => addDocuments([scans], { dir, vault, parser, retry });
const byPlace = () =>
  Object.fromEntries(
    listDocuments(dir, vault, true).documents.map(({ places, patient, by, doubt, quarantine }) => [
      places?.[0],
      [patient, by, doubt?.code ?? null, quarantine],
    ]),
  );

describe('documents of a workspace', () => {
  it('adds a folder, goes on where it was broken off, and adds nothing twice', async () => {
    const broken = new AbortController();
    const request = {
      dir,
      vault,
      parser,
      signal: broken.signal,
      onProgress: (done: number) => done > 0 && broken.abort(),
    };
    await expect(addDocuments([scans], request)).rejects.toThrow();
    expect(vault.documents.list()).toHaveLength(2);
    const { linking, ...counts } = await add();
    expect(counts).toEqual({
      ...{ seen: 5, added: 2, known: 3, pages: 1, blankPages: 0, quarantined: { 'pdf-encrypted': 1 } },
      ...{ unread: 0, links: 1, ignored: 1, tables: 0 },
    });
    expect(linking).toMatchObject({ patients: 3, problem: null });
    const events = [...vault.auditEvents()].length;
    expect(await add()).toMatchObject({ added: 0, known: 5, pages: 0 });
    // What was asked is recorded, nothing else: no place, no link.
    expect([...vault.auditEvents()].length).toBe(events + 1);
    expect(byPlace()).toEqual({
      'A-700/letter.pdf': [null, null, 'number-alone', null],
      'batch/copy-of-p1.pdf': ['13', 'page-identifier', null, null],
      'batch/locked.pdf': [null, null, 'nothing-found', 'pdf-encrypted'],
      'batch/p2.pdf': [null, null, 'one-sign-alone', null],
    });
  });

  it('links by stated rules and an index table, which is kept', async () => {
    rules(
      'rules:\n  - folder: "{id}"\n  - index: { file: list.csv, columns: { file: F, patient: P, title: T } }\n  - page: {}\n',
    );
    put('batch/list.csv', 'F,P,T\np2.pdf,A-701,Old letter\n');
    expect(await add()).toMatchObject({ added: 0, known: 5, tables: 1 });
    rmSync(join(scans, 'batch', 'list.csv'));
    linkAllDocuments(dir, vault);
    expect(byPlace()).toMatchObject({
      'A-700/letter.pdf': ['11', 'folder', null, null],
      'batch/p2.pdf': ['12', 'index-table', null, null],
    });
  });

  it('adds documents of staged cells, and quarantines what is not packed as the rule says', async () => {
    rules(
      'cells:\n  - table: doc\n    column: body\n    patient: { column: visit, table: visit, key: vid, patient: pat }\n    encoding: [base64, gzip]\n    date: day\n',
    );
    const { linking: _, ...counts } = await addCells({ dir, vault, parser });
    expect(counts).toMatchObject({ seen: 4, added: 4, known: 0, quarantined: { 'cell-encoding-wrong': 1 } });
    expect(await addCells({ dir, vault, parser })).toMatchObject({ seen: 4, added: 0, known: 4 });
    expect(byPlace()).toMatchObject({
      'emr/doc/1/body': ['13', 'cell', null, null],
      'emr/doc/2/body': ['12', 'cell', null, null],
      'emr/doc/3/body': ['12', 'cell', null, 'cell-encoding-wrong'],
      'emr/doc/5/body': [null, null, 'patient-unknown', null],
    });
    const first = vault.documents
      .list()
      .find(({ places }) => places.some((place) => place.kind === 'cell' && place.locator === 'emr/doc/1/body'))!;
    expect(first.date).toBe('2020-05-06');
    expect(vault.documents.pages(first.id)[0]?.text).toBe('Roe seen');
    rules('cells:\n  - { table: nowhere, column: body, patient: x }\n');
    await expect(addCells({ dir, vault, parser })).rejects.toMatchObject({
      code: 'CELL_RULE_UNKNOWN',
      where: 'documents.yaml: cells.0',
    });
    rmSync(join(dir, 'documents.yaml'));
  });

  it('lets a decision win until it is taken back', async () => {
    const { id } = listDocuments(dir, vault).documents.find(({ by }) => by === 'page-identifier')!;
    const start = id.slice(0, 10);
    expect(decideLink(dir, vault, start, { patient: '11' }, 'ann').link).toMatchObject({
      patient: '11',
      by: 'decision',
    });
    await add();
    expect(vault.documents.link(id)).toMatchObject({ patient: '11', by: 'decision' });
    expect(decideLink(dir, vault, start, 'nobody').link).toMatchObject({ patient: null });
    expect(decideLink(dir, vault, start, 'take-back').link).toMatchObject({ patient: '13', by: 'page-identifier' });
    expect(() => decideLink(dir, vault, start, { patient: '99' })).toThrow(
      expect.objectContaining({ code: 'PATIENT_UNKNOWN' }),
    );
    expect(() => decideLink(dir, vault, 'ffffffff', 'nobody')).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_UNKNOWN' }),
    );
  });

  it('reads quarantined documents again when asked, shows pages, and says nothing of names', async () => {
    expect(await add(true)).toMatchObject({ added: 0, quarantined: { 'pdf-encrypted': 1 } });
    const document = vault.documents.list().find(({ places }) => JSON.stringify(places).includes('letter.pdf'))!;
    expect((await viewPage(vault, parser, document, 1)).width).toBe(2550);
    const listed = listDocuments(dir, vault);
    expect(JSON.stringify(listed)).not.toMatch(/letter|batch|emr/);
    expect(listed.counts).toMatchObject({ documents: 8, quarantined: 2 });
    expect(JSON.stringify([...vault.auditEvents()])).not.toMatch(/letter|Canaryson|A-70/);
  });

  it('leaves nothing in the clear', async () => {
    vault.close();
    const canaries = ['Dear colleague', 'letter.pdf', 'copy-of-p1', 'Roe seen', 'Canaryson'];
    expect(findPlaintext(dir, canaries)).toEqual([]);
    expect(readdirSync(dir).filter((name) => /tmp|part/.test(name))).toEqual([]);
    vault = await Vault.open(dir, key, 'write');
  });
});

describe('documents.yaml', () => {
  it.each([
    ['rules:\n  - folder: "{id}"\n    extra: 1\n', 'unknown key'],
    ['limits: { pages: 0 }\n', '>=1'],
    ['cells:\n  - { table: a, column: b }\n', 'cells.0'],
  ])('names the line of a mistake: %j', (yaml, expected) => {
    const result = checkYaml(`chartlift: documents/1\n${yaml}`, 'documents.yaml', documentRulesSchema);
    expect(result.ok ? '' : result.problems.map(({ path, message }) => `${path} ${message}`).join('; ')).toContain(
      expected,
    );
  });
});
