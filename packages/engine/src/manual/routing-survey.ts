import { type PatientFacts, patientRoute, type Route } from '../abstraction/routing/rules.js';
import type { EntryKind } from '../artifacts/keying-form.js';
import type { RoutedTableRule, RoutingPlan } from '../artifacts/routing-plan.js';
import { MigrationError } from '../base/error.js';
import { parseLocator } from '../base/locator.js';
import type { Chart } from '../chart/chart.js';
import type { Resource } from '../chart/fhir.js';
import { formatDate, parseDate } from '../clean/date-text.js';
import type { OpenContradiction } from '../linkage/join-lanes.js';
import { ChartBuilder } from '../mapping/chart-builder.js';
import { tryCompile } from '../mapping/compile.js';
import { keyText } from '../mapping/key-text.js';
import { columnSql, findColumn, presenceSql, tableSql } from '../mapping/staged-sql.js';
import { laneJoin } from '../project/lane-join.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import { createIndexes } from '../project/run-indexes.js';
import { asOfDate, databaseSources, readProject, stagedTables } from '../project/workspace.js';
import type { StagedColumn, StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';

/** A patient as the charts of today show him or her, with the way that the chart goes. */
export interface SurveyedPatient {
  readonly facts: PatientFacts;
  readonly route: Route;
  /** Id of the Patient resource: says nothing of the person. */
  readonly id: string;
  /** What names the patient on a page: numbers, days, names. PHI. */
  readonly signs: readonly string[];
}

export interface RoutingSurvey {
  /** Those who were looked at, by key. */
  readonly patients: ReadonlyMap<string, SurveyedPatient>;
  /** Patients that the mapping delivers, looked at or not. */
  readonly total: number;
  /** Contradictions between the lanes that nobody has decided, with the patient's key. */
  readonly contradictions: readonly (OpenContradiction & { readonly patient: string })[];
  /** Share of the cells that a rule for tables is about which the mapping could not read; null: its rule has no condition, or no chart is there. */
  readonly notRead: (rule: RoutedTableRule) => number | null;
  /** Day of the newest database, YYYY-MM-DD. */
  readonly asOf: string;
  readonly problem: 'nothing-staged' | 'mapping-invalid' | null;
}

/** What is counted of a patient's documents before the charts are looked at. */
export interface DocumentsOfPatient {
  documents: number;
  unreadDocuments: number;
}

export interface SurveyRequest {
  readonly dir: string;
  /** Open for writing. */
  readonly vault: Vault;
  readonly plan: RoutingPlan;
  readonly documents: ReadonlyMap<string, DocumentsOfPatient>;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Makes the charts as a run would, writes none of them, and keeps of each what rules ask: which kinds of facts it has, findings, appointments. Charts of patients without documents are
 * made only where a rule is about them. Error: ROUTING_UNKNOWN where a rule names a table or column that is not staged.
 */
export function surveyCharts({ dir, vault, plan, documents, onProgress }: SurveyRequest): RoutingSurvey {
  const project = readProject(dir);
  const asOf = asOfDate(project.config, databaseSources(vault)).slice(0, 10);
  const nothing = { patients: new Map(), total: 0, contradictions: [], notRead: () => null, asOf };
  if (vault.sources().length === 0) return { ...nothing, problem: 'nothing-staged' };
  const tables = stagedTables(vault);
  const columns = new Map(plan.tables.map((rule) => [rule.name, boundColumn(rule, tables)]));
  const { mapping } = tryCompile(project.specs, mappingEnvironment(project, vault.sources(), tables));
  if (!mapping) return { ...nothing, problem: 'mapping-invalid' };
  createIndexes(vault, mapping);
  const days = plan.appointments ? appointmentsOf(vault, plan.appointments, tables, project.config.dateOrder) : null;
  const builder = new ChartBuilder(mapping, vault.db);
  let patient = '';
  const contradictions: (OpenContradiction & { patient: string })[] = [];
  const join = laneJoin(vault, (pair) => contradictions.push({ ...pair, patient }));
  const keys = [...builder.patientKeys()];
  const isForAll = plan.tables.some(({ when }) => when) || plan.patients.some(({ when }) => !needsDocuments(when));
  const wanted = isForAll ? keys : keys.filter((key) => documents.has(key));
  const patients = new Map<string, SurveyedPatient>();
  const unreadCells = new Map<string, Set<number>>();
  for (const [done, key] of wanted.entries()) {
    onProgress?.(done, wanted.length);
    patient = key;
    const chart = join(builder.build(key));
    const quarantined = quarantinedIn(builder.takeAccount().codes, mapping.dispositions);
    const held = documents.get(key) ?? { documents: 0, unreadDocuments: 0 };
    const facts: PatientFacts = {
      ...{ has: kindsOf(chart), issues: chart.issues.length, quarantined },
      ...held,
      ...visitsOf(chart, days?.get(key) ?? [], asOf),
    };
    patients.set(key, {
      ...{ facts, id: chart.patient.id, route: patientRoute(plan.patients, facts, asOf) },
      signs: held.documents > 0 ? signsOf(chart) : [],
    });
    if (plan.tables.length > 0) noteUnread(chart, unreadCells);
  }
  const notRead = (rule: RoutedTableRule): number | null => {
    const bound = columns.get(rule.name);
    if (!bound) return null;
    const { table, column } = bound;
    const filled = vault.db
      .prepare(`SELECT count(*) FROM ${tableSql(table, 't')} WHERE ${presenceSql('t', table, column)} IS NOT NULL`)
      .pluck()
      .get() as number;
    return filled === 0 ? 0 : (unreadCells.get(cellKey(table.source, table.name, column.name))?.size ?? 0) / filled;
  };
  return { patients, total: keys.length, contradictions, notRead, asOf, problem: null };
}

/** A rule that asks for at least one document can hold of nobody who has none. */
const needsDocuments = ({ documents, unreadDocuments }: RoutingPlan['patients'][number]['when']): boolean =>
  (documents?.least ?? 0) > 0 || (unreadDocuments?.least ?? 0) > 0;

const cellKey = (...parts: readonly string[]): string => JSON.stringify(parts);

function noteUnread(chart: Chart, unread: Map<string, Set<number>>): void {
  for (const { where, severity } of chart.issues) {
    const cell = parseLocator(where);
    if (severity === 'information' || cell?.row === undefined || cell.column === undefined) continue;
    const key = cellKey(cell.source, cell.table, cell.column);
    const rows = unread.get(key);
    if (rows) rows.add(cell.row);
    else unread.set(key, new Set([cell.row]));
  }
}

function quarantinedIn(codes: Uint8Array, { all }: { readonly all: readonly { readonly kind: string }[] }): number {
  let count = 0;
  for (const code of codes) if (all[code]?.kind === 'quarantined') count++;
  return count;
}

const OF_RESOURCE: Readonly<Record<string, EntryKind>> = {
  AllergyIntolerance: 'allergy',
  Condition: 'problem',
  FamilyMemberHistory: 'family-history',
  Immunization: 'immunization',
  MedicationRequest: 'medication',
  MedicationStatement: 'medication',
  Procedure: 'procedure',
};
const OF_CATEGORY: Readonly<Record<string, EntryKind>> = {
  'vital-signs': 'vital',
  laboratory: 'result',
  'social-history': 'social-history',
};

type Loose = Readonly<Record<string, unknown>>;

/** Kinds of facts that the database itself gives: what people keyed is no reason not to key. */
function kindsOf(chart: Chart): Set<EntryKind> {
  const kinds = new Set<EntryKind>();
  for (const { resource, origin } of chart.fragments) {
    if (origin.lane !== 'electronic') continue;
    const kind = OF_RESOURCE[resource.resourceType];
    if (kind) kinds.add(kind);
    if (resource.resourceType !== 'Observation') continue;
    for (const { coding } of ((resource as Loose).category as { coding?: { code?: string }[] }[] | undefined) ?? [])
      for (const { code } of coding ?? []) {
        const found = OF_CATEGORY[code ?? ''];
        if (found) kinds.add(found);
      }
  }
  return kinds;
}

/** Kept in the calendar though nobody will come, or came. */
const NOT_KEPT = new Set(['cancelled', 'noshow', 'entered-in-error', 'waitlist']);

/** The next day of an appointment and the last day of a visit, by the calendar and the chart's own appointments and encounters. */
function visitsOf(
  chart: Chart,
  days: readonly string[],
  asOf: string,
): Pick<PatientFacts, 'nextAppointment' | 'lastSeen'> {
  let next: string | null = null;
  let last: string | null = null;
  const take = (day: string | undefined): void => {
    if (day === undefined || !/^\d{4}-\d\d-\d\d/.test(day)) return;
    const at = day.slice(0, 10);
    if (at >= asOf) next = next === null || at < next ? at : next;
    else last = last === null || at > last ? at : last;
  };
  for (const day of days) take(day);
  for (const { resource } of chart.fragments) {
    const { resourceType, status, start, period } = resource as Resource & {
      readonly status?: string;
      readonly start?: string;
      readonly period?: { readonly start?: string };
    };
    if (NOT_KEPT.has(status ?? '')) continue;
    if (resourceType === 'Appointment') take(start === undefined ? undefined : String(start));
    else if (resourceType === 'Encounter' && period?.start !== undefined) take(String(period.start));
  }
  return { nextAppointment: next, lastSeen: last };
}

function signsOf({ patient }: Chart): string[] {
  const names = (patient.name ?? []).flatMap(({ family, given }) => [family, ...(given ?? [])]);
  const numbers = (patient.identifier ?? []).map(({ value }) => value);
  return [...numbers, patient.birthDate, ...names].flatMap((sign) =>
    sign === undefined || String(sign).trim() === '' ? [] : [String(sign)],
  );
}

/** Days of appointments by patient key, of a staged table. A date that cannot be read is none. */
function appointmentsOf(
  vault: Vault,
  where: NonNullable<RoutingPlan['appointments']>,
  tables: readonly StagedTable[],
  order: 'mdy' | 'dmy' | 'ymd' | undefined,
): Map<string, string[]> {
  const table = tableNamed(where.table, tables, 'appointments');
  const at = 'appointments';
  const [patient, date] = [columnNamed(table, where.patient, at), columnNamed(table, where.date, at)];
  const rows = vault.db
    .prepare(`SELECT ${columnSql('t', patient)}, ${columnSql('t', date)} FROM ${tableSql(table, 't')}`)
    .raw()
    .safeIntegers()
    .iterate() as IterableIterator<[unknown, unknown]>;
  const days = new Map<string, string[]>();
  for (const [key, text] of rows) {
    const name = keyText(key);
    const read = typeof text === 'string' ? parseDate(text, { order }) : null;
    if (name === null || read === null || typeof read === 'string') continue;
    const day = formatDate(read);
    const known = days.get(name);
    if (known) known.push(day);
    else days.set(name, [day]);
  }
  return days;
}

/** The column that the condition of a rule is about; null: it has none. */
function boundColumn(
  rule: RoutedTableRule,
  tables: readonly StagedTable[],
): { readonly table: StagedTable; readonly column: StagedColumn } | null {
  const table = tableNamed(rule.table, tables, rule.name);
  if (rule.column !== undefined) columnNamed(table, rule.column, rule.name);
  const name = rule.when?.of ?? rule.column;
  if (rule.when === undefined) return null;
  if (name === undefined)
    throw unknown(rule.name, 'The condition of a rule for a table says of no column', 'Name it under `of:`.');
  return { table, column: columnNamed(table, name, rule.name) };
}

function tableNamed(name: string, tables: readonly StagedTable[], rule: string): StagedTable {
  const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
  const found = tables.filter((table) => same(table.name) || same(`${table.source}/${table.name}`));
  const [table] = found;
  if (table && found.length === 1) return table;
  throw unknown(
    rule,
    table ? 'Several sources have the table that a rule names' : 'No staged table has the name that a rule gives',
    '`chartlift scope show --all` lists the staged tables; write source/table where two sources have one of that name.',
  );
}

function columnNamed(table: StagedTable, name: string, rule: string): StagedColumn {
  const column = findColumn(table, name);
  if (column) return column;
  throw unknown(rule, 'The staged table has no column of the name that a rule gives', 'Mend the name of the column.');
}

const unknown = (rule: string, message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'ROUTING_UNKNOWN', where: `routing.yaml: ${rule}`, hint });
