import { codeTable } from '../../base/code-table.js';
import type { Chart, ChartFragment, Origin } from '../../chart/chart.js';
import { elementsOf, patientElement } from '../../chart/elements.js';
import type { Patient, Resource } from '../../chart/fhir.js';
import type { FhirAccount } from './account.js';
import type { ReadResource } from './resource-set.js';

type Json = Record<string, unknown>;

/** Bookkeeping of the exchange itself: its facts are made anew by whoever writes. */
const NOT_CHART: Readonly<Record<string, string>> = codeTable({
  Provenance: 'how a record came to be told is no part of a chart',
  Binary: 'a content that no attachment names',
  OperationOutcome: 'a remark of the server, not of the patient',
  AuditEvent: 'a log of the sender, not of the patient',
});

/**
 * Charts, one for each Patient in the order of the input: what names the patient, and of the rest what these refer to. What names no patient and
 * is referred to by nothing is told: whose it is would be a guess.
 */
export function chartsOf(read: readonly ReadResource[], account: FhirAccount): Chart[] {
  const byKey = new Map(read.map((one) => [keyOf(one), one]));
  const patients = read.filter(({ resource }) => resource.resourceType === 'Patient');
  const owned = new Map<string, ReadResource[]>(patients.map((one) => [keyOf(one), []]));
  const free: ReadResource[] = [];
  const reached = new Set<string>();
  const lifted = liftedContents(read);
  for (const one of read) {
    const { resourceType } = one.resource;
    if (resourceType === 'Patient') continue;
    const reason = NOT_CHART[resourceType];
    if (reason !== undefined) {
      if (!lifted.has(keyOf(one))) account.add(one.place, resourceType, reason);
      continue;
    }
    const mine = owned.get(ownerOf(one.resource) ?? '');
    if (mine) mine.push(one);
    else free.push(one);
  }
  const freeKeys = new Set(free.map(keyOf));
  const charts = patients.map((patient) => {
    const own = owned.get(keyOf(patient)) ?? [];
    const shared = new Set<string>();
    const follow = (resource: Json): void => {
      eachReference(resource, (reference) => {
        if (!freeKeys.has(reference) || shared.has(reference)) return;
        shared.add(reference);
        reached.add(reference);
        follow(byKey.get(reference)?.resource ?? {});
      });
    };
    for (const { resource } of [patient, ...own]) follow(resource);
    return {
      patientKey: patient.resource.id,
      patient: patient.resource as unknown as Patient & { id: string },
      patientOrigin: originOf(patient),
      fragments: own.map(fragment),
      shared: free.filter((one) => shared.has(keyOf(one))).map(fragment),
      issues: [],
    };
  });
  for (const one of free)
    if (!reached.has(keyOf(one)))
      account.add(
        one.place,
        one.resource.resourceType,
        patientElement(one.resource.resourceType) === null
          ? 'nothing of a patient refers to it'
          : 'it names no patient of the input',
      );
  return charts;
}

const keyOf = ({ resource }: ReadResource): string => `${resource.resourceType}/${resource.id}`;
const fragment = (one: ReadResource): ChartFragment => ({ resource: one.resource as Resource, origin: originOf(one) });

const originOf = ({ resource, place }: ReadResource): Origin => ({
  lane: 'electronic',
  source: place.file,
  table: resource.resourceType,
  row: place.number,
  key: resource.id,
  spec: 'fhir',
  details: [],
});

/** Why a resource is in no chart, whoever it names: '' for a Binary whose content stands in an attachment; null for one that may be in a chart. */
export function whyNoChart({ resource }: ReadResource, read: readonly ReadResource[]): string | null {
  const reason = NOT_CHART[resource.resourceType];
  if (reason === undefined) return null;
  let lifted = liftedOf.get(read);
  if (lifted === undefined) {
    lifted = liftedContents(read);
    liftedOf.set(read, lifted);
  }
  return lifted.has(`${resource.resourceType}/${resource.id}`) ? '' : reason;
}

const liftedOf = new WeakMap<readonly ReadResource[], ReadonlySet<string>>();

/** `Patient/id` of the element by which a resource says whose it is. */
export function ownerOf(resource: Json): string | null {
  const type = String(resource.resourceType);
  const names = [patientElement(type), 'subject', 'patient', 'beneficiary', 'for'];
  for (const name of names) {
    if (name === null || elementsOf(type)?.has(name) !== true) continue;
    for (const one of [resource[name]].flat()) {
      const reference = (one as Json | undefined)?.reference;
      if (typeof reference === 'string' && reference.startsWith('Patient/')) return reference;
    }
  }
  for (const name of NAMED_ELSEWHERE[type] ?? [])
    for (const one of [resource[name]].flat()) {
      const holder = one as Json | undefined;
      const reference = ((holder?.actor as Json | undefined) ?? holder)?.reference;
      if (typeof reference === 'string' && reference.startsWith('Patient/')) return reference;
    }
  return null;
}

/** Elements that name the patient of types without one for it (R4 CompartmentDefinition patient). */
const NAMED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = codeTable({
  Appointment: ['participant'],
  AppointmentResponse: ['actor'],
  SupplyRequest: ['deliverTo', 'requester'],
});

/** Binaries whose content went into an attachment: their security context names the resource that has it. */
function liftedContents(read: readonly ReadResource[]): ReadonlySet<string> {
  const held = new Set<unknown>();
  for (const { resource } of read)
    if (resource.resourceType !== 'Binary') eachMember(resource, 'data', (data) => held.add(data));
  return new Set(
    read.filter(({ resource }) => resource.resourceType === 'Binary' && held.has(resource.data)).map(keyOf),
  );
}

const eachReference = (value: unknown, found: (reference: string) => void): void =>
  eachMember(value, 'reference', (member) => {
    if (typeof member === 'string') found(member);
  });

function eachMember(value: unknown, name: string, found: (member: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === name) found(member);
    if (typeof member === 'object') eachMember(member, name, found);
  }
}
