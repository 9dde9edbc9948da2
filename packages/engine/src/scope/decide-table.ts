import type { ScopeDecision } from '../artifacts/scope-proposal.js';
import type { TableDomain, TableProfile, TableTrait } from '../artifacts/source-profile.js';

/** What becomes of a table by itself, before windows and what a person decided. */
export interface TableVerdict {
  readonly decision: ScopeDecision;
  readonly reasons: readonly string[];
  readonly review: boolean;
}

/** What becomes of tables of a domain, and why; the reason is written into the plan. */
const BY_DOMAIN: Readonly<Record<TableDomain, readonly [ScopeDecision, string]>> = Object.freeze({
  demographics: ['migrate', 'Who the patients are.'],
  contacts: ['migrate', 'Relatives and contacts of patients.'],
  encounters: ['migrate', 'Visits, which other facts refer to.'],
  problems: ['migrate', 'Problems go over whatever their age: a window would lose active ones.'],
  allergies: ['migrate', 'Allergies go over whatever their age.'],
  medications: ['migrate', 'Medications go over whatever their age: a window would lose those still taken.'],
  immunizations: ['migrate', 'Immunizations go over whatever their age.'],
  results: ['migrate', 'Results of tests.'],
  orders: ['migrate', 'Orders, which results refer to.'],
  vitals: ['migrate', 'Vital signs.'],
  procedures: ['migrate', 'Procedures and devices.'],
  history: ['migrate', 'Family, social and past history.'],
  documents: ['migrate', 'Documents of the chart.'],
  notes: ['migrate', 'Notes of the chart.'],
  appointments: ['archive', 'Past appointments are of no use in the new system; those to come are booked there.'],
  referrals: ['migrate', 'Referrals.'],
  'care-plans': ['migrate', 'Plans, goals and teams of care.'],
  insurance: ['migrate', 'Coverage of patients.'],
  billing: ['archive', 'Money matters stay readable in the archive; accounts are run down in the old system.'],
  users: ['migrate', 'People whom charts name as authors and performers.'],
  organizations: ['migrate', 'Places and organizations that charts name.'],
  messages: ['archive', 'Messages stay readable in the archive.'],
  inventory: ['archive', 'Stock is no part of a chart.'],
  lookup: ['reference', 'Look-up rows: read by the mapping.'],
  audit: ['archive', 'Kept for as long as the record of access must be, not migrated.'],
  technical: ['archive', "The old program's own tables."],
  unknown: ['archive', 'Nothing tells what its rows are: kept readable until a person has looked.'],
});

/** Below this a person looks before the domain is relied upon. */
const SURE = 0.8;
const DROP_SURE = 0.9;

export function decideTable(table: TableProfile): TableVerdict {
  const domain = table.domain?.domain ?? 'unknown';
  const score = table.domain?.score ?? 0;
  const ofPatients = table.patientPath !== null;
  if (table.rows === 0) return { decision: 'archive', reasons: ['It has no rows.'], review: false };
  const trait = (name: TableTrait) => table.traits.find((one) => one.trait === name);
  const twin = trait('copy') ?? trait('history');
  if (twin && domain !== 'history')
    return {
      decision: 'archive',
      reasons: [
        twin.trait === 'copy' ? 'A copy of another table.' : 'Old versions of rows of another table.',
        ...twin.reasons,
      ],
      review: ofPatients,
    };
  const staging = trait('staging');
  if (staging && BY_DOMAIN[domain][0] === 'migrate')
    return {
      decision: 'archive',
      reasons: ['Rows pass through it on their way elsewhere.', ...staging.reasons],
      review: true,
    };
  const [decision, reason] = BY_DOMAIN[domain];
  const why = [reason, ...(table.domain?.reasons ?? []).slice(0, 2)];
  if (domain === 'technical' && score >= DROP_SURE && !ofPatients && !holdsPeople(table))
    return {
      decision: 'drop',
      reasons: ["The old program's own table: no people and no texts in it.", ...why.slice(1)],
      review: false,
    };
  if (decision === 'migrate' && domain !== 'users' && domain !== 'organizations' && !ofPatients)
    return { decision, reasons: [...why, 'No way to the patient was found.'], review: true };
  const staysBehind = decision === 'archive' && ofPatients && (domain === 'unknown' || domain === 'technical');
  return {
    decision,
    reasons: trait('dead') ? [...why, ...(trait('dead')?.reasons ?? [])] : why,
    review: score < SURE || staysBehind,
  };
}

const holdsPeople = (table: TableProfile): boolean =>
  table.columns.some((column) => column.filled > 0 && (column.phi !== null || column.note !== null));
