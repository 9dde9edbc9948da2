import { loincValid, snomedConceptValid } from '../terminology/check-digits.js';
import { cpt, cvx, hcpcs, icd9, icd10, ndc11, rxcui, unii } from '../terminology/code-shapes.js';
import { codeSystem } from '../terminology/code-systems.js';
import { type CodeReading, shaped } from './coding.js';

export function readSnomed(text: string): CodeReading {
  if (!/^[1-9]\d{5,17}$/.test(text)) return { problem: 'code-shape' };
  return snomedConceptValid(text) ? { code: text } : { problem: 'code-check-digit' };
}

export function readLoinc(text: string): CodeReading {
  if (!/^\d{1,7}-\d$/.test(text)) return { problem: 'code-shape' };
  return loincValid(text) ? { code: text } : { problem: 'code-check-digit' };
}

export function readNdc(text: string): CodeReading {
  const read = ndc11(text);
  if (read === 'ambiguous') return { problem: 'code-ambiguous' };
  return read ?? { problem: 'code-shape' };
}

export function readUnii(text: string): CodeReading {
  const read = unii(text);
  if (read === null) return { problem: 'code-shape' };
  return read === 'ok' ? { code: text.toUpperCase() } : { problem: 'code-check-digit' };
}

const readers: ReadonlyMap<string, (text: string) => CodeReading> = new Map([
  ['http://snomed.info/sct', readSnomed],
  ['http://loinc.org', readLoinc],
  ['http://hl7.org/fhir/sid/ndc', readNdc],
  ['http://fdasis.nlm.nih.gov', readUnii],
  ['http://hl7.org/fhir/sid/icd-10-cm', (text) => shaped(icd10(text))],
  ['http://hl7.org/fhir/sid/icd-9-cm', (text) => shaped(icd9(text))],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', (text) => shaped(rxcui(text))],
  ['http://hl7.org/fhir/sid/cvx', (text) => shaped(cvx(text))],
  ['http://www.ama-assn.org/go/cpt', (text) => shaped(cpt(text))],
  ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', (text) => shaped(hcpcs(text))],
]);

/**
 * Reads a code of a system that is named as legacy data names it. A system without a check of its own takes any code of printable characters.
 */
export function readCode(systemName: string, text: string): (CodeReading & { readonly system: string }) | null {
  const system = codeSystem(systemName);
  if (system === null) return null;
  const read = readers.get(system.uri);
  const reading = read ? read(text) : /^[!-~](?:[ !-~]{0,63}[!-~])?$/.test(text) ? { code: text } : shaped(null);
  return { ...reading, system: system.uri };
}
