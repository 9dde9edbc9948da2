/**
 * Elements of each resource type that the document tells. What a resource has beside these has no place in the CCD: the FHIR target carries it, and an
 * issue says so. Elements are named without their type suffix (`onset` for onsetDateTime).
 */
const TOLD: Readonly<Record<string, string>> = {
  Patient:
    'active name telecom gender birthDate deceased address maritalStatus multipleBirth contact communication generalPractitioner managingOrganization',
  AllergyIntolerance:
    'clinicalStatus verificationStatus type category criticality code onset recordedDate recorder asserter lastOccurrence note reaction',
  Condition:
    'clinicalStatus verificationStatus category severity code bodySite onset abatement recordedDate recorder asserter note',
  MedicationRequest:
    'status intent doNotPerform medication authoredOn requester recorder reasonCode reasonReference note dosageInstruction dispenseRequest',
  MedicationStatement:
    'status medication effective dateAsserted informationSource reasonCode reasonReference note dosage',
  MedicationAdministration: 'status medication effective performer reasonCode reasonReference note dosage',
  Immunization:
    'status statusReason vaccineCode occurrence recorded manufacturer lotNumber expirationDate site route doseQuantity performer note reasonCode protocolApplied location',
  Observation:
    'status category code effective issued performer value dataAbsentReason interpretation note bodySite method referenceRange hasMember component',
  DiagnosticReport: 'status category code effective issued performer result conclusion presentedForm',
  Procedure:
    'status statusReason category code performed recorder performer location reasonCode reasonReference bodySite outcome note',
  Encounter:
    'status class type period participant reasonCode reasonReference diagnosis hospitalization location serviceProvider',
  Coverage: 'status type policyHolder subscriber subscriberId beneficiary relationship period payor class order',
  DocumentReference: 'status docStatus type category date author authenticator description content context',
  CarePlan: 'status intent category title description period created author activity addresses note',
  ServiceRequest:
    'status intent doNotPerform category code occurrence authoredOn requester performer reasonCode reasonReference note patientInstruction',
  Appointment:
    'status serviceType specialty appointmentType reasonCode reasonReference description start end created comment patientInstruction participant',
  ImmunizationRecommendation: 'date authority recommendation',
  SupplyRequest:
    'status itemCodeableConcept itemReference quantity occurrence authoredOn requester reasonCode reasonReference',
  DeviceRequest:
    'status intent codeCodeableConcept codeReference occurrence authoredOn requester performer reasonCode reasonReference note',
  CommunicationRequest:
    'status category doNotPerform payload occurrence authoredOn requester reasonCode reasonReference note',
  NutritionOrder: 'status intent dateTime orderer oralDiet supplement enteralFormula note',
  Goal: 'lifecycleStatus achievementStatus category priority description start target statusDate statusReason expressedBy addresses note',
  CareTeam: 'status category name period participant reasonCode reasonReference managingOrganization telecom note',
  ClinicalImpression:
    'status statusReason code description effective date assessor problem summary finding prognosisCodeableConcept note',
  Consent: 'status scope category dateTime performer organization sourceAttachment policyRule provision',
  FamilyMemberHistory: 'status date name relationship sex born deceased note condition',
  Device:
    'status udiCarrier manufacturer manufactureDate expirationDate lotNumber serialNumber distinctIdentifier deviceName modelNumber type note',
};

// Of every resource: what identifies and ties it to the patient. Which encounter it belongs to is told by no C-CDA entry.
const ALWAYS =
  'resourceType id meta implicitRules language text contained extension modifierExtension identifier subject patient encounter context';

const told = new Map(
  Object.entries(TOLD).map(([type, elements]) => [type, new Set(`${ALWAYS} ${elements}`.split(' '))]),
);

// FHIR's choice elements: the type follows the name.
const CHOICE =
  /^(onset|abatement|deceased|multipleBirth|medication|effective|occurrence|value|performed|start|born)[A-Z]\w*$/;

/** `Type.element` where it is not told, '' where it is; remembered by type and name. */
const verdicts = new Map<string, Map<string, string>>();

/** Extensions that the document's header tells (header/patient.ts). The source's own spelling of a code is none of them: a document has the standard spelling alone. */
const TOLD_EXTENSIONS: ReadonlySet<unknown> = new Set([
  ...['race', 'ethnicity', 'birthsex'].map((name) => `http://hl7.org/fhir/us/core/StructureDefinition/us-core-${name}`),
  'http://hl7.org/fhir/StructureDefinition/patient-religion',
  'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
]);

/** Whether anything of the value has an extension that no header tells: most have none, so that paths are made only where one is. */
function hasUntoldExtension(value: object): boolean {
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null && hasUntoldExtension(item)) return true;
    return false;
  }
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member !== 'object' || member === null) continue;
    if (name === 'extension' ? itemsOf(member).some(isUntold) : hasUntoldExtension(member)) return true;
  }
  return false;
}

const itemsOf = (member: object): readonly unknown[] => (Array.isArray(member) ? member : [member]);

const isUntold = (extension: unknown): boolean =>
  extension !== null && !TOLD_EXTENSIONS.has((extension as { url?: unknown }).url);

/** Adds the path of every list of extensions that has one which no header tells. */
function addExtensions(value: object, path: string, found: string[]): void {
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member !== 'object' || member === null) continue;
    if (name === 'extension') {
      const at = `${path}.extension`;
      if (itemsOf(member).some(isUntold) && !found.includes(at)) found.push(at);
      continue;
    }
    for (const item of itemsOf(member))
      if (typeof item === 'object' && item !== null) addExtensions(item, `${path}.${name}`, found);
  }
}

/** Elements of a resource that are not told, as `Type.element`, and its extensions with their paths; none for types that are not written at all. */
export function untold(resource: { readonly resourceType: string }): readonly string[] {
  const elements = untoldElements(resource);
  if (!told.has(resource.resourceType) || !hasUntoldExtension(resource)) return elements;
  const found = [...elements];
  addExtensions(resource, resource.resourceType, found);
  return found;
}

function untoldElements(resource: { readonly resourceType: string }): readonly string[] {
  const known = told.get(resource.resourceType);
  if (known === undefined) return NONE;
  let remembered = verdicts.get(resource.resourceType);
  if (remembered === undefined) {
    remembered = new Map();
    verdicts.set(resource.resourceType, remembered);
  }
  let names: string[] | null = null;
  for (const name in resource) {
    let verdict = remembered.get(name);
    if (verdict === undefined) {
      const isTold = name.startsWith('_') || known.has(name) || known.has(CHOICE.exec(name)?.[1] ?? name);
      verdict = isTold ? '' : `${resource.resourceType}.${name}`;
      if (remembered.size < 500) remembered.set(name, verdict);
    }
    if (verdict === '') continue;
    const value = (resource as Record<string, unknown>)[name];
    if (value !== null && value !== undefined) {
      names ??= [];
      names.push(verdict);
    }
  }
  return names ?? NONE;
}

const NONE: readonly string[] = [];
