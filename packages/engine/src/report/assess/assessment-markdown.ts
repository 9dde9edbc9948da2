import type { Assessment } from '../../artifacts/assessment.js';
import { FINDING_SEVERITIES } from '../../artifacts/assessment.js';
import type { Join } from '../../artifacts/source-profile.js';
import { count, plural } from '../html.js';
import {
  decisionTotals,
  domainGroups,
  findingGroups,
  patientsOf,
  setApart,
  setApartColumns,
} from './assessment-facts.js';
import { columnFacts, distinctText, filledShare, tableFacts } from './dictionary-facts.js';
import { hoursText, quotedHours, WORK_NAMES } from './estimate-section.js';
import { methodTexts } from './method-section.js';
import { moving, reasonsText, windows } from './scope-section.js';
import { summaryLines } from './summary-lines.js';
import { leftOutText } from './tables-section.js';
import { bytesText, DECISION_NAMES, DOMAIN_NAMES, percent, REMEDY_NAMES } from './words.js';

/** Text that Markdown shows as it stands: no markup of it is read, no line of a table is broken. */
const text = (raw: string): string =>
  raw
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~&]/g, (sign) => `\\${sign}`)
    .trim();

/** A name as code; a backtick in it makes the fence longer. */
const name = (raw: string): string => {
  const one = raw.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return one.includes('`') ? `\`\` ${one} \`\`` : `\`${one}\``;
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function* table(head: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  yield line(head.map((one) => one.replace('#', '')));
  yield line(head.map((one) => (one.startsWith('#') ? '--:' : '---')));
  for (const row of rows) yield line(row);
  yield '';
}

/** The assessment as Markdown, section by section as on the page; without drawings. Without `examples` it holds no PHI. */
export function renderAssessmentMarkdown(assessment: Assessment): string {
  return `${[...lines(assessment)].join('\n').trimEnd()}\n`;
}

function* lines(assessment: Assessment): Generator<string> {
  const { profile, examples } = assessment;
  yield `# Assessment of ${text(profile.source)}`;
  yield '';
  yield `${text(profile.product ?? profile.format)}, taken ${profile.snapshotAt.slice(0, 10)}. ${text(assessment.software)}`;
  yield '';
  if (examples !== null) yield* ['> **This text holds values of patients, because they were asked for.**', ''];
  yield* ['## In short', ''];
  for (const { label, text: said } of summaryLines(assessment)) yield `- **${label}:** ${text(said)}`;
  yield '';
  yield* tables(assessment);
  yield* findings(assessment);
  yield* scope(assessment);
  yield* estimate(assessment);
  yield* dictionary(assessment);
  yield* ['## Method and limits', ''];
  for (const said of methodTexts(assessment)) yield `- ${said}`;
}

function* tables(assessment: Assessment): Generator<string> {
  yield* ['## Tables by domain', ''];
  const apart = setApartColumns(assessment.profile.tables);
  const left = leftOutText(assessment.profile.tables).trim();
  if (left !== '') yield* [left, ''];
  for (const { domain, tables: list, rows, bytes } of domainGroups(assessment)) {
    yield `### ${DOMAIN_NAMES[domain]}: ${plural(list.length, 'table')}, ${plural(rows, 'row')}, ${bytesText(bytes)}`;
    yield '';
    yield* table(
      ['Table', '#Rows', '#Size', '#Patients', ...apart.map(([head]) => head), 'Years', 'Traits'],
      list.map((one) => [
        name(one.name),
        count(one.rows),
        bytesText(one.bytes),
        patients(patientsOf(one, assessment)),
        ...apart.map(([, of]) => count(setApart(one)[of])),
        one.activity === null ? '' : [...new Set([one.activity.first, one.activity.last])].join('–'),
        one.traits.map(({ trait }) => trait).join(', '),
      ]),
    );
  }
  const empty = assessment.profile.tables.filter(({ rows }) => rows === 0);
  if (empty.length > 0)
    yield* [`${plural(empty.length, 'table')} without a row: ${empty.map((one) => name(one.name)).join(', ')}`, ''];
}

const patients = (n: number | null): string => (n === null ? '' : count(n));

function* findings(assessment: Assessment): Generator<string> {
  yield* ['## Quality findings, by harm to patients', ''];
  if (assessment.findings.length === 0) yield* ['None by the facts of the profile.', ''];
  const groups = findingGroups(assessment.findings);
  for (const severity of FINDING_SEVERITIES) {
    const own = groups.filter(({ first }) => first.severity === severity);
    if (own.length === 0) continue;
    yield* [`### ${severity}`, ''];
    for (const { first, findings: list } of own) {
      yield `- **${text(first.title)}.** ${text(first.harm)} Next (${REMEDY_NAMES[first.remedy]}): ${first.next}`;
      for (const one of list)
        yield `  - ${name(one.table)}${one.column === null ? '' : ` ${name(one.column)}`}: ${text(one.message)}`;
    }
    yield '';
  }
}

function* scope(assessment: Assessment): Generator<string> {
  const { proposal } = assessment;
  yield* ['## Proposed scope', ''];
  if (proposal === null) return yield* ['Not proposed.', ''];
  yield* [text(windows(assessment)), ''];
  yield* table(
    ['Decision', '#Tables', '#Rows', '#Size'],
    decisionTotals(assessment).map((one) => [
      DECISION_NAMES[one.decision],
      count(one.tables),
      count(one.rows),
      bytesText(one.bytes),
    ]),
  );
  yield* table(
    ['Table', 'Domain', 'Decision', '#Rows', '#Rows that move', 'Look first', 'Why'],
    proposal.tables
      .filter(({ rows }) => rows > 0)
      .map((one) => [
        name(one.table),
        DOMAIN_NAMES[one.domain],
        DECISION_NAMES[one.decided ?? one.decision],
        count(one.rows),
        count(moving(one)),
        one.review ? 'yes' : '',
        text(reasonsText(one.reasons)),
      ]),
  );
  for (const note of proposal.retention) yield `- **${text(note.title)}**: ${text(note.text)} (${text(note.source)})`;
  if (proposal.retention.length > 0) yield '';
}

function* estimate({ estimate: found }: Assessment): Generator<string> {
  yield* ['## Estimate', ''];
  if (found === null) return yield* ['Not estimated.', ''];
  const { quote, contingency } = found;
  yield* table(
    ['Work', '#Hours', '#An hour', `#Price (${quote.currency})`],
    [
      ...quote.lines.map((one) => [text(one.item), hoursText(one.hours), count(one.hourly), count(one.price)]),
      ['**Total**', quotedHours(found), '', `**${count(quote.total)}**`],
    ],
  );
  yield* table(
    ['What', '#Count', '#Rate', '#Hours', 'Counted in', 'Source of the rate'],
    found.lines.map((one) => [
      `${text(one.item)} (${WORK_NAMES[one.kind].toLowerCase()})`,
      count(one.count),
      `${one.rateHours} h`,
      hoursText(one.hours),
      text(one.origin),
      `${name(one.rate)} ${text(one.rateSource)}`,
    ]),
  );
  yield `About ${Math.ceil(found.weeks)} weeks; ${percent(contingency.share)} (${hoursText(contingency.hours)} hours) are for what nobody foresaw.`;
  yield '';
  for (const one of found.assumptions) yield `- ${text(one)}`;
  yield '';
}

function* dictionary({ profile, examples }: Assessment): Generator<string> {
  yield* ['## Data dictionary', ''];
  const joins = new Map<string, Join[]>();
  for (const join of profile.joins) joins.set(join.from.table, [...(joins.get(join.from.table) ?? []), join]);
  for (const one of profile.tables) {
    if (one.rows === 0) continue;
    yield* [`### ${name(one.name)}`, ''];
    for (const fact of tableFacts(one)) yield `- ${text(fact)}`;
    yield '';
    yield* table(
      ['Column', 'Kind', 'Type', 'PHI', '#Filled', '#Distinct', 'Content'],
      one.columns
        .filter((column) => column.filled > 0)
        .map((column) => {
          const given = examples?.[one.name]?.[column.name] ?? [];
          const facts = columnFacts(column, one, joins.get(one.name) ?? []).map(text);
          return [
            name(column.name),
            column.kind,
            text(column.type),
            column.phi?.kind ?? '',
            filledShare(column, one),
            distinctText(column),
            [...facts, ...(given.length > 0 ? [`**PHI** ${given.map(text).join('; ')}`] : [])].join('; '),
          ];
        }),
    );
    const empty = one.columns.filter((column) => column.filled === 0);
    if (empty.length > 0) yield* [`Empty: ${empty.map((column) => name(column.name)).join(', ')}`, ''];
  }
}
