import type { FindingSeverity } from '../../artifacts/assessment.js';
import type { ColumnProfile, TableDomain, TableProfile } from '../../artifacts/source-profile.js';

/** How close a domain is to what is done to a patient: 3 acts at once, 2 is read when somebody decides, 1 is told of the patient, 0 is neither. */
const WEIGHTS: Readonly<Record<TableDomain, 0 | 1 | 2 | 3>> = {
  allergies: 3,
  medications: 3,
  problems: 2,
  immunizations: 2,
  results: 2,
  orders: 2,
  vitals: 2,
  procedures: 2,
  history: 2,
  encounters: 2,
  documents: 2,
  notes: 2,
  'care-plans': 2,
  demographics: 2,
  referrals: 1,
  contacts: 1,
  appointments: 1,
  insurance: 1,
  messages: 1,
  billing: 0,
  users: 0,
  organizations: 0,
  inventory: 0,
  lookup: 0,
  audit: 0,
  technical: 0,
  unknown: 0,
};

const domainsOf = ({ domain }: TableProfile): TableDomain[] =>
  domain === null ? [] : [domain.domain, ...domain.also.filter(({ score }) => score >= 0.5).map((one) => one.domain)];

/** Weight of the weightiest domain that the table's rows may be of: a list of problems that also holds allergies counts as allergies. */
export const weightOf = (table: TableProfile): number =>
  Math.max(0, ...domainsOf(table).map((domain) => WEIGHTS[domain]));

export const isOf = (table: TableProfile, ...domains: readonly TableDomain[]): boolean =>
  domainsOf(table).some((domain) => domains.includes(domain));

const DEFINES =
  /(?:templates?|types?|categor(?:y|ies)|maps?|mappings?|rules?|catalog\w*|library|definitions?|defaults?|groups?|synonyms?|codes?)$|\b(?:config\w*|setup|master|legal|defs?|ctl|programs?)\b/;

/** Tables that define things for all patients (templates, types, rules): no row of them leads to one. */
export const definesThings = (table: TableProfile): boolean =>
  table.patientPath === null && DEFINES.test(wordsOf(table));

/** Tables whose rows say something of patients' health, and are not old versions, copies or queues. */
export const isClinical = (table: TableProfile): boolean =>
  table.rows > 0 && weightOf(table) >= 2 && isLive(table) && !definesThings(table);

export const isLive = ({ traits }: TableProfile): boolean =>
  !traits.some(({ trait }) => /^(?:history|audit|copy|staging|lookup|technical)$/.test(trait));

/** A severity for each weight. */
export const byWeight = (
  table: TableProfile,
  acting: FindingSeverity,
  clinical: FindingSeverity,
  other: FindingSeverity = 'low',
): FindingSeverity => {
  const weight = weightOf(table);
  return weight === 3 ? acting : weight === 2 ? clinical : other;
};

/** Words of a column's name, in small letters with blanks between. */
export const wordsOf = ({ name }: Pick<ColumnProfile, 'name'>): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')
    .trim();

/** Days that a calendar begins or ends with, and that are also days like others: somebody may well be born on one. */
const REAL_DAY = /^(?:1970-01-01|1900-01-01|1901-01-01|2000-01-01|0?1[/.-]0?1[/.-](?:1970|1900|1901))/;

const ZERO_DATE = /^0{1,4}[-/.]0{1,2}[-/.]0{1,4}\b/;

/** A sentinel that is written as a date: a zero date, or a first or last day of a calendar. */
export const isDateFiller = ({ value, reason }: ColumnProfile['sentinels'][number]): boolean =>
  ZERO_DATE.test(value) || /calendar/.test(reason);

/** Rows with a sentinel, without those that may as well be what they say. */
export const fillers = (
  { sentinels, filled }: ColumnProfile,
  fits: (sentinel: ColumnProfile['sentinels'][number]) => boolean = () => true,
): ColumnProfile['sentinels'] =>
  sentinels.filter((one) => fits(one) && !(REAL_DAY.test(one.value) && (one.count < 3 || one.count < filled * 0.002)));

export const plain = (n: number): string => n.toLocaleString('en-US');
