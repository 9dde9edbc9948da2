import type { DocumentParser } from '../abstraction/documents/document-parser.js';
import type { ParsedDocument } from '../abstraction/documents/parse-document.js';
import type { DocumentPlace } from '../artifacts/scan-document.js';
import { documentId, type NewDocument } from '../vault/documents.js';
import type { Vault } from '../vault/vault.js';
import type { LinkedDocuments } from './documents-linking.js';

export interface AddRequest {
  readonly dir: string;
  /** Open for writing. */
  readonly vault: Vault;
  readonly parser: Pick<DocumentParser, 'limits' | 'parse'>;
  /** Read documents in quarantine again. */
  readonly retry?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number, note: string) => void;
}

/** What adding did. Every file or cell is in one of the counts. */
export interface AddedDocuments {
  /** Files or cells that were looked at. */
  readonly seen: number;
  /** New documents, those in quarantine among them. */
  readonly added: number;
  /** Were there already, from the same place or another. */
  readonly known: number;
  readonly quarantined: Readonly<Record<string, number>>;
  /** Files that could not be read, and folders. */
  readonly unread: number;
  /** Links in folders, not followed. */
  readonly links: number;
  readonly ignored: number;
  /** Index tables, kept beside the documents. */
  readonly tables: number;
  readonly pages: number;
  readonly blankPages: number;
  readonly linking: LinkedDocuments;
}

/** Counts of documents as they come in; shared by files and cells. */
export class Intake {
  seen = 0;
  added = 0;
  known = 0;
  pages = 0;
  blankPages = 0;
  readonly quarantined = new Map<string, number>();

  constructor(private readonly request: Pick<AddRequest, 'vault' | 'parser' | 'retry'>) {}

  /** Keeps one document, parsed when it is new; `quarantine`: why it is not even parsed. */
  async take(
    bytes: NewDocument['bytes'],
    described: { readonly place: DocumentPlace; readonly date: string | null; readonly title: string | null },
    quarantine: string | null = null,
  ): Promise<'added' | 'known'> {
    const { vault, parser, retry } = this.request;
    const id = bytes instanceof Uint8Array ? documentId(bytes) : bytes.id;
    const known = vault.documents.get(id);
    if (known) {
      vault.documents.addPlace(id, described);
      this.known++;
      if (retry && known.quarantine !== null && bytes instanceof Uint8Array) {
        const found = await parser.parse(bytes);
        vault.documents.readAgain(id, found);
        this.count(found);
      }
      return 'known';
    }
    const unparsed: ParsedDocument = { mediaType: 'application/octet-stream', pageCount: 0, pages: [], quarantine };
    const found = quarantine === null && bytes instanceof Uint8Array ? await parser.parse(bytes) : unparsed;
    vault.documents.add({ ...found, ...described, bytes });
    this.added++;
    this.count(found);
    return 'added';
  }

  private count({ pageCount, pages, quarantine }: ParsedDocument): void {
    this.pages += pageCount;
    this.blankPages += pages.filter((page) => page.blank).length;
    if (quarantine !== null) this.quarantined.set(quarantine, (this.quarantined.get(quarantine) ?? 0) + 1);
  }

  counts(): Pick<AddedDocuments, 'seen' | 'added' | 'known' | 'quarantined' | 'pages' | 'blankPages'> {
    const { seen, added, known, pages, blankPages } = this;
    return { seen, added, known, pages, blankPages, quarantined: Object.fromEntries([...this.quarantined].sort()) };
  }
}
