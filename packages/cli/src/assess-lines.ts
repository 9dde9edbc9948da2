import { type Assessment, DOMAIN_NAMES, domainGroups, findingGroups, summaryLines } from '@chartlift/engine/assess';
import { textTable, wrap } from './text-table.js';

const WIDTH = 100;
const TOP_FINDINGS = 10;
const TOP_DOMAINS = 12;
/** Lines that the table of domains says better. */
const IN_THE_TABLE: ReadonlySet<string> = new Set(['Clinical data', 'The rest']);

/** A screenful: what it is in ten lines, domains, the ten gravest findings. No value of a patient. */
export function* assessLines(assessment: Assessment): Generator<string> {
  const lines = summaryLines(assessment).filter(({ label }) => !IN_THE_TABLE.has(label));
  const width = Math.max(...lines.map(({ label }) => label.length)) + 2;
  for (const { label, text } of lines) {
    const [first = '', ...more] = wrap(text, WIDTH - width);
    yield label.padEnd(width) + first;
    for (const line of more) yield ' '.repeat(width) + line;
  }
  yield '';
  yield* domains(assessment);
  yield '';
  yield* findings(assessment);
}

function* domains(assessment: Assessment): Generator<string> {
  const groups = domainGroups(assessment);
  if (groups.length === 0) return;
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
  const rest = groups
    .slice(TOP_DOMAINS)
    .map(({ domain, tables }) => `${DOMAIN_NAMES[domain].toLowerCase()} ${tables.length}`);
  if (rest.length > 0) yield `and tables of: ${rest.join(', ')}`;
  const empty = assessment.profile.tables.filter(({ rows }) => rows === 0).length;
  if (empty > 0) yield `${empty.toLocaleString('en-US')} tables without a row`;
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
