import { instanceId, type Put, putAddress, putConcept, putName, putTime } from './datatypes.js';
import type { Found } from './found.js';
import { NarrativeIndex } from './narrative.js';
import { readRole } from './participation.js';
import { child, children, elements, ownText, type XmlElement } from './xml-tree.js';

/** Facts of recordTarget under `patient.`, of custodian, author and participants under their own names. */
export function readHeader(root: XmlElement, put: Put): void {
  const id = child(root, 'id');
  if (id) put('id', instanceId(id) ?? '');
  putTime(put, 'time', child(root, 'effectiveTime'));
  put('title', ownText(child(root, 'title')));
  for (const target of children(root, 'recordTarget')) {
    const role = child(target, 'patientRole');
    for (const element of children(role, 'id')) put('patient.id', instanceId(element) ?? '');
    for (const element of children(role, 'addr')) putAddress(put, 'patient.address', element);
    for (const element of children(role, 'telecom'))
      if (element.attributes.value !== undefined) put('patient.telecom', element.attributes.value);
    readPatient(child(role, 'patient'), put);
    const found: Found = { facts: [], ids: [], anchors: new Set(), narrative: new NarrativeIndex(undefined) };
    const organization = child(role, 'providerOrganization');
    if (organization) readRole(organization, 'provider.', found);
    for (const fact of found.facts) put(fact.name, fact.value);
  }
  for (const name of ['custodian', 'author', 'participant', 'documentationOf'] as const)
    for (const element of children(root, name)) {
      const found: Found = { facts: [], ids: [], anchors: new Set(), narrative: new NarrativeIndex(undefined) };
      readRole(element, `${name}.`, found);
      for (const fact of found.facts) put(fact.name, fact.value);
    }
}

function readPatient(patient: XmlElement | undefined, put: Put): void {
  if (!patient) return;
  const none = new NarrativeIndex(undefined);
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
        putConcept(put, 'patient.race', element, none);
        break;
      case 'ethnicGroupCode':
      case 'sdtc:ethnicGroupCode':
        putConcept(put, 'patient.ethnicity', element, none);
        break;
      case 'languageCommunication': {
        const code = child(element, 'languageCode')?.attributes.code;
        if (code !== undefined) put('patient.language', code);
        const preferred = child(element, 'preferenceInd')?.attributes.value;
        if (preferred !== undefined) put('patient.language.preferred', preferred);
        break;
      }
      case 'guardian':
      case 'birthplace': {
        const found: Found = { facts: [], ids: [], anchors: new Set(), narrative: none };
        readRole(element, `patient.${element.name}.`, found);
        for (const fact of found.facts) put(fact.name, fact.value);
        break;
      }
      default:
        if (element.attributes.value !== undefined) put(`patient.${element.name}`, element.attributes.value);
        else putConcept(put, `patient.${element.name}`, element, none);
    }
  }
}
