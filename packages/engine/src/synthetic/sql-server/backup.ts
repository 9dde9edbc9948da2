import { type BackupInput, type BackupOptions, backupTimes, VENDOR } from './backup-input.js';
import { SetWriter } from './backup-set.js';
import { seededGuid } from './identifiers.js';
import { MtfWriter, u16, u32 } from './mtf-writer.js';

/** The backup sets as the files of one media set, one for each family. */
export function buildBackup(sets: BackupInput | readonly BackupInput[], options: BackupOptions = {}): Buffer[] {
  return Array.from({ length: options.families ?? 1 }, (_, family) => {
    const chunks: Buffer[] = [];
    writeFamily(sets, options, family, (chunk) => chunks.push(Buffer.from(chunk)));
    return Buffer.concat(chunks);
  });
}

/** Writes the file of one family; `sink` gets chunks that it must not keep. */
export function writeFamily(
  sets: BackupInput | readonly BackupInput[],
  options: BackupOptions,
  family: number,
  sink: (chunk: Buffer) => void,
): void {
  const inputs: readonly BackupInput[] = 'database' in sets ? [sets] : sets;
  const [first] = inputs;
  if (!first) throw new Error('a backup without a set');
  const writer = new MtfWriter(sink, options.blockSize ?? 4096);
  writeTape(writer, first, options, family);
  inputs.forEach((input, i) => {
    new SetWriter(writer, input, options, family, i + 1).write();
  });
}

function writeTape(writer: MtfWriter, first: BackupInput, options: BackupOptions, family: number): void {
  const { seed } = first.database.spec;
  const identity = `${first.kind ?? 'full'}-${first.generation ?? 0}`;
  writer.block('TAPE', {
    size: 94,
    attributes: 0x30000,
    fields: [
      [52, seededGuid(seed, `family-${identity}-${family}`).subarray(0, 4)],
      [56, u32(5)],
      [60, u16(1)], // sequence of the medium in its family
      [64, u16(writer.blockSize / 512)],
      [66, u16(3)],
      [84, u16(1024)], // format logical block size
      [86, u16(VENDOR)],
      [88, backupTimes(first.kind ?? 'full', first.generation ?? 0).finished],
      [93, Buffer.of(1)], // MTF version
    ],
    texts: [{ at: 80, text: 'Microsoft SQL Server\0\0' }],
  });
  const raid = Buffer.alloc(32);
  seededGuid(seed, `media-set-${identity}`).copy(raid, 0);
  raid.writeUInt32LE(0xf00000ad, 16);
  raid.writeUInt16LE(options.families ?? 1, 20);
  raid.writeUInt16LE(1, 22); // mirrors
  raid.writeUInt16LE(family + 1, 24); // which family this is
  raid.writeUInt16LE(1, 30);
  writer.stream({ id: 'RAID' }, raid);
  writer.endBlock(true);
  writer.filemark();
}

// What a user of backups needs, from one place.
export type { BackupInput, BackupKind, BackupOptions } from './backup-input.js';
export { backupSetId } from './backup-input.js';
export { bareDataFiles } from './bare-files.js';
