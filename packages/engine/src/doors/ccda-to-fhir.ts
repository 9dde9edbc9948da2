// C-CDA documents as FHIR.

export { type CcdaConversion, convertCcdaToFhir } from '../conversion/convert-ccda.js';
