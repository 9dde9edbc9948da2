// How often the right code comes first, and within five, for the local drugs and labs of data/terms (CHARTLIFT_SHARED).
// Targets: the union of all targets in the files, names only, loaded as a table; with --distractors names are added that are made from the targets' own parts
// (other strengths and forms of each drug, other properties, specimens and methods of each lab component), which no row means.
// crosswalk-held-out.tsv: the same targets as other hospitals may write them (order, abbreviations, German, Spanish, brands), labelled before anything was tuned
// and looked at by nobody who tunes; labs name a LOINC code, drugs a name of RxNorm. lab-2 and drug-2 came later, and are told apart.
// Rows with an even number were looked at while the rules were written, odd ones were not.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addTerminology, CodeSuggester, openTerminologyStore, systemClock } from '../packages/engine/dist/index.js';

const folder = join(process.env.CHARTLIFT_SHARED ?? join(import.meta.dirname, '../../shared'), 'data/terms');
if (!existsSync(folder)) {
  console.log(`skipped: ${folder} is not there`);
  process.exit(0);
}
const withDistractors = process.argv.includes('--distractors');
const shown = process.argv.includes('--show') ? Number(process.argv[process.argv.indexOf('--show') + 1] ?? 40) : 0;
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;

function records(file) {
  const rows = [];
  let row = [''];
  let quoted = false;
  const text = readFileSync(join(folder, file), 'utf8').replace(/^\ufeff/, '');
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
      else if (c === '"') quoted = false;
      else row[row.length - 1] += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push('');
    else if (c === '\n') {
      rows.push(row);
      row = [''];
    } else if (c !== '\r') row[row.length - 1] += c;
  }
  if (row.length > 1) rows.push(row);
  const [head, ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}

const csvCell = (text) => `"${text.replaceAll('"', '""')}"`;

/** Names that stand for no target, from the parts of targets. */
function drugDistractors(names) {
  const made = new Set();
  const forms = [
    'Oral Tablet',
    'Oral Capsule',
    'Injection',
    'Injectable Solution',
    'Topical Cream',
    'Oral Solution',
    'Extended Release Oral Tablet',
  ];
  for (const name of names) {
    const match = /^([^/[{]+?) (\d+(?:\.\d+)?) (MG|UNT|MEQ)(\/ML|\/ACTUAT)?\b/.exec(name);
    const base = (match?.[1] ?? name).replace(/\s*\[.*$/, '');
    if (base.includes('/') || base.includes('{')) continue;
    for (const factor of [0.5, 2, 5]) {
      const value = Number(((match ? Number(match[2]) : 10) * factor).toPrecision(4));
      const strength = `${value} ${match?.[3] ?? 'MG'}${match?.[4] ?? ''}`;
      made.add(`${base} ${strength}`);
      for (const form of forms) made.add(`${base} ${strength} ${form}`);
    }
  }
  return made;
}

/** Properties that LOINC has beside one another for one component. */
const FAMILIES = [
  ['Mass/volume', 'Moles/volume', 'Presence'],
  ['Presence', 'Units/volume', 'Titer'],
  ['Enzymatic activity/volume', 'Mass/volume'],
];

/** What a lab name measures where, whatever the method; kinds of serum, plasma and urine are one. */
function measured(name) {
  const plain = name.replace(/ by [^[\]]+$/, '').toLowerCase();
  return plain
    .replace(/in (serum.*|plasma|platelet poor plasma)$/, 'in serum')
    .replace(/in (24 hour urine|urine sediment)$/, 'in urine');
}

function labDistractors(names) {
  const made = new Set();
  // Two names for one measurement could not be told apart by anything that a row says.
  const known = new Set(names.map(measured));
  const systems = [
    'Serum or Plasma',
    'Blood',
    'Urine',
    'Cerebral spinal fluid',
    'Pleural fluid',
    'Peritoneal fluid',
    'Body fluid',
    'Dialysis fluid',
    'Cord blood',
    'Saliva',
    'Tissue',
  ];
  for (const name of names) {
    const match = /^([^[]+?) \[([^\]]+)\] in /.exec(name);
    const share = /^([^[]+?\/[^[]+?) in /.exec(name);
    if (match) {
      const family = FAMILIES.find((one) => one.includes(match[2])) ?? [match[2]];
      for (const s of systems) for (const p of family) made.add(`${match[1]} [${p}] in ${s}`);
    } else if (share)
      for (const s of systems)
        for (const m of ['', ' by Manual count', ' by Flow cytometry (FC)']) made.add(`${share[1]} in ${s}${m}`);
  }
  return [...made].filter((name) => !known.has(measured(name)));
}

/** Targets by code; a code that the file names twice keeps both names. */
function targetsOf(pairs) {
  const targets = new Map();
  const names = new Set();
  for (const [stated, name] of pairs) {
    if (names.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    // Some rows name their target without its code.
    const code = stated === '' ? `N${targets.size}` : stated;
    targets.set(targets.has(code) ? `${code}~${targets.size}` : code, name);
  }
  return targets;
}

async function load(name, system, targets, distractors) {
  const home = mkdtempSync(join(tmpdir(), 'chartlift-crosswalk-'));
  const known = new Set([...targets.values()].map((text) => text.toLowerCase()));
  let count = 0;
  const lines = ['code,display', ...[...targets].map(([code, display]) => `${csvCell(code)},${csvCell(display)}`)];
  for (const text of distractors) if (!known.has(text.toLowerCase())) lines.push(`D${++count},${csvCell(text)}`);
  const file = join(home, `${name}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  await addTerminology({ folder: home, paths: [file], system, clock: systemClock });
  return { home, store: openTerminologyStore(home), size: targets.size + count };
}

/** Values written for this measurement, each with the names that are right. */
function heldOut(kind, targets) {
  const lines = readFileSync(join(import.meta.dirname, 'crosswalk-held-out.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.flatMap((line) => {
    const [of, text, unit, specimen, context, target] = line.split('\t');
    if (of !== kind) return [];
    const name = kind.startsWith('drug') ? target : targets.get(target);
    const known = name !== undefined && [...targets.values()].some((one) => one.toLowerCase() === name.toLowerCase());
    if (!known) console.log(`  no target ${target}`);
    return known ? [{ term: { text, unit, specimen, context }, target: name }] : [];
  });
}

function measure(title, suggester, rows) {
  const halves = [0, 1].map(() => ({ rows: 0, first: 0, five: 0 }));
  const misses = [];
  const started = process.cpuUsage();
  rows.forEach(({ term, target }, i) => {
    const found = suggester.suggest(term, 5).map(({ concept }) => concept.display.toLowerCase());
    const at = found.indexOf(target.toLowerCase());
    const half = halves[i % 2];
    half.rows++;
    if (at === 0) half.first++;
    if (at >= 0) half.five++;
    if (at !== 0 && i % 2 === 0) misses.push([at, term, target, found.slice(0, 3)]);
  });
  const used = process.cpuUsage(started);
  const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
  const line = (name, h) =>
    console.log(
      `  ${name.padEnd(12)} ${String(h.rows).padStart(4)} rows  first ${percent(h.first, h.rows)}  within five ${percent(h.five, h.rows)}`,
    );
  console.log(title);
  line('looked at', halves[0]);
  line('not seen', halves[1]);
  line('all', {
    rows: halves[0].rows + halves[1].rows,
    first: halves[0].first + halves[1].first,
    five: halves[0].five + halves[1].five,
  });
  console.log(`  ${((used.user + used.system) / 1000 / rows.length).toFixed(1)} ms of processor time a value`);
  for (const [at, term, target, found] of misses.slice(0, shown))
    console.log(
      `    ${at < 0 ? 'none' : at + 1} ${term.text} | ${term.unit ?? ''} | ${term.specimen ?? ''} | ${term.context ?? ''}\n       want ${target}\n       have ${found.join('\n            ')}`,
    );
}

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const LOINC = 'http://loinc.org';

if (only !== 'labs') {
  const listed = records('gcpt_drug_ndc.csv').filter(
    (row) => row.target_concept_id !== '' && row.target_concept_id !== '0',
  );
  const given = records('inputevents_to_rxnorm.csv').filter(
    (row) => row.omop_concept_name !== '' && row.omop_vocabulary_id === 'RxNorm',
  );
  const targets = targetsOf([
    ...listed.map((row) => [row.target_concept_id, row.concept_name]),
    ...given.map((row) => [row.omop_concept_id, row.omop_concept_name]),
  ]);
  const names = [...targets.values()];
  const { home, store, size } = await load('drugs', RXNORM, targets, withDistractors ? drugDistractors(names) : []);
  const suggester = new CodeSuggester(store, RXNORM, 'drug');
  measure(
    `drugs of prescriptions (${size} names)`,
    suggester,
    listed.map((row) => ({ term: { text: row.concept_code }, target: row.concept_name })),
  );
  measure(`held-out drugs (${size} names)`, suggester, heldOut('drug', targets));
  measure(`second held-out drugs (${size} names)`, suggester, heldOut('drug-2', targets));
  measure(
    `drugs of infusions (${size} names)`,
    suggester,
    given.map((row) => ({
      term: { text: row.label, unit: row.amountuom, context: row.ordercategorydescription },
      target: row.omop_concept_name,
    })),
  );
  store[Symbol.dispose]();
  rmSync(home, { recursive: true });
}
if (only !== 'drugs') {
  const rows = records('d_labitems_to_loinc.csv').filter(
    (row) => row.omop_concept_name !== '' && row.omop_vocabulary_id === 'LOINC',
  );
  const targets = targetsOf(rows.map((row) => [row.omop_concept_code, row.omop_concept_name]));
  const names = [...targets.values()];
  const { home, store, size } = await load('labs', LOINC, targets, withDistractors ? labDistractors(names) : []);
  const suggester = new CodeSuggester(store, LOINC, 'lab');
  measure(
    `labs (${size} names)`,
    suggester,
    rows.map((row) => ({
      term: { text: row.label, unit: row.valueuom, specimen: row.fluid, context: row.category },
      target: row.omop_concept_name,
    })),
  );
  measure(`held-out labs (${size} names)`, suggester, heldOut('lab', targets));
  measure(`second held-out labs (${size} names)`, suggester, heldOut('lab-2', targets));
  store[Symbol.dispose]();
  rmSync(home, { recursive: true });
}
