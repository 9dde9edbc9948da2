import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { describedInJson, profileOfDescriptions } from '../suggestion/data-dictionary.js';
import { makePractice } from '../synthetic/practice.js';
import { profileInputOf } from '../testing/profile-input.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { completeProfile } from './complete-profile.js';
import { recogniseDomains } from './domain/recognise-domains.js';
import { profileSource } from './profile-source.js';

/** Tables whose domain is one that their label allows, of those labelled. */
function rightOf(profile: SourceProfile, labels: string): { right: number; all: number; wrong: string[] } {
  const file = new URL(`../testing/domain-labels/${labels}.tsv`, import.meta.url);
  const known = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const found = new Map(recogniseDomains(profile).tables.map((table) => [table.name, table.domain?.domain]));
  const wrong = known.filter((line) => {
    const [table = '', allowed = ''] = line.split('\t');
    return !allowed.split('|').includes(found.get(table) ?? 'none');
  });
  return { right: known.length - wrong.length, all: known.length, wrong };
}

it('recognises every table of the synthetic practice', async () => {
  const { tables } = makePractice(30);
  const made = Object.fromEntries(
    tables.map((table) => [
      table.name,
      {
        columns: table.columns.map(([name]) => name),
        rows: table.rows,
        types: Object.fromEntries(table.columns.map(([name, type]) => [name, /int/.test(type) ? 'integer' : 'text'])),
      },
    ]),
  );
  const { profile } = await completeProfile(await profileSource(profileInputOf(made)));
  expect(rightOf(profile, 'larkspur').wrong).toEqual([]);
});

const dictionary = sharedPath('data', 'ehi', 'practice-fusion', 'v9-data-dictionary.json');
it.skipIf(dictionary === null)(
  dictionary === null
    ? sharedReason('data/ehi')
    : "recognises nine tables in ten of a vendor's dictionary, which was kept out of the tuning",
  () => {
    const tables = describedInJson(JSON.parse(readFileSync(dictionary!, 'utf8')), 'ehi');
    const { right, all } = rightOf(profileOfDescriptions('ehi', tables), 'practice-fusion');
    expect(all).toBe(85);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
  },
);
