import type { EntryKind } from '../../artifacts/keying-form.js';
import type {
  CountSpan,
  DocumentCondition,
  PatientCondition,
  RoutedDocumentRule,
  RoutedPatientRule,
  RoutedTableRule,
  RoutingPlan,
} from '../../artifacts/routing-plan.js';

/** What is known of a patient when it is decided how the chart goes. Counts and days, no value of the chart. */
export interface PatientFacts {
  /** Kinds of which the electronic lane gives at least one fact. */
  readonly has: ReadonlySet<EntryKind>;
  readonly issues: number;
  readonly quarantined: number;
  readonly documents: number;
  readonly unreadDocuments: number;
  /** On the day of the database or after it; null: none is known. */
  readonly nextAppointment: string | null;
  /** Before that day; null: not known. */
  readonly lastSeen: string | null;
}

/** What is known of a document. What costs something to know is a function, asked only where all else holds. */
export interface RoutedDocument {
  readonly id: string;
  readonly mediaType: string;
  readonly title: string | null;
  /** YYYY-MM-DD or longer; null: nobody says. */
  readonly date: string | null;
  /** Pages that are not blank. */
  readonly pages: number;
  /** Of these, those with an image, no text of their own and no reading. */
  readonly unreadPages: number;
  /** null: it has no page with anything on it. */
  readonly from: 'scan' | 'text' | 'mixed' | null;
  /** Kinds that suggestions find; of pages that were not read nothing is known. */
  readonly finds: () => ReadonlySet<EntryKind>;
  /** Share of the words read by OCR that are accepted; null: no page was. */
  readonly accepted: () => number | null;
  /** Staged columns that hold it, as `source/table` and column. */
  readonly cells: readonly { readonly table: string; readonly column: string }[];
}

export type Lane = 'electronic' | 'manual' | 'none';

/** Where a document or patient goes, and by which rule. */
export interface Route {
  /** `no-rule` where none holds. */
  readonly rule: string;
  readonly lane: Lane;
  /** Empty: all. */
  readonly forms: readonly EntryKind[];
  /** 0 to 1; null: the rule says none. */
  readonly weight: number | null;
  /** Rules before it that could not be asked, for something about it is not known yet. */
  readonly unknown: readonly string[];
}

export const NO_RULE = 'no-rule';
/** Everything that no rule sends anywhere goes as it is: people are asked where somebody wanted it. */
const UNROUTED: Omit<Route, 'unknown'> = { rule: NO_RULE, lane: 'electronic', forms: [], weight: null };

/** null: not known. */
type Truth = boolean | null;

const DAY_MS = 86_400_000;

const inSpan = (n: number, { least, most }: CountSpan): boolean =>
  (least === undefined || n >= least) && (most === undefined || n <= most);

/** Title patterns are matched part by part, each at its first place: no pattern takes more than the length of the title times its own. */
export function matchesPattern(title: string, pattern: string): boolean {
  const fold = (one: string): string => one.normalize('NFKC').toLowerCase();
  const parts = fold(pattern.trim()).split('*');
  const subject = fold(title.trim());
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return subject === first;
  const last = rest.pop() ?? '';
  if (!subject.startsWith(first) || subject.length < first.length + last.length || !subject.endsWith(last))
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = subject.indexOf(part, at);
    if (found < 0 || found + part.length > subject.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** Days of the calendar from the day of the database to another; negative before it. */
export const daysFrom = (asOf: string, day: string): number =>
  Math.round((Date.parse(day.slice(0, 10)) - Date.parse(asOf.slice(0, 10))) / DAY_MS);

/** The same day so many years before; whole days for parts of years. */
function yearsBefore(asOf: string, years: number): string {
  const date = new Date(`${asOf.slice(0, 10)}T00:00:00Z`);
  const whole = Math.floor(years);
  date.setUTCFullYear(date.getUTCFullYear() - whole);
  date.setUTCDate(date.getUTCDate() - Math.round((years - whole) * 365.25));
  return date.toISOString().slice(0, 10);
}

/** A date as stated may be a year or month alone: it is since a day if its first day is. */
const isSince = (date: string | null, day: string): Truth =>
  date === null ? null : `${date.slice(0, 10)}-01-01`.slice(0, 10) >= day;

function comesWithin(patient: PatientFacts | null, days: number, asOf: string): Truth {
  if (patient === null) return null;
  return patient.nextAppointment !== null && daysFrom(asOf, patient.nextAppointment) <= days;
}

const wasSeen = (patient: PatientFacts | null, day: string): Truth =>
  patient === null ? null : patient.lastSeen !== null && patient.lastSeen.slice(0, 10) >= day;

/** false as soon as one is false; then null if one is null. What is later in the list is asked only where nothing before it is false. */
function all(tests: readonly (() => Truth)[]): Truth {
  let truth: Truth = true;
  for (const test of tests) {
    const held = test();
    if (held === false) return false;
    if (held === null) truth = null;
  }
  return truth;
}

/** Whether a condition holds of a document; null: that is not known yet. */
export function documentHolds(
  when: DocumentCondition,
  document: RoutedDocument,
  patient: PatientFacts | null,
  asOf: string,
): Truth {
  const tests: (() => Truth)[] = [];
  const { media, from, title, pages, since, years, dated, finds, accepted, unread, appointmentWithin, seenSince } =
    when;
  if (media) tests.push(() => media.some((type) => matchesPattern(document.mediaType, type)));
  if (from) tests.push(() => document.from !== null && from.includes(document.from));
  if (pages) tests.push(() => inSpan(document.pages, pages));
  if (title)
    tests.push(() => document.title !== null && title.some((one) => matchesPattern(document.title ?? '', one)));
  if (dated !== undefined) tests.push(() => (document.date !== null) === dated);
  if (since !== undefined) tests.push(() => isSince(document.date, since));
  if (years !== undefined) tests.push(() => isSince(document.date, yearsBefore(asOf, years)));
  if (appointmentWithin !== undefined) tests.push(() => comesWithin(patient, appointmentWithin, asOf));
  if (seenSince !== undefined) tests.push(() => wasSeen(patient, seenSince));
  if (unread !== undefined) tests.push(() => document.unreadPages > 0 === unread);
  if (accepted)
    tests.push(() => {
      if (document.unreadPages > 0) return null;
      const known = document.accepted();
      return known !== null && inSpan(known, accepted);
    });
  if (finds)
    tests.push(() => {
      const found = document.finds();
      return finds.some((kind) => found.has(kind)) || (document.unreadPages > 0 ? null : false);
    });
  return all(tests);
}

/** Whether a condition holds of a patient. */
export function patientHolds(when: PatientCondition, patient: PatientFacts, asOf: string): boolean {
  const { lacks, issues, quarantined, documents, unreadDocuments, appointmentWithin, seenSince } = when;
  return (
    (lacks === undefined || !lacks.some((kind) => patient.has.has(kind))) &&
    (issues === undefined || inSpan(patient.issues, issues)) &&
    (quarantined === undefined || inSpan(patient.quarantined, quarantined)) &&
    (documents === undefined || inSpan(patient.documents, documents)) &&
    (unreadDocuments === undefined || inSpan(patient.unreadDocuments, unreadDocuments)) &&
    (appointmentWithin === undefined || comesWithin(patient, appointmentWithin, asOf) === true) &&
    (seenSince === undefined || wasSeen(patient, seenSince) === true)
  );
}

/** The first rule for patients that holds. */
export function patientRoute(rules: readonly RoutedPatientRule[], patient: PatientFacts, asOf: string): Route {
  const rule = rules.find(({ when }) => patientHolds(when, patient, asOf));
  return rule === undefined
    ? { ...UNROUTED, unknown: [] }
    : { rule: rule.name, lane: rule.lane, forms: [], weight: rule.weight ?? null, unknown: [] };
}

export interface RouteContext {
  readonly plan: RoutingPlan;
  /** Day of the newest database, YYYY-MM-DD. */
  readonly asOf: string;
  /** Whether a rule for tables holds; null: not known. */
  readonly tableHolds: (rule: RoutedTableRule) => Truth;
}

/** A table by its name, with or without that of its source, case ignored. */
const isTable = (named: string, table: string): boolean => {
  const [wanted, full] = [named.toLowerCase(), table.toLowerCase()];
  return full === wanted || full.slice(full.indexOf('/') + 1) === wanted;
};

/**
 * Where a document of a patient goes: first the rules for the tables that its cells stand in, then the patient's route where that is manual, then the rules for documents. The first one
 * that holds counts; one that cannot be asked yet does not hold, and is named.
 */
export function documentRoute(
  document: RoutedDocument,
  patient: PatientFacts | null,
  ofPatient: Route | null,
  { plan, asOf, tableHolds }: RouteContext,
): Route {
  const unknown: string[] = [];
  const taken = (rule: RoutedDocumentRule | RoutedTableRule): Route => ({
    ...{ rule: rule.name, lane: rule.lane, forms: rule.forms ?? [], weight: rule.weight ?? null, unknown },
  });
  for (const rule of plan.tables) {
    const isOf = document.cells.some(
      ({ table, column }) =>
        isTable(rule.table, table) && (rule.column === undefined || rule.column.toLowerCase() === column.toLowerCase()),
    );
    if (!isOf) continue;
    const holds = tableHolds(rule);
    if (holds) return taken(rule);
    if (holds === null) unknown.push(rule.name);
  }
  if (ofPatient?.lane === 'manual') return { ...ofPatient, unknown };
  for (const rule of plan.documents) {
    const holds = documentHolds(rule.when, document, patient, asOf);
    if (holds) return taken(rule);
    if (holds === null) unknown.push(rule.name);
  }
  return { ...UNROUTED, unknown };
}
