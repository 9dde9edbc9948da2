import { formatLsn } from './fields.js';
import type { GatheredSet } from './media-groups.js';

/** Why a differential does not build on a full backup; null when it does. Codes and places only. */
export type MisfitReason = 'copy-only' | 'other-database' | 'other-base' | 'other-checkpoint' | 'other-file-base';

export interface Misfit {
  readonly reason: MisfitReason;
  readonly message: string;
}

/**
 * Whether differential `differential` builds on full backup `full`: by the GUID of the base and its checkpoint LSN, for the set and for each
 * file (description 8.1 of the format, observed). Names and dates prove nothing.
 */
export function findMisfit(differential: GatheredSet, full: GatheredSet): Misfit | null {
  const { config } = differential.head;
  const base = full.head;
  if (base.copyOnly) return { reason: 'copy-only', message: 'a copy-only backup is never the base of a differential' };
  const familyGuid = base.config?.familyGuid ?? null;
  if (config?.familyGuid != null && familyGuid !== null && config.familyGuid !== familyGuid) {
    return { reason: 'other-database', message: 'the two are backups of different databases' };
  }
  if (config?.base == null)
    return { reason: 'other-base', message: 'the differential does not say which backup it builds on' };
  if (config.base.guid !== base.guid) {
    return { reason: 'other-base', message: `it builds on the backup set {${config.base.guid}}, not on this one` };
  }
  if (base.config === null || config.base.lsn.key !== base.config.checkpointLsn.key) {
    const at = formatLsn(config.base.lsn);
    return {
      reason: 'other-checkpoint',
      message: `it builds on a backup whose checkpoint LSN is ${at}, not that of this one`,
    };
  }
  for (const file of config.files) {
    if (file.isLog || file.base === null) continue;
    const before = base.config.files.find((candidate) => candidate.fileId === file.fileId);
    const expected = before?.nextBase ?? { guid: base.guid, lsn: base.config.checkpointLsn };
    if (file.base.guid !== expected.guid || file.base.lsn.key !== expected.lsn.key) {
      return {
        reason: 'other-file-base',
        message: `its data file ${file.fileId} builds on the backup set {${file.base.guid}}, not on this one`,
      };
    }
  }
  return null;
}

/** Names the full backup that a differential needs, as far as it says. */
export function describeBase(differential: GatheredSet): string {
  const base = differential.head.config?.base;
  if (base == null) return 'the full backup that it builds on';
  const before = differential.head.startedAt === null ? '' : `, taken before ${differential.head.startedAt}`;
  return `the full backup set {${base.guid}} with checkpoint LSN ${formatLsn(base.lsn)}${before}`;
}
