import { type XmlDocument, type XmlNode, XmlXPath } from 'libxml2-wasm';
import { nodeLine, nodePath } from '../node-path.js';
import type { FindingList, Layer } from '../verdict.js';

/** One of Chartlift's own rules: what to select, which of it is wrong, and what to say. */
export interface NodeCheck {
  readonly layer: Layer;
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** XPath 1.0; prefix `c` is CDA's namespace. Selects candidates, or the wrong nodes themselves when `wrong` is absent. */
  readonly select: string;
  /** Decides on the node's text. */
  readonly wrong?: (text: string) => boolean;
  readonly message: string;
  readonly hint: string;
}

export const CDA_NAMESPACE = { c: 'urn:hl7-org:v3' } as const;

/** A table of checks, compiled once. */
export class NodeChecks {
  private readonly compiled: readonly { readonly check: NodeCheck; readonly select: XmlXPath }[];

  constructor(checks: readonly NodeCheck[]) {
    this.compiled = checks.map((check) => ({ check, select: XmlXPath.compile(check.select, CDA_NAMESPACE) }));
  }

  /** `only`: indexes of the checks to run, all by default. */
  run(document: XmlDocument, findings: FindingList, only?: ReadonlySet<number>): void {
    for (const [index, { check, select }] of this.compiled.entries()) {
      if (only?.has(index) === false) continue;
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

/** Adds one finding at a node. */
export function report(
  findings: FindingList,
  check: Pick<NodeCheck, 'layer' | 'rule' | 'severity' | 'message' | 'hint'>,
  node: XmlNode,
): void {
  findings.add(check.layer, check.severity, () => ({
    rule: check.rule,
    where: nodePath(node),
    line: nodeLine(node),
    message: check.message,
    hint: check.hint,
  }));
}
