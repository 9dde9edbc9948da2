import type { Assessment, FindingSeverity, QualityFinding } from '../../artifacts/assessment.js';
import { FINDING_SEVERITIES } from '../../artifacts/assessment.js';
import { count, escapeHtml, plural } from '../html.js';
import { countBySeverity, type FindingGroup, findingGroups } from './assessment-facts.js';
import { captioned, code, soft, tag } from './page-parts.js';
import { DOMAIN_NAMES, REMEDY_NAMES, SEVERITY_NAMES } from './words.js';

/** Places of a group that stand open; the others are behind a click, and on paper. */
const OPEN_PLACES = 6;
/** Places that the page lists of one group; the JSON has all. */
const MOST_PLACES = 60;

const MEANINGS: Readonly<Record<FindingSeverity, string>> = {
  critical: 'an allergy, a drug or a person could be wrong in a chart',
  high: 'a clinical fact could be lost or say something else',
  medium: 'a fact is incomplete, or has no code',
  low: 'order and effort',
};

export function findingsSection({ findings }: Assessment, link: (table: string) => string): string {
  if (findings.length === 0)
    return '<section id="quality"><h2>Quality findings</h2><p class="soft">None by the facts of the profile.</p></section>';
  const counts = countBySeverity(findings);
  const groups = findingGroups(findings);
  const parts = FINDING_SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => {
    const { name, tag: kind } = SEVERITY_NAMES[severity];
    const rows = groups.filter(({ first }) => first.severity === severity).map((group) => groupRow(group, link));
    return `<h3>${tag(kind, name)} <span class="soft">${plural(counts[severity], 'finding')}: ${MEANINGS[severity]}</span></h3>${captioned(`Findings of severity ${name}`, ['What, and what would go wrong', 'Where', 'What to do next'], rows, { className: 'findings' })}`;
  });
  return `<section class="long" id="quality"><h2>Quality findings, by harm to patients</h2><p class="lead">From counts and shapes of values alone: tables and columns, no rows. The rows of each are found again by a run, which sets aside what it cannot read.</p>${parts.join('')}</section>`;
}

function groupRow({ first, findings }: FindingGroup, link: (table: string) => string): string {
  const shown = findings.slice(0, MOST_PLACES);
  const [open, folded] = [shown.slice(0, OPEN_PLACES), shown.slice(OPEN_PLACES)];
  const list = (some: readonly QualityFinding[]): string =>
    `<ul class="places">${some.map((one) => placeItem(one, link)).join('')}</ul>`;
  const more =
    folded.length === 0
      ? ''
      : `<details><summary>${count(findings.length - OPEN_PLACES)} more</summary>${list(folded)}${
          findings.length > MOST_PLACES ? soft(`${count(findings.length - MOST_PLACES)} further ones in the JSON`) : ''
        }</details>`;
  return `<tr><th scope="row">${escapeHtml(first.title)}<p class="soft small">${escapeHtml(first.harm)}</p></th><td>${list(open)}${more}</td><td>${tag('plain', REMEDY_NAMES[first.remedy])}<p class="small">${escapeHtml(first.next).replace(/`([^`]+)`/g, '<code>$1</code>')}</p></td></tr>`;
}

function placeItem({ table, column, domain, message }: QualityFinding, link: (table: string) => string): string {
  const where = column === null ? '' : ` ${code(column)}`;
  const of = domain === null ? '' : ` <span class="soft small">${DOMAIN_NAMES[domain].toLowerCase()}</span>`;
  return `<li>${link(table)}${where}${of}<br><span class="small">${escapeHtml(message)}</span></li>`;
}
