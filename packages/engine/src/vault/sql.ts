/**
 * The one way a name becomes part of a SQL statement: double quotes, doubled inside. Values are always bound, never quoted.
 * A name with U+0000 cannot be written in SQL; the vault never makes one (see {@link uniqueNames}).
 */
export function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new RangeError('an SQL name cannot hold U+0000');
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite compares names without regard to the case of A-Z only (sqlite.org/datatype3.html#collation, NOCASE). */
const fold = (name: string): string => name.replace(/[A-Z]/g, (c) => c.toLowerCase());

/**
 * Names that SQLite takes side by side: empty ones become `column`, U+0000 becomes U+FFFD, and a name that is already in use
 * (without regard to case) or reserved gets `~2`, `~3` ... Same input, same names.
 */
export function uniqueNames(names: readonly string[], reserved: readonly string[] = []): string[] {
  const used = new Set(reserved.map(fold));
  // A name that stands alone keeps itself even when an earlier one would be disambiguated into it.
  const wanted = new Set(names.map(fold));
  return names.map((given) => {
    const base = given.replaceAll('\0', '�') || 'column';
    let name = base;
    for (let n = 2; used.has(fold(name)) || (name !== base && wanted.has(fold(name))); n++) name = `${base}~${n}`;
    used.add(fold(name));
    return name;
  });
}
