import type { Resource } from '../../chart/fhir.js';
import type { Tally } from '../read-back.js';
import { isShown } from './compare-entry.js';
import type { ChartValues, Known } from './known.js';
import { oneLine } from './leaves.js';
import { unexplainedWords } from './narrative-words.js';
import { NARRATIVE_ONLY, SECTIONS } from './placement.js';
import type { CcdaReading, ReadEntry } from './reading.js';

/** What a section says where it has nothing, or nothing that its template takes. */
const EMPTY =
  /^(see the notes|no information( in the record of this encounter| with a stated status; see the next section for what has none)?)$/i;

/** Who points at which row of the narrative. Every row must be somebody's, and every word of it must come from those whose row it is. */
export class RowUse {
  readonly #used = new Map<string, { where: string; type: string; known: Known[] }>();
  readonly #free = new Map<string, string[]>();

  constructor(reading: CcdaReading) {
    const pointed = new Set(reading.entries.flatMap((entry) => entry.rows));
    for (const [section, rows] of reading.narratives)
      this.#free.set(
        section,
        rows.filter((row) => !pointed.has(row) && !EMPTY.test(row)),
      );
  }

  use(row: string, where: string, type: string, known: Known): void {
    const held = this.#used.get(row);
    if (held) held.known.push(known);
    else this.#used.set(row, { where, type, known: [known] });
  }

  /** The row that shows a resource whose template has no room for it, as an entry without facts; undefined where there is none. */
  entryOf(resource: Resource, values: ChartValues): ReadEntry | undefined {
    if (!NARRATIVE_ONLY.has(resource.resourceType)) return undefined;
    for (const section of SECTIONS[resource.resourceType] ?? []) {
      const free = this.#free.get(section) ?? [];
      let best = -1;
      // The row that shows most of the record and least of others: one that says little has a row that says little.
      let most = Number.NEGATIVE_INFINITY;
      free.forEach((row, i) => {
        const line = oneLine(row);
        const shown =
          values.leaves(resource).filter((leaf) => isShown(leaf, line)).length -
          unexplainedWords(line, [values.known(resource)]).length;
        if (shown > most) [best, most] = [i, shown];
      });
      if (best < 0) continue;
      const [row] = free.splice(best, 1);
      return { section, kind: 'narrative', ids: [], facts: [], rows: [row!], heads: '', dangling: 0, members: 0 };
    }
    return undefined;
  }

  /** Gives the rows of a section that no entry points at to these resources, whose words they must be. Returns their texts. */
  claim(section: string, type: string, owners: readonly { where: string; known: Known }[]): readonly string[] {
    if (owners.length === 0) return [];
    const rows = this.#free.get(section) ?? [];
    this.#free.delete(section);
    for (const row of rows) for (const { where, known } of owners) this.use(row, where, type, known);
    return rows;
  }

  compare(tally: Tally, document: string): void {
    for (const [row, { where, type, known }] of this.#used) {
      if (unexplainedWords(oneLine(row), known).length === 0) tally.same();
      else tally.differ('extra', where, `${type} narrative`);
    }
    for (const [section, rows] of this.#free)
      for (const _ of rows) tally.differ('extra', `${document}, section ${section}`, 'narrative');
  }
}
