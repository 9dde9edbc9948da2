import type { RetentionNote } from '../artifacts/scope-proposal.js';

/**
 * Examples of rules about keeping records, for people to edit in scope.yaml: no legal advice, and not whole. They say why archived rows are kept
 * and not deleted.
 */
export const RETENTION_NOTES: readonly RetentionNote[] = Object.freeze([
  {
    title: 'Federal: documentation under HIPAA',
    text: 'Policies, notices, authorizations and the like are kept for six years from the day they were made or last in effect. This speaks of documentation of compliance; it sets no time for medical records themselves. Edit or take out.',
    source: '45 CFR 164.316(b)(2)(i) and 164.530(j)(2)',
  },
  {
    title: 'Federal: accounting of disclosures',
    text: 'A patient may ask to whom records were disclosed in the six years before: audit logs that answer it stay readable so long. Edit or take out.',
    source: '45 CFR 164.528(a)',
  },
  {
    title: 'Federal: Medicare Advantage and Part D',
    text: 'Contracts for Medicare Advantage and Part D ask for books and records for ten years. Edit or take out where they do not apply.',
    source: '42 CFR 422.504(d) and 423.505(d)',
  },
  {
    title: 'State: medical records of adults',
    text: 'How long records are kept is set by each state, and differs by kind of provider; many rules lie between five and ten years after the last visit. Enter the rule of the state and its source.',
    source: 'to be entered: statute or board of medicine of the state',
  },
  {
    title: 'State: records of minors',
    text: 'For minors the time often runs until some years after they come of age, so that records of children are kept longer than those of adults. Enter the rule of the state and its source.',
    source: 'to be entered: statute or board of medicine of the state',
  },
]);
