import type { Assessment } from '../../artifacts/assessment.js';
import type { TableProposal } from '../../artifacts/scope-proposal.js';
import { count, escapeHtml, plural } from '../html.js';
import { decisionTotals } from './assessment-facts.js';
import { captioned, headedRow, type PageCell, soft, tag } from './page-parts.js';
import { bytesText, DECISION_NAMES, DOMAIN_NAMES, DOMAINS } from './words.js';

/** What could move, table by table, with what each choice means. */
export function scopeSection(assessment: Assessment, link: (table: string) => string): string {
  const { proposal } = assessment;
  if (proposal === null)
    return '<section id="scope"><h2>Proposed scope</h2><p class="soft">Not proposed.</p></section>';
  const totals = decisionTotals(assessment).map(({ decision, tables, rows, bytes }) =>
    headedRow(DECISION_NAMES[decision], tables, rows, { html: `<span class="n">${bytesText(bytes)}</span>` }),
  );
  const filled = proposal.tables.filter(({ rows }) => rows > 0);
  // Where a source is read as it lies, nobody counted patients.
  const counted = filled.some(({ counts }) => counts?.migrated.patients != null);
  const order = (one: TableProposal): number => DOMAINS.indexOf(one.domain);
  const lines = [...filled]
    .sort((a, b) => order(a) - order(b) || b.rows - a.rows)
    .map((one) =>
      headedRow(
        { html: link(one.table) },
        DOMAIN_NAMES[one.domain],
        { html: decisionHtml(one) },
        moving(one),
        one.rows - moving(one),
        ...(counted ? [one.counts?.migrated.patients ?? null] : []),
        reasonsText(one.reasons),
      ),
    );
  const notes = proposal.retention.map(
    ({ title, text, source }) =>
      `<dt>${escapeHtml(title)}</dt><dd>${escapeHtml(text)} ${soft(`Source: ${source}`)}</dd>`,
  );
  return `<section class="long" id="scope"><h2>Proposed scope</h2><p class="lead">${windows(assessment)} It is a proposal: <code>chartlift scope propose</code> writes it into the plan, and a person decides.</p>
${captioned('Tables, rows and bytes by decision', ['Decision', '#Tables', '#Rows', '#Size'], totals, { className: 'narrow' })}
${windowChoices(assessment, link)}<h3>Table by table</h3>${captioned(
    'Proposed decision for each table with rows',
    ['Table', 'Domain', 'Decision', '#Rows that move', '#Rows that stay', ...(counted ? ['#Patients'] : []), 'Why'],
    lines,
    { className: 'scope' },
  )}${notes.length > 0 ? `<h3>Keeping records</h3><p class="soft small">Texts to be edited; no legal advice.</p><dl class="notes">${notes.join('')}</dl>` : ''}</section>`;
}

/** Rows of a table that would move. */
export const moving = ({ counts, decided, decision, rows }: TableProposal): number =>
  counts?.migrated.rows ?? ((decided ?? decision) === 'migrate' ? rows : 0);

const MOST_TABLES = 15;

/** What windows of so many years would leave, counted in the rows: of patients, and of the largest tables. */
function windowChoices({ proposal }: Assessment, link: (table: string) => string): string {
  const tables = (proposal?.tables ?? [])
    .map((one) => ({ one, choices: one.choices ?? [] }))
    .filter(({ choices }) => choices.length > 0)
    .slice(0, MOST_TABLES);
  const seen = proposal?.patients?.choices ?? [];
  const years = [...new Set([...tables.flatMap(({ choices }) => choices), ...seen].map((choice) => choice.years))];
  if (years.length === 0) return '';
  years.sort((a, b) => a - b);
  const rows = tables.map(({ one, choices }) =>
    headedRow(
      {
        html: `${link(one.table)} ${soft(`${DOMAIN_NAMES[one.domain].toLowerCase()}, by ${one.datedBy?.column ?? ''}`)}`,
      },
      ...years.map((n): PageCell => choices.find((choice) => choice.years === n)?.rows ?? null),
      one.rows,
    ),
  );
  if (seen.length > 0)
    rows.unshift(
      headedRow(
        'Patients seen',
        ...years.map((n): PageCell => seen.find((choice) => choice.years === n)?.patients ?? null),
        proposal?.patients?.all ?? null,
      ),
    );
  return `<h3>What a window would leave <span class="soft">patients and rows of the last so many years</span></h3>${captioned(
    'Patients and rows within windows of so many years',
    ['Table', ...years.map((n) => `#${plural(n, 'year')}`), '#All'],
    rows,
  )}`;
}

function decisionHtml({ decision, decided, review, window }: TableProposal): string {
  const shown = DECISION_NAMES[decided ?? decision];
  const reach =
    window === null || window === undefined
      ? ''
      : ` ${soft(window.years === undefined ? `since ${window.since ?? ''}` : `last ${plural(window.years, 'year')} by ${window.column}`)}`;
  return `${escapeHtml(shown)}${reach}${decided === null ? '' : ` ${tag('plain', 'decided')}`}${review ? ` ${tag('warning', 'look first')}` : ''}`;
}

/** Reasons are sentences and parts of sentences. */
export const reasonsText = (reasons: readonly string[]): string =>
  reasons.map((reason) => reason.replace(/\.$/, '')).join('; ');

/** The windows and the patients in a sentence or two. */
export function windows({ proposal }: Assessment): string {
  if (proposal === null) return '';
  const { resultYears, years } = proposal.settings;
  const list = [
    ...(resultYears === null ? [] : [`results of the last ${plural(resultYears, 'year')}`]),
    ...Object.entries(years).map(([domain, n]) => `${domain} of the last ${plural(n, 'year')}`),
  ];
  const { patients } = proposal;
  const people =
    patients === null
      ? 'Patients were not counted.'
      : patients.window
        ? `${count(patients.migrated)} of ${plural(patients.all, 'patient')} were seen in the window and move; ${count(patients.archived)} go to the archive.`
        : `All ${plural(patients.all, 'patient')} move.`;
  return `${people} ${list.length === 0 ? 'No window of time is set.' : `Windows: ${list.join(', ')}.`}`;
}
