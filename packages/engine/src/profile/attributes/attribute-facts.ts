import type { AttributeFacts } from '../../artifacts/attribute-profile.js';
import type { TableProfile } from '../../artifacts/source-profile.js';
import { ucumCode } from '../../terminology/ucum.js';
import { dateShapeOf } from '../date-shapes.js';
import type { ProfileInput } from '../input.js';
import { profileSource } from '../profile-source.js';
import { recogniseColumns } from '../recognise/recognise-columns.js';
import { unitIn, unitOfName } from './unit-text.js';

/** What was read of one attribute. */
export interface Gathered {
  rows: number;
  filled: number;
  /** The first few things that have it. */
  readonly entities: Set<string>;
  /** Values by their column, the first ones, each with the text of its unit ('' where there is none). */
  readonly cells: Map<string, { readonly text: string; readonly unit: string }[]>;
  readonly units: Map<string, number>;
}

const NUMBER = /^[<>]?=?\s*(-?\d+(?:[.,]\d+)?)\s*(\D[^\d;]{0,14})?$/;
const PAIR = /^(\d{2,3})\s*\/\s*(\d{2,3})(?:\s*mm\s?\[?hg\]?)?$/i;

/** Facts of each attribute; values go through the same profile as those of a column. */
export async function attributeFacts(
  table: TableProfile,
  attributes: readonly (readonly [string, Gathered])[],
  labelOf: (attribute: string) => string | null,
  snapshotAt: string,
): Promise<AttributeFacts[]> {
  const chosen = attributes.map(([attribute, gathered]) => {
    const [column, cells] = [...gathered.cells].sort((a, b) => b[1].length - a[1].length)[0] ?? ['', []];
    return { attribute, gathered, column: column || (table.eav?.value[0] ?? ''), cells };
  });
  const most = Math.max(0, ...chosen.map(({ cells }) => cells.length));
  const input: ProfileInput = {
    source: '',
    format: '',
    product: null,
    snapshotAt,
    tables: [
      {
        name: table.name,
        comment: null,
        columns: chosen.map(({ attribute, column }) => {
          const own = table.columns.find(({ name }) => name === column);
          return {
            name: attribute,
            type: own?.type ?? '',
            cellType: own?.cellType ?? 'unknown',
            comment: null,
            key: false,
          };
        }),
        references: [],
      },
    ],
    async *rows() {
      yield {
        table: table.name,
        rowCount: most,
        columns: chosen.map(({ cells }) => Array.from({ length: most }, (_, row) => cells[row]?.text ?? null)),
      };
    },
  };
  const profiled = await profileSource(input);
  const [plain] = profiled.profile.tables;
  const recognised = plain ? recogniseColumns(plain, profiled.facts.get(table.name) ?? new Map(), null) : null;
  return chosen.flatMap(({ attribute, gathered, column, cells }, at) => {
    const profile = recognised?.columns[at];
    if (!profile) return [];
    const { rows, filled } = gathered;
    return [
      {
        attribute,
        label: labelOf(attribute),
        rows,
        filled,
        column,
        profile,
        ...measured(cells, ownUnitOf(attribute, labelOf(attribute))),
      },
    ];
  });
}

type Measured = Pick<AttributeFacts, 'numeric' | 'paired' | 'dated' | 'spread' | 'pairSpread' | 'units' | 'ownUnit'>;

/** Where the text and the name say different units, neither counts. */
function ownUnitOf(attribute: string, label: string | null): string | null {
  const said = [label === null ? null : (unitIn(label) ?? unitOfName(label)), unitOfName(attribute)];
  const units = new Set(said.filter((unit) => unit !== null));
  const [only] = units;
  return units.size === 1 && only !== undefined ? only : null;
}

function measured(
  cells: readonly { readonly text: string; readonly unit: string }[],
  ownUnit: string | null,
): Measured {
  const numbers: number[] = [];
  const firsts: number[] = [];
  const seconds: number[] = [];
  const units = new Map<string, number>();
  let dates = 0;
  for (const { text, unit } of cells) {
    const pair = PAIR.exec(text);
    if (pair) {
      firsts.push(Number(pair[1]));
      seconds.push(Number(pair[2]));
      continue;
    }
    const match = NUMBER.exec(text);
    if (!match) {
      if (dateShapeOf(text) !== null) dates++;
      continue;
    }
    numbers.push(Number((match[1] ?? '').replace(',', '.')));
    const inside = match[2] === undefined ? null : ucumCode(match[2].trim());
    const told = inside ?? ucumCode(unit) ?? unitIn(unit) ?? ownUnit;
    if (told !== null) units.set(told, (units.get(told) ?? 0) + 1);
  }
  const all = Math.max(1, cells.length);
  return {
    numeric: numbers.length / all,
    paired: firsts.length / all,
    dated: dates / all,
    spread: spreadOf(numbers),
    pairSpread: spreadOf(firsts) && spreadOf(seconds) ? [orZero(firsts), orZero(seconds)] : null,
    ownUnit,
    units: [...units].map(([unit, rows]) => ({ unit, rows })).sort((a, b) => b.rows - a.rows),
  };
}

const orZero = (numbers: number[]): readonly [number, number, number] => spreadOf(numbers) ?? [0, 0, 0];

function spreadOf(numbers: number[]): readonly [number, number, number] | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  return [at(0.05), at(0.5), at(0.95)];
}
