import { instanceId, type Put, putAddress, putConcept, putName, putTime, quantityText } from './datatypes.js';
import { anchors, type Found, fact } from './found.js';
import { elements, ownText, type XmlElement } from './xml-tree.js';

/** Participations: who, what and where. false where the element is none of them. */
export function readParty(element: XmlElement, numbered: (role: string) => string, found: Found): boolean {
  switch (element.name) {
    case 'author':
    case 'performer':
    case 'informant':
    case 'specimen':
    case 'subject':
    case 'participant':
    case 'consumable':
    case 'product':
      break;
    default:
      return false;
  }
  const typed = element.name === 'participant' ? `participant-${element.attributes.typeCode ?? ''}` : element.name;
  readRole(element, numbered(typed), found);
  return true;
}

/** Facts below a participation, whatever its depth: times, codes, names, places, products, lot numbers. Ids are kept as facts. */
export function readRole(element: XmlElement, prefix: string, found: Found): void {
  const put: Put = (name, value) => found.facts.push(fact(prefix + name, value));
  for (const inner of elements(element)) {
    switch (inner.name) {
      case 'templateId':
        break;
      case 'id': {
        const id = instanceId(inner);
        if (id !== null) put('id', id);
        break;
      }
      case 'time':
        putTime(put, 'time', inner);
        break;
      case 'birthTime':
      case 'sdtc:deceasedTime':
      case 'sdtc:birthTime':
      case 'expirationTime':
        putTime(put, inner.name, inner);
        break;
      case 'name':
      case 'desc':
      case 'lotNumberText':
      case 'manufacturerModelName':
      case 'softwareName':
        if (elements(inner).length > 0) putName(put, 'name', inner);
        else if (ownText(inner) !== '') put(inner.name, ownText(inner));
        break;
      case 'addr':
        putAddress(put, 'address', inner);
        break;
      case 'telecom':
        if (inner.attributes.value !== undefined) put('telecom', inner.attributes.value);
        break;
      case 'quantity': {
        const text = quantityText(inner);
        if (text !== null) put('quantity', text);
        break;
      }
      default:
        if (inner.name === 'code' || inner.name.endsWith('Code')) {
          anchors(inner, found);
          putConcept(put, inner.name, inner, found.narrative);
        } else if (inner.attributes.value !== undefined && inner.children.length === 0)
          put(inner.name, inner.attributes.value);
        else readRole(inner, prefix, found);
    }
  }
}
