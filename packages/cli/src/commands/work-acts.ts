import { readFileSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import { laneRules, rebuildWork, type WorkOutcome, WorkQueue } from '@chartlift/engine/work';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { printJson, printLine } from '../terminal.js';
import { openForWork } from './work-vault.js';

interface As {
  readonly as?: string;
}

/** One thing done to one item, and what has become of it. */
async function act(
  context: CommandContext,
  { as }: As,
  does: (queue: WorkQueue, who: string) => WorkOutcome,
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openForWork(context);
  const outcome = does(new WorkQueue(vault, laneRules(options.workspace, vault)), as ?? vault.who());
  if (options.json) printJson(terminal, outcome);
  else printLine(terminal, options, `Event ${outcome.seq}; the item is now: ${outcome.state}`);
}

/** Bytes of a file or of stdin, as text. Error: WORK_FILE. */
function readText(from: string): string {
  try {
    return readFileSync(from === '-' ? 0 : from, 'utf8');
  } catch (cause) {
    throw new MigrationError('The file cannot be read', {
      code: 'WORK_FILE',
      kind: 'usage',
      where: from,
      hint: 'Give a file with --from, or - for stdin.',
      cause,
    });
  }
}

/** The words of a command: as arguments, or from a file. */
function wordsOf(words: readonly string[], from: string | undefined): string {
  if (words.length > 0 && from === undefined) return words.join(' ');
  if (words.length === 0 && from !== undefined) return readText(from).trim();
  throw new MigrationError('The words are given once', {
    code: 'USAGE',
    kind: 'usage',
    hint: 'Give them behind the item, or with --from FILE, or with --from - on stdin.',
  });
}

const counted = (text: string | undefined, option: string): number | null =>
  text === undefined ? null : wholeNumber(text, option, 0, 'work answer');

/** `work answer ID --from FILE`. */
export async function answer(
  context: CommandContext,
  id: string,
  given: As & { from: string; seconds?: string; keystrokes?: string },
): Promise<void> {
  const effort = {
    seconds: counted(given.seconds, '--seconds'),
    keystrokes: counted(given.keystrokes, '--keystrokes'),
  };
  const answered = parseAnswer(readText(given.from));
  await act(context, given, (queue, who) => queue.answer(id, who, answered, effort));
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    throw new MigrationError('The answer is no JSON', {
      code: 'WORK_ANSWER',
      where: 'answer',
      hint: 'Nothing was written. The shapes of answers: docs/guide/work-items.md.',
    });
  }
}

type Said = As & { from?: string };

/** `work ask ID TEXT`. */
export const ask = (context: CommandContext, id: string, words: string[], given: Said): Promise<void> => {
  const question = wordsOf(words, given.from);
  return act(context, given, (queue, who) => queue.answer(id, who, { kind: 'ask', question }));
};

/** `work reply ID TEXT`. */
export const reply = (context: CommandContext, id: string, words: string[], given: Said): Promise<void> => {
  const text = wordsOf(words, given.from);
  return act(context, given, (queue, who) => queue.reply(id, who, text));
};

/** `work note ID TEXT`. */
export const note = (context: CommandContext, id: string, words: string[], given: Said): Promise<void> => {
  const text = wordsOf(words, given.from);
  return act(context, given, (queue, who) => queue.note(id, who, text));
};

/** `work assign ID [NAME]`. */
export const assign = (context: CommandContext, id: string, name: string | undefined, given: As): Promise<void> =>
  act(context, given, (queue, who) => queue.assign(id, who, name ?? null));

/** `work cancel ID`. */
export const cancel = (context: CommandContext, id: string, given: As & { reason: string }): Promise<void> =>
  act(context, given, (queue, who) => queue.cancel(id, who, given.reason));

/** `work undo ID EVENT`. */
export async function undo(
  context: CommandContext,
  id: string,
  event: string,
  given: As & { reason: string },
): Promise<void> {
  const seq = wholeNumber(event, 'EVENT', 1, 'work undo');
  await act(context, given, (queue, who) => queue.undo(id, who, seq, given.reason));
}

/** `work renew ID`. */
export async function renew(context: CommandContext, id: string, given: As): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openForWork(context);
  const lease = new WorkQueue(vault, laneRules(options.workspace, vault)).renew(id, given.as ?? vault.who());
  if (options.json) printJson(terminal, lease);
  else printLine(terminal, options, `Yours until ${lease.until.slice(11, 16)} UTC.`);
}

/** `work release ID`. */
export async function release(context: CommandContext, id: string, given: As): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openForWork(context);
  new WorkQueue(vault, laneRules(options.workspace, vault)).release(id, given.as ?? vault.who());
  if (options.json) printJson(terminal, { released: id });
  else printLine(terminal, options, 'Given back.');
}

/** `work rebuild`. */
export async function rebuild(context: CommandContext): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openForWork(context);
  const result = rebuildWork(vault, laneRules(options.workspace, vault).policy);
  if (options.json) printJson(terminal, result);
  else printLine(terminal, options, `${result.items} items, ${result.changed} of them in another state than before`);
}
