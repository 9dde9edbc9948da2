import type { ValueDecoder } from '../stored-type.js';
import { XType } from './column-type.js';
import {
  datetime2Decoder,
  datetimeoffsetDecoder,
  decodeDate,
  decodeDatetime,
  decodeSmalldatetime,
  timeDecoder,
} from './date-time.js';
import { decimalDecoder, decodeMoney, decodeSmallmoney } from './decimal.js';
import {
  decodeBigint,
  decodeBinary,
  decodeBit,
  decodeFloat,
  decodeGuid,
  decodeInt,
  decodeReal,
  decodeSmallint,
  decodeTinyint,
} from './scalar.js';

/** Types whose bytes alone say the value. */
const PLAIN: ReadonlyMap<number, ValueDecoder> = new Map([
  [XType.tinyint, decodeTinyint],
  [XType.smallint, decodeSmallint],
  [XType.int, decodeInt],
  [XType.bigint, decodeBigint],
  [XType.bit, decodeBit],
  [XType.real, decodeReal],
  [XType.float, decodeFloat],
  [XType.money, decodeMoney],
  [XType.smallmoney, decodeSmallmoney],
  [XType.date, decodeDate],
  [XType.datetime, decodeDatetime],
  [XType.smalldatetime, decodeSmalldatetime],
  [XType.guid, decodeGuid],
  [XType.image, decodeBinary],
]);

/** The decoder of a type that needs no more than its facets; null for the others. Throws DecodeError `type-invalid`. */
export function scalarDecoder(xtype: number, precision: number, scale: number): ValueDecoder | null {
  switch (xtype) {
    case XType.time:
      return timeDecoder(scale);
    case XType.datetime2:
      return datetime2Decoder(scale);
    case XType.datetimeoffset:
      return datetimeoffsetDecoder(scale);
    case XType.decimal:
    case XType.numeric:
      return decimalDecoder(precision, scale);
    default:
      return PLAIN.get(xtype) ?? null;
  }
}
