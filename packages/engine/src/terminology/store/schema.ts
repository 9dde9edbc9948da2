import Database from 'better-sqlite3-multiple-ciphers';
import { z } from 'zod';
import type { LoadedRelease } from './contract.js';
import { termsOf } from './terms.js';

export type ReleaseDatabase = Database.Database;

export const FORMAT = 'chartlift: terminology/1';

/**
 * One release in one file. `name` holds every name of a concept, its display too; `word` is the index over the terms of names (rowid = name.id), without
 * content of its own; `gram` has the index's longer words by their trigrams, for what is spelt wrongly.
 */
const TABLES = `
  CREATE TABLE meta (value TEXT NOT NULL);
  CREATE TABLE concept (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, display TEXT NOT NULL, place INTEGER NOT NULL, retired INTEGER NOT NULL, attributes TEXT);
  CREATE TABLE name (id INTEGER PRIMARY KEY, concept INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (concept, text COLLATE NOCASE));
  CREATE TABLE attribute (concept INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (concept, name, value)) WITHOUT ROWID;
  CREATE TABLE relation (code TEXT NOT NULL, kind TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (code, kind, other)) WITHOUT ROWID;
  CREATE TABLE mapping (from_code TEXT NOT NULL, from_system TEXT NOT NULL, to_system TEXT NOT NULL, to_code TEXT NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (from_code, from_system, to_system, to_code, flags)) WITHOUT ROWID;
`;

const INDEXES = `
  CREATE VIRTUAL TABLE word USING fts5 (terms, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '.%#'");
  INSERT INTO word (rowid, terms) SELECT id, terms_of(text) FROM name;
  INSERT INTO word (word) VALUES ('optimize');
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab (word, 'row');
  CREATE VIRTUAL TABLE gram USING fts5 (term, tokenize = 'trigram');
  INSERT INTO gram (term) SELECT term FROM vocabulary WHERE length(term) > 3 AND term GLOB '[a-z]*';
`;

const metaSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  system: z.string(),
  version: z.string(),
  concepts: z.number().int(),
  mappings: z.number().int(),
  damaged: z.number().int(),
  loadedAt: z.string(),
  fingerprint: z.string(),
  /** System pairs of its maps. */
  pairs: z.array(z.tuple([z.string(), z.string()])),
});
export type ReleaseMeta = Readonly<Omit<z.infer<typeof metaSchema>, 'pairs'>> & Pick<LoadedRelease, 'pairs'>;

/** A new file for a release: nobody reads it before it is whole, so nothing of it need survive a crash. */
export function createRelease(path: string): ReleaseDatabase {
  const db = new Database(path);
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -131072');
  db.pragma('temp_store = MEMORY');
  db.exec(TABLES);
  db.exec('BEGIN');
  return db;
}

/** Makes the indexes, writes what the release is, and closes the file. */
export function finishRelease(db: ReleaseDatabase, meta: ReleaseMeta): void {
  db.function('terms_of', { deterministic: true }, (text) => termsOf(String(text)).join(' '));
  db.prepare('INSERT INTO meta VALUES (?)').run(JSON.stringify(meta));
  db.exec(INDEXES);
  db.exec('COMMIT');
  db.close();
}

/** Opens a release for reading; null where the file is none, or of another version of this software. */
export function openRelease(path: string): { readonly db: ReleaseDatabase; readonly meta: ReleaseMeta } | null {
  let db: ReleaseDatabase | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('cache_size = -16384');
    const row = db.prepare('SELECT value FROM meta').get() as { value: string };
    const meta = metaSchema.safeParse(JSON.parse(row.value));
    if (meta.success) return { db, meta: meta.data };
  } catch {
    // Told by null: what the folder holds beside releases is not ours to judge.
  }
  db?.close();
  return null;
}
