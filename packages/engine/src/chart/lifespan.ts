import { codeTable } from '../base/code-table.js';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { Chart, ChartFragment } from './chart.js';
import type { Resource } from './fhir.js';

/** What a date of a resource tells of: what happened to the patient, or when somebody wrote of it, which may be long after a death. */
type Kind = 'happened' | 'written';

/** FHIR R4 elements that date what has happened; ends and plans may lie ahead and are not among them. */
const DATES: Readonly<Record<string, Readonly<Record<string, Kind>>>> = codeTable({
  AllergyIntolerance: { onsetDateTime: 'happened', recordedDate: 'written' },
  Condition: { onsetDateTime: 'happened', recordedDate: 'written' },
  DiagnosticReport: { effectiveDateTime: 'happened', issued: 'written' },
  DocumentReference: { date: 'written' },
  Encounter: { period: 'happened' },
  Immunization: { occurrenceDateTime: 'happened', recorded: 'written' },
  MedicationAdministration: { effectiveDateTime: 'happened', effectivePeriod: 'happened' },
  MedicationRequest: { authoredOn: 'written' },
  MedicationStatement: { effectiveDateTime: 'happened', effectivePeriod: 'happened', dateAsserted: 'written' },
  Observation: { effectiveDateTime: 'happened', effectivePeriod: 'happened', issued: 'written' },
  Procedure: { performedDateTime: 'happened', performedPeriod: 'happened' },
});

/** Statuses under which nothing has happened yet, or nothing ever did. */
const NOT_HAPPENED: ReadonlySet<string> = new Set([
  'planned',
  'arrived',
  'triaged',
  'preparation',
  'intended',
  'not-taken',
  'not-done',
  'cancelled',
  'entered-in-error',
]);

/**
 * The dates of a chart that its patient cannot have lived: before the birth, after the death, or after the day on which the source was taken. One
 * warning for each row and kind of trouble; the dates themselves stay as the source states them. Days are compared, and only as far as both are
 * stated. `asOf`: date or instant of the source.
 */
export function lifespanIssues(chart: Chart, asOf: string): readonly Issue[] {
  const life: Life = {
    birth: dayOf(chart.patient.birthDate),
    death: dayOf(chart.patient.deceasedDateTime),
    end: dayOf(asOf),
  };
  // A row may give several resources: one word about it is enough.
  const found = new Map<string, Issue>();
  for (const fragment of chart.fragments) look(fragment, life, found);
  return [...found.values()];
}

interface Life {
  readonly birth: string | null;
  readonly death: string | null;
  readonly end: string | null;
}

function look({ resource, origin }: ChartFragment, life: Life, found: Map<string, Issue>): void {
  const dates = DATES[resource.resourceType];
  if (dates === undefined || NOT_HAPPENED.has(String((resource as { status?: unknown }).status))) return;
  for (const [element, kind] of Object.entries(dates)) {
    const day = dayOf(dateOf(resource, element));
    const trouble = day === null ? null : troubleOf(day, kind, life);
    if (trouble === null) continue;
    const where = formatLocator({ source: origin.source, table: origin.table, row: origin.row });
    if (found.has(`${trouble} ${where}`)) continue;
    found.set(`${trouble} ${where}`, {
      severity: 'warning',
      code: trouble,
      where,
      message: MESSAGES[trouble],
      hint: 'Look at the date in the source: a wrong century, a default date, or the record of another patient. It is delivered as it is stated.',
      element: `${resource.resourceType}.${element}`,
    });
  }
}

const MESSAGES = {
  'date-before-birth': 'Something is dated before the birth of the patient.',
  'date-after-death': 'Something is dated after the death of the patient.',
  'date-after-source': 'Something is said to have happened after the day on which the source was taken.',
} as const;

function troubleOf(day: string, kind: Kind, { birth, death, end }: Life): keyof typeof MESSAGES | null {
  if (birth !== null && isBefore(day, birth)) return 'date-before-birth';
  if (kind === 'happened' && death !== null && isBefore(death, day)) return 'date-after-death';
  if (end !== null && isBefore(end, day)) return 'date-after-source';
  return null;
}

/** Element of a date, or the start of a period. */
function dateOf(resource: Resource, element: string): unknown {
  const value = (resource as unknown as Readonly<Record<string, unknown>>)[element];
  return value !== null && typeof value === 'object' ? (value as { start?: unknown }).start : value;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a FHIR date, dateTime or instant; null where there is none. */
function dayOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}(-\d\d(-\d\d)?)?(?![\d-])/.test(value) ? value.slice(0, 10) : null;
}

/** Whether one day is surely before another: only as much is compared as both state. */
function isBefore(a: string, b: string): boolean {
  const shared = Math.min(a.length, b.length);
  return a.slice(0, shared) < b.slice(0, shared);
}
