import type { ChartFragment } from '../chart/chart.js';
import { type CompiledMapping, resourceId } from './compiled-spec.js';
import type { EvaluationRun } from './frame.js';
import { RowAccount } from './row-account.js';
import { RowBuilder } from './row-builder.js';
import type { SpecQueries } from './spec-queries.js';

interface Entry {
  readonly fragment: ChartFragment;
  readonly spec: number;
  /** What this resource refers to in turn. */
  readonly needs: readonly { readonly spec: number; readonly key: string; readonly resourceId: string }[];
}

/** Entries kept: a practice's practitioners, organizations and locations; more are made again when needed. */
const MOST = 4096;

/** Resources without patient, made when a chart refers to them, kept while they are used. Findings about them are told once, by the run's shared pass. */
export class SharedResources {
  private readonly cache = new Map<string, Entry | null>();
  private readonly rows: RowBuilder;

  constructor(
    private readonly mapping: CompiledMapping,
    private readonly queries: SpecQueries,
    private readonly mutedRun: () => EvaluationRun,
  ) {
    this.rows = new RowBuilder(mapping, new RowAccount(), queries);
  }

  /** The resource and all that it refers to; null when its row does not exist, is excluded or is empty. */
  closure(spec: number, key: string, id: string): { fragment: ChartFragment; spec: number }[] | null {
    const first = this.get(spec, key, id);
    if (first === null) return null;
    const found = new Map<string, Entry>([[id, first]]);
    const open = [...first.needs];
    for (let next = open.pop(); next; next = open.pop()) {
      if (found.has(next.resourceId)) continue;
      const entry = this.get(next.spec, next.key, next.resourceId);
      if (entry === null) continue;
      found.set(next.resourceId, entry);
      open.push(...entry.needs);
    }
    return [...found.values()];
  }

  private get(spec: number, key: string, id: string): Entry | null {
    const known = this.cache.get(id);
    if (known !== undefined) {
      this.cache.delete(id);
      this.cache.set(id, known);
      return known;
    }
    this.make(spec, key);
    if (!this.cache.has(id)) this.cache.set(id, null);
    const made = this.cache.get(id)!;
    while (this.cache.size > MOST) this.cache.delete(this.cache.keys().next().value!);
    return made;
  }

  private make(specIndex: number, key: string): void {
    const spec = this.mapping.specs[specIndex]!;
    const parts = spec.keySlots.length === 1 ? [key] : key.split('|');
    if (parts.length !== spec.keySlots.length) return;
    const rows = this.queries.rowsWithKey(spec, parts);
    const cells = rows.find((r) => this.rows.excluded(spec, r) === 0);
    if (!cells) return;
    const run = this.mutedRun();
    const out: ChartFragment[] = [];
    this.rows.build(spec, cells, run, null, out, { marks: false });
    const needs: Entry['needs'][number][] = [];
    for (const pending of run.references) {
      const { spec: to, key: toKey, resourceId: toId } = pending;
      // A resource may refer to itself or to its own variants; anything else must exist.
      const isSelf = out.some((f) => f.resource.id === toId);
      if (!isSelf && !this.exists(to, toKey)) {
        delete pending.target.reference;
        pending.target.type = pending.type;
        pending.target.identifier = pending.identifier;
      } else if (!isSelf) needs.push({ spec: to, key: toKey, resourceId: toId });
    }
    for (const fragment of out) this.cache.set(fragment.resource.id!, { fragment, spec: specIndex, needs });
  }

  private exists(specIndex: number, key: string): boolean {
    const spec = this.mapping.specs[specIndex]!;
    const id = resourceId(this.mapping.env.idNamespace, spec, key, spec.variants[0]?.id ?? null);
    if (this.cache.get(id)) return true;
    const parts = spec.keySlots.length === 1 ? [key] : key.split('|');
    if (parts.length !== spec.keySlots.length) return false;
    const rows = this.queries.rowsWithKey(spec, parts);
    return rows.some((r) => this.rows.excluded(spec, r) === 0);
  }
}
