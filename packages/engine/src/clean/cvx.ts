import { cvx as cvxShape } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const cvx = codeRule({
  name: 'cvx',
  describe: 'A CVX vaccine code, at least two digits as CDC lists it.',
  system: 'http://hl7.org/fhir/sid/cvx',
  problems: ['code-shape'],
  read: (text) => shaped(cvxShape(text)),
});
