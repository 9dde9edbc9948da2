/** A log sequence number: place of a log record in the life of a database. */
export interface Lsn {
  readonly vlf: number;
  readonly block: number;
  readonly slot: number;
  /** Text whose order is that of the log: ten, ten and five digits. */
  readonly key: string;
}

/** Bytes of an LSN: u32 virtual log file, u32 block, u16 slot (observed). */
export const LSN_BYTES = 10;

export function readLsn(bytes: Buffer, at: number): Lsn {
  const vlf = bytes.readUInt32LE(at);
  const block = bytes.readUInt32LE(at + 4);
  const slot = bytes.readUInt16LE(at + 8);
  const key = `${String(vlf).padStart(10, '0')}:${String(block).padStart(10, '0')}:${String(slot).padStart(5, '0')}`;
  return { vlf, block, slot, key };
}

/** 0:0:0 stands where a backup has no such LSN. */
export const isNoLsn = (lsn: Lsn): boolean => lsn.vlf === 0 && lsn.block === 0 && lsn.slot === 0;

/** As SQL Server writes it: `34:118:192`. */
export const formatLsn = (lsn: Lsn): string => `${lsn.vlf}:${lsn.block}:${lsn.slot}`;

/** A GUID as SQL Server writes it, upper case; null for sixteen zero bytes. */
export function readGuid(bytes: Buffer, at: number): string | null {
  let zero = true;
  for (let byte = at; byte < at + 16; byte++) if (bytes[byte] !== 0) zero = false;
  if (zero) return null;
  const hex = (from: number, to: number): string => bytes.toString('hex', at + from, at + to);
  const swapped = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(at + from, at + to))
      .reverse()
      .toString('hex');
  return `${swapped(0, 4)}-${swapped(4, 6)}-${swapped(6, 8)}-${hex(8, 10)}-${hex(10, 16)}`.toUpperCase();
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A date of MTF: 40 bits, big-endian: year 14, month 4, day 5, hour 5, minute 6, second 6 (MTF 1.00a 3.4.1).
 * `YYYY-MM-DDTHH:MM:SS` of the server's wall clock; null for no date or one that is none.
 */
export function readDate(bytes: Buffer, at: number): string | null {
  const high = bytes.readUInt16BE(at);
  const low = bytes.readUIntBE(at + 2, 3);
  const year = high >>> 2;
  const month = ((high & 3) << 2) | (low >>> 22);
  const [day, hour, minute, second] = [(low >>> 17) & 31, (low >>> 12) & 31, (low >>> 6) & 63, low & 63];
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Text that a {u16 bytes, u16 offset} pair points at, in the bytes from `base` on; null where it leads outside. */
export function readText(bytes: Buffer, at: number, base: number, end: number, unicode = true): string | null {
  const length = bytes.readUInt16LE(at);
  const start = base + bytes.readUInt16LE(at + 2);
  if (length === 0) return '';
  if (start + length > end) return null;
  const text = bytes.toString(unicode ? 'utf16le' : 'latin1', start, start + length);
  return text.endsWith('\0') ? text.slice(0, -1) : text;
}
