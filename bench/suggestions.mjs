// Measures mapping suggestions against labelled keys: right resource and element at first place, element within three, LOINC of pivoted columns,
// abstentions on what belongs in no element, columns whose names mislead. Presets and memory are off.
// Usage, after `npm run build`: node bench/suggestions.mjs [--wrong] [--only NAME] [--keep FOLDER] [--evidence FILE]
// --evidence writes what scores are fitted from (scripts/fit-suggestion-scores.mjs) to a file;
// --wrong lists what is wrong; --keep keeps profiles in FOLDER, so that a second measurement does not read the sources again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSource } from '@chartlift/engine';
import { profileSource } from '../packages/engine/dist/profile/profile-source.js';
import { profileInputOfSource } from '../packages/engine/dist/profile-input.js';
import { rankMappings } from '../packages/engine/dist/suggestion/suggest.js';
import { dictionaryProfile, namesOnly, profileOfKey } from '../tests/suggestion-keys/dictionary.mjs';
import { readKey, scoreKey } from '../tests/suggestion-keys/score.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env.CHARTLIFT_SHARED ?? join(here, '..', '..', 'shared');
const keys = join(here, '..', 'tests', 'suggestion-keys');
const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
const keep = args.includes('--keep') ? args[args.indexOf('--keep') + 1] : null;

async function profileOf(name, paths) {
  const held = keep ? join(keep, `${name}.json`) : null;
  if (held && existsSync(held)) return JSON.parse(readFileSync(held, 'utf8'));
  const { source } = await openSource(paths, {}, { onIssue: () => {} });
  const input = await profileInputOfSource(source, { name, snapshotAt: '2026-01-01' });
  const { profile } = await profileSource(input);
  await source[Symbol.asyncDispose]();
  if (held) {
    mkdirSync(keep, { recursive: true });
    writeFileSync(held, JSON.stringify(profile));
  }
  return profile;
}

const data = (path) => join(shared, 'data', path);
const dictionary = () => dictionaryProfile(data('ehi/practice-fusion/v9-data-dictionary.json'));
const cases = [
  ['openemr', data('openemr/answer-key.tsv'), () => profileOf('openemr', [data('openemr/openemr-gold-1000pt.sql.gz')])],
  [
    'openemr, no rows',
    data('openemr/answer-key.tsv'),
    async () => namesOnly(await profileOf('openemr', [data('openemr/openemr-gold-1000pt.sql.gz')])),
  ],
  ['oscar', join(keys, 'oscar.tsv'), () => profileOf('oscar', [data('oscar/oscar-10pt.sql.gz')])],
  ['practice-fusion', join(keys, 'practice-fusion.tsv'), async () => dictionary()],
  ['practice-fusion, no text', join(keys, 'practice-fusion.tsv'), async () => namesOnly(dictionary())],
  [
    'openmrs',
    join(keys, 'openmrs.tsv'),
    () => profileOf('openmrs', [data('openmrs/openmrs-2.x-schema-initial_test_db.sql.gz')]),
  ],
  ['synthea', join(keys, 'synthea.tsv'), () => profileOf('synthea', [data('synthea/ma10/csv')])],
  ['clarity names', join(keys, 'clarity-names.tsv'), async () => profileOfKey(join(keys, 'clarity-names.tsv'))],
  ['hospitals', join(keys, 'hospitals.tsv'), () => hospitals()],
];

async function hospitals() {
  const names = [
    'okankrkmz__Hasta_Takip__HospitalDB',
    'sashacrljenica__C-_Clinic__Database_Clinic',
    'aelgendy97__Database_Project__Hospital',
    'dattanaik1211__Dynamic-Menu-Binding-With-Role-Based-Hospital-Management-System-Dot-Net__HMSDB',
    'patelchandan0912__Hospital-Management-using-SQL__Hospital',
    'yashvi-khunt__VenusSoftTask__PatientDB',
    'Mandaia__Hospital__Hospital',
  ];
  const profiles = [];
  for (const name of names) profiles.push([name, await profileOf(name, [data(`mssql/${name}.bak`)])]);
  return profiles.map(([name, profile]) => ({ ...profile, prefix: name.split('__')[0] }));
}

const evidenceFile = args.includes('--evidence') ? args[args.indexOf('--evidence') + 1] : null;
const evidence = [];
const lines = [];
for (const [name, key, load] of cases) {
  if (only && !name.startsWith(only)) continue;
  if (!existsSync(key)) {
    console.log(`${name}: no key here`);
    continue;
  }
  const loaded = await load();
  const begin = performance.now();
  const suggestions = (Array.isArray(loaded) ? loaded : [loaded]).flatMap((profile) =>
    rankMappings(profile).map((s) => (profile.prefix ? { ...s, table: `${profile.prefix}/${s.table}` } : s)),
  );
  const milliseconds = Math.round(performance.now() - begin);
  const scored = scoreKey(readKey(readFileSync(key, 'utf8')), suggestions);
  evidence.push(...scored.evidence);
  lines.push({ key: name, ...scored.summary, ms: milliseconds });
  if (args.includes('--wrong')) for (const line of scored.wrong) console.log(`${name}  ${line}`);
}
console.table(lines);
if (evidenceFile) writeFileSync(evidenceFile, JSON.stringify(evidence));
