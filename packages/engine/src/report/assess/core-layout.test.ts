import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableProfile } from '../../artifacts/source-profile.js';
import { layOut } from './core-layout.js';
import type { CoreTable } from './core-selection.js';

const core = (name: string, depth: 0 | 1 | 2, parent: string | null): CoreTable => ({
  table: { name } as TableProfile,
  ...{ depth, parent, join: null, via: [], score: 1, also: [] },
});

/** Trees of up to 12 tables around one, each with up to 4 of its own; and how many lines each box has. */
const trees = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 })
  .map((children) => [
    core('patient', 0, null),
    ...children.flatMap((n, i) => [
      core(`t${i}`, 1, 'patient'),
      ...Array.from({ length: n }, (_, c) => core(`t${i}.${c}`, 2, `t${i}`)),
    ]),
  ]);

describe('the layout of the clinical core', () => {
  it('shows every table once, inside the drawing, without overlap', () => {
    fc.assert(
      fc.property(trees, fc.integer({ min: 1, max: 4 }), (cores, most) => {
        const { boxes, edges, width, height } = layOut(cores, ({ table }) =>
          Array.from({ length: 1 + (table.name.length % most) }, () => 'line'),
        );
        expect(boxes.map(({ core: { table } }) => table.name).sort()).toEqual(
          cores.map(({ table }) => table.name).sort(),
        );
        expect(edges).toHaveLength(cores.length - 1);
        for (const box of boxes) {
          expect(box.x >= 0 && box.y >= 0).toBe(true);
          expect(box.x + box.width <= width + 0.01 && box.y + box.height <= height + 0.01).toBe(true);
        }
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y + 0.01 ||
              b.y + b.height <= a.y + 0.01;
            expect(apart, `${a.core.table.name} and ${b.core.table.name}`).toBe(true);
          }
      }),
    );
  });

  it('leads lines between columns only, in the order of the boxes: none crosses another', () => {
    fc.assert(
      fc.property(trees, (cores) => {
        const { boxes, edges } = layOut(cores, () => ['line']);
        for (const { from, to } of edges) {
          const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
          expect(boxes.filter((box) => box.x < right && box.x + box.width > left)).toEqual([]);
        }
        for (const [i, a] of edges.entries())
          for (const b of edges.slice(i + 1))
            if (a.from[0] === b.from[0] && a.to[0] === b.to[0])
              expect(Math.sign(a.from[1] - b.from[1])).toBe(Math.sign(a.to[1] - b.to[1]));
      }),
    );
  });

  it('is nothing where there is no patient', () => {
    expect(layOut([], () => []).boxes).toEqual([]);
  });
});
