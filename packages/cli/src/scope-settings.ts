import { MigrationError } from '@chartlift/engine/base';
import type { ScopeSettings } from '@chartlift/engine/scope';
import { wholeNumber } from './numbers.js';

/** Options that set windows of time, the same for every command that proposes a scope. */
export interface WindowOptions {
  readonly resultsYears?: string;
  readonly years?: readonly string[];
  readonly patientsSince?: string;
}

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', kind: 'usage', hint });

/** What the options of windows say. Error USAGE names the option. */
export function scopeSettings(given: WindowOptions, command: string): ScopeSettings {
  const years: Record<string, number> = {};
  for (const one of given.years ?? []) {
    const parts = /^([a-z-]+)=(\d{1,3})$/.exec(one);
    if (!parts?.[1]) throw usage('--years cannot be read', 'Write a domain and a number, e.g. --years vitals=5.');
    years[parts[1]] = Number(parts[2]);
  }
  const since = given.patientsSince;
  if (since !== undefined && !/^(?:\d{1,3}|\d{4}-\d\d-\d\d)$/.test(since))
    throw usage('--patients-since cannot be read', 'Write a number of years, or a day as YYYY-MM-DD.');
  return {
    resultYears:
      given.resultsYears === undefined ? null : wholeNumber(given.resultsYears, '--results-years', 0, command),
    years,
    patientsSince: since === undefined ? null : /-/.test(since) ? since : Number(since),
  };
}
