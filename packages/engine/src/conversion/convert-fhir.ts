import { codeTable } from '../base/code-table.js';
import { Decimal } from '../base/decimal.js';
import { formatLocator } from '../base/locator.js';
import { stableId } from '../base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings } from '../chart/chart.js';
import type { Resource } from '../chart/fhir.js';
import { instantOf } from '../chart/provenance.js';
import { SOFTWARE } from '../project/software.js';
import { readBackCcda } from '../reconciliation/ccda/compare.js';
import { whyNotHeld } from '../reconciliation/ccda/not-held.js';
import { FhirAccount, type FhirNotCarried, type Place } from '../sources/fhir/account.js';
import { chartsOf } from '../sources/fhir/charts.js';
import { type FhirInput, readResources } from '../sources/fhir/resource-set.js';
import { untold } from '../targets/ccda/no-place.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import type { TargetResult } from '../targets/contract.js';

export type { FhirNotCarried } from '../sources/fhir/account.js';
export type { FhirInput } from '../sources/fhir/resource-set.js';

/** Namespace of the ids of converted documents; drawn once, by chance, for this purpose. */
const CONVERT_NAMESPACE = 'b7a5b8a0-6a0d-4d0a-9d3c-51d1f0f0a6e4';

export interface FhirConversionSettings {
  /** Date of the documents where the input states none (Bundle.timestamp, meta.lastUpdated): a day or an instant. */
  readonly asOf: string;
  /** Who keeps the records; absent: the patient's managing organization where the input has it. */
  readonly custodian?: ChartSettings['custodian'];
}

/** FHIR as C-CDA. */
export interface FhirConversion {
  /** In the order of the patients, several of one patient where the writer makes several. `name`: a file name made of ids. */
  readonly documents: readonly { readonly name: string; readonly xml: string }[];
  /** Resources read, by type, contained ones included. */
  readonly resources: Readonly<Record<string, number>>;
  readonly notCarried: readonly FhirNotCarried[];
}

/**
 * Converts FHIR R4 to C-CDA R2.1, one summary for each Patient: bundles of any kind, NDJSON files and single resources together make the charts. Same input, same
 * bytes out. What no document tells is listed with place and reason. Throws MigrationError FHIR_NOT_JSON or NOT_FHIR.
 */
export function convertFhirToCcda(inputs: Iterable<FhirInput>, settings: FhirConversionSettings): FhirConversion {
  const account = new FhirAccount();
  const { resources, timestamp } = readResources(inputs, account);
  const places = new Map(resources.map(({ resource, place }) => [`${resource.resourceType}/${resource.id}`, place]));
  const documents: { name: string; xml: string }[] = [];
  const carriedAnywhere = new Set<string>();
  const tellings: (() => void)[] = [];
  for (const chart of chartsOf(resources, account)) {
    const documentSettings = settingsOf(chart, settings, timestamp);
    const written = ccdaTarget.write(chart, documentSettings);
    for (const { path, text } of written.outputs) documents.push({ name: path, xml: text });
    for (const key of written.carried) carriedAnywhere.add(key);
    const carried = new Set(written.carried);
    tellUnheld(chart, documentSettings, written, carried, places, account);
    tellings.push(() => tellRest(chart, carried, carriedAnywhere, written.issues, places, account));
  }
  // What one patient's document leaves out of a shared resource, another's may carry: told when all are written.
  for (const tell of tellings) tell();
  // Types are what the files call them.
  const counts: Record<string, number> = Object.create(null);
  for (const { resource } of resources) counts[resource.resourceType] = (counts[resource.resourceType] ?? 0) + 1;
  return {
    documents,
    resources: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
    notCarried: distinct(account.all),
  };
}

function settingsOf(chart: Chart, settings: FhirConversionSettings, timestamp: string | null): ChartSettings {
  const [first] = chart.patient.identifier ?? [];
  const key = first?.value === undefined ? [chart.patient.id] : [first.system ?? '', first.value];
  const custodian = settings.custodian ?? custodianOf(chart);
  return {
    idNamespace: stableId(CONVERT_NAMESPACE, ...key),
    asOf: timestamp === null ? settings.asOf : instantOf(timestamp),
    software: SOFTWARE,
    ...(custodian ? { custodian } : {}),
  };
}

function custodianOf(chart: Chart): ChartSettings['custodian'] {
  const named = chart.patient.managingOrganization?.reference;
  const held = chart.shared.find(({ resource }) => `${resource.resourceType}/${resource.id}` === named)?.resource;
  if (typeof held?.name !== 'string') return undefined;
  const identifiers = (held.identifier ?? []) as readonly { system?: string; value?: string }[];
  const npi = identifiers.find((one) => one.system === 'http://hl7.org/fhir/sid/us-npi')?.value;
  return { name: held.name, ...(npi === undefined ? {} : { npi }) };
}

/** What the document, read again, does not say: the writer's own list could forget the same things as the writer. */
function tellUnheld(
  chart: Chart,
  settings: ChartSettings,
  written: TargetResult,
  carried: ReadonlySet<string>,
  places: ReadonlyMap<string, Place>,
  account: FhirAccount,
): void {
  const [summary, ...others] = written.outputs.filter(({ kind }) => kind === 'file');
  if (summary === undefined) return;
  const byRow = new Map<string, Place>();
  for (const { resource, origin } of chart.fragments) {
    const place = places.get(`${resource.resourceType}/${resource.id}`);
    if (place) byRow.set(formatLocator({ source: origin.source, table: origin.table, row: origin.row }), place);
  }
  const own = places.get(`Patient/${chart.patient.id}`);
  const placeOf = (where: string, element: string) =>
    byRow.get(where) ?? (element.startsWith('Patient.') ? own : undefined);
  const named = withDocumentIds(chart, settings.idNamespace);
  const { differences } = readBackCcda(
    named.chart,
    settings,
    summary.text,
    new Set([...carried].map((key) => named.keys.get(key) ?? key)),
    written.issues,
    others.map(({ text }) => text),
    (where, element, stated, inWords) => {
      const place = placeOf(where, element);
      const reason = inWords ? 'the document has the words, not the code' : whyNotHeld(element, stated);
      if (place && reason !== null) account.add(place, element.replace(LEAF, ''), reason);
    },
  );
  for (const { where, element, kind } of differences) {
    const place = placeOf(where, element);
    if (place && kind !== 'extra') account.add(place, element, 'the document, read again, does not say it');
  }
}

const NO_PLACE = 'C-CDA has no place for this element';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The chart under the ids that documents have for resources whose own is no UUID (targets/ccda/datatypes/identifier.ts): the reader looks for these. */
function withDocumentIds(chart: Chart, namespace: string): { chart: Chart; keys: ReadonlyMap<string, string> } {
  const keys = new Map<string, string>();
  for (const { resourceType, id } of [chart.patient, ...[...chart.fragments, ...chart.shared].map((f) => f.resource)]) {
    if (id !== undefined && !UUID.test(id))
      keys.set(`${resourceType}/${id}`, `${resourceType}/${stableId(namespace, resourceType, id)}`);
  }
  if (keys.size === 0) return { chart, keys };
  const renamed = <T>(resource: T): T => {
    const { resourceType, id } = resource as { resourceType: string; id?: string };
    const key = keys.get(`${resourceType}/${id}`);
    const plain = relinked(resource, keys) as T & { id?: string };
    return key === undefined ? plain : { ...plain, id: key.slice(resourceType.length + 1) };
  };
  const each = (fragments: readonly ChartFragment[]) => fragments.map((f) => ({ ...f, resource: renamed(f.resource) }));
  return {
    chart: { ...chart, patient: renamed(chart.patient), fragments: each(chart.fragments), shared: each(chart.shared) },
    keys,
  };
}

function relinked(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => relinked(item, keys));
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'reference' && typeof member === 'string' ? (keys.get(member) ?? member) : relinked(member, keys),
    ]),
  );
}

/** A concept, number or reference is lost as a whole: its parts have one line. */
const LEAF = /(\.coding)?\.(code|display|text|system|value|reference)$/;

function tellRest(
  chart: Chart,
  carried: ReadonlySet<string>,
  carriedAnywhere: ReadonlySet<string>,
  issues: readonly {
    readonly code: string;
    readonly where?: string;
    readonly message: string;
    readonly element?: string;
  }[],
  places: ReadonlyMap<string, Place>,
  account: FhirAccount,
): void {
  const reasons = new Map<string, string>();
  for (const { code, where, message } of issues)
    if (where !== undefined && code !== 'ccda-no-place' && !reasons.has(where)) reasons.set(where, message);
  const patient: ChartFragment = { resource: chart.patient as unknown as Resource, origin: chart.patientOrigin };
  const shared = new Set(chart.shared);
  for (const fragment of [patient, ...chart.fragments, ...chart.shared]) {
    const { resource, origin } = fragment;
    const key = `${resource.resourceType}/${resource.id}`;
    const place = places.get(key);
    if (place === undefined) continue;
    if (!carried.has(key)) {
      if (shared.has(fragment) && carriedAnywhere.has(key)) continue;
      const where = formatLocator({ source: origin.source, table: origin.table, row: origin.row });
      account.add(place, resource.resourceType, reasons.get(where) ?? 'the document has no place for it');
      continue;
    }
    for (const element of untold(resource)) account.add(place, element, reasonOf(element));
    for (const element of untoldParty(resource)) account.add(place, element, reasonOf(element));
    if (fragment === patient && chart.patient.communication?.some(({ language }) => language?.text !== undefined))
      account.add(place, 'Patient.communication.language.text', 'the header tells the code of a language');
    for (const element of untoldMembers(resource, resource.resourceType))
      account.add(place, element, 'the datatype of C-CDA has no such part');
    if ((resource.text as { status?: string } | undefined)?.status === 'additional')
      account.add(place, `${resource.resourceType}.text`, 'the narrative says more than the data, and is not carried');
  }
}

/** What documents tell of people, organizations and places; these have no entry of their own. */
const TOLD_OF_PARTIES: Readonly<Record<string, string>> = codeTable({
  Location: 'name telecom address type physicalType',
  Medication: 'code',
  Organization: 'identifier name telecom address',
  Practitioner: 'identifier name telecom address qualification',
  PractitionerRole: 'identifier practitioner organization code specialty location telecom',
  RelatedPerson: 'patient name telecom address relationship',
});
const ALWAYS: ReadonlySet<string> = new Set(['resourceType', 'id', 'meta', 'text', 'contained', 'extension']);

function untoldParty(resource: Resource): string[] {
  const told = TOLD_OF_PARTIES[resource.resourceType]?.split(' ');
  if (told === undefined) return [];
  const { contained: _own, ...content } = resource;
  return [
    ...Object.keys(resource)
      .filter((name) => !ALWAYS.has(name) && !told.includes(name) && resource[name] !== undefined)
      .map((name) => `${resource.resourceType}.${name}`),
    ...extended(content, resource.resourceType),
  ];
}

/** Members that no datatype of CDA has, at any depth: what an identifier is for, which edition of a code system, whether a person chose the code. */
function untoldMembers(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => untoldMembers(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'contained' || key === 'extension') return [];
    const at = `${path}.${key}`;
    if (key === 'identifier')
      return IDENTIFIER_MEMBERS.filter((name) => hasMember(member, name)).map((name) => `${at}.${name}`);
    if (key === 'coding')
      return CODING_MEMBERS.filter((name) => hasMember(member, name)).map((name) => `${at}.${name}`);
    return untoldMembers(member, at);
  });
}

const IDENTIFIER_MEMBERS = ['use', 'type', 'period', 'assigner'];
const CODING_MEMBERS = ['version', 'userSelected'];
const hasMember = (value: unknown, name: string): boolean =>
  [value].flat().some((one) => (one as Readonly<Record<string, unknown>> | null | undefined)?.[name] !== undefined);

const reasonOf = (element: string): string =>
  element.endsWith('.extension') ? 'C-CDA has no place for the extension' : NO_PLACE;

/** Elements that hold extensions, at any depth. */
function extended(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => extended(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'extension' || key === 'modifierExtension' ? [`${path}.${key}`] : extended(member, `${path}.${key}`),
  );
}

/** A shared resource stands in several charts, and its losses are told once; what is lost as a whole is not told in parts. */
function distinct(all: readonly FhirNotCarried[]): FhirNotCarried[] {
  const places = new Set(all.map(({ where }) => where));
  const isPart = (where: string): boolean => {
    for (let end = where.lastIndexOf('.'); end > where.lastIndexOf(' '); end = where.lastIndexOf('.', end - 1))
      if (places.has(where.slice(0, end))) return true;
    return false;
  };
  const once = new Map(all.map(({ where, line, reason }) => [`${where}\n${reason}`, { where, line, reason }]));
  const explained = new Set(all.filter(({ reason }) => reason !== NO_PLACE).map(({ where }) => where));
  return [...once.values()].filter(
    ({ where, reason }) => !isPart(where) && (reason !== NO_PLACE || !explained.has(where)),
  );
}
