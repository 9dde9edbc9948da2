import { cpt } from './cpt.js';
import { cptToCvx, cvxCodes, mvxCodes } from './cvx.js';
import { fhirCodeSystem, fhirConceptMap } from './fhir.js';
import type { FileSample, ReleaseFormat } from './format.js';
import { gems } from './gems.js';
import { hcpcs } from './hcpcs.js';
import { icd9cm, icd9procedures } from './icd9.js';
import { icd10cm, icd10pcs } from './icd10.js';
import { loinc } from './loinc.js';
import { ndc } from './ndc.js';
import { rxnorm } from './rxnorm.js';
import { snomed } from './snomed.js';
import { unii } from './unii.js';

/** Published layouts that are recognised by themselves. */
const RELEASE_FORMATS: readonly ReleaseFormat[] = [
  ...[icd10cm, icd10pcs, icd9cm, icd9procedures, ...gems],
  ...[rxnorm, loinc, snomed, cvxCodes, mvxCodes, cptToCvx, ndc, unii, hcpcs, cpt],
];

/** Layouts that say themselves which system they are of, by how the file begins. */
const STATING = [fhirCodeSystem, fhirConceptMap];

/** The format and part that a file is; null where it is none. */
export function recogniseFile(sample: FileSample): { readonly format: ReleaseFormat; readonly part: string } | null {
  for (const format of [...RELEASE_FORMATS, ...STATING.map((of) => of(sample))]) {
    const part = format.recognise(sample);
    if (part !== null) return { format, part };
  }
  return null;
}

/** What is expected, a line for each format. */
export const expectedFiles = (): string[] => [
  ...RELEASE_FORMATS.map(({ title, expects }) => `${title}: ${expects}`),
  `FHIR: ${fhirCodeSystem({ name: '', head: '' }).expects}`,
];
