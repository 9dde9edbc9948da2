import { codeTable } from '../../../base/code-table.js';
import { isOmbCategory } from '../../../chart/extensions.js';
import type { Coding, Extension, Organization, Patient } from '../../../chart/fhir.js';
import { isLanguageTag } from '../../../terminology/code-forms.js';
import { codingAttributes, concept, conceptText } from '../datatypes/concept.js';
import { identifierId, ii, resourceRoot } from '../datatypes/identifier.js';
import { MARITAL_STATUS, RELIGIOUS_AFFILIATION } from '../datatypes/oid.js';
import { addresses, personName, postalAddress, telecoms } from '../datatypes/person.js';
import { timestamp, ts } from '../datatypes/time.js';
import type { CcdaDocument } from '../document.js';
import { attribute, escapeText, isToken, visible } from '../xml.js';
import { isGuardian } from './contacts.js';

const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race';
const ETHNICITY = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity';
export const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex';
const RELIGION = 'http://hl7.org/fhir/StructureDefinition/patient-religion';
const BIRTH_PLACE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

// FHIR AdministrativeGender -> HL7 v3 AdministrativeGender 2.16.840.1.113883.5.1 (FHIR R4 ConceptMap administrative-gender)
const GENDERS: Readonly<Record<string, readonly [code: string, display: string]>> = codeTable({
  male: ['M', 'Male'],
  female: ['F', 'Female'],
  other: ['UN', 'Undifferentiated'],
});

export function genderElement(gender: string | null | undefined): string {
  const known = GENDERS[gender ?? ''];
  return known === undefined
    ? '<administrativeGenderCode nullFlavor="UNK"/>'
    : `<administrativeGenderCode code="${known[0]}" codeSystem="2.16.840.1.113883.5.1" codeSystemName="AdministrativeGender" displayName="${known[1]}"/>`;
}

export function extensionOf(
  resource: { readonly extension?: readonly (Extension | null)[] | null | undefined },
  url: string,
): Extension | undefined {
  return (resource.extension ?? []).find((e) => e?.url === url) ?? undefined;
}

/** recordTarget of the US Realm Header (CONF:1198-5266). */
export function recordTarget(document: CcdaDocument): string {
  const { patient } = document.chart;
  document.carry({ resourceType: 'Patient', id: patient.id });
  const ids = (patient.identifier ?? []).map((i) => identifierId(document.namespace, i)).filter((id) => id !== null);
  const idXml = [...new Set(ids.map(ii))].join('') || ii(resourceRoot(document.namespace, 'Patient', patient.id));
  const organization = document.resolve<Organization>(patient.managingOrganization);
  return (
    `<recordTarget><patientRole>${idXml}${addresses(patient.address)}${telecoms(patient.telecom)}` +
    `<patient>${person(document, patient)}</patient>` +
    `${organization ? `<providerOrganization>${document.parties.organization(organization)}</providerOrganization>` : ''}` +
    '</patientRole></recordTarget>'
  );
}

function person(document: CcdaDocument, patient: Patient): string {
  const { namespace } = document;
  const names = (patient.name ?? []).map((n) => personName(n, true)).filter((n) => n !== null);
  if (names.length === 0) report(document, 'ccda-patient-no-name', 'Patient.name');
  if (timestamp(patient.birthDate) === null) report(document, 'ccda-patient-no-birth-date', 'Patient.birthDate');
  const religion = extensionOf(patient, RELIGION)?.valueCodeableConcept;
  return (
    (names.join('') || '<name nullFlavor="UNK"/>') +
    genderElement(patient.gender) +
    ts('birthTime', patient.birthDate) +
    deceased(patient) +
    multipleBirth(patient) +
    (conceptText(patient.maritalStatus) === ''
      ? ''
      : concept(namespace, patient.maritalStatus, {
          tag: 'maritalStatusCode',
          systems: [MARITAL_STATUS],
          strict: true,
        })) +
    (conceptText(religion) === ''
      ? ''
      : concept(namespace, religion, {
          tag: 'religiousAffiliationCode',
          systems: [RELIGIOUS_AFFILIATION],
          strict: true,
        })) +
    category(namespace, extensionOf(patient, RACE), 'raceCode') +
    category(namespace, extensionOf(patient, ETHNICITY), 'ethnicGroupCode') +
    guardians(document, patient) +
    birthPlace(patient) +
    languages(document, patient)
  );
}

const report = (document: CcdaDocument, code: string, element: string): void =>
  document.report(
    'warning',
    code,
    `document of ${document.chart.patient.id}`,
    'Importers match patients by this, and the source does not have it.',
    element,
  );

function deceased(patient: Patient): string {
  if (typeof patient.deceasedDateTime === 'string')
    return `<sdtc:deceasedInd value="true"/>${ts('sdtc:deceasedTime', patient.deceasedDateTime)}`;
  return typeof patient.deceasedBoolean === 'boolean' ? `<sdtc:deceasedInd value="${patient.deceasedBoolean}"/>` : '';
}

function multipleBirth(patient: Patient): string {
  const order = patient.multipleBirthInteger;
  if (order !== undefined && order !== null && /^[1-9]\d{0,2}$/.test(String(order)))
    return `<sdtc:multipleBirthInd value="true"/><sdtc:multipleBirthOrderNumber value="${order}"/>`;
  return typeof patient.multipleBirthBoolean === 'boolean'
    ? `<sdtc:multipleBirthInd value="${patient.multipleBirthBoolean}"/>`
    : '';
}

/** Race or ethnicity: the first OMB category is the code itself, all further ones are sdtc codes (CONF:1198-5322, 1198-7263). */
function category(namespace: string, extension: Extension | undefined, tag: 'raceCode' | 'ethnicGroupCode'): string {
  const parts = extension?.extension ?? [];
  const codings: Coding[] = [];
  for (const url of ['ombCategory', 'detailed'])
    for (const part of parts)
      if (part?.url === url && part.valueCoding && codingAttributes(namespace, part.valueCoding) !== '')
        codings.push(part.valueCoding);
  const text = visible(parts.find((e) => e?.url === 'text')?.valueString) ?? '';
  // Ethnicity is one of the two categories (CONF:1198-5323); one that is stated in detail only stands beside.
  const first = codings[0];
  const isMain = tag === 'raceCode' || first?.system === NULL_FLAVOR || isOmbCategory(first?.code ?? '');
  const main = isMain ? first : undefined;
  const others = isMain ? codings.slice(1) : codings;
  // A text that FHIR asks for and that says no more than the flavor.
  const isSpoken = text !== '' && !(main?.system === NULL_FLAVOR && text === main.code);
  const original = isSpoken ? `<originalText>${escapeText(text)}</originalText>` : '';
  const beside = others
    .filter((c) => c.system !== NULL_FLAVOR)
    .map((c) => `<sdtc:${tag}${codingAttributes(namespace, c)}/>`)
    .join('');
  if (!main)
    return `<${tag} nullFlavor="${text === '' && beside === '' ? 'UNK' : 'OTH'}">${original}</${tag}>${beside}`;
  const flavor = main.system === NULL_FLAVOR ? attribute('nullFlavor', main.code) : codingAttributes(namespace, main);
  return `<${tag}${flavor}>${original}</${tag}>${main.system === NULL_FLAVOR ? '' : beside}`;
}

function guardians(document: CcdaDocument, patient: Patient): string {
  let xml = '';
  for (const contact of patient.contact ?? []) {
    if (!contact || !isGuardian(contact.relationship)) continue;
    const name = personName(contact.name);
    const address = postalAddress(contact.address) ?? '';
    const phones = (contact.telecom ?? []).length > 0 ? telecoms(contact.telecom) : '';
    if (name === null && address === '' && !phones.includes('value=')) continue;
    xml += `<guardian>${concept(document.namespace, contact.relationship?.[0])}${address}${phones}<guardianPerson>${name ?? '<name nullFlavor="UNK"/>'}</guardianPerson></guardian>`;
  }
  return xml;
}

function birthPlace(patient: Patient): string {
  const address = postalAddress(extensionOf(patient, BIRTH_PLACE)?.valueAddress);
  return address === null ? '' : `<birthplace><place>${address}</place></birthplace>`;
}

function languages(document: CcdaDocument, patient: Patient): string {
  let xml = '';
  for (const communication of patient.communication ?? []) {
    const codings = communication?.language?.coding ?? [];
    // languageCode is a CS: RFC 5646 tag or ISO 639 code, no system (CONF:1198-5407).
    const code = codings.map((c) => c?.code).find((c) => typeof c === 'string' && isToken(c) && isLanguageTag(c));
    if (code === undefined) {
      if (conceptText(communication?.language) !== '')
        document.report(
          'warning',
          'ccda-language-no-code',
          `document of ${patient.id}`,
          'The language has no code, and C-CDA has no place for its text.',
          'Patient.communication.language',
        );
      continue;
    }
    const preferred =
      typeof communication.preferred === 'boolean' ? `<preferenceInd value="${communication.preferred}"/>` : '';
    xml += `<languageCommunication><languageCode${attribute('code', code)}/>${preferred}</languageCommunication>`;
  }
  return xml;
}
