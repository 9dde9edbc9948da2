import { MigrationError } from '../../base/error.js';
import type { OfferedFile } from './format.js';

/** Blocks of 512 bytes: header with name at 0, size in octal at 124, type at 156, `ustar` at 257, name prefix at 345 (POSIX.1-1988, pax). */
const BLOCK = 512;
const MOST = 256 << 20;

export const isPackage = ({ name }: OfferedFile): boolean => /\.(tgz|tar)$/i.test(name);

/** FHIR packages name their members after the resource (HL7, "FHIR NPM Package Spec"). */
const WANTED = /(^|\/)(CodeSystem|ConceptMap)-[^/]+\.json$/;

/** The CodeSystem and ConceptMap resources of a FHIR package, in memory. Error: TERMINOLOGY_TOO_LARGE, TERMINOLOGY_CUT. */
export async function packageFiles(file: OfferedFile): Promise<OfferedFile[]> {
  const members: OfferedFile[] = [];
  let held = 0;
  let rest = Buffer.alloc(0);
  let open: { name: string; bytes: Buffer[] | null; left: number; padding: number } | null = null;
  let isCut = false;
  for await (const chunk of file.read({ onDamage: () => (isCut = true) })) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (;;) {
      if (open === null) {
        if (rest.length < BLOCK) break;
        const header = rest.subarray(0, BLOCK);
        rest = rest.subarray(BLOCK);
        if (header[0] === 0) continue;
        const text = (from: number, length: number): string =>
          header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
        const size = Number.parseInt(text(124, 12).trim() || '0', 8);
        if (!Number.isSafeInteger(size) || text(257, 5) !== 'ustar') throw cut(file.name);
        const name = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/');
        const isWanted = /^[0\0]$/.test(String.fromCharCode(header[156] ?? 0)) && WANTED.test(name);
        open = { name, bytes: isWanted ? [] : null, left: size, padding: (BLOCK - (size % BLOCK)) % BLOCK };
      }
      const taken = rest.subarray(0, open.left);
      if (open.bytes !== null) {
        held += taken.length;
        if (held > MOST) throw tooLarge(file.name);
        open.bytes.push(Buffer.from(taken));
      }
      open.left -= taken.length;
      const skipped = Math.min(open.padding, rest.length - taken.length);
      if (open.left === 0) open.padding -= skipped;
      rest = rest.subarray(taken.length + (open.left === 0 ? skipped : 0));
      if (open.left > 0 || open.padding > 0) break;
      if (open.bytes !== null) members.push(member(file, open.name, Buffer.concat(open.bytes)));
      open = null;
    }
  }
  if (isCut || open !== null) throw cut(file.name);
  return members;
}

function member({ path, changedAt }: OfferedFile, name: string, bytes: Buffer): OfferedFile {
  async function* read(watch?: Parameters<OfferedFile['read']>[0]) {
    yield bytes;
    watch?.onBytes?.(bytes.length);
  }
  return {
    ...{ path, changedAt, read, isNamed: false, byteLength: bytes.length },
    name: name.replace(/^.*\//, ''),
  };
}

const cut = (where: string): MigrationError =>
  new MigrationError('The package is cut or damaged', {
    code: 'TERMINOLOGY_CUT',
    where,
    hint: 'Download it again: a package is read whole or not at all.',
  });

const tooLarge = (where: string): MigrationError =>
  new MigrationError('The code systems of the package are larger than one is read at once', {
    code: 'TERMINOLOGY_TOO_LARGE',
    where,
    hint: 'Unpack it and give the CodeSystem files that you need.',
  });
