import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { UNSTATED } from './forms.js';
import { quoted, spelling } from './plan.js';
import type { ElementsDraft } from './spec-draft.js';

interface FlagStatus {
  readonly resource: string;
  readonly element: string;
  /** Whole names of flags, in one spelling. */
  readonly name: RegExp;
  /** What the flag says when it is set and when it is not; null where it says nothing then. */
  readonly set: string;
  readonly unset: string | null;
  /** A flag that no row sets may be one that nobody used. */
  readonly needsBoth?: boolean;
}

/** Statuses that a flag says in as many words; a flag that only hints at one (archived, locked) is not here. */
const FLAGS: readonly FlagStatus[] = [
  {
    ...{ resource: 'Immunization', element: 'status', set: 'not-done', unset: 'completed' },
    name: /^(?:is|was|immunization|vaccine)*(?:refused|refusal|declined|notgiven|notdone|notadministered|abgelehnt|verweigert|refuse|rechazada?|rifiutat[ao])(?:flag|yn|ind)?$/,
  },
  {
    ...{ resource: 'Immunization', element: 'status', set: 'completed', unset: 'not-done' },
    name: /^(?:is|was|immunization|vaccine)*(?:given|administered|verabreicht|administre|administrada|somministrat[ao])(?:flag|yn|ind)?$/,
  },
  {
    ...{ resource: 'DocumentReference', element: 'docStatus', set: 'final', unset: 'preliminary', needsBoth: true },
    name: /^(?:is|was|note|document)*(?:signed|finali[sz]ed|signiert|unterschrieben|firmad[ao]|signee?)(?:flag|yn|ind)?$/,
  },
  ...['Observation', 'DiagnosticReport'].map((resource) => ({
    ...{ resource, element: 'status', set: 'final', unset: 'preliminary', needsBoth: true },
    name: /^(?:is|was|result|report)*(?:final|finali[sz]ed)(?:flag|yn|ind)?$/,
  })),
  ...['Condition', 'AllergyIntolerance'].map((resource) => ({
    ...{ resource, element: 'clinicalStatus', set: 'resolved', unset: null },
    name: /^(?:is|was|problem|allergy|condition)*(?:resolved|resuelto|gueri|risolto)(?:flag|yn|ind)?$/,
  })),
  ...['MedicationRequest', 'MedicationStatement'].map((resource) => ({
    ...{ resource, element: 'status', set: 'stopped', unset: null },
    name: /^(?:is|was|med|medication|drug)*(?:discontinued|stopped|abgesetzt|suspendid[ao])(?:flag|yn|ind)?$/,
  })),
  ...['MedicationRequest', 'Encounter'].map((resource) => ({
    ...{ resource, element: 'status', set: 'cancelled', unset: null },
    name: /^(?:is|was|visit|encounter|order)*(?:cancell?ed|storniert|annulee?|cancelad[ao]|annullat[ao])(?:flag|yn|ind)?$/,
  })),
];

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['1', '0'],
  ['Y', 'N'],
  ['y', 'n'],
  ['T', 'F'],
  ['true', 'false'],
  ['True', 'False'],
  ['yes', 'no'],
  ['Yes', 'No'],
  ['TRUE', 'FALSE'],
  ['t', 'f'],
  ['J', 'N'],
  ['S', 'N'],
  ['O', 'N'],
  ['-1', '0'],
];

/** Writes the statuses that flags of the table say, where no other column says them; gives the columns used. Values that are no flag's raise an issue each. */
export function addFlagStatuses(resource: string, table: TableProfile, draft: ElementsDraft): string[] {
  return FLAGS.flatMap((flag) => {
    if (flag.resource !== resource || flag.element in draft.elements) return [];
    const column = table.columns.find((one) => one.filled > 0 && flag.name.test(spelling(one.name)));
    const pair = column === undefined ? undefined : pairOf(column, flag.needsBoth === true || flag.unset === null);
    if (column === undefined || pair === undefined) return [];
    const otherwise = UNSTATED[resource]?.[flag.element];
    const isSet = `trim(cast(${quoted(table.name)}.${quoted(column.name)} as text)) = '${pair[0]}'`;
    draft.elements[flag.element] =
      flag.unset === null
        ? { sql: `case when ${isSet} then '${flag.set}'${otherwise === undefined ? '' : ` else '${otherwise}'`} end` }
        : { column: column.name, map: { [pair[0]]: flag.set, [pair[1]]: flag.unset } };
    draft.lines.push({
      ...{ element: flag.element, columns: [column.name], target: `${resource}.${flag.element}`, score: 0.8 },
      reasons: [`the flag ${column.name} says it`],
    });
    return [column.name];
  });
}

/** How the column's values write yes and no. */
function pairOf(column: ColumnProfile, needsBoth: boolean): readonly [string, string] | undefined {
  const told = (column.values ?? []).map(({ value }) => value.trim());
  return SPELLINGS.find(
    (pair) =>
      told.length > 0 &&
      (!needsBoth || pair.every((value) => told.includes(value))) &&
      told.filter((value) => pair.includes(value)).length >= told.length / 2,
  );
}
