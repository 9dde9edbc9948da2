import type { Annotation, CarePlan, CodeableConcept, Quantity, Reference } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import type { CcdaDocument } from '../../document.js';
import { reasonsOf } from '../../entry.js';
import { visible } from '../../xml.js';

/** One planned thing: a care plan, one of its activities, or an order. */
export interface Planned {
  readonly resource: { resourceType: string; id: string; identifier?: unknown };
  readonly form: 'act' | 'procedure' | 'observation' | 'encounter' | 'supply' | 'immunization' | 'nutrition';
  /** null: the resource itself; else the place of the activity in its plan. */
  readonly part: number | null;
  readonly mood: 'INT' | 'RQO' | 'PRP' | 'ARQ' | 'APT';
  readonly code: CodeableConcept | undefined;
  readonly detail: string;
  readonly status: string | null;
  /** What people read as status, where that is not the status itself. */
  readonly statusText?: string;
  /** The plan or order is that it must not be done. */
  readonly negated: boolean;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly recorded: string | undefined;
  readonly by: Reference | undefined;
  /** Who is to do it. */
  readonly performers: readonly (Reference | undefined)[];
  readonly quantity?: Quantity | undefined;
  /** Which dose of a series it is. */
  readonly repeat?: string | undefined;
  readonly reasons: readonly CodeableConcept[];
  readonly notes: readonly Annotation[];
}

export const given = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
  (list ?? []).filter((v) => v !== null && v !== undefined);

type Identified<T> = T & { resourceType: string; id: string };

/** The plan itself. */
export function ofPlan(document: CcdaDocument, resource: Identified<CarePlan>): Planned {
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
    performers: [],
    reasons: reasonsOf(document, [], resource.addresses),
    notes: given(resource.note),
  };
}

export function activities(document: CcdaDocument, plan: Identified<CarePlan>): Planned[] {
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
        performers: [],
        reasons: reasonsOf(document, detail.reasonCode, detail.reasonReference),
        notes: given(activity.progress),
      },
    ];
  });
}
