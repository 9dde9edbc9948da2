import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { MigrationError } from '@chartlift/engine/base';
import {
  addSlot,
  type Credential,
  ensureKeyFile,
  listSlots,
  removeSlot,
  rotateKey,
  shred,
} from '@chartlift/engine/vault';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { readCredential, unlockFrom } from '../unlock.js';

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

const dirOf = (context: CommandContext): string => context.options().workspace;

/** One JSON value, or a line for people. */
function say(context: CommandContext, value: unknown, line: string): void {
  if (context.options().json) printJson(context.terminal, value);
  else printLine(context.terminal, context.options(), line);
}

/** `key list`: the slots, without a key. */
export function list(context: CommandContext): void {
  const slots = listSlots(dirOf(context));
  const lines = slots.map((s) => [s.id, s.kind, s.createdAt, s.label ?? ''].join('  ').trimEnd());
  if (slots.length === 1) lines.push('One slot only: add a second with `chartlift key add`.');
  say(context, slots, lines.join('\n'));
}

/** `key add`: one more way to open the vault. */
export async function add(context: CommandContext, given: NewKey & { label?: string }): Promise<void> {
  const unlock = await unlockFrom(context);
  const slot = await addSlot(dirOf(context), unlock, await newCredential(context, given), given.label ?? null);
  say(context, slot, `Slot ${slot.id} (${slot.kind}) was added.`);
}

/** `key remove SLOT`. */
export async function remove(context: CommandContext, id: string): Promise<void> {
  const slot = await removeSlot(dirOf(context), await unlockFrom(context), id);
  say(
    context,
    slot,
    `Slot ${slot.id} (${slot.kind}) was removed. Who kept a copy of vault.keys.json can still use it: \`chartlift key rotate\` ends that.`,
  );
}

/** `key rotate`: the vault anew under another key. */
export async function rotate(
  context: CommandContext,
  given: NewKey & { newPassphrase?: boolean; dropOtherSlots?: boolean },
): Promise<void> {
  const unlock = await unlockFrom(context);
  const isOther = given.newKeyFile ?? given.newPassphraseFd ?? given.newPassphrase;
  const rotation = await rotateKey(dirOf(context), unlock, {
    ...(isOther === undefined ? {} : { next: await newCredential(context, given) }),
    dropOthers: given.dropOtherSlots === true,
  });
  const gone = rotation.dropped.map((s) => `${s.id} (${s.kind})`).join(', ');
  say(
    context,
    rotation,
    `The vault has a new key in slot ${rotation.kept.id} (${rotation.kept.kind}). No longer valid: ${gone}.`,
  );
}

/** `key shred`: nobody can read the vault again. */
export async function shredSlots(context: CommandContext, given: { yes?: boolean }): Promise<void> {
  const slots = listSlots(dirOf(context));
  if (given.yes !== true) await confirm(context, basename(resolve(dirOf(context))), slots.length);
  const done = shred(dirOf(context));
  say(context, done, `${done.slots} slot(s) were destroyed. Destroy backups of vault.keys.json too.`);
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
