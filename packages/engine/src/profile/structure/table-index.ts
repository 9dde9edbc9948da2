import { TABLE_NOISE } from './entity-words.js';
import { ideaOf, singular, splitKeyEndings, wordsOf } from './name-words.js';
import type { ModelTable } from './structure-model.js';

/** Tables by what a value may call them: `patient_data`, `Patient`, `PATIENTS`. */
export class TableIndex {
  private readonly byName = new Map<string, ModelTable | null>();

  constructor(tables: readonly ModelTable[]) {
    for (const table of tables) {
      const bare = table.name.slice(table.name.lastIndexOf('.') + 1);
      for (const spelling of new Set([spellingOf(table.name), spellingOf(bare), table.joined, table.core]))
        this.put(`=${spelling}`, table);
      this.put(`~${table.entity.join(' ')}`, table);
    }
  }

  /** null where no table, or more than one, may be called so. */
  find(value: string): ModelTable | null {
    const exact = this.byName.get(`=${spellingOf(value)}`) ?? this.byName.get(`=${singular(spellingOf(value))}`);
    if (exact) return exact;
    const words = splitKeyEndings(wordsOf(value)).filter((word) => !TABLE_NOISE.has(word));
    return this.byName.get(`~${words.map(ideaOf).join(' ')}`) ?? null;
  }

  private put(key: string, table: ModelTable): void {
    const known = this.byName.get(key);
    this.byName.set(key, known === undefined || known === table ? table : null);
  }
}

const spellingOf = (name: string): string => wordsOf(name).join('');
