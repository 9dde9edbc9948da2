import { type Abstraction, ENTRY_KINDS, KEYING_FORMS } from '../../artifacts/keying-form.js';
import { DOCX } from '../../artifacts/scan-document.js';
import { BATCH_ROWS, type Cell } from '../../base/cell.js';
import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import type { VaultDatabase } from '../../vault/database.js';
import { entryTable, MANUAL_SOURCE } from './tables.js';

/** Rows of one table in their order, a batch at a time: no statement is open between two of them. */
export interface LaneRows {
  readonly table: string;
  readonly batches: Iterable<readonly (readonly Cell[])[]>;
}

/** All rows of the lane by what the vault holds now and the entries that count. The same decisions give the same rows in the same order. */
export function laneRows(
  db: VaultDatabase,
  entries: readonly Abstraction[],
  onIssue: (issue: Issue) => void,
): LaneRows[] {
  const gold = new Set(db.prepare('SELECT id FROM vault_work WHERE gold <> 0').pluck().all() as string[]);
  const counted = entries.filter((entry) => !gold.has(entry.item)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const perItem = new Map<string, number>();
  for (const { item } of counted) perItem.set(item, (perItem.get(item) ?? 0) + 1);
  return [
    { table: 'document', batches: documentRows(db) },
    { table: 'page', batches: pageRows(db, onIssue) },
    { table: 'item', batches: itemRows(db, perItem) },
    ...ENTRY_KINDS.map((kind) => ({
      table: entryTable(kind),
      batches: entryRows(
        counted.filter((entry) => entry.kind === kind),
        onIssue,
      ),
    })),
  ];
}

interface DocumentRow {
  readonly id: string;
  readonly media_type: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly pages: number;
  readonly quarantine: string | null;
  readonly patient: string | null;
  readonly rule: string | null;
  readonly in_file: number;
}

function* documentRows(db: VaultDatabase): Generator<Cell[][]> {
  const next = db.prepare(
    `SELECT d.id, d.media_type, d.title, d.date, d.pages, d.quarantine, l.patient, l.rule,
      EXISTS (SELECT 1 FROM json_each(d.places) WHERE json_extract(value, '$.kind') = 'file') AS in_file FROM vault_documents d
      LEFT JOIN vault_links l ON l.document = d.id WHERE d.id > ? ORDER BY d.id LIMIT ${BATCH_ROWS}`,
  );
  const words = db
    .prepare('SELECT text FROM vault_pages WHERE document = ? AND text IS NOT NULL ORDER BY page')
    .pluck();
  for (let after = ''; ; ) {
    const rows = next.all(after) as DocumentRow[];
    if (rows.length === 0) return;
    yield rows.map((row) => {
      const { id, media_type, title, date, pages, quarantine, patient, rule, in_file } = row;
      const from = in_file === 1 ? 'file' : 'cell';
      // The words of a word processor file stand in its pages alone; those of other notes are read from their bytes.
      const text = media_type === DOCX ? (words.all(id) as string[]).join('\n\n') || null : null;
      return [id, patient, media_type, title, date, pages, documentState(row), quarantine, rule, from, text];
    });
    after = rows.at(-1)?.id ?? '';
  }
}

/** nobody: by decision the document is no patient's. */
const documentState = ({ quarantine, rule, patient }: DocumentRow): string =>
  quarantine !== null ? 'unreadable' : rule === null ? 'unlinked' : patient === null ? 'nobody' : 'linked';

interface PageRow {
  readonly document: string;
  readonly page: number;
  readonly blank: number;
  readonly has_text: number;
  readonly has_reading: number;
}

function* pageRows(db: VaultDatabase, onIssue: (issue: Issue) => void): Generator<Cell[][]> {
  const work = workByPage(db);
  const next = db.prepare(
    `SELECT p.document, p.page, p.blank, p.text IS NOT NULL AS has_text, r.page IS NOT NULL AS has_reading FROM vault_pages p
      LEFT JOIN vault_readings r ON r.document = p.document AND r.page = p.page
      WHERE (p.document, p.page) > (?, ?) ORDER BY p.document, p.page LIMIT ${BATCH_ROWS}`,
  );
  let ordinal = 0;
  for (let after: readonly [string, number] = ['', 0]; ; ) {
    const rows = next.all(...after) as PageRow[];
    if (rows.length === 0) return;
    yield rows.map(({ document, page, blank, has_text, has_reading }) => {
      ordinal++;
      const state = blank === 1 ? 'blank' : (work.get(`${document}/${page}`) ?? 'not-asked');
      const isKeyed = state === 'abstracted';
      if (state === 'open') onIssue(notAbstracted(ordinal));
      const readBy = isKeyed ? 'people' : has_text === 1 ? 'text-layer' : has_reading === 1 ? 'ocr' : null;
      return [document, page, blank === 1, readBy, state];
    });
    const last = rows.at(-1);
    after = [last?.document ?? '', last?.page ?? 0];
  }
}

const notAbstracted = (row: number): Issue => ({
  severity: 'warning',
  code: 'page-not-abstracted',
  where: formatLocator({ source: MANUAL_SOURCE, table: 'page', row }),
  message: 'What stands on this page has not been keyed to the end.',
  hint: 'Finish its work items; the next run takes in what was keyed.',
});

/** State of the abstraction of each page that somebody is asked to read, by `document/page`. */
function workByPage(db: VaultDatabase): Map<string, 'open' | 'unreadable' | 'abstracted'> {
  const rows = db
    .prepare(
      `SELECT json_extract(task, '$.document') AS document, json_extract(task, '$.page') AS page,
        sum(state NOT IN ('done', 'unreadable', 'cancelled')) AS open, sum(state = 'unreadable') AS unreadable, sum(state = 'done') AS done
        FROM vault_work WHERE gold = 0 AND withdrawn = 0 AND type IN ('transcribe', 'verify-ocr') GROUP BY 1, 2`,
    )
    .all() as { document: string; page: number; open: number; unreadable: number; done: number }[];
  const states = new Map<string, 'open' | 'unreadable' | 'abstracted'>();
  for (const { document, page, open, unreadable, done } of rows)
    if (open + unreadable + done > 0)
      states.set(`${document}/${page}`, open > 0 ? 'open' : unreadable > 0 ? 'unreadable' : 'abstracted');
  return states;
}

interface ItemRow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly patient: string | null;
  readonly document: string | null;
  readonly page: number | null;
}

function* itemRows(db: VaultDatabase, perItem: ReadonlyMap<string, number>): Generator<Cell[][]> {
  const next = db.prepare(
    `SELECT id, type, CASE WHEN withdrawn THEN 'withdrawn' ELSE state END AS state, patient, json_extract(task, '$.document') AS document, json_extract(task, '$.page') AS page
      FROM vault_work WHERE gold = 0 AND id > ? ORDER BY id LIMIT ${BATCH_ROWS}`,
  );
  for (let after = ''; ; ) {
    const rows = next.all(after) as ItemRow[];
    if (rows.length === 0) return;
    yield rows.map(({ id, type, state, patient, document, page }) => {
      return [id, type, state, patient, document, page, perItem.get(id) ?? 0];
    });
    after = rows.at(-1)?.id ?? '';
  }
}

function* entryRows(entries: readonly Abstraction[], onIssue: (issue: Issue) => void): Generator<Cell[][]> {
  for (let at = 0; at < entries.length; at += BATCH_ROWS)
    yield entries.slice(at, at + BATCH_ROWS).map((entry, i) => entryRow(entry, at + i + 1, onIssue));
}

function entryRow(entry: Abstraction, row: number, onIssue: (issue: Issue) => void): Cell[] {
  const { id, item, patient, kind, fields, place, methods, abstractor, reviewer, at } = entry;
  const form = KEYING_FORMS[kind].map((field) => field.name);
  if (Object.keys(fields).some((name) => !form.includes(name)))
    onIssue({
      severity: 'error',
      code: 'field-unknown',
      where: formatLocator({ source: MANUAL_SOURCE, table: entryTable(kind), row }),
      message: 'The entry has a field that its form does not have; its value is in no column.',
      hint: 'Key the entry again with the form of this version.',
    });
  const how = Object.entries(methods)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, method]) => `${name}:${method}`);
  return [
    ...[id, item, patient],
    ...form.map((name) => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : null)),
    ...[abstractor, reviewer, at, place.document, place.page],
    place.box === null ? null : place.box.join(','),
    how.join(' ') || null,
  ];
}
