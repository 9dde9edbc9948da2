import type { Issue, IssueSink } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { ChartFragment, Origin } from '../chart/chart.js';
import { elementsOf } from '../chart/elements.js';
import type { Resource } from '../chart/fhir.js';
import { type CompiledMapping, type CompiledSpec, resourceId } from './compiled-spec.js';
import { type DetailRow, type EvaluationRun, type Frame, nextGeneration } from './frame.js';
import { keyText } from './key-text.js';
import { laneOf } from './keyed-origin.js';
import type { RowAccount } from './row-account.js';
import type { SpecQueries } from './spec-queries.js';

/** Patient that a row's resources belong to. */
export interface Subject {
  readonly reference: string;
}

/** Turns one driving row into its resources and gives account of the row and its details. */
export class RowBuilder {
  constructor(
    private readonly mapping: CompiledMapping,
    private readonly account: RowAccount,
    private readonly queries: SpecQueries,
  ) {}

  /**
   * Two rows never share an id: a key that earlier rows have gets `~2`, `~3` ... in row order, and a row without any key its ordinal; an issue says so.
   */
  private uniqueKey(spec: CompiledSpec, cells: readonly unknown[], run: EvaluationRun, frame: Frame): string {
    const parts = spec.keySlots.map((s) => keyText(cells[s]) ?? '');
    const key = parts.join('|');
    const row = cells[0] as number;
    const tell = (code: string, message: string) => {
      const hint = 'Add to key what tells these rows apart: a number by order changes when rows are added.';
      run.issues.push({ severity: 'warning', code, where: frame.where(0), element: spec.spec.resource, message, hint });
    };
    if (parts.every((p) => p === '')) {
      tell('key-missing', 'The row has no key.');
      return `@${row}`;
    }
    if (!this.queries.sharesKeys(spec)) return key;
    const earlier = this.queries.earlierWithKey(spec, parts, row);
    if (earlier === 0) return key;
    tell('key-not-unique', 'An earlier row has the same key.');
    return `${key}~${earlier + 1}`;
  }

  /** Disposition code of the rule that takes the row out; 0 for none. One that quarantines tells an issue. */
  excluded(spec: CompiledSpec, cells: readonly unknown[], onIssue?: IssueSink): number {
    if (spec.excludeSlot < 0) return 0;
    const rule = cells[spec.excludeSlot];
    if (typeof rule !== 'number') return 0;
    if (onIssue && spec.setsAside.has(rule)) onIssue(asideIssue(spec, cells[0] as number, rule));
    return spec.ruleCodes[rule]!;
  }

  /** Resources of one row, pushed to `out`; none when no value of the row is present (`row-empty`). `always`: even then (patients). `marks`: give account. */
  build(
    spec: CompiledSpec,
    cells: readonly unknown[],
    run: EvaluationRun,
    subject: Subject | null,
    out: ChartFragment[],
    options: { always?: boolean; marks: boolean },
  ): void {
    const frame = this.load(spec, cells, run);
    const key = this.uniqueKey(spec, cells, run, frame);
    const made: { resource: Resource; variant: string | null }[] = [];
    for (const variant of spec.variants) {
      if (variant.when >= 0 && cells[variant.when] !== 1) continue;
      const before = run.real;
      run.own = 0;
      const references = run.references.length;
      const body = variant.evaluator.evaluate(frame) as Record<string, unknown> | undefined;
      const present = variant.id === null ? run.real > before : run.own > 0 || variant.constantOnly;
      if (!present && !options.always) {
        run.references.length = references;
        continue;
      }
      made.push({
        resource: this.assemble(spec, key, variant.id, variant.system, body ?? {}, subject),
        variant: variant.id,
      });
    }
    for (const companion of spec.companions) companion.evaluate(frame);
    frame.noteDetails();
    const details = this.details(run);
    const { table } = spec;
    const row = cells[0] as number;
    if (made.length === 0) {
      run.issues.push({
        severity: 'warning',
        code: 'row-empty',
        where: frame.where(0),
        element: spec.spec.resource,
        message: 'The row holds no value that this spec maps.',
        hint: 'Exclude such rows by a rule, or map what they hold.',
      });
      if (options.marks) this.mark(spec, row, details, this.mapping.dispositions.quarantined('row-empty'));
      return;
    }
    for (const { resource, variant } of made) {
      const origin: Origin = {
        ...laneOf(spec.keyed, cells),
        source: table.source,
        table: table.name,
        row,
        key,
        spec: variant === null ? spec.spec.id : `${spec.spec.id}#${variant}`,
        details: details.map((d) => ({ table: d.scopeTable.table.name, row: d.row })),
      };
      out.push({ resource, origin });
    }
    if (options.marks) this.mark(spec, row, details, this.mapping.dispositions.delivered);
    frame.finish(spec.spec.resource);
  }

  /** Marks a row that is not delivered, and the detail rows below it. */
  set(spec: CompiledSpec, cells: readonly unknown[], run: EvaluationRun, code: number): void {
    const frame = this.load(spec, cells, run);
    if (spec.scopes.length > 1) for (const variant of spec.variants) variant.evaluator.evaluate(frame);
    for (const companion of spec.companions) companion.evaluate(frame);
    frame.noteDetails();
    this.mark(spec, cells[0] as number, this.details(run), code);
    run.references.length = 0;
  }

  private load(spec: CompiledSpec, cells: readonly unknown[], run: EvaluationRun): Frame {
    run.generation = nextGeneration();
    run.details.length = 0;
    const frame = run.frame(spec.scope, null);
    frame.load(cells);
    return frame;
  }

  private mark(spec: CompiledSpec, row: number, details: readonly DetailRow[], code: number): void {
    this.account.mark(spec.tableIndex, row, code);
    for (const d of details) this.account.mark(d.scopeTable.tableIndex, d.row, code);
  }

  /** Each detail row once, in order of first mention. */
  private details(run: EvaluationRun): DetailRow[] {
    if (run.details.length < 2) return [...run.details];
    const seen = new Set<string>();
    return run.details.filter((d) => {
      const key = `${d.scopeTable.tableIndex} ${d.row}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }

  private assemble(
    spec: CompiledSpec,
    key: string,
    variant: string | null,
    system: string,
    body: Record<string, unknown>,
    subject: Subject | null,
  ): Resource {
    const resource: Resource = {
      resourceType: spec.spec.resource,
      id: resourceId(this.mapping.env.idNamespace, spec, key, variant),
    };
    if (spec.hasIdentifier) {
      const own = { system, value: key };
      const given = body.identifier;
      // A resource that came whole is known by the identifiers that it came with.
      if (spec.spec.body !== undefined && given !== undefined) resource.identifier = given;
      else if (Array.isArray(given)) resource.identifier = [own, ...given];
      else resource.identifier = elementsOf(spec.spec.resource)?.get('identifier')?.isList === false ? own : [own];
    }
    for (const name in body) if (name !== 'identifier' || !spec.hasIdentifier) resource[name] = body[name];
    // FHIR takes one of the two; the day of a death says that there was one. A day beside a "no" stays for the validation to tell.
    if (resource.deceasedBoolean === true && resource.deceasedDateTime !== undefined) delete resource.deceasedBoolean;
    if (spec.patientElement !== null && subject) resource[spec.patientElement] = { reference: subject.reference };
    return resource;
  }
}

/** The issue of a row that a rule of its spec sets aside. */
export const asideIssue = (spec: CompiledSpec, row: number, rule: number): Issue => ({
  severity: 'warning',
  code: spec.rules[rule]!,
  where: formatLocator({ source: spec.table.source, table: spec.table.name, row }),
  message: spec.setsAside.get(rule) ?? '',
  hint: 'The rule stands under quarantine in the spec.',
  element: spec.spec.resource,
});
