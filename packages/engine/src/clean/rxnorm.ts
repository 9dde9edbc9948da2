import { rxcui } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const rxnorm = codeRule({
  name: 'rxnorm',
  describe: 'An RxNorm concept id.',
  system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  problems: ['code-shape'],
  read: (text) => shaped(rxcui(text)),
});
