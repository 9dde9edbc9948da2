import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suggestForSource } from '../../packages/engine/src/analysis/map-suggest.js';
import { recogniseDomains } from '../../packages/engine/src/profile/domain/recognise-domains.js';
import { describedInJson, profileOfDescriptions } from '../../packages/engine/src/suggestion/data-dictionary.js';
import { rankMappings } from '../../packages/engine/src/suggestion/suggest.js';
import { matchTargetList } from '../../packages/engine/src/suggestion/target-list.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { readKey, scoreKey, tablesOfKey } from '../../packages/engine/src/testing/suggestion-keys.js';

const keyOf = (name: string) =>
  readKey(readFileSync(resolve(import.meta.dirname, '../suggestion-keys', `${name}.tsv`), 'utf8'));

/** Shares in percent; floors a little below what bench/suggestions.mjs measures. */
function shares(key: ReturnType<typeof readKey>, suggestions: Parameters<typeof scoreKey>[1]) {
  const { count } = scoreKey(key, suggestions);
  const share = (part: number, all: number): number => (all === 0 ? 100 : (100 * part) / all);
  return {
    rows: count.rows,
    resource: share(count.resource, count.rows),
    first: share(count.element, count.rows),
    three: share(count.three, count.rows),
    loinc: share(count.loincRight, count.loinc),
    ignored: share(count.ignored, count.ignore),
    traps: share(count.trapsMet, count.traps),
  };
}

function atLeast(found: ReturnType<typeof shares>, floors: Partial<ReturnType<typeof shares>>): void {
  for (const [name, floor] of Object.entries(floors))
    expect(found[name as keyof typeof found], `${name}: ${JSON.stringify(found)}`).toBeGreaterThanOrEqual(floor);
}

describe('suggestions hold their floors', () => {
  it.each(['clarity-names', 'held-out-names'])('by names alone: %s', (name) => {
    const key = keyOf(name);
    const found = shares(key, rankMappings(recogniseDomains(profileOfDescriptions(name, tablesOfKey(key)))));
    atLeast(found, { rows: 110, resource: 90, first: 85, three: 90, loinc: 90, ignored: 90 });
  });

  it.each([
    ['millennium', { rows: 120, resource: 86, first: 77, ignored: 65 }],
    ['abbreviated', { rows: 60, resource: 84, first: 80, loinc: 100, ignored: 90 }],
    ['german', { rows: 70, resource: 88, first: 86, loinc: 100, ignored: 85 }],
  ])('by names of systems that abbreviate or speak other languages: %s', (name, floors) => {
    const key = keyOf(name);
    atLeast(shares(key, rankMappings(recogniseDomains(profileOfDescriptions(name, tablesOfKey(key))))), floors);
  });

  it('over a folder of exported files with headings for people', async () => {
    const folder = resolve(import.meta.dirname, '../suggestion-keys/rows/headings');
    const found = shares(keyOf('headings'), await suggestForSource([folder], { memory: false, presets: false }));
    atLeast(found, { rows: 120, resource: 95, first: 92, loinc: 100, ignored: 85, traps: 85 });
  });

  const dictionary = sharedPath('data', 'ehi', 'practice-fusion', 'v9-data-dictionary.json');
  it.skipIf(dictionary === null)(`by a vendor's dictionary (${sharedReason('a dictionary')})`, () => {
    const tables = describedInJson(JSON.parse(readFileSync(dictionary ?? '', 'utf8')), '');
    const found = shares(
      keyOf('practice-fusion'),
      rankMappings(recogniseDomains(profileOfDescriptions('dictionary', tables))),
    );
    atLeast(found, { rows: 190, resource: 92, first: 88, three: 94, ignored: 80 });
  });

  const openemr = sharedPath('data', 'openemr');
  it.skipIf(openemr === null)(`over OpenEMR's rows (${sharedReason('OpenEMR')})`, async () => {
    const folder = openemr ?? '';
    const found = await suggestForSource([join(folder, 'openemr-gold-1000pt.sql.gz')], {
      memory: false,
      presets: false,
    });
    const key = readKey(readFileSync(join(folder, 'answer-key.tsv'), 'utf8'));
    atLeast(shares(key, found), { rows: 200, resource: 94, first: 90, three: 94, loinc: 100, ignored: 90, traps: 100 });
  });
});

it('matches columns against any list of elements', () => {
  const element = (id: string, text: string) => {
    const [table = '', name = ''] = id.split('.');
    return { id, table, name, tableText: null, text };
  };
  const targets = [
    element('person.year_of_birth', 'the year of birth of the person'),
    element('person.gender_code', 'sex of the person'),
    element('drug_exposure.start_date', 'when the drug was started'),
    element('measurement.value_number', 'the numeric result of the measurement'),
  ];
  const found = matchTargetList(
    [
      element('patients.sex', 'm or f'),
      element('labs.result', 'numeric result'),
      element('medications.start', 'date the medication was started'),
    ],
    targets,
    2,
  );
  expect([...found].map(([source, matches]) => [source, matches[0]?.target])).toEqual([
    ['patients.sex', 'person.gender_code'],
    ['labs.result', 'measurement.value_number'],
    ['medications.start', 'drug_exposure.start_date'],
  ]);
});
