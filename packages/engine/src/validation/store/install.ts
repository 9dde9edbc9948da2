import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../../base/clock.js';
import { MigrationError } from '../../base/error.js';
import { createValidator } from '../validator.js';
import type { ArtefactIssue } from '../verdict.js';
import { offeredFiles } from './offered-files.js';
import { type RecognisedFile, recogniseArtefacts, united } from './recognise.js';
import {
  folderOf,
  RECORD,
  type StoredArtefacts,
  type StoredFile,
  storedArtefacts,
  VERSION,
  withTested,
} from './store.js';

export interface AddedArtefacts extends StoredArtefacts {
  readonly added: readonly StoredFile[];
  /** Rules that this validator cannot evaluate. */
  readonly issues: readonly ArtefactIssue[];
}

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
