import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of what belongs to the machine and to no workspace: `CHARTLIFT_STORE`, else the user's data folder. */
export function storeFolder(env: NodeJS.ProcessEnv): string {
  if (env.CHARTLIFT_STORE) return env.CHARTLIFT_STORE;
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'chartlift');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'chartlift');
  const home = env.HOME ?? homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'chartlift')
    : join(home, '.local', 'share', 'chartlift');
}
