import { z } from 'zod';

/** Work that is counted apart: reading the tables into a mapping, deciding codes, lifting facts out of texts, checking charts, and leading it all. */
export const WORK_KINDS = ['mapping', 'code-review', 'abstraction', 'validation', 'project'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

const rateSchema = z.strictObject({
  /** Hours for one of what is counted. */
  hours: z.number().min(0).max(10_000),
  /** Where the figure comes from; `assumption` where nobody measured it. */
  source: z.string().min(1),
});

/** `estimate.yaml`: the rates of an estimate. Every part may be left out; the defaults of docs/guide/estimate.md stand in. No PHI. */
export const estimateRatesSchema = z.strictObject({
  chartlift: z.literal('estimate/1'),
  /** Name of a rate -> hours for one of what it counts. */
  rates: z.record(z.string(), rateSchema).optional(),
  /** Hours of work in a week, of one person. */
  hoursPerWeek: z.number().positive().max(168).optional(),
  /** People working at the same time, by kind of work. */
  people: z.partialRecord(z.enum(WORK_KINDS), z.number().positive().max(1000)).optional(),
  /** Share added to the hours for what nobody foresaw: 0.15 is 15 %. */
  contingency: z.number().min(0).max(5).optional(),
  /** Share of the charts in scope that people abstract by hand: 0.05 is 5 %. */
  abstractionShare: z.number().min(0).max(1).optional(),
  /** Price of an hour by kind of work. */
  prices: z.partialRecord(z.enum(WORK_KINDS), z.number().min(0)).optional(),
  /** ISO 4217, of the prices. */
  currency: z.string().length(3).optional(),
});

export type EstimateRates = z.infer<typeof estimateRatesSchema>;

/** Hours, weeks and price of a migration, every figure with what was counted for it. Holds no PHI. */
export interface Estimate {
  readonly chartlift: 'estimate/1';
  readonly source: string;
  readonly lines: readonly EstimateLine[];
  readonly totals: readonly EstimateTotal[];
  /** Without contingency. */
  readonly hours: number;
  readonly contingency: { readonly share: number; readonly hours: number };
  /** Calendar: kinds of work that may run side by side do. */
  readonly weeks: number;
  readonly quote: {
    readonly currency: string;
    readonly lines: readonly QuoteLine[];
    readonly total: number;
  };
  /** What the figures do not cover, or rest upon, in sentences. */
  readonly assumptions: readonly string[];
}

/** `count` x `rate` = `hours`. */
export interface EstimateLine {
  readonly kind: WorkKind;
  readonly item: string;
  readonly count: number;
  /** Where the count comes from: what was counted, in which tables. */
  readonly origin: string;
  /** Name of the rate in `estimate.yaml`. */
  readonly rate: string;
  /** Hours for one. */
  readonly rateHours: number;
  readonly rateSource: string;
  /** Rounded to a tenth. */
  readonly hours: number;
}

export interface EstimateTotal {
  readonly kind: WorkKind;
  readonly hours: number;
  readonly people: number;
  readonly weeks: number;
}

export interface QuoteLine {
  readonly item: string;
  /** With contingency. */
  readonly hours: number;
  readonly hourly: number;
  /** Whole units of the currency. */
  readonly price: number;
}
