import { type DatabaseTraits, DecodeError, type StoredType, type ValueDecoder } from '../stored-type.js';
import { UserType, XType } from './column-type.js';
import { hierarchyidDecoder } from './hierarchyid.js';
import type { NoteCode, OnNote } from './note.js';
import { decodeBinary, fixedBinaryDecoder } from './scalar.js';
import { scalarDecoder } from './scalar-decoder.js';
import { spatialDecoder } from './spatial.js';
import { sqlVariantDecoder } from './sql-variant.js';
import { codePageDecoder, utf16Decoder } from './text.js';
import { decodeVector } from './vector.js';
import { xmlDecoder } from './xml.js';

/**
 * The decoder of a column, to be made once and used for each of its values in uncompressed form (off-row content whole).
 * The decoder throws DecodeError for bytes that cannot be a value of the type; making it throws `type-unknown` or `type-invalid`.
 * `onNote` receives codes of VALUE_NOTES while values are read, some once for the column, some for each value.
 */
export function valueDecoder(type: StoredType, traits: DatabaseTraits, onNote: OnNote): ValueDecoder {
  const scalar = scalarDecoder(type.xtype, type.precision, type.scale);
  if (scalar) return scalar;
  switch (type.xtype) {
    case XType.char:
    case XType.varchar:
    case XType.text:
      return codePageDecoder(type.collation, traits, onNote);
    case XType.nchar:
    case XType.nvarchar:
    case XType.ntext:
      return utf16Decoder(type.collation, traits, onNote);
    case XType.binary:
      return fixedBinaryDecoder(type.length);
    case XType.rowversion:
      return fixedBinaryDecoder(8);
    case XType.varbinary:
      return type.userType === UserType.vector ? decodeVector : decodeBinary;
    case XType.sqlVariant:
      return sqlVariantDecoder(traits, onNote);
    case XType.xml:
      return xmlDecoder(onNote);
    case XType.json:
      return bytesWithNote('json-as-bytes', onNote);
    case XType.clr:
      return clrDecoder(type.userType, onNote);
    default:
      throw new DecodeError('type-unknown', `a column of type ${type.xtype}, which is not known`);
  }
}

function clrDecoder(userType: number, onNote: OnNote): ValueDecoder {
  switch (userType) {
    case UserType.hierarchyid:
      return hierarchyidDecoder(onNote);
    case UserType.geometry:
      return spatialDecoder('geometry', onNote);
    case UserType.geography:
      return spatialDecoder('geography', onNote);
    default:
      // The serialisation of a user's own class is known to that class only.
      return bytesWithNote('clr-as-bytes', onNote);
  }
}

/** Bytes as they stand, with a note for each value. */
export function bytesWithNote(code: NoteCode, onNote: OnNote): ValueDecoder {
  return (bytes, start, end) => {
    onNote(code);
    return decodeBinary(bytes, start, end);
  };
}
