import type { DocumentSize } from '../score.js';
import type { FindingList } from '../verdict.js';
import type { DocumentTree } from './document-tree.js';
import { type Place, type RuleText, reportAt } from './tree-rule.js';

/** OpenEMR's import fails without a message at about 14 MB (community reports; docs/formats/ccda-validation.md). */
export const SILENT_FAILURE_BYTES = 14 * 1024 * 1024;
/** From here a document nears that limit once more is added to the chart. */
const NEAR_BYTES = 10 * 1024 * 1024;
/** A binary that alone makes most of a document too large. */
const LARGE_BINARY_BYTES = 5 * 1024 * 1024;

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** Measures a document and says where importing systems are known to give up. */
export function checkSize(tree: DocumentTree, bytes: number, findings: FindingList): DocumentSize {
  let binaries = 0;
  let binaryBytes = 0;
  for (const name of ['text', 'value']) {
    for (const element of tree.named(name)) {
      if (element.attr('representation') !== 'B64') continue;
      // Base64 is ASCII, so characters are bytes; what counts is the file, not the decoded binary.
      const size = element.text.length;
      binaries += 1;
      binaryBytes += size;
      if (size > LARGE_BINARY_BYTES) report(tree, findings, largeBinary(size), element);
    }
  }
  if (bytes > NEAR_BYTES) report(tree, findings, tooLarge(bytes, binaries, binaryBytes), tree.root);
  return { bytes, binaries, binaryBytes };
}

function report(tree: DocumentTree, findings: FindingList, text: RuleText, at: Place): void {
  reportAt(findings, 'size', tree, text, at);
}

const tooLarge = (bytes: number, binaries: number, binaryBytes: number): RuleText => ({
  rule: bytes > SILENT_FAILURE_BYTES ? 'size-import-fails' : 'size-import-near-limit',
  severity: 'warning',
  message: `The file has ${mebibytes(bytes)}, of which ${binaries} embedded binaries are ${mebibytes(binaryBytes)}; OpenEMR gives up without a message at about ${mebibytes(SILENT_FAILURE_BYTES)}.`,
  hint: 'Write one patient summary and one document per encounter, and each scan as an Unstructured Document of its own.',
});

const largeBinary = (size: number): RuleText => ({
  rule: 'size-binary-large',
  severity: 'warning',
  message: `One embedded binary takes ${mebibytes(size)} of the file.`,
  hint: 'Write it as an Unstructured Document of its own, or scan it again with fewer dots per inch.',
});
