import { MigrationError } from '../base/error.js';

/** Options that let the memory of a process, and with it the key and PHI, be read or written to a file (`node --help`). */
const REFUSED = /^--(inspect|debug|heapsnapshot|heap-prof|heap_prof|report-on|report-signal|report-uncaught|abort-on)/;

let signalTaken = false;

/**
 * Refuses to go on when this process can be debugged or writes heap snapshots or reports; from then on SIGUSR1 no longer starts the debugger.
 * Error: VAULT_DEBUGGER.
 */
export function refuseDebugger(
  execArgv: readonly string[] = process.execArgv,
  nodeOptions: string = process.env.NODE_OPTIONS ?? '',
): void {
  const option = [...execArgv, ...nodeOptions.split(/\s+/)].find((o) => REFUSED.test(o.replaceAll('"', '')));
  if (option !== undefined) {
    throw new MigrationError('The vault is not opened by a process that can be debugged or dumped', {
      code: 'VAULT_DEBUGGER',
      kind: 'usage',
      where: option.split('=')[0] as string,
      hint: 'Run again without that option of Node (also look at NODE_OPTIONS).',
    });
  }
  if (!signalTaken) {
    signalTaken = true;
    // With a listener of ours Node does not start its debugger on SIGUSR1 (nodejs.org/api/process.html#signal-events).
    process.on('SIGUSR1', () => {});
  }
}
