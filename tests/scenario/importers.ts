import { createRequire } from 'node:module';
import { convertCcdaToFhir, convertXmlToCcda } from '@medplum/ccda';
import * as libxml2 from 'libxml2-wasm';

/**
 * What two importers that share nothing with this project see of a document: @medplum/ccda (FHIR) and @amida-tech/blue-button (its own JSON). Entries are named by
 * the identifiers that the chart's resources have, so that nothing counts twice and nothing stands in for something else.
 */

export const KINDS = ['problem', 'allergy', 'medication', 'immunization', 'result', 'vital', 'procedure'] as const;
export type Kind = (typeof KINDS)[number];

/** One entry as an importer sees it; what the importer does not keep is undefined. */
export interface Seen {
  readonly kind: Kind;
  /** `root^extension` of every id; empty where the importer keeps none. */
  readonly ids: readonly string[];
  readonly codes: readonly string[];
  /** Day or coarser, as far as stated. */
  readonly date: string | undefined;
  readonly end?: string | undefined;
  readonly status?: string | undefined;
  readonly negated?: boolean;
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
}

type Json = { readonly [name: string]: unknown };
const list = (value: unknown): Json[] =>
  Array.isArray(value) ? (value as (Json | null)[]).filter((v) => v !== null) : [];
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Json | null | undefined)?.[name], value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

interface Libxmljs {
  use(library: typeof libxml2): void;
  release(): void;
}
interface BlueButton {
  parse(xml: string): { readonly data: Json };
}
const require = createRequire(import.meta.url);
const libxmljs = require('libxmljs') as Libxmljs;
libxmljs.use(libxml2);
const blueButton = require('@amida-tech/blue-button') as BlueButton;

/** blue-button's time: an ISO moment of which `precision` tells how much was stated. */
function stated(time: unknown): string | undefined {
  const date = text(at(time, 'date'));
  const length = { year: 4, month: 7, day: 10 }[text(at(time, 'precision')) ?? ''] ?? 10;
  return date?.slice(0, length);
}

const pairs = (ids: unknown): string[] => list(ids).map((id) => `${String(id.identifier)}^${text(id.extension) ?? ''}`);

/** A concept's codes. A concept with a nullFlavor gets that as its code and loses its translations (lib/parsernf.js): then nothing is known of it. */
const codesOf = (concept: unknown): string[] =>
  at(concept, 'code_system_name') === 'Null Flavor'
    ? []
    : [concept as Json, ...list(at(concept, 'translations'))]
        .map((one) => text(at(one, 'code')))
        .filter((code) => code !== undefined);

/** blue-button 1.10, parser `ccda_ccd`. */
export function blueButtonSees(xml: string): Seen[] {
  try {
    const { data } = blueButton.parse(xml);
    const entry = (kind: Kind, ids: unknown, concept: unknown, time: unknown, more: Partial<Seen> = {}): Seen => ({
      kind,
      ids: pairs(ids),
      codes: codesOf(concept),
      date: stated(at(time, 'point')) ?? stated(at(time, 'low')),
      end: stated(at(time, 'high')),
      ...more,
    });
    const measured = (one: Json): Partial<Seen> => ({
      status: text(one.status),
      value: one.value as number | undefined,
      unit: text(one.unit),
    });
    return [
      ...list(data.problems).map((one) =>
        entry('problem', one.source_list_identifiers, at(one, 'problem', 'code'), at(one, 'problem', 'date_time'), {
          status: text(at(one, 'status', 'name'))?.toLowerCase(),
          negated: one.negation_indicator === true,
        }),
      ),
      ...list(data.allergies).map((one) =>
        entry('allergy', one.identifiers, at(one, 'observation', 'allergen'), at(one, 'observation', 'date_time'), {
          status: text(at(one, 'observation', 'status', 'name'))?.toLowerCase(),
          negated: at(one, 'observation', 'negation_indicator') === true,
        }),
      ),
      ...list(data.medications).map((one) =>
        entry('medication', one.identifiers, at(one, 'product', 'product'), one.date_time, {
          value: at(one, 'administration', 'dose', 'value') as number | undefined,
          unit: text(at(one, 'administration', 'dose', 'unit')),
        }),
      ),
      ...list(data.immunizations).map((one) =>
        entry('immunization', one.identifiers, at(one, 'product', 'product'), one.date_time, {
          negated: one.status === 'refused',
        }),
      ),
      ...list(data.results).flatMap((panel) =>
        list(panel.results).map((one) => entry('result', one.identifiers, one.result, one.date_time, measured(one))),
      ),
      ...list(data.vitals).map((one) => entry('vital', one.identifiers, one.vital, one.date_time, measured(one))),
      ...list(data.procedures).map((one) =>
        entry('procedure', one.identifiers, one.procedure, one.date_time, { status: text(one.status)?.toLowerCase() }),
      ),
    ];
  } finally {
    libxmljs.release();
  }
}

/** Section code and type of resource by kind, as @medplum/ccda files them. */
const FILED: Readonly<Record<string, readonly [kind: Kind, type: string]>> = {
  '11450-4': ['problem', 'Condition'],
  '48765-2': ['allergy', 'AllergyIntolerance'],
  '10160-0': ['medication', 'MedicationRequest'],
  '11369-6': ['immunization', 'Immunization'],
  '30954-2': ['result', 'Observation'],
  '8716-3': ['vital', 'Observation'],
  '47519-4': ['procedure', 'Procedure'],
};

/**
 * Its XML step makes a list of a header participant, and of a translation of any code but `code` and `value`, only where there are several (xml.ts, ARRAY_PATHS); its
 * reader then fails on the one that is no list ("is not iterable"). Made a list here, as the reader expects it.
 */
function asLists(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const members = node as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    if ((name === 'participant' || name === 'translation') && value !== undefined) members[name] = [value].flat();
    asLists(value);
  }
}

/** @medplum/ccda's reader. An identifier's system comes back as the OID or as FHIR's own URI for it. */
export function medplumSees(xml: string): Seen[] {
  const ccda = convertXmlToCcda(xml);
  asLists(ccda);
  const bundle = convertCcdaToFhir(ccda, { ignoreUnsupportedSections: true }) as unknown as Json;
  const resources = list(bundle.entry).map((entry) => entry.resource as Json);
  const byReference = new Map(resources.map((one) => [`${String(one.resourceType)}/${String(one.id)}`, one]));
  const found: Seen[] = [];
  const composition = resources.find((one) => one.resourceType === 'Composition');
  for (const section of list(composition?.section)) {
    const filed = FILED[text(list(at(section, 'code', 'coding'))[0]?.code) ?? ''];
    if (!filed) continue;
    const [kind, type] = filed;
    for (const { reference } of list(section.entry)) {
      const one = byReference.get(String(reference));
      if (one?.resourceType !== type) continue;
      // Organizers are observations that name their members.
      const parts =
        type === 'Observation'
          ? list(one.hasMember).map((member) => byReference.get(String(member.reference))!)
          : [one];
      for (const part of parts) found.push(seenResource(kind, part));
    }
  }
  return found;
}

function seenResource(kind: Kind, one: Json): Seen {
  const concept = one.code ?? one.medicationCodeableConcept ?? one.vaccineCode ?? at(list(one.contained)[0], 'code');
  const validity = at(one, 'dispenseRequest', 'validityPeriod');
  const times = [one.onsetDateTime, one.occurrenceDateTime, one.effectiveDateTime, one.performedDateTime];
  return {
    kind,
    // An id that is a UUID alone becomes the resource's own.
    ids: [
      `${String(one.id)}^`,
      ...list(one.identifier).map((id) => `${String(id.system).replace('urn:oid:', '')}^${text(id.value) ?? ''}`),
    ],
    codes: list(at(concept, 'coding'))
      .map((coding) => text(coding.code))
      .filter((code) => code !== undefined),
    date: text(
      times.find((time) => time !== undefined) ?? at(validity, 'start') ?? at(one, 'performedPeriod', 'start'),
    )?.slice(0, 10),
    end: text(one.abatementDateTime ?? at(validity, 'end'))?.slice(0, 10),
    value: at(one, 'valueQuantity', 'value') as number | undefined,
    unit: text(at(one, 'valueQuantity', 'unit')),
  };
}
