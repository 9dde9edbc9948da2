// C-CDA documents as FHIR.

export { type CcdaConversion, convertCcdaToFhir } from '../convert-ccda.js';
