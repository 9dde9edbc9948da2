import type { ElementsSpec, ListSpec, ValueSpec } from '../artifacts/mapping-spec.js';
import { isPrimitive } from '../chart/elements.js';
import { checkTextual, compileLines, detailScope } from './compile-lines.js';
import { ElementGroup } from './element-tree.js';
import { listEvaluator } from './list-evaluator.js';
import type { RowScope } from './row-scope.js';
import { SqlTextError } from './sql-text.js';
import {
  arrayEvaluator,
  type CleanStep,
  columnEvaluator,
  constantEvaluator,
  type Evaluator,
  firstEvaluator,
  isTyped,
  type TargetElement,
  templateEvaluator,
  whenEvaluator,
} from './value.js';
import { guarded, type SpecTrail, type ValueCompiler } from './value-compiler.js';

/** Adds every element of a spec part to a group, each evaluator through `wrap`. */
export function addElements(
  compiler: ValueCompiler,
  group: ElementGroup,
  elements: ElementsSpec,
  scope: RowScope,
  trail: SpecTrail,
  wrap?: (evaluator: Evaluator) => Evaluator,
): void {
  for (const [path, value] of Object.entries(elements)) {
    const at = [...trail, path];
    guarded(compiler, at, () =>
      group.add(
        path,
        (target) => {
          const evaluator = compileValue(compiler, value, target, scope, at);
          if (evaluator === null) return null;
          compiler.note(scope, target.element, evaluator.slots);
          return wrap ? wrap(evaluator) : evaluator;
        },
        isPlainElements(value) ? Object.keys(value.elements) : [],
        isRows(value),
      ),
    );
  }
}

const isPlainElements = (value: ValueSpec): value is { elements: ElementsSpec } =>
  typeof value === 'object' && !Array.isArray(value) && 'elements' in value;

const isRows = (value: ValueSpec): boolean => typeof value === 'object' && !Array.isArray(value) && 'list' in value;

/** null when something is wrong (reported). */
function compileValue(
  compiler: ValueCompiler,
  value: ValueSpec,
  target: TargetElement,
  scope: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  if (typeof value === 'string') return guarded(compiler, trail, () => simpleColumn(scope, value, target));
  if (Array.isArray(value)) {
    if (!target.info.isList) {
      compiler.report(
        trail,
        'element-no-list',
        `${target.element} is no list.`,
        'Give one value; use first to choose.',
      );
      return null;
    }
    const one = { ...target, info: { ...target.info, isList: false } };
    // A list of detail rows may stand among single items: its rows follow in its place. So do a code and its translation.
    const isSeveral = (v: ValueSpec): boolean =>
      isRows(v) || (typeof v === 'object' && !Array.isArray(v) && 'translate' in v && v.translate !== undefined);
    const items = value.map((v, i) => compileValue(compiler, v, isSeveral(v) ? target : one, scope, [...trail, i]));
    return items.every((i) => i !== null) ? arrayEvaluator(items as Evaluator[]) : null;
  }
  const plain = compileForm(compiler, value, target, scope, trail);
  if (plain === null || value.when === undefined) return plain;
  const condition = guarded(compiler, [...trail, 'when'], () => scope.expressionSlot(value.when!, true));
  return condition === null ? null : whenEvaluator(condition.slot, plain);
}

function simpleColumn(scope: RowScope, name: string, target: TargetElement): Evaluator {
  const slot = scope.columnSlot(name);
  checkTextual(target);
  scope.feed(slot);
  return columnEvaluator({ inputs: [slot], sources: [slot], cellTypes: [scope.slots[slot]!.cellType] }, target);
}

function compileForm(
  compiler: ValueCompiler,
  value: Exclude<ValueSpec, string | ValueSpec[]>,
  target: TargetElement,
  scope: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  if (isTyped(value, 'value')) {
    const constant = constantEvaluator(value.value, target);
    if (!constant) {
      const codes = target.info.codes
        ? `One of ${target.info.codes.slice(0, 12).join(', ')}.`
        : `Give a ${target.info.type}, or the parts of ${target.element}.`;
      compiler.report(
        [...trail, 'value'],
        'value-misfit',
        `The constant is no ${target.info.type} for ${target.element}.`,
        codes,
      );
    }
    return constant;
  }
  if (isTyped(value, 'template'))
    return guarded(compiler, [...trail, 'template'], () => compileTemplate(scope, value.template, target));
  if (isTyped(value, 'first')) {
    const choices = value.first.map((v, i) => compileValue(compiler, v, target, scope, [...trail, 'first', i]));
    return choices.every((c) => c !== null) ? firstEvaluator(choices as Evaluator[]) : null;
  }
  if (isTyped(value, 'elements')) {
    if (isPrimitive(target.info.type)) {
      compiler.report(
        trail,
        'element-no-parts',
        `${target.element} is a ${target.info.type}: it has no parts.`,
        'Give one value.',
      );
      return null;
    }
    const group = new ElementGroup(target.info.type, target.element);
    addElements(compiler, group, value.elements, scope, [...trail, 'elements']);
    return group.build();
  }
  if (isTyped(value, 'list')) return compileList(compiler, value, target, scope, trail);
  if (isTyped(value, 'lines')) return compileLines(compiler, value, target, scope, trail);
  if (isTyped(value, 'ref')) return compileReference(compiler, value, target, scope, trail);
  return compileColumnForm(compiler, value, target, scope, trail);
}

type ColumnForm = Extract<ValueSpec, { column: string } | { columns: string[] } | { sql: string }>;

function compileColumnForm(
  compiler: ValueCompiler,
  value: ColumnForm,
  target: TargetElement,
  scope: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  let inputs: number[];
  let sources: number[];
  if ('columns' in value) {
    const slots = value.columns.map((c, i) => guarded(compiler, [...trail, 'columns', i], () => scope.columnSlot(c)));
    if (slots.some((s) => s === null)) return null;
    inputs = slots as number[];
    sources = inputs;
  } else if ('sql' in value && typeof value.sql === 'string') {
    const text = value.sql;
    const expression = guarded(compiler, [...trail, 'sql'], () => scope.expressionSlot(text, false));
    if (expression === null) return null;
    inputs = [expression.slot];
    sources = expression.inputs;
  } else {
    const name = (value as { column: string }).column;
    const slot = guarded(compiler, [...trail, 'column'], () => scope.columnSlot(name));
    if (slot === null) return null;
    inputs = [slot];
    sources = inputs;
  }
  const map = 'map' in value ? value.map : undefined;
  const walk =
    'crosswalk' in value && value.crosswalk !== undefined
      ? compiler.crosswalk(value.crosswalk, [...trail, 'crosswalk'])
      : undefined;
  if (walk === null) return null;
  const translate =
    'translate' in value && value.translate !== undefined
      ? compiler.translation(value.translate, target, [...trail, 'translate'])
      : undefined;
  if (translate === null) return null;
  let clean: CleanStep | undefined;
  if (value.clean !== undefined) {
    const step = compiler.cleanStep(value.clean, inputs.length, [...trail, 'clean'], target);
    if (step === null) return null;
    clean = step;
  }
  if (!clean && !walk && !map) {
    if (
      guarded(compiler, trail, () => {
        checkTextual(target);
        return true;
      }) === null
    )
      return null;
  }
  if (map && !walk) checkMap(compiler, map, target, trail);
  for (const s of sources) scope.feed(s);
  return columnEvaluator(
    {
      ...{ inputs, sources, cellTypes: inputs.map((i) => scope.slots[i]!.cellType) },
      ...{ clean, map, crosswalk: walk, translate },
    },
    target,
  );
}

function checkMap(
  compiler: ValueCompiler,
  map: Readonly<Record<string, string | boolean | number | null>>,
  target: TargetElement,
  trail: SpecTrail,
): void {
  for (const [from, to] of Object.entries(map)) {
    if (to === null || constantEvaluator(to, target) !== null) continue;
    const hint = target.info.codes
      ? `One of ${target.info.codes.slice(0, 12).join(', ')}.`
      : `Give a ${target.info.type}.`;
    compiler.report(
      [...trail, 'map', from],
      'value-misfit',
      `What this is mapped to is no ${target.info.type} for ${target.element}.`,
      hint,
    );
  }
}

function compileTemplate(scope: RowScope, template: string, target: TargetElement): Evaluator {
  const parts: (string | number)[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > at) parts.push(template.slice(at, match.index));
    const slot = scope.columnSlot(match[1]!.trim());
    scope.feed(slot);
    parts.push(slot);
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push(template.slice(at));
  if (!parts.some((p) => typeof p === 'number'))
    throw new SqlTextError(0, 'The template names no column.', 'Write columns in braces, or use value for a constant.');
  return templateEvaluator(parts, target);
}

function compileReference(
  compiler: ValueCompiler,
  value: Extract<ValueSpec, { ref: string }>,
  target: TargetElement,
  scope: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  if (target.info.type !== 'Reference') {
    compiler.report(
      trail,
      'ref-misplaced',
      `${target.element} is no Reference but a ${target.info.type}.`,
      'Use ref only for references.',
    );
    return null;
  }
  if ((value.column === undefined) === (value.sql === undefined)) {
    compiler.report(
      trail,
      'ref-incomplete',
      'A ref needs exactly one of column and sql.',
      'Give the column that holds the key of the referenced row.',
    );
    return null;
  }
  const expression = guarded(compiler, [...trail, value.sql === undefined ? 'column' : 'sql'], () => {
    if (value.sql !== undefined) return scope.expressionSlot(value.sql, false);
    const slot = scope.columnSlot(value.column!);
    return { slot, inputs: [slot] };
  });
  if (expression === null) return null;
  for (const s of expression.inputs) scope.feed(s);
  return compiler.reference(value, expression.slot, expression.inputs, trail, target);
}

function compileList(
  compiler: ValueCompiler,
  value: ListSpec,
  target: TargetElement,
  parent: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  const { list } = value;
  const at = [...trail, 'list'];
  if (!target.info.isList) {
    compiler.report(
      trail,
      'element-no-list',
      `${target.element} is no list.`,
      'Use a join with order for one row of a detail table.',
    );
    return null;
  }
  if ((list.elements === undefined) === (list.item === undefined)) {
    compiler.report(
      at,
      'list-incomplete',
      'A list needs exactly one of elements and item.',
      'elements for objects, item for single values.',
    );
    return null;
  }
  const scope = detailScope(compiler, list, parent, at);
  if (scope === null) return null;
  const one: TargetElement = { ...target, info: { ...target.info, isList: false } };
  let item: Evaluator | null;
  if (list.elements) {
    const group = new ElementGroup(target.info.type, target.element);
    addElements(compiler, group, list.elements, scope, [...at, 'elements']);
    item = group.build();
  } else item = compileValue(compiler, list.item!, one, scope, [...at, 'item']);
  if (item === null) return null;
  return listEvaluator(scope, item, target.element);
}
