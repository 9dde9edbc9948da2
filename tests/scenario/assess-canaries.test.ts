import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyntheticPractice } from '../../packages/engine/src/synthetic/practice.js';
import { leaks } from './canary-search.js';
import { poisonedPractice, Surroundings, writeDump } from './practice-workspace.js';

/** Nobody is called so, lives there or has such a number: no list has them, and no rule was made for them. */
const PERSON = {
  given: 'Wyndomira',
  family: 'Trasklebury',
  full: 'Wyndomira Trasklebury',
  turned: 'TRASKLEBURY, WYNDOMIRA',
  born: '1919-08-23',
  bornUs: '08/23/1919',
  died: '2094-02-27',
  ssn: '874-53-9126',
  phone: '(874) 555-0926',
  plainPhone: '8745550926',
  email: 'wyndo.t@example.net',
  record: 'ZKW-4490271',
  number: '44902716683',
  street: '7741 Trasklebury Way',
  note: 'Spoke with Wyndomira about her sister in Okemba, who fell again',
} as const;
const TELLING = [...Object.values(PERSON), 'Okemba', 'TRASKLEBURY', 'WYNDOMIRA', '48173'];

/** The number of one patient, in place of hers in every table. */
const PATIENT = 48173;

/** Every one of them once in every column of text, and the name in many rows of the visits too. */
function plant({ tables }: SyntheticPractice): number {
  let planted = 0;
  for (const table of tables) {
    const width = table.rows[0]?.length ?? 0;
    for (let c = 0; c < width; c++) {
      const texts = table.rows.filter((row) => typeof row[c] === 'string');
      Object.values(PERSON).forEach((value, i) => {
        const row = texts.length < 20 ? undefined : texts[(i * 13 + c * 5) % texts.length];
        if (row === undefined) return;
        row[c] = value;
        planted++;
      });
    }
  }
  const visits = tables.find(({ name }) => name === 'visit');
  const seen = visits?.rows.map((row) => row[visits.columns.findIndex(([name]) => name === 'pt_no')]) ?? [];
  const often = seen.find((one) => seen.filter((other) => other === one).length > 3);
  for (const table of tables) {
    const c = table.columns.findIndex(([name]) => name === 'pt_no');
    for (const row of c < 0 ? [] : table.rows) if (row[c] === often) row[c] = PATIENT;
  }
  const complaint = visits?.columns.findIndex(([name]) => name === 'cc') ?? 0;
  for (const row of visits?.rows.slice(0, 8) ?? []) row[complaint] = PERSON.full;
  return planted;
}

describe('what an assessment says', () => {
  let root: string;
  let around: Surroundings;
  let dir: string;
  let words: string[];
  const said: string[] = [];
  const assess = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await around.cli(args);
    said.push(stdout, stderr);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  const file = (name: string): string => join(root, name);
  const read = (name: string): string => readFileSync(file(name), 'latin1');
  /** Which stand in a text; the text itself is kept out of a failure. */
  const told = (text: string): string[] => [...new Set([...words, ...TELLING])].filter((word) => text.includes(word));

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-assess-'));
    around = new Surroundings(root);
    const { practice, canaries } = poisonedPractice(24, 0.2, 31);
    expect(plant(practice)).toBeGreaterThan(600);
    const dump = writeDump(file('practice.sql'), practice);
    words = canaries;
    words = told(read('practice.sql'));
    expect(words.length).toBeGreaterThan(250);
    expect(TELLING.filter((word) => !words.includes(word))).toEqual([]);
    dir = await around.workspace('clinic');
    expect((await around.cli(['-w', dir, 'stage', dump])).code).toBe(0);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('holds no name, date, number or text of a patient, in any form that it is given in', async () => {
    await assess('-w', dir, 'assess', '-o', file('report.html'));
    await assess('-w', dir, '--json', 'assess', '-o', file('report.md'));
    await assess('assess', file('practice.sql'), '-o', file('source.json'));
    for (const name of ['report.html', 'report.md', 'source.json']) {
      expect(read(name).length).toBeGreaterThan(10_000);
      expect(told(read(name)), name).toEqual([]);
    }
    expect(told(said.join('\n'))).toEqual([]);
    const long = words.filter((word) => word.length > 5);
    expect(leaks(around, dir, long)).toEqual([]);
  });

  it('would be found out: PHI that is asked for is there, under a banner and in the audit log', async () => {
    await assess('-w', dir, '--quiet', 'assess', '--show-phi', '-o', file('open.html'));
    expect(told(read('open.html')).length).toBeGreaterThan(5);
    expect(read('open.html')).toContain('holds values of patients');
    const log = await assess('-w', dir, '--json', 'audit', 'report');
    expect(log).toContain('assess larkspur');
  });
});
