import type { DocumentParser } from '../abstraction/documents/document-parser.js';
import type { Candidate } from '../abstraction/documents/named-patient.js';
import type { DocumentPage, ScanDocument } from '../artifacts/scan-document.js';
import { MigrationError } from '../base/error.js';
import type { PageImage } from '../formats/image/page-image.js';
import type { Vault } from '../vault/vault.js';
import { judgeAllDocuments } from './documents-linking.js';

/** A document as it is listed: without what people named it, unless they ask. */
export interface ListedDocument {
  readonly id: string;
  readonly type: string;
  readonly bytes: number;
  readonly pages: number;
  readonly blankPages: number;
  /** Pages with an image and no text of their own that have not been read yet. */
  readonly unreadPages: number;
  /** `linked`, `nobody` (by decision), `doubt`. */
  readonly link: 'linked' | 'nobody' | 'doubt';
  /** Key of the patient row; null where it is linked to none. */
  readonly patient: string | null;
  /** Rule or decision; null: none. */
  readonly by: string | null;
  /** Why it is not linked, and whom it may be of; null where it is. */
  readonly doubt: { readonly code: string; readonly candidates: readonly Candidate[] } | null;
  readonly quarantine: string | null;
  /** PHI; absent unless asked for. */
  readonly title?: string | null;
  readonly date?: string | null;
  readonly places?: readonly string[];
}

export interface DocumentList {
  readonly documents: readonly ListedDocument[];
  readonly counts: {
    readonly documents: number;
    readonly pages: number;
    readonly blankPages: number;
    readonly linked: number;
    readonly nobody: number;
    readonly doubts: number;
    readonly quarantined: number;
  };
}

/** All documents with their state. With `names`, titles and places too: that is recorded in the audit log. */
export function listDocuments(dir: string, vault: Vault, names = false): DocumentList {
  if (names) vault.audit({ action: 'documents-view', outcome: 'success', object: 'documents' });
  const judged = judgeAllDocuments(dir, vault);
  const links = new Map(judged.links.map((link) => [link.document, link]));
  const doubts = new Map(judged.doubts.map((doubt) => [doubt.document, doubt]));
  const documents = vault.documents.list().map((document): ListedDocument => {
    const { id } = document;
    const pages = vault.documents.pages(id);
    const link = links.get(id);
    const doubt = doubts.get(id);
    return {
      ...{ id, type: document.mediaType, bytes: document.bytes, pages: document.pages },
      blankPages: pages.filter((page) => page.blank).length,
      unreadPages: pages.filter((page) => isUnread(vault, page)).length,
      link: link === undefined ? 'doubt' : link.patient === null ? 'nobody' : 'linked',
      ...{ patient: link?.patient ?? null, by: link?.by ?? null },
      doubt: doubt === undefined ? null : { code: doubt.code, candidates: doubt.candidates },
      quarantine: document.quarantine,
      ...(names ? { title: document.title, date: document.date, places: placesOf(document) } : {}),
    };
  });
  const count = (test: (one: ListedDocument) => boolean): number => documents.filter(test).length;
  const sum = (of: (one: ListedDocument) => number): number => documents.reduce((all, one) => all + of(one), 0);
  return {
    documents,
    counts: {
      documents: documents.length,
      pages: sum(({ pages }) => pages),
      blankPages: sum(({ blankPages }) => blankPages),
      linked: count(({ link }) => link === 'linked'),
      nobody: count(({ link }) => link === 'nobody'),
      doubts: count(({ link }) => link === 'doubt'),
      quarantined: count(({ quarantine }) => quarantine !== null),
    },
  };
}

const isUnread = (vault: Vault, { document, page, blank, text, width }: DocumentPage): boolean =>
  !blank && text === null && width !== null && vault.documents.reading(document, page) === undefined;

const placesOf = ({ places }: ScanDocument): string[] =>
  places.map((place) => (place.kind === 'file' ? place.path : place.locator));

/** The image of a page, rendered in the child; recorded in the audit log. Errors: DOCUMENT_NOT_KEPT, and those of the parser. */
export async function viewPage(
  vault: Vault,
  parser: Pick<DocumentParser, 'render'>,
  document: ScanDocument,
  page: number,
): Promise<PageImage> {
  vault.audit({ action: 'document-view', outcome: 'success', object: document.id, detail: { page } });
  const bytes = vault.documents.bytes(document.id);
  if (bytes) return parser.render(bytes, document.mediaType, page);
  throw new MigrationError('The document was too large to be kept', {
    code: 'DOCUMENT_NOT_KEPT',
    hint: 'Look at it where it came from.',
  });
}
