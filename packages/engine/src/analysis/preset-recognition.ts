import type { Fingerprint, Preset } from '../artifacts/preset.js';
import { type FingerprintMatch, matchFingerprint } from '../mapping/fingerprint.js';
import { listPresets } from '../mapping/presets.js';
import { quoteName } from '../mapping/sql-text.js';
import { databaseSources } from '../project/workspace.js';
import type { StagedSource } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';

export interface PresetFit extends FingerprintMatch {
  readonly preset: string;
  readonly description: string;
  /** The staged source that it was held against; null where nothing is staged. */
  readonly source: string | null;
  /** As the source states it; null where it states none that is understood. */
  readonly version: string | null;
}

const NOTHING: FingerprintMatch = {
  score: 0,
  fits: false,
  tables: { found: 0, of: 0 },
  columns: { found: 0, of: 0 },
  missing: [],
  reasons: [],
};

/** Every preset held against what is staged (each against the source that fits it best), best first. */
export function recognisePresets(vault: Vault, presets: readonly Preset[] = listPresets()): PresetFit[] {
  const fits = presets
    .filter(({ beside }) => beside !== true)
    .map((preset): PresetFit => {
      const head = { preset: preset.name, description: preset.description };
      const { fingerprint } = preset;
      let best: PresetFit = { ...head, ...NOTHING, source: null, version: null };
      if (fingerprint === undefined) return { ...best, reasons: ['The preset has no fingerprint.'] };
      for (const source of databaseSources(vault)) {
        const match = matchFingerprint(fingerprint, shapeOf(source));
        if (best.source !== null && match.score <= best.score) continue;
        const version = match.fits ? statedVersion(vault, source, fingerprint) : null;
        const told = version === null ? [] : [`The source says that its version is ${version}.`];
        best = { ...head, ...match, reasons: [...match.reasons, ...told], source: source.name, version };
      }
      return best;
    });
  return fits.sort((a, b) => b.score - a.score || (a.preset < b.preset ? -1 : 1));
}

/**
 * Why a preset should not be taken for what is staged: another system is plainly there, or nothing that is staged looks like it. null where it fits or where
 * nothing is staged.
 */
export function presetDoubt(name: string, fits: readonly PresetFit[]): string | null {
  const chosen = fits.find((fit) => fit.preset === name);
  if (chosen === undefined || chosen.source === null || chosen.fits) return null;
  const there = fits.find((fit) => fit.fits);
  const percent = Math.round(chosen.score * 100);
  return there === undefined
    ? `Nothing that is staged looks like ${name} (${percent}% of what tells it apart).`
    : `The source ${there.source} is ${there.preset} by its tables, not ${name} (${percent}% of what tells it apart).`;
}

function shapeOf(source: StagedSource) {
  return {
    format: source.format,
    tables: source.tables.map((t) => ({ name: t.name, columns: t.columns.map((c) => c.name) })),
  };
}

/** A version is digits and a few letters; anything else in its place is not shown. */
const PART = /^[\w.+-]{1,16}$/;

function statedVersion(vault: Vault, source: StagedSource, { version }: Fingerprint): string | null {
  const table = version && source.tables.find((t) => t.name.toLowerCase() === version.table.toLowerCase());
  if (!version || !table) return null;
  const columns = version.columns.map((name) => table.columns.find((c) => c.name.toLowerCase() === name.toLowerCase()));
  if (columns.includes(undefined)) return null;
  const list = columns.map((c) => quoteName(c?.name ?? ''));
  const row = vault.db
    .prepare(`SELECT ${list.join(', ')} FROM ${quoteName(table.sqlName)} LIMIT 1`)
    .raw()
    .get();
  const parts = (Array.isArray(row) ? row : []).map(String);
  return parts.length > 0 && parts.every((part) => PART.test(part)) ? parts.join('.') : null;
}
