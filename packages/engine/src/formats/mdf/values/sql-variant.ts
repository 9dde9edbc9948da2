import { type DatabaseTraits, DecodeError, type ValueDecoder } from '../stored-type.js';
import { decimalLength, XType } from './column-type.js';
import type { OnNote } from './note.js';
import { decodeBinary, expectWithin } from './scalar.js';
import { scalarDecoder } from './scalar-decoder.js';
import { codePageDecoder, utf16Decoder } from './text.js';

/** Base types by what stands between the two head bytes and the value (observed). */
const NO_PROPERTIES: ReadonlySet<number> = new Set([
  XType.tinyint,
  XType.smallint,
  XType.int,
  XType.bigint,
  XType.bit,
  XType.real,
  XType.float,
  XType.money,
  XType.smallmoney,
  XType.date,
  XType.datetime,
  XType.smalldatetime,
  XType.guid,
]);
const SCALE: ReadonlySet<number> = new Set([XType.time, XType.datetime2, XType.datetimeoffset]);
const PRECISION_AND_SCALE: ReadonlySet<number> = new Set([XType.decimal, XType.numeric]);
const BINARY: ReadonlySet<number> = new Set([XType.binary, XType.varbinary]);
const CODE_PAGE_TEXT: ReadonlySet<number> = new Set([XType.char, XType.varchar]);
const UTF16_TEXT: ReadonlySet<number> = new Set([XType.nchar, XType.nvarchar]);

const HEAD = 2;
const VERSION = 1;
/** A variant holds up to 8016 bytes, 8000 of them value (Transact-SQL reference, sql_variant). */
const MAX_LENGTH = 8016;
/** Collations of a column are few; a damaged column must not fill the cache. */
const MAX_CACHED = 256;

const damaged = (rule: string): DecodeError => new DecodeError('variant-invalid', rule);

/**
 * sql_variant: u8 base type, u8 1, properties of the base type, the value to the end (observed).
 * The cell is that of the base type. char and varchar go by the value's own collation. Throws DecodeError.
 */
export function sqlVariantDecoder(traits: DatabaseTraits, onNote: OnNote): ValueDecoder {
  const cache = new Map<number, ValueDecoder>();
  const kept = (key: number, make: () => ValueDecoder): ValueDecoder => {
    let decoder = cache.get(key);
    if (!decoder) {
      decoder = make();
      if (cache.size < MAX_CACHED) cache.set(key, decoder);
    }
    return decoder;
  };
  const scalar = (base: number, precision: number, scale: number): ValueDecoder =>
    kept((base << 16) | (precision << 8) | scale, () => {
      const decoder = scalarDecoder(base, precision, scale);
      if (!decoder) throw damaged('a variant of a type that no variant can have');
      return decoder;
    });
  // Keys beyond 32 bits keep collations apart from scalars.
  const text = (base: number, collation: number): ValueDecoder =>
    kept((base + 1) * 0x1_0000_0000 + collation, () =>
      CODE_PAGE_TEXT.has(base) ? codePageDecoder(collation, traits, onNote) : utf16Decoder(collation, traits, onNote),
    );
  return (bytes, start, end) => {
    expectWithin(bytes, start, end);
    const length = end - start;
    if (length < HEAD || length > MAX_LENGTH)
      throw damaged('a variant shorter than its head or longer than 8016 bytes');
    const base = bytes[start]!;
    if (bytes[start + 1] !== VERSION) throw damaged('a variant of another version than 1');
    if (NO_PROPERTIES.has(base)) return scalar(base, 0, 0)(bytes, start + HEAD, end);
    if (SCALE.has(base)) {
      if (length < 3) throw damaged('a variant without its scale');
      return scalar(base, 0, bytes[start + 2]!)(bytes, start + 3, end);
    }
    if (PRECISION_AND_SCALE.has(base)) {
      if (length < 4) throw damaged('a variant without its precision and scale');
      const precision = bytes[start + 2]!;
      if (end - start - 4 !== decimalLength(precision)) throw damaged('a decimal variant of another length');
      return scalar(base, precision, bytes[start + 3]!)(bytes, start + 4, end);
    }
    if (BINARY.has(base)) {
      if (length < 4) throw damaged('a variant without its length');
      expectFits(bytes.readUInt16LE(start + 2), length - 4);
      return decodeBinary(bytes, start + 4, end);
    }
    if (CODE_PAGE_TEXT.has(base) || UTF16_TEXT.has(base)) {
      if (length < 8) throw damaged('a variant without its length and collation');
      expectFits(bytes.readUInt16LE(start + 2), length - 8);
      return text(base, bytes.readUInt32LE(start + 4))(bytes, start + 8, end);
    }
    throw damaged('a variant of a type that no variant can have');
  };
}

function expectFits(declared: number, length: number): void {
  if (length > declared) throw damaged('a variant longer than its declared length');
}
