import type { ScopeSettings } from '../artifacts/scope-proposal.js';

/** Everything clinical, as far back as it goes: what stays behind is for the practice to decide. */
export const DEFAULT_SCOPE: ScopeSettings = Object.freeze({ resultYears: null, years: {}, patientsSince: null });
