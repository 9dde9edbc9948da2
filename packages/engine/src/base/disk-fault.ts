import { MigrationError } from './error.js';

const AGAIN =
  'then run the same command again: nothing half-written counts, and it goes on after what was made durable.';

/** Message, code and hint by errno; man 3 errno. */
const DISK_FAULTS: Readonly<Record<string, readonly [message: string, code: string, hint: string]>> = {
  ENOSPC: ['The disk is full', 'DISK_FULL', `Make room or choose another disk, ${AGAIN}`],
  EDQUOT: ['The disk quota is used up', 'DISK_FULL', `Make room or have the quota raised, ${AGAIN}`],
  EFBIG: [
    'The file would be larger than may be here',
    'DISK_FULL',
    `Raise the limit on file size (ulimit -f) or take another file system, ${AGAIN}`,
  ],
  EIO: ['The disk reported an error', 'DISK_ERROR', `Check the disk and its cables, or take another one, ${AGAIN}`],
  EROFS: [
    'Nothing can be written here: the file system is mounted read-only or gone',
    'NOT_WRITABLE',
    `Mount it for writing or take another folder, ${AGAIN}`,
  ],
  EACCES: [
    'The rights on this file or folder do not allow it',
    'NOT_PERMITTED',
    `Give this user the rights to it, or take another place, ${AGAIN}`,
  ],
  EPERM: [
    'The system does not permit this on this file or folder',
    'NOT_PERMITTED',
    `Give this user the rights to it, or take another place, ${AGAIN}`,
  ],
  ENOTDIR: ['A part of this path is a file, not a folder', 'PATH_UNFIT', 'Give the path of a folder.'],
  EISDIR: ['This is a folder, not a file', 'PATH_UNFIT', 'Give the path of a file.'],
  ENAMETOOLONG: ['This path is too long for the file system', 'PATH_UNFIT', 'Take a shorter path.'],
  EMFILE: [
    'Too many files are open',
    'TOO_MANY_FILES',
    'Raise the limit (ulimit -n) or take fewer workers, then run the same command again.',
  ],
};

/** What an error of the file system means for a person; null when it is none that a person can mend. `where` is a path, never a value. */
export function diskFault(error: unknown, where?: string): MigrationError | null {
  if (error instanceof MigrationError) return error;
  if (!(error instanceof Error)) return null;
  const { code: errno, path, syscall } = error as NodeJS.ErrnoException;
  // What Node says of `mkdir -p` on a file system that is mounted read-only.
  const code = errno === 'ENOENT' && syscall === 'mkdir' ? 'EROFS' : errno;
  const known = code !== undefined && Object.hasOwn(DISK_FAULTS, code) ? DISK_FAULTS[code] : undefined;
  if (!known) return null;
  const [message, faultCode, hint] = known;
  const place = where ?? path;
  return new MigrationError(message, { code: faultCode, hint, cause: error, ...(place ? { where: place } : {}) });
}
