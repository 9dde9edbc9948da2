import type { PatientWindow, SeenBy } from '../artifacts/scope-plan.js';
import type {
  DomainScope,
  PatientScope,
  ScopeProposal,
  ScopeSettings,
  TableProposal,
} from '../artifacts/scope-proposal.js';
import type { SourceProfile, TableDomain, TableProfile } from '../artifacts/source-profile.js';
import { decideTable } from './decide-table.js';
import { RETENTION_NOTES } from './retention-notes.js';
import { DEFAULT_SCOPE } from './settings.js';
import { dateColumn, datedBy, orderOf, yearsOf } from './table-window.js';

/**
 * What could become of every table, and why: by its domain, its traits and its way to the patient, with the windows that the settings ask for.
 * Pure; rows and bytes are those of the profile, patients and what windows take are null until they are counted in the rows.
 */
export function proposeScope(profile: SourceProfile, settings: ScopeSettings = DEFAULT_SCOPE): ScopeProposal {
  const tables = profile.tables
    .map((table) => proposal(table, profile, settings))
    .sort((a, b) => b.rows - a.rows || (a.table < b.table ? -1 : 1));
  return {
    chartlift: 'scope-proposal/1',
    source: profile.source,
    snapshotAt: profile.snapshotAt,
    settings,
    tables,
    domains: domainScopes(tables),
    patients: patientScope(profile, settings),
    retention: RETENTION_NOTES,
  };
}

function proposal(table: TableProfile, profile: SourceProfile, settings: ScopeSettings): TableProposal {
  const domain = table.domain?.domain ?? 'unknown';
  const { decision, reasons, review } = decideTable(table);
  const date = decision === 'migrate' ? datedBy(table, profile) : null;
  const years = yearsOf(domain, settings);
  const window = date && years !== null ? { ...date, years } : null;
  const unwindowed = decision === 'migrate' && years !== null && window === null;
  return {
    table: table.name,
    domain,
    domainScore: table.domain?.score ?? 0,
    also: (table.domain?.also ?? []).filter((one) => one.score >= 0.5).map((one) => one.domain),
    traits: table.traits.map((one) => one.trait),
    rows: table.rows,
    bytes: table.bytes,
    decision,
    reasons: unwindowed ? [...reasons, 'No date tells its age: all rows.'] : reasons,
    window,
    review: review || unwindowed,
    decided: null,
    counts: null,
    datedBy: date,
    choices: [],
  };
}

/** Domains with rows, most rows first; `patients` is null until counted. */
export function domainScopes(tables: readonly TableProposal[]): DomainScope[] {
  const domains = new Map<TableDomain, TableProposal[]>();
  for (const table of tables)
    if (table.rows > 0) domains.set(table.domain, [...(domains.get(table.domain) ?? []), table]);
  const rowsOf = (some: readonly TableProposal[]): number => some.reduce((sum, { rows }) => sum + rows, 0);
  return [...domains]
    .map(([domain, all]) => ({
      domain,
      tables: all.length,
      choices: (['migrate', 'reference', 'archive', 'drop'] as const).flatMap((decision) => {
        const some = all.filter((table) => (table.decided ?? table.decision) === decision);
        if (some.length === 0) return [];
        const bytes = some.reduce((sum, table) => sum + table.bytes, 0);
        return [{ decision, tables: some.length, rows: rowsOf(some), bytes }];
      }),
      patients: mostPatients(all),
    }))
    .sort(
      (a, b) =>
        rowsOf(domains.get(b.domain) ?? []) - rowsOf(domains.get(a.domain) ?? []) || (a.domain < b.domain ? -1 : 1),
    );
}

function mostPatients(tables: readonly TableProposal[]): number | null {
  const counted = tables
    .filter((table) => (table.decided ?? table.decision) === 'migrate')
    .flatMap((table) => table.counts?.migrated.patients ?? []);
  return counted.length === 0 ? null : Math.max(...counted);
}

/** The patients, and the window of those seen; counts are those of the patient table until they are counted. null where no patient table is known. */
function patientScope(profile: SourceProfile, settings: ScopeSettings): PatientScope | null {
  const patient = profile.tables.find((table) => table.patientPath?.steps.length === 0);
  if (!patient) return null;
  const seen = seenBy(profile);
  const since = settings.patientsSince;
  const reach = since === null ? null : typeof since === 'number' ? { years: since } : { since };
  return {
    table: patient.name,
    all: patient.rows,
    migrated: patient.rows,
    archived: 0,
    window: seen && reach ? { ...seen, ...reach } : null,
    choices: [],
  };
}

/** Domains whose rows say that a patient was seen, or is expected. */
const SEEN: ReadonlySet<string> = new Set(['encounters', 'appointments', 'notes']);
/** Below this a domain is too unsure to keep patients by. */
const SEEN_SURE = 0.4;

/**
 * The tables whose rows say that a patient was seen: encounters, appointments and notes that name the patient themselves and have a date.
 * Encounters first, of these the one with most rows; null where there are none.
 */
export function seenBy(profile: SourceProfile): (SeenBy & Pick<PatientWindow, 'also'>) | null {
  const found = profile.tables
    .filter(
      ({ rows, domain, traits }) =>
        rows > 0 &&
        domain &&
        SEEN.has(domain.domain) &&
        domain.score >= SEEN_SURE &&
        !traits.some((one) => TWINS.has(one.trait)),
    )
    .sort(
      (a, b) =>
        Number(b.domain?.domain === 'encounters') - Number(a.domain?.domain === 'encounters') ||
        b.rows - a.rows ||
        (a.name < b.name ? -1 : 1),
    )
    .flatMap((table): SeenBy[] => {
      const [step, ...more] = table.patientPath?.steps ?? [];
      const date = dateColumn(table);
      const [patient, ...others] = step?.from.columns ?? [];
      if (!date || more.length > 0 || others.length > 0 || patient === undefined || step?.from.table !== table.name)
        return [];
      return [{ table: table.name, column: date.name, patient, ...orderOf(date) }];
    });
  const [first, ...also] = found;
  return first ? { ...first, ...(also.length > 0 ? { also } : {}) } : null;
}

/** Copies and old versions of rows that stand elsewhere. */
const TWINS: ReadonlySet<string> = new Set(['copy', 'history', 'audit', 'staging']);
