import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import { MigrationError } from '../base/error.js';
import { type ScopePlan, scopePlanSchema } from './scope-plan.js';
import { type WorkspaceConfig, workspaceConfigSchema } from './workspace-config.js';
import { parseYaml, type YamlArtifact } from './yaml-artifact.js';

export const CONFIG_FILE = 'chartlift.yaml';
export const SCOPE_FILE = 'scope.yaml';

type Change<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * Reads a YAML file of a workspace; `name` is relative to the workspace. Errors: WORKSPACE_MISSING, ARTIFACT_MISSING, ARTIFACT_INVALID with
 * file, line and column.
 */
export function readArtifact<T>(dir: string, name: string, schema: z.ZodType<T>): YamlArtifact<T> {
  return parseYaml(readText(dir, name), name, schema);
}

export const readWorkspaceConfig = (dir: string): WorkspaceConfig =>
  readArtifact(dir, CONFIG_FILE, workspaceConfigSchema).value;

/** `connector:` of the workspace in a folder; null where there is no workspace, or it has none. Errors: ARTIFACT_INVALID. */
export const connectorConfig = (dir: string): NonNullable<WorkspaceConfig['connector']> | null =>
  existsSync(join(dir, CONFIG_FILE)) ? (readWorkspaceConfig(dir).connector ?? null) : null;

export const readScopePlan = (dir: string): ScopePlan => readArtifact(dir, SCOPE_FILE, scopePlanSchema).value;

/** Changes only the given settings; comments and order of the file stay. undefined takes a setting out. */
export function writeWorkspaceConfig(dir: string, change: Change<WorkspaceConfig>): WorkspaceConfig {
  return writeArtifact(dir, CONFIG_FILE, workspaceConfigSchema, change);
}

/** Replaces the given parts of the plan; comments and order of what stays the same stay. */
export function writeScopePlan(dir: string, change: Change<ScopePlan>): ScopePlan {
  return writeArtifact(dir, SCOPE_FILE, scopePlanSchema, change);
}

/** Writes an artifact whole or not at all, after checking it. */
export function writeArtifact<T extends object>(dir: string, name: string, schema: z.ZodType<T>, change: Change<T>): T {
  const path = join(dir, name);
  const document: Document = parseDocument(existsSync(path) ? readFileSync(path, 'utf8') : '');
  const entries = Object.entries(change);
  if (!isMap(document.contents)) document.contents = document.createNode({});
  for (const [key, value] of entries) {
    if (value === undefined) document.delete(key);
    else mergeInto(document, [key], value);
  }
  const text = document.toString({ lineWidth: 120 });
  const { value } = parseYaml(text, name, schema);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return value;
}

/** Sets only what differs, so that the comments of everything else survive. */
function mergeInto(document: Document, path: string[], value: unknown): void {
  const present = document.getIn(path, true);
  const isPlainMap = value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isMap(present) || !isPlainMap) {
    const unchanged = present !== undefined && stringify(document.getIn(path)) === stringify(value);
    if (!unchanged) document.setIn(path, document.createNode(value));
    return;
  }
  // What stood as `{}` is written a line for each member.
  if (present.items.length === 0) present.flow = false;
  for (const pair of [...present.items]) if (!(String(pair.key) in value)) present.delete(pair.key);
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) document.deleteIn([...path, key]);
    else mergeInto(document, [...path, key], part);
  }
}

function readText(dir: string, name: string): string {
  try {
    return readFileSync(join(dir, name), 'utf8');
  } catch (error) {
    const isWorkspace = existsSync(join(dir, CONFIG_FILE));
    throw new MigrationError(isWorkspace ? 'A file of the workspace is missing' : 'This folder is no workspace', {
      code: isWorkspace ? 'ARTIFACT_MISSING' : 'WORKSPACE_MISSING',
      where: join(dir, name),
      hint: isWorkspace
        ? 'Put the file back, from git or a backup.'
        : 'Make one with `chartlift init DIR`, or name one with --workspace.',
      cause: error,
    });
  }
}
