import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { storeFolder } from '../../base/data-folder.js';

/** Folder of the releases of this user: `CHARTLIFT_TERMINOLOGY`, else `terminology` in the store of this machine. */
export const terminologyFolder = (env: NodeJS.ProcessEnv): string =>
  env.CHARTLIFT_TERMINOLOGY || join(storeFolder(env), 'terminology');

/** The folder where there is one: a look that loads nothing of what reads releases. */
export function loadedFolder(env: NodeJS.ProcessEnv): string | null {
  const folder = terminologyFolder(env);
  return existsSync(folder) ? folder : null;
}
