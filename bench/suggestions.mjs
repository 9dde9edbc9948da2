// Measures mapping suggestions against labelled keys: right resource and element at first place, element within three, LOINC of columns that are facts of their own,
// abstentions on what belongs in no element, columns whose names mislead. Presets and memory are off. "no rows": names and declared types alone.
// Usage, after `npm run build`: node bench/suggestions.mjs [--wrong] [--only NAME] [--keep FOLDER] [--evidence FILE] [--keys FOLDER]
// --keys measures further keys too: NAME.tsv with NAME.json (a data dictionary, with texts) and NAME-names.json (the same without) beside it.
// --wrong lists what is wrong; --keep keeps profiles in FOLDER, so that a second measurement does not read the sources again; --evidence writes what scores are
// fitted from (scripts/fit-suggestion-scores.mjs). All keys have been looked at by now; docs/guide/suggestions.md tells what each had when it was
// first measured. Blind keys were labelled before their labeller had read how suggestions are made, or before what they show was mended.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSource } from '@chartlift/engine';
import { profileInputOfSource } from '../packages/engine/dist/analysis/profile-input.js';
import { completeProfile } from '../packages/engine/dist/profile/complete-profile.js';
import { recogniseDomains } from '../packages/engine/dist/profile/domain/recognise-domains.js';
import { profileSource } from '../packages/engine/dist/profile/profile-source.js';
import { describedInJson, profileOfDescriptions } from '../packages/engine/dist/suggestion/data-dictionary.js';
import { rankMappings } from '../packages/engine/dist/suggestion/suggest.js';
import { readKey, scoreKey, tablesOfKey } from '../packages/engine/dist/testing/suggestion-keys.js';

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env.CHARTLIFT_SHARED ?? join(here, '..', '..', 'shared');
const args = process.argv.slice(2);
const given = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : null);
const only = given('--only');
const keep = given('--keep');
const data = (path) => join(shared, 'data', path);
const rowsOf = (name) => join(here, '..', 'tests', 'suggestion-keys', 'rows', name);
const keyFile = (name) => join(here, '..', 'tests', 'suggestion-keys', `${name}.tsv`);

async function profileOf(name, path) {
  const held = keep ? join(keep, `${name}.json`) : null;
  if (held && existsSync(held)) return JSON.parse(readFileSync(held, 'utf8'));
  const { source } = await openSource([path], {}, { onIssue: () => {} });
  const input = await profileInputOfSource(source, { name, snapshotAt: '2026-01-01' });
  const { profile } = await completeProfile(await profileSource(input));
  await source[Symbol.asyncDispose]();
  if (held) {
    mkdirSync(keep, { recursive: true });
    writeFileSync(held, JSON.stringify(profile));
  }
  return profile;
}

/** The same profile as names and types alone; `texts` keeps descriptions. */
function withoutRows(profile, texts = false) {
  const tables = profile.tables.map(({ name, comment, columns }) => ({
    name,
    comment: texts ? comment : null,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      comment: texts ? column.comment : null,
    })),
  }));
  const bare = profileOfDescriptions(profile.source, tables);
  return {
    ...bare,
    tables: bare.tables.map((table, at) => ({ ...table, keys: profile.tables[at].keys.filter((key) => key.declared) })),
    joins: profile.joins.filter((join) => join.declared),
  };
}

const dictionary = () => {
  const path = data('ehi/practice-fusion/v9-data-dictionary.json');
  return profileOfDescriptions('practice-fusion', describedInJson(JSON.parse(readFileSync(path, 'utf8')), ''));
};
const namesOf = (name) => profileOfDescriptions(name, tablesOfKey(readKey(readFileSync(keyFile(name), 'utf8'))));
const openemr = () => profileOf('openemr', data('openemr/openemr-gold-1000pt.sql.gz'));
const HOSPITALS = [
  'Mandaia__Hospital__Hospital',
  'aelgendy97__Database_Project__Hospital',
  'dattanaik1211__Dynamic-Menu-Binding-With-Role-Based-Hospital-Management-System-Dot-Net__HMSDB',
  'okankrkmz__Hasta_Takip__HospitalDB',
  'patelchandan0912__Hospital-Management-using-SQL__Hospital',
  'sashacrljenica__C-_Clinic__Database_Clinic',
  'yashvi-khunt__VenusSoftTask__PatientDB',
];

/** Tables and columns as vendors document their exports: blind keys, names alone. */
const VENDORS = ['advancedmd', 'benchmark', 'glace', 'hcs', 'micromd'];

const CASES = [
  ['openemr', data('openemr/answer-key.tsv'), async () => [await openemr()]],
  ['openemr, no rows', data('openemr/answer-key.tsv'), async () => [withoutRows(await openemr())]],
  ['oscar', keyFile('oscar'), async () => [await profileOf('oscar', data('oscar/oscar-10pt.sql.gz'))]],
  ['practice-fusion', keyFile('practice-fusion'), () => [dictionary()]],
  ['practice-fusion, no text', keyFile('practice-fusion'), () => [withoutRows(dictionary())]],
  [
    'openmrs',
    keyFile('openmrs'),
    async () => [await profileOf('openmrs', data('openmrs/openmrs-2.x-schema-initial_test_db.sql.gz'))],
  ],
  ['synthea', keyFile('synthea'), async () => [await profileOf('synthea', data('synthea/ma10/csv'))]],
  ['clarity names', keyFile('clarity-names'), () => [namesOf('clarity-names')]],
  [
    'hospitals',
    keyFile('hospitals'),
    () =>
      Promise.all(
        HOSPITALS.map(async (name) => ({
          ...(await profileOf(name, data(`mssql/${name}.bak`))),
          of: name.split('__')[0],
        })),
      ),
  ],
  ...['terse', 'headings'].map((name) => [name, keyFile(name), async () => [await profileOf(name, rowsOf(name))]]),
  ...['research', 'german', 'french', 'abbreviated', 'millennium', 'warehouse', ...VENDORS].map((name) => [
    `${name} names`,
    keyFile(name),
    () => [namesOf(name)],
  ]),
  ['held-out names', keyFile('held-out-names'), () => [namesOf('held-out-names')]],
];

const further = given('--keys');
if (further) {
  const described = (file) => [
    profileOfDescriptions(file, describedInJson(JSON.parse(readFileSync(join(further, file), 'utf8')), '')),
  ];
  for (const file of readdirSync(further).filter((each) => each.endsWith('.tsv'))) {
    const name = file.slice(0, -4);
    for (const [as, of] of [
      [name, `${name}.json`],
      [`${name}, no text`, `${name}-names.json`],
    ])
      if (existsSync(join(further, of))) CASES.push([as, join(further, file), () => described(of)]);
  }
}

const share = (part, all) => (all === 0 ? '' : ((100 * part) / all).toFixed(1));
const lines = [];
const evidence = [];
for (const [name, key, load] of CASES) {
  if (only && !name.startsWith(only)) continue;
  if (!existsSync(key)) {
    console.log(`${name}: there is no key at ${key}`);
    continue;
  }
  const profiles = await load();
  const begin = performance.now();
  const suggestions = profiles.flatMap((profile) =>
    rankMappings(recogniseDomains(profile)).map((one) =>
      profile.of ? { ...one, table: `${profile.of}/${one.table}` } : one,
    ),
  );
  const ms = Math.round(performance.now() - begin);
  const { count, wrong, evidence: more } = scoreKey(readKey(readFileSync(key, 'utf8')), suggestions);
  evidence.push(...more.map((one) => ({ ...one, key: name })));
  lines.push({
    key: name,
    rows: count.rows,
    'resource@1': share(count.resource, count.rows),
    'element@1': share(count.element, count.rows),
    'element@3': share(count.three, count.rows),
    'element@5': share(count.five, count.rows),
    loinc: share(count.loincRight, count.loinc),
    'ignore found': share(count.ignored, count.ignore),
    'abstained right': share(count.ignored, count.ignored + count.abstained),
    traps: share(count.trapsMet, count.traps),
    ms,
  });
  if (args.includes('--wrong')) for (const line of wrong) console.log(`${name}  ${line}`);
}
console.table(lines);
const evidenceFile = given('--evidence');
if (evidenceFile) writeFileSync(evidenceFile, JSON.stringify(evidence));
