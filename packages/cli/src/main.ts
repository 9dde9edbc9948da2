import { applyPreset, MigrationError, presetFolder, SOFTWARE, vaultFault } from '@chartlift/engine';
import { Command, CommanderError } from 'commander';
import type { CommandContext, Register } from './command.js';
import { registerArtefacts } from './commands/artefacts.js';
import { registerAudit } from './commands/audit.js';
import { registerConvert } from './commands/convert.js';
import { registerDemo } from './commands/demo.js';
import { registerDiff } from './commands/diff.js';
import { registerExport } from './commands/export.js';
import { registerInit } from './commands/init.js';
import { registerInspect } from './commands/inspect.js';
import { registerKey } from './commands/key.js';
import { registerMap } from './commands/map.js';
import { registerReconcile } from './commands/reconcile.js';
import { registerRender } from './commands/render.js';
import { registerRun } from './commands/run.js';
import { registerRuns } from './commands/runs.js';
import { registerScope } from './commands/scope.js';
import { registerStage } from './commands/stage.js';
import { registerTerminology } from './commands/terminology.js';
import { registerUnpack } from './commands/unpack.js';
import { register as registerValidate } from './commands/validate.js';
import { registerWhy } from './commands/why.js';
import type { GlobalOptions, Terminal } from './terminal.js';

/** Every command is registered here and nowhere else, in the order of a migration; the help shows them under these heads. */
const GROUPS: Readonly<Record<string, readonly Register[]>> = {
  'To see it work:': [registerDemo],
  'Without a workspace:': [
    registerInspect,
    registerExport,
    registerValidate,
    registerConvert,
    registerRender,
    registerUnpack,
    registerArtefacts,
    registerTerminology,
  ],
  'A migration, in order:': [
    registerInit({
      applyPreset: (dir, name) => void applyPreset(dir, name),
      checkPreset: (name) => void presetFolder(name),
    }),
    registerStage,
    registerScope,
    registerMap,
    registerRun,
    registerReconcile,
    registerRuns,
    registerDiff,
    registerWhy,
  ],
  'Keys and the audit log:': [registerKey, registerAudit],
};

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
  for (const [head, registers] of Object.entries(GROUPS)) {
    program.commandsGroup(head);
    for (const register of registers) register(program, context);
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
