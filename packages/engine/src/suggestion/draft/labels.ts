import type { ColumnProfile, SourceProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { topResource } from '../table-resources.js';
import type { TableView } from '../table-view.js';
import { formOf } from './forms.js';
import { nameColumn } from './lists.js';
import { type Plan, quoted } from './plan.js';
import type { ElementsDraft } from './spec-draft.js';

const LEAST_JOIN = 0.6;

/** Elements for which the words of a list may stand: places, kinds and classes. */
const WORDS = /\.(?:address\.(?:city|state|country|district)|type|serviceType|class|category)$/;

export interface AddedLabels {
  readonly joins: readonly Readonly<Record<string, string>>[];
  readonly tables: readonly string[];
  readonly columns: readonly string[];
}

/** For numbers that name rows of a list (`city_nr`, `class_nr`): the words of the list, by a join. Numbers whose list is not known give nothing. */
export function addLabels(
  plan: Plan,
  numbers: readonly { readonly column: ColumnProfile; readonly candidate: Candidate }[],
  views: readonly TableView[],
  profile: SourceProfile,
  draft: ElementsDraft,
): AddedLabels {
  const added = { joins: [] as Readonly<Record<string, string>>[], tables: [] as string[], columns: [] as string[] };
  const own = plan.view.table.name;
  for (const { column, candidate } of numbers) {
    const form = formOf(candidate.target);
    const join = profile.joins.find(
      (one) =>
        one.from.table === own &&
        one.from.columns.join() === column.name &&
        one.to.table !== own &&
        one.to.columns.length === 1 &&
        one.score >= LEAST_JOIN,
    );
    const list = views.find((view) => view.table.name === join?.to.table);
    if (!form || !join || !list || !WORDS.test(candidate.target) || list.table.patientPath !== null) continue;
    // People are no labels, and what a payer calls its members is no class of a visit.
    if (topResource(list.odds) === 'Practitioner') continue;
    if (form.how[0] === 'encounter-class' && !['class', 'encounter', 'visit'].some((word) => list.home.has(word)))
      continue;
    const label = nameColumn(list);
    const alias = `label${added.joins.length + 1}`;
    const from = {
      target: candidate.target,
      score: Math.min(candidate.score, 0.7),
      reasons: [`the name of what ${column.name} numbers in ${list.table.name}`],
    };
    if (!label || !draft.add(label, form, from, { alias, table: list.table.name })) continue;
    added.joins.push({
      table: list.table.name,
      as: alias,
      on: `${alias}.${quoted(join.to.columns[0] ?? '')} = ${quoted(own)}.${quoted(column.name)}`,
    });
    added.tables.push(list.table.name);
    added.columns.push(column.name);
  }
  return added;
}
