import type { Database } from 'better-sqlite3';
import type { Locator } from '../base/locator.js';
import { formatLocator } from '../base/locator.js';
import type { ChartFragment, Origin } from '../chart/chart.js';
import type { Resource } from '../chart/fhir.js';
import type { CompiledMapping, CompiledSpec } from './compiled-spec.js';
import { EvaluationRun } from './frame.js';
import { RowAccount } from './row-account.js';
import { RowBuilder } from './row-builder.js';
import type { RowScope, ScopeTable } from './row-scope.js';
import { SpecQueries } from './spec-queries.js';
import { quoteName } from './sql-text.js';

/** One way of a cell into the chart. */
export interface CellUse {
  readonly spec: string;
  /** `Condition.code.text`; null: the cell is read by a condition, key or join only, or is archive-only. */
  readonly element: string | null;
  readonly role: 'value' | 'condition' | 'archive-only' | 'lookup';
  /** `Type/id`; null where the row made no resource. */
  readonly resource: string | null;
  /** The element has a value there. */
  readonly present: boolean;
  /** Name of the exclusion rule that takes the row out. */
  readonly excludedBy: string | null;
}

function builderFor(mapping: CompiledMapping, db: Database) {
  const queries = new SpecQueries(mapping, db);
  const rows = new RowBuilder(mapping, new RowAccount(), queries);
  const run = () => new EvaluationRun((s) => queries.list(s), new Map());
  return { queries, rows, run };
}

function hasElement(value: unknown, path: readonly string[]): boolean {
  if (value === undefined || value === null) return false;
  if (path.length === 0) return true;
  if (Array.isArray(value)) return value.some((v) => hasElement(v, path));
  return hasElement((value as Record<string, unknown>)[path[0]!], path.slice(1));
}

const elementPath = (element: string): string[] => element.split('.').slice(1);

/** Ordinals of the driving rows that lead to a row of `table` in `scope`. */
function drivingRows(db: Database, spec: CompiledSpec, scope: RowScope, table: ScopeTable, row: number): number[] {
  if (table === spec.scope.driving) return [row];
  if (table.pivot) {
    const slots = scope.slots.filter((s) => s.table === table && s.column === '_row');
    if (slots.length === 0) return [];
    const test = slots.map((s) => `${s.sql} = ?`).join(' OR ');
    const sql = `SELECT DISTINCT ${quoteName(spec.scope.driving.alias)}._row FROM ${scope.fromSql()} WHERE ${test} LIMIT 20`;
    return db
      .prepare(sql)
      .pluck()
      .all(...slots.map(() => row)) as number[];
  }
  const sql = `SELECT DISTINCT ${quoteName(spec.scope.driving.alias)}._row FROM ${scope.fromSql()} WHERE ${quoteName(table.alias)}._row = ? LIMIT 20`;
  return db.prepare(sql).pluck().all(row) as number[];
}

/** The way of one source cell: each spec and element it feeds, and whether a value arrived. Empty when no spec reads the column. Look-up cells name at most 20 rows. */
export function explainCell(mapping: CompiledMapping, db: Database, locator: Locator): CellUse[] {
  const tableIndex = mapping.env.tables.findIndex((t) => t.source === locator.source && t.name === locator.table);
  if (tableIndex < 0 || locator.row === undefined) return [];
  const { queries, rows, run } = builderFor(mapping, db);
  const uses: CellUse[] = [];
  for (const spec of mapping.specs) {
    for (const scope of spec.scopes) {
      for (const table of scope.tables.filter((t) => t.tableIndex === tableIndex)) {
        const named = scope.named.get(table)?.has(locator.column ?? '') === true;
        const notes = spec.notes.filter(
          (n) =>
            n.scope === scope &&
            n.slots.some((s) => scope.slots[s]!.table === table && scope.slots[s]!.column === locator.column),
        );
        const archived = spec.archiveOnly.some((a) => a.tableIndex === tableIndex && a.column === locator.column);
        if (notes.length === 0 && !named && !archived) continue;
        for (const ordinal of drivingRows(db, spec, scope, table, locator.row)) {
          const cells = queries.byRow(spec).get(ordinal) as unknown[] | undefined;
          if (!cells) continue;
          const rule = spec.excludeSlot < 0 ? null : (cells[spec.excludeSlot] as number | null);
          const excludedBy = rule === null ? null : (spec.rules[rule] ?? null);
          const out: ChartFragment[] = [];
          if (excludedBy === null)
            rows.build(spec, cells, run(), null, out, { marks: false, always: spec.spec.resource === 'Patient' });
          const seen = new Set<string>();
          for (const note of notes) {
            for (const made of excludedBy === null && out.length > 0 ? out : [null]) {
              if (made && note.variant !== null && !made.origin.spec.endsWith(`#${note.variant}`)) continue;
              const resource = made ? `${made.resource.resourceType}/${made.resource.id}` : null;
              if (seen.has(`${note.element} ${resource}`)) continue;
              seen.add(`${note.element} ${resource}`);
              const present = made !== null && hasElement(made.resource as Resource, elementPath(note.element));
              uses.push({
                spec: spec.spec.id,
                element: note.element,
                role: table.role === 'lookup' ? 'lookup' : 'value',
                resource,
                present,
                excludedBy,
              });
            }
          }
          if (notes.length === 0) {
            const made = out[0]?.resource;
            uses.push({
              spec: spec.spec.id,
              element: null,
              role: named ? 'condition' : 'archive-only',
              resource: made ? `${made.resourceType}/${made.id}` : null,
              present: false,
              excludedBy,
            });
          }
        }
      }
    }
  }
  return uses;
}

/** The reverse: source cells that an element of a resource is made of, as locators in reading order. `element` is a path as in {@link CellUse}, or a part of one. */
export function explainElement(mapping: CompiledMapping, db: Database, origin: Origin, element: string): string[] {
  const [specId, variant] = origin.spec.split('#') as [string, string | undefined];
  const spec = mapping.specs.find((s) => s.spec.id === specId);
  if (!spec) return [];
  const { queries, rows, run } = builderFor(mapping, db);
  const evaluation = run();
  const cells = queries.byRow(spec).get(origin.row) as unknown[] | undefined;
  if (!cells) return [];
  rows.build(spec, cells, evaluation, null, [], { marks: false, always: true });
  const found = new Set<string>();
  for (const note of spec.notes) {
    if (note.variant !== null && note.variant !== variant) continue;
    if (note.element !== element && !note.element.startsWith(`${element}.`) && !element.startsWith(`${note.element}.`))
      continue;
    if (note.scope === spec.scope) {
      const frame = evaluation.frame(spec.scope, null);
      for (const slot of note.slots) found.add(frame.where(slot));
      continue;
    }
    const listRows = origin.details.filter((d) => d.table === note.scope.driving.table.name);
    for (const { row } of listRows) {
      for (const slot of note.slots) {
        const info = note.scope.slots[slot]!;
        if (info.table === note.scope.driving)
          found.add(formatLocator({ source: origin.source, table: info.table.table.name, row, column: info.column! }));
      }
    }
  }
  return [...found];
}
