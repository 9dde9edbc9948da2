import type { TableDomain, TableProfile } from '../artifacts/source-profile.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { saidName } from './description.js';
import { entitiesNamed } from './entities.js';
import type { NameMatch } from './name-match.js';
import { type NameWord, nameTokens, phraseWords } from './words.js';

/** Odds of a resource type in a table, adding up to 1 with `-` (no chart resource); types of a table with several kinds of rows each have the odds of all of these. */
export type ResourceOdds = ReadonlyMap<string, number>;

const BY_DOMAIN: Readonly<Record<TableDomain, readonly string[]>> = Object.freeze({
  demographics: ['Patient'],
  contacts: ['RelatedPerson', 'Patient'],
  encounters: ['Encounter'],
  problems: ['Condition'],
  allergies: ['AllergyIntolerance'],
  medications: ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration'],
  immunizations: ['Immunization'],
  results: ['Observation', 'DiagnosticReport', 'Specimen'],
  orders: ['ServiceRequest'],
  vitals: ['Observation'],
  procedures: ['Procedure'],
  history: ['Observation', 'FamilyMemberHistory', 'Procedure', 'Condition'],
  documents: ['DocumentReference'],
  notes: ['DocumentReference'],
  appointments: ['Appointment'],
  referrals: ['ServiceRequest'],
  'care-plans': ['CarePlan', 'Goal', 'CareTeam'],
  insurance: ['Coverage'],
  billing: ['-'],
  users: ['Practitioner', 'PractitionerRole'],
  organizations: ['Organization', 'Location'],
  messages: ['Communication'],
  inventory: ['-', 'Medication'],
  lookup: ['-'],
  audit: ['-'],
  technical: ['-'],
  unknown: [],
});

/** Tables that hold no chart facts, by what they are called. */
const NO_CHART =
  `log; audit; audit log; session; cache; config; configuration; setting; template; list option; lookup; code table; module; menu; acl; access control; security; permission; role; privilege; queue; batch; version; migration; background service; report definition; form definition; layout; category tree; claim; billing; payment; invoice; charge; fee; fee schedule; ar activity; ledger; price; currency; tax; sequence; calendar category; event log; error log; notification; alert rule; rule; registry; globals; token; oauth; api; job; scheduler; stock; warehouse; sale; purchase; transaction log; import; export; staging; temp; test data; help; language constant; translation; field; property; preference; group acl; geography; zip lookup; icd table; code set; concept map; dictionary; valueset; inventory; eligibility; superbill; remittance; clearinghouse; keyword; track; tracker; lock; history log; question; question code; questionnaire definition; widget; filter; ui; page; theme; country list; statistics; measure definition; quality measure; x12; edi; hl7 log; sms; fax config; printer; label; archive log; work queue; workflow; trigger; plan rule; view; type; attribute type; tag; status list; category list; room type; bed type`
    .split(';')
    .map((phrase) => phraseWords(phrase));

/** Values by which a table tells what its rows are, and the resource types of each. */
const KINDS_OF_ROW: readonly (readonly [RegExp, readonly string[]])[] = [
  [/problem|diagnos|condition|illness|dental|complaint/i, ['Condition']],
  [/allerg|intoleran/i, ['AllergyIntolerance']],
  [/medicat|drug|prescri/i, ['MedicationStatement', 'MedicationRequest']],
  [/surg|procedure|operation/i, ['Procedure']],
  [/immuniz|vaccin/i, ['Immunization']],
  [/device|implant/i, ['Device']],
  [/family/i, ['FamilyMemberHistory']],
  [/vital|\blab/i, ['Observation']],
];

export interface RowKinds {
  /** The column whose value says what a row is. */
  readonly column: string;
  /** Value to the resource types of its rows. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
}

/** The column that tells kinds of rows apart, where its values name two kinds or more. */
export function rowKinds(table: TableProfile): RowKinds | null {
  for (const column of table.columns) {
    if (!column.values || column.distinct.count > 30 || column.kind === 'date' || column.kind === 'integer') continue;
    const kinds = new Map<string, readonly string[]>();
    for (const { value } of column.values) {
      if (value.length > 40) continue;
      const kind = KINDS_OF_ROW.find(([shape]) => shape.test(value));
      if (kind) kinds.set(value, kind[1]);
    }
    const named = column.values.filter((v) => kinds.has(v.value)).reduce((sum, v) => sum + v.count, 0);
    const all = column.values.reduce((sum, v) => sum + v.count, 0);
    if (new Set([...kinds.values()].map((types) => types[0])).size >= 2 && named >= all * 0.5)
      return { column: column.name, kinds };
  }
  return null;
}

export function tableResources(
  table: TableProfile,
  name: readonly NameWord[],
  matches: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>,
  catalogue: Catalogue,
): ResourceOdds {
  const logits = new Map<string, number>();
  const said = table.comment ? saidName(table.comment) : [];
  for (const { type, weight, phrases } of catalogue.resources) {
    const named = nameFit(name, phrases, catalogue);
    // A description that repeats the name says nothing new.
    const more = Math.max(0, nameFit(said, phrases, catalogue) - named);
    logits.set(type, weight + 5.5 * named + OF_COMMENT * more);
  }
  logits.set('-', 0.6 + 5 * nameFit(name, NO_CHART, catalogue));
  const votes = columnVotes(matches, catalogue);
  for (const [type, vote] of votes) logits.set(type, (logits.get(type) ?? 0) + vote);
  if (table.domain && table.domain.domain !== 'unknown') {
    for (const { domain, score } of [table.domain, ...table.domain.also]) {
      BY_DOMAIN[domain].forEach((type, rank) => {
        logits.set(type, (logits.get(type) ?? 0) + (2 * score) / (1 + rank));
      });
    }
  }
  // Who works where stands in no row of a patient: a table of visits and staff is the visits'.
  if (namesPatient(matches, catalogue)) {
    const cost = entitiesNamed(name).has('Patient') || entitiesNamed(name).has('Encounter') ? 4 : 1.5;
    for (const type of MASTERS) logits.set(type, (logits.get(type) ?? 0) - cost);
  }
  if (nameTokens(table.name).some((token) => /^(master|mstr|directory)$/.test(token)))
    for (const type of MASTERS) logits.set(type, (logits.get(type) ?? 0) + 2);
  const kinds = rowKinds(table);
  if (kinds) {
    // Rows of all its kinds are at home in it.
    const types = new Set([...kinds.kinds.values()].flat());
    const firsts = new Set([...kinds.kinds.values()].map(([first]) => first));
    const most = Math.max(...[...types].map((type) => logits.get(type) ?? 0)) + 3.5;
    // What a kind is less often (a listed drug is rather taken than ordered) stands behind.
    for (const type of types) logits.set(type, firsts.has(type) ? most : most - 2.5);
  }
  for (const { trait } of table.traits) {
    if (trait === 'audit' || trait === 'technical' || trait === 'staging') logits.set('-', (logits.get('-') ?? 0) + 2);
    if (trait === 'lookup') logits.set('-', (logits.get('-') ?? 0) + 1.5);
  }
  const top = Math.max(...logits.values());
  const all = [...logits.values()].reduce((sum, logit) => sum + Math.exp(logit - top), 0);
  const odds = new Map([...logits].map(([type, logit]) => [type, Math.exp(logit - top) / all]));
  // A row is of one kind, a column is there for all of them.
  const types = new Set([...(kinds?.kinds.values() ?? [])].map(([first = '-']) => first));
  const together = [...types].reduce((sum, type) => sum + (odds.get(type) ?? 0), 0);
  for (const type of types) odds.set(type, together);
  return odds;
}

/** What a table's description counts, where its name counts 5.5. */
const OF_COMMENT = 2;

/** Resources of which no row belongs to one patient. */
const MASTERS = ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication'];

/** True where a column leads to a patient or a visit. */
function namesPatient(matches: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>, catalogue: Catalogue): boolean {
  for (const byTarget of matches.values()) {
    for (const [index, { score }] of byTarget) {
      const target = catalogue.targets[index];
      if (score >= 0.9 && target?.resource === 'Observation' && /^(subject|encounter)$/.test(target.element))
        return true;
    }
  }
  return false;
}

/** Resources whose facts stand in one another's tables. */
const KIN = [
  ['Observation', 'DiagnosticReport', 'ServiceRequest', 'Specimen'],
  ['Procedure', 'ServiceRequest'],
  ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration'],
  ['Practitioner', 'PractitionerRole', 'Organization'],
  ['Coverage', 'Organization', 'RelatedPerson'],
  ['Patient', 'RelatedPerson'],
  ['Encounter', 'Condition', 'Appointment'],
];

/** How much of the odds of a resource its kin have beside their own. */
const OF_KIN = 0.04;

/** Odds with a little of each resource's for its kin: what is no result's in a table of results is rather the order's than a drug's. */
export function withKin(odds: ResourceOdds): ResourceOdds {
  const raised = new Map(odds);
  for (const kin of KIN) {
    const most = Math.max(...kin.map((type) => odds.get(type) ?? 0));
    for (const type of kin) raised.set(type, Math.max(raised.get(type) ?? 0, OF_KIN * most));
  }
  return raised;
}

/** The odds once more, with `weight` more for some types. */
export function withEntity(odds: ResourceOdds, types: readonly string[], weight: number): ResourceOdds {
  const raised = [...odds].map(
    ([type, share]) => [type, (share + 0.01) * (types.includes(type) ? Math.exp(weight) : 1)] as const,
  );
  const all = raised.reduce((sum, [, share]) => sum + share, 0);
  return new Map(raised.map(([type, share]) => [type, share / all]));
}

/** The likeliest resource type; `-` where none is. */
export function topResource(odds: ResourceOdds): string {
  return [...odds].reduce((a, b) => (b[1] > a[1] ? b : a), ['-', 0])[0];
}

/** How well the table's name and the names of a resource's tables cover each other. */
function nameFit(name: readonly NameWord[], phrases: readonly (readonly string[])[], catalogue: Catalogue): number {
  let best = 0;
  for (const phrase of phrases) {
    let hit = 0;
    let all = 0;
    const matched = new Set<NameWord>();
    for (const idea of phrase) {
      const weight = catalogue.weightOf(idea);
      all += weight;
      const by = name.filter((word) => word.readings.some((reading) => reading.includes(idea)));
      for (const word of by) matched.add(word);
      hit += weight * Math.max(0, ...by.map((word) => word.sure));
    }
    if (hit === 0) continue;
    // What a table is comes last in its name: in `patient_allergy` the allergy counts, in `encounter_notes` the notes.
    let left = 0;
    name.forEach((word, at) => {
      if (matched.has(word)) {
        // One word for several ideas (`emar`, the administration of drugs) is matched as far as they are.
        const [first = []] = word.readings;
        if (first.length > 1 && first.some((idea) => phrase.includes(idea)))
          for (const idea of first) if (!phrase.includes(idea)) left += catalogue.weightOf(idea) * 0.5;
        return;
      }
      const weight = (word.readings[0] ?? []).reduce((sum, idea) => sum + catalogue.weightOf(idea), 0);
      left += weight * (at === name.length - 1 ? 0.8 : WRAPPERS.has(word.readings[0]?.[0] ?? '') ? 0.1 : 0.45);
    });
    const precision = hit / (hit + left);
    const recall = hit / all;
    best = Math.max(best, (2 * precision * recall) / (precision + recall));
  }
  return best;
}

const WRAPPERS = new Set([
  'patient',
  'form',
  'table',
  'data',
  'list',
  'record',
  'detail',
  'information',
  'order',
  'history',
  'item',
  'header',
  'clinical',
  'medical',
  'health',
]);

/** Columns whose names fit one resource much better than the others speak for it. */
function columnVotes(
  matches: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>,
  catalogue: Catalogue,
): Map<string, number> {
  const votes = new Map<string, number>();
  for (const byTarget of matches.values()) {
    const best = new Map<string, number>();
    for (const [index, match] of byTarget) {
      const target = catalogue.targets[index];
      if (!target) continue;
      // A vital sign stands in a visit's row as well: it says little of what the row is.
      const score = target.code === null ? match.score : match.score * 0.7;
      if (score > (best.get(target.resource) ?? 0)) best.set(target.resource, score);
    }
    const declined = best.get('-') ?? 0;
    if (declined >= Math.max(...best.values()) - 0.05) continue;
    const scores = [...best.entries()].map(([type, score]) => [type, Math.max(0, score - 0.45) ** 2] as const);
    const all = scores.reduce((sum, [, score]) => sum + score, 0);
    if (all === 0) continue;
    // A name that many resources know votes for none of them.
    const share = Math.min(1, Math.max(...scores.map(([, score]) => score)) * 4);
    for (const [type, score] of scores) {
      if (score > 0) votes.set(type, (votes.get(type) ?? 0) + (score / all) ** 1.5 * share);
    }
  }
  const most = Math.max(1, matches.size);
  for (const [type, vote] of votes) votes.set(type, Math.min(4, (vote * 6) / most ** 0.6) * (type === '-' ? 0.6 : 1));
  return votes;
}
