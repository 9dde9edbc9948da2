import { instanceId, type Put, putAddress, putConcept, putName, putTime } from './datatypes.js';
import type { Found } from './found.js';
import { NarrativeIndex } from './narrative.js';
import { readRole } from './participation.js';
import { at, child, children, elements, ownText, type XmlElement } from './xml-tree.js';

/** Facts of recordTarget under `patient.`, of custodian, author and participants under their own names. */
export function readHeader(root: XmlElement, put: Put): void {
  const id = child(root, 'id');
  if (id) put('id', instanceId(id) ?? '');
  putTime(put, 'time', child(root, 'effectiveTime'));
  putConcept(put, 'code', child(root, 'code'), NO_NARRATIVE);
  const confidentiality = child(root, 'confidentialityCode')?.attributes;
  if (confidentiality) put('confidentiality', confidentiality.code ?? `null ${confidentiality.nullFlavor}`);
  put('title', ownText(child(root, 'title')));
  const version = child(root, 'versionNumber')?.attributes.value;
  if (version !== undefined) put('version', version);
  for (const target of children(root, 'recordTarget')) {
    const role = child(target, 'patientRole');
    for (const element of children(role, 'id')) put('patient.id', instanceId(element) ?? '');
    for (const element of children(role, 'addr')) putAddress(put, 'patient.address', element);
    for (const element of children(role, 'telecom'))
      if (element.attributes.value !== undefined) put('patient.telecom', element.attributes.value);
    readPatient(child(role, 'patient'), put);
    const organization = child(role, 'providerOrganization');
    if (organization) putParty(put, 'provider', organization);
  }
  const encounter = at(root, 'componentOf', 'encompassingEncounter');
  for (const element of children(encounter, 'id')) put('encounter.id', instanceId(element) ?? '');
  putTime(put, 'encounter.time', child(encounter, 'effectiveTime'));
  putConcept(put, 'encounter.disposition', child(encounter, 'dischargeDispositionCode'), NO_NARRATIVE);
  for (const name of ['custodian', 'informationRecipient', 'author', 'participant', 'documentationOf'] as const)
    for (const element of children(root, name)) putParty(put, name, element);
}

/** A header has no narrative to point at. */
const NO_NARRATIVE = new NarrativeIndex(undefined);

function putParty(put: Put, name: string, element: XmlElement): void {
  const found: Found = { facts: [], ids: [], anchors: new Set(), narrative: NO_NARRATIVE };
  readRole(element, `${name}.`, found);
  for (const fact of found.facts) put(fact.name, fact.value);
}

function readPatient(patient: XmlElement | undefined, put: Put): void {
  if (!patient) return;
  for (const element of elements(patient)) {
    switch (element.name) {
      case 'name':
        putName(put, 'patient.name', element);
        break;
      case 'birthTime':
        putTime(put, 'patient.birthTime', element);
        break;
      case 'sdtc:deceasedTime':
        putTime(put, 'patient.deceasedTime', element);
        break;
      case 'sdtc:deceasedInd':
        if (element.attributes.value !== undefined) put('patient.deceased', element.attributes.value);
        break;
      case 'raceCode':
      case 'sdtc:raceCode':
        putConcept(put, 'patient.race', element, NO_NARRATIVE);
        break;
      case 'ethnicGroupCode':
      case 'sdtc:ethnicGroupCode':
        putConcept(put, 'patient.ethnicity', element, NO_NARRATIVE);
        break;
      case 'languageCommunication': {
        const code = child(element, 'languageCode')?.attributes.code;
        if (code !== undefined) put('patient.language', code);
        const preferred = child(element, 'preferenceInd')?.attributes.value;
        if (preferred !== undefined) put('patient.language.preferred', preferred);
        break;
      }
      case 'guardian':
      case 'birthplace':
        putParty(put, `patient.${element.name}`, element);
        break;
      default:
        if (element.attributes.value !== undefined) put(`patient.${element.name}`, element.attributes.value);
        else putConcept(put, `patient.${element.name}`, element, NO_NARRATIVE);
    }
  }
}
