import type { CleanContext } from '../base/cleaner.js';
import { cleaners } from '../clean/registry.js';
import type { MappingEnvironment } from '../mapping/environment.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { StagedSource, StagedTable } from '../vault/contract.js';
import { asOfDate, FINGERPRINT_NAMESPACE, type Project } from './workspace.js';

/** What specs are compiled against: staged tables, crosswalks, cleaning functions with the settings of their source. */
export function mappingEnvironment(
  project: Project,
  sources: readonly StagedSource[],
  tables: readonly StagedTable[],
  releases: ReleaseCodes | null = null,
): MappingEnvironment {
  const { config } = project;
  const context = (source: string): CleanContext => {
    const taken = sources.find((known) => known.name === source)?.snapshotAt ?? asOfDate(config, sources);
    const year = Number(taken.slice(0, 4));
    return {
      ...(config.dateOrder ? { dateOrder: config.dateOrder } : {}),
      ...(config.timeZone ? { timeZone: config.timeZone } : {}),
      ...(Number.isInteger(year) && year > 1900 ? { latestYear: year } : {}),
    };
  };
  return {
    idNamespace: config.idNamespace ?? FINGERPRINT_NAMESPACE,
    cleaners,
    cleanContext: context,
    crosswalks: project.crosswalks,
    tables,
    scope: project.scope,
    snapshotAt: (source) => sources.find((known) => known.name === source)?.snapshotAt ?? asOfDate(config, sources),
    ...(releases ? { releases } : {}),
    ...(project.optional ? { optional: project.optional } : {}),
  };
}
