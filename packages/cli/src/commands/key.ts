import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  addSlot,
  type Credential,
  ensureKeyFile,
  exportIdentity,
  listSlots,
  MigrationError,
  removeSlot,
  rotateKey,
  shred,
} from '@chartlift/engine';
import type { Command } from 'commander';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault, readCredential, unlockFrom } from '../unlock.js';

interface NewKey {
  readonly newKeyFile?: string;
  readonly newPassphraseFd?: string;
}

async function newCredential(context: CommandContext, given: NewKey): Promise<Credential> {
  const credential = await readCredential(context, {
    ...(given.newKeyFile === undefined ? {} : { keyFile: given.newKeyFile }),
    ...(given.newPassphraseFd === undefined ? {} : { passphraseFd: Number(given.newPassphraseFd) }),
    isNew: true,
    label: 'new passphrase',
    options: 'Give --new-key-file FILE or --new-passphrase-fd N.',
  });
  if (credential.kind === 'key-file' && ensureKeyFile(credential.path, context.options().workspace)) {
    printLine(context.terminal, context.options(), `The key file ${credential.path} was made. Keep a copy elsewhere.`);
  }
  return credential;
}

export function registerKey(program: Command, context: CommandContext): void {
  const key = program.command('key').description('key slots: the ways to open the vault');
  const dir = (): string => context.options().workspace;
  const say = (value: unknown, line: string): void => {
    if (context.options().json) printJson(context.terminal, value);
    else printLine(context.terminal, context.options(), line);
  };

  key
    .command('list')
    .description('show the slots; needs no key')
    .action(() => {
      const slots = listSlots(dir());
      const lines = slots.map((s) => [s.id, s.kind, s.createdAt, s.label ?? ''].join('  ').trimEnd());
      if (slots.length === 1) lines.push('One slot only: add a second with `chartlift key add`.');
      say(slots, lines.join('\n'));
    });

  key
    .command('add')
    .description('add a slot: another passphrase or key file')
    .option('--new-key-file <file>', 'key file of the new slot; made when it is not there')
    .option('--new-passphrase-fd <n>', 'read the new passphrase from this file descriptor')
    .option('--label <text>', 'what to call it in the list')
    .action(async (given: NewKey & { label?: string }) => {
      const unlock = await unlockFrom(context);
      const slot = await addSlot(dir(), unlock, await newCredential(context, given), given.label ?? null);
      say(slot, `Slot ${slot.id} (${slot.kind}) was added.`);
    });

  key
    .command('remove <slot>')
    .description('remove a slot; the last one stays')
    .action(async (id: string) => {
      const slot = await removeSlot(dir(), await unlockFrom(context), id);
      say(
        slot,
        `Slot ${slot.id} (${slot.kind}) was removed. Who kept a copy of vault.keys.json can still use it: \`chartlift key rotate\` ends that.`,
      );
    });

  key
    .command('rotate')
    .description('give the vault a new key and write it anew under it; every old slot becomes useless')
    .option('--new-key-file <file>', 'key file of the one slot that remains (default: the key shown)')
    .option('--new-passphrase-fd <n>', 'read the passphrase of the one slot that remains')
    .option('--new-passphrase', 'ask for the passphrase of the one slot that remains')
    .option('--drop-other-slots', 'go on although other slots are lost')
    .action(async (given: NewKey & { newPassphrase?: boolean; dropOtherSlots?: boolean }) => {
      const unlock = await unlockFrom(context);
      const isOther = given.newKeyFile ?? given.newPassphraseFd ?? given.newPassphrase;
      const rotation = await rotateKey(dir(), unlock, {
        ...(isOther === undefined ? {} : { next: await newCredential(context, given) }),
        dropOthers: given.dropOtherSlots === true,
      });
      const gone = rotation.dropped.map((s) => `${s.id} (${s.kind})`).join(', ');
      say(
        rotation,
        `The vault has a new key in slot ${rotation.kept.id} (${rotation.kept.kind}). No longer valid: ${gone}.`,
      );
    });

  key
    .command('identity')
    .description('show to whom packages of this workspace are encrypted; with -o, write the identity that opens them')
    .option('-o, --output <file>', 'new file outside the workspace; who has it can open every package')
    .action(async (given: { output?: string }) => {
      using vault = await openWorkspaceVault(context);
      if (given.output === undefined) {
        const { recipient } = await vault.identity();
        return say({ recipient }, recipient);
      }
      const { recipient } = await exportIdentity(dir(), vault, given.output);
      say(
        { recipient, file: given.output },
        `The identity of ${recipient} is in ${given.output}. Keep it as safe as a key.`,
      );
    });

  key
    .command('shred')
    .description('destroy all slots: nobody can read the vault again')
    .option('--yes', 'do not ask')
    .action(async (given: { yes?: boolean }) => {
      const slots = listSlots(dir());
      if (given.yes !== true) await confirm(context, basename(resolve(dir())), slots.length);
      const done = shred(dir());
      say(done, `${done.slots} slot(s) were destroyed. Destroy backups of vault.keys.json too.`);
    });
}

async function confirm(context: CommandContext, word: string, slots: number): Promise<void> {
  const refuse = (message: string, hint: string): MigrationError =>
    new MigrationError(message, { code: 'NOT_CONFIRMED', kind: 'usage', hint });
  if (!process.stdin.isTTY || !context.terminal.interactive) {
    throw refuse('Shredding was not confirmed', 'Run it at a terminal, or give --yes.');
  }
  const ask = createInterface({ input: process.stdin, output: context.terminal.stderr });
  try {
    const typed = await ask.question(
      `This destroys ${slots} key slot(s); the vault can never be read again.\nType "${word}" to go on: `,
    );
    if (typed.trim() !== word) throw refuse('Shredding was not confirmed', 'Nothing was changed.');
  } finally {
    ask.close();
  }
}
