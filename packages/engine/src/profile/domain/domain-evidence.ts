import type { ColumnProfile, TableDomain, TableProfile } from '../../artifacts/source-profile.js';
import { codeSystem } from '../../terminology/code-systems.js';
import { nameHabit } from '../glued-prefix.js';
import { DOMAIN_IDEAS, FILLER } from './domain-ideas.js';
import { COLUMN_PHRASES, type DomainPhrase, TABLE_PHRASES } from './domain-phrases.js';
import { bareTableName, nameIdeas } from './name-ideas.js';
import { rowKinds } from './row-kinds.js';

/** What speaks for each domain of a table, with the reasons; logits before they are weighed against each other. */
export class DomainEvidence {
  readonly logits = new Map<TableDomain, number>();
  private readonly told: { readonly domain: TableDomain; readonly weight: number; readonly reason: string }[] = [];

  add(domain: TableDomain, weight: number, reason: string): void {
    this.logits.set(domain, (this.logits.get(domain) ?? 0) + weight);
    if (weight > 0.15) this.told.push({ domain, weight, reason });
  }

  /** The strongest first, at most four. */
  reasons(domain: TableDomain): string[] {
    const own = this.told.filter((one) => one.domain === domain).sort((a, b) => b.weight - a.weight);
    return [...new Set(own.map((one) => one.reason))].slice(0, 4);
  }
}

/** Domains whose rows are about patients: a table that leads to no patient is hardly one of them. */
export const OF_PATIENTS: ReadonlySet<TableDomain> = new Set<TableDomain>([
  ...(['demographics', 'contacts', 'encounters', 'problems', 'allergies', 'medications', 'immunizations'] as const),
  ...(['results', 'orders', 'vitals', 'procedures', 'history', 'documents', 'notes', 'appointments'] as const),
  ...(['referrals', 'care-plans', 'insurance', 'billing', 'messages'] as const),
]);

const CODES: readonly (readonly [RegExp, TableDomain, number])[] = [
  [/icd-?10-cm|icd-?9-cm|icd-?10(?!-pcs)|icd9/i, 'problems', 1.2],
  [/icd-?10-pcs|cpt|hcpcs/i, 'procedures', 0.8],
  [/cpt|hcpcs/i, 'billing', 0.7],
  [/cvx/i, 'immunizations', 1.6],
  [/rxnorm|ndc/i, 'medications', 1.6],
  [/loinc/i, 'results', 1.4],
  [/us-npi/i, 'users', 0.7],
];

/** What a table shows of itself: its name, its columns, the codes in them, its traits, its way to the patient, its attributes and kinds of rows. */
export function evidenceOf(table: TableProfile): DomainEvidence {
  const evidence = new DomainEvidence();
  const words = nameIdeas(bareTableName(table.name));
  for (const hit of phrasesIn(words, TABLE_PHRASES))
    evidence.add(hit.domain, hit.weight * placeOf(hit.last, words), `the table's name says "${hit.ideas.join(' ')}"`);
  if (table.comment) {
    const said = nameIdeas(table.comment.slice(0, 200));
    for (const hit of phrasesIn(said, TABLE_PHRASES))
      evidence.add(
        hit.domain,
        Math.min(1, (3 * hit.weight) / (said.length + 3)),
        `its comment says "${hit.ideas.join(' ')}"`,
      );
  }
  addColumns(table, evidence);
  addShape(table, evidence, words);
  return evidence;
}

function addColumns(table: TableProfile, evidence: DomainEvidence): void {
  const home = new Set(nameIdeas(bareTableName(table.name)));
  const sums = new Map<TableDomain, { sum: number; names: [number, string][] }>();
  const columns = table.columns.slice(0, 400);
  const { spoken } = nameHabit(table.columns.map((column) => column.name));
  for (const column of columns) {
    const words = nameIdeas(spoken(column.name));
    // In `patient_race` of `patient` the race counts; a column that names another row says what the table leads to, not what it is.
    const points = isPointer(column, words) ? 0.25 : column.filled > 0 || table.rows === 0 ? 1 : 0.5;
    const best = new Map<TableDomain, number>();
    for (const hit of phrasesIn(words, COLUMN_PHRASES)) {
      const repeated = hit.ideas.every((idea) => home.has(idea)) ? 0.4 : 1;
      best.set(hit.domain, Math.max(best.get(hit.domain) ?? 0, hit.weight * points * repeated));
    }
    for (const [domain, weight] of best) {
      const held = sums.get(domain) ?? { sum: 0, names: [] };
      held.sum += weight;
      held.names.push([weight, column.name]);
      sums.set(domain, held);
    }
    for (const { system, share } of column.codes)
      for (const [shape, domain, weight] of CODES)
        if (shape.test(system) && share >= 0.6)
          evidence.add(domain, weight * share, `"${column.name}" holds codes of ${codeSystem(system)?.name ?? system}`);
  }
  for (const [domain, { sum, names }] of sums) {
    const shown = names.sort((a, b) => b[0] - a[0]).slice(0, 3);
    const weight = Math.min(3, (2.4 * sum) / (1.5 + Math.sqrt(columns.length)));
    evidence.add(domain, weight, `columns such as ${shown.map(([, name]) => `"${name}"`).join(', ')}`);
  }
}

/** `provider_id`, `EncounterGuid`, `patientNo`: names of rows elsewhere. */
const isPointer = (column: ColumnProfile, words: readonly string[]): boolean =>
  words.length > 1 && /(?:^|[^a-z])(?:id|guid|uuid|fk|key)$|(?:Id|ID|Guid|GUID|Key|No|_no|Uuid)$/.test(column.name);

function addShape(table: TableProfile, evidence: DomainEvidence, words: readonly string[]): void {
  for (const { trait } of table.traits) {
    if (trait === 'audit') evidence.add('audit', 1.8, 'it is built as a log');
    if (trait === 'technical') evidence.add('technical', 1.4, "it is of the program's own tables");
    if (trait === 'staging') evidence.add('technical', 0.8, 'rows pass through it');
    if (trait === 'lookup') evidence.add('lookup', 1.4, 'it is a small list of codes with names');
  }
  const path = table.patientPath;
  if (path && path.steps.length === 0) evidence.add('demographics', 3.5, 'it has one row for each patient');
  const led = (path !== null && path.steps.length > 0) || namesPatient(table);
  for (const domain of OF_PATIENTS) {
    if (led) evidence.add(domain, 0.5, path === null ? 'its columns speak of patients' : 'its rows lead to patients');
  }
  if (led) {
    evidence.add('lookup', -1.4, '');
    evidence.add('users', -1, '');
    evidence.add('organizations', -0.8, '');
    evidence.add('technical', -0.8, '');
    evidence.add('inventory', -0.8, '');
  }
  // A form says by its name what it asks; where it does not, it is a note.
  const asks = words.slice(1).some((word) => !FILLER.has(word) && KNOWN.has(word));
  if (led && table.columns.length >= 25 && words[0] === 'form')
    evidence.add('notes', asks ? 0.5 : 1.5, 'it is a form with many fields');
  for (const { attribute, label, count } of table.eav?.attributes.slice(0, 200) ?? []) {
    for (const hit of phrasesIn(nameIdeas(label ?? attribute), COLUMN_PHRASES))
      evidence.add(hit.domain, Math.min(0.3, hit.weight * 0.1 * (count > 0 ? 1 : 0.5)), 'its attributes');
  }
  const kinds = rowKinds(table);
  for (const { domain, share } of kinds?.domains ?? [])
    evidence.add(domain, 1.5 + 2 * share, `"${kinds?.column}" tells rows of ${domain} apart`);
}

function namesPatient(table: TableProfile): boolean {
  const { spoken } = nameHabit(table.columns.map((column) => column.name));
  return table.columns.some((column) => {
    // A column that has one value for all rows, zero say, names nobody.
    if (table.rows > 1 && column.distinct.count < 2) return false;
    const words = nameIdeas(spoken(column.name));
    return (
      words.includes('patient') &&
      words.every(
        (word) =>
          word === 'patient' || FILLER.has(word) || word === 'guid' || word === 'practice' || word === 'facility',
      )
    );
  });
}

interface Hit extends DomainPhrase {
  /** Place of its last word. */
  readonly last: number;
}

/** Phrases whose ideas stand in a name in their order, the longest first; a word counts for one of them. */
function phrasesIn(words: readonly string[], phrases: readonly DomainPhrase[]): Hit[] {
  const taken = new Set<number>();
  const found: Hit[] = [];
  const here = new Set(words);
  let group: { readonly ideas: readonly string[]; readonly at: readonly number[] } | null = null;
  for (const phrase of phrases) {
    if (!phrase.ideas.every((idea) => here.has(idea))) continue;
    // The same words may speak for several domains.
    const same: boolean = group !== null && group.ideas.join(' ') === phrase.ideas.join(' ');
    const at: readonly number[] | null = same && group ? group.at : placesOf(words, phrase.ideas, taken);
    if (!at) continue;
    for (const place of at) taken.add(place);
    group = { ideas: phrase.ideas, at };
    found.push({ ...phrase, last: at.at(-1) ?? 0 });
  }
  return found;
}

function placesOf(words: readonly string[], ideas: readonly string[], taken: ReadonlySet<number>): number[] | null {
  const at: number[] = [];
  for (const idea of ideas) {
    const place = words.findIndex((word, p) => word === idea && p > (at.at(-1) ?? -1) && !taken.has(p));
    if (place < 0) return null;
    at.push(place);
  }
  return at;
}

const KNOWN: ReadonlySet<string> = new Set(DOMAIN_IDEAS.values());

/** What a table is stands last in its name: in `patient_allergy` the allergy counts, in `encounter_notes` the notes; `lk_` and `lst_` stand first. */
function placeOf(last: number, words: readonly string[]): number {
  let end = words.length - 1;
  while (end > 0 && (FILLER.has(words[end] ?? '') || words[end] === 'history')) end--;
  if (last >= end) return 1;
  // What follows is a name of its own: `formRourke`.
  if (words.slice(last + 1).every((word) => FILLER.has(word) || !KNOWN.has(word))) return 0.8;
  return words[last] === 'lookup' && last === 0 ? 0.9 : last === 0 && words.length === 2 ? 0.5 : 0.45;
}
