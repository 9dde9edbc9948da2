import { join } from 'node:path';
import type { RunSummary } from '@chartlift/engine/run';
import { type GlobalOptions, printLine, type Terminal } from './terminal.js';
import { wrap } from './text-table.js';

const PLACES = ['delivered', 'archived', 'excluded', 'merged', 'quarantined'] as const;
const LAYERS: Readonly<Record<string, string>> = {
  xsd: 'CDA schema',
  schematron: 'Schematron',
  vocabulary: 'codes',
  narrative: 'narrative',
  fhir: 'FHIR',
};

const n = (value: number): string => value.toLocaleString('en-US');
const plural = (value: number, one: string): string => `${n(value)} ${one}${value === 1 ? '' : 's'}`;

/** What a run did, in a terminal's lines; `place` is the workspace as the user names it. */
export function printSummary(terminal: Terminal, options: GlobalOptions, summary: RunSummary, place: string): void {
  const say = (text: string): void => printLine(terminal, options, text);
  const line = (name: string, text: string): void => say(`  ${name.padEnd(11)} ${text}`);
  say(
    `Run ${summary.run}: ${plural(summary.patients, 'patient')}, ${plural(summary.documents, 'document')}${summary.supplements > 0 ? ` and ${n(summary.supplements)} beside them` : ''} in ${summary.seconds} s`,
  );
  const sum = (name: (typeof PLACES)[number] | 'staged'): number =>
    summary.ledger.tables.reduce((total, table) => total + table[name], 0);
  const parts = PLACES.filter((name) => sum(name) > 0).map((name) => `${n(sum(name))} ${name}`);
  if (summary.sourcesNotWhole.length > 0)
    line('sources', `NOT WHOLE: ${summary.sourcesNotWhole.join(', ')}; stage a whole copy with --replace`);
  line(
    'ledger',
    `${summary.ledger.balanced ? 'balanced' : 'DOES NOT BALANCE'}: ${n(sum('staged'))} rows = ${parts.join(' + ')}`,
  );
  line(
    'cells',
    summary.cells.balanced
      ? `all ${n(summary.cells.cells)} of delivered rows are accounted for`
      : `${n(summary.cells.unaccounted)} of ${n(summary.cells.cells)} ARE NOT ACCOUNTED FOR`,
  );
  for (const [layer, errors] of Object.entries(summary.validation)) {
    if (layer === 'fhir' ? summary.fhir === null : summary.documents === 0) continue;
    const rules =
      layer === 'schematron'
        ? `; ${n(Math.round(summary.fired / summary.documents))} rules fired in a document`
        : layer === 'fhir' && summary.fhir
          ? `; ${n(summary.fhir.resources)} resources, of which ${n(summary.fhir.usCore.claimed)} claim US Core 6.1`
          : '';
    const says = errors === null ? 'DID NOT RUN' : `${errors === 0 ? 'no errors' : `${n(errors)} ERRORS`}${rules}`;
    line(LAYERS[layer] ?? layer, says);
  }
  const skipped = summary.documents === 0 ? [] : summary.layersSkipped.slice(0, 1);
  for (const { hint } of skipped) for (const text of wrap(hint, 96, ' '.repeat(14))) say(text);
  const releases = (summary.releases ?? []).map(({ name, version }) => `${name} ${version}`);
  for (const [i, text] of wrap(releases.join(', '), 82).entries()) line(i === 0 ? 'releases' : '', text);
  const { compared, different } = summary.readBack;
  line('read back', `${n(compared)} facts compared, ${different === 0 ? 'none differs' : `${n(different)} DIFFER`}`);
  const { error, warning, information } = summary.issues;
  line('issues', `${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(information, 'note')}`);
  for (const group of summary.issueGroups.slice(0, 12))
    say(`    ${n(group.count).padStart(8)} ${group.severity.padEnd(11)} ${group.code}`);
  if (summary.issueGroups.length > 12)
    say(`             and ${summary.issueGroups.length - 12} more kinds in the report`);
  line('output', join(place, summary.out));
  line('report', join(place, summary.report));
  if (!summary.passed) say('A gate failed: read the report before anything is delivered.');
}
