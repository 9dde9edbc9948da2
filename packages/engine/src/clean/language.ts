import { language as readLanguage } from '../terminology/languages.js';
import { textRule, withFindings } from './rule.js';

export const language = textRule({
  name: 'language',
  describe: 'A language as a BCP-47 concept, from its English name, ISO 639 code or tag.',
  returns: 'CodeableConcept',
  findings: ['language-unknown'],
  clean(text) {
    const found = readLanguage(text);
    if (found === null) return withFindings({ text }, 'language-unknown');
    return { value: { coding: [{ system: 'urn:ietf:bcp:47', code: found.tag, display: found.name }], text } };
  },
});
