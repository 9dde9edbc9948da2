import { codeTable } from '../../../../base/code-table.js';
import type { CodeableConcept, Consent, Observation, Reference } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument, Where } from '../../document.js';
import { conceptsText, noteText, statusOf } from '../../entry.js';
import {
  type Measured,
  measurements,
  observationsOf,
  observedText,
  resultStatus,
  valueText,
} from '../../observation.js';
import { visible } from '../../xml.js';
import * as t from './templates.js';

/** A directive of the patient, from a consent or an observation. */
export interface Directive {
  readonly resource: { resourceType: string; id: string; identifier?: unknown };
  readonly where: Where;
  /** null: the resource itself; else the place of the component. */
  readonly part: number | null;
  readonly code: CodeableConcept | undefined;
  /** What the patient wants. */
  readonly measured: Measured;
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** ActStatus; null where the source states none that has a counterpart. */
  readonly act: string | null;
  readonly recorded: string | undefined;
  readonly by: Reference | undefined;
  readonly words: {
    readonly details: string;
    readonly date: string;
    readonly status: string;
    readonly recorded: string;
    readonly comments: string;
  };
}

export const directivesOf = (document: CcdaDocument): readonly Directive[] => [
  ...document
    .all<Consent>('Consent')
    .filter(({ resource }) => isDirective(resource))
    .map(({ resource, where }) => ofConsent(document, resource, where)),
  ...observationsOf(document, 'advance-directives').flatMap((item) => ofObservation(document, item)),
];

function isDirective(consent: Consent): boolean {
  return [consent.scope, ...(consent.category ?? [])].some((c) =>
    (c?.coding ?? []).some((coding) => t.DIRECTIVES.has(coding?.code ?? '')),
  );
}

// FHIR ConsentState -> ActStatus; only what is in force or was is complete as a statement.
const CONSENT_STATUSES: Readonly<Record<string, string>> = codeTable({
  active: 'completed',
  inactive: 'completed',
  draft: 'active',
  proposed: 'active',
  rejected: 'cancelled',
});

function ofConsent(
  document: CcdaDocument,
  resource: Consent & { resourceType: string; id: string },
  where: Where,
): Directive {
  const { provision } = resource;
  const categories = (resource.category ?? []).filter((c) => conceptText(c) !== '');
  const specific = categories.find((c) => statusOf(c) !== '59284-0') ?? categories[0];
  const wanted = (provision?.code ?? []).filter((c) => conceptText(c) !== '');
  const decision = visible(provision?.type);
  const performers = (resource.performer ?? []).filter(
    (p) => p?.reference !== undefined && !p.reference.startsWith('Patient/'),
  );
  return {
    resource,
    where,
    part: null,
    code: specific,
    measured: wanted.length === 1 ? { valueCodeableConcept: wanted[0]! } : {},
    start: provision?.period?.start,
    end: provision?.period?.end,
    act: CONSENT_STATUSES[resource.status ?? ''] ?? null,
    recorded: resource.dateTime,
    by: performers[0],
    words: {
      details: [
        ...categories.filter((c) => c !== specific).map(conceptText),
        [decision, conceptsText(wanted)].filter(Boolean).join(': '),
        visible(resource.policyRule?.text) ?? conceptText(resource.policyRule),
        visible(resource.sourceAttachment?.title) ?? '',
        visible(resource.sourceAttachment?.url) ?? '',
      ]
        .filter((text) => text !== '')
        .join('\n'),
      date: readablePeriod(provision?.period?.start, provision?.period?.end),
      status: resource.status ?? 'not stated',
      recorded: [
        readableTime(resource.dateTime),
        ...new Set([
          ...(resource.performer ?? []).map((p) => document.parties.nameOf(p)),
          ...(resource.organization ?? []).map((o) => document.parties.nameOf(o)),
        ]),
      ]
        .filter((text) => text !== '')
        .join(', '),
      comments: '',
    },
  };
}

function ofObservation(
  document: CcdaDocument,
  item: { resource: Observation & { resourceType: string; id: string }; where: Where },
): Directive[] {
  const { resource, where } = item;
  const performer = (resource.performer ?? []).find((p) => p?.reference?.startsWith('Practitioner'));
  return measurements(item).map(({ code, measured, component }) => ({
    resource,
    where,
    part: component,
    code,
    measured,
    start: resource.effectiveDateTime ?? resource.effectiveInstant ?? resource.effectivePeriod?.start,
    end: resource.effectivePeriod?.end,
    act: resultStatus(resource.status),
    recorded: resource.issued,
    by: performer,
    words: {
      details: '',
      date: observedText(resource),
      status: resource.status ?? 'not stated',
      recorded: [...new Set((resource.performer ?? []).map((p) => document.parties.nameOf(p)))]
        .filter((name) => name !== '')
        .join(', '),
      comments: (component ?? 0) === 0 ? noteText(document, resource.note) : '',
    },
  }));
}

/** What is wanted, for people. */
export const wantedText = (directive: Directive): string => valueText(directive.measured);
