import type { Annotation, CarePlan, CodeableConcept, Reference, ServiceRequest } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import type { CcdaDocument } from '../../document.js';
import { reasonsOf } from '../../entry.js';
import { visible } from '../../xml.js';

/** One planned thing: a care plan, one of its activities, or an order. */
export interface Planned {
  readonly resource: { resourceType: string; id: string; identifier?: unknown };
  readonly form: 'act' | 'procedure';
  /** null: the resource itself; else the place of the activity in its plan. */
  readonly part: number | null;
  readonly mood: 'INT' | 'RQO' | 'PRP';
  readonly code: CodeableConcept | undefined;
  readonly detail: string;
  readonly status: string | null;
  /** The plan or order is that it must not be done. */
  readonly negated: boolean;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly recorded: string | undefined;
  readonly by: Reference | undefined;
  readonly reasons: readonly CodeableConcept[];
  readonly notes: readonly Annotation[];
}

const given = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
  (list ?? []).filter((v) => v !== null && v !== undefined);

export function plannedOf(document: CcdaDocument): readonly Planned[] {
  return [
    ...document
      .all<CarePlan>('CarePlan')
      .flatMap(({ resource }) => [ofPlan(document, resource), ...activities(document, resource)]),
    ...document.all<ServiceRequest>('ServiceRequest').map(({ resource }) => ofRequest(document, resource)),
  ];
}

type Identified<T> = T & { resourceType: string; id: string };

function ofPlan(document: CcdaDocument, resource: Identified<CarePlan>): Planned {
  // The category that is specific: US Core's assess-plan says only that it is a care plan.
  const kinds = given(resource.category).filter(
    (c) => conceptText(c) !== '' && !(c.coding ?? []).some((k) => k?.code === 'assess-plan'),
  );
  const title = visible(resource.title);
  return {
    resource,
    form: 'act',
    part: null,
    mood: resource.intent === 'proposal' ? 'PRP' : 'INT',
    code: kinds[0] ?? (title === null ? given(resource.category)[0] : { text: title }),
    detail: [title, visible(resource.description)].filter((t) => t !== null).join('\n'),
    status: resource.status ?? null,
    negated: false,
    start: resource.period?.start,
    end: resource.period?.end,
    recorded: resource.created,
    by: resource.author,
    reasons: reasonsOf(document, [], resource.addresses),
    notes: given(resource.note),
  };
}

function activities(document: CcdaDocument, plan: Identified<CarePlan>): Planned[] {
  return given(plan.activity).flatMap((activity, part) => {
    const detail = activity.detail;
    if (!detail) return [];
    return [
      {
        resource: plan,
        form: 'act' as const,
        part,
        mood: 'INT' as const,
        code: detail.code ?? (visible(detail.description) === null ? undefined : { text: detail.description! }),
        detail: visible(detail.description) ?? '',
        status: detail.status ?? null,
        negated: detail.doNotPerform === true,
        start: detail.scheduledPeriod?.start,
        end: detail.scheduledPeriod?.end,
        recorded: undefined,
        by: undefined,
        reasons: reasonsOf(document, detail.reasonCode, detail.reasonReference),
        notes: given(activity.progress),
      },
    ];
  });
}

function ofRequest(document: CcdaDocument, resource: Identified<ServiceRequest>): Planned {
  return {
    resource,
    form: 'procedure',
    part: null,
    mood: resource.intent === 'proposal' ? 'PRP' : resource.intent === 'plan' ? 'INT' : 'RQO',
    code: resource.code,
    detail: visible(resource.patientInstruction) ?? '',
    status: resource.status ?? null,
    negated: resource.doNotPerform === true,
    start: resource.occurrenceDateTime ?? resource.occurrencePeriod?.start,
    end: resource.occurrencePeriod?.end,
    recorded: resource.authoredOn,
    by: resource.requester,
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: given(resource.note),
  };
}
