import { cellDocument } from '../abstraction/documents/stored-cell.js';
import type { CellRule } from '../artifacts/document-rules.js';
import type { DocumentPlace } from '../artifacts/scan-document.js';
import type { Cell } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import { formatLocator } from '../base/locator.js';
import { findColumn } from '../mapping/staged-sql.js';
import { documentId } from '../vault/documents.js';
import { boundRules } from './cell-rules.js';
import { type AddedDocuments, type AddRequest, Intake } from './documents-intake.js';
import { linkAllDocuments } from './documents-linking.js';
import { readRules } from './documents-rules.js';

/** Rows that are in memory together: each may hold a document. */
const ROWS = 32;
/** Places of documents that are there already, before they are written: the same note may stand in very many rows. */
const MOST_PENDING = 5000;

/**
 * Adds the documents that lie in staged columns by the `cells:` rules of documents.yaml, and links all documents again. Begun again, it adds what is missing.
 * A cell that is not packed as its rule says is kept as it is, in quarantine. Errors: CELL_RULES_NONE (kind usage), CELL_RULE_UNKNOWN, ARTIFACT_INVALID.
 */
export async function addCells(request: AddRequest): Promise<AddedDocuments> {
  const { dir, vault, parser } = request;
  const { rules } = readRules(dir);
  if (rules.cells.length === 0)
    throw new MigrationError('No rule says which staged columns hold documents', {
      code: 'CELL_RULES_NONE',
      kind: 'usage',
      where: 'documents.yaml',
      hint: 'Write one under `cells:`; docs/guide/documents.md shows how.',
    });
  const bound = boundRules(vault, rules);
  const total = bound.reduce((sum, { table }) => sum + table.rows, 0);
  vault.audit({ action: 'documents-cells', outcome: 'success', object: 'documents', detail: { rows: total } });
  const intake = new Intake(request);
  const pending = new Map<string, DocumentPlace[]>();
  let waiting = 0;
  const flush = (): void => {
    for (const [id, places] of pending) vault.documents.addPlaces(id, places);
    pending.clear();
    waiting = 0;
  };
  let done = 0;
  for (const { rule, table, column } of bound) {
    const at = (name: string | undefined): number =>
      name === undefined ? -1 : table.columns.indexOf(findColumn(table, name)!);
    const [cellAt, dateAt, titleAt] = [table.columns.indexOf(column), at(rule.date), at(rule.title)];
    for (let from = 1; from <= table.rows; from += ROWS) {
      request.signal?.throwIfAborted();
      request.onProgress?.(done, total, `${intake.seen} documents`);
      for (const { row, cells } of [...vault.scan(table, from, from + ROWS - 1)]) {
        done++;
        const cell = cells[cellAt] ?? null;
        if (cell === null || cell === '') continue;
        intake.seen++;
        const place = {
          kind: 'cell',
          locator: formatLocator({ source: table.source, table: table.name, row, column: column.name }),
        } as const;
        const date = dayOf(cells[dateAt] ?? null);
        const title = titleAt < 0 ? null : textOf(cells[titleAt] ?? null);
        const { bytes, quarantine } = await opened(cell, rule, request);
        const id = documentId(bytes);
        if (request.retry !== true && vault.documents.has(id)) {
          intake.known++;
          pending.set(id, [...(pending.get(id) ?? []), place]);
          if (++waiting >= MOST_PENDING) flush();
        } else
          await intake.take(
            bytes.length > parser.limits.bytes ? { id, length: bytes.length } : bytes,
            { place, date, title },
            quarantine,
          );
      }
    }
  }
  flush();
  request.onProgress?.(total, total, `${intake.seen} documents`);
  return { ...intake.counts(), unread: 0, links: 0, ignored: 0, tables: 0, linking: linkAllDocuments(dir, vault) };
}

async function opened(
  cell: Cell,
  rule: CellRule,
  { parser }: AddRequest,
): Promise<{ bytes: Uint8Array; quarantine: string | null }> {
  const raw = cell instanceof Uint8Array ? cell : Buffer.from(String(cell), 'utf8');
  try {
    const bytes = await cellDocument(cell, rule.encoding, parser.limits);
    return bytes === null ? { bytes: raw, quarantine: 'cell-empty' } : { bytes, quarantine: null };
  } catch (error) {
    if (error instanceof MigrationError) return { bytes: raw, quarantine: error.code };
    throw error;
  }
}

const textOf = (cell: Cell): string | null =>
  cell === null || cell instanceof Uint8Array ? null : String(cell).trim() || null;

/** The day of a date or date-time as staged; null for what is neither. */
function dayOf(cell: Cell): string | null {
  const day = /^(\d{4}-\d\d-\d\d)(?:[T ]|$)/.exec(textOf(cell) ?? '')?.[1];
  return day === undefined || day.startsWith('0000') ? null : day;
}
