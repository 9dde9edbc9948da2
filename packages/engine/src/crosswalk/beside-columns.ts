import type { TermKind } from './contract.js';

export interface BesideColumns {
  readonly unit: string | null;
  readonly specimen: string | null;
  readonly context: string | null;
}

const UNIT = /(^|[_ ])(units?|uom|valueuom|amountuom|unit_?of_?measure)($|[_ ])|units?$|uom$/i;
const SPECIMEN = /specimen|fluid|sample_?type|body_?site|matrix/i;
const LAB_CONTEXT = /category|department|section|discipline|lab_?class|panel|test_?group/i;
const DRUG_CONTEXT = /route|order_?category|administration|formulation/i;

/** Columns of a value's own table that tell what is meant, by their names, for where a spec maps none. Keys and counts are no words. */
export function besideColumns(kind: TermKind, names: readonly string[], own: string): BesideColumns {
  const like = (shape: RegExp): string | null =>
    names.find((name) => name !== own && shape.test(name) && !/(^|_)(id|code|count|seq|no|num|date)$/i.test(name)) ??
    null;
  if (kind === 'lab') return { unit: like(UNIT), specimen: like(SPECIMEN), context: like(LAB_CONTEXT) };
  if (kind === 'drug') return { unit: null, specimen: null, context: like(DRUG_CONTEXT) };
  return { unit: null, specimen: null, context: null };
}
