import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openRelease, type ReleaseDatabase, type ReleaseMeta } from './schema.js';

export const ENDING = '.terms';

/** File of a release in the folder. */
export const releaseFile = (name: string, version: string): string =>
  `${name}@${version.replace(/[^A-Za-z0-9.-]+/g, '_')}${ENDING}`;

export interface OpenedRelease {
  readonly file: string;
  readonly db: ReleaseDatabase;
  readonly meta: ReleaseMeta;
}

/** Opens every whole release of the folder, the newest of each name first. */
export function openReleases(folder: string): OpenedRelease[] {
  if (!existsSync(folder)) return [];
  const opened: OpenedRelease[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(ENDING) || file.startsWith('.')) continue;
    const release = openRelease(join(folder, file));
    if (release) opened.push({ file, ...release });
  }
  return opened.sort(
    ({ meta: a }, { meta: b }) =>
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || compareVersions(b.version, a.version),
  );
}

/** Order of versions: numbers by value, so that 2.9 comes before 2.76 and 2024 before 2025. */
export function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    if (x === y) continue;
    const numbers = /^\d/.test(x) && /^\d/.test(y);
    const order = numbers ? Number(x) - Number(y) : x < y ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}
