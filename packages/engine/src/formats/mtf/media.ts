import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import type { MediaDescription } from './media-description.js';
import { MediaWalk } from './media-walk.js';

/**
 * Describes an (uncompressed) MTF stream of SQL Server by its blocks alone: page data is skipped by the lengths of its
 * streams. Damage loses no set that came before or comes after; it is told in `problems`. Errors: {@link MigrationError},
 * kind `refused`, for a stream of other software or without any backup set.
 */
export async function readMedia(source: ByteSource, signal?: AbortSignal): Promise<MediaDescription> {
  const walk = new MediaWalk(source, signal);
  const endedAt = await walk.walk();
  if (walk.tape === null && walk.sets.length === 0) {
    throw new MigrationError('no block of a SQL Server backup can be found', {
      code: 'BACKUP_NOT_MTF',
      where: 'offset 0',
      hint: 'Name the .bak file that SQL Server wrote; if it is one, copy it again from where it was written.',
    });
  }
  if (walk.sets.length === 0) {
    throw new MigrationError('the backup file holds no backup set', {
      code: 'BACKUP_WITHOUT_SET',
      hint: 'The backup was not finished or the copy was cut short: copy the whole file again or take another backup.',
    });
  }
  const { tape, family } = walk;
  return {
    mediaSetGuid: family?.mediaSetGuid ?? null,
    families: family?.families ?? null,
    family: family?.family ?? null,
    sequence: tape?.sequence ?? 1,
    mirrors: family?.mirrors ?? 1,
    software: tape?.software ?? '',
    hasPassword: tape?.hasPassword ?? false,
    startedAt: tape?.startedAt ?? null,
    sets: walk.sets,
    blocks: { checked: walk.checked, failed: walk.failed },
    problems: walk.problems,
    endedAt,
    byteLength: source.byteLength,
  };
}
