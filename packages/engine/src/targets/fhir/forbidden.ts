import {
  DATA_ABSENT_REASON_EXTENSION,
  STATED_ABATEMENT_EXTENSION,
  STATED_STATUS_EXTENSION,
  STATED_TEXT_EXTENSION,
  WALL_CLOCK_EXTENSION,
} from '../../chart/fhir-extensions.js';

type Json = Record<string, unknown>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const codes = (concept: unknown): unknown[] => list((concept as Json | undefined)?.coding).map(({ code }) => code);

/** Clinical statuses that an end may stand beside (FHIR R4 con-4). */
const ENDED: ReadonlySet<unknown> = new Set(['inactive', 'remission', 'resolved']);
const ABATEMENT = /^_?abatement([A-Z]\w+)$/;

/** Whether a Condition says that it has ended and its status does not (FHIR R4 con-4). */
export const deniesItsEnd = (condition: Readonly<Json>): boolean =>
  Object.keys(condition).some((key) => ABATEMENT.test(key) && condition[key] !== undefined) &&
  !codes(condition.clinicalStatus).some((code) => ENDED.has(code));

/**
 * What a source may state at once and FHIR R4 forbids, put where a server takes it and readers find it again: extensions of their own
 * (chart/fhir-extensions.ts). Of an end that the status denies the status stays, because it is a modifier and receivers act on it. Changes the resource in place.
 */
export function moveForbidden(resource: Json, resourceType: string): void {
  if (resourceType === 'Organization')
    for (const key of ['telecom', 'address'])
      if (list(resource[key]).some(isOfHome)) resource[key] = list(resource[key]).map(withoutHome);
  const isCondition = resourceType === 'Condition';
  if (
    (isCondition || resourceType === 'AllergyIntolerance') &&
    resource.clinicalStatus !== undefined &&
    codes(resource.verificationStatus).includes('entered-in-error')
  ) {
    const { clinicalStatus } = resource;
    delete resource.clinicalStatus;
    if (!isAbsent(clinicalStatus))
      extend(resource, { url: STATED_STATUS_EXTENSION, valueCodeableConcept: clinicalStatus });
  }
  if (isCondition && deniesItsEnd(resource))
    for (const key of Object.keys(resource)) {
      const type = ABATEMENT.exec(key)?.[1];
      if (type === undefined || resource[key] === undefined) continue;
      const plain = key.startsWith('_') ? key.slice(1) : key;
      const value = resource[plain];
      const beside = resource[`_${plain}`];
      extend(resource, {
        url: STATED_ABATEMENT_EXTENSION,
        ...(value === undefined ? {} : { [`value${type}`]: value }),
        ...(beside === undefined ? {} : { [`_value${type}`]: beside }),
      });
      delete resource[plain];
      delete resource[`_${plain}`];
    }
}

const isOfHome = ({ use }: Json): boolean => use === 'home';

/** A telephone or address of an organisation that the source says is of a home (FHIR R4 org-2, org-3): the use as text beside. */
const withoutHome = (point: Json): Json =>
  isOfHome(point)
    ? Object.fromEntries(
        Object.entries(point).map(([key, value]) =>
          key === 'use' ? ['_use', { extension: [{ url: STATED_TEXT_EXTENSION, valueString: value }] }] : [key, value],
        ),
      )
    : point;

function extend(resource: Json, extension: Json): void {
  resource.extension = [...list(resource.extension), extension];
}

const isAbsent = (value: unknown): boolean =>
  list((value as Json | undefined)?.extension).some(({ url }) => url === DATA_ABSENT_REASON_EXTENSION);

/** A Period as written whose end is before its start (FHIR R4 per-1): the end as text beside. Others as they are. */
export function legalPeriod(period: Json): Json {
  const { start, end } = period;
  if (typeof start !== 'string' || typeof end !== 'string' || !isBefore(end, start)) return period;
  const beside = (period._end ?? {}) as Json;
  const told = list(beside.extension);
  const { end: _moved, ...rest } = period;
  if (told.some(({ url }) => url === WALL_CLOCK_EXTENSION)) return rest;
  return { ...rest, _end: { ...beside, extension: [...told, { url: WALL_CLOCK_EXTENSION, valueString: end }] } };
}

const ZONE = /(?:Z|[+-]\d\d:\d\d)$/;
const DAY = 10;

/** Two legal date-times: instants where both have a zone, else as far as both are known, to the day (FHIRPath 1.0, comparison). */
function isBefore(a: string, b: string): boolean {
  if (a.length > DAY && b.length > DAY && ZONE.test(a) && ZONE.test(b)) return Date.parse(a) < Date.parse(b);
  const known = Math.min(a.length, b.length, DAY);
  return a.slice(0, known) < b.slice(0, known);
}
