// FHIR as C-CDA documents.

export {
  convertFhirToCcda,
  type FhirConversion,
  type FhirConversionSettings,
  type FhirInput,
  type FhirNotCarried,
} from '../conversion/convert-fhir.js';
