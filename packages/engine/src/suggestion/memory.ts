import { z } from 'zod';
import type { SuggestionMemory } from './suggestion.js';
import { nameWords } from './words.js';

/**
 * What people confirmed and rejected in earlier projects, without PHI: ideas of column names, never values, names of sources or of people. A table's name counts by
 * its ideas as well.
 */
const memorySchema = z.object({
  chartlift: z.literal('mapping-memory/1'),
  entries: z.array(
    z.object({
      table: z.string(),
      column: z.string(),
      target: z.string(),
      confirmed: z.number().int(),
      rejected: z.number().int(),
    }),
  ),
});

export type MemoryEntry = z.infer<typeof memorySchema>['entries'][number];

/** Ideas of a name in a fixed order: `PT_LAST_NM` and `patient_lastname` are one. */
function ideasOf(name: string): string {
  return [...new Set(nameWords(name).map((word) => (word.readings[0] ?? [word.text]).join('-')))].sort().join(' ');
}

/** Entries of a memory file's text; none where it is not one. */
export function parseMemory(text: string): readonly MemoryEntry[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const read = memorySchema.safeParse(parsed);
  return read.success ? read.data.entries : [];
}

export function formatMemory(entries: readonly MemoryEntry[]): string {
  const sorted = [...entries].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  return `${JSON.stringify({ chartlift: 'mapping-memory/1', entries: sorted }, null, 1)}\n`;
}

const keyOf = (entry: Pick<MemoryEntry, 'table' | 'column' | 'target'>): string =>
  `${entry.table}|${entry.column}|${entry.target}`;

/** The entries with one more decision. */
export function remember(
  entries: readonly MemoryEntry[],
  decision: { readonly table: string; readonly column: string; readonly target: string; readonly confirmed: boolean },
): readonly MemoryEntry[] {
  const table = ideasOf(decision.table);
  const column = ideasOf(decision.column);
  if (column === '') return entries;
  const entry = { table, column, target: decision.target };
  const held = entries.find((one) => keyOf(one) === keyOf(entry));
  const add = decision.confirmed ? { confirmed: 1, rejected: 0 } : { confirmed: 0, rejected: 1 };
  const now = {
    ...entry,
    confirmed: (held?.confirmed ?? 0) + add.confirmed,
    rejected: (held?.rejected ?? 0) + add.rejected,
  };
  return [...entries.filter((one) => one !== held), now];
}

/** The same column of the same kind of table counts whole, of another table a third. */
export function memoryOf(entries: readonly MemoryEntry[]): SuggestionMemory {
  const byColumn = new Map<string, MemoryEntry[]>();
  for (const entry of entries) byColumn.set(entry.column, [...(byColumn.get(entry.column) ?? []), entry]);
  return {
    recall(table, column) {
      const found = byColumn.get(ideasOf(column));
      if (!found) return new Map();
      const home = ideasOf(table);
      const weights = new Map<string, number>();
      for (const { table: of, target, confirmed, rejected } of found) {
        const sure = (confirmed - rejected) / (confirmed + rejected + 0.5);
        weights.set(target, (weights.get(target) ?? 0) + sure * (of === home ? 1 : 0.33));
      }
      return new Map([...weights].map(([target, weight]) => [target, Math.max(-1, Math.min(1, weight))]));
    },
  };
}
