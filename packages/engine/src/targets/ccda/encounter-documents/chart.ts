import type { Chart, ChartFragment } from '../../../chart/chart.js';
import type { Encounter, Reference } from '../../../chart/fhir.js';

type References = Reference | readonly (Reference | null)[] | null | undefined;

const names = (value: References, wanted: ReadonlySet<string>): boolean =>
  (Array.isArray(value) ? (value as readonly (Reference | null)[]) : [value as Reference | null | undefined]).some(
    (reference) => typeof reference?.reference === 'string' && wanted.has(reference.reference),
  );

/** What of a chart belongs to one encounter: what names it, its diagnoses and reasons. */
export function chartOfEncounter(chart: Chart, encounter: Encounter & { id: string }): Chart {
  const own = new Set([`Encounter/${encounter.id}`]);
  const further = new Set(
    [...(encounter.diagnosis ?? []).map((d) => d?.condition), ...(encounter.reasonReference ?? [])].flatMap((r) =>
      typeof r?.reference === 'string' ? [r.reference] : [],
    ),
  );
  const belongs = ({ resource }: ChartFragment): boolean => {
    const reference = `${resource.resourceType}/${resource.id ?? ''}`;
    const context = resource.context as (Reference & { encounter?: References }) | null | undefined;
    return (
      own.has(reference) ||
      further.has(reference) ||
      names(resource.encounter as References, own) ||
      names(context?.encounter, own) ||
      names(context, own)
    );
  };
  return { ...chart, fragments: chart.fragments.filter(belongs) };
}
