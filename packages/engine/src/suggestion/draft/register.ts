import type { SourceProfile } from '../../artifacts/source-profile.js';
import type { TableView } from '../table-view.js';
import { tableName } from '../table-view.js';
import { nameWords } from '../words.js';
import { quoted } from './plan.js';

/**
 * A rule that leaves people out who are in a table of all people and are no patients: those that stand in no row of the table called `patient`, which has a row
 * for one person each by the person's own key. null where no such table is there, or where the wider one is called so itself.
 */
export function registerRule(
  patients: TableView,
  views: readonly TableView[],
  profile: SourceProfile,
): { readonly rule: string; readonly where: string; readonly reason: string } | null {
  if (isCalledPatient(patients)) return null;
  for (const { from, to, score } of profile.joins) {
    const [column = ''] = from.columns;
    const register = views.find((view) => view.table.name === from.table);
    if (!register || to.table !== patients.table.name || from.columns.length !== 1 || score < 0.7) continue;
    if (!isCalledPatient(register) || register === patients) continue;
    const { rows, columns } = register.table;
    const key = columns.find((one) => one.name === column);
    if (key?.filled !== rows || !key.distinct.exact || key.distinct.count !== rows || rows >= patients.table.rows)
      continue;
    return {
      rule: 'not-a-patient',
      where: `not exists (select 1 from ${quoted(from.table)} same where same.${quoted(column)} = ${quoted(patients.table.name)}.${quoted(to.columns[0] ?? '')})`,
      reason: `People who stand in no row of ${from.table} are no patients.`,
    };
  }
  return null;
}

const isCalledPatient = ({ table }: TableView): boolean => {
  const words = nameWords(tableName(table.name)).map((word) => word.readings[0]?.join(' ') ?? word.text);
  return words.length === 1 && words[0] === 'patient';
};
