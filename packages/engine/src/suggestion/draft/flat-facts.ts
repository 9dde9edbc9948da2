import type { ColumnProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import type { Ranked } from '../ranking.js';
import type { Candidate } from '../suggestion.js';
import type { TableView } from '../table-view.js';
import { keyOf, type Plan } from './plan.js';

/** A name must be that of the element and of nothing else before a patient's row is taken to hold a problem or a stay. */
const LEAST_NAME = 0.85;
const LEAST_SURER = 0.6;

const TYPES = ['Condition', 'Encounter'] as const;

/** Elements that such a row may feed; what else its names are like belongs to the patient. */
const TAKEN: Readonly<Record<(typeof TYPES)[number], RegExp>> = Object.freeze({
  Condition: /^code\.(text|coding)$/,
  Encounter: /^(period\.(start|end)|reasonCode\.text)$/,
});

/**
 * A table of patients that also holds their disease, or when they were admitted and discharged, in columns of its own (`Disease`, `AdmissionDate`, `DischargeDate`): a
 * problem and a stay of each row, besides the patient. A stay needs both ends among its columns: a single date of a patient's row is often that of registration.
 */
export function flatPlans(
  patients: TableView | null,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
): Plan[] {
  if (!patients) return [];
  return TYPES.flatMap((resource): Plan[] => {
    const found = flatSuggestions(patients, resource, byTable.get(patients.table.name) ?? new Map());
    const targets = new Set([...found.values()].map((one) => one.candidates[0]?.target));
    const isWhole =
      resource === 'Condition'
        ? targets.size > 0
        : targets.has('Encounter.period.start') && targets.has('Encounter.period.end');
    if (!isWhole) return [];
    const key = keyOf(patients);
    return [
      {
        id: `patient-${resource.toLowerCase()}s`,
        view: patients,
        resource,
        where: null,
        key,
        isPivot: true,
        suggestions: found,
      },
    ];
  });
}

function flatSuggestions(
  view: TableView,
  resource: (typeof TYPES)[number],
  suggested: ReadonlyMap<string, Ranked>,
): ReadonlyMap<string, Ranked> {
  const { targets } = catalogue();
  const found = new Map<string, Ranked>();
  for (const column of view.table.columns) {
    const [top] = suggested.get(column.name)?.candidates ?? [];
    // What is surely the patient's own by its values or its name stays so.
    if (column.filled === 0 || (top && top.score >= LEAST_SURER && top.reasons.some((reason) => /^name/.test(reason))))
      continue;
    let best: { readonly target: string; readonly score: number; readonly phrase: readonly string[] } | null = null;
    for (const [index, match] of view.names.get(column.name) ?? []) {
      const target = targets[index];
      if (target?.resource !== resource || !TAKEN[resource].test(target.element) || !isFit(column, target.takes))
        continue;
      if (match.score >= LEAST_NAME && match.score > (best?.score ?? 0))
        best = { target: `${resource}.${target.element}`, score: match.score, phrase: match.phrase };
    }
    if (!best) continue;
    const candidate: Candidate = {
      target: best.target,
      score: Math.round(best.score * 600) / 1000,
      reasons: [`name: ${best.phrase.join(' ')}`, "a column of the patient's row"],
    };
    const { table } = view;
    found.set(column.name, {
      ...{ table: table.name, column: column.name, candidates: [candidate], abstained: false, evidence: null },
      all: [{ ...candidate, logit: 0 }],
    });
  }
  return found;
}

const isFit = (column: ColumnProfile, takes: string): boolean =>
  takes === 'date' ? column.dates !== null : column.dates === null && ['text', 'word', 'code'].includes(column.kind);
