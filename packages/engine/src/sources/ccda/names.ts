import { codeTable } from '../../base/code-table.js';
import type { Address, ContactPoint, HumanName } from '../../chart/fhir.js';
import { CALL_ME_NAME_EXTENSION } from '../../chart/fhir-extensions.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { period } from './datatypes.js';
import type { Reading } from './reading.js';

/** HL7 v3 EntityNameUse to FHIR name-use (FHIR R4 name-use, v3 map). */
const NAME_USE: Readonly<Record<string, string>> = codeTable({
  L: 'usual',
  C: 'official',
  OR: 'official',
  P: 'nickname',
  A: 'anonymous',
  ASGN: 'usual',
});
/** HL7 v3 AddressUse / TelecommunicationAddressUse to FHIR address-use and contact-point-use. */
const USE: Readonly<Record<string, string>> = codeTable({
  H: 'home',
  HP: 'home',
  HV: 'home',
  WP: 'work',
  DIR: 'work',
  PUB: 'work',
  TMP: 'temp',
  BAD: 'old',
  OLD: 'old',
  MC: 'mobile',
});

const NO_USES: readonly string[] = Object.freeze([]);
const UNEVEN = /[^\S ]| {2}/;
/** Words apart by one blank. */
const even = (text: string): string => (UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text);

function uses(element: XmlElement): readonly string[] {
  const given = element.attribute('use');
  return given === undefined ? NO_USES : given.split(/\s+/);
}

const words = (element: XmlElement): string => {
  element.used = true;
  return even(element.ownText());
};

/** First meaning of these codes in a table. */
function meaning(codes: readonly string[], table: Readonly<Record<string, string>>): string | undefined {
  for (const code of codes) if (Object.hasOwn(table, code)) return table[code];
  return undefined;
}

/** A PN or EN; undefined where it states nothing. */
export function humanName(element: XmlElement, reading: Reading): HumanName | undefined {
  element.used = true;
  const name: { use?: string; given: string[]; family: string[]; prefix: string[]; suffix: string[] } = {
    given: [],
    family: [],
    prefix: [],
    suffix: [],
  };
  const called: string[] = [];
  let birth = false;
  for (const part of element.elements()) {
    if (part.name !== 'given' && part.name !== 'family' && part.name !== 'prefix' && part.name !== 'suffix') continue;
    const text = words(part);
    if (text === '') continue;
    // Programs write it for a name that is not there; people called Null are written with a capital.
    if (text === 'null') {
      reading.lose(part, 'the word null stands for a name that is missing');
      continue;
    }
    const qualifier = part.attribute('qualifier');
    if (qualifier === 'CL') called.push(text);
    else {
      if (qualifier === 'BR') birth = true;
      name[part.name].push(text);
    }
  }
  const use = meaning(uses(element), NAME_USE);
  const own = even(element.ownText());
  const valid = period(element.child('validTime'), reading);
  if (called.length > 0 && name.given.length === 0 && name.family.length === 0) name.given.push(...called.splice(0));
  const result: Record<string, unknown> = {};
  // A birth name is the maiden name of FHIR's list only by use; R4 says `maiden` is for "a name used prior to changing name because of marriage".
  if (birth) result.use = 'maiden';
  else if (use !== undefined) result.use = use;
  const before = result.use === undefined ? 0 : 1;
  if (own !== '') result.text = own;
  if (name.family.length > 0) result.family = name.family.join(' ');
  if (name.given.length > 0) result.given = name.given;
  if (name.prefix.length > 0) result.prefix = name.prefix;
  if (name.suffix.length > 0) result.suffix = name.suffix;
  if (valid) result.period = valid;
  if (called.length > 0) result.extension = [{ url: CALL_ME_NAME_EXTENSION, valueString: called.join(' ') }];
  // Neither a use nor a period is a name.
  return Object.keys(result).length > before + (valid ? 1 : 0) ? (result as HumanName) : undefined;
}

export function humanNames(elements: readonly XmlElement[], reading: Reading): HumanName[] | undefined {
  if (elements.length === 0) return undefined;
  const found = elements.map((element) => humanName(element, reading)).filter((one) => one !== undefined);
  return found.length > 0 ? found : undefined;
}

/** Words of an organization's or thing's name (ON, EN), parts joined. */
export function plainName(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  element.markAll();
  const parts = [element.ownText(), ...element.elements().map((part) => part.ownText())];
  const text = parts
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ');
  return text === '' ? undefined : text;
}

/** Parts of an AD that are lines of the address, in the order that they stand in. */
const LINES = new Set([
  'streetAddressLine',
  'streetName',
  'houseNumber',
  'streetNameBase',
  'additionalLocator',
  'unitID',
  'unitType',
  'deliveryAddressLine',
  'careOf',
  'postBox',
  'direction',
  'houseNumberNumeric',
  'streetNameType',
  'buildingNumberSuffix',
]);
const PLACE: Readonly<Record<string, string>> = codeTable({
  city: 'city',
  county: 'district',
  state: 'state',
  postalCode: 'postalCode',
  country: 'country',
});

/** An AD; undefined where it states nothing. */
export function address(element: XmlElement, reading: Reading): Address | undefined {
  element.used = true;
  const result: Record<string, unknown> = {};
  const lines: string[] = [];
  const rest: string[] = [];
  for (const part of element.elements()) {
    const member = PLACE[part.name];
    if (!LINES.has(part.name) && member === undefined && part.name !== 'precinct' && part.name !== 'censusTract')
      continue;
    const text = words(part);
    if (text === '') continue;
    if (LINES.has(part.name)) lines.push(text);
    else if (member !== undefined && result[member] === undefined) result[member] = text;
    else rest.push(text);
  }
  if (lines.length > 0) result.line = lines;
  const own = [even(element.ownText()), ...rest].filter((text) => text !== '').join(', ');
  if (own !== '') result.text = own;
  if (Object.keys(result).length === 0) return undefined;
  const valid = period(element.child('useablePeriod'), reading);
  if (valid) result.period = valid;
  for (const code of uses(element)) {
    if (code === 'PST' || code === 'PHYS') result.type = code === 'PST' ? 'postal' : 'physical';
    else if (USE[code] !== undefined && USE[code] !== 'mobile') result.use ??= USE[code];
  }
  return result as Address;
}

export function addresses(elements: readonly XmlElement[], reading: Reading): Address[] | undefined {
  if (elements.length === 0) return undefined;
  const found = elements.map((element) => address(element, reading)).filter((one) => one !== undefined);
  return found.length > 0 ? found : undefined;
}

const SCHEMES: readonly (readonly [RegExp, string])[] = [
  [/^tel:/i, 'phone'],
  [/^mailto:/i, 'email'],
  [/^fax:/i, 'fax'],
  [/^(https?|ftp):/i, 'url'],
  [/^sms:/i, 'sms'],
];

/** A TEL; undefined where it states nothing. */
export function telecom(element: XmlElement, reading: Reading): ContactPoint | undefined {
  element.used = true;
  const value = element.attribute('value');
  if (value === undefined) return undefined;
  const codes = uses(element);
  const [scheme, kind] = SCHEMES.find(([pattern]) => pattern.test(value)) ?? [null, undefined];
  const plain = scheme && kind !== 'url' ? value.replace(scheme, '') : value;
  if (plain === '') return undefined;
  const system =
    kind ??
    (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(plain) ? 'email' : /^[+()\d\s.x-]{7,}$/i.test(plain) ? 'phone' : 'other');
  const use = codes.includes('MC') ? 'mobile' : meaning(codes, USE);
  const valid = period(element.child('useablePeriod'), reading);
  return {
    system: codes.includes('PG') && system === 'phone' ? 'pager' : system,
    value: plain,
    ...(use === undefined ? {} : { use }),
    ...(valid ? { period: valid } : {}),
  } as ContactPoint;
}

export function telecoms(elements: readonly XmlElement[], reading: Reading): ContactPoint[] | undefined {
  if (elements.length === 0) return undefined;
  const found = elements.map((element) => telecom(element, reading)).filter((one) => one !== undefined);
  return found.length > 0 ? found : undefined;
}
