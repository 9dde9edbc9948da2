import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Writes a file that only its owner may read, with the folders that it needs. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

/** Whether another file stands where this content is to be written; the same bytes are no other file. */
export function isOther(path: string, content: string | Uint8Array): boolean {
  return existsSync(path) && !readFileSync(path).equals(typeof content === 'string' ? Buffer.from(content) : content);
}

/** Names for what one call writes: no input and no other output of the call is ever written over, however its path is spelled. */
export class OutputNames {
  readonly #taken: Set<string>;

  /** `inputs`: paths of the files that are read. `isForeign`: whether a file that exists may not be written over. */
  constructor(
    inputs: readonly string[],
    readonly isForeign: (path: string) => boolean = () => false,
  ) {
    this.#taken = new Set(inputs.map(whole));
  }

  /** A path for an output, numbered where another file has it. */
  free(folder: string, stem: string, ending: string): string {
    let path = join(folder, `${stem}${ending}`);
    for (let turn = 2; this.#isTaken(path); turn++) path = join(folder, `${stem}-${turn}${ending}`);
    this.#taken.add(whole(path));
    return path;
  }

  #isTaken(path: string): boolean {
    return this.#taken.has(whole(path)) || (existsSync(path) && this.isForeign(path));
  }
}

/** One spelling for each file: links, `..` and relative paths followed, also where only its folder exists yet. */
function whole(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync.native(full);
  const folder = dirname(full);
  return folder === full ? full : join(whole(folder), basename(full));
}
