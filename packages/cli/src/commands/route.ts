import { loadedFolder, loadedNames, readNote, releaseLexicon } from '@chartlift/engine/notes';
import { applyRoutes, planRoutes, type RoutingFigures, type RoutingRequest } from '@chartlift/engine/routing';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { madeLines, planLines } from '../route-lines.js';
import { printJson, printLine } from '../terminal.js';
import { openForWork } from './work-vault.js';

/** `route plan`. */
export const plan = (context: CommandContext): Promise<void> => routed(context, planRoutes, planLines);

/** `route apply`. */
export const apply = (context: CommandContext): Promise<void> =>
  routed(context, applyRoutes, (figures) => [...planLines(figures), '', ...madeLines(figures)]);

async function routed<T extends RoutingFigures>(
  context: CommandContext,
  route: (request: RoutingRequest) => T,
  lines: (figures: T) => string[],
): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const progress = new Progress(terminal, options, 'routing');
  const folder = loadedFolder(process.env);
  using store = folder === null ? null : (await import('@chartlift/engine/terminology')).openTerminologyStore(folder);
  const names = store === null ? null : loadedNames(store);
  const drugs = store === null ? undefined : releaseLexicon(store);
  using vault = await openForWork(context);
  const figures = route({
    ...{ dir: options.workspace, vault },
    suggest: (text) => readNote(text, names, drugs).suggestions,
    onProgress: (done, total, note) => progress.update(done, total, note),
  });
  progress.end();
  if (options.json) return printJson(terminal, figures);
  for (const line of lines(figures)) printLine(terminal, options, line);
}
