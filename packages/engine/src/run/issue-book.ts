import type { Issue } from '../base/issue.js';
import { type Locator, parseLocator } from '../base/locator.js';
import type { LineFile } from '../delivery/run-output.js';

/** Issues of one code, for the summary: all are counted, the first few are shown. */
export interface IssueGroup {
  readonly code: string;
  readonly severity: Issue['severity'];
  count: number;
  readonly message: string;
  readonly hint: string | null;
  readonly examples: string[];
}

const EXAMPLES = 10;

/** Cells by source, table and column: eight bytes each, where a locator has a hundred and a run may have millions. */
class CellSet implements Iterable<Locator> {
  private readonly columns = new Map<string, { readonly cell: Required<Locator>; readonly rows: number[] }>();

  add({ source, table, row, column }: Required<Locator>): void {
    const key = JSON.stringify([source, table, column]);
    const held = this.columns.get(key);
    if (held) held.rows.push(row);
    else this.columns.set(key, { cell: { source, table, row, column }, rows: [row] });
  }

  *[Symbol.iterator](): Iterator<Locator> {
    for (const { cell, rows } of this.columns.values()) for (const row of rows) yield { ...cell, row };
  }
}

/** Every issue of a run: written to `issues.ndjson` as they come, counted by code. Holds locators, never values. */
export class IssueBook {
  private readonly groups = new Map<string, IssueGroup>();
  /** Cells with an issue of their own: the cell ledger accounts for them. */
  readonly cells: Iterable<Locator>;
  private readonly cellSet = new CellSet();
  readonly counts = { error: 0, warning: 0, information: 0 };

  constructor(private readonly file: LineFile) {
    this.cells = this.cellSet;
  }

  async add(issues: readonly Issue[]): Promise<void> {
    if (issues.length === 0) return;
    let text = '';
    for (const issue of issues) {
      text += `${JSON.stringify(issue)}\n`;
      this.counts[issue.severity] += 1;
      const locator = parseLocator(issue.where);
      if (locator?.row !== undefined && locator.column !== undefined) this.cellSet.add(locator as Required<Locator>);
      const key = `${issue.severity} ${issue.code}`;
      let group = this.groups.get(key);
      if (!group) {
        group = {
          code: issue.code,
          severity: issue.severity,
          count: 0,
          message: issue.message,
          hint: issue.hint ?? null,
          examples: [],
        };
        this.groups.set(key, group);
      }
      group.count += 1;
      if (group.examples.length < EXAMPLES) group.examples.push(issue.where);
    }
    await this.file.add(Buffer.from(text, 'utf8'));
  }

  /** Worst first, then by count. */
  summary(): IssueGroup[] {
    const rank = { error: 0, warning: 1, information: 2 };
    return [...this.groups.values()].sort(
      (a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count || (a.code < b.code ? -1 : 1),
    );
  }
}
