import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import { type Project, readProject } from '../project/workspace.js';
import { decisionOf } from '../reconciliation/row-ledger.js';
import type { Vault } from '../vault/vault.js';
import type { ScopeLine } from './scope-line.js';
import { leavingReferences } from './scope-references.js';
import { checkWindows } from './scope-window-gate.js';

export type { ScopeLine } from './scope-line.js';

export interface ScopeVerdict {
  readonly ok: boolean;
  readonly tables: number;
  readonly issues: readonly Issue[];
}

/** The scope plan with live counts, most rows first. */
export function showScope(dir: string, vault: Vault): ScopeLine[] {
  return linesOf(readProject(dir), vault).sort((a, b) => b.rows - a.rows || (a.table < b.table ? -1 : 1));
}

/**
 * The gate `scope check`: tables with rows that the plan does not list (an error where it says `fail`), tables to migrate that no spec reads, dropped
 * tables without a reason, windows that cannot hold ({@link checkWindows}), and tables of the plan that are not staged; as a warning, declared references
 * that leave the scope.
 */
export function checkScope(dir: string, vault: Vault): ScopeVerdict {
  const project = readProject(dir);
  const lines = linesOf(project, vault);
  const issues: Issue[] = [];
  const tell = (severity: Issue['severity'], code: string, where: string, message: string, hint: string): void => {
    issues.push({ severity, code, where, message, hint });
  };
  for (const { source, table, rows, decision, reason, specs, readBy } of lines) {
    const where = formatLocator({ source, table });
    if (decision === 'unlisted' && rows > 0) {
      const [severity, fate] =
        project.scope.unlisted === 'fail'
          ? (['error', ''] as const)
          : specs.length + readBy.length > 0
            ? (['warning', ', and mapping specs read it'] as const)
            : (['information', ', which go to the archive'] as const);
      tell(
        severity,
        'table-unlisted',
        where,
        `The plan does not list this table; it has ${rows} rows${fate}.`,
        'Add it to scope.yaml: migrate, reference, archive or drop.',
      );
    }
    if (decision === 'migrate' && rows > 0 && specs.length + readBy.length === 0)
      tell(
        'warning',
        'table-without-spec',
        where,
        'The table is to be migrated and no mapping spec reads it.',
        'Its rows would be set aside: write a spec or change the decision.',
      );
    if (decision === 'drop' && reason === null)
      tell('error', 'drop-without-reason', where, 'A dropped table needs a reason.', 'Add `reason:` in scope.yaml.');
  }
  for (const { child, parent, columns, references } of leavingReferences(lines, vault))
    tell(
      'warning',
      'reference-leaves-scope',
      formatLocator({ source: child.source, table: child.table }),
      `${references} of ${child.rows} rows name a row of ${parent.table} (${columns.join(', ')}), which is ${FATES[parent.decision] ?? parent.decision}.`,
      'What they name stays behind: read it in a spec (reference), migrate it, or leave it so where no chart needs it.',
    );
  for (const name of Object.keys(project.scope.tables))
    if (!lines.some((line) => name === line.table || name === `${line.source}/${line.table}`))
      tell(
        'information',
        'table-not-staged',
        `scope.yaml: ${name}`,
        'The plan lists a table that is not staged.',
        'Nothing to do where this version of the system does not have it.',
      );
  issues.push(...checkWindows(project, vault));
  return { ok: !issues.some((issue) => issue.severity === 'error'), tables: lines.length, issues };
}

const FATES: Readonly<Record<string, string>> = { archive: 'archived', drop: 'dropped', unlisted: 'not in the plan' };

/** Names of tables that a spec reads in any way, in lower case: `from`, joins, pivots, lists. */
function tablesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' && ['from', 'table', 'pivot'].includes(name) ? namesIn(value) : tablesIn(value),
  );
}

/** `table` or `table alias` as the names that it may mean, in lower case: the name of a table may itself hold blanks. */
function namesIn(text: string): string[] {
  const whole = text.trim().toLowerCase();
  const table = /^(.*\S)\s+(?:as\s+)?[a-z_]\w*$/.exec(whole)?.[1];
  return table === undefined ? [whole] : [whole, table];
}

function linesOf(project: Project, vault: Vault): ScopeLine[] {
  const reading = project.specs.map((spec) => ({ spec, tables: new Set(tablesIn(spec)) }));
  return vault.sources().flatMap(({ name: source, tables }) =>
    tables.map((table) => {
      const plan = decisionOf(project.scope, source, table.name);
      const specs = project.specs
        .filter((spec) => namesIn(spec.from).includes(table.name.toLowerCase()))
        .filter((spec) => (spec.source === undefined ? table.apart !== true : spec.source === source))
        .map((spec) => spec.id);
      return {
        source,
        table: table.name,
        rows: table.rows,
        decision: plan?.decision ?? ('unlisted' as const),
        remainder: plan?.decision === 'migrate' ? (plan.remainder ?? 'quarantine') : null,
        reason: plan?.reason ?? null,
        window: plan?.window ?? null,
        by: plan?.by ?? null,
        specs,
        readBy: reading
          .filter(({ spec, tables }) => tables.has(table.name.toLowerCase()) && !specs.includes(spec.id))
          .map(({ spec }) => spec.id),
      };
    }),
  );
}
