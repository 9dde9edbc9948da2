import { readCrosswalks } from '../artifacts/crosswalk.js';
import { readMappingFiles } from '../artifacts/mapping-files.js';
import { readPreset } from '../artifacts/preset.js';
import { readScopePlan, readWorkspaceConfig } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { cleaners } from '../clean/registry.js';
import { checkMapping } from '../mapping/check.js';
import { tryCompile } from '../mapping/compile.js';
import type { MappingEnvironment } from '../mapping/environment.js';
import { filledCells } from '../mapping/filled-cells.js';
import { type ShownSpec, showMapping } from '../mapping/show.js';
import type { Vault } from '../vault/vault.js';

/** Ids do not matter to a check: any namespace will do where the workspace has none yet. */
const NO_NAMESPACE = '00000000-0000-0000-0000-000000000000';

function readAll(dir: string, vault: Vault) {
  const config = readWorkspaceConfig(dir);
  const tables = vault.sources().flatMap((source) => source.tables);
  if (tables.length === 0) {
    throw new MigrationError('Nothing has been staged yet', {
      code: 'NOTHING_STAGED',
      hint: 'A mapping is checked against the tables of the source: chartlift stage FILE.',
    });
  }
  const { specs, issues: specIssues } = readMappingFiles(dir);
  const { crosswalks, issues: crosswalkIssues } = readCrosswalks(dir);
  const optional = readPreset(dir)?.optional;
  const env: MappingEnvironment = {
    idNamespace: config.idNamespace ?? NO_NAMESPACE,
    cleaners,
    cleanContext: () => ({}),
    crosswalks,
    tables,
    scope: readScopePlan(dir),
    nonNull: filledCells(vault.db),
    ...(optional ? { optional } : {}),
  };
  return { specs, env, issues: [...specIssues, ...crosswalkIssues] };
}

export interface MappingVerdict {
  /** No issue of severity error. */
  readonly ok: boolean;
  readonly specs: number;
  readonly issues: readonly Issue[];
}

/** The gate `map check`: every finding about a workspace's mapping, with file, line and column. Errors: NOTHING_STAGED, ARTIFACT_INVALID. */
export function checkWorkspaceMapping(dir: string, vault: Vault): MappingVerdict {
  const { specs, env, issues: read } = readAll(dir, vault);
  const issues = [...read, ...checkMapping(specs, env)];
  return { ok: !issues.some((i) => i.severity === 'error'), specs: specs.length, issues };
}

/** What `map show` prints: which element comes from which column. Specs with errors are shown as far as they can be read. */
export function showWorkspaceMapping(dir: string, vault: Vault): readonly ShownSpec[] {
  const { specs, env } = readAll(dir, vault);
  return showMapping(tryCompile(specs, env).specs);
}
