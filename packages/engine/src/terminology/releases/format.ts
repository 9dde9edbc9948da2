import type { ReleaseWriter } from '../store/release-writer.js';
import type { ResourceHead } from './resource-head.js';

/** A file as it was offered: a plain one, the inside of a .gz, or a member of a zip. */
export interface OfferedFile {
  /** Name without folders and without .gz. */
  readonly name: string;
  /** Path of the file on disk; of the zip for its members. */
  readonly path: string;
  /** The user named this very file; false where it was found in a folder or a zip. */
  readonly isNamed: boolean;
  /** Compressed bytes. */
  readonly byteLength: number;
  /** Time of the file on disk, or null where it is not known. */
  readonly changedAt: string | null;
  /** Content, decompressed; ends early and says so where the packed file is cut or damaged. */
  read(watch?: { onBytes?: (bytes: number) => void; onDamage?: (damage: string) => void }): AsyncIterable<Uint8Array>;
}

/** What tells a file apart: its name and how it begins. */
export interface FileSample {
  readonly name: string;
  /** First 64 KiB as text, UTF-16 decoded, other bytes as windows-1252. */
  readonly head: string;
  /** Of JSON: what the resource says of itself; null where it is none with a URL. */
  readonly resource?: ResourceHead | null;
}

/** A file and the part of a release that it is. */
export interface ReleasePart {
  readonly part: string;
  readonly file: OfferedFile;
  readonly sample: FileSample;
}

export interface LoadContext {
  readonly writer: ReleaseWriter;
  /** The parts, in the order of the format's `parts`. */
  readonly parts: readonly ReleasePart[];
  /** Text of a file in its lines or records; counts bytes for the progress. */
  readonly read: PartReader;
}

export interface PartReader {
  /** Lines without their ends, in groups; `at` is the number of the first. */
  lines(
    part: ReleasePart,
    encoding?: string,
  ): AsyncIterable<{ readonly at: number; readonly lines: readonly string[] }>;
  /** Records of delimited text with quotes, the header's too. */
  records(part: ReleasePart): AsyncIterable<{ readonly at: number; readonly fields: readonly (string | null)[] }>;
  /** Whole text of a file of at most 256 MiB. */
  text(part: ReleasePart): Promise<string>;
  /** Place of a line for counting damage. */
  where(part: ReleasePart, line: number): string;
}

/** A published layout of one code system's releases. */
export interface ReleaseFormat {
  /** Of the releases: `loinc`, `rxnorm`. */
  readonly name: string;
  readonly title: string;
  /** What is expected, for the message where nothing is recognised. */
  readonly expects: string;
  readonly system: string;
  /** Parts in the order in which they are loaded; one file each, `*` for any number. `needs`: without it nothing is loaded. */
  readonly parts: readonly { readonly part: string; readonly many?: boolean; readonly needs?: boolean }[];
  /** The part that a file is, by its name and its columns; null where it is none. */
  recognise(sample: FileSample): string | null;
  /** Version as names or first lines state it; null where they do not, and what `load` says counts. */
  version(parts: readonly ReleasePart[]): string | null;
  /** Writes what the parts hold. Gives the version where the content states it, or null. */
  load(context: LoadContext): Promise<string | null>;
}
