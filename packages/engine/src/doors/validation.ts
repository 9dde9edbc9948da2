// Every validation layer, over documents and FHIR files from anywhere.

export { loadedFolder } from '../terminology/store/place.js';
export { type FhirFile, type FhirValidatorSettings, validateFhir } from '../validation/fhir/validator.js';
export type { FhirFinding, FhirLayer, FhirVerdict, NotCovered, UsCoreCount } from '../validation/fhir/verdict.js';
export { importerProfile } from '../validation/own/importer/lint.js';
export type { CodeLookup } from '../validation/own/vocabulary.js';
export type { CategoryScore, DocumentSize, Grade, ScorecardResult } from '../validation/score.js';
export {
  createValidator,
  type ValidateOptions,
  type Validator,
  type ValidatorSettings,
} from '../validation/validator.js';
export type { ArtefactIssue, DocumentVerdict, Finding, Layer, SkippedLayer } from '../validation/verdict.js';
