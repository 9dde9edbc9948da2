import { codeSystem } from '../../terminology/code-systems.js';
import type { NarrativeIndex } from './narrative.js';
import { at, child, children, ownText, type XmlElement } from './xml-tree.js';

/** Adds one fact: a name and its text. */
export type Put = (name: string, value: string) => void;

/** `root` or `root^extension` of an II, UUIDs in lower case; null for a nullFlavor. */
export function instanceId(element: XmlElement): string | null {
  const { root, extension } = element.attributes;
  if (root === undefined || root === '') return null;
  return extension === undefined ? root.toLowerCase() : `${root.toLowerCase()}^${extension.replace(/\r\n?/g, '\n')}`; // line feeds, as everything that is compared
}

export const templates = (element: XmlElement): string[] =>
  children(element, 'templateId').map((template) => template.attributes.root ?? '');

/** `system|code` of a coded element; the system by URI where known, else by name where the OID is a local one, else by OID. */
function codedAs(element: XmlElement): string | null {
  const { code, codeSystem: oid, codeSystemName } = element.attributes;
  if (code === undefined) return null;
  if (oid === undefined) return `|${code}`;
  const known = codeSystem(oid)?.uri;
  // OIDs below 2.25 are made of UUIDs (X.667): nobody but the writer knows them, so the name must tell the system.
  const system = known ?? (oid.startsWith('2.25.') && codeSystemName ? codeSystemName : `urn:oid:${oid}`);
  return `${system}|${code}`;
}

/** Facts of a CD/CE: `<name>.code` and `<name>.display` of the code and its translations, `<name>.text`, `<name>.null`. */
export function putConcept(put: Put, name: string, element: XmlElement | undefined, narrative: NarrativeIndex): void {
  if (!element) return;
  for (const coded of [element, ...children(element, 'translation')]) {
    const code = codedAs(coded);
    if (code === null) continue;
    put(`${name}.code`, code);
    const display = coded.attributes.displayName?.trim();
    if (display) put(`${name}.display`, `${code}|${display}`);
  }
  for (const qualifier of children(element, 'qualifier')) {
    const value = child(qualifier, 'value');
    const code = value ? codedAs(value) : null;
    if (code !== null) put(`${name}.qualifier`, code);
  }
  const text = originalText(element, narrative);
  if (text !== null && text !== '') put(`${name}.text`, text);
  if (element.attributes.nullFlavor !== undefined) put(`${name}.null`, element.attributes.nullFlavor);
}

/** originalText: inline, else what its reference points at; null where there is none. A dangling reference reads as `#dangling`, one that shows something else as `#mismatch`. */
export function originalText(element: XmlElement, narrative: NarrativeIndex): string | null {
  return referredText(child(element, 'originalText'), narrative);
}

/** An ED: its own text, else the narrative behind its reference. */
export function referredText(element: XmlElement | undefined, narrative: NarrativeIndex): string | null {
  if (!element) return null;
  const inline = ownText(element);
  const reference = at(element, 'reference')?.attributes.value;
  if (reference === undefined) return inline === '' ? null : inline;
  const referred = narrative.text(reference);
  if (inline === '') return referred ?? '#dangling';
  // Where a text stands in the entry and in the narrative, the narrative must show it (base64 content is no such text).
  const coded = element.attributes.representation === 'B64';
  return coded || referred === null || collapse(referred).includes(collapse(inline)) ? inline : '#mismatch';
}

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** `number|unit` of a PQ; a unit that is not UCUM stands as text in a translation. null for a nullFlavor without a number. */
export function quantityText(element: XmlElement | undefined): string | null {
  if (!element) return null;
  const { value, unit } = element.attributes;
  if (value !== undefined) return `${value}|${unit ?? ''}`;
  const translation = child(element, 'translation');
  if (!translation?.attributes.value) return null;
  return `${translation.attributes.value}|${ownText(child(translation, 'originalText'))}`;
}

/** Facts of an IVL_PQ or PQ: `low..high`, `<high`, `>=low`; bounds as {@link quantityText}. */
function intervalText(element: XmlElement): string | null {
  const single = quantityText(element);
  if (single !== null) return single;
  const low = child(element, 'low');
  const high = child(element, 'high');
  const lowText = quantityText(low);
  const highText = quantityText(high);
  if (lowText !== null && highText !== null) return `${lowText}..${highText}`;
  if (highText !== null) return `${high!.attributes.inclusive === 'false' ? '<' : '<='}${highText}`;
  if (lowText !== null) return `${low!.attributes.inclusive === 'false' ? '>' : '>='}${lowText}`;
  return null;
}

/** Facts of effectiveTime and its like: `<name>` for a point, `<name>.low`, `<name>.high`, `.period`, `.event`; nullFlavors say nothing. */
export function putTime(put: Put, name: string, element: XmlElement | undefined): void {
  if (!element) return;
  const { value } = element.attributes;
  if (value !== undefined) put(name, value);
  for (const part of ['low', 'high', 'center'] as const) {
    const bound = child(element, part)?.attributes.value;
    if (bound !== undefined) put(`${name}.${part}`, bound);
  }
  const period = child(element, 'period');
  const periodText = period ? intervalText(period) : null;
  if (periodText !== null) put(`${name}.period`, periodText);
  const event = child(element, 'event')?.attributes.code;
  if (event !== undefined) put(`${name}.event`, event);
}

/** A value of any type, by its xsi:type. */
export function putValue(put: Put, name: string, element: XmlElement, narrative: NarrativeIndex): void {
  const type = (element.attributes['xsi:type'] ?? '').replace(/^.*:/, '');
  switch (type) {
    case 'PQ':
    case 'IVL_PQ': {
      const text = intervalText(element);
      if (text !== null) put(`${name}.quantity`, text);
      return;
    }
    case 'INT':
    case 'REAL':
    case 'MO':
      if (element.attributes.value !== undefined) put(`${name}.quantity`, `${element.attributes.value}|`);
      return;
    case 'BL':
      if (element.attributes.value !== undefined) put(`${name}.boolean`, element.attributes.value);
      return;
    case 'TS':
    case 'IVL_TS':
      putTime(put, `${name}.time`, element);
      return;
    case 'ST':
    case 'ED': {
      const text = referredText(element, narrative);
      if (text !== null && text !== '') put(`${name}.text`, text);
      return;
    }
    case 'RTO':
    case 'RTO_PQ_PQ': {
      const parts = [quantityText(child(element, 'numerator')), quantityText(child(element, 'denominator'))];
      put(`${name}.ratio`, parts.map((p) => p ?? '').join('/'));
      return;
    }
    case 'II': {
      const id = instanceId(element);
      if (id !== null) put(`${name}.id`, id);
      return;
    }
    case 'CD':
    case 'CE':
    case 'CV':
    case 'CS':
    case 'CO':
    case '':
      putConcept(put, name, element, narrative);
      return;
    default:
      put(`${name}.unreadable`, type);
  }
}

const NAME_PARTS = ['prefix', 'given', 'family', 'suffix'] as const;

/** A person's name: each part as a fact, or the whole text where it has no parts. */
export function putName(put: Put, name: string, element: XmlElement): void {
  let parts = 0;
  for (const part of NAME_PARTS)
    for (const found of children(element, part)) {
      const text = ownText(found);
      if (text === '') continue;
      put(`${name}.${part === 'given' && found.attributes.qualifier === 'CL' ? 'called' : part}`, text);
      parts++;
    }
  const whole = ownText(element);
  if (parts === 0 && whole !== '') put(`${name}.text`, whole);
}

const ADDRESS_PARTS = ['streetAddressLine', 'city', 'county', 'state', 'postalCode', 'country'] as const;

export function putAddress(put: Put, name: string, element: XmlElement): void {
  for (const part of ADDRESS_PARTS)
    for (const found of children(element, part)) {
      const text = ownText(found);
      if (text !== '') put(`${name}.${part}`, text);
    }
}
