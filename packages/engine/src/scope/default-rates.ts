import type { EstimateRates, WorkKind } from '../artifacts/estimate.js';

/** What is counted for a rate, and the hours for one. `assumption`: nobody measured it; put in what your own projects took. */
export const DEFAULT_RATES: Readonly<Record<string, { readonly hours: number; readonly source: string }>> =
  Object.freeze({
    'table-mapping': {
      hours: 1.5,
      source: 'assumption: a table with suggestions reviewed, its keys and filters settled',
    },
    'column-mapping': { hours: 0.05, source: 'assumption: three minutes to look at a suggested column' },
    'reference-table': { hours: 0.3, source: 'assumption: a look-up table found and tied in' },
    'attribute-mapping': { hours: 0.1, source: 'assumption: an attribute of an EAV table decided' },
    'pathless-table': { hours: 2, source: 'assumption: the way to the patient searched by hand' },
    'difficult-column': { hours: 0.5, source: 'assumption: mixed date formats, damaged text, parts of dates' },
    'scope-review': {
      hours: 0.15,
      source: 'assumption: an unsure scope decision looked at and settled with the practice',
    },
    'code-value': { hours: 0.03, source: 'assumption: two minutes for a local value with suggestions' },
    'code-column': { hours: 0.25, source: 'assumption: a column of standard codes checked' },
    'chart-abstraction': { hours: 0.5, source: 'assumption: half an hour for a chart abstracted by hand' },
    'chart-review': { hours: 0.25, source: 'assumption: a quarter of an hour to compare a chart with the old system' },
    'trial-run': { hours: 4, source: 'assumption: a run, its report read, findings settled' },
    'cut-over': { hours: 24, source: 'assumption: last export, run, delivery, sign-off' },
    'project-share': { hours: 0.15, source: 'assumption: meetings, plans, reports: 15 % of the other work' },
  });

export const DEFAULT_HOURS_PER_WEEK = 30;
export const DEFAULT_CONTINGENCY = 0.15;
/** Charts that must be abstracted by hand, as a share of those in scope; assumption. */
export const DEFAULT_ABSTRACTION = 0.02;
export const DEFAULT_CURRENCY = 'USD';
export const DEFAULT_PEOPLE: Readonly<Record<WorkKind, number>> = Object.freeze({
  mapping: 1,
  'code-review': 1,
  abstraction: 2,
  validation: 1,
  project: 1,
});
/** Of an hour; assumptions, to be replaced by your own. */
export const DEFAULT_PRICES: Readonly<Record<WorkKind, number>> = Object.freeze({
  mapping: 140,
  'code-review': 120,
  abstraction: 60,
  validation: 110,
  project: 150,
});

/** Trial runs before the last one. */
export const TRIAL_RUNS = 3;

/** Rates as an `estimate.yaml` would hold them. */
export const RATES_FILE: EstimateRates = Object.freeze({
  chartlift: 'estimate/1',
  rates: { ...DEFAULT_RATES },
  hoursPerWeek: DEFAULT_HOURS_PER_WEEK,
  people: { ...DEFAULT_PEOPLE },
  contingency: DEFAULT_CONTINGENCY,
  abstractionShare: DEFAULT_ABSTRACTION,
  prices: { ...DEFAULT_PRICES },
  currency: DEFAULT_CURRENCY,
});
