import { formatLocator } from './base/locator.js';
import { stableId } from './base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings } from './chart/chart.js';
import type { Resource } from './chart/fhir.js';
import { instantOf } from './chart/provenance.js';
import { SOFTWARE } from './software.js';
import { FhirAccount, type FhirNotCarried, type Place } from './sources/fhir/account.js';
import { chartsOf } from './sources/fhir/charts.js';
import { type FhirInput, readResources } from './sources/fhir/resource-set.js';
import { untold } from './targets/ccda/no-place.js';
import { ccdaTarget } from './targets/ccda/writer.js';

export type { FhirNotCarried } from './sources/fhir/account.js';
export type { FhirInput } from './sources/fhir/resource-set.js';

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
    const written = ccdaTarget.write(chart, settingsOf(chart, settings, timestamp));
    for (const { path, text } of written.outputs) documents.push({ name: path, xml: text });
    for (const key of written.carried) carriedAnywhere.add(key);
    const carried = new Set(written.carried);
    tellings.push(() => tellRest(chart, carried, carriedAnywhere, written.issues, places, account));
  }
  // What one patient's document leaves out of a shared resource, another's may carry: told when all are written.
  for (const tell of tellings) tell();
  const counts: Record<string, number> = {};
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
    for (const element of untold(resource)) {
      const what = element.endsWith('.extension') ? 'the extension' : 'this element';
      account.add(place, element, `C-CDA has no place for ${what}`);
    }
    if ((resource.text as { status?: string } | undefined)?.status === 'additional')
      account.add(place, `${resource.resourceType}.text`, 'the narrative says more than the data, and is not carried');
  }
}

/** A shared resource stands in several charts; its losses are told once. */
function distinct(all: readonly FhirNotCarried[]): FhirNotCarried[] {
  return [...new Map(all.map(({ where, line, reason }) => [`${where}\n${reason}`, { where, line, reason }])).values()];
}
