import type { Chart } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import type { Tally } from '../read-back.js';
import { idsOf, isId } from './ids.js';
import { codingText, tsText } from './leaves.js';
import type { CcdaReading } from './reading.js';

type Json = Record<string, unknown>;

const referencesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { reference } = value as Json;
  return [
    ...(typeof reference === 'string' ? [reference] : []),
    ...Object.values(value as Json).flatMap((inner) => (typeof inner === 'object' ? referencesIn(inner) : [])),
  ];
};

/** The part of a chart that a document about one encounter must hold, known by the encounter's ids; null where the chart has no such encounter. */
export function encounterChart(chart: Chart, { header }: CcdaReading, tally: Tally): Chart | null {
  const ids = header.filter(({ name }) => name === 'encounter.id').map(({ value }) => value);
  const fragment = chart.fragments.find(({ resource }) => {
    if (resource.resourceType !== 'Encounter') return false;
    const { own, others } = idsOf(resource);
    return ids.some((read) => [own, ...others].some((id) => isId(read, id)));
  });
  if (!fragment) return null;
  compareTime(fragment.resource, header, tally);
  compareDisposition(fragment.resource, header, tally);
  const encounter = fragment.resource as Json;
  const itself = `Encounter/${String(encounter.id)}`;
  const named = new Set([itself, ...referencesIn(encounter.diagnosis), ...referencesIn(encounter.reasonReference)]);
  return {
    ...chart,
    fragments: chart.fragments.filter(
      ({ resource }) =>
        named.has(`${resource.resourceType}/${String(resource.id)}`) ||
        referencesIn([resource.encounter, resource.context]).includes(itself),
    ),
  };
}

/** The header states the encounter's times, where they are known to the day. */
function compareTime(encounter: Resource, header: CcdaReading['header'], tally: Tally): void {
  const period = encounter.period as Json | undefined;
  for (const [bound, name] of [
    ['low', 'start'],
    ['high', 'end'],
  ] as const) {
    const stamp = typeof period?.[name] === 'string' ? tsText(period[name]) : null;
    const wanted = stamp !== null && stamp.length >= 8 ? stamp : undefined;
    const read = header.find((fact) => fact.name === `encounter.time.${bound}`)?.value;
    if (read === wanted) tally.same();
    else tally.differ('different', `document of an encounter`, `Encounter.period.${name}`);
  }
}

/** The header states where the patient went, with every code of the encounter, or that it is not known. */
function compareDisposition(encounter: Resource, header: CcdaReading['header'], tally: Tally): void {
  const { dischargeDisposition } = (encounter.hospitalization as Json | undefined) ?? {};
  const codings = ((dischargeDisposition as Json | undefined)?.coding as (Json | null)[] | undefined) ?? [];
  const wanted = [...new Set(codings.map((coding) => coding && codingText(coding)).filter((code) => code !== null))];
  const read = header.filter(({ name }) => name === 'encounter.disposition.code').map(({ value }) => value);
  if (read.length === wanted.length && wanted.every((code) => read.includes(code))) tally.same();
  else tally.differ('different', 'document of an encounter', 'Encounter.hospitalization.dischargeDisposition');
}
