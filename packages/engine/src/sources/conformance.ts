import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BATCH_ROWS, type ColumnBatch } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { SourceDriver, SourceOptions, TableSource } from './contract.js';

export interface ConformanceFixture {
  readonly name: string;
  /** Files of the source; made by the project's own generators. */
  readonly paths: readonly string[];
  readonly options?: SourceOptions;
  /** Rows by table that a reader must find, known apart from the reader. */
  readonly rows: Readonly<Record<string, number>>;
  /** Why this fixture takes no part in a check, by the check's name. */
  readonly skip?: Readonly<Partial<Record<ConformanceCheck, string>>>;
}

export type ConformanceCheck = 'rows' | 'twice' | 'batches' | 'filter' | 'break' | 'abort' | 'mutations';

export interface ConformanceSetup {
  readonly driver: SourceDriver;
  readonly fixtures: readonly ConformanceFixture[];
  /** Mutated copies tried of each fixture; a few hundred in unit tests, more in chaos tests. */
  readonly mutations: number;
  readonly seed?: number;
}

/** No mutated file may keep a reader busy longer than this (security requirement S14). */
const MOST_MS = 5000;

/** What every reader must pass, whatever its format. */
export function describeSourceConformance(name: string, makeFixtures: () => ConformanceSetup): void {
  const setup = makeFixtures();
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe(`conformance of ${name}`, () => {
    for (const fixture of setup.fixtures) {
      const check = (kind: ConformanceCheck, title: string, run: () => Promise<void>): void => {
        const reason = fixture.skip?.[kind];
        if (reason === undefined) it(`${fixture.name}: ${title}`, run);
        else it.skip(`${fixture.name}: ${title} (skipped: ${reason})`);
      };
      const open = (): Promise<TableSource> => openQuietly(setup.driver, fixture.paths, fixture.options);

      check('rows', 'finds every row', async () => {
        await using source = await open();
        const counts: Record<string, number> = {};
        for (const batch of await all(source)) counts[batch.table] = (counts[batch.table] ?? 0) + batch.rowCount;
        expect(counts).toEqual(Object.fromEntries(Object.entries(fixture.rows).filter(([, n]) => n > 0)));
      });

      check('twice', 'gives the same batches twice', async () => {
        await using first = await open();
        await using second = await open();
        const once = await all(first);
        expect(await all(first)).toEqual(once);
        expect(await all(second)).toEqual(once);
        expect(await second.catalog()).toEqual(await first.catalog());
      });

      check('batches', 'keeps the laws of batches', async () => {
        await using source = await open();
        const { tables } = await source.catalog();
        expect(new Set(tables.map((t) => t.name)).size).toBe(tables.length);
        expectLawful(await all(source), new Map(tables.map((t) => [t.name, t.columns.map((c) => c.name)])));
      });

      check('filter', 'gives the same rows for one table as for all', async () => {
        await using source = await open();
        const everything = await all(source);
        for (const table of new Set(everything.map((b) => b.table))) {
          expect(rowsOf(await all(source, [table]))).toEqual(rowsOf(everything.filter((b) => b.table === table)));
        }
        expect(await all(source, ['no such table'])).toEqual([]);
      });

      check('break', 'releases its files when stopped early', async () => {
        const source = await open();
        await source.catalog();
        const held = openHandles(fixture.paths);
        for await (const _ of source.scan({})) break;
        const first = source.scan({})[Symbol.asyncIterator]();
        await first.next();
        await first.return?.();
        await expect.poll(() => openHandles(fixture.paths), { timeout: 2000 }).toBeLessThanOrEqual(held);
        await source[Symbol.asyncDispose]();
        await expect.poll(() => openHandles(fixture.paths), { timeout: 2000 }).toBe(0);
      });

      check('abort', 'stops when it is told to', async () => {
        const source = await open();
        await source.catalog();
        const abort = new AbortController();
        abort.abort();
        await expect(all(source, undefined, abort.signal)).rejects.toThrow(/abort/i);
        await source[Symbol.asyncDispose]();
        await expect.poll(() => openHandles(fixture.paths), { timeout: 2000 }).toBe(0);
      });

      check('mutations', `survives ${setup.mutations} damaged copies`, async () => {
        const path = fixture.paths.find((p) => statSync(p).isFile());
        if (path === undefined) throw new Error('a fixture for mutations must name a file');
        const bytes = readFileSync(path);
        const random = seeded(setup.seed ?? 1);
        for (let i = 0; i < setup.mutations; i++) {
          const copy = join(folder, basename(path));
          writeFileSync(copy, mutate(bytes, random));
          const paths = fixture.paths.map((p) => (p === path ? copy : p));
          await expectCivil(setup.driver, paths, fixture.options, `mutation ${i} of seed ${setup.seed ?? 1}`);
        }
      });
    }
  });
}

async function openQuietly(
  driver: SourceDriver,
  paths: readonly string[],
  options: SourceOptions = {},
  issues: Issue[] = [],
) {
  return driver.open(paths, options, { onIssue: (issue) => issues.push(issue) });
}

async function all(source: TableSource, tables?: readonly string[], signal?: AbortSignal): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  for await (const batch of source.scan({ ...(tables ? { tables } : {}), ...(signal ? { signal } : {}) }))
    batches.push(batch);
  return batches;
}

const rowsOf = (batches: readonly ColumnBatch[]) =>
  batches.flatMap((b) =>
    Array.from({ length: b.rowCount }, (_, r) => [b.firstRow + r, b.positions[r], ...b.columns.map((c) => c[r])]),
  );

function expectLawful(batches: readonly ColumnBatch[], catalog: ReadonlyMap<string, readonly string[]>): void {
  const next = new Map<string, number>();
  for (const batch of batches) {
    expect(batch.rowCount).toBeGreaterThan(0);
    expect(batch.rowCount).toBeLessThanOrEqual(BATCH_ROWS);
    expect(batch.firstRow).toBe((next.get(batch.table) ?? 0) + 1);
    next.set(batch.table, batch.firstRow + batch.rowCount - 1);
    expect(batch.columnNames).toEqual(catalog.get(batch.table));
    expect(batch.columns.length).toBe(batch.columnNames.length);
    expect(batch.positions.length).toBe(batch.rowCount);
    for (const column of batch.columns) {
      expect(column.length).toBe(batch.rowCount);
      if (column.some((cell) => cell === undefined)) throw new Error(`an undefined cell in ${batch.table}`);
    }
  }
}

/** A damaged file ends in a MigrationError or is read with issues; never in another error, a hang, or an issue without a place. */
async function expectCivil(
  driver: SourceDriver,
  paths: readonly string[],
  options: SourceOptions | undefined,
  what: string,
): Promise<void> {
  const issues: Issue[] = [];
  const began = performance.now();
  try {
    await using source = await openQuietly(driver, paths, options, issues);
    const { tables } = await source.catalog();
    expectLawful(await all(source), new Map(tables.map((t) => [t.name, t.columns.map((c) => c.name)])));
    source.checks();
  } catch (error) {
    if (!(error instanceof MigrationError)) throw new Error(`${what} ends in ${String(error)}`, { cause: error });
    expect(error.hint).not.toBe('');
    // Nothing changes the file here: two passes that disagree would lose rows.
    expect(error.code, what).not.toBe('SOURCE_CHANGED');
  }
  for (const issue of issues) expect(issue.where, issue.code).not.toBe('');
  expect(performance.now() - began, what).toBeLessThan(MOST_MS);
}

/** Handles of this process on these files; 0 where the system does not tell. */
function openHandles(paths: readonly string[]): number {
  const known = new Set(
    paths.flatMap((p) => (statSync(p).isDirectory() ? readdirSync(p).map((n) => join(p, n)) : [p])),
  );
  try {
    return readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return known.has(readlinkSync(`/proc/self/fd/${fd}`));
      } catch {
        return false;
      }
    }).length;
  } catch {
    return 0;
  }
}

/** One to eight bytes changed, put in or taken out, a stretch doubled, or the end cut off. */
function mutate(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const kind = Math.floor(random() * 6);
  const some = 1 + Math.floor(random() * 8);
  const marks = Buffer.from('\'"`\\,;()\n\0-*/#');
  const noise = Buffer.from(
    Array.from({ length: some }, () =>
      random() < 0.5 ? marks[Math.floor(random() * marks.length)]! : Math.floor(random() * 256),
    ),
  );
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + some)]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  if (kind === 3) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 200))]);
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + some)]);
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator
    return state / 4294967296;
  };
}
