import type { AssessedPatient, QualityFinding } from '../artifacts/assessment.js';
import { FINDING_SEVERITIES } from '../artifacts/assessment.js';
import type { Estimate } from '../artifacts/estimate.js';
import type { RetentionNote, ScopeProposal, TableProposal } from '../artifacts/scope-proposal.js';
import type { Join, SourceProfile, TableProfile } from '../artifacts/source-profile.js';
import { domainScopes } from '../scope/propose-scope.js';

/** What a table of several staged sources is called, as in scope.yaml. */
export const tableOf = (source: string, table: string): string => `${source}/${table}`;

/**
 * Profiles of several sources as one, for a report over all: tables are called `source/table`; joins and ways to the patient stay within their source, since keys
 * of two systems say nothing of each other. The only one comes back as it is.
 */
export function unitedProfile(profiles: readonly [SourceProfile, ...SourceProfile[]]): SourceProfile {
  const [first, ...more] = profiles;
  if (more.length === 0) return first;
  return {
    chartlift: 'profile/1',
    source: profiles.map(({ source }) => source).join(', '),
    format: [...new Set(profiles.map(({ format }) => format))].join(', '),
    product: [...new Set(profiles.flatMap(({ product }) => product ?? []))].join(', ') || null,
    snapshotAt:
      profiles
        .map(({ snapshotAt }) => snapshotAt)
        .sort()
        .at(-1) ?? first.snapshotAt,
    tables: profiles.flatMap(({ source, tables }) => tables.map((table) => withPath(source, table))),
    joins: profiles
      .flatMap(({ source, joins }) => joins.map((join) => ({ ...join, ...sides(source, join) })))
      .sort((a, b) => b.score - a.score),
  };
}

const sides = (source: string, { from, to }: Pick<Join, 'from' | 'to'>): Pick<Join, 'from' | 'to'> => ({
  from: { ...from, table: tableOf(source, from.table) },
  to: { ...to, table: tableOf(source, to.table) },
});

const withPath = (source: string, table: TableProfile): TableProfile => ({
  ...table,
  name: tableOf(source, table.name),
  patientPath: table.patientPath && {
    ...table.patientPath,
    steps: table.patientPath.steps.map((step) => sides(source, step)),
  },
});

/** Findings of several sources, the most harmful first; each source's keep their order. */
export function unitedFindings(
  found: readonly { readonly source: string; readonly findings: readonly QualityFinding[] }[],
): readonly QualityFinding[] {
  if (found.length === 1) return found[0]?.findings ?? [];
  const all = found.flatMap(({ source, findings }) =>
    findings.map((one) => ({ ...one, table: tableOf(source, one.table) })),
  );
  return FINDING_SEVERITIES.flatMap((severity) => all.filter((one) => one.severity === severity));
}

/** The patients of the source that has most of them: whether others name the same people, only linking tells. */
export function mainPatient(
  found: readonly { readonly source: string; readonly patient: AssessedPatient | null }[],
): AssessedPatient | null {
  let most: AssessedPatient | null = null;
  for (const { source, patient } of found) {
    if (patient === null || patient.rows <= (most?.rows ?? -1)) continue;
    most = found.length === 1 ? patient : { ...patient, table: tableOf(source, patient.table) };
  }
  return most;
}

/** Proposals for several sources as one; its patients are those of the source that has most. The only one comes back as it is. */
export function unitedProposal(proposals: readonly [ScopeProposal, ...ScopeProposal[]]): ScopeProposal {
  const [first, ...more] = proposals;
  if (more.length === 0) return first;
  const tables: TableProposal[] = proposals
    .flatMap(({ source, tables: own }) =>
      own.map((table) => ({
        ...table,
        table: tableOf(source, table.table),
        window: qualified(source, table.window),
        ...(table.datedBy === undefined ? {} : { datedBy: qualified(source, table.datedBy) }),
      })),
    )
    .sort((a, b) => b.rows - a.rows || (a.table < b.table ? -1 : 1));
  const people = proposals
    .flatMap(({ source, patients }) => (patients === null ? [] : [{ source, patients }]))
    .sort((a, b) => b.patients.all - a.patients.all)[0];
  const notes = new Map<string, RetentionNote>();
  for (const note of proposals.flatMap(({ retention }) => retention)) notes.set(note.title, note);
  return {
    ...first,
    source: proposals.map(({ source }) => source).join(', '),
    snapshotAt:
      proposals
        .map(({ snapshotAt }) => snapshotAt)
        .sort()
        .at(-1) ?? first.snapshotAt,
    tables,
    domains: domainScopes(tables),
    patients:
      people === undefined
        ? null
        : {
            ...people.patients,
            table: tableOf(people.source, people.patients.table),
            window: people.patients.window && {
              ...people.patients.window,
              table: tableOf(people.source, people.patients.window.table),
            },
          },
    retention: [...notes.values()],
  };
}

/** An estimate over several sources says whose patients it counts. */
export function ofSeveral(estimate: Estimate, { patients }: ScopeProposal, sources: number): Estimate {
  if (sources < 2 || patients === null) return estimate;
  const said = `Patients are counted of "${patients.table}" alone: whether the other sources hold the same people, linking tells.`;
  return { ...estimate, assumptions: [...estimate.assumptions, said] };
}

/** A window whose date stands in another table of the source. */
const qualified = <W extends TableProposal['window']>(source: string, window: W): W =>
  window?.via === undefined ? window : { ...window, via: { ...window.via, table: tableOf(source, window.via.table) } };
