import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Cell, ColumnBatch } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { checkPage, hasChecksum, isFormatted, PAGE_SIZE } from '../../formats/mdf/page.js';
import { readMedia } from '../../formats/mtf/media.js';
import { isContainer } from '../../formats/xpress/container.js';
import { walkRecords } from '../../formats/xpress/record-walk.js';
import type { TableInfo } from '../contract.js';
import { type Verdict, verdictOf } from '../inspect.js';
import { openSource } from '../registry.js';
import { statedRowsCheck } from '../stated-rows.js';

/** What one reading of files came to. */
export interface Reading {
  /** `refused`: a MigrationError; `crash`: any other error. */
  readonly end: Verdict | 'crash';
  /** Code of the refusal, or what the crash says. */
  readonly why: string;
  /** Digest of columns and rows by table; only for what calls itself complete. */
  readonly tables: ReadonlyMap<string, string>;
  readonly milliseconds: number;
}

/** One backup or database of the bench. */
export interface BenchCase {
  readonly name: string;
  readonly paths: readonly string[];
  /** The file among `paths` that is damaged, and its content. */
  readonly victim: number;
  readonly bytes: Buffer;
  readonly shape: { readonly pages: readonly number[]; readonly headers: readonly number[] };
  readonly truth: Reading;
}

/**
 * What became of damage. Rows differ, and a page was hit that has no checksum (`unprotected`), or each page that was hit still fits its
 * checksum (`cancelled`): it is the exclusive or of the words of a sector, in which the same bit changed twice leaves no trace.
 */
export type Fate = Verdict | 'unprotected' | 'cancelled' | 'resealed' | 'foreign-page' | 'WRONG' | 'CRASH' | 'SLOW';

export interface Outcome {
  readonly fate: Fate;
  readonly reading: Reading;
  /** Tables that differ from the truth. */
  readonly differing: readonly string[];
}

interface Damage {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly hits: readonly { readonly from: number; readonly to: number }[] | null;
  readonly resealed: boolean;
  readonly replacedPage: number | null;
}

/** No damaged file may keep a reader busy longer than this (security requirement S14). */
const MOST_MS = 5000;

/** Damages files and reads them again and again. Dispose of it to remove what it wrote. */
export class DamageBench implements Disposable {
  readonly #folder = mkdtempSync(join(process.env.CHARTLIFT_BENCH_FOLDER ?? tmpdir(), 'damage-'));

  /** Reads a backup whole, as the truth that damaged copies are held against. */
  async load(name: string, paths: readonly string[], victim = 0): Promise<BenchCase> {
    const bytes = readFileSync(paths[victim]!);
    return { name, paths, victim, bytes, shape: await shapeOf(bytes), truth: await readAll(paths) };
  }

  async try(given: BenchCase, damage: Damage): Promise<Outcome> {
    const copy = join(this.#folder, basename(given.paths[given.victim]!));
    writeFileSync(copy, damage.bytes);
    const paths = given.paths.map((path, i) => (i === given.victim ? copy : path));
    const reading = await readAll(paths);
    const { truth } = given;
    const names = new Set([...truth.tables.keys(), ...reading.tables.keys()]);
    const differing =
      reading.end === 'complete' ? [...names].filter((n) => truth.tables.get(n) !== reading.tables.get(n)) : [];
    return { fate: fateOf(given, damage, reading, differing.length > 0), reading, differing };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function fateOf(given: BenchCase, damage: Damage, reading: Reading, differs: boolean): Fate {
  if (reading.end === 'crash') return 'CRASH';
  if (reading.milliseconds > MOST_MS) return 'SLOW';
  if (reading.end !== 'complete') return reading.end;
  const wrong = differs || given.truth.end !== 'complete';
  if (!wrong) return 'complete';
  if (damage.resealed) return 'resealed';
  if (hitsUnprotected(given, damage)) return 'unprotected';
  if (damage.replacedPage === null && cancelsOut(given, damage)) return 'cancelled';
  return damage.replacedPage === null ? 'WRONG' : 'foreign-page';
}

/** Whether a byte was changed in a page that has no checksum to tell it by. */
function hitsUnprotected({ bytes, shape }: BenchCase, { hits }: Damage): boolean {
  if (hits === null) return false;
  return shape.pages.some((at) => {
    const page = bytes.subarray(at, at + PAGE_SIZE);
    if (!isFormatted(page) || hasChecksum(page)) return false;
    return hits.some(({ from, to }) => from < at + PAGE_SIZE && to > at);
  });
}

/** Whether bits were changed in pages only, and each page that was hit still fits its checksum. */
function cancelsOut({ shape }: BenchCase, { kind, bytes, hits }: Damage): boolean {
  if (hits === null || !kind.startsWith('bit-flips')) return false;
  return hits.every(({ from, to }) => {
    const at = shape.pages.find((page) => from >= page && to <= page + PAGE_SIZE);
    if (at === undefined) return false;
    // Words of a typed array stand at multiples of four; pages of a file need not.
    const page = Buffer.from(Uint8Array.from(bytes.subarray(at, at + PAGE_SIZE)).buffer);
    return hasChecksum(page) && checkPage(page, new Uint32Array(page.buffer)) === 'sound';
  });
}

/** Pages and headers of a file, so that damage can aim at them. */
async function shapeOf(bytes: Buffer): Promise<BenchCase['shape']> {
  const source = { byteLength: bytes.length, slice: async (from: number, to: number) => bytes.subarray(from, to) };
  const pagesFrom = (at: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => at + i * PAGE_SIZE);
  if (isContainer(bytes)) {
    const { table } = await walkRecords(source);
    return { pages: [], headers: Array.from({ length: table.length }, (_, i) => table.at(i).fileOffset) };
  }
  if (bytes.toString('latin1', 0, 4) !== 'TAPE')
    return { pages: pagesFrom(0, Math.floor(bytes.length / PAGE_SIZE)), headers: [] };
  const { sets } = await readMedia(source);
  const headers: number[] = [];
  // Blocks and streams are named by four capital letters at multiples of four.
  for (let at = 0; at + 4 <= bytes.length; at += 4)
    if (
      /^(TAPE|SSET|VOLB|MS[CDT][IAL]|ESET|SFMB|SFIN|SCIN|SFGI|MQ[CDT][IAL]|RAID|SPAD|APAD|CSUM|OTCP|TSMP)$/.test(
        bytes.toString('latin1', at, at + 4),
      )
    )
      headers.push(at);
  return { pages: sets.flatMap((set) => set.pageRuns.flatMap((run) => pagesFrom(run.offset, run.pages))), headers };
}

/** Reads everything once, as `inspect` does, and keeps what the rows are. */
export async function readAll(paths: readonly string[]): Promise<Reading> {
  const began = performance.now();
  const tables = new Map<string, string>();
  const done = (end: Reading['end'], why = ''): Reading => ({
    end,
    why,
    tables,
    milliseconds: performance.now() - began,
  });
  const issues: Issue[] = [];
  try {
    const opened = await openSource(paths, {}, { onIssue: (issue) => issues.push(issue) });
    await using source = opened.source;
    const catalog = await source.catalog();
    const rows = new Map<string, number>();
    const batches: ColumnBatch[] = [];
    for await (const batch of source.scan({})) {
      rows.set(batch.table, (rows.get(batch.table) ?? 0) + batch.rowCount);
      batches.push(batch);
    }
    const checks = [...source.checks(), ...statedRowsCheck(catalog.tables, rows)];
    const verdict = verdictOf(checks);
    const bad = issues.find((issue) => issue.where === '');
    if (bad !== undefined) return done('crash', `an issue without a place: ${bad.code}`);
    if (verdict === 'complete') digestInto(tables, catalog.tables, batches);
    return done(verdict, checks.flatMap((check) => (check.passed ? [] : [check.name])).join());
  } catch (error) {
    if (!(error instanceof MigrationError))
      return done('crash', error instanceof Error ? (error.stack ?? '') : String(error));
    return error.kind === 'internal' || error.hint === '' ? done('crash', error.code) : done('refused', error.code);
  }
}

function digestInto(into: Map<string, string>, tables: readonly TableInfo[], batches: readonly ColumnBatch[]): void {
  const digests = new Map(tables.map((table) => [table.name, createHash('md5')]));
  for (const table of tables) {
    const columns = table.columns.map(({ name, type, nullable, key }) => [name, type, nullable, key]);
    digests.get(table.name)?.update(JSON.stringify(columns));
  }
  for (const batch of batches)
    for (let row = 0; row < batch.rowCount; row++)
      digests.get(batch.table)?.update(JSON.stringify(batch.columns.map((column) => plain(column[row] as Cell))));
  for (const [name, digest] of digests) into.set(name, digest.digest('hex'));
}

const plain = (cell: Cell): unknown =>
  typeof cell === 'bigint'
    ? `${cell}n`
    : cell instanceof Uint8Array
      ? ['hex', Buffer.from(cell).toString('hex')]
      : typeof cell === 'number'
        ? [Object.is(cell, -0) ? '-0' : String(cell)]
        : cell;
