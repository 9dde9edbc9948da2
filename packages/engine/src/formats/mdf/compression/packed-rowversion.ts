import { DecodeError, type ValueDecoder } from '../stored-type.js';
import { decodeBinary, expectWithin } from '../values/scalar.js';

const BYTES = 8;

/**
 * A rowversion of a compressed row: 8 bytes as they are, or fewer, which can only be the integer that the vendor's reference says it is
 * stored as (Row Compression Implementation): shortest big-endian, its top bit flipped. `onShort` is told of each such value.
 * Throws DecodeError for one below zero, which no counter is.
 */
export function packedRowversionDecoder(onShort: () => void): ValueDecoder {
  return (bytes, start, end) => {
    expectWithin(bytes, start, end);
    const length = end - start;
    if (length === BYTES) return decodeBinary(bytes, start, end);
    if (length > BYTES || (length > 0 && bytes[start]! < 0x80))
      throw new DecodeError('value-length', 'a rowversion of another length than 8 bytes, and no integer');
    onShort();
    const value = new Uint8Array(BYTES);
    value.set(bytes.subarray(start, end), BYTES - length);
    if (length > 0) value[BYTES - length]! ^= 0x80;
    return value;
  };
}
