import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { nameWords } from '../words.js';
import { type Plan, quoted, type SpecDraft } from './plan.js';
import type { DraftLine } from './spec-draft.js';

/** Which table of a spec's own kind a column of a table leads to. */
interface Led {
  readonly column: string;
  readonly spec: SpecDraft;
}

/**
 * Where people of the staff belong and as what: a PractitionerRole for each row of a table of staff that names a department, and for each row of a table of pairs of
 * staff and departments. Posts that such a row names in a list are its code.
 */
export function staffRoles(
  specs: readonly SpecDraft[],
  plans: readonly Plan[],
  profile: SourceProfile,
): { readonly roles: readonly SpecDraft[]; readonly used: ReadonlyMap<string, readonly string[]> } {
  const roles: SpecDraft[] = [];
  const used = new Map<string, readonly string[]>();
  const source = plans[0]?.source;
  for (const table of profile.tables) {
    if (table.rows === 0 || table.patientPath !== null) continue;
    const own = specs.find((spec) => spec.table === table.name && spec.resource === 'Practitioner');
    if (specs.some((spec) => spec.table === table.name && spec !== own)) continue;
    const key = own ? keyOf(own.spec.key) : declaredKey(table);
    const leads = leadsOf(table, specs, profile);
    const [place, ...places] = leads.filter(({ spec }) => spec.resource === 'Organization');
    const person = leads.find(({ spec }) => spec.resource === 'Practitioner' && spec.table !== table.name);
    if (!place || places.length > 0 || key === null || (own && key.length !== 1)) continue;
    const who = own ? { column: key[0] ?? '', spec: own } : person;
    if (!who || (!own && leads.length !== 2)) continue;
    const post = postOf(table, profile, specs);
    const elements: ElementsSpec = {
      practitioner: { ref: who.spec.id, column: who.column },
      organization: { ref: place.spec.id, column: place.column },
    };
    const lines: DraftLine[] = [
      line('practitioner', who.column, 'PractitionerRole.practitioner', `names a row of ${who.spec.table}`),
      line('organization', place.column, 'PractitionerRole.organization', `names a row of ${place.spec.table}`),
    ];
    if (post) {
      elements['code.text'] = { column: `post.${post.label}`, clean: 'code-text' };
      lines.push({
        ...line('code.text', post.label, 'PractitionerRole.code', `the name of the row of ${post.table}`),
        table: post.table,
      });
    }
    const rest = table.columns.filter(
      ({ name, filled }) => filled > 0 && ![who.column, place.column, ...(post?.columns ?? []), ...key].includes(name),
    );
    roles.push({
      id: own ? `${own.id}-role` : specs.some((spec) => spec.id === idOf(table)) ? `${idOf(table)}-role` : idOf(table),
      ...{ table: table.name, resource: 'PractitionerRole', lines, crosswalks: [] },
      reads: post ? [{ table: post.table, role: 'lookup' }] : [],
      spec: {
        ...{ chartlift: 'mapping/1', resource: 'PractitionerRole', from: table.name },
        ...(source === undefined ? {} : { source }),
        key: key.length === 1 ? key[0] : key,
        ...(post
          ? {
              join: [
                {
                  table: post.table,
                  as: 'post',
                  on: `post.${quoted(post.key)} = ${quoted(table.name)}.${quoted(post.columns[0] ?? '')}`,
                },
              ],
            }
          : {}),
        elements,
        ...(own || rest.length === 0 ? {} : { archive_only: rest.map((column) => column.name) }),
      },
    });
    if (own) used.set(own.id, [place.column, ...(post?.columns ?? [])]);
  }
  return { roles, used };
}

const line = (element: string, column: string, target: string, reason: string): DraftLine => ({
  ...{ element, columns: [column], target, score: 0.8, reasons: [reason] },
});

const idOf = (table: TableProfile): string =>
  table.name
    .slice(table.name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const keyOf = (key: unknown): readonly string[] | null =>
  typeof key === 'string' ? [key] : Array.isArray(key) ? (key as string[]) : null;

const declaredKey = (table: TableProfile): readonly string[] | null =>
  (table.keys.find((key) => key.declared) ?? table.keys[0])?.columns ?? null;

function leadsOf(table: TableProfile, specs: readonly SpecDraft[], profile: SourceProfile): Led[] {
  return profile.joins.flatMap((join) => {
    const [column, ...more] = join.from.columns;
    if (join.from.table !== table.name || column === undefined || more.length > 0 || join.to.table === table.name)
      return [];
    const spec = specs.find(
      (one) => one.table === join.to.table && keyOf(one.spec.key)?.join() === join.to.columns.join(),
    );
    return spec ? [{ column, spec }] : [];
  });
}

const POSTS = new Set(['position', 'rank', 'post', 'job', 'role', 'specialty', 'title', 'designation', 'grade']);
const speaksOfPosts = (name: string): boolean =>
  nameWords(name).some(
    (word) => POSTS.has(word.text) || word.readings.some((reading) => reading.some((idea) => POSTS.has(idea))),
  );

/** A list of posts that the table names: `position`, `rank`, `specialty`, with their names in words. */
function postOf(
  table: TableProfile,
  profile: SourceProfile,
  specs: readonly SpecDraft[],
): {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  readonly label: string;
} | null {
  for (const join of profile.joins) {
    const to = profile.tables.find((one) => one.name === join.to.table);
    if (join.from.table !== table.name || join.from.columns.length !== 1 || !to || to === table) continue;
    if (specs.some((spec) => spec.table === to.name) || !speaksOfPosts(to.name.slice(to.name.lastIndexOf('.') + 1)))
      continue;
    const label = to.columns.find(
      (column) =>
        /name|title|descr|label/i.test(column.name) && !join.to.columns.includes(column.name) && column.filled > 0,
    );
    if (label) return { table: to.name, key: join.to.columns[0] ?? '', columns: join.from.columns, label: label.name };
  }
  return null;
}
