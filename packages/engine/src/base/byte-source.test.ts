import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openByteSource } from './byte-source.js';

describe('openByteSource', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bytes-'));
    path = join(folder, 'file');
    writeFileSync(path, '0123456789');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives the bytes asked for, fewer only at the end', async () => {
    await using bytes = await openByteSource(path);
    const text = async (start: number, end: number): Promise<string> =>
      Buffer.from(await bytes.slice(start, end)).toString();
    expect(bytes.byteLength).toBe(10);
    expect([await text(0, 4), await text(4, 4), await text(8, 20), await text(30, 40)]).toEqual(['0123', '', '89', '']);
  });

  it('ends where a file was cut meanwhile', async () => {
    await using bytes = await openByteSource(path);
    truncateSync(path, 6);
    expect(await bytes.slice(4, 10)).toHaveLength(2);
  });
});
