import type { RoutedDocument } from '../abstraction/routing/rules.js';
import { ENTRY_KINDS, type EntryKind } from '../artifacts/keying-form.js';
import type { NoteSuggestion } from '../artifacts/note-suggestion.js';
import type { PageReading } from '../artifacts/page-reading.js';
import type { DocumentPage, ScanDocument } from '../artifacts/scan-document.js';
import { parseLocator } from '../base/locator.js';
import type { Vault } from '../vault/vault.js';

/** Suggestions from the text of a page. */
export type Suggest = (text: string) => readonly NoteSuggestion[];

/** A page that somebody may be asked to key, with what a machine makes of it. */
export interface SurveyedPage {
  readonly page: DocumentPage;
  /** null: it has a text of its own, or nothing has read it. */
  readonly reading: PageReading | null;
}

/** A document with its pages as rules see it; texts and readings are looked up when they are asked for, and held for this document alone. */
export interface OpenDocument extends RoutedDocument {
  readonly document: ScanDocument;
  /** Pages with something on them, in order. */
  readonly surveyed: () => readonly SurveyedPage[];
  /** Suggestions of a page that are entries of a form. */
  readonly suggestions: (page: number) => readonly NoteSuggestion[];
}

const isEntryKind = (kind: string): kind is EntryKind => (ENTRY_KINDS as readonly string[]).includes(kind);

/** A document of the vault as rules see it. */
export function openDocument(vault: Vault, document: ScanDocument, suggest: Suggest): OpenDocument {
  const { id } = document;
  const pages = vault.documents.pages(id).filter(({ blank }) => !blank);
  const read = new Set(
    vault.db.prepare('SELECT page FROM vault_readings WHERE document = ?').pluck().all(id) as number[],
  );
  const scans = pages.filter(({ text }) => text === null).length;
  const surveyed = once(() =>
    pages.map(
      (page): SurveyedPage => ({
        page,
        reading:
          page.text === null && read.has(page.page) ? (vault.documents.reading(id, page.page)?.reading ?? null) : null,
      }),
    ),
  );
  const suggested = once(() => {
    const byPage = new Map<number, readonly NoteSuggestion[]>();
    for (const { page, reading } of surveyed()) {
      const text = page.text ?? reading?.text ?? '';
      if (text.trim() !== '')
        byPage.set(
          page.page,
          suggest(text).filter(({ kind }) => isEntryKind(kind)),
        );
    }
    return byPage;
  });
  return {
    ...{ id, document, mediaType: document.mediaType, title: document.title, date: document.date },
    pages: pages.length,
    unreadPages: pages.filter(({ text, page }) => text === null && !read.has(page)).length,
    from: pages.length === 0 ? null : scans === 0 ? 'text' : scans === pages.length ? 'scan' : 'mixed',
    finds: once(
      () => new Set([...suggested().values()].flatMap((list) => list.map(({ kind }) => kind).filter(isEntryKind))),
    ),
    accepted: once(() => acceptedShare(surveyed())),
    cells: document.places.flatMap((place) => {
      const cell = place.kind === 'cell' ? parseLocator(place.locator) : null;
      return cell?.column === undefined ? [] : [{ table: `${cell.source}/${cell.table}`, column: cell.column }];
    }),
    surveyed,
    suggestions: (page) => suggested().get(page) ?? [],
  };
}

function acceptedShare(pages: readonly SurveyedPage[]): number | null {
  let [words, accepted] = [0, 0];
  for (const { reading } of pages) {
    if (reading?.origin !== 'ocr') continue;
    words += reading.words.length;
    accepted += reading.words.filter((word) => word.accepted).length;
  }
  return words === 0 ? null : accepted / words;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
