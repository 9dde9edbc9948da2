import type { CrosswalkCodings } from './crosswalk-codings.js';
import { PathError } from './element-path.js';
import type { RowScope, ScopeTable } from './row-scope.js';
import { SqlTextError } from './sql-text.js';
import type { CodeTranslation } from './translate-codings.js';
import type { CleanStep, Evaluator, TargetElement } from './value.js';

export type SpecTrail = readonly PropertyKey[];

/** What compiling values needs of the spec and its surroundings. */
export interface ValueCompiler {
  /** Place of the fragment being compiled. */
  trail: SpecTrail;
  report(trail: SpecTrail, code: string, message: string, hint: string, part?: 'key' | 'value'): void;
  cleanStep(
    call: string | Record<string, Record<string, unknown>>,
    inputs: number,
    trail: SpecTrail,
    target: TargetElement,
  ): CleanStep | null;
  crosswalk(name: string, trail: SpecTrail): CrosswalkCodings | null;
  /** null where no such code system is known, or the element has no place for a further coding (reported). */
  translation(system: string, target: TargetElement, trail: SpecTrail): CodeTranslation | null;
  /** Fragment that is true for rows of the table that the scope plan's window leaves in the archive; null where there is no window. */
  window(table: ScopeTable): string | null;
  /** Compiles `ref:`; null when the spec it names does not exist. */
  reference(
    value: { ref: string; variant?: string | undefined },
    keySlot: number,
    sources: readonly number[],
    trail: SpecTrail,
    target: TargetElement,
  ): Evaluator | null;
  childScope(parent: RowScope): RowScope;
  /** Every element value with the columns it is made of, for `show` and `why`. */
  note(scope: RowScope, element: string, slots: readonly number[]): void;
}

/** Runs `work`; what is wrong in a fragment or path becomes an issue at that place of the spec. */
export function guarded<T>(compiler: ValueCompiler, trail: SpecTrail, work: () => T): T | null {
  compiler.trail = trail;
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlTextError) compiler.report(trail, sqlCode(error), error.message, error.hint);
    else if (error instanceof PathError) compiler.report(trail, 'element-unknown', error.message, error.hint, 'key');
    else throw error;
    return null;
  }
}

function sqlCode(error: SqlTextError): string {
  if (/no column|lacks a column/.test(error.message)) return 'column-unknown';
  if (/no staged table/.test(error.message)) return 'table-unknown';
  if (/Nothing here is called/.test(error.message)) return 'alias-unknown';
  return 'sql-invalid';
}
