/** Format logical blocks are counted in these units: TAPE.flbs of every SQL Server backup (observed). */
const LOGICAL_BLOCK = 1024;

/** Date and time in 40 bits: year 14, month 4, day 5, hour 5, minute 6, second 6, high bits first (MTF 1.00a 3.5). */
export function mtfDate(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Buffer {
  const high = BigInt(year) * 16n + BigInt(month);
  const all = (((high * 32n + BigInt(day)) * 32n + BigInt(hour)) * 64n + BigInt(minute)) * 64n + BigInt(second);
  const bytes = Buffer.alloc(5);
  for (let i = 0; i < 5; i++) bytes[i] = Number((all >> BigInt(8 * (4 - i))) & 0xffn);
  return bytes;
}

/** A text behind the fixed part of a block, and where its size and offset stand. */
export interface BlockText {
  readonly at: number;
  readonly text: string;
}

export interface BlockFields {
  /** Bytes of the fixed part, header included. */
  readonly size: number;
  readonly attributes?: number;
  /** Bytes to put at their offsets. */
  readonly fields?: readonly (readonly [at: number, bytes: Uint8Array])[];
  readonly texts?: readonly BlockText[];
  /** String type 2, UTF-16, if the block may have texts. */
  readonly unicode?: boolean;
}

export interface StreamFields {
  readonly id: string;
  /** Media format attributes: 1 continue, 2 variable, 4 end of variable, 0x80 padding, 0x100 checksummed (MTF 1.00a 4.1; observed). */
  readonly media?: number;
}

export const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value, 0);
  return bytes;
};

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0, 0);
  return bytes;
};

/** XOR of 16-bit words. */
function xorWords(bytes: Buffer, words: number): number {
  let sum = 0;
  for (let i = 0; i < words; i++) sum ^= bytes.readUInt16LE(2 * i);
  return sum;
}

const padTo = (position: number, unit: number): number => (unit - (position % unit)) % unit;

/** Writes the blocks of one media family in Microsoft Tape Format 1.00a; `sink` gets chunks that it must not keep. */
export class MtfWriter {
  position = 0;
  /** Start of the data set: logical addresses and alignment count from it. */
  private segment = 0;
  private control = 0;

  constructor(
    private readonly sink: (chunk: Buffer) => void,
    readonly blockSize: number,
  ) {}

  private write(chunk: Buffer): void {
    this.sink(chunk);
    this.position += chunk.length;
  }

  /** Starts a data set here. */
  startSegment(): void {
    this.segment = this.position;
    this.control = 0;
  }

  /** A descriptor block: common header (MTF 1.00a 5.2.1), its fields, its texts. */
  block(type: string, fields: BlockFields): void {
    const texts = (fields.texts ?? []).map(({ at, text }) => ({ at, bytes: Buffer.from(text, 'utf16le') }));
    const length = fields.size + texts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const block = Buffer.alloc(length + padTo(length, 4));
    block.write(type, 0, 'latin1');
    block.writeUInt32LE((fields.attributes ?? 0) >>> 0, 4);
    block.writeUInt16LE(block.length, 8); // offset to first event
    block[10] = 14; // OS id: Windows NT
    block[11] = 1;
    if (type !== 'TAPE' && type !== 'SSET' && type !== 'ESET') {
      block.writeUInt32LE((this.position - this.segment) / LOGICAL_BLOCK, 20); // format logical address
      block.writeUInt32LE(++this.control, 36); // control block id
    }
    block[48] = fields.unicode === false ? 0 : 2; // string type
    for (const [at, bytes] of fields.fields ?? []) block.set(bytes, at);
    let end = fields.size;
    for (const { at, bytes } of texts) {
      block.writeUInt16LE(bytes.length, at);
      block.writeUInt16LE(end, at + 2);
      bytes.copy(block, end);
      end += bytes.length;
    }
    block.writeUInt16LE(xorWords(block, 25), 50); // header checksum
    this.write(block);
  }

  /** Header of a data stream (MTF 1.00a 4.1). */
  private streamHeader({ id, media }: StreamFields, length: number): void {
    const header = Buffer.alloc(22);
    header.write(id, 0, 'latin1');
    header.writeUInt16LE(media ?? 0, 6);
    header.writeBigUInt64LE(BigInt(length), 8);
    header.writeUInt16LE(xorWords(header, 10), 20);
    this.write(header);
  }

  /** A stream whose data are at hand. */
  stream(fields: StreamFields, data: Buffer): void {
    this.streamHeader(fields, data.length);
    this.write(data);
    this.align();
  }

  /** A stream of `length` bytes that `fill` hands out in chunks. */
  longStream(fields: StreamFields, length: number, fill: (write: (chunk: Buffer) => void) => void): void {
    this.streamHeader(fields, length);
    const end = this.position + length;
    fill((chunk) => {
      this.write(chunk);
    });
    if (this.position !== end) throw new Error('a stream is not as long as it says');
    this.align();
  }

  private align(): void {
    const pad = padTo(this.position, 4);
    if (pad) this.write(Buffer.alloc(pad));
  }

  private get unit(): number {
    return Math.max(LOGICAL_BLOCK, this.blockSize);
  }

  /** APAD, so that the data of a stream of pages begin on a block: two bytes stand between its header and the first page. */
  padToPages(): void {
    const start = this.position + 22;
    const pad = padTo(start - this.segment + 24, this.unit);
    this.stream({ id: 'APAD', media: 0x80 }, Buffer.alloc(pad));
  }

  /** SPAD ends a block: the next one starts behind it. */
  endBlock(beforeFilemark = false): void {
    const unit = beforeFilemark ? this.unit : LOGICAL_BLOCK;
    this.stream({ id: 'SPAD' }, Buffer.alloc(padTo(this.position + 22 - this.segment, unit)));
  }

  /** Soft filemark: one physical block without streams. */
  filemark(): void {
    const block = Buffer.alloc(this.blockSize);
    block.write('SFMB', 0, 'latin1');
    block.writeUInt32LE(0x80000000, 4);
    // 65,536 does not fit, and what a server writes then is not known: 0.
    block.writeUInt16LE(block.length & 0xffff, 8);
    block[10] = 14;
    block[11] = 1;
    block.writeUInt32LE(Math.floor((this.blockSize - 60) / 8), 52); // room for filemarks
    block.writeUInt16LE(xorWords(block, 25), 50);
    this.write(block);
  }
}
