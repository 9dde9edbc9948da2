/** The codes of a shipped table of lines `code|display|names`. */
export function codesOfTable(table: string): ReadonlySet<string> {
  const codes = table.split('\n').map((line) => line.slice(0, Math.max(0, line.indexOf('|'))));
  return new Set(codes.filter((code) => code !== ''));
}
