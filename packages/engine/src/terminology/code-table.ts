/** One code of a shipped table. */
export interface TableCode {
  readonly code: string;
  readonly display: string;
}

export interface CodeTable {
  readonly system: string;
  readonly byCode: ReadonlyMap<string, TableCode>;
  /** Folded legacy name, or folded display, or folded code, to the code. */
  readonly byName: ReadonlyMap<string, TableCode>;
}

/** Lower case, accents off, everything but letters, digits, `<` and `>` to single blanks: `Life-Threatening_severity` = `life threatening severity`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9<>]+/g, ' ')
    .trim();
}

/** Reads a table of lines `code|display|name;name`. Explicit names win over displays, displays over codes. */
export function codeTable(system: string, lines: string): CodeTable {
  const byCode = new Map<string, TableCode>();
  const explicit = new Map<string, TableCode>();
  const displays = new Map<string, TableCode>();
  for (const line of lines.split('\n')) {
    if (line === '') continue;
    const [code = '', display = '', names = ''] = line.split('|');
    const entry: TableCode = Object.freeze({ code, display });
    byCode.set(code, entry);
    for (const name of names.split(';')) if (name !== '') explicit.set(fold(name), entry);
    if (!displays.has(fold(display))) displays.set(fold(display), entry);
  }
  const byName = new Map<string, TableCode>();
  for (const [code, entry] of byCode) byName.set(fold(code), entry);
  for (const [name, entry] of displays) byName.set(name, entry);
  for (const [name, entry] of explicit) byName.set(name, entry);
  return { system, byCode, byName };
}
