import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CrosswalkRow,
  EQUIVALENCES,
  formatCrosswalk,
  parseCrosswalk,
  readCrosswalks,
} from '../artifacts/crosswalk.js';
import { MigrationError } from '../base/error.js';
import { formatConceptMap, parseConceptMap } from '../crosswalk/concept-map.js';
import { CodeSuggester } from '../crosswalk/suggester.js';
import { stageIntoWorkspace } from '../project/staging.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import { openTerminologyStore } from '../terminology/store/store.js';
import * as made from '../testing/release-files.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { acceptBest, acceptCode, exportCrosswalk, importCrosswalk, reviewCrosswalk } from './crosswalk-decisions.js';
import { showCrosswalks, suggestCrosswalks, suggestForList } from './crosswalks.js';
import { addTerminology } from './terminology-add.js';

const home = mkdtempSync(join(tmpdir(), 'chartlift-crosswalk-'));
const clock = { now: () => Date.UTC(2024, 5, 1) };
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const LOINC = 'http://loinc.org';
const ann = { by: 'ann', at: '2024-06-01T00:00:00.000Z' };
const bob = { by: 'bob', at: '2024-06-02T00:00:00.000Z' };
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return error instanceof MigrationError ? error.code : String(error);
  }
};

const file = (path: string, lines: readonly string[]): string => {
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const rx = (drug: string, times: number): string[] => Array.from({ length: times }, (_, i) => `${drug},p${i}`);

describe('crosswalks of a workspace', () => {
  const dir = join(home, 'clinic');
  let store: TerminologyStore;
  let vault: Vault;
  beforeAll(async () => {
    const releases = join(home, 'releases');
    mkdirSync(releases);
    for (const { name, bytes } of [...made.rxnormFiles(), made.loincTable()])
      writeFileSync(join(releases, name), bytes);
    await addTerminology({ folder: join(home, 'store'), paths: [releases], clock });
    store = openTerminologyStore(join(home, 'store'));
    const key = { kind: 'key-file' as const, path: join(home, 'key') };
    await initWorkspace(dir, key);
    const source = join(home, 'source');
    mkdirSync(source);
    file(join(source, 'rx.csv'), [
      'drug,pt',
      ...[...rx('zzmupirax 5mg tab', 6), ...rx('Zappit 5 mg', 5), ...rx('made-up nothing', 3)],
      ...rx('zzmupirax for Quentin Canaryson', 1),
      ...rx('mupirax 02/03/1961', 4),
    ]);
    file(join(source, 'labs.csv'), [
      'test,units,pt',
      ...rx('Zorbium,mmol/L', 5),
      ...rx('Zorbium,%', 1),
      ...rx('Zorb 24h urine,mmol/24hr', 5),
    ]);
    const spec = (resource: string, from: string, lines: readonly string[]) =>
      file(join(dir, 'mapping', `${from}.yaml`), [
        ...['chartlift: mapping/1', `resource: ${resource}`, `from: ${from}`, 'key: pt', 'patient: pt', 'elements:'],
        ...lines.map((line) => `  ${line}`),
      ]);
    spec('MedicationRequest', 'rx', ['medicationCodeableConcept.text: drug']);
    spec('Observation', 'labs', [
      'code: { column: test, crosswalk: lab-tests }',
      'valueQuantity: { columns: [ pt, units ], clean: quantity }',
    ]);
    vault = await Vault.open(dir, key, 'write');
    await stageIntoWorkspace(dir, vault, { paths: [source] });
  }, 60_000);
  afterAll(() => {
    vault[Symbol.dispose]();
    store[Symbol.dispose]();
    rmSync(home, { recursive: true, force: true });
  });
  const suggest = (more: object = {}) => suggestCrosswalks({ dir, vault, store, limit: 50, ...more });

  it('suggests codes for what the mapping wants coded, the riskier first, and keeps what may be about a person', () => {
    const [drugs, labs] = suggest();
    expect(drugs).toMatchObject({
      crosswalk: 'rx-drug',
      used: false,
      system: RXNORM,
      distinct: 5,
      withheld: 2,
      risk: 3,
    });
    const firsts = drugs?.values.map(({ value, rows, suggestions: [best] }) => [value, rows, best?.concept.code]);
    expect(firsts).toEqual([
      ['zzmupirax 5mg tab', 6, '1000002'],
      ['Zappit 5 mg', 5, '1000003'],
      ['made-up nothing', 3, undefined],
    ]);
    expect(labs).toMatchObject({ crosswalk: 'lab-tests', used: true, system: LOINC, kind: 'lab' });
    expect(labs?.values.map(({ value, suggestions: [best] }) => [value, best?.concept.code])).toEqual([
      ['Zorbium', '99001-0'],
      ['Zorb 24h urine', '99002-8'],
    ]);
    expect(labs?.values.map(({ mixed }) => mixed)).toEqual([['unit'], []]);
    // The second is deprecated: it is told, and never first beside one in use.
    expect(labs?.values[1]?.suggestions[0]?.reasons).toContain('the code is retired');
    expect(JSON.stringify(suggest())).not.toContain('Canaryson');
    expect(suggest({ all: true })[0]?.values).toHaveLength(5);
  });

  it('suggests for a list of somebody too, with what stands beside each name', () => {
    const path = file(join(home, 'list.csv'), [
      'test_id,test_name,uom,fluid',
      '1,Zorbium,mmol/L,Blood',
      '2,Zorbium,mmol/24hr,Urine',
    ]);
    const list = suggestForList({ path, store, system: LOINC, kind: 'lab', limit: 9 });
    expect(list).toMatchObject({ column: 'test_name', distinct: 2 });
    expect(list.values.map(({ beside, suggestions: [best] }) => [beside.specimen, best?.concept.code])).toEqual([
      ['Blood', '99001-0'],
      ['Urine', '99002-8'],
    ]);
    expect(codeOf(() => suggestForList({ path, column: 'none', store, system: LOINC, kind: 'lab', limit: 9 }))).toBe(
      'CROSSWALK_LIST',
    );
    expect(codeOf(() => suggestForList({ path, store, system: 'urn:x', kind: 'lab', limit: 9 }))).toBe(
      'CROSSWALK_NOT_LOADED',
    );
  });

  it('writes decisions, has them seen by a second person, and holds them against the releases', () => {
    const columns = suggest({ name: 'rx-drug' });
    // The other says a form that the source does not: nobody takes that unseen.
    expect(acceptBest(dir, columns, 0.85, true, ann).get('rx-drug')).toBe(1);
    const zappit = {
      value: 'Zappit 5 mg',
      target: { system: RXNORM, code: '1000003' },
      equivalence: 'narrower' as const,
    };
    acceptCode({ dir, name: 'rx-drug', store, decider: ann, ...zappit });
    acceptCode({
      dir,
      name: 'rx-drug',
      store,
      value: 'made-up nothing',
      target: null,
      equivalence: 'unmatched',
      decider: ann,
    });
    const wrong = { dir, name: 'rx-drug', store, value: 'x', equivalence: 'equivalent' as const, decider: ann };
    expect(codeOf(() => acceptCode({ ...wrong, target: { system: RXNORM, code: '999' } }))).toBe(
      'CROSSWALK_CODE_UNKNOWN',
    );
    expect(codeOf(() => acceptCode({ ...wrong, target: { system: 'urn:x', code: '1' } }))).toBe(
      'CROSSWALK_CODE_UNKNOWN',
    );
    expect(codeOf(() => acceptCode({ ...wrong, name: '../../x', target: null }))).toBe('CROSSWALK_NAME');
    expect(codeOf(() => reviewCrosswalk(dir, 'rx-drug', 'Zappit 5 mg', ann))).toBe('CROSSWALK_SAME_REVIEWER');
    expect(reviewCrosswalk(dir, 'rx-drug', null, ann)).toBe(0);
    expect(reviewCrosswalk(dir, 'rx-drug', null, bob)).toBe(3);
    const [state] = showCrosswalks(dir, store);
    expect(state).toMatchObject({ name: 'rx-drug', rows: 3, unmatched: 1, undecided: 0, reviewed: 3, unknown: [] });
    expect(suggest({ name: 'rx-drug' })[0]).toMatchObject({ decided: 3, values: [] });
  });

  it('writes a ConceptMap that holds to the rules of R4 and comes back as it was', () => {
    const value = 'two  blanks\tand a tab ';
    const concept = { system: RXNORM, code: '1000001' };
    acceptCode({ dir, name: 'rules-1', store, value, target: concept, equivalence: 'narrower', decider: ann });
    const text = exportCrosswalk(dir, 'rules-1', 'conceptmap');
    expect(JSON.parse(text)).toMatchObject({
      ...{ name: 'Rules1', title: 'rules-1' },
      group: [{ element: [{ code: 'two blanks and a tab', target: [{ comment: expect.stringMatching(/more/) }] }] }],
    });
    const path = join(home, 'rules.json');
    writeFileSync(path, text);
    importCrosswalk(dir, 'rules-2', path, store, null, bob);
    const { crosswalks } = readCrosswalks(dir);
    expect(crosswalks.get('rules-2')?.rows).toEqual(crosswalks.get('rules-1')?.rows);
  });

  it('exchanges decisions as CSV, ConceptMap and Usagi, and takes no code that a loaded release lacks', () => {
    for (const format of ['csv', 'conceptmap', 'usagi'] as const) {
      const path = join(home, `out-${format}`);
      writeFileSync(path, exportCrosswalk(dir, 'rx-drug', format));
      const into = `from-${format}`;
      expect(importCrosswalk(dir, into, path, store, null, bob)).toMatchObject({ rows: 3, left: [], unchecked: 0 });
      const strip = (rows: readonly CrosswalkRow[] = []) =>
        rows
          .map((row) => [row.sourceCode, row.targetCode, row.equivalence, row.decidedBy, row.decidedAt, row.reviewedBy])
          .sort();
      const { crosswalks } = readCrosswalks(dir);
      expect(strip(crosswalks.get(into)?.rows)).toEqual(strip(crosswalks.get('rx-drug')?.rows));
    }
    const bad = file(join(home, 'bad.csv'), [
      'source_code,target_system,target_code,equivalence',
      ...[`a,${RXNORM},424242,equivalent`, `b,${RXNORM},1000001,equivalent`, 'c,urn:unknown,1,equivalent'],
    ]);
    const imported = importCrosswalk(dir, 'bad', bad, store, null, ann);
    expect(imported).toMatchObject({ rows: 2, unchecked: 1 });
    expect(imported.left).toHaveLength(1);
    // Usagi names OMOP concepts: a name that is one code's is enough.
    const usagi = file(join(home, 'usagi.csv'), [
      'sourceCode,sourceName,matchScore,mappingStatus,equivalence,statusSetBy,statusSetOn,conceptId,conceptName,comment',
      '1,zapp,0.9,APPROVED,EQUAL,cat,1700000000000,77,zzmupirax 5 MG Oral Tablet [Zappit],',
      '2,other,0.9,UNCHECKED,UNREVIEWED,,,78,zzmupirax,',
      '3,lost,0.9,APPROVED,EQUAL,cat,1700000000000,79,No such name,',
    ]);
    expect(importCrosswalk(dir, 'usagi', usagi, store, RXNORM, ann)).toMatchObject({ rows: 1, left: [{}, {}] });
    expect(readCrosswalks(dir).crosswalks.get('usagi')?.rows[0]).toMatchObject({
      targetCode: '1000003',
      decidedBy: 'cat',
    });
  });

  it('never gives a code that is in no loaded release, whatever is asked', () => {
    const known = new Set([...store.concepts(RXNORM), ...store.concepts(LOINC)].map(({ code }) => code));
    const word = fc.constantFrom(
      'zzmupirax',
      '5',
      'mg',
      'tab',
      'Zappit',
      'zorbium',
      'serum',
      'urine',
      '1000002',
      '99001-0',
      '12345',
      'HCTZ',
      '[',
      '%',
      '/',
    );
    const suggesters = (['drug', 'lab', 'problem', 'other'] as const).flatMap((kind) =>
      [RXNORM, LOINC, 'urn:none'].map((system) => new CodeSuggester(store, system, kind)),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 6 }), (words) => {
        for (const suggester of suggesters)
          for (const { concept, score } of suggester.suggest({ text: words.join(' '), unit: words[0] })) {
            expect(known.has(concept.code)).toBe(true);
            expect(concept.system).toBe(suggester.system);
            expect(score).toBeLessThanOrEqual(1);
          }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('leaves a file with damaged lines as it is', () => {
    const path = file(join(dir, 'crosswalk', 'broken.csv'), [
      'source_code,target_system,target_code,equivalence',
      'a,b',
    ]);
    expect(codeOf(() => reviewCrosswalk(dir, 'broken', null, bob))).toBe('CROSSWALK_DAMAGED');
    expect(readFileSync(path, 'utf8')).toContain('a,b');
  });
});

describe('crosswalk files', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', '"', '\n', 'é', ';'), maxLength: 8 });
  const code = fc.string({ unit: fc.constantFrom('a', '1', '-', '.'), minLength: 1, maxLength: 6 });
  const row = fc
    .record({
      code,
      text,
      target: code,
      by: text,
      note: text,
      equivalence: fc.constantFrom(...EQUIVALENCES),
      seen: code,
      isSeen: fc.boolean(),
    })
    .map(({ code: sourceCode, text: sourceDisplay, target, by, note, equivalence, seen, isSeen }): CrosswalkRow => {
      const isMatched = equivalence !== 'unmatched';
      return {
        ...{ sourceCode, sourceDisplay, equivalence, note, decidedBy: by, decidedAt: by === '' ? '' : '2024-01-02' },
        ...{
          targetSystem: isMatched ? 'urn:x' : '',
          targetCode: isMatched ? target : '',
          targetDisplay: isMatched ? sourceDisplay : '',
        },
        ...(isSeen ? { reviewedBy: seen, reviewedAt: '2024-01-03' } : {}),
      };
    });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const read = parseCrosswalk('x', formatCrosswalk(rows), 'x.csv');
        expect(read.issues).toEqual([]);
        expect(read.crosswalk.rows).toEqual(rows);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('say the same as ConceptMaps', () => {
    const key = (one: CrosswalkRow): string => JSON.stringify(Object.entries(one).sort());
    fc.assert(
      fc.property(fc.uniqueArray(row, { maxLength: 5, selector: ({ sourceCode }) => sourceCode }), (rows) => {
        expect(parseConceptMap(formatConceptMap('x', rows), 'x').map(key).sort()).toEqual(rows.map(key).sort());
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
