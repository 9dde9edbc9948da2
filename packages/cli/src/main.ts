import { MigrationError, SOFTWARE, vaultFault } from '@chartlift/engine/base';
import { Command, CommanderError } from 'commander';
import type { CommandContext } from './command.js';
import { COMMANDS } from './command-table.js';
import { register } from './registration.js';
import type { GlobalOptions, Terminal } from './terminal.js';

const EPILOGUE = `
Each command has its own --help. Exit codes: 0 done; 1 done, and a gate failed;
2 wrong usage; 3 the input was refused; 4 wrong key, or the vault was tampered
with or is locked; 70 internal fault.
`;

const EXIT = { usage: 2, refused: 3, locked: 4, internal: 70 } as const;

export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  process.umask(0o077);
  let exitCode = 0;
  const program = new Command('chartlift');
  program
    .description(
      'Moves patient charts out of a legacy EHR and into a new one, and proves that nothing was lost, invented or leaked.',
    )
    .version(SOFTWARE, '--version', 'print the version')
    .option('-w, --workspace <dir>', 'workspace folder', '.')
    .option('--json', 'one JSON value on stdout and nothing else')
    .option('--quiet', 'no output but errors')
    .option('--no-progress', 'no progress line')
    .option('--key-file <file>', 'file that holds the key (else CHARTLIFT_KEY_FILE, else a passphrase is asked for)')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor')
    .option('--debug', 'show a stack trace with an internal fault')
    .configureOutput({ writeOut: (t) => terminal.stdout.write(t), writeErr: (t) => terminal.stderr.write(t) })
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('(run with --help for usage)');
  const options = (): GlobalOptions => {
    const given = program.opts();
    const keyFile = given.keyFile ?? process.env.CHARTLIFT_KEY_FILE;
    return {
      workspace: given.workspace,
      json: given.json === true,
      quiet: given.quiet === true,
      progress: given.progress !== false,
      debug: given.debug === true,
      ...(keyFile ? { keyFile } : {}),
      ...(given.passphraseFd === undefined ? {} : { passphraseFd: Number(given.passphraseFd) }),
    };
  };
  const context: CommandContext = {
    terminal,
    options,
    fail: (code) => {
      exitCode = code;
    },
  };
  for (const [head, entries] of Object.entries(COMMANDS)) {
    program.commandsGroup(head);
    for (const entry of entries) register(program, entry, context);
  }
  program.addHelpText('after', EPILOGUE);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    exitCode = report(error, terminal, options());
  }
  return exitCode;
}

function report(thrown: unknown, terminal: Terminal, options: GlobalOptions): number {
  // A damaged page or a full disk may show itself anywhere that reads or writes the vault.
  const error = vaultFault(thrown) ?? thrown;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof MigrationError) {
    const where = error.where ? ` (${error.where})` : '';
    terminal.stderr.write(`chartlift: ${error.message}${where} [${error.code}]\n  -> ${error.hint}\n`);
    if (options.debug && error.stack) terminal.stderr.write(`${error.stack}\n`);
    return EXIT[error.kind];
  }
  // The text of an unexpected error may quote a value, so only its class is shown without --debug.
  terminal.stderr.write(
    `chartlift: internal fault (${error instanceof Error ? error.name : 'unknown'}) [INTERNAL]\n  -> Run again with --debug and report what it prints, after taking out patient data.\n`,
  );
  if (options.debug && error instanceof Error && error.stack) terminal.stderr.write(`${error.stack}\n`);
  return EXIT.internal;
}

function processTerminal(): Terminal {
  return { stdout: process.stdout, stderr: process.stderr, interactive: process.stderr.isTTY === true };
}
