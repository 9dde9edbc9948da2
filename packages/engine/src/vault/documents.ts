import { createHash } from 'node:crypto';
import type { PageReading } from '../artifacts/page-reading.js';
import type { DocumentLink, DocumentPage, DocumentPlace, ScanDocument } from '../artifacts/scan-document.js';
import type { BlobStore } from './blobs.js';
import { timestamp, type VaultContext } from './context.js';
import type { AuditEvent } from './contract.js';
import type { VaultDatabase } from './database.js';
import { guarded } from './faults.js';
import { getMeta, setMeta } from './schema.js';

/** A document as it comes in. */
export interface NewDocument {
  /** Kept as they are, also of a document that could not be read; of one that is too large to be kept, its hash and size. */
  readonly bytes: Uint8Array | { readonly id: string; readonly length: number };
  readonly mediaType: string;
  /** As the file says; {@link pages} may have fewer. */
  readonly pageCount: number;
  readonly pages: readonly Omit<DocumentPage, 'document'>[];
  readonly place: DocumentPlace;
  readonly date: string | null;
  readonly title: string | null;
  readonly quarantine: string | null;
}

/** A table that names documents and their patients, as it lay beside them: kept, so that links can be made again. */
export interface DocumentIndexFile {
  /** Relative to the folder that was added. */
  readonly path: string;
  /** Name of its blob. */
  readonly blob: string;
}

interface DocumentRow {
  readonly id: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly pages: number;
  readonly places: string;
  readonly date: string | null;
  readonly title: string | null;
  readonly added_at: string;
  readonly quarantine: string | null;
}

const INDEXES = 'document-indexes';

export const documentId = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Documents of the manual lane: kept once each, with the places that held them, their pages, what was read on these, and whose they are. */
export class DocumentStore {
  constructor(
    private readonly db: VaultDatabase,
    private readonly blobs: BlobStore,
    private readonly context: VaultContext,
    /** Appends to the audit log, within the transaction that is open. */
    private readonly record: (event: AuditEvent) => void,
  ) {}

  /**
   * Keeps a document, or adds a place to the one of the same bytes; a date or title that it lacked is taken, nothing else of it changes. Durable and recorded as a whole
   * or not at all, so adding can be broken off and begun again.
   */
  add(document: NewDocument): { readonly id: string; readonly added: boolean; readonly placeAdded: boolean } {
    const { bytes, pages, place } = document;
    const id = bytes instanceof Uint8Array ? documentId(bytes) : bytes.id;
    return guarded(() =>
      this.db
        .transaction(() => {
          if (this.has(id)) return { id, added: false, placeAdded: this.addPlace(id, document) };
          if (bytes instanceof Uint8Array) this.blobs.put(bytes);
          this.db
            .prepare('INSERT INTO vault_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
            .run(
              ...[id, document.mediaType, bytes.length, document.pageCount, JSON.stringify([place])],
              ...[document.date, document.title, timestamp(this.context), document.quarantine],
            );
          this.putPages(id, pages);
          const detail = { pages: document.pageCount, quarantined: document.quarantine !== null };
          this.record({ action: 'document-add', outcome: 'success', object: id, detail });
          return { id, added: true, placeAdded: true };
        })
        .immediate(),
    );
  }

  /** What was found on a second reading of a document in quarantine; of one that was read nothing changes. */
  readAgain(id: string, found: Pick<NewDocument, 'mediaType' | 'pageCount' | 'pages' | 'quarantine'>): void {
    guarded(() =>
      this.db
        .transaction(() => {
          const { changes } = this.db
            .prepare(
              'UPDATE vault_documents SET media_type = ?, pages = ?, quarantine = ? WHERE id = ? AND quarantine IS NOT NULL',
            )
            .run(found.mediaType, found.pageCount, found.quarantine, id);
          if (changes === 0) return;
          this.db.prepare('DELETE FROM vault_pages WHERE document = ?').run(id);
          this.putPages(id, found.pages);
          this.record({
            action: 'document-read-again',
            outcome: found.quarantine === null ? 'success' : 'failure',
            object: id,
          });
        })
        .immediate(),
    );
  }

  /** Adds a place to a document that is there; false where it had it. */
  addPlace(id: string, { place, date, title }: Pick<NewDocument, 'place' | 'date' | 'title'>): boolean {
    return this.addPlaces(id, [place], date, title) > 0;
  }

  /** Adds places to a document that is there, and the date and title that it lacks; how many it had not. */
  addPlaces(
    id: string,
    places: readonly DocumentPlace[],
    date: string | null = null,
    title: string | null = null,
  ): number {
    const known = this.get(id);
    if (!known) throw new Error('a place of a document that is not there');
    const all = new Map(known.places.map((place) => [JSON.stringify(place), place]));
    for (const place of places) if (!all.has(JSON.stringify(place))) all.set(JSON.stringify(place), place);
    const added = all.size - known.places.length;
    const lacks = (known.date === null && date !== null) || (known.title === null && title !== null);
    if (added === 0 && !lacks) return 0;
    guarded(() =>
      this.db
        .transaction(() => {
          this.db
            .prepare('UPDATE vault_documents SET places = ?, date = ?, title = ? WHERE id = ?')
            .run(JSON.stringify([...all.values()]), known.date ?? date, known.title ?? title, id);
          if (added > 0)
            this.record({ action: 'document-place', outcome: 'success', object: id, detail: { places: added } });
        })
        .immediate(),
    );
    return added;
  }

  has(id: string): boolean {
    return this.db.prepare('SELECT 1 FROM vault_documents WHERE id = ?').get(id) !== undefined;
  }

  get(id: string): ScanDocument | undefined {
    const row = this.db.prepare('SELECT * FROM vault_documents WHERE id = ?').get(id) as DocumentRow | undefined;
    return row && documentOf(row);
  }

  /** All documents, by id; so the order is that of no folder. */
  list(): ScanDocument[] {
    return (this.db.prepare('SELECT * FROM vault_documents ORDER BY id').all() as DocumentRow[]).map(documentOf);
  }

  /** Documents whose id begins so, at most two: a person gives as much of it as is needed. */
  startingWith(prefix: string): ScanDocument[] {
    if (!/^[0-9a-f]{4,64}$/.test(prefix)) return [];
    return (
      this.db
        .prepare('SELECT * FROM vault_documents WHERE id >= ? AND id < ? LIMIT 2')
        .all(prefix, `${prefix}g`) as DocumentRow[]
    ).map(documentOf);
  }

  /** Its bytes; undefined where there is no such document. */
  bytes(id: string): Uint8Array | undefined {
    return guarded(() => this.blobs.get(id));
  }

  /** Pages in order. */
  pages(id: string): DocumentPage[] {
    const rows = this.db.prepare('SELECT * FROM vault_pages WHERE document = ? ORDER BY page').all(id);
    return (rows as (Omit<DocumentPage, 'blank'> & { blank: number })[]).map((row) => ({
      ...row,
      blank: row.blank === 1,
    }));
  }

  /** What was read on a page; `engine` names program, version and settings: another one's reading takes its place. */
  putReading(document: string, engine: string, reading: PageReading): void {
    guarded(() =>
      this.db
        .prepare('INSERT OR REPLACE INTO vault_readings (document, page, engine, reading) VALUES (?, ?, ?, ?)')
        .run(document, reading.page, engine, JSON.stringify(reading)),
    );
  }

  reading(document: string, page: number): { readonly engine: string; readonly reading: PageReading } | undefined {
    const row = this.db
      .prepare('SELECT engine, reading FROM vault_readings WHERE document = ? AND page = ?')
      .get(document, page) as { engine: string; reading: string } | undefined;
    return row && { engine: row.engine, reading: JSON.parse(row.reading) as PageReading };
  }

  /** Whose it is; undefined: nobody has said. */
  link(document: string): DocumentLink | undefined {
    const row = this.db.prepare('SELECT * FROM vault_links WHERE document = ?').get(document);
    return row === undefined ? undefined : linkOf(row as LinkRow);
  }

  /** All links, by document. */
  links(): DocumentLink[] {
    return (this.db.prepare('SELECT * FROM vault_links ORDER BY document').all() as LinkRow[]).map(linkOf);
  }

  /** Replaces all links by these: they follow from rules and decisions, and are made again as a whole. Recorded by their number. */
  replaceLinks(links: readonly DocumentLink[]): void {
    guarded(() =>
      this.db
        .transaction(() => {
          const before = JSON.stringify(this.links());
          const next = [...links].sort((a, b) => (a.document < b.document ? -1 : 1));
          if (JSON.stringify(next) === before) return;
          this.db.prepare('DELETE FROM vault_links').run();
          const insert = this.db.prepare(
            'INSERT INTO vault_links (document, patient, rule, reasons) VALUES (?, ?, ?, ?)',
          );
          for (const link of next) insert.run(link.document, link.patient, link.by, JSON.stringify(link.reasons));
          this.record({
            action: 'document-links',
            outcome: 'success',
            object: 'documents',
            detail: { links: next.length },
          });
        })
        .immediate(),
    );
  }

  private putPages(id: string, pages: NewDocument['pages']): void {
    const insert = this.db.prepare('INSERT INTO vault_pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    for (const { page, width, height, dpi, rotation, blank, text } of pages)
      insert.run(id, page, width, height, dpi, rotation, blank ? 1 : 0, text);
  }

  /** Index tables that came with the documents, by path. */
  indexFiles(): DocumentIndexFile[] {
    const text = getMeta(this.db, INDEXES);
    return typeof text === 'string' ? (JSON.parse(text) as DocumentIndexFile[]) : [];
  }

  /** Keeps an index table; one of the same path takes the place of the earlier. */
  putIndexFile(path: string, bytes: Uint8Array): void {
    guarded(() =>
      this.db
        .transaction(() => {
          const others = this.indexFiles().filter((file) => file.path !== path);
          const files = [...others, { path, blob: this.blobs.put(bytes) }];
          setMeta(this.db, INDEXES, JSON.stringify(files.sort((a, b) => (a.path < b.path ? -1 : 1))));
        })
        .immediate(),
    );
  }
}

interface LinkRow {
  readonly document: string;
  readonly patient: string | null;
  readonly rule: string;
  readonly reasons: string;
}

const linkOf = ({ document, patient, rule, reasons }: LinkRow): DocumentLink => ({
  ...{ document, patient, by: rule, reasons: JSON.parse(reasons) as string[] },
});

const documentOf = (row: DocumentRow): ScanDocument => ({
  id: row.id,
  mediaType: row.media_type,
  bytes: row.bytes,
  pages: row.pages,
  places: JSON.parse(row.places) as DocumentPlace[],
  date: row.date,
  title: row.title,
  addedAt: row.added_at,
  quarantine: row.quarantine,
});
