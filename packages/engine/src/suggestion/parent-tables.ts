import type { SourceProfile } from '../artifacts/source-profile.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { NameIndex } from './name-match.js';
import { topResource, withEntity } from './table-resources.js';
import { type TableView, tableName, viewTable } from './table-view.js';
import { nameTokens } from './words.js';

/** Resources whose rows everything hangs on: what begins with their name is more often a thing of its own. */
const HUBS = new Set(['Patient', 'Encounter', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', '-']);

/** Views of all tables of a profile, in its order. */
export function viewTables(profile: SourceProfile, index: NameIndex, known: Catalogue): readonly TableView[] {
  return followParentTables(profile.tables.map((table) => viewTable(table, index, known)));
}

/**
 * Views in which tables that carry on the name of another and name its rows (`procedure_order` and `procedure_order_code`, `PATIENT` and `PATIENT_2`) are taken to hold
 * more of what that one holds.
 */
function followParentTables(views: readonly TableView[]): readonly TableView[] {
  const byName = new Map(views.map((view) => [tokensOf(view).join(' '), view]));
  return views.map((view) => {
    const tokens = tokensOf(view);
    for (let length = tokens.length - 1; length > 0; length--) {
      const parent = byName.get(tokens.slice(0, length).join(' '));
      if (!parent || parent === view) continue;
      const isPart = tokens.slice(length).every((token) => /^(\d+|part|ext|extension|more|cont)$/.test(token));
      const top = topResource(parent.odds);
      if (!isPart && (HUBS.has(top) || length < 2 || !namesRowsOf(view, parent))) return view;
      return { ...view, odds: withEntity(view.odds, [top], isPart ? 3 : 1.5) };
    }
    return view;
  });
}

const tokensOf = (view: TableView): readonly string[] =>
  nameTokens(tableName(view.table.name)).flatMap((token) => token.split(/(?<=[a-z])(?=\d+$)/));

function namesRowsOf(view: TableView, parent: TableView): boolean {
  const own = new Set(parent.table.columns.map((column) => column.name.toLowerCase()));
  const called = tokensOf(parent).join('');
  return view.table.columns.some(({ name }) => {
    const spelt = nameTokens(name).join('');
    return own.has(name.toLowerCase()) && spelt.startsWith(called) && /(id|no|key|uid|guid|number)$/.test(spelt);
  });
}
