import { codeTable } from '../../base/code-table.js';
import { stableId } from '../../base/stable-id.js';
import { raceParts } from '../../chart/extensions.js';
import type { CodeableConcept } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, plainCode, statedBoolean, time } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { address, addresses, humanNames, plainName, telecoms } from './names.js';
import { organization } from './parties.js';
import { type Body, extend, type Reading } from './reading.js';

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
/** HL7 v3 AdministrativeGender to FHIR administrative-gender (FHIR R4 concept map). */
const GENDER: Readonly<Record<string, string>> = codeTable({
  M: 'male',
  F: 'female',
  UN: 'other',
  U: 'unknown',
  O: 'other',
});
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

/** Codings of several race elements as one US Core extension; a nullFlavor that says why is a coding too. */
function raceExtension(name: string, elements: readonly XmlElement[], reading: Reading): Body | undefined {
  const found: CodeableConcept[] = [];
  for (const element of elements) {
    const flavor = element.attribute('nullFlavor');
    const value = concept(element, reading);
    if (value) found.push(value);
    if (value?.coding === undefined && (flavor === 'UNK' || flavor === 'ASKU'))
      found.push({ coding: [{ system: NULL_FLAVOR, code: flavor }] });
  }
  if (found.length === 0) return undefined;
  const codings = found.flatMap((one) => one.coding ?? []) as { system?: string; code?: string; display?: string }[];
  const text = found.map((one) => one.text).filter((one) => one !== undefined);
  const parts = raceParts(codings, text.length > 0 ? text.join(', ') : undefined);
  if (parts === null) return undefined;
  const kept = JSON.stringify(parts);
  for (const element of elements) {
    const code = element.attribute('code');
    if (code !== undefined && !kept.includes(`"${code}"`))
      reading.lose(element, 'the code is none of the CDC race and ethnicity code set');
  }
  return { url: `${US_CORE}${name}`, extension: parts };
}

/** `languageCommunication`: language, mode, proficiency, preference. */
function communication(element: XmlElement, reading: Reading): Body | undefined {
  element.used = true;
  const code = plainCode(element.child('languageCode'));
  if (code === undefined) return undefined;
  const isPreferred = statedBoolean(element.child('preferenceInd'));
  const body: Body = {
    language: { coding: [{ system: 'urn:ietf:bcp:47', code }] },
    ...(isPreferred === undefined ? {} : { preferred: isPreferred }),
  };
  const part = (name: string, child: string): Body | undefined => {
    const value = concept(element.child(child), reading)?.coding?.[0];
    return value && { url: name, valueCoding: value };
  };
  const parts = [part('type', 'modeCode'), part('level', 'proficiencyLevelCode')].filter((one) => one !== undefined);
  if (parts.length > 0) extend(body, { url: `${FHIR}patient-proficiency`, extension: parts });
  return body;
}

function contact(guardian: XmlElement, reading: Reading): Body {
  guardian.used = true;
  const person = guardian.child('guardianPerson');
  if (person) person.used = true;
  const relationship = concept(guardian.child('code'), reading);
  const names = person && humanNames(person.all('name'), reading);
  const places = addresses(guardian.all('addr'), reading);
  const works = organization(guardian.child('guardianOrganization'), reading);
  for (const name of person?.all('name').slice(1) ?? []) reading.lose(name, 'a contact of a patient has one name');
  for (const addr of guardian.all('addr').slice(1)) reading.lose(addr, 'a contact of a patient has one address');
  return {
    relationship: [
      ...(relationship ? [relationship] : []),
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: 'GUARD' }] },
    ],
    name: names?.[0],
    telecom: telecoms(guardian.all('telecom'), reading),
    address: places?.[0],
    organization: works === null ? undefined : { reference: works },
  };
}

/** recordTarget as the Patient resource; an empty Patient where the document names nobody. Sets `reading.patient`. */
export function readPatient(root: XmlElement, reading: Reading): void {
  const targets = root.all('recordTarget');
  const role = targets[0]?.child('patientRole');
  const id = stableId(reading.namespace, 'Patient');
  reading.patient = `Patient/${id}`;
  for (const other of targets.slice(1)) reading.lose(other, 'a document of several patients: the first is carried');
  const body: Body = { resourceType: 'Patient', id };
  reading.resources.push(body as { resourceType: string });
  if (!role) return;
  targets[0]!.used = true;
  role.used = true;
  const ids = identifiers(role.all('id'));
  for (const given of role.all('id')) reading.know(given, reading.patient);
  if (ids.length > 0) body.identifier = ids;
  body.telecom = telecoms(role.all('telecom'), reading);
  body.address = addresses(role.all('addr'), reading);
  const provider = organization(role.child('providerOrganization'), reading);
  if (provider !== null) body.managingOrganization = { reference: provider };
  const patient = role.child('patient');
  if (!patient) return;
  patient.used = true;
  body.name = humanNames(patient.all('name'), reading);
  const gender = patient.child('administrativeGenderCode');
  if (gender) {
    const code = gender.attribute('code');
    const known = code === undefined ? undefined : GENDER[code.toUpperCase()];
    if (known !== undefined) body.gender = known;
    if (code === undefined || known !== undefined) gender.used = true;
    else reading.lose(gender, 'the code is none of HL7 AdministrativeGender');
  }
  const birth = time(patient.child('birthTime'), reading);
  if (birth !== undefined) {
    body.birthDate = birth.slice(0, 10);
    if (birth.length > 10) body._birthDate = { extension: [{ url: `${FHIR}patient-birthTime`, valueDateTime: birth }] };
  }
  const marital = concept(patient.child('maritalStatusCode'), reading);
  if (marital) body.maritalStatus = marital;
  deceased(patient, body, reading);
  const place = patient.at('birthplace', 'place');
  const born = place?.child('addr');
  if (place) place.used = true;
  const bornAt = born && address(born, reading);
  const religion = concept(patient.child('religiousAffiliationCode'), reading);
  const bornName = plainName(place?.child('name'));
  extend(
    body,
    raceExtension('us-core-race', [...patient.all('raceCode'), ...patient.all('sdtc:raceCode')], reading),
    raceExtension(
      'us-core-ethnicity',
      [...patient.all('ethnicGroupCode'), ...patient.all('sdtc:ethnicGroupCode')],
      reading,
    ),
    bornAt || bornName
      ? {
          url: `${FHIR}patient-birthPlace`,
          valueAddress: { ...(bornName ? { text: bornName } : {}), ...(bornAt ?? {}) },
        }
      : undefined,
    religion && { url: `${FHIR}patient-religion`, valueCodeableConcept: religion },
  );
  const languages = patient
    .all('languageCommunication')
    .map((one) => communication(one, reading))
    .filter((one) => one !== undefined);
  if (languages.length > 0) body.communication = languages;
  const contacts = patient.all('guardian').map((one) => contact(one, reading));
  if (contacts.length > 0) body.contact = contacts;
}

function deceased(patient: XmlElement, body: Body, reading: Reading): void {
  const at = time(patient.child('sdtc:deceasedTime'), reading);
  const flag = patient.child('sdtc:deceasedInd');
  const died = statedBoolean(flag);
  if (flag && at !== undefined && died === false)
    reading.lose(flag, 'the document states a time of death, and that the patient has not died');
  if (at !== undefined) body.deceasedDateTime = at;
  else if (died !== undefined) body.deceasedBoolean = died;
  const order = patient.child('sdtc:multipleBirthOrderNumber');
  const multiple = patient.child('sdtc:multipleBirthInd');
  const value = order?.attribute('value');
  if (order && value !== undefined && /^\d{1,2}$/.test(value)) {
    order.used = true;
    if (multiple) multiple.used = true;
    body.multipleBirthInteger = Number(value);
  } else {
    const isMultiple = statedBoolean(multiple);
    if (isMultiple !== undefined) body.multipleBirthBoolean = isMultiple;
  }
}
