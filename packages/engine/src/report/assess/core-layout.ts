import type { CoreTable } from './core-selection.js';

/** A table's box; all in the units of the drawing. */
export interface CoreBox {
  readonly core: CoreTable;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lines below the name. */
  readonly lines: readonly string[];
}

/** From the side of a box to the side of its parent's. */
export interface CoreEdge {
  readonly core: CoreTable;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export interface CoreLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly CoreBox[];
  readonly edges: readonly CoreEdge[];
}

const BOX_WIDTH = 214;
const GUTTER = 74;
const HEAD = 24;
const LINE = 15;
const GAP = 16;

/** A table and those that hang on it, side by side outwards. */
interface Branch {
  readonly core: CoreTable;
  readonly children: readonly CoreTable[];
  readonly height: number;
}

/** Patients in the middle, their tables in a column on each side, tables of tables in the next. Boxes of a column never overlap, and lines run between columns only. */
export function layOut(cores: readonly CoreTable[], linesOf: (core: CoreTable) => readonly string[]): CoreLayout {
  const centre = cores.find(({ depth }) => depth === 0);
  if (centre === undefined) return { width: 0, height: 0, boxes: [], edges: [] };
  const near = cores.filter(({ depth }) => depth === 1).length;
  // Room at the patients' sides for a line from each of their tables.
  const heightOf = (core: CoreTable): number =>
    Math.max(HEAD + 8 + linesOf(core).length * LINE, core === centre ? (near / 2) * LINE : 0);
  const stack = (list: readonly CoreTable[]): number =>
    list.reduce((all, core) => all + heightOf(core), 0) + Math.max(0, list.length - 1) * GAP;
  const branches: Branch[] = cores
    .filter(({ depth }) => depth === 1)
    .map((core) => {
      const children = cores.filter(({ depth, parent }) => depth === 2 && parent === core.table.name);
      return { core, children, height: Math.max(heightOf(core), stack(children)) };
    });
  const [left, right] = halves(branches);
  const sideHeight = (side: readonly Branch[]): number =>
    side.reduce((all, { height }) => all + height, 0) + Math.max(0, side.length - 1) * GAP;
  const height = Math.max(sideHeight(left), sideHeight(right), heightOf(centre));
  const columnsOf = (side: readonly Branch[]): number =>
    side.length === 0 ? 0 : side.some(({ children }) => children.length > 0) ? 2 : 1;
  const step = BOX_WIDTH + GUTTER;
  const middle = columnsOf(left) * step;
  const boxes: CoreBox[] = [];
  const put = (core: CoreTable, x: number, y: number): CoreBox => {
    const box = { core, x, y, width: BOX_WIDTH, height: heightOf(core), lines: linesOf(core) };
    boxes.push(box);
    return box;
  };
  const hub = put(centre, middle, (height - heightOf(centre)) / 2);
  const edges: CoreEdge[] = [];
  const edge = (core: CoreTable, box: CoreBox, parent: CoreBox, outward: 1 | -1, toY: number): void => {
    edges.push({
      core,
      from: [outward === 1 ? box.x : box.x + box.width, box.y + box.height / 2],
      to: [outward === 1 ? parent.x + parent.width : parent.x, toY],
    });
  };
  for (const [side, outward] of [
    [left, -1],
    [right, 1],
  ] as const) {
    let y = (height - sideHeight(side)) / 2;
    side.forEach((branch, i) => {
      const own = heightOf(branch.core);
      const box = put(branch.core, middle + outward * step, y + (branch.height - own) / 2);
      edge(branch.core, box, hub, outward, hub.y + (hub.height * (i + 1)) / (side.length + 1));
      let childY = y + (branch.height - stack(branch.children)) / 2;
      branch.children.forEach((child, c) => {
        const childBox = put(child, middle + outward * step * 2, childY);
        edge(child, childBox, box, outward, box.y + (box.height * (c + 1)) / (branch.children.length + 1));
        childY += childBox.height + GAP;
      });
      y += branch.height + GAP;
    });
  }
  const width = middle + BOX_WIDTH + columnsOf(right) * step;
  return { width, height, boxes, edges };
}

/** About as high on both sides, in the order given: what belongs together stays together. */
function halves(branches: readonly Branch[]): [Branch[], Branch[]] {
  const all = branches.reduce((sum, { height }) => sum + height + GAP, 0);
  const left: Branch[] = [];
  let used = 0;
  for (const branch of branches) {
    if (used + (branch.height + GAP) / 2 > all / 2) break;
    left.push(branch);
    used += branch.height + GAP;
  }
  return [left, branches.slice(left.length)];
}
