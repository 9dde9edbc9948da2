import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MigrationError } from '../../base/error.js';
import { TESTED } from './published.js';
import { sha256Of } from './recognise.js';

/** Name of the store's own record. */
export const RECORD = 'artefacts.json';
export const VERSION = 'chartlift: artefacts/1';

const recordSchema = z.object({
  format: z.literal(VERSION),
  files: z.array(
    z.object({
      layer: z.enum(['schematron', 'xsd']),
      path: z.string().regex(/^(schematron|xsd)\/(?!.*\.\.)/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.number().int(),
      /** Hash of the file as published, where the store keeps what is needed of it. */
      wholeSha256: z.string().optional(),
      from: z.string(),
      added: z.string(),
    }),
  ),
});

/** A file of the store: where it lies in it, what it hashes to, where it came from and when. */
export type StoredFile = Readonly<z.infer<typeof recordSchema>['files'][number]> & {
  /** It is of an edition that Chartlift's tests were run with. */
  readonly tested: boolean;
};

export interface StoredArtefacts {
  readonly directory: string;
  readonly files: readonly StoredFile[];
}

/** Folder of HL7's files in a store. */
export const folderOf = (store: string): string => join(store, 'artefacts', 'ccda');

/** What the store holds; null where nothing was ever added. Throws MigrationError ARTEFACTS_CHANGED when a file is not what was added. */
export function storedArtefacts(store: string): StoredArtefacts | null {
  const directory = folderOf(store);
  const record = join(directory, RECORD);
  if (!existsSync(record)) return null;
  const changed = (where: string, cause?: unknown): MigrationError =>
    new MigrationError("A file of HL7's in the store is not what was added.", {
      code: 'ARTEFACTS_CHANGED',
      where,
      hint: 'Add the files again: chartlift artefacts add FOLDER.',
      cause,
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(record, 'utf8'));
  } catch (cause) {
    throw changed(record, cause);
  }
  const read = recordSchema.safeParse(parsed);
  if (!read.success) throw changed(record, read.error);
  for (const { path, sha256 } of read.data.files) {
    const file = join(directory, path);
    if (!existsSync(file) || sha256Of(readFileSync(file)) !== sha256) throw changed(file);
  }
  return { directory, files: read.data.files.map(withTested) };
}

/** Says whether Chartlift's tests were run with a file. */
export const withTested = (file: Omit<StoredFile, 'tested'>): StoredFile => ({
  ...file,
  tested: TESTED.has(file.sha256),
});
