import { readManifest } from '../delivery/manifest.js';
import type { RunRecord } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import type { RunSummary } from './run-summary.js';
import { finishedRun } from './runs.js';

/** A table whose rows ended otherwise. */
export interface RunDifference {
  readonly table: string;
  readonly place: string;
  readonly before: number;
  readonly after: number;
}

/** What changed from one run to another: files by the hash of their plain content, and rows by where they ended. */
export interface RunDiff {
  readonly from: string;
  readonly to: string;
  readonly same: number;
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly ledger: readonly RunDifference[];
}

const PLACES = ['staged', 'delivered', 'archived', 'excluded', 'merged', 'quarantined'] as const;

/** Files that sum up all others: they differ when anything does. */
const SUMS = new Set(['summary.json', 'report.html']);

/** Compares two finished runs by their manifests and ledgers. Errors: RUN_UNKNOWN, RUN_UNFINISHED, RUN_FOLDER_MISSING, MANIFEST_UNREADABLE. */
export function diffRuns(dir: string, vault: Vault, from: string, to: string): RunDiff {
  const [before, after] = [finishedRun(vault, from), finishedRun(vault, to)];
  // A document is the same document whether its file is sealed or readable.
  const files = (run: RunRecord) =>
    new Map(
      readManifest(dir, run)
        .filter(({ path }) => !SUMS.has(path))
        .map(({ path, sha256 }) => [path.replace(/\.age$/, ''), sha256]),
    );
  const [old, now] = [files(before.record), files(after.record)];
  const kept = [...old.keys()].filter((path) => now.has(path));
  const changed = kept.filter((path) => old.get(path) !== now.get(path));
  return {
    from,
    to,
    same: kept.length - changed.length,
    changed,
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    ledger: ledgerDifferences(before.summary, after.summary),
  };
}

function ledgerDifferences(before: RunSummary, after: RunSummary): RunDifference[] {
  const tables = (run: RunSummary) => new Map(run.ledger.tables.map((table) => [table.name, table]));
  const [old, now] = [tables(before), tables(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((table) =>
    PLACES.flatMap((place) => {
      const [was, is] = [old.get(table)?.[place] ?? 0, now.get(table)?.[place] ?? 0];
      return was === is ? [] : [{ table, place, before: was, after: is }];
    }),
  );
}
