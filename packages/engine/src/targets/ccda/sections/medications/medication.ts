import type {
  Annotation,
  CodeableConcept,
  Dosage,
  MedicationRequest,
  MedicationStatement,
  Period,
  Quantity,
  Reference,
} from '../../../../chart/fhir.js';
import type { CcdaDocument, Item, Where } from '../../document.js';
import { reasonsOf } from '../../entry.js';

/** What requests and statements of a medication have in common. */
export interface Medication {
  readonly resource: { readonly resourceType: string; readonly id: string; readonly identifier?: unknown };
  readonly where: Where;
  readonly code: CodeableConcept | undefined;
  readonly status: string | null;
  /** The source says that it is not taken, was not given or must not be given. */
  readonly negated: boolean;
  /** An order is an intent; a statement is a fact; a proposal is neither. */
  readonly mood: 'INT' | 'EVN' | 'PRP';
  /** Proposed, or planned and not yet ordered: it stands in the plan. */
  readonly planned: boolean;
  readonly dosages: readonly Dosage[];
  /** When it is or was taken, where the source says so. */
  readonly period: Period | undefined;
  /** A statement about one moment. */
  readonly moment: string | undefined;
  readonly recorded: string | undefined;
  readonly by: Reference | undefined;
  /** Who recorded an order that somebody else gave. */
  readonly recorder?: Reference | undefined;
  readonly reasons: readonly CodeableConcept[];
  readonly notes: readonly Annotation[];
  readonly supply: MedicationRequest['dispenseRequest'];
}

/** What is used of FHIR's MedicationAdministration. */
interface MedicationAdministration {
  readonly identifier?: unknown;
  readonly status?: string;
  readonly medicationCodeableConcept?: CodeableConcept;
  readonly medicationReference?: Reference;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: Period;
  readonly performer?: readonly { readonly actor?: Reference }[];
  readonly reasonCode?: CodeableConcept[];
  readonly reasonReference?: Reference[];
  readonly note?: Annotation[];
  readonly dosage?: Pick<Dosage, 'text' | 'site' | 'route' | 'method'> & {
    readonly dose?: Quantity;
    readonly rateQuantity?: Quantity;
  };
}

interface Coded {
  readonly code?: CodeableConcept;
}

export const medicationsOf = (document: CcdaDocument): readonly Medication[] => document.once(findMedications);

function findMedications(document: CcdaDocument): readonly Medication[] {
  return [
    ...document.all<MedicationRequest>('MedicationRequest').map((item) => ofRequest(document, item)),
    ...document.all<MedicationStatement>('MedicationStatement').map((item) => ofStatement(document, item)),
    ...document
      .all<MedicationAdministration>('MedicationAdministration')
      .map((item) => ofAdministration(document, item)),
  ];
}

/** The code, from the resource or from the Medication that it refers to. */
function medicationCode(
  document: CcdaDocument,
  concept: CodeableConcept | undefined,
  reference: Reference | undefined,
): CodeableConcept | undefined {
  if (concept) return concept;
  const medication = document.resolve<Coded>(reference);
  if (!medication) return reference?.display === undefined ? undefined : { text: reference.display };
  document.carry(medication);
  return medication.code;
}

const given = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
  (list ?? []).filter((v) => v !== null && v !== undefined);

const boundsOf = (dosages: readonly Dosage[]): Period | undefined =>
  dosages.map((d) => d.timing?.repeat?.boundsPeriod).find((p) => p !== undefined && p !== null);

function ofRequest(document: CcdaDocument, { resource, where }: Item<MedicationRequest>): Medication {
  const dosages = given(resource.dosageInstruction);
  return {
    resource,
    where,
    code: medicationCode(document, resource.medicationCodeableConcept, resource.medicationReference),
    status: resource.status ?? null,
    negated: resource.doNotPerform === true,
    mood: resource.intent === 'proposal' ? 'PRP' : 'INT',
    planned: resource.intent === 'proposal' || (resource.intent === 'plan' && resource.status === 'draft'),
    dosages,
    period: boundsOf(dosages),
    moment: undefined,
    recorded: resource.authoredOn,
    by: resource.requester ?? resource.recorder,
    recorder: resource.requester ? resource.recorder : undefined,
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: given(resource.note),
    supply: resource.dispenseRequest,
  };
}

function ofStatement(document: CcdaDocument, { resource, where }: Item<MedicationStatement>): Medication {
  const dosages = given(resource.dosage);
  return {
    resource,
    where,
    code: medicationCode(document, resource.medicationCodeableConcept, resource.medicationReference),
    status: resource.status ?? null,
    negated: resource.status === 'not-taken',
    mood: resource.status === 'intended' ? 'INT' : 'EVN',
    planned: false,
    dosages,
    period: resource.effectivePeriod ?? boundsOf(dosages),
    moment: resource.effectiveDateTime,
    recorded: resource.dateAsserted,
    by: resource.informationSource?.reference?.startsWith('Patient/') ? undefined : resource.informationSource,
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: given(resource.note),
    supply: undefined,
  };
}

function ofAdministration(document: CcdaDocument, { resource, where }: Item<MedicationAdministration>): Medication {
  const { dose, rateQuantity, ...rest } = resource.dosage ?? {};
  const amount = { ...(dose ? { doseQuantity: dose } : {}), ...(rateQuantity ? { rateQuantity } : {}) };
  return {
    resource,
    where,
    code: medicationCode(document, resource.medicationCodeableConcept, resource.medicationReference),
    status: resource.status ?? null,
    negated: resource.status === 'not-done',
    mood: 'EVN',
    planned: false,
    dosages: resource.dosage ? [{ ...rest, doseAndRate: [amount] }] : [],
    period: resource.effectivePeriod,
    moment: resource.effectiveDateTime,
    recorded: undefined,
    by: resource.performer?.[0]?.actor,
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: given(resource.note),
    supply: undefined,
  };
}
