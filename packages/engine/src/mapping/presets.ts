import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRESET_FILE, type Preset, readPreset } from '../artifacts/preset.js';
import {
  CONFIG_FILE,
  readScopePlan,
  readWorkspaceConfig,
  SCOPE_FILE,
  writeWorkspaceConfig,
} from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { didYouMean } from './nearest-name.js';

/** The presets that ship with the engine, beside its code. */
const PRESETS = join(dirname(fileURLToPath(import.meta.url)), '../../presets');

export interface AppliedPreset {
  readonly preset: string;
  /** Files written, relative to the workspace. */
  readonly written: readonly string[];
  /** Files that were changed by hand and left as they are. */
  readonly kept: readonly string[];
}

/** All presets, by name. */
export function listPresets(folder = PRESETS): Preset[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readPreset(join(folder, name)) ?? []);
}

/** Folder of a preset. Throws MigrationError PRESET_UNKNOWN with the list and the nearest name. */
export function presetFolder(name: string, folder = PRESETS): string {
  const names = listPresets(folder).map((p) => p.name);
  if (names.includes(name)) return join(folder, name);
  throw new MigrationError(`There is no preset ${name}`, {
    code: 'PRESET_UNKNOWN',
    kind: 'usage',
    hint: `${didYouMean(name, names)} Presets: ${names.join(', ')}.`.trim(),
  });
}

/** Files of a preset, relative to it, in order. */
function presetFiles(from: string): string[] {
  const inside = (part: string) =>
    existsSync(join(from, part))
      ? readdirSync(join(from, part))
          .sort()
          .map((f) => `${part}/${f}`)
      : [];
  return [PRESET_FILE, SCOPE_FILE, ...inside('mapping'), ...inside('crosswalk')].filter((f) =>
    existsSync(join(from, f)),
  );
}

/**
 * Copies a preset's mapping, crosswalks and scope plan into a workspace and names it in chartlift.yaml. A file that is there with other content is kept
 * (and reported) unless `force`. An empty scope plan counts as not there. Throws MigrationError PRESET_UNKNOWN.
 */
export function applyPreset(
  workspaceDir: string,
  name: string,
  options: { readonly force?: boolean; readonly presets?: string } = {},
): AppliedPreset {
  const from = presetFolder(name, options.presets);
  const written: string[] = [];
  const kept: string[] = [];
  for (const file of presetFiles(from)) {
    const target = join(workspaceDir, file);
    const text = readFileSync(join(from, file), 'utf8');
    if (existsSync(target)) {
      if (readFileSync(target, 'utf8') === text) continue;
      if (!options.force && !(file === SCOPE_FILE && isEmptyPlan(workspaceDir))) {
        kept.push(file);
        continue;
      }
    }
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, text, { mode: 0o600 });
    written.push(file);
  }
  if (existsSync(join(workspaceDir, CONFIG_FILE))) settle(workspaceDir, name, readPreset(from)!);
  return { preset: name, written, kept };
}

function isEmptyPlan(dir: string): boolean {
  return Object.keys(readScopePlan(dir).tables).length === 0;
}

/** Settings of the preset fill what the workspace leaves open. */
function settle(dir: string, name: string, preset: Preset): void {
  const config = readWorkspaceConfig(dir);
  const { dateOrder, timeZone } = preset.settings ?? {};
  writeWorkspaceConfig(dir, {
    preset: name,
    ...(config.dateOrder === undefined && dateOrder !== undefined ? { dateOrder } : {}),
    ...(config.timeZone === undefined && timeZone !== undefined ? { timeZone } : {}),
  });
}
