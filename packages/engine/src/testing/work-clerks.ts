import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompiledEngine } from './compiled.js';

/** A canary in every answer that a clerk's process gives. */
export const CLERK_CANARY = 'Canary-Drug-Ww';

/**
 * Starts a process in which the clerks `names` work by turns on the vault at `dir` (raw key `keyHex`), each item in a session of its own, until nothing is left: takes one, prints
 * `took CLERK ITEM`, answers it, prints `kept CLERK ITEM EVENT`, at the end `finished`. Meant to run beside others, and to be killed.
 */
export function startClerks(
  engine: CompiledEngine,
  dir: string,
  keyHex: string,
  names: readonly string[],
): ChildProcess {
  const script = join(dir, '..', `clerks-${names.join('-')}.mjs`);
  const url = (name: string): string => JSON.stringify(pathToFileURL(engine.module(name)).href);
  writeFileSync(
    script,
    `import { Vault } from ${url('vault/vault.js')};
import { WorkQueue } from ${url('manual/work-queue.js')};
import { keyedTwice } from ${url('abstraction/work/simple-policy.js')};
const [dir, key, ...names] = process.argv.slice(2);
const unlock = { kind: 'raw', key: Buffer.from(key, 'hex') };
for (let idle = 0, turn = 0; idle < names.length; turn++) {
  const who = names[turn % names.length];
  const vault = await Vault.open(dir, unlock, 'write', undefined, { wait: 20_000 });
  const queue = new WorkQueue(vault, { policy: keyedTwice });
  const taken = queue.next(who);
  idle = taken === null ? idle + 1 : 0;
  if (taken !== null) {
    const { id, task } = taken.view;
    console.log('took ' + who + ' ' + id);
    // The item is held while others have the vault.
    vault.close();
    const again = await Vault.open(dir, unlock, 'write', undefined, { wait: 20_000 });
    const place = { document: task.document, page: task.page, box: null };
    const entries = [{ kind: 'medication', fields: { drug: '${CLERK_CANARY}', dose: '5' }, place }];
    const { seq } = new WorkQueue(again, { policy: keyedTwice }).answer(id, who, { kind: 'entries', entries });
    console.log('kept ' + who + ' ' + id + ' ' + seq);
    again.close();
  } else vault.close();
}
console.log('finished');
`,
  );
  return spawn(process.execPath, [script, dir, keyHex, ...names], { stdio: ['ignore', 'pipe', 'inherit'] });
}
