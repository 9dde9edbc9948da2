import { locateInSpec } from '../artifacts/mapping-files.js';
import type { Issue } from '../base/issue.js';
import { elementsOf, isResourceType, patientElement, resourceTypes } from '../chart/elements.js';
import { codeSystem } from '../terminology/code-systems.js';
import { bodyEvaluator } from './body-evaluator.js';
import { compileDetail, compileKeyed } from './compile-keyed.js';
import { addElements } from './compile-value.js';
import {
  type CompiledSpec,
  type CompiledVariant,
  type ElementNote,
  identifierSystem,
  type PatientDrive,
  type SpecFragment,
  type SpecHeader,
} from './compiled-spec.js';
import { CrosswalkCodings } from './crosswalk-codings.js';
import type { DispositionTable } from './dispositions.js';
import { ElementGroup } from './element-tree.js';
import type { MappingEnvironment, TableIndex } from './environment.js';
import { didYouMean } from './nearest-name.js';
import { referenceEvaluator } from './reference-evaluator.js';
import { RowScope } from './row-scope.js';
import { patientWindow, tableWindow, type WindowRule } from './scope-window.js';
import { findColumn } from './staged-sql.js';
import { CodeTranslation } from './translate-codings.js';
import { type Evaluator, sharedEvaluator } from './value.js';
import { guarded, type SpecTrail, type ValueCompiler } from './value-compiler.js';

/** Compiles one spec; whatever is wrong goes to `issues`. */
export function compileSpec(
  header: SpecHeader,
  headers: readonly SpecHeader[],
  env: MappingEnvironment,
  tables: TableIndex,
  dispositions: DispositionTable,
  issues: Issue[],
): CompiledSpec {
  const { spec, table } = header;
  const notes: ElementNote[] = [];
  const scopes: RowScope[] = [];
  const fragments: SpecFragment[] = [];
  let variantId: string | null = null;
  const sharedByOrder: Evaluator[] = [];
  const find = (name: string) => {
    const found = tables.find(name, table.source);
    return found === 'ambiguous' ? null : found;
  };
  const newScope = (parent: RowScope | null): RowScope => {
    const scope = new RowScope(
      scopes.length,
      parent,
      find,
      () => tables.names(),
      (at, sql) => fragments.push({ scope: at, sql, trail: compiler.trail }),
    );
    scopes.push(scope);
    return scope;
  };
  const report: ValueCompiler['report'] = (trail, code, message, hint, part = 'value') =>
    issues.push({ severity: 'error', code, where: locateInSpec(spec, trail, part), message, hint });
  const compiler: ValueCompiler = {
    trail: [],
    report,
    note: (scope, element, slots) => notes.push({ scope, element, slots, variant: variantId }),
    childScope: newScope,
    cleanStep: (call, inputs, trail) => {
      const entries = typeof call === 'string' ? [[call, {}] as const] : Object.entries(call);
      if (entries.length !== 1) {
        report(
          trail,
          'cleaner-unknown',
          'clean names exactly one function.',
          'Write clean: date, or clean: { date: { order: dmy } }.',
        );
        return null;
      }
      const [name, args] = entries[0]!;
      const cleaner = env.cleaners.get(name);
      if (!cleaner) {
        report(
          trail,
          'cleaner-unknown',
          `There is no cleaning function ${name}.`,
          didYouMean(name, env.cleaners.keys()) || `Known: ${[...env.cleaners.keys()].sort().join(', ')}.`,
        );
        return null;
      }
      const [least, most] = cleaner.inputs;
      if (inputs < least || inputs > most) {
        report(
          trail,
          'cleaner-inputs',
          `${name} takes ${least === most ? least : `${least} to ${most}`} columns, not ${inputs}.`,
          cleaner.describe,
        );
        return null;
      }
      const known = Object.keys(cleaner.args ?? {});
      const unknown = Object.keys(args).find((arg) => !known.includes(arg));
      if (unknown !== undefined) {
        report(
          trail,
          'cleaner-argument',
          `${name} has no argument ${unknown}.`,
          didYouMean(unknown, known) || (known.length === 0 ? 'It takes none.' : `Known: ${known.join(', ')}.`),
        );
        return null;
      }
      return { cleaner, args, context: env.cleanContext(table.source) };
    },
    window: (entry) => tableWindow(env, entry.table, entry.alias)?.where ?? null,
    crosswalk: (name, trail) => {
      const crosswalk = env.crosswalks.get(name);
      if (crosswalk) return new CrosswalkCodings(crosswalk, env.idNamespace, table.source);
      report(
        trail,
        'crosswalk-unknown',
        `There is no crosswalk/${name}.csv.`,
        didYouMean(name, env.crosswalks.keys()) || 'Write it: source_code,source_display,target_system,target_code,...',
      );
      return null;
    },
    translation: (name, target, trail) => {
      const system = codeSystem(name)?.uri ?? (/^(https?:|urn:)/.test(name) ? name : null);
      const { type, isList } = target.info;
      if (system === null)
        report(
          trail,
          'system-unknown',
          'No code system is known by this name.',
          'A name such as icd-10-cm or rxnorm, an OID, or the URI of the system.',
        );
      else if (type !== 'CodeableConcept' && !(type === 'Coding' && isList))
        report(
          trail,
          'translate-misfit',
          `${target.element} holds one code, so that no other can stand beside it.`,
          'translate is for a CodeableConcept, or a list of codings.',
        );
      else return new CodeTranslation(env.releases ?? null, system);
      return null;
    },
    reference: (value, keySlot, sources, trail, target) =>
      referenceEvaluator(value, keySlot, sources, trail, target, headers, header, env, report),
  };

  if (!isResourceType(spec.resource)) {
    report(
      ['resource'],
      'resource-unknown',
      `FHIR R4 has no resource ${spec.resource} for charts.`,
      didYouMean(spec.resource, resourceTypes()),
    );
  }
  const scope = newScope(null);
  guarded(compiler, ['from'], () => scope.addTable(spec.from, 'driving'));
  for (const [i, join] of (spec.join ?? []).entries()) guarded(compiler, ['join', i], () => scope.addJoin(join));
  const keySlots: number[] = [];
  for (const name of spec.key === undefined ? ['_row'] : [spec.key].flat()) {
    const slot = guarded(compiler, ['key'], () => scope.columnSlot(name));
    if (slot !== null) {
      scope.useAsCondition(slot);
      keySlots.push(slot);
    }
  }
  const where =
    spec.where === undefined
      ? null
      : guarded(compiler, ['where'], () => {
          const sql = scope.rewrite(spec.where!);
          for (const use of sql.uses) scope.useAsCondition(scope.slot(use));
          return sql.sql;
        });
  const patient = compilePatient(
    compiler,
    scope,
    spec.patient ?? (spec.resource === 'Patient' ? [spec.key].flat()[0] : undefined),
  );
  const windows = windowsOf();
  const own = spec.exclude ?? [];
  const aside = spec.quarantine ?? [];
  const excludeSlot = compileRules(compiler, scope, [
    ...own.map((rule, i) => ({ ...rule, trail: ['exclude', i] })),
    ...aside.map((rule, i) => ({ ...rule, trail: ['quarantine', i] })),
    ...windows.map((rule, i) => ({ ...rule, trail: ['exclude', own.length + i] })),
  ]);
  const keyed = spec.keyed === undefined ? null : compileKeyed(compiler, scope, spec.keyed, headers, env);
  const companions = (spec.details ?? []).flatMap((detail, i) => {
    const at = newScope(scope);
    return compileDetail(compiler, at, detail, ['details', i]) ?? [];
  });

  const variants: CompiledVariant[] = [];
  const body = spec.body === undefined ? null : guarded(compiler, ['body'], () => compileBody(spec.body!));
  // The resource itself says whose it is.
  let givesPatient = spec.body !== undefined;
  const subject = patientElement(spec.resource);
  for (const [i, variant] of (spec.variants ?? [null]).entries()) {
    const group = new ElementGroup(spec.resource, spec.resource, true);
    variantId = null;
    // Issues of shared elements are the same for every variant: they are compiled once for their findings.
    const seen = issues.length;
    const wrap = variant ? sharedOnce(i) : undefined;
    addElements(compiler, group, spec.elements, scope, ['elements'], wrap);
    if (i > 0) issues.length = seen;
    let when = -1;
    let constantOnly = false;
    if (variant) {
      variantId = variant.id;
      const own: Evaluator[] = [];
      addElements(compiler, group, variant.elements, scope, ['variants', i, 'elements'], (evaluator) => {
        own.push(evaluator);
        return evaluator.constant ? evaluator : ownEvaluator(evaluator);
      });
      constantOnly = own.every((e) => e.constant);
      if (variant.when !== undefined) {
        const condition = guarded(compiler, ['variants', i, 'when'], () => scope.expressionSlot(variant.when!, true));
        if (condition) when = condition.slot;
      }
      if (constantOnly && when < 0)
        report(
          ['variants', i],
          'variant-constant',
          `The variant ${variant.id} holds constants only.`,
          'Give it a value of the row, or a when.',
        );
    }
    if (subject && group.has(subject)) givesPatient = true;
    variants.push({
      id: variant?.id ?? null,
      when,
      evaluator: body ?? group.build(),
      constantOnly,
      system: identifierSystem(env.idNamespace, header, variant?.id ?? null),
    });
  }
  for (const at of scopes)
    for (const joined of at.tables.slice(1))
      if (joined.role === 'detail' && tableWindow(env, joined.table, joined.alias) !== null)
        report(
          ['join'],
          'window-on-detail',
          `The scope plan sets a window on ${joined.table.name}, of which this spec reads one row as a detail.`,
          'Set the window on the table that drives the spec, with via where the date is in the other one.',
        );
  return {
    ...header,
    scope,
    scopes,
    keySlots,
    patient,
    where,
    excludeSlot,
    rules: [...own, ...aside, ...windows].map((r) => r.rule),
    ruleCodes: [
      ...own.map((r) => dispositions.excluded(r.rule)),
      ...aside.map((r) => dispositions.setAside(r.rule)),
      ...windows.map((r) => dispositions.outside(r.rule)),
    ],
    setsAside: new Map(aside.map((rule, i) => [own.length + i, rule.reason])),
    variants,
    notes,
    fragments,
    patientElement: givesPatient || patient === null || spec.resource === 'Patient' ? null : subject,
    hasIdentifier: elementsOf(spec.resource)?.get('identifier')?.type === 'Identifier',
    companions,
    keyed,
    archiveOnly: compileArchiveOnly(header, scopes, report),
  };

  /** What the scope plan leaves in the archive of the rows at hand. */
  function windowsOf(): WindowRule[] {
    if (scope.tables.length === 0) return [];
    const { alias } = scope.driving;
    const rows = tableWindow(env, table, alias);
    const patientKey = spec.patient ?? [spec.key].flat()[0] ?? '';
    const isColumn = spec.resource === 'Patient' && findColumn(table, patientKey) !== null;
    const patients = isColumn
      ? patientWindow(env, table, alias, patientKey, (name) => find(name)?.table ?? null)
      : null;
    if (spec.resource === 'Patient' && !isColumn && env.scope.patients)
      report(
        ['patient'],
        'window-patient',
        'The window of patients needs a patient key that is one column of this table.',
        'Name the column, or take the window out of scope.yaml.',
      );
    return [rows, patients].filter((rule) => rule !== null);
  }

  function compileBody(name: string): Evaluator {
    const slot = scope.columnSlot(name);
    scope.feed(slot);
    notes.push({ scope, element: spec.resource, slots: [slot], variant: null });
    return bodyEvaluator(slot, header, headers, env);
  }

  /** Shared elements of variants get one evaluator, made for the first variant and used by all. */
  function sharedOnce(variant: number) {
    let at = 0;
    return (evaluator: Evaluator): Evaluator => {
      if (variant === 0) sharedByOrder.push(evaluator.constant ? evaluator : sharedEvaluator(evaluator));
      return sharedByOrder[at++] ?? evaluator;
    };
  }
}

function ownEvaluator(inner: Evaluator): Evaluator {
  return {
    ...inner,
    evaluate(frame) {
      const before = frame.run.real;
      const value = inner.evaluate(frame);
      frame.run.own += frame.run.real - before;
      return value;
    },
  };
}

function compilePatient(compiler: ValueCompiler, scope: RowScope, text: string | undefined): PatientDrive | null {
  if (text === undefined) return null;
  return guarded(compiler, ['patient'], () => {
    const { sql, uses } = scope.rewrite(text);
    for (const use of uses) scope.useAsCondition(scope.slot(use));
    const only = uses[0];
    const plain = uses.length === 1 && only!.sql === sql && only!.table.pivot === undefined && only!.table.unique;
    const slot = plain ? scope.slot(only!) : scope.expressionSlot(text, false).slot;
    return { slot, sql, tables: uses.map((u) => u.table), indexed: plain };
  });
}

function compileRules(
  compiler: ValueCompiler,
  scope: RowScope,
  rules: readonly { where: string; trail: SpecTrail }[],
): number {
  const parts: string[] = [];
  for (const [i, rule] of rules.entries()) {
    const sql = guarded(compiler, [...rule.trail, 'where'], () => {
      const rewritten = scope.rewrite(rule.where);
      for (const use of rewritten.uses) scope.useAsCondition(scope.slot(use));
      return rewritten.sql;
    });
    if (sql !== null) parts.push(`WHEN ((${sql}) IS TRUE) THEN ${i}`);
  }
  if (parts.length === 0) return -1;
  scope.slots.push({
    sql: `CASE ${parts.join(' ')} END`,
    cellType: 'expression',
    rowSlot: -1,
    up: -1,
    fed: false,
    condition: true,
  });
  return scope.slots.length - 1;
}

function compileArchiveOnly(
  header: SpecHeader,
  scopes: readonly RowScope[],
  report: ValueCompiler['report'],
): { tableIndex: number; column: string }[] {
  const found: { tableIndex: number; column: string }[] = [];
  for (const [i, name] of (header.spec.archive_only ?? []).entries()) {
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    const own = findColumn(header.table, name);
    if (own) {
      found.push({ tableIndex: header.tableIndex, column: own.name });
      continue;
    }
    const dot = name.lastIndexOf('.');
    const table = scopes
      .flatMap((s) => s.tables)
      .find(
        (t) =>
          dot > 0 &&
          t.role !== 'lookup' &&
          (same(t.alias, name.slice(0, dot)) || same(t.table.name, name.slice(0, dot))),
      );
    const column = table ? findColumn(table.table, name.slice(dot + 1)) : null;
    if (table && column) found.push({ tableIndex: table.tableIndex, column: column.name });
    else
      report(
        ['archive_only', i],
        'column-unknown',
        `The table ${table?.table.name ?? header.table.name} has no column ${table ? name.slice(dot + 1) : name}.`,
        didYouMean(
          table ? name.slice(dot + 1) : name,
          (table?.table ?? header.table).columns.map((c) => c.name),
        ),
      );
  }
  return found;
}
