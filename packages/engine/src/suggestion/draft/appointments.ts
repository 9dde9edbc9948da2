import type { SourceProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import { topResource } from '../table-resources.js';
import { type TableView, tableName } from '../table-view.js';
import { keyOf, type Plan, slug } from './plan.js';

const LEAST_ODDS = 0.4;

/** What an appointment says, as a visit says it. A comment of the desk is no fact of the visit. */
const AS_VISIT: Readonly<Record<string, string>> = Object.freeze({
  'Appointment.start': 'Encounter.period.start',
  'Appointment.end': 'Encounter.period.end',
  'Appointment.status': 'Encounter.status',
  'Appointment.appointmentType': 'Encounter.type',
  'Appointment.serviceType': 'Encounter.serviceType',
  'Appointment.reasonCode': 'Encounter.reasonCode.text',
});

const PARTIES: Readonly<Record<string, string>> = Object.freeze({
  Practitioner: 'Encounter.participant.individual',
  Location: 'Encounter.location.location',
  Organization: 'Encounter.serviceProvider',
});

/**
 * Appointments of a source that keeps no visits: they are all that it knows of when patients came, so they become Encounters, marked as appointments and without a
 * status of their own. (A FHIR Appointment must have both ends or be a proposal, app-2 and app-3; such tables seldom have.) Where visits are kept, none.
 */
export function appointmentPlans(
  views: readonly TableView[],
  plans: readonly Plan[],
  patients: TableView | null,
): Plan[] {
  const isVisit = (plan: Plan): boolean => plan.resource === 'Encounter' && plan.view.table.patientPath !== null;
  if (plans.some(isVisit)) return [];
  return views.flatMap((view) => {
    const { table } = view;
    if (
      view === patients ||
      topResource(view.odds) !== 'Appointment' ||
      (view.odds.get('Appointment') ?? 0) < LEAST_ODDS
    )
      return [];
    if (plans.some((plan) => plan.view === view && !plan.isPivot)) return [];
    const id = slug(tableName(table.name));
    return [
      {
        id,
        view,
        resource: 'Encounter',
        where: null,
        key: keyOf(view),
        isPivot: false,
        says: { 'type[0].text': 'Appointment' },
      },
    ];
  });
}

/** Suggestions for an appointment's columns, as a visit's. */
export function asVisit(
  suggestions: ReadonlyMap<string, Ranked>,
  view: TableView,
  views: readonly TableView[],
  profile: SourceProfile,
): ReadonlyMap<string, Ranked> {
  const targetOf = (target: string, column: string): string => {
    if (target !== 'Appointment.participant.actor') return AS_VISIT[target] ?? target;
    const join = profile.joins.find((one) => one.from.table === view.table.name && one.from.columns.join() === column);
    const to = views.find((one) => one.table.name === join?.to.table);
    return (to && PARTIES[topResource(to.odds)]) ?? target;
  };
  return new Map(
    [...suggestions].map(([column, one]) => [
      column,
      {
        ...one,
        candidates: one.candidates.map((candidate) => ({ ...candidate, target: targetOf(candidate.target, column) })),
        all: one.all.map((candidate) => ({ ...candidate, target: targetOf(candidate.target, column) })),
      },
    ]),
  );
}
