import type { SourceProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import { WITHOUT_PATIENT } from './forms.js';
import type { Drafts, Plan, SpecDraft } from './plan.js';
import { referencesIn, withoutDanglingReferences } from './references.js';
import { staffRoles } from './staff.js';

/**
 * The specs that stand beside each other: a table that another spec reads makes no resources of its own unless it is led to its patient; people and places stay where
 * a spec refers to them or where it is sure what they are; who belongs to which department.
 */
export function settle(
  drafted: readonly SpecDraft[],
  plans: readonly Plan[],
  profile: SourceProfile,
  left: Drafts['left'],
): Omit<Drafts, 'attributes'> {
  const read = new Set(drafted.flatMap((spec) => spec.reads.filter((one) => !one.isWay).map((one) => one.table)));
  const specs = withoutDanglingReferences(
    drafted.filter((spec) => spec.spec.patient !== undefined || !read.has(spec.table)),
  );
  const lost: Drafts['left'][number][] = left.filter(
    ({ table, reason }) => !read.has(table) || /paired with/.test(reason),
  );
  const named = new Set(specs.flatMap(referencesIn));
  const stays = (spec: SpecDraft): boolean =>
    !WITHOUT_PATIENT.has(spec.resource) || named.has(spec.id) || isSure(spec, profile);
  for (const spec of specs)
    if (!stays(spec))
      lost.push({ table: spec.table, resource: spec.resource, reason: 'no drafted spec refers to its rows' });
  const kept = specs.filter(stays);
  const { roles, used } = staffRoles(kept, plans, profile);
  return { specs: [...kept.map((spec) => withoutArchived(spec, used.get(spec.id) ?? [])), ...roles], left: lost };
}

const SURE = 0.6;
const HOMES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  Practitioner: ['users'],
  Organization: ['organizations', 'insurance'],
  Location: ['organizations'],
});

/** People and places that no chart names go over as well, where the table is surely one of them and says their names. */
function isSure(spec: SpecDraft, profile: SourceProfile): boolean {
  const domain = profile.tables.find((table) => table.name === spec.table)?.domain;
  const name = spec.lines.find((line) =>
    (spec.resource === 'Location' ? /^(name|identifier)/ : /^name/).test(line.element),
  );
  return (
    domain !== null &&
    domain !== undefined &&
    domain.score >= SURE &&
    (HOMES[spec.resource] ?? []).includes(domain.domain) &&
    (name?.score ?? 0) >= SURE
  );
}

/** A column that a role of the same table maps need not be said to stay in the archive. */
function withoutArchived(spec: SpecDraft, columns: readonly string[]): SpecDraft {
  const archived = (spec.spec.archive_only as readonly string[] | undefined)?.filter((name) => !columns.includes(name));
  if (archived === undefined) return spec;
  const { archive_only: _, ...rest } = spec.spec;
  return { ...spec, spec: archived.length === 0 ? rest : { ...rest, archive_only: archived } };
}

/** A table of insurance companies is called like one of policies: where rows have the name of an organization and no number of a member, they are the payers. */
export function asPayer(plan: Plan, byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>): Plan {
  if (plan.resource !== 'Coverage' || plan.where !== null) return plan;
  const tops = [...(byTable.get(plan.view.table.name)?.values() ?? [])].flatMap((one) => one.candidates.slice(0, 1));
  const has = (target: string): boolean => tops.some((top) => top.target === target && top.score >= SURE);
  return has('Organization.name') && !has('Coverage.subscriberId') ? { ...plan, resource: 'Organization' } : plan;
}
