import { type XmlDocument, type XmlNode, XmlXPath } from 'libxml2-wasm';
import { nodeLine, nodePath } from '../node-path.js';
import type { FindingList, Layer } from '../verdict.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';

/** What one of Chartlift's own rules says. */
export interface Said {
  readonly layer: Layer;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
}

/** A rule with what to select in the parsed document, and which of it is wrong. */
export interface NodeCheck extends Said {
  /** XPath 1.0; prefix `c` is CDA's namespace. Selects candidates, or the wrong nodes themselves when `wrong` is absent. */
  readonly select: string;
  /** Decides on the node's text. */
  readonly wrong?: (text: string) => boolean;
}

export const CDA_NAMESPACE = { c: 'urn:hl7-org:v3' } as const;

/** A table of checks, compiled once. */
export class NodeChecks {
  private readonly compiled: readonly { readonly check: NodeCheck; readonly select: XmlXPath }[];

  constructor(checks: readonly NodeCheck[]) {
    this.compiled = checks.map((check) => ({ check, select: XmlXPath.compile(check.select, CDA_NAMESPACE) }));
  }

  run(document: XmlDocument, findings: FindingList): void {
    for (const { check, select } of this.compiled) {
      for (const node of document.find(select)) {
        if (check.wrong && !check.wrong(node.content)) continue;
        report(findings, check, node);
      }
    }
  }

  dispose(): void {
    for (const { select } of this.compiled) select.dispose();
  }
}

/** Adds one finding at an element of the tree, or at an attribute of it. */
export function reportAt(
  findings: FindingList,
  said: Said,
  tree: DocumentTree,
  element: CdaElement,
  attribute?: string,
): void {
  findings.add(said.layer, said.severity, () => ({
    rule: said.rule,
    where: attribute === undefined ? element.path : `${element.path}/@${attribute}`,
    line: tree.endLine(element),
    message: said.message,
    hint: said.hint,
  }));
}

/** Adds one finding at a node. */
function report(findings: FindingList, check: Said, node: XmlNode): void {
  findings.add(check.layer, check.severity, () => ({
    rule: check.rule,
    where: nodePath(node),
    line: nodeLine(node),
    message: check.message,
    hint: check.hint,
  }));
}
