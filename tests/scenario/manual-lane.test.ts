import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWorkspaceMapping } from '../../packages/engine/src/analysis/mapping-gate.js';
import { recognisePresets } from '../../packages/engine/src/analysis/preset-recognition.js';
import { checkScope } from '../../packages/engine/src/analysis/scope-gate.js';
import { chosenSources } from '../../packages/engine/src/analysis/scope-proposing.js';
import { type Abstraction, ENTRY_KINDS, type EntryKind } from '../../packages/engine/src/artifacts/keying-form.js';
import { DOCX } from '../../packages/engine/src/artifacts/scan-document.js';
import type { WorkItem } from '../../packages/engine/src/artifacts/work-item.js';
import type { Issue } from '../../packages/engine/src/base/issue.js';
import { putItems } from '../../packages/engine/src/manual/work-making.js';
import { laneRules } from '../../packages/engine/src/manual/work-policy.js';
import { WorkQueue } from '../../packages/engine/src/manual/work-queue.js';
import { applyManualPreset, applyPreset } from '../../packages/engine/src/mapping/presets.js';
import { type RunRequest, type RunSummary, runMigration } from '../../packages/engine/src/pipeline.js';
import { stageIntoWorkspace } from '../../packages/engine/src/project/staging.js';
import { explain } from '../../packages/engine/src/run/why.js';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { sharedPath } from '../../packages/engine/src/testing/shared.js';
import { initWorkspace } from '../../packages/engine/src/vault/init.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';
import { addDocument, addItem, entryOf } from './manual-lane-content.js';
import { treeDigest, writeDump } from './practice-workspace.js';

type Json = Record<string, unknown>;

/** A page of an old paper chart, as a clerk would key it: every kind of entry, with what cannot be understood among it. */
const KEYED: readonly (readonly [EntryKind, Readonly<Record<string, string>>])[] = [
  ['problem', { problem: 'Sarcoidosis', code: 'ICD10:D86.9', onset_date: '2011', status: 'active', negated: 'no' }],
  ['problem', { problem: 'Porphyria', negated: 'yes' }],
  ['problem', { problem: 'Gout', onset_date: 'after 13/45/19', note: 'see page 3' }],
  [
    'medication',
    {
      drug: 'Colchicine',
      strength: '0.6',
      strength_unit: 'mg',
      form: 'tablet',
      dose: '1',
      dose_unit: 'tablet',
      route: 'oral',
      frequency: 'BID',
      start_date: '11/02/19',
      status: 'active',
    },
  ],
  ['medication', { drug: 'Digoxin', dose: 'half', dose_unit: 'tablet', end_date: 'last spring', status: 'stopped' }],
  [
    'allergy',
    {
      substance: 'Quinine',
      negated: 'no',
      reaction: 'hives',
      severity: 'moderate',
      onset_date: '1998',
      status: 'active',
    },
  ],
  ['allergy', { substance: 'Nickel', negated: 'yes' }],
  ['vital', { vital: 'blood pressure', value: '131/83', unit: 'mmHg', date: '03/04/2019' }],
  ['vital', { vital: 'blood pressure', value: '130 over 80', unit: 'mmHg', date: '2019-03-05' }],
  ['vital', { vital: 'weight', value: '82.5', unit: 'kg', date: '2019-03-06' }],
  ['vital', { vital: 'pain', value: '4', date: '2019-03-06' }],
  ['immunization', { vaccine: 'Yellow fever', code: '37', date: '10/12/2018', lot: 'AB12', negated: 'no' }],
  ['immunization', { vaccine: 'Rabies', negated: 'yes' }],
  [
    'result',
    {
      test: 'Ferritin',
      value: '6.8',
      unit: 'ng/mL',
      reference_range: '20-250',
      flag: 'L',
      date: '2019-03-01',
      code: 'LOINC:2276-4',
    },
  ],
  ['procedure', { procedure: 'Appendectomy', date: '1987' }],
  ['social-history', { topic: 'alcohol', statement: '2 beers a week' }],
  ['social-history', { topic: 'tobacco', statement: 'Former smoker' }],
  ['family-history', { relative: 'mother', problem: 'Glaucoma' }],
  ['family-history', { relative: 'father', problem: 'Cancer', negated: 'yes' }],
];

describe('the manual lane', () => {
  const root = mkdtempSync(join(tmpdir(), 'chartlift-lane-'));
  const dir = join(root, 'clinic');
  const key = { kind: 'key-file', path: join(root, 'key') } as const;
  const artefacts = sharedPath('ccda');
  const documents = { scan: '', rtf: '', letter: '', stray: '', nobody: '', damaged: '', other: '' };
  let vault: Vault;
  let dump = '';
  let patients: string[] = [];
  let entries: Abstraction[] = [];
  let summary: RunSummary;
  let first: Record<string, string> = {};

  const run = (more: Partial<RunRequest> = {}) =>
    runMigration({
      ...{ dir, vault, targets: ['ccda', 'fhir'], plainOutput: true, workers: 0, artefacts, entries },
      ...more,
    });
  const table = (of: RunSummary, name: string) =>
    of.ledger.tables.find((one) => one.source === 'manual' && one.table === name);
  const issuesOf = (of: RunSummary): Issue[] =>
    readFileSync(join(dir, of.out, 'issues.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Issue);
  const lines = (type: string): Json[] =>
    readFileSync(join(dir, summary.out, 'fhir', `${type}.ndjson`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
  const manual = (): { provenance: Json; target: string }[] =>
    lines('Provenance')
      .filter((one) => JSON.stringify(one.activity).includes('"manual"'))
      .map((provenance) => ({
        provenance,
        target: (provenance.target as { reference: string }[])[0]?.reference ?? '',
      }));
  /** Keyed resources of a type, without what every resource has. */
  const keyed = (type: string): Json[] => {
    const targets = new Set(manual().map(({ target }) => target));
    return lines(type).filter(({ id }) => targets.has(`${type}/${String(id)}`));
  };

  beforeAll(async () => {
    await initWorkspace(dir, key, {
      name: 'Lane',
      preset: 'larkspur',
      applyPreset: (at, name) => void applyPreset(at, name),
    });
    vault = await Vault.open(dir, key, 'write');
    dump = writeDump(join(root, 'larkspur.sql'), makePractice(3));
    await stageIntoWorkspace(dir, vault, { paths: [dump] });
    patients = vault.db
      .prepare(`SELECT pt_no FROM "larkspur.pat_master" p WHERE del_flag = 0 AND lname NOT LIKE '%TEST%'
          ORDER BY (SELECT count(*) FROM "larkspur.alg" a WHERE a.pt_no = p.pt_no AND a.stat = 'A') = 0, pt_no`)
      .pluck()
      .all()
      .map(String);
    const [patient = '', another = ''] = patients;
    const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#eee' } })
      .png()
      .toBuffer();
    const file = (text: string) => Buffer.from(text, 'utf8');
    documents.scan = addDocument(vault, {
      bytes: png,
      mediaType: 'image/png',
      title: 'Old chart',
      date: '2019-05-04',
      pages: [null, 'blank', null],
      patient,
    });
    documents.rtf = addDocument(vault, {
      bytes: file('{\\rtf1\\ansi {\\b Visit} for a cough.\\par Better now.}'),
      mediaType: 'text/rtf',
      pages: ['Visit for a cough.\nBetter now.'],
      patient,
    });
    documents.letter = addDocument(vault, {
      bytes: file('bytes of a letter'),
      mediaType: DOCX,
      title: 'Letter',
      pages: ['Dear colleague,', 'all is well.'],
      patient,
    });
    documents.stray = addDocument(vault, { bytes: file('stray'), mediaType: 'text/plain', pages: ['stray'] });
    documents.nobody = addDocument(vault, {
      bytes: file('a form'),
      mediaType: 'text/plain',
      pages: ['a form'],
      patient: null,
    });
    documents.damaged = addDocument(vault, {
      bytes: file('%PDF-'),
      mediaType: 'application/pdf',
      pages: [],
      patient,
      quarantine: 'pdf-damaged',
    });
    documents.other = addDocument(vault, {
      bytes: file('of another'),
      mediaType: 'text/plain',
      pages: ['of another'],
      patient: another,
    });
    addItem(vault, 'i1', 'done', { patient, document: documents.scan });
    addItem(vault, 'i2', 'second', { patient, document: documents.scan, page: 3 });
    addItem(vault, 'i3', 'unreadable', { patient, document: documents.rtf });
    addItem(vault, 'i4', 'cancelled', { patient, document: documents.rtf });
    addItem(vault, 'i5', 'done', { patient, document: documents.rtf });
    addItem(vault, 'i6', 'done', { patient: null, type: 'link-document' });
    addItem(vault, 'i7', 'asked', { patient: null, type: 'link-document' });
    addItem(vault, 'i8', 'done', { patient, document: documents.scan, gold: true });
    addItem(vault, 'i9', 'done', { patient: null, document: documents.stray });
    addItem(vault, 'j1', 'done', { patient, document: documents.other });
    addItem(vault, 'j2', 'done', { patient, document: documents.scan });
    // What the database says too.
    const known = vault.db
      .prepare(
        `SELECT allergen FROM "larkspur.alg" WHERE pt_no = CAST(? AS INTEGER) AND stat = 'A' ORDER BY alg_id LIMIT 1`,
      )
      .pluck()
      .get(patient) as string;
    entries = [
      entryOf('i1', patient, documents.scan, 'allergy', { substance: known, negated: 'no' }),
      ...KEYED.map(([kind, fields]) => entryOf('i1', patient, documents.scan, kind, fields)),
      entryOf('j1', patient, documents.other, 'problem', { problem: 'Of somebody else' }),
      entryOf('j2', patient, 'f'.repeat(64), 'problem', { problem: 'From nowhere' }),
      entryOf('j2', patient, documents.scan, 'allergy', { substance: 'Egg', negated: 'perhaps' }),
      entryOf('i8', patient, documents.scan, 'problem', { problem: 'Made up to measure a clerk' }),
    ];
    applyManualPreset(dir);
    summary = await run();
    first = treeDigest(join(dir, summary.out));
  }, 60_000);
  afterAll(() => {
    vault.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is valid in both formats, reads back without a difference, and balances', () => {
    expect(summary.readBack.compared).toBeGreaterThan(5_000);
    expect(summary.readBack.different).toBe(0);
    expect(summary.ledger.balanced).toBe(true);
    expect(summary.cells.balanced).toBe(true);
    for (const errors of Object.values(summary.validation)) expect(errors ?? 0).toBe(0);
    expect(issuesOf(summary).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(summary.passed).toBe(true);
  });

  it('counts documents, pages and items as rows, each with its reason', () => {
    const reasons = (name: string) => table(summary, name)?.reasons;
    expect(reasons('document')).toEqual({
      delivered: { 'manual-document': 4 },
      excluded: { 'document-of-nobody': 1 },
      quarantined: { 'document-unlinked': 1, 'document-unreadable': 1 },
    });
    // Three of the scan (one blank), one of the RTF note, two of the letter, one of another patient's.
    expect(reasons('page')).toMatchObject({
      delivered: { 'manual-document': 7 },
      quarantined: { 'document-unlinked': 1 },
    });
    expect(table(summary, 'item')).toMatchObject({ staged: 10, delivered: 1, excluded: 3, quarantined: 6 });
    expect(reasons('item')).toMatchObject({
      excluded: { 'item-answered': 1, 'item-cancelled': 1, 'nothing-to-key': 1 },
      quarantined: { 'item-open': 2, 'item-unreadable': 1, 'item-unlinked': 1, 'document-of-another-patient': 1 },
    });
    expect(reasons('problem')?.quarantined).toEqual({ 'document-of-another-patient': 1, 'document-unknown': 1 });
    expect(reasons('allergy')?.quarantined).toEqual({ 'negation-unclear': 1 });
    const codes = issuesOf(summary).map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['page-not-abstracted', 'item-open', 'document-unlinked', 'document-unknown']),
    );
    const page = readFileSync(join(dir, summary.report), 'utf8');
    expect(page).toContain('nothing-to-key');
    expect(page).toContain('document-unlinked');
  });

  it('delivers every kind of entry, nothing made up and nothing turned round', () => {
    for (const kind of ENTRY_KINDS) expect(table(summary, kind.replaceAll('-', '_'))?.delivered).toBeGreaterThan(0);
    const conditions = keyed('Condition');
    const named = (list: Json[], text: string): Json | undefined =>
      list.find((one) => JSON.stringify(one).includes(text));
    expect(named(conditions, 'Porphyria')).toMatchObject({ verificationStatus: { coding: [{ code: 'refuted' }] } });
    expect(named(conditions, 'Sarcoidosis')).toMatchObject({
      clinicalStatus: { coding: [{ code: 'active' }] },
      onsetDateTime: '2011',
    });
    expect(named(conditions, 'Gout')).toMatchObject({ onsetString: 'after 13/45/19', note: [{ text: 'see page 3' }] });
    expect(named(conditions, 'Gout')).not.toHaveProperty('clinicalStatus');
    const medications = keyed('MedicationStatement');
    expect(named(medications, 'Colchicine')).toMatchObject({
      medicationCodeableConcept: { text: 'Colchicine 0.6 mg tablet' },
      // 11/02/19 by the order of the workspace.
      effectivePeriod: { start: '2019-11-02' },
      dosage: [{ doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }], timing: { repeat: { frequency: 2 } } }],
    });
    expect(JSON.stringify(named(medications, 'Digoxin'))).toMatch(/half tablet.*Stopped: last spring/);
    expect(named(keyed('AllergyIntolerance'), 'Quinine')).toMatchObject({
      clinicalStatus: { coding: [{ code: 'active' }] },
    });
    // The page states none: none is made up (ADR 14).
    expect(named(keyed('AllergyIntolerance'), 'Nickel')).not.toHaveProperty('clinicalStatus.coding');
    expect(named(keyed('AllergyIntolerance'), 'Nickel')).toMatchObject({
      verificationStatus: { coding: [{ code: 'refuted' }] },
    });
    const observations = keyed('Observation');
    expect(named(observations, '131')).toMatchObject({
      code: { coding: [{ code: '85354-9' }] },
      effectiveDateTime: '2019-03-04',
    });
    expect(named(observations, '130 over 80')).toMatchObject({ valueString: '130 over 80 mmHg' });
    expect(named(observations, '"pain"')?.code).toEqual({ text: 'pain' });
    expect(named(observations, 'Former smoker')).toMatchObject({
      valueCodeableConcept: { coding: [{ code: '8517006' }] },
    });
    expect(
      keyed('Immunization')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['completed', 'not-done']);
    expect(named(keyed('FamilyMemberHistory'), 'Cancer')).not.toHaveProperty('condition');
  });

  it('names people, document, page and box in the Provenance of each', () => {
    const { provenance } = manual().find(({ target }) => target.startsWith('Condition/')) ?? {};
    const system = (
      lines('DocumentReference').flatMap(({ identifier }) => identifier as Json[]) as {
        system: string;
        value: string;
      }[]
    ).find(({ value }) => value === documents.scan)?.system;
    expect(system).toBeDefined();
    expect(provenance).toMatchObject({
      occurredDateTime: '2026-03-02T09:00:00Z',
      agent: [{}, { who: { display: 'Clerk One' } }, { who: { display: 'Clerk Two' } }],
      entity: expect.arrayContaining([
        {
          role: 'source',
          what: {
            extension: [{ url: 'urn:chartlift:fhir:page-place', valueString: 'page=1&xywh=120,340,400,32' }],
            type: 'DocumentReference',
            identifier: { system, value: documents.scan },
            display: 'page 1, at 120,340, 400 x 32',
          },
        },
      ]),
    });
    expect(manual()).toHaveLength(KEYED.length + 1);
  });

  it('makes one entry of what the database says too, and names both rows and the page', async () => {
    expect(table(summary, 'allergy')?.reasons.merged).toEqual({ 'same-fact': 1 });
    const rowsOf = ({ entity }: Json) =>
      (entity as { what: { identifier: { value: string } } }[]).map(({ what }) => what.identifier.value);
    const allergies = lines('Provenance').filter(({ target }) =>
      JSON.stringify(target).includes('AllergyIntolerance/'),
    );
    const [target = ''] = manual()
      .map((one) => one.target)
      .filter((one) => allergies.filter((other) => JSON.stringify(other.target).includes(one)).length === 2);
    const both = allergies.filter((one) => JSON.stringify(one.target).includes(target)).flatMap(rowsOf);
    expect(both).toEqual(expect.arrayContaining([expect.stringMatching(/^larkspur\/alg\//), documents.scan]));
    const why = await explain({ dir, vault, place: `${target}#code.text`, showValues: false });
    expect(why).toMatchObject({
      rows: expect.arrayContaining([
        expect.stringMatching(/^larkspur\/alg\//),
        expect.stringMatching(/^manual\/allergy\//),
      ]),
    });
  });

  it('hands on the originals: a scan as a document of its own, a note as words beside what was written', () => {
    expect(summary.supplements).toBe(1);
    const contents = lines('DocumentReference').map(({ content }) => JSON.stringify(content));
    const words = Buffer.from('Dear colleague,\n\nall is well.').toString('base64');
    expect(contents.some((one) => one.includes(words) && one.includes(DOCX))).toBe(true);
    expect(contents.some((one) => one.includes('text/rtf') && one.includes('text/plain'))).toBe(true);
    const ccda = readdirSync(join(dir, summary.out, 'ccda')).map((name) =>
      readFileSync(join(dir, summary.out, 'ccda', name), 'utf8'),
    );
    expect(ccda.filter((text) => text.includes('<nonXMLBody>'))).toHaveLength(1);
    expect(ccda.filter((text) => text.includes('Colchicine 0.6 mg tablet'))).toHaveLength(1);
  });

  it('explains a keyed cell and a value that it became', async () => {
    const row = entries
      .filter(({ kind, item }) => kind === 'medication' && item !== 'i8')
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .findIndex(({ fields }) => fields.drug === 'Colchicine');
    const cell = await explain({ dir, vault, place: `manual/medication/${row + 1}/drug`, showValues: false });
    expect(cell).toMatchObject({
      fate: { disposition: 'delivered', reason: 'manual-medication' },
      columns: [{ uses: [{ element: 'MedicationStatement.medicationCodeableConcept.text', present: true }] }],
    });
    const { target } = manual().find((one) => one.target.startsWith('Procedure/')) ?? { target: '' };
    const value = await explain({ dir, vault, place: `${target}#code.text`, showValues: true });
    expect(value).toMatchObject({ spec: 'manual-procedure', value: 'Appendectomy' });
    const box = await explain({ dir, vault, place: 'manual/problem/1/box', showValues: false });
    expect(box).toMatchObject({ columns: [{ uses: [{ element: 'Provenance.entity' }] }] });
  });

  it('stands beside the preset of the database: checks pass, and the analysis leaves it alone', () => {
    expect(checkWorkspaceMapping(dir, vault)).toMatchObject({ ok: true, issues: [] });
    expect(checkScope(dir, vault).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(recognisePresets(vault).find(({ fits }) => fits)?.preset).toBe('larkspur');
    expect(chosenSources(vault, undefined).map(({ name }) => name)).toEqual(['larkspur']);
    expect(applyManualPreset(dir)).toEqual({ preset: 'manual', written: [], kept: [] });
    const spec = join(dir, 'mapping/manual-vital.yaml');
    const text = readFileSync(spec, 'utf8');
    writeFileSync(spec, `${text}note: mine\n`);
    expect(applyManualPreset(dir)).toEqual({ preset: 'manual', written: [], kept: ['mapping/manual-vital.yaml'] });
    writeFileSync(spec, text);
  });

  it('balances when patients are left out, and tells only of those at hand', async () => {
    const partial = await run({ patients: [patients[1] ?? ''], artefacts: null });
    expect(partial.ledger.balanced).toBe(true);
    expect(table(partial, 'medication')?.reasons).toEqual({ excluded: { 'not-in-this-run': 2 } });
    expect(table(partial, 'document')?.reasons).toMatchObject({
      delivered: { 'manual-document': 1 },
      excluded: { 'document-of-nobody': 1, 'not-in-this-run': 4 },
      quarantined: { 'document-unlinked': 1 },
    });
    // Open items of nobody's documents are told in every run.
    expect(table(partial, 'item')?.reasons.quarantined).toEqual({ 'item-open': 1, 'item-unlinked': 1 });
  });

  it('gives the same bytes after the database was staged again', async () => {
    vault.dropSource('larkspur');
    await stageIntoWorkspace(dir, vault, { paths: [dump] });
    const again = await run({ entries: [...entries].reverse() });
    expect(again.run).not.toBe(summary.run);
    expect(treeDigest(join(dir, again.out))).toEqual(first);
  });

  it('takes what two clerks key through the queue of work', async () => {
    const patient = patients[0] ?? '';
    const task = { kind: 'transcribe', document: documents.letter, page: 1, forms: [], suggestions: [] } as const;
    const item: WorkItem = {
      ...{ id: 'from-the-queue', type: 'transcribe', subject: `document/${documents.letter}/1`, patient },
      ...{ priority: 99, due: null, batch: null, task },
    };
    putItems(vault, { maker: 'pages', policy: laneRules(dir, vault).policy, items: [item] });
    vault.db.exec("UPDATE vault_work SET state = 'cancelled' WHERE id = 'i2'");
    const queue = new WorkQueue(vault, { policy: laneRules(dir, vault).policy });
    const place = { document: documents.letter, page: 1, box: [5, 6, 70, 8] } as const;
    const answer = {
      kind: 'entries',
      entries: [{ kind: 'medication', fields: { drug: 'Nitrofurantoin' }, place }],
    } as const;
    for (const clerk of ['Clerk Three', 'Clerk Four']) {
      expect(queue.next(clerk, ['transcribe'])?.view.id).toBe(item.id);
      queue.answer(item.id, clerk, answer);
    }
    const settled = await runMigration({
      dir,
      vault,
      targets: ['fhir'],
      plainOutput: true,
      workers: 0,
      artefacts: null,
      patients: [patient],
    });
    expect(settled.ledger.balanced).toBe(true);
    const out = (type: string) => readFileSync(join(dir, settled.out, 'fhir', `${type}.ndjson`), 'utf8');
    expect(out('MedicationStatement')).toContain('Nitrofurantoin');
    expect(out('Provenance')).toMatch(/Clerk Three.*Clerk Four.*page=1&xywh=5,6,70,8/);
  });
});
