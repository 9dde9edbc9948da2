import { readNdc } from './code-readers.js';
import { codeRule } from './coding.js';

export const ndc = codeRule({
  name: 'ndc',
  describe: 'An NDC in eleven digits; ten digits without hyphens are ambiguous.',
  system: 'http://hl7.org/fhir/sid/ndc',
  problems: ['code-shape', 'code-ambiguous'],
  read: readNdc,
});
