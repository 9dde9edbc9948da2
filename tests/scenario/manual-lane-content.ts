import { createHash } from 'node:crypto';
import type { Abstraction, EntryKind } from '../../packages/engine/src/artifacts/keying-form.js';
import type { DocumentPlace } from '../../packages/engine/src/artifacts/scan-document.js';
import type { WorkState, WorkType } from '../../packages/engine/src/artifacts/work-item.js';
import type { Vault } from '../../packages/engine/src/vault/vault.js';

/** A document as the vault keeps it, for tests that do not read files. */
export interface LaneDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly title?: string;
  readonly date?: string;
  /** Text of each page; null: an image without text; blank: nothing is on it. */
  readonly pages: readonly (string | null | 'blank')[];
  /** Key of the patient; null: nobody's by decision; absent: nobody has said yet. */
  readonly patient?: string | null;
  readonly quarantine?: string;
  /** Absent: a file. */
  readonly place?: DocumentPlace;
}

/** Puts a document with its pages and its link into the vault; its id. */
export function addDocument(vault: Vault, document: LaneDocument): string {
  const id = vault.putBlob(document.bytes);
  const { mediaType, bytes, pages, date = null, title = null, quarantine = null } = document;
  const place = document.place ?? { kind: 'file', path: 'scans/file' };
  vault.db
    .prepare('INSERT INTO vault_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      id,
      mediaType,
      bytes.length,
      pages.length,
      JSON.stringify([place]),
      date,
      title,
      '2026-03-01T08:00:00Z',
      quarantine,
    );
  for (const [i, page] of pages.entries())
    vault.db
      .prepare('INSERT INTO vault_pages VALUES (?, ?, NULL, NULL, NULL, 0, ?, ?)')
      .run(id, i + 1, page === 'blank' ? 1 : 0, page === 'blank' ? null : page);
  if (document.patient !== undefined)
    vault.db.prepare("INSERT INTO vault_links VALUES (?, ?, 'decision', '[]')").run(id, document.patient);
  return id;
}

export function addItem(
  vault: Vault,
  id: string,
  state: WorkState,
  given: { patient: string | null; document?: string; page?: number; type?: WorkType; gold?: boolean },
): void {
  const { patient, document, page = 1, type = 'transcribe', gold = false } = given;
  const task = document === undefined ? { kind: 'choose' } : { kind: 'transcribe', document, page };
  vault.db
    .prepare(
      `INSERT INTO vault_work (id, maker, made_at, withdrawn, type, subject, patient, priority, gold, state, keyers, task)
        VALUES (?, 'test', '2026-03-01T08:00:00Z', 0, ?, ?, ?, 1, ?, ?, '[]', ?)`,
    )
    .run(id, type, `test/${id}`, patient, gold ? 1 : 0, state, JSON.stringify(task));
}

/** An entry that counts, keyed by one clerk and verified by another. */
export function entryOf(
  item: string,
  patient: string,
  document: string,
  kind: EntryKind,
  fields: Readonly<Record<string, string>>,
  more: Partial<Abstraction> = {},
): Abstraction {
  const id = createHash('sha256')
    .update(JSON.stringify([item, kind, fields]))
    .digest('hex')
    .slice(0, 24);
  return {
    ...{ id, item, patient, kind, fields, abstractor: 'Clerk One', reviewer: 'Clerk Two' },
    place: { document, page: 1, box: [120, 340, 400, 32] },
    at: '2026-03-02T09:00:00Z',
    methods: Object.fromEntries(Object.keys(fields).map((name) => [name, 'double' as const])),
    ...more,
  };
}
