/** Header cells as names to look up by: lower case, letters and digits only. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Reads cells of a record by the names of its columns, whatever their case, order and punctuation. */
export class Columns {
  readonly #at = new Map<string, number>();
  /** Names as written. */
  readonly names: readonly string[];

  constructor(header: readonly (string | null)[]) {
    this.names = header.map((name) => (name ?? '').trim());
    this.names.forEach((name, i) => {
      if (!this.#at.has(plain(name))) this.#at.set(plain(name), i);
    });
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.#at.has(plain(name)));
  }

  /** Trimmed cell of the first of the columns that there is; empty where there is none. */
  cell(fields: readonly (string | null)[], ...names: readonly string[]): string {
    for (const name of names) {
      const at = this.#at.get(plain(name));
      if (at !== undefined) return (fields[at] ?? '').trim();
    }
    return '';
  }
}

/** Header columns of a sample whose first line has cells between one of these delimiters. */
export function headerOf(head: string): Columns {
  const line = /^[^\r\n]*/.exec(head)?.[0] ?? '';
  const delimiter = ['\t', '|', ',', ';'].find((d) => line.includes(d)) ?? ',';
  return new Columns(line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, '')));
}

/** First lines of a sample, without a last one that may be cut. */
export function firstLines(head: string, most = 20): string[] {
  const lines = head.split(/\r?\n/);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, most);
}

/** Whether nearly all of the first lines have a shape; false where there are none. */
export function mostlyShaped(head: string, shape: RegExp): boolean {
  const lines = firstLines(head, 40);
  return lines.length > 0 && lines.filter((line) => shape.test(line)).length >= lines.length * 0.9;
}
