import type { Statement } from 'better-sqlite3';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { RowScope, ScopeTable } from './row-scope.js';

/** What became of a cell of the row at hand. */
export const REACHED = 1;
export const HAS_ISSUE = 2;

/** A reference that is checked once the chart is whole. */
export interface PendingReference {
  readonly target: { reference?: string; type?: string; identifier?: object };
  /** What stays when the referenced resource does not exist. */
  readonly type: string;
  readonly identifier: { readonly system: string; readonly value: string };
  /** Index of the compiled spec that makes the referenced resource. */
  readonly spec: number;
  readonly key: string;
  readonly resourceId: string;
  readonly where: string;
  readonly element: string;
  readonly tableIndex: number;
  readonly column: string;
}

/** A row that a resource carries beside its driving row. */
export interface DetailRow {
  readonly scopeTable: ScopeTable;
  readonly row: number;
}

/** What evaluation of one patient's rows gathers. */
export class EvaluationRun {
  /** Values that came from the row (not constants); groups compare it to prune themselves. */
  real = 0;
  /** Number of the row at hand, for values that several variants share. */
  generation = 0;
  issues: Issue[] = [];
  references: PendingReference[] = [];
  details: DetailRow[] = [];
  /** Values that came from the elements of the variant at hand. */
  own = 0;
  /** Cells of the row at hand (and of its details) that have an issue. */
  issueCells: { readonly tableIndex: number; readonly column: string }[] = [];

  constructor(
    private readonly statementOf: (scope: RowScope) => Statement,
    private readonly frames: Map<RowScope, Frame>,
  ) {}

  statement(scope: RowScope): Statement {
    return this.statementOf(scope);
  }

  /** The one frame of a scope: a scope never runs inside itself. */
  frame(scope: RowScope, parent: Frame | null): Frame {
    let frame = this.frames.get(scope);
    if (!frame) {
      frame = new Frame(this, scope, parent);
      this.frames.set(scope, frame);
    }
    return frame;
  }
}

let generations = 0;
/** A number no other row has had, in any run of this process. */
export const nextGeneration = (): number => ++generations;

const BLANK = /^\s*$/;
/** NULL, empty or white space: the source says nothing. */
export const isBlank = (cell: unknown): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && BLANK.test(cell));

/** One row under evaluation. */
export class Frame {
  cells: readonly unknown[] = [];
  readonly state: Uint8Array;

  constructor(
    readonly run: EvaluationRun,
    readonly scope: RowScope,
    readonly parent: Frame | null,
  ) {
    this.state = new Uint8Array(scope.slots.length);
  }

  load(cells: readonly unknown[]): void {
    this.cells = cells;
    this.state.fill(0);
  }

  /** The row ordinals from the top scope down to this one. */
  rowChain(): number[] {
    const chain: number[] = this.parent ? this.parent.rowChain() : [];
    chain.push(this.cells[0] as number);
    return chain;
  }

  mark(slot: number, bit: number): void {
    const before = this.state[slot]!;
    if ((before & bit) !== 0) return;
    this.state[slot] = before | bit;
    const info = this.scope.slots[slot]!;
    if (info.up >= 0) this.parent!.mark(info.up, bit);
    else if (bit === HAS_ISSUE && info.table && info.column !== '_row' && !isBlank(this.cells[slot])) {
      this.run.issueCells.push({ tableIndex: info.table.tableIndex, column: info.column! });
    }
  }

  reached(slots: readonly number[]): void {
    for (const slot of slots) this.mark(slot, REACHED);
  }

  /** Locator of a slot's cell; of the row where the slot is an expression or its row is absent. */
  where(slot: number | undefined): string {
    const info = slot === undefined ? undefined : this.scope.slots[slot];
    if (info?.table) {
      const row = this.cells[info.rowSlot];
      if (typeof row === 'number') {
        const { source, name } = info.table.table;
        return formatLocator(
          info.column === '_row' ? { source, table: name, row } : { source, table: name, row, column: info.column! },
        );
      }
    }
    const { table } = this.scope.driving;
    return formatLocator({ source: table.source, table: table.name, row: this.cells[0] as number });
  }

  /** Raises an issue about the cells of a value: it is placed at the first cell that is not blank. */
  issue(slots: readonly number[], element: string, issue: Pick<Issue, 'severity' | 'code' | 'message' | 'hint'>): void {
    const first = slots.find((s) => !isBlank(this.cells[s])) ?? slots[0];
    this.run.issues.push({ ...issue, where: this.where(first), element });
    for (const slot of slots) this.mark(slot, HAS_ISSUE);
  }
}
