import type { ElementsSpec, MappingSpec, ValueSpec } from '../artifacts/mapping-spec.js';
import { catalogue } from './catalogue/catalogue.js';
import type { SuggestionMemory } from './suggestion.js';

/** What mapping specs say of columns by table and name: presets, read as knowledge of their systems. */
export function memoryOfSpecs(specs: readonly MappingSpec[]): SuggestionMemory {
  const known = new Map<string, Map<string, number>>();
  const paths = new Set(catalogue().targets.map((target) => `${target.resource}.${target.element}`));
  for (const spec of specs) {
    for (const elements of [spec.elements, ...(spec.variants ?? []).map((variant) => variant.elements)]) {
      for (const [column, path] of columnsOf(elements, spec.resource)) {
        const target = nearest(path, paths);
        if (target === null || column.includes('.')) continue;
        const key = keyOf(spec.from, column);
        known.set(key, (known.get(key) ?? new Map()).set(target, 1));
      }
    }
  }
  return { recall: (table, column) => known.get(keyOf(table, column)) ?? new Map() };
}

const keyOf = (table: string, column: string): string =>
  `${table.replace(/^.*\./, '').toLowerCase()}\u0000${column.toLowerCase()}`;

/** The path, or its nearest ancestor, that the catalogue has. */
function nearest(path: string, paths: ReadonlySet<string>): string | null {
  for (let at = path; at.includes('.'); at = at.slice(0, at.lastIndexOf('.'))) if (paths.has(at)) return at;
  return null;
}

export function* columnsOf(elements: ElementsSpec, at: string): Generator<[string, string]> {
  for (const [path, value] of Object.entries(elements)) {
    yield* columnsOfValue(value, `${at}.${path.replace(/\[\d+\]/g, '')}`);
  }
}

function* columnsOfValue(value: ValueSpec, at: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [value, at];
  else if (Array.isArray(value)) for (const item of value) yield* columnsOfValue(item, at);
  else if ('elements' in value) yield* columnsOf(value.elements, at);
  else if ('first' in value) for (const item of value.first) yield* columnsOfValue(item, at);
  else if ('columns' in value) for (const column of value.columns) yield [column, at];
  else if ('column' in value && value.column !== undefined) yield [value.column, at];
}
