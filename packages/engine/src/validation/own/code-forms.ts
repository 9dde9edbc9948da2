import { cpt, cvx, icd10, rxcui, unii } from '../../terminology/code-shapes.js';
import { CVX, RXNORM } from './bindings.js';

/** A code system whose codes have a form that can be judged without its content. */
export interface CodeForm {
  readonly rule: string;
  readonly system: string;
  readonly name: string;
  readonly fits: (code: string) => boolean;
}

/** Forms of codes by their owners: NLM (RXCUI), CDC (CVX), NCI (concept codes), FDA (UNII), NCHS (ICD-10-CM). */
export const CODE_FORMS: readonly CodeForm[] = [
  { rule: 'rxnorm-code-form', system: RXNORM, name: 'an RxNorm RXCUI', fits: (code) => rxcui(code) !== null },
  { rule: 'cvx-code-form', system: CVX, name: 'a CVX code', fits: (code) => cvx(code) !== null },
  {
    rule: 'ncit-code-form',
    system: '2.16.840.1.113883.3.26.1.1',
    name: 'an NCI Thesaurus code',
    fits: (code) => /^C\d{3,7}$/.test(code),
  },
  {
    rule: 'unii-code-form',
    system: '2.16.840.1.113883.4.9',
    name: 'a UNII with its check character',
    fits: (code) => unii(code) === 'ok',
  },
  { rule: 'cpt-code-form', system: '2.16.840.1.113883.6.12', name: 'a CPT code', fits: (code) => cpt(code) !== null },
  {
    rule: 'hsloc-code-form',
    system: '2.16.840.1.113883.6.259',
    name: 'an NHSN location code',
    fits: (code) => /^\d{4}-\d$/.test(code),
  },
  {
    rule: 'icd-10-code-form',
    system: '2.16.840.1.113883.6.90',
    name: 'an ICD-10-CM code',
    fits: (code) => icd10(code) !== null,
  },
];
