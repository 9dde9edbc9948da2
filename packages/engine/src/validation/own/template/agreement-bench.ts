import type { Validator } from '../../validator.js';
import type { Layer } from '../../verdict.js';
import { DocumentTree } from '../document-tree.js';
import { STATEMENTS } from './constraints/statements.js';
import { NOT_PAIRED, unpairedIds } from './paired-ids.js';
import { brokenStatements } from './statement-check.js';
import { isR21Document } from './template-ids.js';

/** How often a statement was said to be broken by both, by the Schematron alone and by the own rules alone. */
export interface Agreement {
  both: number;
  theirs: number;
  ours: number;
}

/** Numbers of the statements that the own rules hold and that R2.1's Schematron can ask. */
export const STATED: ReadonlySet<string> = new Set(
  STATEMENTS.filter((group) => !group.later).flatMap((group) => group.statements.map((one) => one.conf)),
);

/**
 * Editions that the writer does not write, of templates of which the Schematron asks the same data types in all editions (R2.0 and a
 * draft of R2.1), and document types that give these data types to parts of their own: documents with them are not compared.
 */
const OTHER_EDITION =
  /10\.20\.22\.(?:(?:1\.1|4\.48|4\.61)"\s+extension="(?!2015-08-01)|1\.(?:3|5|6|7|13|15)"\s+extension)/;

/**
 * Where the own rules say more, and why:
 * - 1198-7504: HL7's assertion looks for the status beside the act instead of in it, and so can never fail.
 * - 81-: the data types of the header hold in a document type too that takes the header over without its template id.
 */
const OURS_ALONE = /^(error|warning) (1198-7504|81-\d+)$/;

const OTHERS: readonly Layer[] = ['xsd', 'template', 'vocabulary', 'narrative', 'size', 'importer', 'scorecard'];

/** Compares the own rules with HL7's Schematron, by statement. */
export class AgreementBench {
  readonly found = new Map<string, Agreement>();
  documents = 0;

  constructor(private readonly validator: Validator) {}

  /** Whether the document could be judged by both. */
  judge(text: string): boolean {
    if (OTHER_EDITION.test(text)) return false;
    const theirs = brokenBySchematron(this.validator, text);
    if (!theirs) return false;
    // HL7's rule takes the R1.1 id of a document type for the R2.1 id too (a `contains` that the shorter text fits); the guide asks R2.1 documents.
    if (!isR21(text)) theirs.delete(`error ${NOT_PAIRED.rule}`);
    const ours = brokenByOwnRules(text);
    this.documents += 1;
    for (const key of new Set([...theirs.keys(), ...ours.keys()])) {
      const agreement = this.found.get(key) ?? { both: 0, theirs: 0, ours: 0 };
      this.found.set(key, agreement);
      const a = theirs.get(key) ?? 0;
      const b = ours.get(key) ?? 0;
      agreement.both += Math.min(a, b);
      agreement.theirs += Math.max(0, a - b);
      agreement.ours += Math.max(0, b - a);
    }
    return true;
  }

  /** Statements said to be broken by one side only, without those where that is known and right. */
  disagreements(): string[] {
    return [...this.found]
      .filter(([key, { theirs, ours }]) => theirs > 0 || (ours > 0 && !OURS_ALONE.test(key)))
      .map(([key, one]) => `${key} ${JSON.stringify(one)}`)
      .sort();
  }

  /** One line of figures. */
  summary(): string {
    const sum = { both: 0, theirs: 0, ours: 0 };
    for (const one of this.found.values())
      for (const side of ['both', 'theirs', 'ours'] as const) sum[side] += one[side];
    return `${this.documents} documents, ${this.found.size} statements broken; by both ${sum.both}, Schematron alone ${sum.theirs}, own rules alone ${sum.ours}`;
  }
}

/** Statements that a document breaks by the Schematron: severity and number, with how many places; null where it cannot be read. */
function brokenBySchematron(validator: Validator, text: string): Map<string, number> | null {
  const verdict = validator.validate(text, { without: OTHERS });
  if (verdict.refused) return null;
  const places = new Set<string>();
  for (const { layer, rule, severity, where } of verdict.findings) {
    const number = rule.startsWith('hasCompatibleR1.1TemplateId') ? NOT_PAIRED.rule : /^a-(\d+-\d+)/.exec(rule)?.[1];
    if (layer === 'schematron' && number !== undefined && (STATED.has(number) || number === NOT_PAIRED.rule))
      places.add(`${severity} ${number} ${where}`);
  }
  return counted([...places].map((place) => place.replace(/ [^ ]*$/, '')));
}

function isR21(text: string): boolean {
  const ids = DocumentTree.read(text)?.root.at('templateId') ?? [];
  return ids.some((id) => isR21Document(id.attr('root') ?? '', id.attr('extension') ?? ''));
}

/** The same by the own rules. */
function brokenByOwnRules(text: string): ReadonlyMap<string, number> {
  const tree = DocumentTree.read(text);
  const keys: string[] = [];
  for (const [{ rule, severity }] of tree ? brokenStatements(tree, false) : []) {
    const number = rule.slice('conf-'.length);
    if (STATED.has(number)) keys.push(`${severity} ${number}`);
  }
  for (const _ of tree ? unpairedIds(tree) : []) keys.push(`error ${NOT_PAIRED.rule}`);
  return counted(keys);
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
