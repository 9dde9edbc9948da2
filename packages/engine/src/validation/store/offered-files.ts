import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import yauzl from 'yauzl';
import { MigrationError } from '../../base/error.js';

/** Files by their path with `/`, as they were offered. */
export type OfferedFiles = ReadonlyMap<string, Buffer>;

const ENDING = /\.(sch|xsd|xml)$/i;
const DEEPEST = 12;
const MOST_FILES = 20_000;
/** HL7's value sets have 62 MB. */
const MOST_BYTES = 128 << 20;
/** All files together are held in memory. */
const MOST_TOGETHER = 1 << 30;

/** Collects files; a folder of charts, or a zip made to exhaust memory, ends in MigrationError ARTEFACTS_TOO_LARGE. */
class Offered {
  readonly files = new Map<string, Buffer>();
  #bytes = 0;

  constructor(readonly path: string) {}

  /** Room for a file of that many bytes; false where it is larger than any of these should be. */
  hasRoom(bytes: number): boolean {
    if (bytes > MOST_BYTES) return false;
    this.#bytes += bytes;
    if (this.#bytes <= MOST_TOGETHER && this.files.size < MOST_FILES) return true;
    throw new MigrationError("There are more or larger files here than HL7's.", {
      code: 'ARTEFACTS_TOO_LARGE',
      where: this.path,
      kind: 'usage',
      hint: "Give the folder or the zip with HL7's files alone.",
    });
  }
}

/** The .sch, .xsd and .xml files of a folder, a zip or of one file. Throws MigrationError ARTEFACTS_NOT_FOUND, ARTEFACTS_ZIP, ARTEFACTS_TOO_LARGE. */
export async function offeredFiles(path: string): Promise<OfferedFiles> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return folderFiles(path);
  if (found && /\.zip$/i.test(path)) return zipFiles(path);
  if (found && ENDING.test(path)) return new Map([[path.split(sep).at(-1) ?? path, readFileSync(path)]]);
  throw new MigrationError(found ? 'This is neither a folder nor a zip.' : 'There is no such folder or zip.', {
    code: 'ARTEFACTS_NOT_FOUND',
    where: path,
    kind: 'usage',
    hint: "Give the folder or the zip with HL7's Schematron or schema.",
  });
}

function folderFiles(root: string): OfferedFiles {
  const offered = new Offered(root);
  const walk = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < DEEPEST && !/^(\.|node_modules$)/.test(entry.name)) walk(path, depth + 1);
      else if (entry.isFile() && ENDING.test(entry.name) && offered.hasRoom(statSync(path).size))
        offered.files.set(relative(root, path).split(sep).join('/'), readFileSync(path));
    }
  };
  walk(root, 0);
  return offered.files;
}

async function zipFiles(path: string): Promise<OfferedFiles> {
  const offered = new Offered(path);
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        if (!ENDING.test(entry.fileName) || !offered.hasRoom(entry.uncompressedSize)) continue;
        const parts: Buffer[] = [];
        // yauzl ends a stream that becomes larger than the entry states.
        for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
        offered.files.set(entry.fileName, Buffer.concat(parts));
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    if (cause instanceof MigrationError) throw cause;
    throw new MigrationError('The zip could not be read.', {
      code: 'ARTEFACTS_ZIP',
      where: path,
      hint: 'Download it again, or unpack it and give the folder.',
      cause,
    });
  }
  return offered.files;
}
