import type { Kind } from './importers.js';

/**
 * The entries that a chart's resources call for in a C-CDA document, counted from the resources alone (FHIR R4): what an importer has to see. Nothing here is
 * shared with the writer.
 */
export interface ChartEntry {
  readonly kind: Kind;
  /** `root^extension` of the identifiers, or of the resource id where there are none; empty for a part of a resource. */
  readonly ids: readonly string[];
  readonly codes: readonly string[];
  readonly date: string | undefined;
  readonly end: string | undefined;
  /** In C-CDA's words where it has other ones. */
  readonly status: string | undefined;
  /** Refuted, not done, or a statement that nothing is known. */
  readonly negated: boolean;
  readonly value: string | undefined;
  readonly unit: string | undefined;
}

export type Resource = { readonly [name: string]: unknown };
const list = (value: unknown): Resource[] => (Array.isArray(value) ? (value as Resource[]) : []);
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Resource | null | undefined)?.[name], value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const codesOf = (concept: unknown): string[] =>
  list(at(concept, 'coding'))
    .map((coding) => text(coding.code))
    // A code with a blank is no CDA code (cs): its words are carried, and the writer says so.
    .filter((code) => code !== undefined && !/\s/.test(code)) as string[];

/** SNOMED CT: no known allergy, to drugs, food, environment; no known allergies. */
const DENIALS = new Set(['716186003', '409137002', '429625007', '428607008', '160244002']);
/** FHIR ObservationStatus to C-CDA Result Status 2.16.840.1.113883.11.20.9.39. */
const RESULT_STATUS: Readonly<Record<string, string>> = {
  registered: 'active',
  partial: 'active',
  preliminary: 'active',
  final: 'completed',
  amended: 'completed',
  corrected: 'completed',
  appended: 'completed',
  cancelled: 'cancelled',
};
/** FHIR condition-clinical that SNOMED CT names otherwise (Problem Status 2.16.840.1.113883.3.88.12.80.68). */
const PROBLEM_STATUS: Readonly<Record<string, string>> = { remission: 'remission phase', relapse: 'relapse phase' };
/** FHIR EventStatus to ProcedureAct statusCode 2.16.840.1.113883.11.20.9.22. */
const PROCEDURE_STATUS: Readonly<Record<string, string>> = {
  completed: 'completed',
  'in-progress': 'active',
  stopped: 'aborted',
  'not-done': 'cancelled',
};
/** Categories and codes of observations that have sections of their own. */
const ELSEWHERE =
  /^(social-history|sdoh|functional-status|disability-status|cognitive-status|mental-status|advance-directive|treatment-intervention-preference|care-experience-preference|72166-2|54522-8|75275-8)$/;
/** A vital sign is complete (C-CDA 22.4.27 has that status only) and is measured by a quantity; any other is a result. */
const CLOSED = new Set([undefined, 'final', 'amended', 'corrected', 'unknown']);

function idsOf(resource: Resource): string[] {
  const ids = list(resource.identifier)
    .filter((id) => text(id.value) !== undefined)
    .map((id) => `${String(id.system).replace('urn:oid:', '')}^${String(id.value)}`);
  return ids.length > 0 ? ids : [`${String(resource.id)}^`];
}

const clinical = (resource: Resource, name: string): string | undefined => codesOf(resource[name])[0];

function entry(kind: Kind, resource: Resource, concept: unknown, more: Partial<ChartEntry>): ChartEntry {
  const codes = codesOf(concept);
  return {
    kind,
    ids: idsOf(resource),
    codes,
    date: undefined,
    end: undefined,
    status: undefined,
    negated: false,
    value: undefined,
    unit: undefined,
    ...more,
  };
}

/**
 * Number and UCUM unit of a quantity. One whose unit is none of UCUM is no PQ (C-CDA R2.1 CONF:1198-31484 and HL7's example "Results Unit Non-UCUM"): it is written
 * with a nullFlavor and a translation, which these importers do not read. Numbers are those of FHIR JSON or the engine's decimals.
 */
function measure(quantity: unknown): Pick<ChartEntry, 'value' | 'unit'> {
  const value = at(quantity, 'value');
  const code = text(at(quantity, 'code'));
  const isForeign = code === undefined && text(at(quantity, 'unit')) !== undefined;
  if (value === undefined || value === null || isForeign || at(quantity, 'comparator') !== undefined)
    return { value: undefined, unit: undefined };
  return { value: String(value), unit: code };
}

function observed(resource: Resource): ChartEntry[] {
  const categories = list(resource.category).flatMap(codesOf);
  const codes = codesOf(resource.code);
  if ([...categories, ...codes].some((code) => ELSEWHERE.test(code))) return [];
  const hasValue = (one: Resource): boolean => Object.keys(one).some((name) => name.startsWith('value'));
  const parts = list(resource.component);
  const measured = [...(parts.length > 0 && !hasValue(resource) ? [] : [resource]), ...parts];
  const isQuantity = (one: Resource): boolean =>
    one.valueQuantity === undefined ? !hasValue(one) : at(one, 'valueQuantity', 'comparator') === undefined;
  const isVital = categories.includes('vital-signs') && CLOSED.has(text(resource.status)) && measured.every(isQuantity);
  // A panel that only names its members is their organizer.
  if (isVital && list(resource.hasMember).length > 0 && measured.length === 1 && !hasValue(resource)) return [];
  const kind = isVital ? 'vital' : 'result';
  return measured.map((one) =>
    entry(kind, resource, one.code, {
      ids: one === resource ? idsOf(resource) : [],
      date: text(resource.effectiveDateTime ?? at(resource, 'effectivePeriod', 'start')),
      status: isVital ? 'completed' : RESULT_STATUS[text(resource.status) ?? ''],
      // A vital sign has a unit by its template: a number without one is written as that of a result would be with a foreign one.
      ...(isVital && at(one, 'valueQuantity', 'code') === undefined ? {} : measure(one.valueQuantity)),
    }),
  );
}

function drug(resource: Resource, drugs: ReadonlyMap<string, unknown>): ChartEntry[] {
  const isRequest = resource.resourceType === 'MedicationRequest';
  if (isRequest && (resource.intent === 'proposal' || (resource.intent === 'plan' && resource.status === 'draft')))
    return [];
  const concept =
    resource.medicationCodeableConcept ?? drugs.get(String(at(resource, 'medicationReference', 'reference')));
  const [dosage, ...more] = list(resource.dosageInstruction ?? resource.dosage);
  // An entry has one dose: several dosages are told in words.
  const dose = more.length > 0 ? undefined : at(list(dosage?.doseAndRate)[0], 'doseQuantity');
  return [
    entry('medication', resource, concept, {
      date: text(at(resource, 'effectivePeriod', 'start') ?? at(dosage, 'timing', 'repeat', 'boundsPeriod', 'start')),
      negated: resource.status === 'not-taken' || resource.doNotPerform === true,
      ...measure(dose),
    }),
  ];
}

export function chartEntries(resources: readonly Resource[]): ChartEntry[] {
  const drugs = new Map(
    resources
      .filter((one) => one.resourceType === 'Medication')
      .map((one) => [`Medication/${String(one.id)}`, one.code]),
  );
  return resources.flatMap((one) => {
    if (one.status === 'entered-in-error' || clinical(one, 'verificationStatus') === 'entered-in-error') return [];
    switch (one.resourceType) {
      case 'Condition':
        if (list(one.category).flatMap(codesOf).includes('health-concern')) return [];
        return [
          entry('problem', one, one.code, {
            date: text(one.onsetDateTime),
            end: text(one.abatementDateTime),
            status: PROBLEM_STATUS[clinical(one, 'clinicalStatus') ?? ''] ?? clinical(one, 'clinicalStatus'),
            negated: clinical(one, 'verificationStatus') === 'refuted',
          }),
        ];
      case 'AllergyIntolerance': {
        const denies = codesOf(one.code).some((code) => DENIALS.has(code));
        return [
          entry('allergy', one, one.code, {
            date: text(one.onsetDateTime),
            status: clinical(one, 'clinicalStatus'),
            // To refute a denial is to say nothing that C-CDA could negate twice.
            negated: denies || clinical(one, 'verificationStatus') === 'refuted',
          }),
        ];
      }
      case 'MedicationRequest':
      case 'MedicationStatement':
        return drug(one, drugs);
      case 'Immunization':
        return [
          entry('immunization', one, one.vaccineCode, {
            date: text(one.occurrenceDateTime),
            negated: one.status === 'not-done',
          }),
        ];
      case 'Procedure':
        return [
          entry('procedure', one, one.code, {
            date: text(one.performedDateTime ?? at(one, 'performedPeriod', 'start')),
            status: PROCEDURE_STATUS[text(one.status) ?? ''],
          }),
        ];
      case 'Observation':
        return observed(one);
      default:
        return [];
    }
  });
}
