import type { Assessment } from '../../artifacts/assessment.js';
import type { TableProfile } from '../../artifacts/source-profile.js';
import { count, escapeHtml, plural } from '../html.js';
import { domainGroups, patientsOf, setApart, setApartColumns } from './assessment-facts.js';
import { captioned, headedRow, tag } from './page-parts.js';
import { sparkline } from './sparkline.js';
import { bytesText, DOMAIN_NAMES, percent, sum } from './words.js';

const TRAIT_NAMES: Readonly<Record<string, string>> = {
  'soft-delete': 'has deleted rows',
  'test-patients': 'has test patients',
  eav: 'attributes and values',
  lookup: 'look-up',
  audit: 'audit log',
  history: 'old versions',
  technical: 'of the program',
};

/** Marks of a table that a person should see at once. */
export const traitTags = (table: TableProfile): string =>
  [
    ...(table.eav !== null && !table.traits.some(({ trait }) => trait === 'eav') ? ['eav'] : []),
    // A mark that marks nothing is no mark of the table.
    ...table.traits.filter(({ trait, rows }) => !(trait === 'soft-delete' && rows === 0)).map(({ trait }) => trait),
  ]
    .map((trait) => tag('plain', TRAIT_NAMES[trait] ?? trait))
    .join(' ');

/** Every table with rows by domain; the empty ones in one list. */
export function tablesSection(assessment: Assessment, link: (table: string) => string): string {
  const { profile } = assessment;
  const latest = profile.snapshotAt.slice(0, 4);
  const apart = setApartColumns(profile.tables);
  const columns = 6 + apart.length;
  const lines = domainGroups(assessment).flatMap(({ domain, tables, rows, bytes }) => [
    `<tr class="group"><th colspan="${columns}" scope="rowgroup">${DOMAIN_NAMES[domain]} <span class="soft">${plural(tables.length, 'table')}, ${plural(rows, 'row')}, ${bytesText(bytes)}</span></th></tr>`,
    ...tables.map((table) =>
      headedRow(
        { html: `${link(table.name)} ${traitTags(table)}${reason(table)}` },
        table.rows,
        { html: `<span class="n">${bytesText(table.bytes)}</span>` },
        patientsOf(table, assessment),
        ...apart.map(([, of]) => setApart(table)[of]),
        { html: sparkline(table.activity, latest) },
        table.domain === null ? null : { html: `<span class="n">${percent(table.domain.score)}</span>` },
      ),
    ),
  ]);
  const list = captioned(
    'Tables with rows, by domain',
    ['Table', '#Rows', '#Size', '#Patients', ...apart.map(([head]) => head), 'Rows by year', '#Sure'],
    lines,
    { className: 'tables' },
  );
  const empty = profile.tables.filter(({ rows }) => rows === 0);
  const folded =
    empty.length === 0
      ? ''
      : `<h3>Empty <span class="soft">${plural(empty.length, 'table')} without a row</span></h3><p class="small names">${empty
          .map(({ name }) => `<code>${escapeHtml(name)}</code>`)
          .join(' ')}</p>`;
  return `<section class="long" id="tables"><h2>Tables by domain</h2><p class="lead">${count(profile.tables.length)} tables. Patients are counted where the rows name them themselves; years after the snapshot are not drawn.${leftOutText(profile.tables)}</p>${list}${folded}</section>`;
}

/** How many rows are in no year because their date stands for none. */
export function leftOutText(tables: readonly TableProfile[]): string {
  const left = sum(tables, ({ activity }) => activity?.leftOut ?? 0);
  return left === 0
    ? ''
    : ` ${plural(left, 'row')} whose date stands for none (zeros, 1900-01-01, 9999-12-31 ...) are in no year.`;
}

function reason({ domain }: TableProfile): string {
  if (domain === null || domain.reasons.length === 0) return '';
  const also = domain.also.map((one) => DOMAIN_NAMES[one.domain].toLowerCase());
  return `<p class="soft small">${escapeHtml(domain.reasons.slice(0, 2).join('; '))}${also.length > 0 ? `; also ${escapeHtml(also.join(', '))}` : ''}</p>`;
}
