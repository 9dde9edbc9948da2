import { hcpcs as hcpcsShape } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const hcpcs = codeRule({
  name: 'hcpcs',
  describe: 'A HCPCS level II code by its shape.',
  system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  problems: ['code-shape'],
  read: (text) => shaped(hcpcsShape(text)),
});
