import type { FindingRemedy, FindingSeverity } from '../../artifacts/assessment.js';
import type { ScopeDecision } from '../../artifacts/scope-proposal.js';
import type { TableDomain, TableProfile } from '../../artifacts/source-profile.js';
import { codeSystem } from '../../terminology/code-systems.js';

/** Domains in the order in which a chart is read, as people call them. */
export const DOMAIN_NAMES: Readonly<Record<TableDomain, string>> = {
  demographics: 'Demographics',
  contacts: 'Contacts',
  encounters: 'Encounters',
  problems: 'Problems',
  allergies: 'Allergies',
  medications: 'Medications',
  immunizations: 'Immunizations',
  results: 'Results',
  vitals: 'Vitals',
  orders: 'Orders',
  procedures: 'Procedures',
  history: 'Histories',
  notes: 'Notes',
  documents: 'Documents',
  referrals: 'Referrals',
  'care-plans': 'Care plans',
  appointments: 'Appointments',
  messages: 'Messages',
  insurance: 'Insurance',
  billing: 'Billing',
  users: 'Users',
  organizations: 'Organizations',
  inventory: 'Inventory',
  lookup: 'Look-up tables',
  audit: 'Audit logs',
  technical: 'Workings of the program',
  unknown: 'Not recognised',
};

export const DOMAINS = Object.keys(DOMAIN_NAMES) as TableDomain[];

/** Domains that say what happened to a patient. */
export const CLINICAL: readonly TableDomain[] = DOMAINS.slice(
  DOMAINS.indexOf('encounters'),
  DOMAINS.indexOf('care-plans') + 1,
);

export const SEVERITY_NAMES: Readonly<Record<FindingSeverity, { readonly name: string; readonly tag: string }>> = {
  critical: { name: 'critical', tag: 'error' },
  high: { name: 'high', tag: 'warning' },
  medium: { name: 'medium', tag: 'information' },
  low: { name: 'low', tag: 'quiet' },
};

export const REMEDY_NAMES: Readonly<Record<FindingRemedy, string>> = {
  source: 'in the old system',
  scope: 'scope plan',
  mapping: 'mapping spec',
  cleaning: 'cleaning step',
  crosswalk: 'crosswalk',
  review: 'review by people',
};

export const DECISION_NAMES: Readonly<Record<ScopeDecision, string>> = {
  migrate: 'migrate',
  reference: 'read as reference',
  archive: 'archive',
  drop: 'drop',
};

export const domainOf = (table: TableProfile): TableDomain => table.domain?.domain ?? 'unknown';

export const systemName = (uri: string): string => codeSystem(uri)?.name ?? uri;

export const percent = (share: number): string => {
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share > 0.995) return '>99 %';
  return `${Math.round(share * 100)} %`;
};

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const)
    if (bytes >= size) return `${(bytes / size).toFixed(bytes / size < 10 ? 1 : 0)} ${unit}`;
  return `${bytes} B`;
}

export const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0);
