import type { PageReading } from '../artifacts/page-reading.js';
import type { WorkTask } from '../artifacts/work-item.js';
import type { Vault } from '../vault/vault.js';

/**
 * Text of the page that a task is about: `own`: the file's own; `any`: else as it was read by OCR, which nobody should see who is to key the page blind. null: there is none, or the
 * task is about no page. Holds PHI.
 */
export function pageTextOf(vault: Vault, task: WorkTask, which: 'own' | 'any'): string | null {
  if (task.kind === 'choose') return null;
  const cell = (sql: string): unknown => vault.db.prepare(sql).pluck().get(task.document, task.page);
  const own = cell('SELECT text FROM vault_pages WHERE document = ? AND page = ?');
  if (typeof own === 'string') return own;
  const reading = cell('SELECT reading FROM vault_readings WHERE document = ? AND page = ?');
  const read = typeof reading === 'string' ? (JSON.parse(reading) as PageReading) : null;
  return read !== null && (which === 'any' || read.origin === 'text-layer') ? read.text : null;
}
