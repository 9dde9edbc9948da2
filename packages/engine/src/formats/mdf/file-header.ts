import { FixedVarRecord } from './fixed-var-record.js';
import { PAGE_SIZE, PAGE_TYPES, pageType, slotCount, slotOffset } from './page.js';
import { DecodeError } from './stored-type.js';

/** Variable column of the file header record: pages of the file, as sys.database_files.size has it (observed in 41 of 41 files). */
const SIZE = 4;

/** Pages that a data file has by its own header page; null where the page does not say. */
export function statedPages(header: Buffer): number | null {
  if (header.length < PAGE_SIZE || pageType(header) !== PAGE_TYPES.fileHeader || slotCount(header) !== 1) return null;
  const record = new FixedVarRecord();
  try {
    record.read(header, slotOffset(header, 0), PAGE_SIZE - 2);
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
  if (record.variables <= SIZE || record.to(SIZE) - record.from(SIZE) !== 4) return null;
  return header.readUInt32LE(record.from(SIZE));
}
