import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type CanaryHit, findPlaintext } from '../../packages/engine/src/testing/canaries.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { type Ended, poisonedPractice, type Surroundings, writeDump } from './practice-workspace.js';

/** Searches everything that a command may have left behind: the workspace, home, temporary and log folders. */
export function leaks(around: Surroundings, dir: string, canaries: readonly string[]): CanaryHit[] {
  return [dir, ...around.folders].flatMap((folder) => findPlaintext(folder, canaries));
}

/** Runs a command and searches while it works, again and again; its end and what was found. */
export async function watched(
  around: Surroundings,
  dir: string,
  canaries: readonly string[],
  args: readonly string[],
  killAfter?: number,
): Promise<{ ended: Ended; searches: number; hits: CanaryHit[] }> {
  const hits: CanaryHit[] = [];
  let searches = 0;
  let isOver = false;
  const ending = around.cli(args, killAfter === undefined ? {} : { killAfter }).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    try {
      hits.push(...leaks(around, dir, canaries));
      searches++;
    } catch (error) {
      // A folder that the command renamed or removed while it was searched.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await pause(30);
  }
  const ended = await ending;
  hits.push(...leaks(around, dir, canaries));
  return { ended, searches: searches + 1, hits };
}

/** `stage` and `run` of a practice full of canaries, with `kills` SIGKILLs at random moments of each; every search in between. */
export async function searchThroughKills(
  around: Surroundings,
  patients: number,
  kills: number,
): Promise<{ searches: number; hits: CanaryHit[]; canaries: number; files: number }> {
  const { practice, canaries } = poisonedPractice(patients, 0.3);
  const dump = writeDump(`${around.root}/practice.sql`, practice);
  const random = seededRandom(kills);
  let searches = 0;
  const hits: CanaryHit[] = [];
  let dir = '';
  for (const verb of ['stage', 'run'] as const) {
    if (verb === 'stage') dir = await around.workspace('watched');
    const args = verb === 'stage' ? ['-w', dir, 'stage', dump] : ['-w', dir, 'run', '--workers', '2'];
    let duration = 2500;
    for (let i = 0; i <= kills; i++) {
      const killAfter = i < kills ? duration * (0.15 + 0.8 * random()) : undefined;
      const found = await watched(around, dir, canaries, args, killAfter);
      searches += found.searches;
      hits.push(...found.hits);
      if (found.ended.code !== null) duration = found.ended.ms;
      if (i === kills && found.ended.code !== 0 && found.ended.code !== 1) throw new Error(found.ended.stderr);
    }
  }
  const files = readdirSync(`${dir}/out/r0001`, { recursive: true }).length;
  return { searches, hits, canaries: canaries.length, files };
}
