import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../base/clock.js';
import { MigrationError } from '../../base/error.js';
import { createValidator } from '../validator.js';
import type { ArtefactIssue } from '../verdict.js';
import { offeredFiles } from './offered-files.js';
import { TESTED } from './published.js';
import { type RecognisedFile, recogniseArtefacts, sha256Of, united } from './recognise.js';

const RECORD = 'artefacts.json';
const VERSION = 'chartlift: artefacts/1';

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

export interface AddedArtefacts extends StoredArtefacts {
  readonly added: readonly StoredFile[];
  /** Rules that this validator cannot evaluate. */
  readonly issues: readonly ArtefactIssue[];
}

const folderOf = (store: string): string => join(store, 'artefacts', 'ccda');

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

const withTested = (file: z.infer<typeof recordSchema>['files'][number]): StoredFile => ({
  ...file,
  tested: TESTED.has(file.sha256),
});

/**
 * Takes HL7's files out of folders, zips or files into the store, after checking that they compile. What the store has of a layer that is not among them stays.
 * Throws MigrationError ARTEFACTS_NOT_RECOGNISED and those of recogniseArtefacts and createValidator; the store is then as it was.
 */
export async function addArtefacts(store: string, paths: readonly string[], clock: Clock): Promise<AddedArtefacts> {
  const found: (RecognisedFile & { readonly from: string })[] = [];
  for (const path of paths)
    for (const file of recogniseArtefacts(await offeredFiles(path))) found.push({ ...file, from: path });
  if (found.length === 0)
    throw new MigrationError("None of HL7's files that validation uses is there.", {
      code: 'ARTEFACTS_NOT_RECOGNISED',
      where: paths.join(', '),
      hint: 'Give the folder with the C-CDA R2.1 Schematron and its voc.xml (github.com/HL7/CDA-ccda-2.1), or with CDA_SDTC.xsd (github.com/HL7/CDA-core-2.0).',
    });
  return install(store, united(found), clock);
}

/** Writes recognised files, one for each path, into the store in place of what it has of their layers, once a validator takes them. */
export async function install(
  store: string,
  found: readonly (RecognisedFile & { readonly from: string })[],
  clock: Clock,
): Promise<AddedArtefacts> {
  const directory = folderOf(store);
  const before = readable(store);
  const layers = new Set(found.map((file) => file.layer));
  const now = new Date(clock.now()).toISOString();
  const kept = (before?.files ?? []).filter((file) => !layers.has(file.layer));
  const added = found.map(({ layer, path, sha256, wholeSha256, bytes, from, offered }) =>
    withTested({
      layer,
      path,
      sha256,
      ...(wholeSha256 === undefined ? {} : { wholeSha256 }),
      bytes: bytes.length,
      from: from === offered ? from : `${from}: ${offered}`,
      added: now,
    }),
  );
  const made = `${directory}.partial-${process.pid}`;
  try {
    const put = (path: string, bytes: Uint8Array | string): void => {
      mkdirSync(dirname(join(made, path)), { recursive: true, mode: 0o700 });
      writeFileSync(join(made, path), bytes, { mode: 0o600 });
    };
    for (const { path } of kept) put(path, readFileSync(join(directory, path)));
    for (const { path, bytes } of found) put(path, bytes);
    const files = [...kept, ...added];
    put(
      RECORD,
      `${JSON.stringify({ format: VERSION, files: files.map(({ tested: _, ...file }) => file) }, null, 2)}\n`,
    );
    const validator = await createValidator({ artefacts: made, isUnit: null });
    const issues = validator.artefactIssues.filter((issue) => issue.rule !== 'unit-not-ucum');
    validator.dispose();
    replace(directory, made);
    return { directory, files, added, issues };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Puts a folder in the place of another; where that fails the other is back in its place. */
function replace(directory: string, made: string): void {
  const before = `${made}-before`;
  const hadOne = existsSync(directory);
  if (hadOne) renameSync(directory, before);
  try {
    renameSync(made, directory);
  } catch (error) {
    if (hadOne) renameSync(before, directory);
    throw error;
  }
  rmSync(before, { recursive: true, force: true });
}

/** A store that was damaged does not hinder a new one. */
function readable(store: string): StoredArtefacts | null {
  try {
    return storedArtefacts(store);
  } catch {
    return null;
  }
}
