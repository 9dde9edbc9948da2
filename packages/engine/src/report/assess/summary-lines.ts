import type { Assessment } from '../../artifacts/assessment.js';
import { FINDING_SEVERITIES } from '../../artifacts/assessment.js';
import { count, plural } from '../html.js';
import {
  countBySeverity,
  decisionTotals,
  domainGroups,
  findingGroups,
  liveJoins,
  setApart,
  yearsOf,
} from './assessment-facts.js';
import { bytesText, CLINICAL, DECISION_NAMES, DOMAIN_NAMES, percent, sum, systemName } from './words.js';

export interface SummaryLine {
  readonly label: string;
  readonly text: string;
}

/** At most eleven lines that say what is in a source, what to move and what it costs; the same in the page, in Markdown and on the terminal. */
export function summaryLines(assessment: Assessment): SummaryLine[] {
  return [
    { label: 'Source', text: sourceText(assessment) },
    { label: 'Patients', text: patientText(assessment) },
    { label: 'Clinical data', text: clinicalText(assessment) },
    { label: 'The rest', text: restText(assessment) },
    ...setApartLine(assessment),
    { label: 'Structure', text: structureText(assessment) },
    { label: 'Codes', text: codeText(assessment) },
    { label: 'PHI', text: phiText(assessment) },
    { label: 'Quality', text: qualityText(assessment) },
    { label: 'Scope', text: scopeText(assessment) },
    { label: 'Effort', text: effortText(assessment) },
  ];
}

function sourceText({ profile, sources }: Assessment): string {
  const { tables } = profile;
  const filled = tables.filter(({ rows }) => rows > 0).length;
  const product = profile.product === null ? profile.format : `${profile.format}, ${profile.product}`;
  if (sources.length > 1)
    return `${plural(sources.length, 'source')}: ${sources
      .map(
        ({ source, format, product: own, snapshotAt, rows }) =>
          `${source} (${own ?? format}, taken ${snapshotAt.slice(0, 10)}, ${plural(rows, 'row')})`,
      )
      .join('; ')}. Together ${plural(tables.length, 'table')}, ${count(filled)} of them with rows; ${plural(
      sum(tables, ({ rows }) => rows),
      'row',
    )}, ${bytesText(sum(tables, ({ bytes }) => bytes))}.`;
  return `${profile.source} (${product}), taken ${profile.snapshotAt.slice(0, 10)}: ${plural(tables.length, 'table')}, ${count(filled)} of them with rows; ${plural(
    sum(tables, ({ rows }) => rows),
    'row',
  )}, ${bytesText(sum(tables, ({ bytes }) => bytes))}.`;
}

function patientText(assessment: Assessment): string {
  const { patient, sources } = assessment;
  const years = yearsOf(assessment);
  const others = sources
    .filter(({ source, patient: own }) => own !== null && patient?.table !== `${source}/${own.table}`)
    .map(({ source, patient: own }) => `${plural(own?.rows ?? 0, 'patient')} in ${source}/${own?.table}`);
  const more =
    sources.length < 2 || others.length === 0
      ? ''
      : ` Also ${others.join(', ')}: how many of them are the same people was not compared.`;
  const span = `${more}${years === null ? '' : years[0] === years[1] ? ` Dated rows of ${years[0]}.` : ` Dated rows from ${years[0]} to ${years[1]}.`}`;
  return patient === null
    ? `No table of patients was found: name it, and the joins to it, before anything else.${span}`
    : `${plural(patient.rows, 'patient')} in ${patient.table}, by ${patient.key}.${span}`;
}

/** Rows that lead to a patient, by domain, and how many do not: templates and lists of the system, or rows whose join is not found. */
function clinicalText(assessment: Assessment): string {
  const groups = domainGroups(assessment).filter(({ domain }) => CLINICAL.includes(domain));
  if (groups.length === 0) return 'No table was recognised as clinical.';
  const ofPatients = (tables: (typeof groups)[number]['tables']) =>
    assessment.patient === null ? tables : tables.filter(({ patientPath }) => patientPath !== null);
  const list = groups
    .map(({ domain, tables }) => ({ domain, rows: sum(ofPatients(tables), ({ rows }) => rows) }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows);
  const told = sum(list, ({ rows }) => rows);
  const others = sum(groups, ({ rows }) => rows) - told;
  const rest = others === 0 ? '' : ` ${plural(others, 'row')} of such tables lead to no patient.`;
  if (list.length === 0) return `None that leads to a patient.${rest}`;
  return `${list.map(({ domain, rows }) => `${DOMAIN_NAMES[domain].toLowerCase()} ${count(rows)}`).join(', ')} rows.${rest}`;
}

function restText(assessment: Assessment): string {
  const groups = domainGroups(assessment).filter(
    ({ domain }) => !CLINICAL.includes(domain) && domain !== 'demographics',
  );
  const list = groups.map(({ domain, tables }) => `${DOMAIN_NAMES[domain].toLowerCase()} ${count(tables.length)}`);
  const empty = assessment.profile.tables.filter(({ rows }) => rows === 0).length;
  return `${list.length === 0 ? 'No other tables with rows' : `Tables: ${list.join(', ')}`}${empty > 0 ? `; ${count(empty)} empty` : ''}.`;
}

/** Rows that look like charts and are none, or none any more. */
function setApartLine({ profile }: Assessment): SummaryLine[] {
  const all = profile.tables.map(setApart);
  const says: readonly (readonly [number, string])[] = [
    [sum(all, ({ old }) => old), 'in old versions and copies'],
    [sum(all, ({ audit }) => audit), 'in audit logs'],
    [sum(all, ({ deleted }) => deleted), 'marked as deleted'],
    [sum(all, ({ test }) => test), 'of test patients'],
    [sum(all, ({ orphans }) => orphans), 'that name a row which is not there'],
  ];
  const list = says.filter(([rows]) => rows > 0).map(([rows, what]) => `${count(rows)} ${what}`);
  return list.length === 0 ? [] : [{ label: 'Set apart', text: `Rows: ${list.join(', ')}.` }];
}

function structureText(assessment: Assessment): string {
  const joins = liveJoins(assessment);
  const declared = joins.filter((join) => join.declared).length;
  const filled = assessment.profile.tables.filter(({ rows }) => rows > 0);
  const led = filled.filter(({ patientPath }) => patientPath !== null).length;
  const eav = filled.filter((table) => table.eav !== null).length;
  return `${plural(joins.length, 'join')} between tables with rows, ${count(declared)} declared and ${count(joins.length - declared)} found; ${count(led)} of ${plural(filled.length, 'table')} lead to a patient${eav > 0 ? `; ${plural(eav, 'table')} of attributes and values` : ''}.`;
}

function codeText({ profile, releases }: Assessment): string {
  const systems = new Map<string, number>();
  for (const { columns } of profile.tables)
    for (const { codes, filled } of columns) {
      const guess = codes[0];
      if (guess !== undefined && filled > 0) systems.set(guess.system, (systems.get(guess.system) ?? 0) + 1);
    }
  const loaded = releases.length > 0 ? '' : ' No release is loaded: whether each code exists was not looked up.';
  if (systems.size === 0) return `No column of codes was recognised.${loaded}`;
  const list = [...systems]
    .sort((a, b) => b[1] - a[1])
    .map(([system, columns]) => `${systemName(system)} (${columns})`);
  return `Columns by code system: ${list.slice(0, 8).join(', ')}${list.length > 8 ? ` and ${list.length - 8} more` : ''}.${loaded}`;
}

function phiText({ profile, examples }: Assessment): string {
  const filled = profile.tables.flatMap(({ columns }) => columns.filter((column) => column.filled > 0));
  const tables = profile.tables.filter(({ columns }) => columns.some((c) => c.filled > 0 && c.phi !== null)).length;
  const columns = filled.filter(({ phi }) => phi !== null).length;
  const shown = examples === null ? 'none of their values is shown here' : 'EXAMPLES OF THEIR VALUES ARE SHOWN HERE';
  return `${count(columns)} of ${count(filled.length)} filled columns, in ${plural(tables, 'table')}; ${shown}.`;
}

function qualityText({ findings }: Assessment): string {
  if (findings.length === 0) return 'No finding.';
  const counts = countBySeverity(findings);
  const list = FINDING_SEVERITIES.filter((one) => counts[one] > 0).map((one) => `${count(counts[one])} ${one}`);
  const worst = findingGroups(findings)
    .slice(0, 3)
    .map(({ first }) => `${first.title.toLowerCase()} (${first.table})`);
  return `${plural(findings.length, 'finding')}: ${list.join(', ')}. First: ${worst.join('; ')}.`;
}

function scopeText(assessment: Assessment): string {
  const { proposal } = assessment;
  if (proposal === null) return 'Not proposed.';
  const totals = decisionTotals(assessment).filter(({ tables, rows }) => tables > 0 || rows > 0);
  const list = totals.map(
    ({ decision, tables, rows }) => `${DECISION_NAMES[decision]} ${plural(tables, 'table')}, ${plural(rows, 'row')}`,
  );
  if (totals.length === 0) return 'No table has rows.';
  const { patients } = proposal;
  const people = patients === null ? '' : ` ${count(patients.migrated)} of ${plural(patients.all, 'patient')} move.`;
  const review = proposal.tables.filter((table) => table.review && table.rows > 0).length;
  return `${list.join('; ')}.${people}${review > 0 ? ` ${plural(review, 'table')} to look at first.` : ''}`;
}

function effortText({ estimate }: Assessment): string {
  if (estimate === null) return 'Not estimated.';
  const { hours, contingency, weeks, quote } = estimate;
  const reserve = contingency.share > 0 ? `, ${percent(contingency.share)} of it on top for the unforeseen` : '';
  return `${count(Math.round(hours))} hours${reserve} = ${count(Math.round(hours + contingency.hours))} hours, about ${plural(Math.ceil(weeks), 'week')}; ${quote.currency} ${count(quote.total)} at the rates stated.`;
}
