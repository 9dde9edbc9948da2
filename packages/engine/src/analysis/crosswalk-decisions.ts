import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CrosswalkRow, type Equivalence, formatCrosswalk, parseCrosswalk } from '../artifacts/crosswalk.js';
import { MigrationError } from '../base/error.js';
import { formatConceptMap, parseConceptMap } from '../crosswalk/concept-map.js';
import { type CrosswalkDecision, type Decider, decide, review } from '../crosswalk/review.js';
import { formatUsagi, isUsagi, parseUsagi, type UsagiRow } from '../crosswalk/usagi.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import { standingOf } from '../terminology/store/lookups.js';
import { crosswalkRows, type SuggestedColumn, writeCrosswalk } from './crosswalks.js';

export interface AcceptRequest {
  readonly dir: string;
  readonly name: string;
  readonly store: TerminologyStore;
  readonly value: string;
  readonly display?: string;
  /** null: nothing fits. */
  readonly target: { readonly system: string; readonly code: string } | null;
  readonly equivalence: Equivalence;
  readonly note?: string;
  readonly decider: Decider;
}

/** Writes one decision. Errors: CROSSWALK_CODE_UNKNOWN where no loaded release has the code, CROSSWALK_NAME, CROSSWALK_DAMAGED. */
export function acceptCode({
  dir,
  name,
  store,
  value,
  display,
  target,
  equivalence,
  note,
  decider,
}: AcceptRequest): CrosswalkRow[] {
  const concept = target === null ? null : store.concept(target.system, target.code);
  if (target !== null && concept === null) {
    const { standing } = standingOf(store, target.system, target.code);
    throw new MigrationError(
      target.system === ''
        ? 'No loaded release has that code'
        : standing === 'not-loaded'
          ? 'No release of that system is loaded'
          : 'The newest loaded release does not have that code',
      {
        code: 'CROSSWALK_CODE_UNKNOWN',
        hint: 'A code is taken from a loaded release only: chartlift terminology list, chartlift terminology search SYSTEM TEXT.',
      },
    );
  }
  const decision: CrosswalkDecision = {
    ...{ sourceCode: value, sourceDisplay: display ?? value, concept, equivalence, note: note ?? '' },
  };
  const rows = decide(crosswalkRows(dir, name), decision, decider);
  writeCrosswalk(dir, name, rows);
  return rows;
}

/**
 * Takes the first suggestion of each value that is at least so good and says neither more nor less than the source (or less, with `wider`; what says more would be invented); a value whose second
 * is as good, or whose rows differ in unit or specimen, is left to people. Gives how many were written, by crosswalk.
 */
export function acceptBest(
  dir: string,
  columns: readonly SuggestedColumn[],
  least: number,
  wider: boolean,
  decider: Decider,
): Map<string, number> {
  const counts = new Map<string, number>();
  const fits: readonly Equivalence[] = wider ? ['equivalent', 'equal', 'wider'] : ['equivalent', 'equal'];
  for (const { crosswalk, values } of columns) {
    let rows = [...crosswalkRows(dir, crosswalk)];
    let count = 0;
    for (const { value, text, mixed, suggestions } of values) {
      if (mixed.length > 0) continue;
      const [best, second] = suggestions;
      if (!best || best.score < least || best.concept.status === 'retired') continue;
      if (!fits.includes(best.equivalence)) continue;
      if (second && second.score >= best.score) continue;
      const { concept, equivalence, score } = best;
      const note = `suggested with ${score.toFixed(2)}, accepted with others`;
      rows = decide(rows, { sourceCode: value, sourceDisplay: text, concept, equivalence, note }, decider);
      count += 1;
    }
    if (count > 0) writeCrosswalk(dir, crosswalk, rows);
    counts.set(crosswalk, (counts.get(crosswalk) ?? 0) + count);
  }
  return counts;
}

/** Marks rows as seen by a second person; all that another decided where no value is named. Error: CROSSWALK_SAME_REVIEWER. */
export function reviewCrosswalk(dir: string, name: string, value: string | null, decider: Decider): number {
  const { rows, reviewed } = review(crosswalkRows(dir, name), value, decider);
  if (reviewed > 0) writeCrosswalk(dir, name, rows);
  return reviewed;
}

export type CrosswalkFormat = 'csv' | 'conceptmap' | 'usagi';

/** Error: CROSSWALK_MISSING, CROSSWALK_NAME, CROSSWALK_DAMAGED. A crosswalk's text in a format; with `columns` Usagi also gets what is suggested and not decided. */
export function exportCrosswalk(
  dir: string,
  name: string,
  format: CrosswalkFormat,
  columns: readonly SuggestedColumn[] = [],
): string {
  const rows = crosswalkRows(dir, name);
  if (rows.length === 0 && !columns.some(({ crosswalk }) => crosswalk === name))
    throw new MigrationError('There is no such crosswalk', {
      code: 'CROSSWALK_MISSING',
      kind: 'usage',
      where: `crosswalk/${name}.csv`,
      hint: 'See chartlift crosswalk show.',
    });
  if (format === 'csv') return formatCrosswalk(rows);
  if (format === 'conceptmap') return formatConceptMap(name, rows);
  const suggested = columns
    .filter(({ crosswalk }) => crosswalk === name)
    .flatMap(({ values }) => values)
    .map(({ value, text, rows: frequency, suggestions: [best] }): UsagiRow => {
      const concept = best?.concept;
      return {
        ...{ sourceCode: value, sourceDisplay: text, frequency, approved: false },
        ...{
          targetSystem: concept?.system ?? '',
          targetCode: concept?.code ?? '',
          targetDisplay: concept?.display ?? '',
        },
        equivalence: best?.equivalence ?? 'unmatched',
        ...{ decidedBy: '', decidedAt: '', note: best?.reasons.join('; ') ?? '' },
        ...(best ? { score: best.score } : {}),
      };
    });
  return formatUsagi([...rows.map((row) => ({ ...row, approved: true })), ...suggested]);
}

export interface Imported {
  readonly rows: number;
  /** Rows left out: not approved, target that no loaded release has, lines that cannot be read. */
  readonly left: readonly { readonly where: string; readonly reason: string }[];
  /** Rows whose system has no loaded release: taken as they are, and not checked. */
  readonly unchecked: number;
}

/**
 * Puts decisions of a file into a crosswalk, in the place of those of the same values and systems; a row without a name of who decided gets that of who imports.
 * A code that a loaded release does not have is left out and told. Errors: CROSSWALK_FORMAT, CROSSWALK_NAME, CROSSWALK_DAMAGED.
 */
export function importCrosswalk(
  dir: string,
  name: string,
  file: string,
  store: TerminologyStore,
  system: string | null,
  decider: Decider,
): Imported {
  const { offered, left } = readOffered(file, store, system);
  const result: CrosswalkRow[] = [...crosswalkRows(dir, name)];
  let taken = 0;
  let unchecked = 0;
  const replaced = new Set<string>();
  for (const { row, where } of offered) {
    const isMatched = row.equivalence !== 'unmatched';
    const { standing } = isMatched ? standingOf(store, row.targetSystem, row.targetCode) : { standing: 'active' };
    if (standing === 'unknown' || standing === 'category') {
      left.push({ where, reason: 'the newest loaded release does not have the code' });
      continue;
    }
    if (standing === 'not-loaded') unchecked += 1;
    const key = `${row.sourceCode.trim()}\0${row.targetSystem}`;
    if (!replaced.has(key)) {
      replaced.add(key);
      const same = (other: CrosswalkRow): boolean =>
        other.sourceCode.trim() === row.sourceCode.trim() &&
        (!isMatched || other.equivalence === 'unmatched' || other.targetSystem === row.targetSystem);
      for (let i = result.length - 1; i >= 0; i--) if (same(result[i] as CrosswalkRow)) result.splice(i, 1);
    }
    result.push(row.decidedBy === '' ? { ...row, decidedBy: decider.by, decidedAt: decider.at } : row);
    taken += 1;
  }
  if (taken > 0) writeCrosswalk(dir, name, result);
  return { rows: taken, left, unchecked };
}

function readOffered(
  file: string,
  store: TerminologyStore,
  system: string | null,
): { offered: { row: CrosswalkRow; where: string }[]; left: { where: string; reason: string }[] } {
  const where = basename(file);
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  if (/^\s*\{/.test(text)) {
    const rows = parseConceptMap(text, where);
    return { offered: rows.map((row, i) => ({ row, where: `${where}: target ${i + 1}` })), left: [] };
  }
  if (isUsagi(text)) {
    const { rows, unresolved } = parseUsagi(text, (concept) => codeOfName(store, system, concept));
    const offered = rows.flatMap(({ approved, frequency: _, score: __, ...row }, i) =>
      approved ? [{ row, where: `${where}: row ${i + 1}` }] : [],
    );
    const left = unresolved.map((line) => ({
      where: `${where}:${line}`,
      reason: "the target is named by OMOP's concept alone, and its name is not one loaded code's",
    }));
    const waiting = rows.length - offered.length;
    if (waiting > 0) left.push({ where, reason: `${waiting} rows are not approved` });
    return { offered, left };
  }
  const { crosswalk, issues } = parseCrosswalk('import', text, where);
  if (crosswalk.rows.length === 0 && issues[0])
    throw new MigrationError('The file is neither a crosswalk CSV, a Usagi export nor a ConceptMap', {
      code: 'CROSSWALK_FORMAT',
      where,
      hint: issues[0].hint ?? 'See docs/guide/crosswalks.md.',
    });
  return {
    offered: crosswalk.rows.map((row, i) => ({ row, where: `${where}: row ${i + 1}` })),
    left: issues.map((issue) => ({ where: issue.where, reason: issue.message })),
  };
}

/** The one code of a system, or of any loaded one, whose display is the name; null where there is none or several. */
function codeOfName(
  store: TerminologyStore,
  system: string | null,
  name: string,
): { system: string; code: string } | null {
  const systems = system === null ? [...new Set(store.releases.map((release) => release.system))] : [system];
  const found = systems.flatMap((one) =>
    store
      .search(one, name, 5)
      .filter(({ concept }) => concept.display.toLowerCase() === name.toLowerCase())
      .map(({ concept }) => ({ system: one, code: concept.code })),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
