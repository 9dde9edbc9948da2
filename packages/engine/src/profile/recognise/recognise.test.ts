import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import type { Concept, TerminologyStore } from '../../terminology/store/contract.js';
import { rowsOf, structureOfTables } from '../structure/test-database.js';
import { deaNumber } from './further-shapes.js';
import { formatOfBinary, formatOfText } from './note-formats.js';
import { unprefixed } from './prefixed-codes.js';

/** Systems guessed for the second column of a table, with shares. */
async function codesOf(table: string, column: string, values: readonly Cell[], store?: TerminologyStore) {
  const rows = values.flatMap((value, i) => [0, 1, 2].map((n) => [i * 3 + n + 1, value]));
  const { profile } = await structureOfTables(
    { [table]: { columns: `id:integer! ${column}`, rows } },
    store ? { store } : {},
  );
  return profile.tables[0]?.columns[1]?.codes.map(({ system, share }) => [system.replace(/^.*\//, ''), share]) ?? [];
}

// Codes of public systems: LOINC glucose, sodium, creatinine ...; diagnoses of both editions; an NPI of the CMS paper.
const LOINC = ['2345-7', '2951-2', '2160-0', '4548-4', '2093-3', '718-7'];
const ICD10 = ['E11.9', 'I10', 'J45.909', 'M54.50', 'E78.5'];

describe('code columns', () => {
  it('with a shape and check digit of their own need no name', async () => {
    expect(await codesOf('x', 'a', LOINC)).toEqual([['loinc.org', 1]]);
    expect(await codesOf('x', 'a', ICD10)).toEqual([['icd-10-cm', 1]]);
    expect(await codesOf('x', 'a', ['73211009', '38341003', '195967001', '44054006'])).toEqual([['sct', 1]]);
    expect(await codesOf('x', 'a', ['C10AA05', 'N02BE01', 'B01AC06'])).toEqual([['atc', 1]]);
    expect(await codesOf('x', 'a', ['0781-1506-10', '50580-488-10', '0069-3150-83'])).toEqual([['ndc', 1]]);
    expect(await codesOf('x', 'a', ['207Q00000X', '363LF0000X'])).toEqual([['provider-taxonomy', 1]]);
  });

  it('of numbers need a name', async () => {
    const small = ['141', '133', '113', '115', '08', '20'];
    expect(await codesOf('visit', 'kind_of', small)).toEqual([]);
    expect(await codesOf('shots', 'cvx_code', small)).toEqual([['cvx', 1]]);
    expect(await codesOf('immunizations', 'code', small)).toEqual([['cvx', 1]]);
    expect(await codesOf('visit', 'nr', ['99213', '99214', '36415'])).toEqual([]);
    expect(await codesOf('charge', 'proc_code', ['99213', '99214', '36415'])).toEqual([['cpt', 1]]);
    expect(await codesOf('visit', 'nr', ['250', '4019', '2724', '78650'])).toEqual([]);
    expect(await codesOf('problem', 'dx_code', ['250', '4019', '2724', '78650'])).toEqual([['icd-9-cm', 1]]);
    expect(await codesOf('drug', 'rxnorm', ['860975', '617314', '314076'])).toEqual([['rxnorm', 1]]);
  });

  it('that are mixed give each system its share', async () => {
    expect(await codesOf('diagnosis', 'dx_code', ['E11.9', 'J45.909', 'M54.50', '250.00', '401.9', '272.4'])).toEqual([
      ['icd-10-cm', 0.5],
      ['icd-9-cm', 0.5],
    ]);
    expect(await codesOf('x', 'a', ['ICD10:E11.9', 'SNOMED-CT:44054006', 'free text', 'LOINC:2345-7'])).toEqual([
      ['icd-10-cm', 0.25],
      ['loinc.org', 0.25],
      ['sct', 0.25],
    ]);
  });

  it('are what a column beside them says', async () => {
    const { profile } = await structureOfTables({
      item: {
        columns: 'id:integer! code_type code',
        rows: rowsOf(30, (i) => [i + 1, 'CPT4', ['99213', '99214', '36415'][i % 3] ?? '']),
      },
    });
    expect(profile.tables[0]?.columns[2]?.codes.map(({ system }) => system)).toEqual([
      'http://www.ama-assn.org/go/cpt',
    ]);
  });

  it('are what a loaded release holds', async () => {
    const system = 'http://www.nlm.nih.gov/research/umls/rxnorm';
    const held = new Set(['860975', '617314', '314076', '197361', '310798', '308136', '855332', '866924']);
    const concept = (asked: string, code: string): Concept | null =>
      asked === system && held.has(code)
        ? { system, code, display: '', synonyms: [], status: 'active', attributes: {} }
        : null;
    const release = {
      name: 'rxnorm',
      system,
      version: '1',
      concepts: 8,
      mappings: 0,
      damaged: 0,
      pairs: [],
      loadedAt: '',
      fingerprint: '',
    };
    const store: TerminologyStore = {
      releases: [release],
      concept,
      concepts: () => [],
      search: () => [],
      terms: () => [],
      related: () => [],
      mappings: () => [],
      hasCodeFrom: () => false,
      [Symbol.dispose]: () => {},
    };
    expect(await codesOf('x', 'a', [...held], store)).toEqual([['rxnorm', 1]]);
    expect(
      await codesOf(
        'x',
        'a',
        [...held].map((code) => `${Number(code) + 1}`),
        store,
      ),
    ).toEqual([]);
  });

  it('are none of telephone numbers, postal codes and counted keys', async () => {
    expect(await codesOf('patient', 'zip', ['92101', '92054', '91942'])).toEqual([]);
    expect(await codesOf('orders', 'procedure_id', ['10248', '10249', '10250', '10251'])).toEqual([]);
    expect(await codesOf('person', 'phone', ['619-555-0100', '619-555-0101', '619-555-0102'])).toEqual([]);
  });

  it('read any text without a fault, and only codes with their system before them', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { code } of unprefixed(text)) expect(text).toContain(code);
      }),
    );
    expect(unprefixed('CPT4|99213|')).toEqual([{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }]);
    expect(unprefixed('ICD10:E11.9;ICD10:I10').map(({ code }) => code)).toEqual(['E11.9', 'I10']);
    expect(unprefixed('12:30')).toEqual([]);
    expect(unprefixed('Mother: asthma')).toEqual([]);
  });

  it('know the check digit of DEA numbers', () => {
    expect(deaNumber('AB1234563')).toBe('AB1234563');
    expect(deaNumber('AB1234564')).toBeNull();
  });
});

describe('notes', () => {
  it('are told by their own marks', () => {
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    expect(formatOfText('{\\rtf1\\ansi Hello}')).toBe('rtf');
    expect(formatOfText('<p>Hello</p>')).toBe('html');
    expect(formatOfText('<?xml version="1.0"?><note/>')).toBe('xml');
    expect(formatOfText('{"a": 1}')).toBe('json');
    expect(formatOfText(base64('%PDF-1.7 and so on, long enough to be told as such by its letters'))).toBe('pdf');
    expect(formatOfText(base64('Some text 1 that Somebody packed, with Capitals and numbers 42'))).toBe('base64');
    expect(formatOfText('BP 120/80 <140. Pt < 60 and > 50 doing well')).toBe('plain');
    expect(formatOfText(Buffer.from('nothing in particular, in hex digits').toString('hex'))).toBe('hex');
    expect(formatOfBinary('1f8b0800')).toBe('gzip');
    expect(formatOfBinary('789c0000')).toBe('zlib');
    expect(formatOfBinary(Buffer.from('plain words').toString('hex'))).toBe('plain');
  });

  it('and units are told of columns', async () => {
    const { profile } = await structureOfTables({
      result: {
        columns: 'id:integer! units dose note',
        rows: rowsOf(30, (i) => [
          i + 1,
          ['mg/dL', 'mmol/L', '%'][i % 3] ?? '',
          `${i} mg`,
          i % 2 ? `{\\rtf1 Seen today, doing well, number ${i}}` : `Seen today and doing well, number ${i} of all.`,
        ]),
      },
    });
    const column = (name: string) => profile.tables[0]?.columns.find((one) => one.name === name);
    expect(column('units')?.units).toEqual([
      { unit: '%', count: 10 },
      { unit: 'mg/dL', count: 10 },
      { unit: 'mmol/L', count: 10 },
    ]);
    expect(column('dose')?.units).toEqual([{ unit: 'mg', count: 30 }]);
    expect(column('note')?.note?.formats).toEqual([
      { format: 'plain', count: 15 },
      { format: 'rtf', count: 15 },
    ]);
  });
});
