// The scope plan beside what is staged: shown, checked, proposed, decided, and what it costs.

export { type ScopeDecisionRequest, setScopeDecision } from '../analysis/scope-decisions.js';
export { checkScope, type ScopeLine, type ScopeVerdict, showScope } from '../analysis/scope-gate.js';
export {
  ESTIMATE_FILE,
  estimatePlan,
  type ProposedPlan,
  type ProposeRequest,
  proposePlan,
  type WrittenPlan,
  writeDefaultRates,
  writeProposals,
} from '../analysis/scope-proposing.js';
export type { Estimate, EstimateRates } from '../artifacts/estimate.js';
export type { ScopeProposal, ScopeSettings, TableProposal } from '../artifacts/scope-proposal.js';
export { databaseSources } from '../project/workspace.js';
