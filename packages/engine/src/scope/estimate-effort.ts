import {
  type Estimate,
  type EstimateLine,
  type EstimateRates,
  type EstimateTotal,
  type QuoteLine,
  WORK_KINDS,
  type WorkKind,
} from '../artifacts/estimate.js';
import type { ScopeProposal } from '../artifacts/scope-proposal.js';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { RATES_FILE } from './default-rates.js';
import { countWork } from './estimate-counts.js';

const NAMES: Readonly<Record<WorkKind, string>> = Object.freeze({
  mapping: 'Mapping',
  'code-review': 'Code review',
  abstraction: 'Manual abstraction',
  validation: 'Validation',
  project: 'Project',
});

/**
 * Hours, weeks and price of what a proposal means: every line is a count times a rate. `rates` may leave anything out; the defaults stand in.
 * Pure. docs/guide/estimate.md says how it is reckoned.
 */
export function estimateEffort(
  profile: SourceProfile,
  proposal: ScopeProposal,
  rates: Partial<EstimateRates> = {},
): Estimate {
  const given = { ...RATES_FILE, ...rates };
  const people = { ...RATES_FILE.people, ...rates.people };
  const prices = { ...RATES_FILE.prices, ...rates.prices };
  const hoursPerWeek = given.hoursPerWeek ?? 1;
  const share = given.contingency ?? 0;
  const rateOf = (name: string) =>
    rates.rates?.[name] ?? RATES_FILE.rates?.[name] ?? { hours: 0, source: 'no such rate' };
  const lines: EstimateLine[] = countWork(profile, proposal, given.abstractionShare ?? 0).map((counted) => {
    const { hours, source } = rateOf(counted.rate);
    return { ...counted, rateHours: hours, rateSource: source, hours: tenth(counted.count * hours) };
  });
  const other = tenth(sum(lines.map((line) => line.hours)));
  const lead = rateOf('project-share');
  lines.push({
    ...{
      kind: 'project',
      item: 'Leading the project',
      count: other,
      origin: 'hours of all other lines',
      rate: 'project-share',
    },
    ...{ rateHours: lead.hours, rateSource: lead.source, hours: tenth(other * lead.hours) },
  });
  const totals: EstimateTotal[] = WORK_KINDS.map((kind) => {
    const hours = tenth(sum(lines.filter((line) => line.kind === kind).map((line) => line.hours)));
    const hands = people[kind] ?? 1;
    return { kind, hours, people: hands, weeks: tenth((hours * (1 + share)) / (hands * hoursPerWeek)) };
  });
  const weeksOf = (kind: WorkKind): number => totals.find((total) => total.kind === kind)?.weeks ?? 0;
  const hours = tenth(sum(totals.map((total) => total.hours)));
  const quote: QuoteLine[] = totals
    .filter((total) => total.hours > 0)
    .map(({ kind, hours: plain }) => {
      const withMore = tenth(plain * (1 + share));
      const hourly = prices[kind] ?? 0;
      return { item: NAMES[kind], hours: withMore, hourly, price: Math.round(withMore * hourly) };
    });
  return {
    chartlift: 'estimate/1',
    source: profile.source,
    lines,
    totals,
    hours,
    contingency: { share, hours: tenth(hours * share) },
    weeks: tenth(
      Math.max(
        weeksOf('mapping') + Math.max(weeksOf('code-review'), weeksOf('abstraction')) + weeksOf('validation'),
        weeksOf('project'),
      ),
    ),
    quote: { currency: given.currency ?? '', lines: quote, total: sum(quote.map((line) => line.price)) },
    assumptions: [
      'Rates are assumptions until estimate.yaml holds your own.',
      'Codes are reviewed and charts abstracted side by side after mapping; validation follows; the project is led throughout.',
      ...(proposal.patients === null
        ? ['No patient table was found: abstraction and comparison of charts are not counted.']
        : []),
      ...(proposal.tables.some((table) => table.review && table.decided === null)
        ? ['Tables marked for review may change the counts.']
        : []),
    ],
  };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
