/** Status byte of a FixedVar record: bits 1 to 3 its kind, then what it has (Microsoft, "Heaps"; values observed). */
export const RECORD = Object.freeze({
  primary: 0,
  forwarded: 1 << 1,
  forwardingStub: 2 << 1,
  index: 3 << 1,
  ghostIndex: 5 << 1,
  ghostData: 6 << 1,
  nullBitmap: 0x10,
  variable: 0x20,
  versionTag: 0x40,
});

export interface VariableEntry {
  readonly bytes: Buffer;
  /** Off-row pointer, sparse vector or back-pointer: bit 15 of its end. */
  readonly complex: boolean;
}

export interface RecordParts {
  readonly kind: number;
  /** From byte 4 on. */
  readonly fixed: Buffer;
  readonly columnCount: number;
  /** Bit i set: the column with null bit i + 1 is NULL. */
  readonly nulls: Buffer;
  readonly variable: readonly VariableEntry[];
  readonly versionTag?: Buffer | undefined;
}

/** u16 count, u16 ends from the start of the record, then the values. */
function variableSection(start: number, entries: readonly VariableEntry[]): Buffer {
  const head = Buffer.alloc(2 + 2 * entries.length);
  head.writeUInt16LE(entries.length, 0);
  let end = start + head.length;
  entries.forEach(({ bytes, complex }, i) => {
    end += bytes.length;
    head.writeUInt16LE(end | (complex ? 0x8000 : 0), 2 + 2 * i);
  });
  return Buffer.concat([head, ...entries.map(({ bytes }) => bytes)]);
}

/** A data record: status, u16 end of the fixed part, fixed part, u16 columns, null bitmap, variable part, version tag. */
export function encodeRecord(parts: RecordParts): Buffer {
  const { fixed, variable, versionTag } = parts;
  const head = Buffer.alloc(4);
  head[0] =
    parts.kind | RECORD.nullBitmap | (variable.length ? RECORD.variable : 0) | (versionTag ? RECORD.versionTag : 0);
  head.writeUInt16LE(4 + fixed.length, 2);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(parts.columnCount, 0);
  const start = 4 + fixed.length + 2 + parts.nulls.length;
  return Buffer.concat([
    head,
    fixed,
    count,
    parts.nulls,
    variable.length ? variableSection(start, variable) : Buffer.alloc(0),
    versionTag ?? Buffer.alloc(0),
  ]);
}

export interface IndexParts {
  /** Key columns of fixed length, from byte 1 on. */
  readonly fixed: Buffer;
  /** Page of the next level. */
  readonly child: Buffer;
  /** Undefined if no key column may be NULL. */
  readonly nulls?: { readonly columnCount: number; readonly bits: Buffer } | undefined;
  readonly variable: readonly VariableEntry[];
}

/** A record of an inner index page: status, key, child, then null bitmap and variable part if there are any (observed). */
export function encodeIndexRecord(parts: IndexParts): Buffer {
  const status = RECORD.index | (parts.nulls ? RECORD.nullBitmap : 0) | (parts.variable.length ? RECORD.variable : 0);
  const out = [Buffer.of(status), parts.fixed, parts.child];
  let length = 1 + parts.fixed.length + parts.child.length;
  if (parts.nulls) {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(parts.nulls.columnCount, 0);
    out.push(count, parts.nulls.bits);
    length += 2 + parts.nulls.bits.length;
  }
  if (parts.variable.length) out.push(variableSection(length, parts.variable));
  return Buffer.concat(out);
}
