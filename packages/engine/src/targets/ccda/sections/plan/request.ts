import { codeTable } from '../../../../base/code-table.js';
import type {
  Appointment,
  CodeableConcept,
  DeviceRequest,
  Encounter,
  ImmunizationRecommendation,
  NutritionOrder,
  Reference,
  ServiceRequest,
  SupplyRequest,
} from '../../../../chart/fhir.js';
import { codedText, codingOf, conceptText } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { reasonsOf } from '../../entry.js';
import { visible } from '../../xml.js';
import { given, type Planned } from './item.js';
import * as t from './templates.js';

/** Requests and appointments as planned things, each with the template that fits what it asks for. */

type Identified<T> = T & { resourceType: string; id: string };

const moodOf = (intent: string | undefined): Planned['mood'] =>
  intent === 'proposal' ? 'PRP' : intent === 'plan' ? 'INT' : 'RQO';

export function ofServiceRequest(document: CcdaDocument, resource: Identified<ServiceRequest>): Planned {
  const observed =
    given(resource.category).some((c) => (c.coding ?? []).some((k) => t.OBSERVATION_CATEGORIES.has(k?.code ?? ''))) ||
    codingOf(resource.code, LOINC) !== undefined;
  return {
    resource,
    form: observed ? 'observation' : 'procedure',
    part: null,
    mood: moodOf(resource.intent),
    code: resource.code,
    detail: visible(resource.patientInstruction) ?? '',
    status: resource.status ?? null,
    negated: resource.doNotPerform === true,
    start: resource.occurrenceDateTime ?? resource.occurrencePeriod?.start,
    end: resource.occurrencePeriod?.end,
    recorded: resource.authoredOn,
    by: resource.requester,
    performers: given(resource.performer),
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: given(resource.note),
  };
}

/** An encounter that has not taken place: the Encounters Section holds events only. */
export function ofPlannedEncounter(document: CcdaDocument, resource: Identified<Encounter>): Planned {
  const [first, ...others] = given(resource.type).filter((type) => conceptText(type) !== '');
  const { class: kind } = resource;
  const codings = [...(first?.coding ?? []), ...others.flatMap((o) => o.coding ?? []), ...(kind?.code ? [kind] : [])];
  return {
    resource,
    form: 'encounter',
    part: null,
    mood: 'INT',
    code: first || codings.length > 0 ? { ...first, coding: codings } : undefined,
    detail: [
      ...others.map(conceptText),
      conceptText(first) === '' ? '' : (visible(kind?.display) ?? ''),
      document.parties.nameOf(resource.serviceProvider),
      ...given(resource.location).map((l) => document.parties.nameOf(l.location)),
    ]
      .filter((text) => text !== '')
      .join('\n'),
    status: resource.status ?? null,
    negated: false,
    start: resource.period?.start,
    end: resource.period?.end,
    recorded: undefined,
    by: undefined,
    performers: given(resource.participant).map((p) => p.individual),
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: [],
  };
}

// Moods of a planned encounter (Planned moodCode 2.16.840.1.113883.11.20.9.23) by FHIR AppointmentStatus: asked for, proposed, made.
const APPOINTMENT_MOODS: Readonly<Record<string, Planned['mood']>> = codeTable({
  proposed: 'PRP',
  pending: 'ARQ',
  waitlist: 'ARQ',
});

export function ofAppointment(document: CcdaDocument, resource: Identified<Appointment>): Planned {
  const comment = visible(resource.comment);
  const actors = given(resource.participant)
    .map((p) => p.actor)
    .filter((actor) => actor !== undefined && actor !== null && !actor.reference?.startsWith('Patient/'));
  return {
    resource,
    form: 'encounter',
    part: null,
    mood: APPOINTMENT_MOODS[resource.status ?? ''] ?? 'APT',
    code: given(resource.serviceType)[0] ?? resource.appointmentType,
    detail: [
      visible(resource.description),
      ...given(resource.serviceType).slice(1).map(conceptText),
      given(resource.serviceType).length > 0 ? conceptText(resource.appointmentType) : '',
      ...given(resource.specialty).map(conceptText),
      visible(resource.patientInstruction),
      ...actors.map((actor) => document.parties.nameOf(actor)),
    ]
      .filter((text) => text !== null && text !== '')
      .join('\n'),
    status: resource.status ?? null,
    negated: false,
    start: resource.start,
    end: resource.end,
    recorded: resource.created,
    by: undefined,
    performers: actors.filter((actor) => !actor?.reference?.startsWith('Location/')),
    reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
    notes: comment === null ? [] : [{ text: comment }],
  };
}

/** One planned immunization for each recommendation that names a vaccine or a disease. */
export function ofRecommendation(
  document: CcdaDocument,
  resource: Identified<ImmunizationRecommendation>,
): readonly Planned[] {
  return given(resource.recommendation).map((recommendation, part) => {
    const [first, ...others] = given(recommendation.vaccineCode).filter((c) => conceptText(c) !== '');
    const dates = given(recommendation.dateCriterion);
    const number = recommendation.doseNumberPositiveInt ?? recommendation.doseNumberString;
    return {
      resource,
      form: 'immunization',
      part,
      mood: 'PRP',
      code: first ?? recommendation.targetDisease,
      detail: [
        ...others.map(codedText),
        first ? codedText(recommendation.targetDisease) : '',
        visible(recommendation.description) ?? '',
        visible(recommendation.series) ?? '',
        number === undefined || number === null ? '' : `dose ${String(number)}`,
        ...dates.map((date) => [codedText(date.code), readableTime(date.value)].filter(Boolean).join(': ')),
      ]
        .filter((text) => text !== '')
        .join('\n'),
      // What is recommended is not done yet: that is what a recommendation is.
      status: 'active',
      repeat: /^[1-9]\d{0,3}$/.test(String(number)) ? String(number) : undefined,
      statusText: codedText(recommendation.forecastStatus) || 'not stated',
      negated: false,
      start: dates.map((date) => date.value).find((value) => typeof value === 'string'),
      end: undefined,
      recorded: resource.date,
      by: resource.authority,
      performers: [],
      reasons: reasonsOf(document, recommendation.forecastReason, []),
      notes: [],
    };
  });
}

/** What is asked for: by concept, else what the reference calls it. */
function itemOf(
  document: CcdaDocument,
  concept: CodeableConcept | undefined,
  reference: Reference | undefined,
): CodeableConcept | undefined {
  if (concept) return concept;
  const target = document.resolve<{ code?: CodeableConcept; type?: CodeableConcept }>(reference);
  const display = visible(reference?.display);
  return target?.code ?? target?.type ?? (display === null ? undefined : { text: display });
}

export const ofSupplyRequest = (document: CcdaDocument, resource: Identified<SupplyRequest>): Planned => ({
  resource,
  form: 'supply',
  part: null,
  mood: 'RQO',
  code: itemOf(document, resource.itemCodeableConcept, resource.itemReference),
  detail: quantityText(resource.quantity),
  quantity: resource.quantity,
  status: resource.status ?? null,
  negated: false,
  start: resource.occurrenceDateTime ?? resource.occurrencePeriod?.start,
  end: resource.occurrencePeriod?.end,
  recorded: resource.authoredOn,
  by: resource.requester,
  performers: [],
  reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
  notes: [],
});

export const ofDeviceRequest = (document: CcdaDocument, resource: Identified<DeviceRequest>): Planned => ({
  resource,
  form: 'supply',
  part: null,
  mood: moodOf(resource.intent),
  code: itemOf(document, resource.codeCodeableConcept, resource.codeReference),
  detail: '',
  status: resource.status ?? null,
  negated: false,
  start: resource.occurrenceDateTime ?? resource.occurrencePeriod?.start,
  end: resource.occurrencePeriod?.end,
  recorded: resource.authoredOn,
  by: resource.requester,
  performers: resource.performer ? [resource.performer] : [],
  reasons: reasonsOf(document, resource.reasonCode, resource.reasonReference),
  notes: given(resource.note),
});

export function ofNutritionOrder(resource: Identified<NutritionOrder>): Planned {
  const { oralDiet } = resource;
  const supplements = given(resource.supplement);
  const types = [...given(oralDiet?.type), ...supplements.map((s) => s.type)].filter((c) => conceptText(c) !== '');
  return {
    resource,
    form: 'nutrition',
    part: null,
    mood: moodOf(resource.intent),
    code:
      types.length > 1
        ? { text: types.map(conceptText).join(', '), coding: types.flatMap((c) => c?.coding ?? []) }
        : types[0],
    detail: [
      visible(oralDiet?.instruction),
      ...supplements.flatMap((s) => [visible(s.productName), visible(s.instruction)]),
      visible(resource.enteralFormula?.baseFormulaProductName),
      visible(resource.enteralFormula?.administrationInstruction),
    ]
      .filter((text) => text !== null)
      .join('\n'),
    status: resource.status ?? null,
    negated: false,
    start: undefined,
    end: undefined,
    recorded: resource.dateTime,
    by: resource.orderer,
    performers: [],
    reasons: [],
    notes: given(resource.note),
  };
}
