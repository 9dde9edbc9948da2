import type { Issue } from '../base/issue.js';

/** Rows of one table by what became of them; the row ledger's own shape fits. */
export interface ReportTable {
  readonly name: string;
  /** migrate, reference, archive, drop or unlisted. */
  readonly decision?: string;
  readonly staged: number;
  readonly delivered: number;
  readonly archived: number;
  readonly excluded: number;
  readonly merged: number;
  readonly quarantined: number;
  readonly unaccounted?: number;
  /** Disposition to reason to rows. */
  readonly reasons?: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
}

/** One layer of validation over all documents of a run. */
export interface ReportLayer {
  readonly name: string;
  /** false: it did not run, and `note` says why and how to make it run. */
  readonly ran: boolean;
  readonly errors: number;
  readonly warnings?: number;
  readonly note?: string;
}

export interface ReportReadBack {
  readonly target: string;
  readonly compared: number;
  readonly different: number;
  readonly missing: number;
  readonly extra: number;
  /** Values the format has no place for, by element. */
  readonly notHeld?: Readonly<Record<string, number>>;
  readonly differences?: readonly { readonly where: string; readonly element: string; readonly kind: string }[];
}

/** Issues of one code. */
export interface ReportIssue {
  readonly severity: Issue['severity'];
  readonly code: string;
  readonly count: number;
  readonly message: string;
  readonly hint?: string;
  /** The first places; {@link groupIssues} keeps a few. */
  readonly where: readonly string[];
}

/** What the report shows of a run: counts, codes and locators, never a value of the source. */
export interface RunSummary {
  readonly software: string;
  /** Date of the export that was migrated. */
  readonly asOf: string;
  readonly patients: number;
  readonly documents: number;
  /** Not all patients of the source were asked for. */
  readonly partial?: boolean;
  readonly seconds?: number;
  readonly encrypted?: boolean;
  readonly sources: readonly {
    readonly name: string;
    readonly format: string;
    readonly product?: string | null;
    readonly tables: number;
    readonly rows: number;
    readonly fingerprint?: string;
    /** False: its files were cut or damaged. */
    readonly whole: boolean;
  }[];
  readonly targets: readonly string[];
  readonly ledger: { readonly balanced: boolean; readonly tables: readonly ReportTable[] };
  readonly cells?: {
    readonly balanced: boolean;
    readonly totals: Readonly<Record<'cells' | 'mapped' | 'archiveOnly' | 'issue' | 'unaccounted', number>>;
  };
  /** Resources of the charts by type, and how many of them each target carried. */
  readonly domains: readonly {
    readonly name: string;
    readonly resources: number;
    readonly carried: Readonly<Record<string, number>>;
  }[];
  readonly validation: readonly ReportLayer[];
  readonly readBack: readonly ReportReadBack[];
  readonly issues: readonly ReportIssue[];
}

export interface Check {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'not-run';
  /** One line of figures. */
  readonly says: string;
}

const count = (n: number): string => n.toLocaleString('en-US');

/** The checks that a run must pass before anybody signs it, in the order of the report. */
export function checksOf(summary: RunSummary): Check[] {
  const { ledger, cells, validation, readBack } = summary;
  const rows = ledger.tables.reduce((sum, table) => sum + table.staged, 0);
  const lost = ledger.tables.reduce((sum, table) => sum + (table.unaccounted ?? 0), 0);
  const cut = summary.sources.filter((source) => !source.whole);
  const checks: Check[] = [
    {
      name: 'The sources are whole',
      state: cut.length === 0 ? 'passed' : 'failed',
      says:
        cut.length === 0
          ? `${count(summary.sources.length)} read to the end`
          : `${cut.map((source) => source.name).join(', ')}: cut or damaged, so rows may be missing that nobody can count`,
    },
    {
      name: 'Every row is accounted for',
      state: ledger.balanced ? 'passed' : 'failed',
      says: ledger.balanced
        ? `${count(rows)} rows of ${count(ledger.tables.length)} tables`
        : `${count(lost)} of ${count(rows)} rows have no place, or a table is not in the scope plan`,
    },
  ];
  if (cells)
    checks.push({
      name: 'Every value of a delivered row is accounted for',
      state: cells.balanced ? 'passed' : 'failed',
      says: cells.balanced
        ? `${count(cells.totals.cells)} values`
        : `${count(cells.totals.unaccounted)} of ${count(cells.totals.cells)} values were looked at by nobody`,
    });
  for (const layer of validation)
    checks.push({
      name: `Valid: ${layer.name}`,
      state: layer.ran ? (layer.errors === 0 ? 'passed' : 'failed') : 'not-run',
      says: layer.ran
        ? `${count(layer.errors)} errors${layer.note ? `; ${layer.note}` : ''}`
        : (layer.note ?? 'did not run'),
    });
  for (const { target, compared, different, missing, extra } of readBack) {
    const wrong = different + missing + extra;
    checks.push({
      name: `Read back: ${target}`,
      state: wrong === 0 ? 'passed' : 'failed',
      says:
        wrong === 0
          ? `${count(compared)} facts compared, none differs`
          : `${count(wrong)} of ${count(compared)} facts differ: ${count(different)} different, ${count(missing)} missing, ${count(extra)} extra`,
    });
  }
  return checks;
}

/** Issues by severity and code, most first; `most` places of each are kept. Message and hint are those of the first. */
export function groupIssues(issues: Iterable<Issue>, most = 5): ReportIssue[] {
  const groups = new Map<string, { first: Issue; count: number; where: string[] }>();
  for (const issue of issues) {
    const key = `${issue.severity} ${issue.code}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { first: issue, count: 1, where: [issue.where] });
    else {
      group.count++;
      if (group.where.length < most) group.where.push(issue.where);
    }
  }
  const order = { error: 0, warning: 1, information: 2 };
  return [...groups.values()]
    .sort(
      (a, b) =>
        order[a.first.severity] - order[b.first.severity] ||
        b.count - a.count ||
        (a.first.code < b.first.code ? -1 : 1),
    )
    .map(({ first, count, where }) => ({
      severity: first.severity,
      code: first.code,
      count,
      message: first.message,
      ...(first.hint === undefined ? {} : { hint: first.hint }),
      where,
    }));
}
