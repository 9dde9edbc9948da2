import type { Statement } from 'better-sqlite3';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { RowScope, ScopeTable } from './row-scope.js';

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
  /** By slot: 1 once its cell became a value or has an issue. */
  readonly settled: Uint8Array;

  constructor(
    readonly run: EvaluationRun,
    readonly scope: RowScope,
    readonly parent: Frame | null,
  ) {
    this.settled = new Uint8Array(scope.slots.length);
  }

  load(cells: readonly unknown[]): void {
    this.cells = cells;
    this.settled.fill(0);
  }

  /** The row ordinals from the top scope down to this one. */
  rowChain(): number[] {
    const chain: number[] = this.parent ? this.parent.rowChain() : [];
    chain.push(this.cells[0] as number);
    return chain;
  }

  /** These cells became a value, or have an issue: none of them is dropped in silence. */
  settle(slots: readonly number[]): void {
    for (const slot of slots) {
      if (this.settled[slot] !== 0) continue;
      this.settled[slot] = 1;
      const { up } = this.scope.slots[slot]!;
      if (up >= 0) this.parent!.settle([up]);
    }
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
    this.settle(slots);
  }

  /** Rows of joins with role detail share the fate of the row that they are joined to. */
  noteDetails(): void {
    for (const [i, slot] of this.scope.slots.entries()) {
      if (!slot.table || slot.table === this.scope.driving || slot.table.role !== 'detail') continue;
      if (slot.column !== '_row' || slot.rowSlot !== i) continue;
      const row = this.cells[i];
      if (typeof row === 'number') this.run.details.push({ scopeTable: slot.table, row });
    }
  }

  /** Raises `cell-dropped` for each cell that should have become a value and became neither value nor issue. */
  finish(element: string): void {
    const { slots } = this.scope;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      if (!slot.fed || slot.condition || this.settled[i] !== 0 || slot.up >= 0) continue;
      if (!slot.table || slot.table.role === 'lookup' || isBlank(this.cells[i])) continue;
      this.issue([i], element, {
        severity: 'error',
        code: 'cell-dropped',
        message: 'The cell is mapped, and its value reached no element.',
        hint: 'A when condition or an expression leaves it out: give it another element, or exclude the row by a rule.',
      });
    }
  }
}
