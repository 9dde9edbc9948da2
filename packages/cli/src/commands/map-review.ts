import { userInfo } from 'node:os';
import { systemClock } from '@chartlift/engine/base';
import { decideMapping } from '@chartlift/engine/suggestion';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';

interface Given {
  readonly by?: string;
}

const decide =
  (status: 'confirmed' | 'rejected') =>
  async (context: CommandContext, spec: string, element: string | undefined, given: Given): Promise<void> => {
    const { terminal } = context;
    const options = context.options();
    const who = given.by ?? userInfo().username;
    const decided = decideMapping(
      options.workspace,
      { spec, status, who, ...(element === undefined ? {} : { element }) },
      systemClock,
      process.env,
    );
    if (options.json) return printJson(terminal, decided);
    for (const row of decided)
      printLine(
        terminal,
        options,
        `${row.status} ${row.spec} ${row.element} <- ${row.columns.join(', ') || '(stated)'}`,
      );
  };

/** `map confirm SPEC [ELEMENT]`. */
export const confirm = decide('confirmed');

/** `map reject SPEC ELEMENT`. */
export const reject = decide('rejected');
