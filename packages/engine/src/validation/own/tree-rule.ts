import type { FindingList, Layer, Severity } from '../verdict.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';

/** What a rule of the document tree says where it is broken. */
export interface RuleText {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

/** A place of a finding: an element, or one of its attributes. */
export type Place = CdaElement | { readonly element: CdaElement; readonly attribute: string };

/** Adds one finding of a rule at a place of the tree. */
export function reportAt(findings: FindingList, layer: Layer, tree: DocumentTree, text: RuleText, place: Place): void {
  findings.add(layer, text.severity, () => {
    const element = 'element' in place ? place.element : place;
    const where = 'element' in place ? `${element.path}/@${place.attribute}` : element.path;
    return { rule: text.rule, where, line: tree.line(element), message: text.message, hint: text.hint };
  });
}
