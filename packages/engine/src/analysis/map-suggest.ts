import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readMappingFiles } from '../artifacts/mapping-files.js';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { type Clock, systemClock } from '../base/clock.js';
import { storeFolder } from '../base/data-folder.js';
import { listPresets, presetFolder } from '../mapping/presets.js';
import { type CompletedProfile, completeProfile } from '../profile/complete-profile.js';
import { recogniseDomains } from '../profile/domain/recognise-domains.js';
import type { ProfileInput } from '../profile/input.js';
import { type ProfiledSource, type ProfileOptions, profileSource, profileSources } from '../profile/profile-source.js';
import type { SourceOptions } from '../sources/contract.js';
import { openSource } from '../sources/registry.js';
import { describedInJson, describedInRows, profileOfDescriptions } from '../suggestion/data-dictionary.js';
import { memoryOf, parseMemory } from '../suggestion/memory.js';
import { memoryOfSpecs } from '../suggestion/spec-memory.js';
import { suggestMappings } from '../suggestion/suggest.js';
import type { ColumnSuggestion, SuggestionMemory, SuggestOptions } from '../suggestion/suggestion.js';
import { profileInputOfSource } from './profile-input.js';

export interface SuggestRequest {
  readonly format?: string;
  readonly options?: SourceOptions;
  /** What earlier projects taught, from the user's data folder. */
  readonly memory: boolean;
  /** What presets know of their systems. */
  readonly presets: boolean;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  /** Read so far of all: bytes of a source that is read where it lies, rows of a staged one. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Suggestions for every column of a source that is read where it lies: a database or export in any format that a reader knows, or a data dictionary (JSON, or a
 * table with a row for each column). Throws MigrationError as {@link openSource}.
 */
export async function suggestForSource(
  paths: readonly string[],
  request: SuggestRequest,
): Promise<readonly ColumnSuggestion[]> {
  return suggestMappings(recogniseDomains(await profileForSuggestions(paths, request)), knowledge(request));
}

async function profileForSuggestions(paths: readonly string[], request: SuggestRequest): Promise<SourceProfile> {
  const described = request.format === undefined ? dictionaryInJson(paths) : null;
  if (described) return described;
  const opened = await openSource(paths, request, {
    onIssue: () => {},
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  });
  await using source = opened.source;
  const name = basename(paths[0] ?? 'source').replace(/\..*$/, '');
  const snapshotAt = new Date((request.clock ?? systemClock).now()).toISOString().slice(0, 10);
  const input = await profileInputOfSource(source, { name, snapshotAt });
  const [only] = input.tables;
  if (only && input.tables.length === 1) {
    const rows: (string | null)[][] = [];
    const heads = only.columns.map((column) => column.name);
    if (describedInRows(heads, []) !== null) {
      for await (const batch of input.rows(request.signal)) {
        for (let r = 0; r < batch.rowCount; r++)
          rows.push(batch.columns.map((cells) => (typeof cells[r] === 'string' ? (cells[r] as string) : null)));
      }
      const tables = describedInRows(heads, rows);
      if (tables && tables.length > 0) return profileOfDescriptions(name, tables);
    }
  }
  const profiled = await profileSource(input, request.signal ? { signal: request.signal } : {});
  return (await completeProfile(profiled)).profile;
}

/**
 * The whole profile of some sources of one place: what columns hold, keys, joins, ways to the patient, codes. Names of people that one source keeps are told of none.
 */
export async function profileInputs(
  inputs: readonly ProfileInput[],
  options: ProfileOptions,
): Promise<(CompletedProfile & Pick<ProfiledSource, 'people'>)[]> {
  const completed: (CompletedProfile & Pick<ProfiledSource, 'people'>)[] = [];
  for (const profiled of await profileSources(inputs, options))
    completed.push({ ...(await completeProfile(profiled)), people: profiled.people });
  return completed;
}

/** A dictionary given as JSON files, or a folder of them; null where any of it is something else. */
function dictionaryInJson(paths: readonly string[]): SourceProfile | null {
  const files = paths.flatMap((path) =>
    existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .filter((name) => !name.startsWith('.'))
          .map((name) => join(path, name))
      : [path],
  );
  if (files.length === 0 || !files.every((file) => file.toLowerCase().endsWith('.json') && existsSync(file)))
    return null;
  const tables = [];
  for (const file of files) {
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return null;
    }
    // FHIR has lists of its own called "attributes" or "fields" nowhere at the top, but says what it is.
    if (typeof value === 'object' && value !== null && 'resourceType' in value) return null;
    tables.push(...describedInJson(value, basename(file).replace(/\.json$/i, '')));
  }
  return tables.length === 0 ? null : profileOfDescriptions(basename(paths[0] ?? ''), tables);
}

/** File of the memory of confirmed mappings: the user's, of no project. */
export const memoryFile = (env: NodeJS.ProcessEnv): string => join(storeFolder(env), 'mapping-memory.json');

export function knowledge(request: Pick<SuggestRequest, 'memory' | 'presets' | 'env'>): SuggestOptions {
  const file = memoryFile(request.env ?? process.env);
  return {
    ...(request.memory && existsSync(file) ? { memory: memoryOf(parseMemory(readFileSync(file, 'utf8'))) } : {}),
    ...(request.presets ? { presets: presetMemory() } : {}),
  };
}

function presetMemory(): SuggestionMemory {
  return memoryOfSpecs(
    listPresets()
      .filter(({ beside }) => beside !== true)
      .flatMap((preset) => readMappingFiles(presetFolder(preset.name)).specs),
  );
}
