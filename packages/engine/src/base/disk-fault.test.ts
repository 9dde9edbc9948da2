import { describe, expect, it } from 'vitest';
import { diskFault } from './disk-fault.js';
import { MigrationError } from './error.js';

const failure = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: as Node says it`), { code, ...more });

describe('diskFault', () => {
  it('gives every error that a person can mend a code, a place and a next step', () => {
    expect(diskFault(failure('ENOSPC', { path: '/w/out' }))).toMatchObject({
      code: 'DISK_FULL',
      where: '/w/out',
      kind: 'refused',
    });
    expect(diskFault(failure('EFBIG'), 'vault.db')).toMatchObject({ code: 'DISK_FULL', where: 'vault.db' });
    expect(diskFault(failure('EIO'))).toMatchObject({ code: 'DISK_ERROR', where: undefined });
    expect(diskFault(failure('ENOENT', { syscall: 'mkdir' }))?.code).toBe('NOT_WRITABLE');
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EISDIR', 'EMFILE'])
      expect(diskFault(failure(code))?.hint.length).toBeGreaterThan(20);
  });
  it('leaves faults of the program and faults that have their words already', () => {
    const own = new MigrationError('m', { code: 'OWN', hint: 'h' });
    expect(diskFault(own)).toBe(own);
    expect(diskFault(failure('ENOENT', { syscall: 'open' }))).toBeNull();
    expect(diskFault(new TypeError('x'))).toBeNull();
    expect(diskFault(failure('toString'))).toBeNull();
  });
});
