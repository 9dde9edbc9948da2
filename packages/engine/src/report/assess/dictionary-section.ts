import type { Assessment } from '../../artifacts/assessment.js';
import type { ColumnProfile, Join, TableProfile } from '../../artifacts/source-profile.js';
import { count, escapeHtml, plural } from '../html.js';
import { columnFacts, distinctText, filledShare, tableFacts } from './dictionary-facts.js';
import { captioned, code, headedRow, tag } from './page-parts.js';
import { traitTags } from './tables-section.js';
import { DOMAIN_NAMES, domainOf } from './words.js';

/** Every table with rows, and every column of it that holds something; what is empty is named. */
export function dictionarySection({ profile, examples }: Assessment): string {
  const joins = new Map<string, Join[]>();
  for (const join of profile.joins) joins.set(join.from.table, [...(joins.get(join.from.table) ?? []), join]);
  const parts = profile.tables.flatMap((table, i) =>
    table.rows === 0 ? [] : [tableEntry(table, i, joins.get(table.name) ?? [], examples?.[table.name] ?? null)],
  );
  return `<section class="long" id="dictionary"><h2>Data dictionary</h2><p class="lead">Every table with rows. “~” marks counts that are close, not exact. Examples stand only where a column holds no PHI and at least three rows share the value.</p>${parts.join('\n')}</section>`;
}

function tableEntry(
  table: TableProfile,
  place: number,
  joins: readonly Join[],
  examples: Readonly<Record<string, readonly string[]>> | null,
): string {
  const filled = table.columns.filter((column) => column.filled > 0);
  const empty = table.columns.filter((column) => column.filled === 0);
  const lines = filled.map((column) =>
    headedRow(
      { html: code(column.name) },
      { html: `${escapeHtml(column.kind)} <span class="soft small">${escapeHtml(column.type)}</span>` },
      { html: phiTag(column) },
      { html: `<span class="n">${filledShare(column, table)}</span>` },
      { html: `<span class="n">${distinctText(column)}</span>` },
      { html: content(column, table, joins, examples?.[column.name]) },
    ),
  );
  const facts = tableFacts(table).map((fact) => `<li>${escapeHtml(fact)}</li>`);
  return `<article id="t${place + 1}"><h3>${code(table.name)} <span class="soft">${DOMAIN_NAMES[domainOf(table)].toLowerCase()}, ${plural(table.rows, 'row')}</span> ${traitTags(table)}</h3>${facts.length > 0 ? `<ul class="places small">${facts.join('')}</ul>` : ''}${captioned(
    `Columns of ${table.name}`,
    ['Column', 'Kind, type', 'PHI', '#Filled', '#Distinct', 'Content'],
    lines,
    { className: 'columns' },
  )}${empty.length > 0 ? `<p class="small soft names">${count(empty.length)} empty: ${empty.map(({ name }) => code(name)).join(' ')}</p>` : ''}</article>`;
}

const phiTag = ({ phi }: ColumnProfile): string =>
  phi === null
    ? ''
    : `<span class="tag phi" title="${escapeHtml(phi.reasons.join('; '))}">${escapeHtml(phi.kind)}</span>`;

function content(
  column: ColumnProfile,
  table: TableProfile,
  joins: readonly Join[],
  examples: readonly string[] | undefined,
): string {
  const facts = columnFacts(column, table, joins).map(escapeHtml).join(' · ');
  if (examples === undefined || examples.length === 0) return facts;
  return `${facts}${facts === '' ? '' : ' · '}${tag('error', 'PHI')} ${escapeHtml(examples.join(' | '))}`;
}
