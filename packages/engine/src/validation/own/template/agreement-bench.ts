import type { Validator } from '../../validator.js';
import type { Layer } from '../../verdict.js';
import { DocumentTree } from '../document-tree.js';
import { STATEMENTS } from './constraints/statements.js';
import { brokenStatements } from './statement-check.js';

/** How often a statement was said to be broken by both, by the Schematron alone and by the own rules alone. */
export interface Agreement {
  both: number;
  theirs: number;
  ours: number;
}

/**
 * Editions that the writer does not write, of templates whose CONF numbers they share: documents with them are not compared. R2.0 and a
 * draft of R2.1 of the header, of which the Schematron asks the data types.
 */
export const OTHER_EDITION = /10\.20\.22\.(?:1\.1|4\.48|4\.61)"\s+extension="(?!2015-08-01)/;

/** Numbers of the statements that the own rules hold and that R2.1's Schematron can ask. */
export const STATED: ReadonlySet<string> = new Set(
  STATEMENTS.filter((group) => !group.later).flatMap((group) => group.statements.map((one) => one.conf)),
);

const OTHERS: readonly Layer[] = ['xsd', 'template', 'vocabulary', 'narrative', 'size', 'importer', 'scorecard'];

/** Statements that a document breaks by the Schematron: severity and number, with how many places. */
export function brokenBySchematron(validator: Validator, text: string): ReadonlyMap<string, number> | null {
  const verdict = validator.validate(text, { without: OTHERS });
  if (verdict.refused) return null;
  const places = new Set<string>();
  for (const { layer, rule, severity, where } of verdict.findings) {
    const number = /^a-(\d+-\d+)/.exec(rule)?.[1];
    if (layer === 'schematron' && number !== undefined && STATED.has(number))
      places.add(`${severity} ${number} ${where}`);
  }
  return counted([...places].map((place) => place.replace(/ [^ ]*$/, '')));
}

/** The same by the own rules. */
export function brokenByOwnRules(text: string): ReadonlyMap<string, number> {
  const tree = DocumentTree.read(text);
  return counted(
    [...(tree ? brokenStatements(tree, false) : [])].map(
      ([{ rule, severity }]) => `${severity} ${rule.slice('conf-'.length)}`,
    ),
  );
}

/** Adds what one document says to the agreement by statement. */
export function compare(
  theirs: ReadonlyMap<string, number>,
  ours: ReadonlyMap<string, number>,
  into: Map<string, Agreement>,
): void {
  for (const key of new Set([...theirs.keys(), ...ours.keys()])) {
    const agreement = into.get(key) ?? { both: 0, theirs: 0, ours: 0 };
    into.set(key, agreement);
    const a = theirs.get(key) ?? 0;
    const b = ours.get(key) ?? 0;
    agreement.both += Math.min(a, b);
    agreement.theirs += Math.max(0, a - b);
    agreement.ours += Math.max(0, b - a);
  }
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
