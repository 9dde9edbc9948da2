import { MigrationError } from '../../base/error.js';
import { PAGE_TYPES, type PageAddress, pageType } from './page.js';
import type { PageStore } from './page-store.js';
import { RELEASES } from './system-layouts.js';

/** The boot page of a database (DBCC DBINFO; offsets observed). */
const BOOT: PageAddress = { file: 1, page: 9 };
const BOOT_VERSION = 100;
const BOOT_CREATED_BY = 102;
const BOOT_NAME = { from: 148, to: 404 };
const BOOT_COLLATION = 488;
const BOOT_FIRST_SYSINDEXES = { page: 612, file: 616 }; // dbi_firstSysIndexes: first page of sysallocunits

const OLDEST = 611;
const NEWEST = RELEASES.at(-1)![0];

export interface BootRecord {
  /** Internal version: 611 is SQL Server 2005, 998 is 2025. */
  readonly version: number;
  /** Of the release that made the database. */
  readonly createdBy: number;
  /** `2019`; null for a version between those that are known. */
  readonly release: string | null;
  /** Name at the last rename; leftovers of longer names may follow it. */
  readonly name: string;
  readonly collation: number;
}

/**
 * The boot page, and the first page of sysallocunits that it names. Throws MigrationError (refused) when it is missing or of a version that is
 * not known.
 */
export async function readBoot(store: PageStore): Promise<{ boot: BootRecord; first: PageAddress }> {
  const page = await store.page(BOOT);
  if (page === null || pageType(page) !== PAGE_TYPES.boot) {
    throw new MigrationError('The boot page of the database is missing', {
      code: 'MSSQL_NO_BOOT_PAGE',
      where: 'page 1:9',
      hint: 'The primary data file is not among what was given. Give all files of the backup, or a full backup of the whole database.',
    });
  }
  const version = page.readUInt16LE(BOOT_VERSION);
  if (version < OLDEST || version > NEWEST + 200) {
    throw new MigrationError(`The database has the internal version ${version}, which this reader does not know`, {
      code: 'MSSQL_VERSION_UNKNOWN',
      where: 'page 1:9',
      hint:
        version < OLDEST
          ? 'SQL Server 2000 and older are not read. Restore the backup on SQL Server 2008, which still takes it, and back it up again.'
          : 'If the file is whole, it comes from a newer SQL Server than this reader knows.',
    });
  }
  const name = page.toString('utf16le', BOOT_NAME.from, BOOT_NAME.to);
  const first = {
    page: page.readUInt32LE(BOOT_FIRST_SYSINDEXES.page),
    file: page.readUInt16LE(BOOT_FIRST_SYSINDEXES.file),
  };
  const boot: BootRecord = {
    version,
    createdBy: page.readUInt16LE(BOOT_CREATED_BY),
    release: RELEASES.findLast(([known]) => known <= version)?.[1] ?? null,
    name: name.replace(/[\u2020\0].*$/s, '').trimEnd(),
    collation: page.readUInt32LE(BOOT_COLLATION),
  };
  return { boot, first };
}
