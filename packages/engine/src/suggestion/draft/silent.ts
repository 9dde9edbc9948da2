import type { SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { isNote } from './notes.js';
import type { Drafts, SpecDraft } from './plan.js';
import { RESOURCE_OF } from './plan.js';

/** Domains whose rows are about the work of the house and not about the patient's care. */
const NO_CHART = new Set(['audit', 'technical', 'messages', 'users', 'lookup', 'inventory', 'organizations']);

/**
 * What nobody would otherwise hear of: tables led to patients of which no spec was drafted, and columns of long text that stay in the archive while the rest of
 * their row goes over. Tables that are listed already are not listed again.
 */
export function leftInSilence(
  profile: SourceProfile,
  specs: readonly SpecDraft[],
  left: Drafts['left'],
  indexes: ReadonlySet<string>,
): Drafts['left'] {
  const told = new Set([
    ...left.map((one) => one.table),
    ...specs.flatMap(({ table, reads }) => [table, ...reads.filter(({ isWay }) => !isWay).map((one) => one.table)]),
  ]);
  const added: Drafts['left'][number][] = [];
  for (const table of profile.tables) {
    if (table.rows === 0) continue;
    const domain = table.domain?.domain ?? 'unknown';
    const resource = RESOURCE_OF[domain] ?? '';
    if (indexes.has(table.name)) {
      if (!left.some((one) => one.table === table.name))
        added.push({
          table: table.name,
          resource,
          reason: 'its rows name rows of other tables that are mapped themselves',
        });
    } else if (!told.has(table.name) && table.patientPath !== null && table.patientPath.steps.length > 0) {
      if (NO_CHART.has(domain) || (domain === 'billing' && !namesList(table, profile))) continue;
      added.push({
        table: table.name,
        resource,
        reason: `rows of patients (${domain}): what they are is not sure enough to draft`,
      });
    } else {
      const own = specs.filter((spec) => spec.table === table.name);
      const texts = table.columns.filter(isNote).map((column) => column.name);
      const kept = texts.filter((name) => own.length > 0 && own.every((spec) => isArchived(spec, name)));
      if (kept.length > 0)
        added.push({
          table: table.name,
          resource: 'DocumentReference',
          reason: `text of the chart stays in the archive: ${kept.join(', ')}`,
        });
    }
  }
  return added;
}

const isArchived = (spec: SpecDraft, column: string): boolean =>
  ((spec.spec.archive_only as readonly string[] | undefined) ?? []).includes(column);

/** A bill says what was done where its rows name rows of a list. */
const namesList = (table: TableProfile, profile: SourceProfile): boolean =>
  profile.joins.some(
    ({ from, to }) =>
      from.table === table.name &&
      profile.tables.some((one) => one.name === to.table && one.domain?.domain === 'lookup' && one.rows > 1),
  );

/** Tables that list rows of other tables by kind and number (`module`, `oid`): each value of a column is the name of a table of the source. */
export function indexTables(profile: SourceProfile): ReadonlySet<string> {
  const names = new Set(profile.tables.map((table) => bare(table.name)));
  return new Set(
    profile.tables
      .filter((table) =>
        table.columns.some((column) => {
          const values = column.values ?? [];
          return (
            ['word', 'code', 'text'].includes(column.kind) &&
            values.length >= 2 &&
            values.reduce((sum, { count }) => sum + count, 0) >= column.filled * 0.5 &&
            values.every(({ value }) => names.has(bare(value)) && bare(value) !== bare(table.name))
          );
        }),
      )
      .map((table) => table.name),
  );
}

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
