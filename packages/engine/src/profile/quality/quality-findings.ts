import { type AssessedPatient, FINDING_SEVERITIES, type QualityFinding } from '../../artifacts/assessment.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import { weightOf } from './clinical-weight.js';
import { codeFindings } from './code-findings.js';
import { dateFindings } from './date-findings.js';
import { patientFindings } from './patient-findings.js';
import { rowFindings } from './row-findings.js';
import { valueFindings } from './value-findings.js';

/**
 * What is wrong with the data, by the facts of a profile whose domains are recognised: the most harmful to patients first. Nothing of it is a value of a patient.
 * `patient` null: no table of patients was found, and nothing is said of the way to it.
 */
export function qualityFindings(profile: SourceProfile, patient: AssessedPatient | null): readonly QualityFinding[] {
  const people = profile.tables.find((table) => table.name === patient?.table);
  const found = [
    ...rowFindings(profile, patient?.table ?? null),
    ...(people === undefined || patient === null ? [] : patientFindings(people, patient.key)),
    ...profile.tables.flatMap((table) => table.columns.flatMap((column) => [...dateFindings(table, column)])),
    ...valueFindings(profile),
    ...codeFindings(profile),
  ];
  // A birth date that stands for "unknown" is a birth date that is missing: it is said once.
  const missing = new Set(
    found.filter(({ code }) => code === 'patient-fact-missing').map(({ table, column }) => `${table}\n${column}`),
  );
  const told = found.filter(
    ({ code, table, column }) => code !== 'sentinel-dates' || !missing.has(`${table}\n${column}`),
  );
  const weights = new Map(profile.tables.map((table) => [table.name, weightOf(table)]));
  const rank = ({ severity }: QualityFinding): number => FINDING_SEVERITIES.indexOf(severity);
  const share = ({ count, of }: QualityFinding): number => (count === null || !of ? 0 : count / of);
  return told.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (weights.get(b.table) ?? 0) - (weights.get(a.table) ?? 0) ||
      share(b) - share(a) ||
      (b.count ?? 0) - (a.count ?? 0) ||
      (`${a.table}\n${a.column}\n${a.code}` < `${b.table}\n${b.column}\n${b.code}` ? -1 : 1),
  );
}
