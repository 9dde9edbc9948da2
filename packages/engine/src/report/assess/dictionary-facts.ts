import type { ColumnProfile, Join, TableProfile } from '../../artifacts/source-profile.js';
import { count } from '../html.js';
import { percent, systemName } from './words.js';

const MOST_VALUES = 6;

/** What is known of a column beside its counts, each in a few words: for the page and for Markdown. */
export function columnFacts(column: ColumnProfile, table: TableProfile, joins: readonly Join[]): string[] {
  const facts: string[] = [];
  const add = (text: string | null | undefined | false): void => {
    if (text) facts.push(text);
  };
  add(column.comment);
  for (const { from, to, declared, score, orphans } of joins)
    if (from.table === table.name && from.columns.includes(column.name))
      add(
        `→ ${to.table}.${to.columns.join('+')} (${declared ? 'declared' : `found, ${percent(score)}`}${orphans ? `, ${count(orphans)} orphans` : ''})`,
      );
  for (const { system, share, hitRate } of column.codes.slice(0, 2))
    add(`${systemName(system)} ${percent(share)}${hitRate === null ? '' : `, ${percent(hitRate)} in the release`}`);
  if (column.units.length > 0)
    add(
      `units ${column.units
        .slice(0, 5)
        .map(({ unit }) => unit)
        .join(', ')}`,
    );
  if (column.dates !== null) {
    const formats = column.dates.formats.slice(0, 4);
    const list = formats.map(({ format, count: n }) => (formats.length > 1 ? `${format} (${count(n)})` : format));
    add(`${list.join(', ')}${column.dates.first === '' ? '' : `, ${column.dates.first} to ${column.dates.last}`}`);
  }
  if (column.datePart !== undefined) add(`${column.datePart.part} of ${column.datePart.columns.join(', ')}`);
  if (column.note !== null)
    add(
      `notes: ${column.note.formats.map(({ format }) => format).join(', ')}, ${Math.round(column.note.meanLength)} characters`,
    );
  if (column.numbers !== null && column.numbers.least !== column.numbers.most)
    add(`${column.numbers.least} to ${column.numbers.most}`);
  if (column.sentinels.length > 0)
    add(
      `for none: ${column.sentinels
        .slice(0, 4)
        .map(({ value, count: n }) => `${value} (${count(n)})`)
        .join(', ')}`,
    );
  if (column.damaged > 0) add(`${count(column.damaged)} damaged`);
  const values = column.phi === null ? (column.values ?? []) : [];
  if (values.length > 0) {
    const more = column.distinct.count - Math.min(MOST_VALUES, values.length);
    const list = values.slice(0, MOST_VALUES).map(({ value, count: n }) => `${value} (${count(n)})`);
    add(`e.g. ${list.join(', ')}${more > 0 ? ', …' : ''}`);
  }
  return facts;
}

/** A table's own facts in words: keys, way to the patient, attributes. */
export function tableFacts(table: TableProfile): string[] {
  const facts: string[] = [];
  if (table.comment) facts.push(table.comment);
  const key = table.keys[0];
  if (key !== undefined)
    facts.push(`key ${key.columns.join(' + ')} (${key.declared ? 'declared' : `found, ${percent(key.score)}`})`);
  const path = table.patientPath;
  if (path !== null && path.steps.length > 0)
    facts.push(
      `to the patient: ${path.steps.map(({ from, to }) => `${from.columns.join('+')} → ${to.table}.${to.columns.join('+')}`).join(', then ')} (${percent(path.score)})`,
    );
  if (table.eav !== null) {
    const { attribute, value, attributes } = table.eav;
    const list = attributes
      .slice(0, 12)
      .map(({ attribute: name, label, count: n }) => `${label ?? name} (${count(n)})`);
    facts.push(
      `attributes in ${attribute}, values in ${value.join(', ')}: ${list.join(', ')}${attributes.length > 12 ? ` and ${attributes.length - 12} more` : ''}`,
    );
  }
  for (const { trait, reasons } of table.traits) facts.push(`${trait}: ${reasons.join('; ')}`);
  return facts;
}

export const filledShare = (column: ColumnProfile, table: TableProfile): string =>
  table.rows === 0 ? '' : percent(column.filled / table.rows);

export const distinctText = ({ distinct }: ColumnProfile): string =>
  `${distinct.exact ? '' : '~'}${count(distinct.count)}`;
