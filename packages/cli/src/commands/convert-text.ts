import type { Terminal } from '../terminal.js';

const MOST_PLACES = 5;

export interface ConvertFault {
  readonly code: string;
  readonly message: string;
  readonly where?: string | undefined;
  readonly hint: string;
}

/** What became of one input: a file, or NDJSON files that belong together. */
export interface ConvertOutcome {
  readonly file: string;
  /** Files written, in order; empty where the input was refused. */
  readonly outputs: readonly string[];
  readonly resources: Readonly<Record<string, number>>;
  readonly notCarried: readonly { readonly where: string; readonly line: number; readonly reason: string }[];
  readonly fault: ConvertFault | null;
}

/** A member of `files` in `convert --json`; `out` is the first file, `outputs` all where there are several. */
export const convertJson = ({ file, outputs, resources, notCarried, fault }: ConvertOutcome) => ({
  in: file,
  out: outputs[0] ?? null,
  ...(outputs.length > 1 ? { outputs } : {}),
  resources,
  notCarried,
  ...(fault ? { fault } : {}),
});

export function printConversion(terminal: Terminal, quiet: boolean, outcome: ConvertOutcome): void {
  const { file, outputs, resources, notCarried, fault } = outcome;
  if (fault) {
    const where = fault.where === undefined ? '' : ` (${fault.where})`;
    terminal.stderr.write(`${file}: ${fault.message}${where} [${fault.code}]\n  -> ${fault.hint}\n`);
    return;
  }
  if (quiet) return;
  const counts = Object.entries(resources).map(([type, count]) => `${count} ${type}`);
  const more = outputs.length > 1 ? ` and ${outputs.length - 1} more` : '';
  terminal.stdout.write(
    `${file} -> ${outputs[0] ?? 'no document: it has no patient'}${more}\n  ${counts.join(', ')}\n`,
  );
  const groups = new Map<string, { where: string; line: number }[]>();
  for (const { reason, where, line } of notCarried) {
    const group = groups.get(reason);
    if (group) group.push({ where, line });
    else groups.set(reason, [{ where, line }]);
  }
  if (groups.size === 0) terminal.stdout.write('  everything was carried\n');
  else terminal.stdout.write(`  not carried: ${notCarried.length}\n`);
  for (const [reason, places] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    terminal.stdout.write(`    ${reason} (${places.length})\n`);
    for (const { line, where } of places.slice(0, MOST_PLACES))
      terminal.stdout.write(`      ${line > 0 ? `line ${line}: ` : ''}${where}\n`);
    if (places.length > MOST_PLACES)
      terminal.stdout.write(`      ... and ${places.length - MOST_PLACES} more places (--json lists all)\n`);
  }
}
