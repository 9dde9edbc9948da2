import type { DomainGuess, SourceProfile, TableDomain, TableProfile } from '../../artifacts/source-profile.js';
import { type DomainEvidence, evidenceOf, OF_PATIENTS } from './domain-evidence.js';
import { bareTableName, nameIdeas } from './name-ideas.js';
import { rowKinds } from './row-kinds.js';

/** Says of every table what its rows are about, with score, reasons and what else they are about; `unknown` where nothing tells. Pure. */
export function recogniseDomains(profile: SourceProfile): SourceProfile {
  const evidence = new Map(profile.tables.map((table) => [table.name, evidenceOf(table)]));
  const first = new Map(profile.tables.map((table) => [table.name, weigh(evidence.get(table.name))]));
  followParents(profile, evidence, first);
  followFamilies(profile, evidence, first);
  listsOfPatients(profile, evidence, first);
  visits(profile, evidence, first);
  return {
    ...profile,
    tables: profile.tables.map((table) => ({ ...table, domain: guessOf(table, evidence.get(table.name)) })),
  };
}

interface Odds {
  readonly domain: TableDomain;
  readonly share: number;
}

/** What speaks for no domain at all: a table needs about this much evidence to be told. */
const UNKNOWN = 0.9;

/** Shares of all domains, adding up to 1 with `unknown`, the largest first. */
function weigh(evidence: DomainEvidence | undefined): Odds[] {
  const logits: [TableDomain, number][] = [...(evidence?.logits ?? []), ['unknown', UNKNOWN]];
  const top = Math.max(...logits.map(([, logit]) => logit));
  const raised = logits.map(([domain, logit]) => [domain, Math.exp(logit - top)] as const);
  const all = raised.reduce((sum, [, value]) => sum + value, 0);
  return raised.map(([domain, value]) => ({ domain, share: value / all })).sort((a, b) => b.share - a.share);
}

const topOf = (odds: readonly Odds[] | undefined): Odds => odds?.[0] ?? { domain: 'unknown', share: 0 };

/** Domains that many tables name without being of them. */
const NAMED_BY_ALL: ReadonlySet<TableDomain> = new Set<TableDomain>([
  ...(['demographics', 'users', 'organizations', 'lookup', 'technical', 'audit', 'unknown', 'encounters'] as const),
]);

/** A table that names rows of a parent, and is called as it, is about what the parent is about. */
function followParents(
  profile: SourceProfile,
  evidence: ReadonlyMap<string, DomainEvidence>,
  odds: ReadonlyMap<string, readonly Odds[]>,
): void {
  for (const { from, to, score } of profile.joins) {
    if (from.table === to.table || score < 0.6) continue;
    const parent = topOf(odds.get(to.table));
    if (NAMED_BY_ALL.has(parent.domain) || parent.share < 0.5) continue;
    const own = topOf(odds.get(from.table));
    const called = sharesStart(from.table, to.table);
    if (own.share > 0.7 && !called) continue;
    evidence
      .get(from.table)
      ?.add(
        parent.domain,
        (called ? 1.2 : own.domain === 'unknown' ? 1.6 : 0.6) * parent.share * score,
        `its rows belong to rows of "${to.table}"`,
      );
  }
}

const sharesStart = (a: string, b: string): boolean =>
  nameIdeas(bareTableName(a))[0] === nameIdeas(bareTableName(b))[0];

const LEAST_FAMILY = 4;

/** Tables that begin with the same word mostly belong together: one that says little of itself is taken as its family is. */
function followFamilies(
  profile: SourceProfile,
  evidence: ReadonlyMap<string, DomainEvidence>,
  odds: ReadonlyMap<string, readonly Odds[]>,
): void {
  const families = new Map<string, TableProfile[]>();
  for (const table of profile.tables) {
    const word = nameIdeas(bareTableName(table.name))[0] ?? '';
    families.set(word, [...(families.get(word) ?? []), table]);
  }
  for (const [word, tables] of families) {
    if (tables.length < LEAST_FAMILY || tables.length > profile.tables.length * 0.6 || word === 'patient') continue;
    const sums = new Map<TableDomain, number>();
    for (const table of tables) {
      const { domain, share } = topOf(odds.get(table.name));
      if (domain !== 'unknown') sums.set(domain, (sums.get(domain) ?? 0) + share);
    }
    const [domain, sum] = [...sums].reduce((a, b) => (b[1] > a[1] ? b : a), ['unknown', 0] as [TableDomain, number]);
    const share = sum / tables.length;
    if (share < 0.35) continue;
    for (const table of tables) {
      const led = table.patientPath !== null;
      if (topOf(odds.get(table.name)).share < 0.45 && (OF_PATIENTS.has(domain) || !led))
        evidence
          .get(table.name)
          ?.add(domain, share * 1.1, `${tables.length} tables begin with "${word}", most of them ${domain}`);
    }
  }
}

/** What rows of patients name, and what names no patient itself, is the list behind a column: tests that are ordered, kinds of notes, drugs. */
function listsOfPatients(
  profile: SourceProfile,
  evidence: ReadonlyMap<string, DomainEvidence>,
  odds: ReadonlyMap<string, readonly Odds[]>,
): void {
  const led = new Set(profile.tables.filter((table) => table.patientPath !== null).map((table) => table.name));
  const named = new Set(
    profile.joins
      .filter(({ from, to, score }) => score >= 0.7 && led.has(from.table) && !led.has(to.table))
      .map(({ to }) => to.table),
  );
  for (const table of profile.tables) {
    const { domain } = topOf(odds.get(table.name));
    if (
      table.rows === 0 ||
      led.has(table.name) ||
      !OF_PATIENTS.has(domain) ||
      domain === 'insurance' ||
      domain === 'demographics'
    )
      continue;
    const isList = table.traits.some(({ trait }) => trait === 'lookup');
    if (named.has(table.name))
      evidence
        .get(table.name)
        ?.add('lookup', isList ? 2 : 2.6, 'rows of patients name its rows, and it leads to no patient');
    else if (isList) evidence.get(table.name)?.add('lookup', 1.2, 'it is a list and leads to no patient');
  }
}

const LEAST_NAMING = 3;

/** A table that says nothing of itself, whose dated rows are each of one patient and are named by several tables of patients, holds their visits. */
function visits(
  profile: SourceProfile,
  evidence: ReadonlyMap<string, DomainEvidence>,
  odds: ReadonlyMap<string, readonly Odds[]>,
): void {
  const byName = new Map(profile.tables.map((table) => [table.name, table]));
  const naming = new Map<string, Set<string>>();
  for (const { from, to, score } of profile.joins)
    if (score >= 0.7 && from.table !== to.table && byName.get(from.table)?.patientPath)
      naming.set(to.table, (naming.get(to.table) ?? new Set<string>()).add(from.table));
  for (const table of profile.tables) {
    const others = naming.get(table.name)?.size ?? 0;
    if (others < LEAST_NAMING || table.patientPath?.steps.length !== 1 || table.activity === null) continue;
    if (topOf(odds.get(table.name)).share < 0.5)
      evidence.get(table.name)?.add('encounters', 2.2, `${others} tables of patients name its dated rows`);
  }
}

/** Share of the odds -> how often such guesses were right, on labelled tables of five systems (docs/guide/scope.md). */
const RIGHT: readonly (readonly [number, number])[] = Object.freeze([
  [0, 0.45],
  [0.16, 0.65],
  [0.36, 0.8],
  [0.5, 0.88],
  [0.65, 0.93],
  [0.9, 0.96],
  [1, 0.98],
]);

function calibrated(share: number): number {
  const at = Math.max(
    1,
    RIGHT.findIndex(([x]) => x >= share),
  );
  const [[x0, y0], [x1, y1]] = [RIGHT[at - 1] ?? [0, 0.45], RIGHT[at] ?? [1, 0.98]];
  return Math.round((y0 + ((share - x0) / (x1 - x0)) * (y1 - y0)) * 100) / 100;
}

const LEAST_ALSO = 0.12;

function guessOf(table: TableProfile, evidence: DomainEvidence | undefined): DomainGuess {
  const odds = weigh(evidence);
  const { domain, share } = topOf(odds);
  const kinds = rowKinds(table)?.domains ?? [];
  const also = [
    ...kinds.map((kind) => ({ domain: kind.domain, score: calibrated(Math.max(kind.share, 0.6)) })),
    ...odds
      .filter((one) => one.share >= LEAST_ALSO)
      .map((one) => ({ domain: one.domain, score: Math.round(one.share * 100) / 100 })),
  ].filter(
    (one, at, all) =>
      one.domain !== domain && one.domain !== 'unknown' && all.findIndex((other) => other.domain === one.domain) === at,
  );
  if (domain === 'unknown')
    return { domain, score: Math.round(share * 100) / 100, reasons: ['nothing in its name or columns tells'], also };
  return { domain, score: calibrated(share), reasons: evidence?.reasons(domain) ?? [], also };
}
