import { parseHl7Time } from '../formats/cda/hl7-time.js';
import { narrativeText } from '../formats/cda/narrative.js';
import type { XmlElement } from '../formats/xml/xml-element.js';
import { valueSets } from '../terminology/value-sets.js';

/** One fact of a header: a name, and lines of plain text. */
export interface Fact {
  readonly name: string;
  readonly lines: readonly string[];
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A null flavor in words; undefined where the element states a value. */
export function absent(element: XmlElement | undefined): string | undefined {
  const flavor = element?.attribute('nullFlavor');
  if (flavor === undefined) return undefined;
  return flavor === 'NI' ? 'no information' : (valueSets.nullFlavor.byCode.get(flavor)?.display ?? flavor);
}

/** A point in time in words, with its precision: `May 4, 2012, 14:15 (UTC\u221205:00)`; a local midnight is a day. What is no date is shown as it stands. */
export function timeWords(value: string): string {
  const time = parseHl7Time(value);
  const match = time
    ? /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)[\d.]*(Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(time.text)
    : null;
  if (!match || time?.rest) return value;
  const [, year, month, day, clock, zone] = match;
  let words = year ?? '';
  if (month) words = `${MONTHS[Number(month) - 1]}${day ? ` ${Number(day)},` : ''} ${words}`;
  // Midnight is how systems write a date without a time of day; midnight at Greenwich is another day in America, so it is said.
  const isDay = clock !== undefined && /^00:00(:00)?$/.test(clock) && !(zone === 'Z' || zone === '+00:00');
  if (clock && !isDay) words += `, ${clock.replace(/:00$/, (s) => (clock.length > 5 ? '' : s))}`;
  if (clock && zone && !isDay) words += zone === 'Z' ? ' UTC' : ` (UTC${zone.replace('-', '\u2212')})`;
  return words;
}

/** effectiveTime or time: one point, or from and to. */
export function periodWords(element: XmlElement | undefined): string | undefined {
  const value = element?.attribute('value');
  if (value !== undefined) return timeWords(value);
  const low = element?.child('low')?.attribute('value');
  const high = element?.child('high')?.attribute('value');
  if (low !== undefined && high !== undefined) return `${timeWords(low)} to ${timeWords(high)}`;
  if (low !== undefined) return `from ${timeWords(low)}`;
  return high === undefined ? absent(element) : `until ${timeWords(high)}`;
}

const words = (element: XmlElement): string => narrativeText(element).replace(/\s+/g, ' ').trim();

/** A name as it is written; its parts in the order of the document, those of `use` other than the legal one marked. */
function nameWords(name: XmlElement): string {
  const parts = name.nodes.map((node) =>
    typeof node === 'string' ? node.trim() : node.name === 'validTime' ? '' : words(node),
  );
  const full = parts.filter((part) => part !== '').join(' ');
  const suffix = name.child('suffix');
  const after = suffix ? words(suffix) : '';
  const whole = after !== '' && full.endsWith(` ${after}`) ? `${full.slice(0, -after.length - 1)}, ${after}` : full;
  const use = name.attribute('use');
  const called = use === undefined || !Object.hasOwn(NAME_USES, use) ? '' : ` (${NAME_USES[use]})`;
  return whole === '' ? (absent(name) ?? '') : `${whole}${called}`;
}

/** EntityNameUse 2.16.840.1.113883.5.45, those that say more than "name". */
const NAME_USES: Readonly<Record<string, string>> = {
  P: 'pseudonym',
  A: 'artist name',
  ASGN: 'assigned',
  I: 'indigenous',
};

/** Names of an element, one a line. */
export const names = (parent: XmlElement | undefined): string[] =>
  (parent?.all('name') ?? []).map(nameWords).filter((name) => name !== '');

/** Parts of an address that have their place in it; the time of its use says nothing of where it is. */
const ADDRESS_PARTS: ReadonlySet<string> = new Set(
  'streetAddressLine houseNumber streetName additionalLocator city county state postalCode country useablePeriod'.split(
    ' ',
  ),
);

export function address(element: XmlElement): string {
  const of = (part: string): string =>
    element
      .all(part)
      .map(words)
      .filter((one) => one !== '')
      .join(', ');
  const street = [
    of('streetAddressLine'),
    [of('houseNumber'), of('streetName')].filter(Boolean).join(' '),
    of('additionalLocator'),
  ];
  const place = [of('city'), of('county'), [of('state'), of('postalCode')].filter(Boolean).join(' '), of('country')];
  const structured = [...street, ...place].filter((part) => part !== '').join(', ');
  // Parts that are rare (a box, a unit, a precinct) stand after the others: none is left out.
  const rest = element
    .elements()
    .filter((part) => !ADDRESS_PARTS.has(part.name))
    .map(words)
    .filter((one) => one !== '');
  const own = element.ownText().replace(/\s+/g, ' ');
  const use = element.attribute('use');
  const kind = use === undefined ? undefined : valueSets.addressUse.byCode.get(use)?.display;
  const whole = [structured, ...rest, own].filter((part) => part !== '').join(', ');
  return whole === '' ? '' : `${whole}${kind === undefined ? '' : ` (${kind})`}`;
}

export function telecom(element: XmlElement): string {
  const value = element.attribute('value');
  if (value === undefined) return '';
  const use = element.attribute('use');
  const kind = use === undefined ? undefined : valueSets.addressUse.byCode.get(use)?.display;
  return `${value.replace(/^(tel|mailto|fax):/i, (scheme) => (/^fax/i.test(scheme) ? 'fax ' : ''))}${kind === undefined ? '' : ` (${kind})`}`;
}

export const contacts = (parent: XmlElement | undefined): string[] =>
  [...(parent?.all('addr') ?? []).map(address), ...(parent?.all('telecom') ?? []).map(telecom)].filter(
    (line) => line !== '',
  );

/** A coded value as people read it: display name, original text, the code, or why it is absent. */
export function codeWords(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const original = element.child('originalText');
  const written = original ? words(original) : '';
  const shown = element.attribute('displayName') ?? (written === '' ? undefined : written);
  if (shown !== undefined) return shown;
  const translated = element
    .all('translation')
    .map((one) => one.attribute('displayName'))
    .find((one) => one !== undefined);
  return translated ?? element.attribute('code') ?? absent(element);
}

/** Who an assigned role is: person or device, and the organization. */
export function roleLines(role: XmlElement | undefined): string[] {
  if (!role) return [];
  const person =
    role.child('assignedPerson') ??
    role.child('associatedPerson') ??
    role.child('informationRecipient') ??
    role.child('relatedPerson');
  const device = role.child('assignedAuthoringDevice');
  const machine = device
    ? [device.child('manufacturerModelName'), device.child('softwareName')]
        .map((part) => (part ? words(part) : ''))
        .filter((part) => part !== '')
    : [];
  const house =
    role.child('representedOrganization') ??
    role.child('scopingOrganization') ??
    role.child('receivedOrganization') ??
    role.child('representedCustodianOrganization');
  return [...names(person), [...new Set(machine)].join(', '), ...names(house)].filter((line) => line !== '');
}

/** Identifiers: those that a person can know by name; an OID stands beside the others. */
export function identifiers(parent: XmlElement | undefined): string[] {
  return (parent?.all('id') ?? []).flatMap((id) => {
    const root = id.attribute('root');
    const extension = id.attribute('extension');
    if (extension === undefined) return root === undefined ? [] : [root];
    const authority = id.attribute('assigningAuthorityName');
    if (root === '2.16.840.1.113883.4.1') return [`${extension} (Social Security number)`];
    return [authority ? `${extension} (${authority})` : extension];
  });
}
