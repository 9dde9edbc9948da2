import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a file that only its owner may read, with the folders that it needs. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

/** A path for an output, numbered where another file of this call has it. */
export function freeName(folder: string, stem: string, ending: string, names: Set<string>): string {
  let path = join(folder, `${stem}${ending}`);
  for (let turn = 2; names.has(path); turn++) path = join(folder, `${stem}-${turn}${ending}`);
  names.add(path);
  return path;
}
