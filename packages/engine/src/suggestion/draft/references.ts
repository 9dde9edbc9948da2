import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import { type Plan, type SpecDraft, spelling } from './plan.js';
import type { ReferenceOf } from './spec-draft.js';

export function referencesOf(plan: Plan, plans: readonly Plan[], profile: SourceProfile): ReferenceOf {
  return (column, types) => {
    for (const join of profile.joins) {
      if (join.from.table !== plan.view.table.name || join.from.columns.length !== 1 || join.from.columns[0] !== column)
        continue;
      const to = plans.find(
        (other) => other.view.table.name === join.to.table && types.includes(other.resource) && other !== plan,
      );
      if (to && to.key?.length === 1 && to.key[0] === join.to.columns[0]) return to.id;
    }
    // Without a join found: a table of such rows whose key has the very name of the column.
    const named = plans.find(
      (other) =>
        other !== plan &&
        types.includes(other.resource) &&
        other.key?.length === 1 &&
        spelling(other.key[0] ?? '') === spelling(column),
    );
    return named?.id ?? null;
  };
}

export function referencesIn(draft: SpecDraft): string[] {
  return Object.values(draft.spec.elements as ElementsSpec).flatMap((value) =>
    typeof value === 'object' && !Array.isArray(value) && 'ref' in value ? [value.ref] : [],
  );
}

/** References to specs that could not be drafted are taken out, their columns kept in the archive. */
export function withoutDanglingReferences(specs: readonly SpecDraft[]): readonly SpecDraft[] {
  const ids = new Set(specs.map((spec) => spec.id));
  return specs.map((draft) => {
    const elements: ElementsSpec = { ...(draft.spec.elements as ElementsSpec) };
    const lost: string[] = [];
    for (const [path, value] of Object.entries(elements)) {
      if (typeof value === 'object' && !Array.isArray(value) && 'ref' in value && !ids.has(value.ref)) {
        delete elements[path];
        if (value.column !== undefined) lost.push(value.column);
      }
    }
    if (lost.length === 0) return draft;
    const archived = [...((draft.spec.archive_only as string[] | undefined) ?? []), ...lost];
    return {
      ...draft,
      lines: draft.lines.filter((line) => line.element in elements || line.element.startsWith('variants/')),
      spec: { ...draft.spec, elements, archive_only: archived },
    };
  });
}
