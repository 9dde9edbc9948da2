import { describedBy } from '../abstraction/documents/link-documents.js';
import type { DocumentRules } from '../artifacts/document-rules.js';
import { type AddedDocuments, type AddRequest, Intake } from './documents-intake.js';
import { indexTables, linkAllDocuments } from './documents-linking.js';
import { readRules } from './documents-rules.js';
import { folderFiles, readWithin } from './folder-files.js';

/**
 * Adds folders and files to the vault and links all documents again. Broken off, it goes on where it was when it is begun again: what is there is not parsed twice.
 * Errors: DOCUMENTS_MISSING, ARTIFACT_INVALID.
 */
export async function addDocuments(paths: readonly string[], request: AddRequest): Promise<AddedDocuments> {
  const { dir, vault, parser } = request;
  const { rules, order } = readRules(dir);
  const { files, ...skipped } = folderFiles(paths);
  vault.audit({ action: 'documents-add', outcome: 'success', object: 'documents', detail: { files: files.length } });
  const intake = new Intake(request);
  const tableNames = tableNamesOf(rules);
  const isTable = (path: string): boolean => tableNames.has(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
  let unread = skipped.unread;
  let tables = 0;
  for (const { full, path } of files.filter((file) => isTable(file.path))) {
    const bytes = readWithin(full, parser.limits.bytes);
    if (!(bytes instanceof Uint8Array)) unread++;
    else {
      vault.documents.putIndexFile(path, bytes);
      tables++;
    }
  }
  const context = { rules: rules.rules, tables: indexTables(vault, rules, order) };
  const documents = files.filter((file) => !isTable(file.path));
  const total = documents.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { full, path, size } of documents) {
    request.signal?.throwIfAborted();
    request.onProgress?.(done, total, `${intake.seen} documents`);
    done += size;
    intake.seen++;
    const bytes = readWithin(full, parser.limits.bytes);
    if (bytes === null) {
      unread++;
      continue;
    }
    const described = { place: { kind: 'file', path } as const, ...describedBy(path, context) };
    await intake.take(bytes, described, bytes instanceof Uint8Array ? null : 'file-too-large');
  }
  request.onProgress?.(total, total, `${intake.seen} documents`);
  const linking = linkAllDocuments(dir, vault);
  return { ...intake.counts(), unread, links: skipped.links, ignored: skipped.ignored, tables, linking };
}

const tableNamesOf = ({ rules }: DocumentRules): ReadonlySet<string> =>
  new Set(rules.flatMap((rule) => ('index' in rule ? [rule.index.file.toLowerCase()] : [])));
