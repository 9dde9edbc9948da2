import type { CompiledSpec } from './compiled-spec.js';

/** A spec as people read it. */
export interface ShownSpec {
  readonly id: string;
  readonly file: string;
  readonly resource: string;
  readonly table: string;
  readonly key: string;
  /** Column or expression with the patient's key; null for resources of no patient. */
  readonly patient: string | null;
  readonly variants: readonly string[];
  readonly elements: readonly ShownElement[];
  readonly excluded: readonly { readonly rule: string; readonly reason: string }[];
  /** Rules that quarantine rows; absent where there are none. */
  readonly setAside?: readonly { readonly rule: string; readonly reason: string }[];
  readonly archiveOnly: readonly string[];
}

export interface ShownElement {
  readonly element: string;
  /** Columns it is made of; empty for constants and lists. `table.column` where the table is not the driving one. */
  readonly columns: readonly string[];
  readonly variant: string | null;
}

/** Which element comes from which column, spec by spec. */
export function showMapping(specs: readonly CompiledSpec[]): ShownSpec[] {
  return specs.map((spec) => {
    const seen = new Set<string>();
    const elements: ShownElement[] = [];
    for (const note of spec.notes) {
      const columns = note.slots.flatMap((s) => {
        const slot = note.scope.slots[s]!;
        if (!slot.table) return [];
        return [slot.table === spec.scope.driving ? slot.column! : `${slot.table.alias}.${slot.column}`];
      });
      const key = `${note.variant} ${note.element} ${columns.join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      elements.push({ element: note.element, columns: [...new Set(columns)], variant: note.variant });
    }
    return {
      id: spec.spec.id,
      file: spec.spec.file,
      resource: spec.spec.resource,
      table: spec.table.name,
      key: spec.spec.key === undefined ? '(row)' : [spec.spec.key].flat().join(', '),
      patient: spec.spec.patient ?? null,
      variants: (spec.spec.variants ?? []).map((v) => v.id),
      elements,
      excluded: (spec.spec.exclude ?? []).map(({ rule, reason }) => ({ rule, reason })),
      ...(spec.spec.quarantine ? { setAside: spec.spec.quarantine.map(({ rule, reason }) => ({ rule, reason })) } : {}),
      archiveOnly: spec.spec.archive_only ?? [],
    };
  });
}
