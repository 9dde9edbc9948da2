import { closeSync, openSync, writeSync } from 'node:fs';
import { SeededRandom } from '../random.js';
import { writeFamily } from './backup.js';
import { buildDatabase } from './database.js';
import type { DatabaseSpec, DatabaseVersion, SpecValue } from './spec.js';

export interface LargeBackupOptions {
  /** Size of the table; the catalog adds less than a megabyte. */
  readonly gigabytes: number;
  readonly seed?: number;
  readonly version?: DatabaseVersion;
  /** Rows of a page; 10 to 100. Default 24. */
  readonly rowsPerPage?: number;
}

export interface LargeBackup {
  readonly bytes: number;
  /** Rows of its one table, `dbo.Large`. */
  readonly rows: number;
}

const EXTENT_BYTES = 65_536;

/** A database with one large table of wide rows, the pages of which are made on demand. */
export function largeDatabase(options: LargeBackupOptions): DatabaseSpec {
  const { gigabytes, seed = 5, version = 904, rowsPerPage = 24 } = options;
  const random = new SeededRandom(seed);
  const words = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(random.chance(0.15) ? 32 : random.int(97, 122))).join('');
  // fixed parts, counts and ends take 60 bytes of a row
  const text = Math.max(8, Math.floor(8_090 / rowsPerPage) - 70);
  const rows = Array.from({ length: rowsPerPage }, (): SpecValue[] => [
    0,
    random.int(1, 1_000_000_000),
    `20${String(random.int(10, 24))}-0${random.int(1, 9)}-1${random.int(0, 9)}T08:30:00.000`,
    `${random.int(0, 9_999)}.${String(random.int(0, 99)).padStart(2, '0')}`,
    words(Math.floor(text / 2)),
    words(Math.floor(text / 4)),
  ]);
  return {
    name: 'Large',
    version,
    seed,
    tables: [
      {
        name: 'Large',
        storage: 'heap',
        columns: [
          { name: 'Id', type: 'int', nullable: false },
          { name: 'PatientId', type: 'bigint', nullable: false },
          { name: 'At', type: 'datetime', nullable: true },
          { name: 'Amount', type: 'decimal(12,2)', nullable: true },
          { name: 'Note', type: 'varchar(4000)', nullable: true },
          { name: 'Remark', type: 'nvarchar(2000)', nullable: true },
        ],
        rows,
        repeatedExtents: Math.max(1, Math.round((gigabytes * 1024 ** 3) / EXTENT_BYTES)),
      },
    ],
  };
}

/** Writes a full backup of many gigabytes to `path`, in memory that does not grow with its pages (a few bytes for each). */
export function streamLargeBackup(path: string, options: LargeBackupOptions): LargeBackup {
  const database = buildDatabase(largeDatabase(options));
  const file = openSync(path, 'w');
  let bytes = 0;
  try {
    writeFamily({ database }, {}, 0, (chunk) => {
      let at = 0;
      while (at < chunk.length) at += writeSync(file, chunk, at);
      bytes += chunk.length;
    });
  } finally {
    closeSync(file);
  }
  return { bytes, rows: database.tables[0]?.rows ?? 0 };
}
