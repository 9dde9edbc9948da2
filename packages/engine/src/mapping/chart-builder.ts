import type { Database } from 'better-sqlite3';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { Chart, ChartFragment } from '../chart/chart.js';
import type { CompiledMapping, CompiledSpec } from './compiled-spec.js';
import { EvaluationRun, type Frame, type PendingReference } from './frame.js';
import { keyText } from './key-text.js';
import { type AccountDelta, RowAccount } from './row-account.js';
import { RowBuilder } from './row-builder.js';
import type { RowScope } from './row-scope.js';
import { SharedResources } from './shared-resources.js';
import { SpecQueries } from './spec-queries.js';

/**
 * Computes charts from staged rows: the same rows and mapping always give the same chart. One builder for each connection; `db` is only read. The indexes of `requiredIndexes` must exist, else it is right but slow.
 */
export class ChartBuilder {
  readonly accounting: RowAccount;
  private readonly queries: SpecQueries;
  private readonly rows: RowBuilder;
  private readonly shared: SharedResources;
  private readonly frames = new Map<RowScope, Frame>();

  constructor(
    private readonly mapping: CompiledMapping,
    db: Database,
  ) {
    this.accounting = new RowAccount();
    this.queries = new SpecQueries(mapping, db);
    this.rows = new RowBuilder(mapping, this.accounting, this.queries);
    this.shared = new SharedResources(mapping, this.queries, () => this.newRun(true));
  }

  private newRun(muted: boolean): EvaluationRun {
    const frames = muted ? new Map<RowScope, Frame>() : this.frames;
    if (!muted) frames.clear();
    return new EvaluationRun((scope) => this.queries.list(scope), frames);
  }

  /** Keys of the patients that are not excluded, each once, in key order. */
  *patientKeys(): IterableIterator<string> {
    let previous: string | null = null;
    let open = false;
    for (const row of this.queries.patientKeys().iterate() as IterableIterator<unknown[]>) {
      const key = keyText(row[0]);
      if (key === null) continue;
      if (key !== previous) open = true;
      previous = key;
      if (!open || row[1] !== null) continue;
      open = false;
      yield key;
    }
  }

  /** The chart of one patient. Throws MigrationError when no included row has that key. */
  build(patientKey: string): Chart {
    const run = this.newRun(false);
    const { specs, dispositions } = this.mapping;
    const patientSpec = specs[this.mapping.patientSpec]!;
    const patients: ChartFragment[] = [];
    let muted: EvaluationRun | null = null;
    const set = (spec: CompiledSpec, cells: readonly unknown[], code: number) => {
      muted ??= this.newRun(true);
      this.rows.set(spec, cells, muted, code);
    };
    for (const cells of this.uniqueRows(patientSpec, this.queries.rowsOf(patientSpec, patientKey), run)) {
      const excluded = this.rows.excluded(patientSpec, cells);
      if (excluded > 0) set(patientSpec, cells, excluded);
      else if (patients.length === 0)
        this.rows.build(patientSpec, cells, run, null, patients, { always: true, marks: true });
      else {
        run.issues.push({
          severity: 'error',
          code: 'patient-duplicate',
          where: rowLocator(patientSpec, cells),
          element: 'Patient',
          message: 'A further row has the key of an earlier patient row.',
          hint: 'Find out which row is right; exclude the other by a rule, or link the two.',
        });
        set(patientSpec, cells, dispositions.quarantined('patient-duplicate'));
      }
    }
    const patient = patients[0];
    if (!patient) {
      throw new MigrationError('There is no patient with this key.', {
        code: 'PATIENT_UNKNOWN',
        hint: 'Take keys from the patient table; excluded patients have no chart.',
      });
    }
    const subject = { reference: `Patient/${patient.resource.id}` };
    const fragments: ChartFragment[] = [];
    for (const spec of specs) {
      if (spec.patient === null || spec === patientSpec || spec.table.rows === 0) continue;
      for (const cells of this.uniqueRows(spec, this.queries.rowsOf(spec, patientKey), run)) {
        const excluded = this.rows.excluded(spec, cells, (issue) => run.issues.push(issue));
        if (excluded > 0) set(spec, cells, excluded);
        else this.rows.build(spec, cells, run, subject, fragments, { marks: true });
      }
    }
    const shared = this.resolve(run, [patient, ...fragments]);
    return {
      patientKey,
      patient: patient.resource as Chart['patient'],
      patientOrigin: patient.origin,
      fragments,
      shared,
      issues: run.issues,
    };
  }

  /** Resources that belong to no patient, in spec and row order, once a run. Their findings: {@link takeSharedIssues}. */
  *buildShared(): IterableIterator<ChartFragment> {
    const muted = this.newRun(true);
    for (const spec of this.mapping.specs) {
      if (spec.patient !== null) continue;
      let previous = -1;
      for (const cells of this.queries.all(spec).iterate() as IterableIterator<unknown[]>) {
        if (cells[0] === previous) continue;
        previous = cells[0] as number;
        const excluded = this.rows.excluded(spec, cells, (issue) => this.sharedIssues.push(issue));
        if (excluded > 0) {
          this.rows.set(spec, cells, muted, excluded);
          continue;
        }
        const run = this.newRun(false);
        const out: ChartFragment[] = [];
        this.rows.build(spec, cells, run, null, out, { marks: true });
        this.resolve(run, out);
        this.sharedIssues.push(...run.issues);
        yield* out;
      }
    }
  }
  private sharedIssues: Issue[] = [];

  /** Issues of {@link buildShared} since the last call. */
  takeSharedIssues(): Issue[] {
    const taken = this.sharedIssues;
    this.sharedIssues = [];
    return taken;
  }

  /** Account of the rows seen since the last call. */
  takeAccount(): AccountDelta {
    return this.accounting.take();
  }

  /** A join that must be unique and is not repeats its row: the first counts, and an issue says so. */
  private uniqueRows(spec: CompiledSpec, rows: readonly unknown[][], run: EvaluationRun): readonly unknown[][] {
    if (spec.scope.tables.length === 1 || rows.length < 2) return rows;
    const kept: unknown[][] = [];
    let told = -1;
    for (const cells of rows) {
      const row = cells[0] as number;
      if (kept.at(-1)?.[0] !== row) kept.push(cells);
      else if (told !== row) {
        told = row;
        run.issues.push({
          severity: 'warning',
          code: 'join-not-unique',
          where: rowLocator(spec, cells),
          element: spec.spec.resource,
          message: 'A join found several rows where one was expected; the first was taken.',
          hint: 'Give the join an order, or narrow its condition.',
        });
      }
    }
    return kept;
  }

  /** Checks every reference made; gives the shared resources that the fragments need. */
  private resolve(run: EvaluationRun, made: readonly ChartFragment[]): ChartFragment[] {
    const { specs } = this.mapping;
    const own = new Set<string>();
    for (const f of made) own.add(f.resource.id!);
    const needed = new Map<string, { fragment: ChartFragment; spec: number }>();
    for (const pending of run.references) {
      const spec = specs[pending.spec]!;
      if (spec.patient !== null) {
        if (!own.has(pending.resourceId))
          this.dangle(run, pending, 'The referenced row does not exist, is excluded, or belongs to another patient.');
        continue;
      }
      if (own.has(pending.resourceId)) continue;
      const found = this.shared.closure(pending.spec, pending.key, pending.resourceId);
      if (found === null) this.dangle(run, pending, 'The referenced row does not exist or is excluded.');
      else for (const entry of found) needed.set(entry.fragment.resource.id!, entry);
    }
    return [...needed.values()]
      .sort(
        (a, b) =>
          a.spec - b.spec ||
          a.fragment.origin.row - b.fragment.origin.row ||
          (a.fragment.origin.spec < b.fragment.origin.spec ? -1 : 1),
      )
      .map((n) => n.fragment);
  }

  private dangle(run: EvaluationRun, pending: PendingReference, message: string): void {
    dropReference(pending);
    run.issues.push({
      severity: 'warning',
      code: 'reference-dangling',
      where: pending.where,
      element: pending.element,
      message,
      hint: 'The key is kept as an identifier. Use when or NULLIF if this key means "none".',
    });
  }
}

/** A reference without its resource stays a logical one: type and identifier. */
function dropReference(pending: PendingReference): void {
  delete pending.target.reference;
  pending.target.type = pending.type;
  pending.target.identifier = pending.identifier;
}

const rowLocator = (spec: CompiledSpec, cells: readonly unknown[]): string =>
  formatLocator({ source: spec.table.source, table: spec.table.name, row: cells[0] as number });
