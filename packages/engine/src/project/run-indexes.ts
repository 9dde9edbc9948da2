import { type CompiledMapping, requiredIndexes } from '../mapping/compile.js';
import { quoteIdentifier } from '../vault/sql.js';
import type { Vault } from '../vault/vault.js';

/** Makes the indexes that turn one patient's chart into a handful of look-ups; those that are there stay. */
export function createIndexes(vault: Vault, mapping: CompiledMapping): void {
  const make = vault.db.transaction(() => {
    for (const { table, columns } of requiredIndexes(mapping)) {
      const name = `ix ${table} ${columns.join(' ')}`;
      vault.db.exec(
        `CREATE INDEX IF NOT EXISTS ${quoteIdentifier(name)} ON ${quoteIdentifier(table)} (${columns.map(quoteIdentifier).join(', ')})`,
      );
    }
  });
  make();
  // Where samples of values are there (sqlite_stat4), SQLite plans a statement anew whenever a bound value changes (sqlite.org/c3ref/prepare.html): once a
  // patient and spec, which made the look-ups cost nearly three times as much.
  vault.db.exec('ANALYZE; DROP TABLE IF EXISTS sqlite_stat4; ANALYZE sqlite_schema');
}
