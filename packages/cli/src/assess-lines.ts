import {
  type Assessment,
  DOMAIN_NAMES,
  decisionTotals,
  domainGroups,
  findingGroups,
  summaryLines,
} from '@chartlift/engine/assess';
import { textTable, wrap } from './text-table.js';

const WIDTH = 100;
const TOP_FINDINGS = 10;
const TOP_DOMAINS = 14;

/** A screenful: what it is in ten lines, domains, the ten gravest findings. No value of a patient. */
export function* assessLines(assessment: Assessment): Generator<string> {
  const lines = summaryLines(assessment);
  const width = Math.max(...lines.map(({ label }) => label.length)) + 2;
  for (const { label, text } of lines) {
    const [first = '', ...more] = wrap(text, WIDTH - width);
    yield label.padEnd(width) + first;
    for (const line of more) yield ' '.repeat(width) + line;
  }
  yield '';
  yield* domains(assessment);
  if (decisionTotals(assessment).some(({ tables }) => tables > 0)) {
    yield '';
    yield* textTable(
      ['proposed', 'tables', 'rows'],
      decisionTotals(assessment)
        .filter(({ tables, rows }) => tables + rows > 0)
        .map(({ decision, tables, rows }) => [decision, tables, rows]),
    );
  }
  yield '';
  yield* findings(assessment);
}

function* domains(assessment: Assessment): Generator<string> {
  const groups = domainGroups(assessment);
  const shown = groups.slice(0, TOP_DOMAINS);
  yield* textTable(
    ['domain', 'tables', 'rows', 'largest'],
    shown.map(({ domain, tables, rows }) => [
      DOMAIN_NAMES[domain].toLowerCase(),
      tables.length,
      rows,
      tables
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', '),
    ]),
  );
  if (groups.length > shown.length) yield `and ${groups.length - shown.length} more domains`;
}

function* findings({ findings: all }: Assessment): Generator<string> {
  const groups = findingGroups(all);
  for (const { first, findings: list } of groups.slice(0, TOP_FINDINGS)) {
    const place = `${first.table}${first.column === null ? '' : `.${first.column}`}`;
    const more = list.length > 1 ? ` and ${list.length - 1} more` : '';
    yield `${first.severity.padEnd(8)}  ${first.title}: ${place}${more}`;
  }
  if (groups.length > TOP_FINDINGS) yield `and ${groups.length - TOP_FINDINGS} more kinds of finding`;
}
