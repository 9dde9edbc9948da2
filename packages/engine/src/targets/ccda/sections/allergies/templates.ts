import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const ALLERGIES_SECTION = template(table.ALLERGIES_SECTION);
export const ALLERGIES_SECTION_OPTIONAL = template(table.ALLERGIES_SECTION_ENTRIES_OPTIONAL);
export const ALLERGY_CONCERN = template(table.ALLERGY_CONCERN_ACT);
export const ALLERGY_OBSERVATION = template(table.ALLERGY_OBSERVATION);
export const REACTION_OBSERVATION = template(table.REACTION_OBSERVATION);
export const SEVERITY_OBSERVATION = template(table.SEVERITY_OBSERVATION);
export const CRITICALITY_OBSERVATION = template(table.CRITICALITY_OBSERVATION);
export const ALLERGY_STATUS = template(table.ALLERGY_STATUS_OBSERVATION);

type Code = readonly [code: string, display: string];

/** Allergy and Intolerance Type 2.16.840.1.113883.3.88.12.3221.6.2 by FHIR type (first key) and category (second; '' where none is stated). */
export const TYPES: Readonly<Record<string, Readonly<Record<string, Code>>>> = codeTable({
  allergy: codeTable({
    '': ['419199007', 'Allergy to substance'],
    medication: ['416098002', 'Allergy to drug'],
    food: ['414285001', 'Allergy to food'],
    environment: ['426232007', 'Environmental allergy'],
  }),
  intolerance: codeTable({
    '': ['782197009', 'Intolerance to substance'],
    medication: ['59037007', 'Intolerance to drug'],
    food: ['235719002', 'Intolerance to food'],
  }),
  '': codeTable({
    '': ['420134006', 'Propensity to adverse reaction'],
    medication: ['419511003', 'Propensity to adverse reaction to drug'],
    food: ['418471000', 'Propensity to adverse reaction to food'],
  }),
});

/** SNOMED CT situations that deny allergies, and the type that C-CDA negates for each (HL7 C-CDA examples, No Known Allergies). */
export const DENIALS: Readonly<Record<string, Code>> = codeTable({
  '716186003': ['419199007', 'Allergy to substance'],
  '160244002': ['419199007', 'Allergy to substance'],
  '409137002': ['416098002', 'Allergy to drug'],
  '429625007': ['414285001', 'Allergy to food'],
  '428607008': ['426232007', 'Environmental allergy'],
});

// FHIR severity -> Severity 2.16.840.1.113883.3.88.12.3221.6.8
export const SEVERITIES: Readonly<Record<string, Code>> = codeTable({
  mild: ['255604002', 'Mild'],
  moderate: ['6736007', 'Moderate'],
  severe: ['24484000', 'Severe'],
});

// FHIR criticality -> Criticality Observation value set 2.16.840.1.113883.1.11.20549
export const CRITICALITIES: Readonly<Record<string, Code>> = codeTable({
  low: ['CRITL', 'low criticality'],
  high: ['CRITH', 'high criticality'],
  'unable-to-assess': ['CRITU', 'unable to assess criticality'],
});

// FHIR clinicalStatus -> Clinical Status of allergies 2.16.840.1.113762.1.4.1099.29
export const STATUSES: Readonly<Record<string, Code>> = codeTable({
  active: ['55561003', 'Active'],
  inactive: ['73425007', 'Inactive'],
  resolved: ['413322009', 'Resolved'],
});
