import { type DocumentRules, readDocumentRules } from '../artifacts/document-rules.js';
import { readWorkspaceConfig } from '../artifacts/workspace.js';

/** The document rules of a workspace, and the order of its dates in numbers where that is known. */
export function readRules(dir: string): { readonly rules: DocumentRules; readonly order: 'mdy' | 'dmy' | undefined } {
  const { dateOrder } = readWorkspaceConfig(dir);
  return { rules: readDocumentRules(dir), order: dateOrder === 'ymd' ? undefined : dateOrder };
}
