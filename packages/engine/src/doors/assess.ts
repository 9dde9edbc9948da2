// What is in a source, what of it could move, what that costs.

export { type AssessSettings, type AssessStage, assessSource, assessStaged } from '../analysis/assess.js';
export { type Assessment, FINDING_SEVERITIES, type QualityFinding } from '../artifacts/assessment.js';
export {
  type DecisionTotal,
  type DomainGroup,
  decisionTotals,
  domainGroups,
  type FindingGroup,
  findingGroups,
} from '../report/assess/assessment-facts.js';
export { renderAssessmentMarkdown } from '../report/assess/assessment-markdown.js';
export { renderAssessmentPage } from '../report/assess/assessment-page.js';
export { type SummaryLine, summaryLines } from '../report/assess/summary-lines.js';
export { DOMAIN_NAMES } from '../report/assess/words.js';
export { terminologyFolder } from '../terminology/store/place.js';
