/** Writer of small made-up SQL Server backups in Microsoft Tape Format, for tests of what reads their blocks. */

export interface SampleLsn {
  readonly vlf: number;
  readonly block: number;
  readonly slot: number;
}

export interface SampleSet {
  /** Letter of msdb.dbo.backupset.type. */
  readonly letter: string;
  /** One byte each: GUIDs are this byte sixteen times. */
  readonly guid: number;
  readonly database: number;
  readonly checkpoint: SampleLsn;
  readonly base?: { readonly guid: number; readonly lsn: SampleLsn };
  /** Pages of 8,192 bytes of the first and of later passes. */
  readonly passes: readonly Buffer[];
  readonly day?: number;
  readonly copyOnly?: boolean;
  /** 512 by default: every backup has some. */
  readonly logBytes?: number;
  /** Pages that the configuration states; those of the first pass by default. */
  readonly statedPages?: number;
  /** True where the last LSN is the first: nothing was logged while the backup ran. */
  readonly noLog?: boolean;
  /** A block between data and log, with one stream of each length. */
  readonly between?: { readonly block: string; readonly stream: string; readonly length: number };
  /** Letter in the configuration behind the data; that of the set by default. */
  readonly lastLetter?: string;
}

export interface SampleMedia {
  readonly mediaGuid: number;
  readonly families?: number;
  readonly family?: number;
  readonly vendor?: number;
  readonly software?: string;
  /** Ending of the name of the data file; `.mdf` by default. */
  readonly dataEnding?: string;
  readonly sets: readonly SampleSet[];
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

function writeChecksum(bytes: Buffer, words: number): void {
  let sum = 0;
  for (let at = 0; at < words * 2; at += 2) sum ^= bytes.readUInt16LE(at);
  bytes.writeUInt16LE(sum, words * 2);
}

function block(type: string, length: number, fill: (bytes: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt16LE(length, 8);
  bytes[10] = 14;
  bytes[48] = 2;
  fill(bytes);
  writeChecksum(bytes, 25);
  return bytes;
}

function streamHeader(id: string, length: number, media = 0): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.write(id, 0, 'latin1');
  bytes.writeUInt16LE(media, 6);
  bytes.writeBigUInt64LE(BigInt(length), 8);
  writeChecksum(bytes, 10);
  return bytes;
}

const stream = (id: string, data: Buffer, media = 0): Buffer => {
  const raw = Buffer.concat([streamHeader(id, data.length, media), data]);
  return Buffer.concat([raw, Buffer.alloc((4 - (raw.length % 4)) % 4)]);
};

/** A padding stream after which the next byte stands `ahead` bytes before a multiple of `unit`. */
function padding(id: string, position: number, unit: number, ahead: number): Buffer {
  const least = position + 22 + ahead;
  return stream(id, Buffer.alloc(Math.ceil(least / unit) * unit - least), id === 'APAD' ? 0x80 : 0);
}

/** Block and streams, filled up to a multiple of 1,024. */
function closed(parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([bytes, padding('SPAD', bytes.length, 1024, 0)]);
}

const softFilemark = (): Buffer => {
  const bytes = Buffer.alloc(512);
  block('SFMB', 52).copy(bytes);
  bytes.writeUInt16LE(512, 8);
  writeChecksum(bytes, 25);
  return bytes;
};

function writeLsn(bytes: Buffer, at: number, lsn: SampleLsn): void {
  bytes.writeUInt32LE(lsn.vlf, at);
  bytes.writeUInt32LE(lsn.block, at + 4);
  bytes.writeUInt16LE(lsn.slot, at + 8);
}

/** 40 bits, big-endian: year, month, day, hour, minute, second. */
function writeDate(bytes: Buffer, at: number, day: number): void {
  const date = (BigInt(2021) << 26n) | (3n << 22n) | (BigInt(day) << 17n) | (10n << 12n) | (20n << 6n) | 30n;
  bytes.writeUIntBE(Number(date), at, 5);
}

function textAt(bytes: Buffer, at: number, offset: number, text: string): void {
  const encoded = utf16(text);
  bytes.writeUInt16LE(encoded.length, at);
  bytes.writeUInt16LE(offset, at + 2);
  encoded.copy(bytes, offset);
}

function fileRecord(set: SampleSet, isLog: boolean, isLast: boolean, ending: string): Buffer {
  const name = isLog ? 'sample_log' : 'sample';
  const path = `C:\\data\\${name}${isLog ? '.ldf' : ending}`;
  const bytes = Buffer.alloc(300 + 2 * (name.length + path.length));
  bytes.write('SFIN', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 4);
  bytes.writeUInt32LE(isLog ? 2 : 1, 20);
  const pages = (set.passes[isLast ? set.passes.length - 1 : 0]?.length ?? 0) / 8192;
  bytes.writeUInt32LE(isLog ? 0 : isLast ? pages : (set.statedPages ?? pages), 24);
  bytes.writeUInt32LE(isLog ? 0 : 1, 36);
  textAt(bytes, 48, 300, name);
  textAt(bytes, 52, 300 + 2 * name.length, path);
  const base = isLast && set.letter === 'D' && !set.copyOnly ? { guid: set.guid, lsn: set.checkpoint } : set.base;
  if (!isLog && base !== undefined) {
    writeLsn(bytes, 158, base.lsn);
    bytes.fill(base.guid, 170, 186);
  }
  bytes.fill(isLog ? 0x72 : 0x71, 186, 202);
  return bytes;
}

function configuration(set: SampleSet, isLast: boolean, ending: string): Buffer {
  const database = 'sample';
  const server = 'SERVER';
  const head = Buffer.alloc(400 + 2 * (database.length + server.length));
  head.write('SCIN', 0, 'latin1');
  head.writeUInt32LE(head.length, 4);
  head.writeUInt32LE(0x210 | (set.copyOnly ? 0x400 : 0) | (set.letter === 'I' ? 0x800 : 0), 8);
  head.writeUInt16LE(2000, 24);
  for (const at of [32, 52]) writeLsn(head, at, set.checkpoint);
  writeLsn(head, 42, { ...set.checkpoint, block: set.checkpoint.block + (set.noLog ? 0 : 20) });
  if (isLast) writeDate(head, 82, set.day ?? 1);
  head.write((isLast ? set.lastLetter : undefined) ?? set.letter, 87, 'latin1');
  head[91] = 150;
  head.writeUInt16LE(904, 94);
  textAt(head, 104, 400, database);
  textAt(head, 108, 400 + 2 * database.length, server);
  head.fill(set.database, 124, 140);
  head.writeUInt32LE(0x3400d008, 216);
  if (set.base !== undefined) {
    for (const at of [200, 272]) head.fill(set.base.guid, at, at + 16);
    writeLsn(head, 260, set.base.lsn);
  }
  const group = Buffer.alloc(256);
  group.write('SFGI', 0, 'latin1');
  group.writeUInt32LE(group.length, 4);
  group.writeUInt32LE(1, 12);
  textAt(group, 16, 230, 'PRIMARY');
  return Buffer.concat([head, group, fileRecord(set, false, isLast, ending), fileRecord(set, true, isLast, ending)]);
}

function setBlocks(set: SampleSet, number: number, ending: string): Buffer[] {
  const head = block('SSET', 200, (bytes) => {
    bytes.writeUInt32LE((set.copyOnly ? 2 : 4) | (set.letter === 'I' ? 8 : 0), 52);
    bytes.writeUInt16LE(number, 62);
    textAt(bytes, 64, 120, `set ${number}`);
    writeDate(bytes, 88, set.day ?? 1);
    bytes[93] = 15;
    bytes.fill(set.guid, 100, 116);
  });
  const data = set.passes.map((pages) => {
    const before = Buffer.concat([block('MSDA', 60), padding('APAD', 60, 1024, 24)]);
    const content = Buffer.concat([Buffer.alloc(2), pages]);
    return closed([before, stream('MQDA', content, 2), streamHeader('MQDA', 0, 6), Buffer.alloc(2)]);
  });
  if (set.between !== undefined) {
    const { block: type, stream: id, length } = set.between;
    data.push(closed([block(type, 60), stream(id, Buffer.alloc(length))]));
  }
  const log = set.logBytes ?? 512;
  const logStreams = log === 0 ? [] : [stream('MQTL', Buffer.alloc(log + 2))];
  return [
    closed([head]),
    closed([block('VOLB', 100)]),
    closed([block('MSCI', 56), stream('MQCI', configuration(set, false, ending))]),
    ...data,
    closed([block('MSTL', 592), ...logStreams]),
    closed([block('MSLS', 56), stream('MQCI', configuration(set, true, ending))]),
    softFilemark(),
    closed([block('ESET', 88), stream('TSMP', Buffer.alloc(100))]),
    closed([block('ESET', 88)]),
    softFilemark(),
  ];
}

/** The bytes of a made-up backup file with these sets. */
export function sampleMedia(media: SampleMedia): Buffer {
  const software = utf16(media.software ?? 'Microsoft SQL Server');
  const tape = block('TAPE', 100 + software.length, (bytes) => {
    bytes.writeUInt16LE(1, 60);
    bytes.writeUInt16LE(1, 64);
    textAt(bytes, 80, 100, software.toString('utf16le'));
    bytes.writeUInt16LE(1024, 84);
    bytes.writeUInt16LE(media.vendor ?? 0x1200, 86);
    writeDate(bytes, 88, 1);
  });
  const raid = Buffer.alloc(32, media.mediaGuid);
  raid.writeUInt32LE(0xf00000ad, 16);
  raid.writeUInt16LE(media.families ?? 1, 20);
  raid.writeUInt16LE(1, 22);
  raid.writeUInt16LE(media.family ?? 1, 24);
  return Buffer.concat([
    closed([tape, stream('RAID', raid)]),
    softFilemark(),
    ...media.sets.flatMap((set, index) => setBlocks(set, index + 1, media.dataEnding ?? '.mdf')),
  ]);
}
