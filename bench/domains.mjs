// Says how often the domain of a table is recognised, on labelled tables of the shared data: `accepted` counts every domain that a label allows, `first` only
// the one that it names first. Labels: packages/engine/src/testing/domain-labels (a sample of every third OpenEMR and every seventh OSCAR table, all of the others).
// Usage, after `npm run build`: CHARTLIFT_SHARED=DIR node bench/domains.mjs [-v]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileInputOfSource } from '../packages/engine/dist/analysis/profile-input.js';
import { completeProfile } from '../packages/engine/dist/profile/complete-profile.js';
import { recogniseDomains } from '../packages/engine/dist/profile/domain/recognise-domains.js';
import { profileSource } from '../packages/engine/dist/profile/profile-source.js';
import { openSource } from '../packages/engine/dist/sources/registry.js';
import { describedInJson, profileOfDescriptions } from '../packages/engine/dist/suggestion/data-dictionary.js';
import { makePractice } from '../packages/engine/dist/synthetic/practice.js';
import { formatDump } from '../packages/engine/dist/synthetic/table.js';

const shared = process.env.CHARTLIFT_SHARED;
if (!shared) throw new Error('CHARTLIFT_SHARED names no folder');
const verbose = process.argv.includes('-v');
const data = (...parts) => join(shared, 'data', ...parts);
const folder = mkdtempSync(join(tmpdir(), 'chartlift-domains-'));
const practice = makePractice(80);
writeFileSync(join(folder, 'larkspur.sql'), [...formatDump('larkspur', practice.tables, practice.takenAt)].join(''));

const BACKUPS = {
  Kirill: 'Kirill1018__tables__hospital',
  Mandaia: 'Mandaia__Hospital__Hospital',
  aelgendy: 'aelgendy97__Database_Project__Hospital',
  carleton: 'carletonDev__CompletelySOLID__Pharmacy',
  dattanaik: 'dattanaik1211__Dynamic-Menu-Binding-With-Role-Based-Hospital-Management-System-Dot-Net__HMSDB',
  okan: 'okankrkmz__Hasta_Takip__HospitalDB',
  onur: 'onurakcakale__Hospital-Management-System__HospitalDB',
  patel: 'patelchandan0912__Hospital-Management-using-SQL__Hospital',
  irina: 'irinamrk02__Pharmacy__Pharmacy',
  pasyutina: 'pasyutina__Pharmacy__Apteka',
  sand: 'sand14__KP.Pharmacy__Pharmacy',
  sasha: 'sashacrljenica__C-_Clinic__Database_Clinic',
  yashvi: 'yashvi-khunt__VenusSoftTask__PatientDB',
};

async function domainsOf(path, prefix = '') {
  const { source } = await openSource([path], {}, { onIssue: () => {} });
  const input = await profileInputOfSource(source, { name: 'x', snapshotAt: '2026-01-01' });
  const { profile } = await completeProfile(await profileSource(input));
  await source[Symbol.asyncDispose]?.();
  return recogniseDomains(profile).tables.map((table) => [prefix + table.name, table.domain]);
}

const dictionary = () => {
  const tables = describedInJson(
    JSON.parse(readFileSync(data('ehi/practice-fusion/v9-data-dictionary.json'), 'utf8')),
    'ehi',
  );
  return recogniseDomains(profileOfDescriptions('x', tables)).tables.map((table) => [table.name, table.domain]);
};

const SETS = {
  openemr: () => domainsOf(data('openemr/openemr-gold-1000pt.sql.gz')),
  oscar: () => domainsOf(data('oscar/oscar-10pt.sql.gz')),
  openmrs: () => domainsOf(data('openmrs/openmrs-2.x-schema-initial_test_db.sql.gz')),
  synthea: () => domainsOf(data('synthea/ma10/csv')),
  larkspur: () => domainsOf(join(folder, 'larkspur.sql')),
  'practice-fusion': async () => dictionary(),
  'hospital-backups': async () => {
    const all = [];
    for (const [prefix, file] of Object.entries(BACKUPS))
      all.push(...(await domainsOf(data('mssql', `${file}.bak`), `${prefix}:`)));
    return all;
  },
};

const bins = new Map();
for (const [set, domains] of Object.entries(SETS)) {
  const found = new Map(await domains());
  const labels = readFileSync(
    new URL(`../packages/engine/src/testing/domain-labels/${set}.tsv`, import.meta.url),
    'utf8',
  )
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  let [accepted, first, unknown] = [0, 0, 0];
  for (const [table, label] of labels) {
    const guess = found.get(table);
    if (!guess) throw new Error(`${set}: no table ${table}`);
    const right = label.split('|').includes(guess.domain);
    if (right) accepted++;
    if (label.split('|')[0] === guess.domain) first++;
    if (guess.domain === 'unknown') unknown++;
    else {
      const bin = Math.floor(guess.score * 10) / 10;
      const [hit, all] = bins.get(bin) ?? [0, 0];
      bins.set(bin, [hit + (right ? 1 : 0), all + 1]);
    }
    if (verbose && !right) console.log(`  ${table}: ${guess.domain} ${guess.score}, labelled ${label}`);
  }
  const share = (count) => `${((100 * count) / labels.length).toFixed(1)} %`;
  console.log(
    `${set}: ${labels.length} tables, accepted ${share(accepted)}, first ${share(first)}, unknown ${unknown}`,
  );
}
for (const [bin, [hit, all]] of [...bins].sort((a, b) => a[0] - b[0]))
  console.log(`score ${bin.toFixed(1)}: ${hit} of ${all} right`);
rmSync(folder, { recursive: true });
