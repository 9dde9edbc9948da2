import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRESET_FILE, type Preset, readPreset } from '../artifacts/preset.js';
import {
  CONFIG_FILE,
  readScopePlan,
  readWorkspaceConfig,
  SCOPE_FILE,
  writeScopePlan,
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
  if (readPreset(from)?.beside) return applyBeside(workspaceDir, name, from, options.force === true);
  const written: string[] = [];
  const kept: string[] = [];
  for (const file of presetFiles(from)) {
    const isFree = file === SCOPE_FILE && existsSync(join(workspaceDir, file)) && isEmptyPlan(workspaceDir);
    const outcome = copyFile(workspaceDir, from, file, options.force === true || isFree);
    if (outcome === 'written') written.push(file);
    if (outcome === 'kept') kept.push(file);
  }
  if (existsSync(join(workspaceDir, CONFIG_FILE))) settle(workspaceDir, name, readPreset(from)!);
  return { preset: name, written, kept };
}

/** The mapping of what people key (the staged source `manual`), beside whatever preset the workspace has. Idempotent; files changed by hand are kept. */
export const applyManualPreset = (workspaceDir: string): AppliedPreset => applyPreset(workspaceDir, 'manual');

/**
 * Puts the specs and the lines of the scope plan of a preset beside those of the workspace, which keeps its own preset, its settings and every decision that stands
 * in the plan. Doing it again changes nothing.
 */
function applyBeside(workspaceDir: string, name: string, from: string, force: boolean): AppliedPreset {
  const written: string[] = [];
  const kept: string[] = [];
  for (const file of presetFiles(from)) {
    if (file === PRESET_FILE || file === SCOPE_FILE) continue;
    const outcome = copyFile(workspaceDir, from, file, force);
    if (outcome === 'written') written.push(file);
    if (outcome === 'kept') kept.push(file);
  }
  const plan = readScopePlan(workspaceDir);
  const added = Object.entries(readScopePlan(from).tables).filter(([table]) => !Object.hasOwn(plan.tables, table));
  if (added.length > 0) {
    writeScopePlan(workspaceDir, { tables: { ...plan.tables, ...Object.fromEntries(added) } });
    written.push(SCOPE_FILE);
  }
  return { preset: name, written, kept };
}

function copyFile(workspaceDir: string, from: string, file: string, force: boolean): 'same' | 'kept' | 'written' {
  const target = join(workspaceDir, file);
  const text = readFileSync(join(from, file), 'utf8');
  if (existsSync(target)) {
    if (readFileSync(target, 'utf8') === text) return 'same';
    if (!force) return 'kept';
  }
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  writeFileSync(target, text, { mode: 0o600 });
  return 'written';
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
