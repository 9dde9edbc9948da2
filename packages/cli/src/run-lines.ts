import type { RunSummary } from '@chartlift/engine';
import { type GlobalOptions, printLine, type Terminal } from './terminal.js';

/** What a run did, in a terminal's lines. */
export function printSummary(terminal: Terminal, options: GlobalOptions, summary: RunSummary): void {
  const say = (text: string): void => printLine(terminal, options, text);
  say(
    `Run ${summary.run}: ${summary.patients} patients, ${summary.documents} documents in ${summary.seconds} s -> ${summary.out}`,
  );
  const moved = summary.ledger.tables.filter((table) => table.staged > 0);
  const sum = (name: 'staged' | 'delivered' | 'archived' | 'excluded' | 'merged' | 'quarantined'): number =>
    moved.reduce((total, table) => total + table[name], 0);
  say(
    `  ledger      ${summary.ledger.balanced ? 'balanced' : 'DOES NOT BALANCE'}: ${sum('staged')} rows = ${sum('delivered')} delivered + ${sum('archived')} archived + ${sum('excluded')} excluded + ${sum('merged')} merged + ${sum('quarantined')} quarantined`,
  );
  say(
    `  cells       ${summary.cells.balanced ? 'all accounted for' : `${summary.cells.unaccounted} NOT ACCOUNTED FOR`}: ${summary.cells.cells} cells of delivered rows`,
  );
  for (const [layer, errors] of Object.entries(summary.validation)) {
    say(`  ${layer.padEnd(11)} ${errors === null ? 'DID NOT RUN' : errors === 0 ? 'no errors' : `${errors} ERRORS`}`);
  }
  for (const hint of new Set(summary.layersSkipped.map((skipped) => skipped.hint))) say(`              ${hint}`);
  if (summary.documents > 0 && summary.validation.schematron !== null)
    say(`              ${Math.round(summary.fired / summary.documents)} Schematron rules fired for each document`);
  say(`  read back   ${summary.readBack.compared} facts compared, ${summary.readBack.different} different`);
  say(
    `  issues      ${summary.issues.error} errors, ${summary.issues.warning} warnings, ${summary.issues.information} notes`,
  );
  for (const group of summary.issueGroups.slice(0, 12))
    say(`    ${String(group.count).padStart(7)} ${group.severity.padEnd(11)} ${group.code}`);
  if (!summary.passed) say('A gate failed: see the report before anything is delivered.');
}
