import type { ValueSpec } from '../artifacts/mapping-spec.js';
import type { Cell } from '../base/cell.js';
import type { CleanContext, Cleaner } from '../base/cleaner.js';
import { Decimal } from '../base/decimal.js';
import type { ElementInfo } from '../chart/elements.js';
import { fitValue, MISFIT } from '../chart/fit.js';
import { withoutForbidden } from './characters.js';
import type { CrosswalkCodings } from './crosswalk-codings.js';
import { type Frame, isBlank } from './frame.js';
import type { CodeTranslation } from './translate-codings.js';

/** A compiled value: `evaluate` gives undefined where the value is absent. */
export interface Evaluator {
  evaluate(frame: Frame): unknown;
  /** Columns it is made of. */
  readonly slots: readonly number[];
  /** The spec alone decides it: it never makes an element by itself. */
  readonly constant: boolean;
}

export interface CleanStep {
  readonly cleaner: Cleaner;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: CleanContext;
}

type Mapped = string | boolean | number | null;

export interface ColumnSteps {
  readonly inputs: readonly number[];
  /** Columns whose cells the value is made of: the inputs, or what an expression names. */
  readonly sources: readonly number[];
  readonly cellTypes: readonly string[];
  readonly clean?: CleanStep | undefined;
  readonly map?: Readonly<Record<string, Mapped>> | undefined;
  readonly crosswalk?: CrosswalkCodings | undefined;
  readonly translate?: CodeTranslation | undefined;
}

/** Where the value goes. */
export interface TargetElement {
  readonly info: ElementInfo;
  /** Path for messages, `AllergyIntolerance.onsetDateTime`. */
  readonly element: string;
  /** Path that decides the code system of plain codes. */
  readonly binding: string;
}

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Decimal) return value.text;
  return null;
};

/** Puts a value into its element's shape, or raises `type-mismatch`. */
export function place(frame: Frame, value: unknown, target: TargetElement, sources: readonly number[]): unknown {
  const fitted = fitValue(value, target.info, target.binding);
  if (fitted !== MISFIT) {
    const kept = withoutForbidden(fitted);
    if (kept !== fitted) {
      frame.issue(sources, target.element, {
        severity: 'information',
        code: 'control-characters',
        message: 'Control characters were taken out of the text.',
      });
      if (kept === undefined) return undefined;
    }
    frame.run.real += 1;
    frame.settle(sources);
    return kept;
  }
  frame.issue(sources, target.element, {
    severity: 'error',
    code: 'type-mismatch',
    message: `The value is no ${target.info.type}${target.info.codes ? ` of FHIR's code list` : ''}.`,
    hint: 'Give the column a cleaning function, a map or a crosswalk that yields this type.',
  });
  return undefined;
}

/** A value read from columns (or one SQL expression), then cleaned, mapped or looked up. */
export function columnEvaluator(steps: ColumnSteps, target: TargetElement): Evaluator {
  const { inputs, sources, clean, map, crosswalk, translate } = steps;
  const first = inputs[0]!;
  const wantsBoolean = target.info.type === 'boolean' && !clean && !map;
  const isBooleanCell = steps.cellTypes[0] === 'boolean' || steps.cellTypes[0] === 'expression';
  const single = inputs.length === 1;
  if (steps.cellTypes.every((t) => t === 'absent'))
    return { slots: sources, constant: false, evaluate: () => undefined };
  return {
    slots: sources,
    constant: false,
    evaluate(frame) {
      let value: unknown = frame.cells[first];
      if (single ? isBlank(value) : inputs.every((i) => isBlank(frame.cells[i]))) return undefined;
      if (clean) {
        const cells = single ? [value as Cell] : inputs.map((i) => frame.cells[i] as Cell);
        const result = clean.cleaner.clean(cells, clean.args, clean.context);
        if (result.findings) for (const finding of result.findings) frame.issue(sources, target.element, finding);
        value = result.value;
        if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
          return undefined;
      }
      if (map) {
        const text = textOf(value);
        if (text === null || !Object.hasOwn(map, text)) {
          frame.issue(sources, target.element, {
            severity: 'warning',
            code: 'map-unlisted',
            message: 'The value is not listed in the map of this element.',
            hint: 'List it in the mapping spec, with null when it means nothing.',
          });
          return undefined;
        }
        value = map[text];
        if (value === null) {
          frame.settle(sources);
          return undefined;
        }
      }
      if (crosswalk) {
        const text = textOf(value);
        if (text === null) return place(frame, value, target, sources);
        const hit = crosswalk.codings(text);
        if (!hit.known) {
          frame.issue(sources, target.element, {
            severity: 'warning',
            code: 'crosswalk-missing',
            message: `The code is not listed in crosswalk/${crosswalk.name}.csv.`,
            hint: `Add it with its standard code, or as unmatched: chartlift crosswalk suggest ${crosswalk.name}.`,
          });
          value =
            target.info.type === 'CodeableConcept' || target.info.type === 'DemographicExtension'
              ? { coding: hit.codings, text }
              : target.info.type === 'code'
                ? undefined
                : hit.codings;
          if (value === undefined) return undefined;
        } else value = hit.codings;
      }
      if (translate) value = translate.add(value, (finding) => frame.issue(sources, target.element, finding));
      if (wantsBoolean && isBooleanCell && (value === 0 || value === 1)) value = value === 1;
      return place(frame, value, target, sources);
    },
  };
}

/** A constant; it counts as a value of the row only under a condition, which the caller adds. */
export function constantEvaluator(value: string | number | boolean, target: TargetElement): Evaluator | null {
  const fitted = fitValue(value, target.info, target.binding);
  if (fitted === MISFIT) return null;
  return { slots: [], constant: true, evaluate: () => fitted };
}

/** Text with `{column}` places; a blank column vanishes with the spaces around it. */
export function templateEvaluator(parts: readonly (string | number)[], target: TargetElement): Evaluator {
  const slots = parts.filter((p): p is number => typeof p === 'number');
  return {
    slots,
    constant: false,
    evaluate(frame) {
      if (slots.every((s) => isBlank(frame.cells[s]))) return undefined;
      let text = '';
      for (const part of parts) {
        if (typeof part === 'string') text += part;
        else text += isBlank(frame.cells[part]) ? '\ue000' : (textOf(frame.cells[part]) ?? '\ue000');
      }
      const full = text
        .replace(/\s*(?:\ue000\s*)+/g, (_, at: number, whole: string) =>
          at === 0 || at >= whole.trimEnd().length ? '' : ' ',
        )
        .trim();
      return place(frame, full, target, slots);
    },
  };
}

/** The first alternative that is present; the others count as considered. */
export function firstEvaluator(choices: readonly Evaluator[]): Evaluator {
  return {
    slots: choices.flatMap((c) => c.slots),
    constant: choices.every((c) => c.constant),
    evaluate(frame) {
      for (const [i, choice] of choices.entries()) {
        const value = choice.evaluate(frame);
        if (value === undefined) continue;
        for (const later of choices.slice(i + 1)) frame.settle(later.slots);
        return value;
      }
      return undefined;
    },
  };
}

/** Several values of one list element; absent ones are left out. */
export function arrayEvaluator(items: readonly Evaluator[]): Evaluator {
  return {
    slots: items.flatMap((i) => i.slots),
    constant: items.every((i) => i.constant),
    evaluate(frame) {
      const values: unknown[] = [];
      for (const item of items) {
        const value = item.evaluate(frame);
        if (Array.isArray(value)) values.push(...value);
        else if (value !== undefined) values.push(value);
      }
      return values.length > 0 ? values : undefined;
    },
  };
}

/** Only where the condition holds. A constant under a condition says something about the row. */
export function whenEvaluator(condition: number, inner: Evaluator): Evaluator {
  return {
    slots: inner.slots,
    constant: false,
    evaluate(frame) {
      if (frame.cells[condition] !== 1) return undefined;
      const value = inner.evaluate(frame);
      if (value !== undefined && inner.constant) frame.run.real += 1;
      return value;
    },
  };
}

/** Evaluated once for each row, however many variants share it. */
export function sharedEvaluator(inner: Evaluator): Evaluator {
  let generation = -1;
  let value: unknown;
  let real = 0;
  return {
    slots: inner.slots,
    constant: inner.constant,
    evaluate(frame) {
      const { run } = frame;
      if (generation !== run.generation) {
        const before = run.real;
        value = inner.evaluate(frame);
        real = run.real - before;
        generation = run.generation;
      } else run.real += real;
      return value;
    },
  };
}

export const isTyped = <K extends string>(value: ValueSpec, key: K): value is Extract<ValueSpec, Record<K, unknown>> =>
  typeof value === 'object' && !Array.isArray(value) && key in value;
