import { FixedVarRecord } from './fixed-var-record.js';
import { PAGE_SIZE, PAGE_TYPES, pageType, slotCount, slotOffset } from './page.js';
import { DecodeError } from './stored-type.js';

/** Variable column of the file header record: pages of the file, as sys.database_files.size has it (observed in 41 of 41 files). */
const SIZE = 4;

/** Variable column of the number of its filegroup: 0 for a log file, as sys.database_files.data_space_id has it (observed: 1 in data files). */
const FILEGROUP = 3;

/** Pages that a data file has by its own header page; null where the page does not say. */
export function statedPages(header: Buffer): number | null {
  const record = recordOf(header);
  if (record === null || record.variables <= SIZE || record.to(SIZE) - record.from(SIZE) !== 4) return null;
  return header.readUInt32LE(record.from(SIZE));
}

/** True for the header page of a transaction log, which is otherwise like that of a data file. */
export function isLogHeader(header: Buffer): boolean {
  const record = recordOf(header);
  if (record === null || record.variables <= FILEGROUP || record.to(FILEGROUP) - record.from(FILEGROUP) !== 2)
    return false;
  return header.readUInt16LE(record.from(FILEGROUP)) === 0;
}

function recordOf(header: Buffer): FixedVarRecord | null {
  if (header.length < PAGE_SIZE || pageType(header) !== PAGE_TYPES.fileHeader || slotCount(header) !== 1) return null;
  const record = new FixedVarRecord();
  try {
    record.read(header, slotOffset(header, 0), PAGE_SIZE - 2);
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
  return record;
}
