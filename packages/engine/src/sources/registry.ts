import { basename } from 'node:path';
import { MigrationError } from '../base/error.js';
import { ccdaDriver } from './ccda/ccda-driver.js';
import type { ProbeInput, SourceContext, SourceDriver, SourceOptions, TableSource } from './contract.js';
import { csvDriver } from './csv/csv-driver.js';
import { fhirDriver } from './fhir/fhir-driver.js';
import { identify, unknownKind } from './identify.js';
import { gatherFiles, headOf, type InputFile } from './input-file.js';
import { mysqlDumpDriver } from './mysql-dump/mysql-dump-driver.js';
import { sqlServerDriver } from './sql-server-backup/sql-server-driver.js';

/** Every reader, one line each. */
const SOURCE_DRIVERS: readonly SourceDriver[] = [csvDriver, mysqlDumpDriver, sqlServerDriver, ccdaDriver, fhirDriver];

const HEAD_BYTES = 64 * 1024;
/** Heads are read of so many files; the rest of a large folder is judged by name. */
const MOST_HEADS = 200;

export interface OpenedSource {
  readonly driver: SourceDriver;
  readonly source: TableSource;
}

/** Opens a source with the named reader, or with the one that is surest of it. Throws MigrationError when none is. */
export async function openSource(
  paths: readonly string[],
  given: { readonly format?: string | undefined; readonly options?: SourceOptions | undefined },
  context: SourceContext,
): Promise<OpenedSource> {
  if (paths.length === 0) {
    throw new MigrationError('No source is named', {
      code: 'SOURCE_MISSING',
      hint: 'Name a file or folder.',
      kind: 'usage',
    });
  }
  const driver = given.format === undefined ? await recognise(paths) : driverOf(given.format);
  const options = given.options ?? {};
  for (const name of Object.keys(options)) {
    if (name in driver.options) continue;
    const known = Object.entries(driver.options).map(([k, help]) => `${k} (${help})`);
    throw new MigrationError(`The ${driver.name} reader has no option "${name}"`, {
      code: 'SOURCE_OPTION_UNKNOWN',
      hint: `Known: ${known.join('; ')}.`,
      kind: 'usage',
    });
  }
  return { driver, source: await driver.open(paths, options, context) };
}

function driverOf(name: string): SourceDriver {
  const driver = SOURCE_DRIVERS.find((d) => d.name === name);
  if (driver) return driver;
  throw new MigrationError(`There is no reader "${name}"`, {
    code: 'SOURCE_FORMAT_UNKNOWN',
    hint: `Known: ${SOURCE_DRIVERS.map((d) => d.name).join(', ')}.`,
    kind: 'usage',
  });
}

/** Exports of Azure SQL have to be told by what is inside: from outside they are zip files. */
const bacpac = (path: string | undefined): MigrationError =>
  new MigrationError('No reader knows this source: it is a .bacpac, an export of tables of SQL Server or Azure SQL', {
    code: 'SOURCE_NOT_RECOGNISED',
    ...(path === undefined ? {} : { where: basename(path) }),
    hint: 'Import it on any SQL Server (SqlPackage /Action:Import, or SSMS: Import Data-tier Application) and back that database up: BACKUP DATABASE ... TO DISK.',
  });

async function probeInput(files: readonly InputFile[], isFolder: boolean): Promise<ProbeInput> {
  const heads = files.map(async (file, i) => ({
    path: file.name,
    byteLength: file.byteLength,
    head: i < MOST_HEADS ? await headOf(file, HEAD_BYTES) : new Uint8Array(0),
  }));
  return { isFolder, files: await Promise.all(heads) };
}

/** Readers with what they say of the files, the surest first. */
const rank = (drivers: readonly SourceDriver[], input: ProbeInput) =>
  drivers.map((driver) => ({ driver, result: driver.probe(input) })).sort((a, b) => b.result.score - a.result.score);

/** The surest of the readers whose sources may be a tree of folders; null where none knows the files. */
async function recogniseBelow(paths: readonly string[]): Promise<SourceDriver | null> {
  const drivers = SOURCE_DRIVERS.filter((driver) => driver.folders === 'whole');
  const { files, isFolder } = await gatherFiles(paths, 'whole');
  const best = rank(drivers, await probeInput(files, isFolder))[0];
  return best && best.result.score > 0 ? best.driver : null;
}

/** The reader that is surest of these files. */
async function recognise(paths: readonly string[]): Promise<SourceDriver> {
  const { files, isFolder, skipped } = await gatherFiles(paths);
  const input = await probeInput(files, isFolder);
  if (['DacMetadata.xml', 'model.xml'].every((name) => files.some((file) => basename(file.name) === name)))
    throw bacpac(paths[0]);
  const ranked = rank(SOURCE_DRIVERS, input);
  const best = ranked[0];
  const hasFolders = skipped.some((s) => s.is === 'a folder');
  // What is only perhaps a table (a README beside the folders of an export) does not stand before documents in the folders.
  const isSure = best !== undefined && best.result.score > 1;
  const below = hasFolders && !isSure ? await recogniseBelow(paths) : null;
  if (below) return below;
  if (best && best.result.score > 0) return best.driver;
  const identified = input.files.map((f) => ({ path: f.path, is: identify(f.head, f.byteLength) }));
  const first = identified.find((f) => f.is !== null) ?? identified[0];
  const is =
    first === undefined
      ? hasFolders
        ? 'a folder of folders: name the one that holds the files'
        : 'an empty folder'
      : (first.is ??
        ranked.find((r) => r.result.is)?.result.is ??
        unknownKind(input.files[0]?.head ?? new Uint8Array(0)));
  throw new MigrationError(`No reader knows this source: it is ${is}`, {
    code: 'SOURCE_NOT_RECOGNISED',
    ...(first ? { where: first.path } : {}),
    hint: `Readers of this build: ${SOURCE_DRIVERS.map((d) => `${d.name} (${d.describe})`).join('; ')}. Name one with --source-format if the file is of its kind.`,
  });
}
