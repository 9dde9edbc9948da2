import type { XmlDocument } from 'libxml2-wasm';
import type { FindingList } from '../verdict.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';
import { type NodeCheck, NodeChecks, reportAt } from './node-check.js';

/** What a program writes when it had nothing to write. `null` alone is a word of some texts, so it counts only as a whole text. */
const PLACEHOLDER = /\[object \w+\]|\bundefined\b|\bNaN\b|^\s*null\s*$|\bnull null\b/;

/** True of every source in which PLACEHOLDER or a placeholder attribute can be found; entities that spell a word apart are not met. */
const MAY_HOLD_PLACEHOLDER = /\[object |undefined|NaN|null null|[>"'[]\s*null\s*[<"'\]]|["']None["']/;

/** Every text in which PLACEHOLDER can be found. */
const CANDIDATE = /null|undefined|NaN|\[object /;
const IN_TEXT: NodeCheck = {
  layer: 'narrative',
  rule: 'narrative-placeholder',
  severity: 'error',
  select: "//text()[contains(.,'null') or contains(.,'undefined') or contains(.,'NaN') or contains(.,'[object ')]",
  wrong: (text) => PLACEHOLDER.test(text),
  message: 'The text holds what a program writes for a missing value.',
  hint: 'Leave missing values out, or write a nullFlavor.',
};

const IN_ATTRIBUTE: NodeCheck = {
  layer: 'narrative',
  rule: 'placeholder-value',
  severity: 'error',
  select: "//@*[.='null' or .='undefined' or .='NaN' or .='None' or contains(.,'[object ')]",
  message: 'The attribute holds what a program writes for a missing value.',
  hint: 'Leave missing values out, or write a nullFlavor.',
};

const isPlaceholder = (name: string, value: string): boolean =>
  value.includes('[object ') ||
  // The tree has a type without the prefix of its value, which makes it no placeholder.
  (name !== 'xsi:type' && (value === 'null' || value === 'undefined' || value === 'NaN' || value === 'None'));

/** Looks for what programs write for a missing value, in texts and attributes. */
export class PlaceholderCheck {
  private readonly checks = new NodeChecks([IN_TEXT, IN_ATTRIBUTE]);

  run(document: XmlDocument, tree: DocumentTree, findings: FindingList): void {
    if (!MAY_HOLD_PLACEHOLDER.test(tree.text)) return;
    const found: CdaElement[] = [];
    for (const element of tree.elements) {
      if (!CANDIDATE.test(element.text)) continue;
      // The tree keeps no pieces: which of them it is in is asked of the parsed document.
      if (element.textPieces > 1) {
        this.checks.run(document, findings);
        return;
      }
      if (PLACEHOLDER.test(element.text)) found.push(element);
    }
    for (const element of found) reportAt(findings, IN_TEXT, tree, element);
    for (const element of tree.elements) {
      const given = element.namesAndValues();
      for (let i = 0; i < given.length; i += 2) {
        const name = given[i] ?? '';
        if (isPlaceholder(name, given[i + 1] ?? '')) reportAt(findings, IN_ATTRIBUTE, tree, element, name);
      }
    }
  }

  dispose(): void {
    this.checks.dispose();
  }
}
