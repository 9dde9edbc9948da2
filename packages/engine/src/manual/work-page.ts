import type { PageReading } from '../artifacts/page-reading.js';
import type { WorkTask } from '../artifacts/work-item.js';
import type { Vault } from '../vault/vault.js';

/** Text of the page that a task is about: the file's own, else as it was read by OCR; null: there is none, or the task is about no page. Holds PHI. */
export function pageTextOf(vault: Vault, task: WorkTask): string | null {
  if (task.kind === 'choose') return null;
  const cell = (sql: string): unknown => vault.db.prepare(sql).pluck().get(task.document, task.page);
  const own = cell('SELECT text FROM vault_pages WHERE document = ? AND page = ?');
  if (typeof own === 'string') return own;
  const reading = cell('SELECT reading FROM vault_readings WHERE document = ? AND page = ?');
  return typeof reading === 'string' ? (JSON.parse(reading) as PageReading).text : null;
}
