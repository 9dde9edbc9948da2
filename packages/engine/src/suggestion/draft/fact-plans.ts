import type { AttributeTable } from '../../artifacts/attribute-profile.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import { topResource } from '../table-resources.js';
import { type TableView, tableName } from '../table-view.js';
import { codeOfAttribute } from './attribute-codes.js';
import { keyOf, type Plan, slug } from './plan.js';

/** Types whose rows have attributes of their own elsewhere: such attributes are parts of the row, no facts by themselves. */
const WITH_DETAILS = new Set(
  'Observation Immunization MedicationRequest MedicationStatement AllergyIntolerance Condition Procedure DocumentReference Coverage Device Practitioner Organization RelatedPerson'.split(
    ' ',
  ),
);
/** Share of values in the shape of a code system from which a column is one of its codes, as where cleaning functions are chosen. */
const SURE_CODES = 0.8;
const FACT_DOMAINS = new Set(['vitals', 'results']);

/** True where each row of an attribute-value table is an observation of a patient, not a part of another row. */
export function isFactTable(
  table: AttributeTable,
  views: readonly TableView[],
  patients: TableView | null,
  profile: SourceProfile,
): boolean {
  const view = views.find((one) => one.table.name === table.table);
  if (!view) return false;
  const { entity, attribute } = table.shape;
  // Codes of a public system say themselves what the row is; they need no reading of names.
  const codes = view.table.columns.find(({ name }) => name === attribute)?.codes[0];
  if (codes && codes.share >= SURE_CODES) return false;
  const owner = profile.joins.find(
    ({ from, to }) =>
      from.table === table.table &&
      from.columns.length === 1 &&
      from.columns[0] === entity[0] &&
      to.table !== from.table,
  );
  const of = views.find((one) => one.table.name === owner?.to.table);
  if (of && of !== patients && WITH_DETAILS.has(topResource(of.odds))) return false;
  const coded = table.attributes.filter((facts) => codeOfAttribute(facts) !== null).length;
  const isDated = view.table.columns.some(({ kind, filled }) => filled > 0 && /^date/.test(kind));
  if (coded > 0) return isDated || of !== patients || coded >= 2;
  // Facts of a person without a day are attributes of the person.
  return (
    (of !== patients || isDated) &&
    (topResource(view.odds) === 'Observation' || FACT_DOMAINS.has(view.table.domain?.domain ?? ''))
  );
}

/** One plan for the observations of each such table, in the place of what its columns by themselves would have it be. */
export function withFactPlans(plans: readonly Plan[], views: readonly TableView[], tables: readonly string[]): Plan[] {
  const missing = tables.filter((name) => !plans.some((plan) => plan.view.table.name === name));
  const made = (view: TableView): Plan => ({
    ...{ id: slug(tableName(view.table.name)), view, resource: 'Observation', where: null, key: keyOf(view) },
    isPivot: false,
  });
  const seen = new Set<string>();
  return [
    ...plans.flatMap((plan) => {
      const { name } = plan.view.table;
      if (!tables.includes(name)) return [plan];
      if (seen.has(name)) return [];
      seen.add(name);
      return [made(plan.view)];
    }),
    ...views.filter((view) => missing.includes(view.table.name)).map(made),
  ];
}
