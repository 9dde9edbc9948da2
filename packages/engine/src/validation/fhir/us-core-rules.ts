/**
 * What US Core 6.1.0 (hl7.org/fhir/us/core/STU6.1) demands, profile by profile: mandatory elements from each page's differential table and
 * invariants under their own keys. `uc-*` keys are this table's, for fixed categories, codes and units that the profile's slices and required bindings state.
 * Held against two further sources: the differentials of github.com/HL7/US-Core (input/resources-yaml) and the mandatory elements that ONC's Inferno reads out of the
 * published package (github.com/inferno-framework/us-core-test-kit, generated/v6.1.0); docs/formats/fhir-validation.md says which profiles were.
 */
export interface UsCoreRule {
  readonly key: string;
  /** FHIRPath over the resource. */
  readonly expression: string;
}

export interface UsCoreProfile {
  /** Last part of `http://hl7.org/fhir/us/core/StructureDefinition/<name>`; its page is `StructureDefinition-<name>.html`. */
  readonly name: string;
  readonly type: string;
  /** Paths with a minimum of 1; nested ones count where their parent is. `a|b` is a choice. */
  readonly mandatory: readonly string[];
  readonly rules: readonly UsCoreRule[];
}

const THO = 'http://terminology.hl7.org/CodeSystem/';
const UCUM = 'http://unitsofmeasure.org';
const rule = (key: string, expression: string): UsCoreRule => ({ key, expression });
const profile = (name: string, type: string, mandatory: string, ...rules: readonly UsCoreRule[]): UsCoreProfile => ({
  name,
  type,
  mandatory: mandatory === '' ? [] : mandatory.split(' '),
  rules,
});

const category = (system: string, ...codes: readonly string[]): UsCoreRule =>
  rule(
    'uc-category',
    codes.map((code) => `category.coding.where(system = '${system}' and code = '${code}').exists()`).join(' or '),
  );
const OBSERVATION = `${THO}observation-category`;
const loinc = (...codes: readonly string[]): UsCoreRule =>
  rule(
    'uc-code',
    codes.map((code) => `code.coding.where(system = 'http://loinc.org' and code = '${code}').exists()`).join(' or '),
  );
const codes = (list: readonly string[]): string => list.map((code) => `'${code}'`).join(' | ');

// Observation pages: us-core-1 (to the day), us-core-2 (value or reason), us-core-3 (UCUM).
const US_CORE_2 = rule(
  'us-core-2',
  '(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())',
);
const US_CORE_3 = rule('us-core-3', `valueQuantity.system.empty() or valueQuantity.system = '${UCUM}'`);
const TO_THE_DAY = "matches('[0-9]{4}-[0-9]{2}-[0-9]{2}.*')";
const US_CORE_1 = rule('us-core-1', `effectiveDateTime.hasValue().not() or effectiveDateTime.${TO_THE_DAY}`);

// FHIR core vital signs (hl7.org/fhir/R4/observation-vitalsigns.html): vs-1, vs-2; US Core 6.1 takes them over.
const VITAL = 'status category code subject effectiveDateTime|effectivePeriod';
const VITAL_RULES = [
  category(OBSERVATION, 'vital-signs'),
  rule('vs-1', `effectiveDateTime.hasValue().not() or effectiveDateTime.${TO_THE_DAY}`),
  rule('vs-2', '(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())'),
  rule('vs-3', 'component.all(value.exists() or dataAbsentReason.exists())'),
];
const QUANTITY = ' valueQuantity.value valueQuantity.unit valueQuantity.system valueQuantity.code';
const unit = (...units: readonly string[]): UsCoreRule =>
  rule(
    'uc-unit',
    `valueQuantity.empty() or valueQuantity.code.empty() or (valueQuantity.system = '${UCUM}' and valueQuantity.code in (${codes(units)}))`,
  );
const vital = (name: string, code: readonly string[], ...units: readonly string[]): UsCoreProfile =>
  profile(name, 'Observation', VITAL + QUANTITY, ...VITAL_RULES, loinc(...code), unit(...units));
const pressurePart = (code: string): UsCoreRule =>
  rule(
    'uc-component',
    `component.where(code.coding.where(system = 'http://loinc.org' and code = '${code}').exists()).exists() and component.where(code.coding.where(system = 'http://loinc.org' and code = '${code}').exists() and valueQuantity.exists()).all(valueQuantity.system = '${UCUM}' and valueQuantity.code = 'mm[Hg]' and valueQuantity.value.exists() and valueQuantity.unit.exists())`,
  );

const REPORTED = "(status in ('partial' | 'preliminary' | 'final' | 'amended' | 'corrected' | 'appended'))";
const NAMED =
  "name.all((family.exists() or given.exists()) xor extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists())";

export const US_CORE_PROFILES: readonly UsCoreProfile[] = [
  profile('us-core-allergyintolerance', 'AllergyIntolerance', 'code patient reaction.manifestation'),
  profile(
    'us-core-careplan',
    'CarePlan',
    'status intent category subject',
    category('http://hl7.org/fhir/us/core/CodeSystem/careplan-category', 'assess-plan'),
    // Required binding us-core-narrative-status, which asks nothing of a plan without a narrative.
    rule('uc-status', "text.status.empty() or text.status in ('generated' | 'additional')"),
  ),
  profile('us-core-careteam', 'CareTeam', 'subject participant participant.role participant.member'),
  profile(
    'us-core-condition-encounter-diagnosis',
    'Condition',
    'category code subject',
    category(`${THO}condition-category`, 'encounter-diagnosis'),
  ),
  profile(
    'us-core-condition-problems-health-concerns',
    'Condition',
    'category code subject',
    rule(
      'uc-category',
      `category.coding.where((system = '${THO}condition-category' and code = 'problem-list-item') or (system = 'http://hl7.org/fhir/us/core/CodeSystem/condition-category' and code = 'health-concern')).exists()`,
    ),
  ),
  profile(
    'us-core-coverage',
    'Coverage',
    'status relationship beneficiary payor class.type class.value',
    rule('uc-payor', 'payor.count() <= 1'),
    rule(
      'us-core-15',
      `identifier.type.coding.where(system = '${THO}v2-0203' and code = 'MB').exists() or subscriberId.exists()`,
    ),
  ),
  profile(
    'us-core-diagnosticreport-lab',
    'DiagnosticReport',
    'status category code subject',
    category(`${THO}v2-0074`, 'LAB'),
    rule('us-core-8', `${REPORTED}.not() or effective.exists()`),
    rule('us-core-9', `${REPORTED}.not() or issued.exists()`),
  ),
  profile(
    'us-core-diagnosticreport-note',
    'DiagnosticReport',
    'status category code subject',
    rule('us-core-10', `${REPORTED}.not() or effective.exists()`),
  ),
  profile(
    'us-core-documentreference',
    'DocumentReference',
    'status type category subject content content.attachment',
    rule('us-core-6', 'content.attachment.all(url.exists() or data.exists())'),
    // Required binding us-core-documentreference-type: LOINC's documents (not listed here), or unknown.
    rule(
      'uc-type-code',
      `type.coding.where(system = 'http://loinc.org' or (system = '${THO}v3-NullFlavor' and code = 'UNK')).exists()`,
    ),
    rule('uc-encounter', 'context.encounter.count() <= 1'),
  ),
  profile('us-core-encounter', 'Encounter', 'status class type subject identifier.system identifier.value'),
  profile('us-core-goal', 'Goal', 'lifecycleStatus description subject'),
  profile('us-core-immunization', 'Immunization', 'status vaccineCode patient occurrenceDateTime|occurrenceString'),
  profile(
    'us-core-implantable-device',
    'Device',
    'type patient udiCarrier.deviceIdentifier',
    rule('uc-udi', 'udiCarrier.count() <= 1'),
  ),
  profile('us-core-location', 'Location', 'name'),
  profile('us-core-medication', 'Medication', 'code'),
  profile(
    'us-core-medicationdispense',
    'MedicationDispense',
    'status medicationCodeableConcept|medicationReference subject',
    rule('us-core-20', "status != 'completed' or whenHandedOver.exists()"),
  ),
  profile(
    'us-core-medicationrequest',
    'MedicationRequest',
    'status intent medicationCodeableConcept|medicationReference subject',
  ),
  profile(
    'us-core-observation-lab',
    'Observation',
    'status category code subject',
    category(OBSERVATION, 'laboratory'),
    US_CORE_1,
    US_CORE_2,
    US_CORE_3,
  ),
  profile(
    'us-core-observation-clinical-result',
    'Observation',
    'status category code subject',
    US_CORE_1,
    US_CORE_2,
    US_CORE_3,
  ),
  profile(
    'us-core-observation-screening-assessment',
    'Observation',
    'status category code subject',
    category(OBSERVATION, 'survey'),
    US_CORE_1,
    US_CORE_2,
    US_CORE_3,
  ),
  profile('us-core-simple-observation', 'Observation', 'status category code subject'),
  profile(
    'us-core-observation-occupation',
    'Observation',
    'status code subject valueCodeableConcept',
    loinc('11341-5'),
  ),
  profile(
    'us-core-observation-pregnancystatus',
    'Observation',
    'status code subject effectiveDateTime valueCodeableConcept',
    loinc('82810-3'),
  ),
  profile(
    'us-core-observation-pregnancyintent',
    'Observation',
    'status code subject effectiveDateTime valueCodeableConcept',
    loinc('86645-9'),
  ),
  profile('us-core-observation-sexual-orientation', 'Observation', 'status code subject', loinc('76690-7'), US_CORE_2),
  profile(
    'us-core-smokingstatus',
    'Observation',
    'status category code subject effectiveDateTime valueCodeableConcept',
    category(OBSERVATION, 'social-history'),
    loinc('72166-2'),
    // Required binding us-core-observation-smoking-status-status.
    rule('uc-status', "status in ('final' | 'entered-in-error')"),
  ),
  profile('us-core-vital-signs', 'Observation', VITAL, ...VITAL_RULES),
  profile(
    'us-core-blood-pressure',
    'Observation',
    `${VITAL} component`,
    ...VITAL_RULES,
    loinc('85354-9'),
    pressurePart('8480-6'),
    pressurePart('8462-4'),
  ),
  vital('us-core-bmi', ['39156-5'], 'kg/m2'),
  vital('us-core-body-height', ['8302-2'], 'cm', '[in_i]'),
  vital('us-core-body-temperature', ['8310-5'], 'Cel', '[degF]'),
  vital('us-core-body-weight', ['29463-7'], 'g', 'kg', '[lb_av]'),
  vital('us-core-head-circumference', ['9843-4'], 'cm', '[in_i]'),
  vital('us-core-heart-rate', ['8867-4'], '/min'),
  vital('us-core-pulse-oximetry', ['2708-6', '59408-5'], '%'),
  vital('us-core-respiratory-rate', ['9279-1'], '/min'),
  vital('head-occipital-frontal-circumference-percentile', ['8289-1'], '%'),
  vital('pediatric-bmi-for-age', ['59576-9'], '%'),
  vital('pediatric-weight-for-height', ['77606-2'], '%'),
  profile('us-core-organization', 'Organization', 'active name'),
  profile(
    'us-core-patient',
    'Patient',
    'identifier identifier.system identifier.value name gender telecom.system telecom.value communication.language',
    rule('us-core-6', NAMED),
  ),
  profile('us-core-practitioner', 'Practitioner', 'identifier identifier.system identifier.value name name.family'),
  profile(
    'us-core-practitionerrole',
    'PractitionerRole',
    'telecom.system telecom.value',
    rule('pd-1', 'telecom.exists() or endpoint.exists()'),
    rule(
      'us-core-13',
      'practitioner.exists() or organization.exists() or healthcareService.exists() or location.exists()',
    ),
  ),
  profile(
    'us-core-procedure',
    'Procedure',
    'status code subject',
    rule('us-core-7', "(status in ('completed' | 'in-progress')).not() or performed.exists()"),
  ),
  profile(
    'us-core-provenance',
    'Provenance',
    'target target.reference recorded agent agent.who',
    rule(
      'provenance-1',
      "agent.where(who.reference.startsWith('Practitioner/') or who.reference.startsWith('Device/')).all(onBehalfOf.exists())",
    ),
  ),
  profile(
    'us-core-questionnaireresponse',
    'QuestionnaireResponse',
    'questionnaire status subject authored item.linkId',
  ),
  profile(
    'us-core-relatedperson',
    'RelatedPerson',
    'active patient',
    rule('us-core-14', 'name.exists() or relationship.exists()'),
  ),
  profile('us-core-servicerequest', 'ServiceRequest', 'status intent code subject'),
  profile('us-core-specimen', 'Specimen', 'type'),
];

/** Rules of US Core extensions over the extension itself; wherever one is used it must meet them. Bindings: OMB categories, birth sex. */
export const US_CORE_EXTENSIONS: Readonly<Record<string, readonly UsCoreRule[]>> = {
  'us-core-race': [
    rule('uc-race-text', "extension.where(url = 'text').valueString.exists()"),
    rule(
      'uc-race-omb',
      "extension.where(url = 'ombCategory').all(valueCoding.code in ('1002-5' | '2028-9' | '2054-5' | '2076-8' | '2106-3' | 'UNK' | 'ASKU' | 'OTH'))",
    ),
    rule(
      'uc-race-count',
      "extension.where(url = 'text').count() <= 1 and extension.where(url = 'ombCategory').count() <= 5",
    ),
  ],
  'us-core-ethnicity': [
    rule('uc-ethnicity-text', "extension.where(url = 'text').valueString.exists()"),
    rule(
      'uc-ethnicity-omb',
      "extension.where(url = 'ombCategory').all(valueCoding.code in ('2135-2' | '2186-5' | 'UNK' | 'ASKU' | 'OTH'))",
    ),
    rule(
      'uc-ethnicity-count',
      "extension.where(url = 'text').count() <= 1 and extension.where(url = 'ombCategory').count() <= 1",
    ),
  ],
  'us-core-birthsex': [rule('uc-birthsex', "valueCode in ('F' | 'M' | 'OTH' | 'UNK' | 'ASKU')")],
};
