import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Path of third-party test material that lies beside the repository (`../shared`) and is never copied into it.
 * null where it is absent: then the test must be skipped with the reason printed (see {@link sharedReason}).
 */
export function sharedPath(...parts: readonly string[]): string | null {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
  const places = [process.env.CHARTLIFT_SHARED, resolve(root, '../shared'), resolve(root, '../../shared')];
  for (const place of places) {
    if (!place) continue;
    const path = join(place, ...parts);
    if (existsSync(path)) return path;
  }
  return null;
}

/** For test titles: why a test did not run. */
export const sharedReason = (what: string): string => `skipped: ${what} is not beside this checkout (../shared)`;
