import type { Assessment } from '../../artifacts/assessment.js';
import type { TableProposal } from '../../artifacts/scope-proposal.js';
import { count, escapeHtml, plural } from '../html.js';
import { decisionTotals } from './assessment-facts.js';
import { captioned, headedRow, soft, tag } from './page-parts.js';
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
  const order = (one: TableProposal): number => DOMAINS.indexOf(one.domain);
  const lines = [...filled]
    .sort((a, b) => order(a) - order(b) || b.rows - a.rows)
    .map((one) =>
      headedRow(
        { html: link(one.table) },
        DOMAIN_NAMES[one.domain],
        { html: decisionHtml(one) },
        one.counts?.migrated.rows ?? (one.decision === 'migrate' ? one.rows : 0),
        one.counts?.archived.rows ?? (one.decision === 'migrate' ? 0 : one.rows),
        one.counts?.migrated.patients ?? null,
        reasonsText(one.reasons),
      ),
    );
  const notes = proposal.retention.map(
    ({ title, text, source }) =>
      `<dt>${escapeHtml(title)}</dt><dd>${escapeHtml(text)} ${soft(`Source: ${source}`)}</dd>`,
  );
  return `<section class="long" id="scope"><h2>Proposed scope</h2><p class="lead">${windows(assessment)} It is a proposal: <code>chartlift scope propose</code> writes it into the plan, and a person decides.</p>
${captioned('Tables, rows and bytes by decision', ['Decision', '#Tables', '#Rows', '#Size'], totals, { className: 'narrow' })}
<h3>Table by table</h3>${captioned(
    'Proposed decision for each table with rows',
    ['Table', 'Domain', 'Decision', '#Rows that move', '#Rows that stay', '#Patients', 'Why'],
    lines,
    { className: 'scope' },
  )}${notes.length > 0 ? `<h3>Keeping records</h3><p class="soft small">Texts to be edited; no legal advice.</p><dl class="notes">${notes.join('')}</dl>` : ''}</section>`;
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
