import { cpt as cptShape } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const cpt = codeRule({
  name: 'cpt',
  describe: 'A CPT code by its shape, carried through.',
  system: 'http://www.ama-assn.org/go/cpt',
  problems: ['code-shape'],
  read: (text) => shaped(cptShape(text)),
});
