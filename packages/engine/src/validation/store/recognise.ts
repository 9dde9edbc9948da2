import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { MigrationError } from '../../base/error.js';
import type { OfferedFiles } from './offered-files.js';

/** A file that belongs into the store. */
export interface RecognisedFile {
  readonly layer: 'schematron' | 'xsd';
  /** Path in the store. */
  readonly path: string;
  /** Path as it was offered. */
  readonly offered: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Hash as it was offered, where the store keeps a part of the file only. */
  readonly wholeSha256?: string;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Template of every C-CDA R2.1 document (US Realm Header); a Schematron without it checks something else. */
const HEADER_TEMPLATE = '2.16.840.1.113883.10.20.22.1.1';
const RELEASE = '2015-08-01';

/**
 * Finds HL7's C-CDA R2.1 Schematron with the files it looks up, and the CDA schema with SDTC extensions and everything it includes. Empty where nothing is
 * known. Throws MigrationError ARTEFACTS_AMBIGUOUS when there are several different ones, ARTEFACTS_INCOMPLETE when a needed file is absent.
 */
export function recogniseArtefacts(files: OfferedFiles): RecognisedFile[] {
  return [...schematron(files), ...schema(files)];
}

function schematron(files: OfferedFiles): RecognisedFile[] {
  const found = [...files].filter(([path, bytes]) => {
    if (!/\.sch$/i.test(path)) return false;
    const text = bytes.toString('utf8');
    return (
      text.includes('http://purl.oclc.org/dsdl/schematron') && text.includes(HEADER_TEMPLATE) && text.includes(RELEASE)
    );
  });
  const main = only(found, 'C-CDA R2.1 Schematron');
  if (!main) return [];
  const [path, bytes] = main;
  const beside = referencesOf(path, bytes).map((offered) => {
    const file = part(files, path, offered, 'schematron', `schematron/${posix.basename(offered)}`);
    const kept = neededValueSets(bytes, file.bytes);
    return kept === file.bytes ? file : { ...file, bytes: kept, sha256: sha256Of(kept), wholeSha256: file.sha256 };
  });
  return [recognised('schematron', 'schematron/ccda-r2.1.sch', path, bytes), ...beside];
}

const LOOK_UP = /document\(\s*['"]([^'"]+)['"]\s*\)/g;
const INCLUDE = /<(?:\w+:)?(?:include|import)\b[^>]*\bschemaLocation\s*=\s*["']([^"']+)["']/g;

/** Paths of the files that a Schematron looks values up in, or that a schema includes. */
export function referencesOf(path: string, bytes: Buffer): string[] {
  const names = [...bytes.toString('utf8').matchAll(/\.sch$/i.test(path) ? LOOK_UP : INCLUDE)].map(
    (match) => match[1] ?? '',
  );
  // A backslash is a part of a name here and a folder to Windows.
  const relative = [...new Set(names)].filter((name) => name !== '' && !/^([a-z]+:|\/)|\\/i.test(name));
  return relative.map((name) => posix.join(posix.dirname(path), name)).filter((one) => !one.startsWith('../'));
}

/** HL7's value sets have 60 MB, of which the Schematron asks a few kB; every worker of a run would hold them all. */
const SMALL_ENOUGH = 1 << 20;

/** The value sets that the Schematron names, in a file of the same shape; the whole file where it is small or is asked in another way. */
function neededValueSets(schematronBytes: Buffer, lookUp: Buffer): Buffer {
  if (lookUp.length < SMALL_ENOUGH) return lookUp;
  const rules = schematronBytes.toString('utf8');
  const asked = [...rules.matchAll(LOOK_UP)].length;
  const named = [
    ...rules.matchAll(
      /document\(\s*['"][^'"]+['"]\s*\)\/voc:systems\/voc:system\[@valueSetOid\s*=\s*['"]([\d.]+)['"]\]/g,
    ),
  ].map((match) => match[1]);
  if (named.length !== asked) return lookUp;
  const wanted = new Set(named);
  const text = lookUp.toString('utf8');
  const first = text.search(/<system\s/);
  const end = text.lastIndexOf('</systems>');
  if (first < 0 || end < 0) return lookUp;
  const kept: string[] = [text.slice(0, first)];
  for (const { 0: tag, 1: oid = '', index } of text.matchAll(/<system\s[^>]*?\bvalueSetOid\s*=\s*"([\d.]+)"[^>]*>/g)) {
    const close = text.indexOf('</system>', index);
    if (!wanted.has(oid) || tag.endsWith('/>')) continue;
    if (close < 0) return lookUp;
    kept.push(text.slice(index, close + '</system>'.length), '\n');
  }
  kept.push('</systems>\n');
  return Buffer.from(kept.join(''), 'utf8');
}

function schema(files: OfferedFiles): RecognisedFile[] {
  const main = only(
    [...files].filter(([path]) => posix.basename(path) === 'CDA_SDTC.xsd'),
    'CDA schema (CDA_SDTC.xsd)',
    (path) =>
      [...closure(files, path)]
        .map(([, { sha256 }]) => sha256)
        .sort()
        .join(),
  );
  return main ? [...closure(files, main[0]).values()] : [];
}

/** A schema file with all that it includes, laid out as HL7 does: its own folder is `infrastructure/cda`. */
function closure(files: OfferedFiles, main: string): Map<string, RecognisedFile> {
  const home = 'xsd/infrastructure/cda';
  const found = new Map<string, RecognisedFile>();
  const take = (offered: string, path: string, from: string): void => {
    if (found.has(offered)) return;
    const file = part(files, from, offered, 'xsd', path);
    found.set(offered, file);
    for (const next of referencesOf(offered, file.bytes)) {
      const place = posix.join(posix.dirname(path), posix.relative(posix.dirname(offered), next));
      // What lies outside the store's own folder is never written.
      if (place.startsWith('xsd/')) take(next, place, offered);
    }
  };
  take(main, `${home}/${posix.basename(main)}`, main);
  return found;
}

function part(
  files: OfferedFiles,
  from: string,
  offered: string,
  layer: RecognisedFile['layer'],
  path: string,
): RecognisedFile {
  const bytes = files.get(offered);
  if (bytes) return recognised(layer, path, offered, bytes);
  throw new MigrationError(`${posix.basename(from)} needs ${posix.basename(offered)}, which is not there.`, {
    code: 'ARTEFACTS_INCOMPLETE',
    where: from,
    hint: 'Give the folder as HL7 publishes it, whole: voc.xml lies beside the Schematron, the parts of the schema in processable/coreschemas.',
  });
}

const recognised = (layer: RecognisedFile['layer'], path: string, offered: string, bytes: Buffer): RecognisedFile => ({
  layer,
  path,
  offered,
  bytes,
  sha256: sha256Of(bytes),
});

type Offered = readonly [path: string, bytes: Buffer];

/** What several folders or zips give, each file once. Throws MigrationError ARTEFACTS_AMBIGUOUS when they have different editions of one. */
export function united<T extends RecognisedFile>(found: readonly T[]): T[] {
  const byPath = new Map<string, T>();
  for (const file of found) {
    const other = byPath.get(file.path);
    if (other === undefined) byPath.set(file.path, file);
    else if (other.sha256 !== file.sha256)
      throw new MigrationError(`There are different editions of ${posix.basename(file.path)}.`, {
        code: 'ARTEFACTS_AMBIGUOUS',
        where: `${other.offered}, ${file.offered}`,
        hint: 'Give the folder of the one that is to be used.',
      });
  }
  return [...byPath.values()];
}

/** The only one of several, where copies of the same count once. */
function only(
  found: readonly Offered[],
  what: string,
  key = (_path: string, bytes: Buffer) => sha256Of(bytes),
): Offered | undefined {
  const kinds = new Map<string, Offered>();
  for (const one of found) kinds.set(key(one[0], one[1]), kinds.get(key(one[0], one[1])) ?? one);
  if (kinds.size <= 1) return found[0];
  throw new MigrationError(`There are ${kinds.size} different editions of the ${what}.`, {
    code: 'ARTEFACTS_AMBIGUOUS',
    where: [...kinds.values()].map(([path]) => path).join(', '),
    hint: 'Give the folder of the one that is to be used.',
  });
}
