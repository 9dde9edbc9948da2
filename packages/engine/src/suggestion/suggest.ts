import type { SourceProfile } from '../artifacts/source-profile.js';
import { catalogue } from './catalogue/catalogue.js';
import { columnFacts } from './column-facts.js';
import { type Knowledge, scoreColumn } from './column-score.js';
import { NameIndex } from './name-match.js';
import { viewTables } from './parent-tables.js';
import { type Ranked, rank, takenByOthers } from './ranking.js';
import type { ColumnSuggestion, SuggestOptions } from './suggestion.js';
import { rowKinds } from './table-resources.js';
import { leadsOf, placeOf, type TableView } from './table-view.js';

/** The best targets of each column of a source, from its profile alone; columns for which nothing fits abstain. Order: as the profile has them. */
export function suggestMappings(profile: SourceProfile, options: SuggestOptions = {}): readonly ColumnSuggestion[] {
  return rankMappings(profile, options).map(({ evidence: _evidence, all: _all, ...suggestion }) => suggestion);
}

/** {@link suggestMappings} with the evidence behind each first candidate. */
export function rankMappings(profile: SourceProfile, options: SuggestOptions = {}): readonly Ranked[] {
  const known = catalogue();
  const index = new NameIndex(known);
  const views = viewTables(profile, index, known);
  const knowledge: Knowledge = { known, index, leads: leadsOf(profile, views), options };
  return views.flatMap((view) => suggestTable(view, knowledge));
}

function suggestTable(view: TableView, by: Knowledge): Ranked[] {
  const { table } = view;
  const scored = table.columns.map((column) => {
    const facts = new Map(columnFacts(column));
    for (const [look, share] of by.leads.looks.get(placeOf(table.name, column.name)) ?? []) facts.set(look, share);
    return scoreColumn(view, column, facts, by);
  });
  const taken = takenByOthers(scored);
  const kinds = new Set([...(rowKinds(table)?.kinds.values() ?? [])].flat());
  return table.columns.map((column, at) =>
    rank(table.name, column.name, scored[at] ?? [], taken[at] ?? new Set(), kinds),
  );
}
