import { codeTable } from '../../../base/code-table.js';
import type { Address, ContactPoint, HumanName, Period } from '../../../chart/fhir.js';
import { CALL_ME_NAME_EXTENSION } from '../../../chart/fhir-extensions.js';
import { attribute, escapeText, visible, withoutForbidden } from '../xml.js';
import { timestamp } from './time.js';

// FHIR NameUse -> EntityNameUse (CONF:1198-5284 and ConceptMap name-use of FHIR R4).
const NAME_USE: Readonly<Record<string, string>> = codeTable({
  official: 'L',
  usual: 'L',
  nickname: 'P',
  anonymous: 'ANON',
  maiden: 'L',
});
// FHIR AddressUse -> PostalAddressUse 2.16.840.1.113883.1.11.10637
const ADDRESS_USE: Readonly<Record<string, string>> = codeTable({ home: 'H', work: 'WP', temp: 'TMP', old: 'BAD' });
// FHIR ContactPointUse -> Telecom Use (US Realm Header) 2.16.840.1.113883.11.20.9.20
const TELECOM_USE: Readonly<Record<string, string>> = codeTable({
  home: 'HP',
  work: 'WP',
  mobile: 'MC',
  old: 'BAD',
  temp: 'TMP',
});
const SCHEMES: Readonly<Record<string, string>> = codeTable({
  phone: 'tel',
  sms: 'tel',
  email: 'mailto',
  fax: 'fax',
  pager: 'tel',
});

const part = (tag: string, text: string | null | undefined, qualifier?: string): string => {
  const shown = visible(text);
  return shown === null ? '' : `<${tag}${attribute('qualifier', qualifier)}>${escapeText(shown)}</${tag}>`;
};

const bounds = (period: Period | null | undefined): string => {
  const [low, high] = [timestamp(period?.start), timestamp(period?.end)];
  return (low === null ? '' : `<low value="${low}"/>`) + (high === null ? '' : `<high value="${high}"/>`);
};

/** How long a name is or was in use (CDA R2 datatypes, EN). */
const validTime = (period: Period | null | undefined): string =>
  bounds(period) === '' ? '' : `<validTime>${bounds(period)}</validTime>`;

/** The same of an address, by another name and with its type (CDA R2 datatypes, AD). */
const useablePeriod = (period: Period | null | undefined): string =>
  bounds(period) === '' ? '' : `<useablePeriod xsi:type="IVL_TS">${bounds(period)}</useablePeriod>`;

/** What of the texts can be shown, with something between. */
function shown(texts: readonly (string | null | undefined)[] | null | undefined, between: string): string {
  let all = '';
  for (const text of texts ?? NONE) {
    const words = visible(text);
    if (words !== null) all += all === '' ? words : between + words;
  }
  return all;
}

const NONE: readonly string[] = [];

const joined = (first: string, between: string, second: string): string =>
  first === '' ? second : second === '' ? first : first + between + second;

/** Elements of the same kind, one for each text that can be shown. */
function parts(tag: string, texts: readonly (string | null | undefined)[] | null | undefined): string {
  let xml = '';
  for (const text of texts ?? NONE) xml += part(tag, text);
  return xml;
}

/** A name for people. */
export function nameText(name: HumanName | null | undefined): string {
  const whole = joined(
    joined(shown(name?.prefix, ' '), ' ', shown(name?.given, ' ')),
    ' ',
    joined(visible(name?.family) ?? '', ' ', shown(name?.suffix, ' ')),
  );
  return whole !== '' ? whole : (visible(name?.text) ?? '');
}

/** The name by which somebody is called, beside the others (HL7 v3 EntityNamePartQualifier CL). */
const called = (name: HumanName | null | undefined): string =>
  part('given', name?.extension?.find((one) => one?.url === CALL_ME_NAME_EXTENSION)?.valueString, 'CL');

/**
 * A US Realm name (2.16.840.1.113883.10.20.22.5.1 for patients, .5.1.1 for others). null where it says nothing.
 * A part that the template demands and the source lacks is nullFlavor UNK. Text that is not split into parts
 * is the whole name of a person, and the family name of a patient, because the patient's name must have parts (CONF:81-7278).
 */
export function personName(name: HumanName | null | undefined, patient = false): string | null {
  const given = parts('given', name?.given);
  const family = part('family', name?.family);
  const extra = name?.use === 'maiden' ? 'BR' : undefined;
  const prefix = parts('prefix', name?.prefix);
  const suffix = parts('suffix', name?.suffix);
  if (given === '' && family === '' && !(patient && prefix + suffix !== '')) {
    const whole = nameText(name);
    if (whole === '') return null;
    if (!patient) return `<name>${escapeText(whole)}</name>`;
    return `<name${attribute('use', NAME_USE[name?.use ?? ''])}><given nullFlavor="UNK"/><family>${escapeText(whole)}</family></name>`;
  }
  const last = extra && family !== '' ? part('family', name?.family, extra) : family;
  return (
    `<name${attribute('use', NAME_USE[name?.use ?? ''])}>${prefix}${given || '<given nullFlavor="UNK"/>'}${called(name)}` +
    `${last || '<family nullFlavor="UNK"/>'}${suffix}${validTime(name?.period)}</name>`
  );
}

/** Whether an address says anything. */
const addressed = (address: Address | null | undefined): address is Address =>
  visible(address?.city) !== null ||
  visible(address?.state) !== null ||
  visible(address?.postalCode) !== null ||
  visible(address?.country) !== null ||
  shown(address?.line, ' ') !== '' ||
  visible(address?.text) !== null;

/** A US Realm address (2.16.840.1.113883.10.20.22.5.2): at most four lines; parts that it demands and the source lacks are nullFlavor UNK. */
export function postalAddress(address: Address | null | undefined): string | null {
  if (!addressed(address)) return null;
  const lines: string[] = [];
  for (const line of address.line ?? NONE) {
    const words = visible(line);
    if (words !== null) lines.push(words);
  }
  const detailed = lines.length > 0 || address?.city || address?.state || address?.postalCode;
  if (!detailed && visible(address?.text) !== null) lines.push(visible(address?.text)!);
  const kept = lines.length <= 4 ? lines : [...lines.slice(0, 3), lines.slice(3).join(', ')]; // CONF:81-7291
  const country = visible(address?.country);
  const american = country === null || /^(us|usa)$/i.test(country);
  const demanded = (tag: string, text: string | null | undefined, needed: boolean): string =>
    part(tag, text) || (needed ? `<${tag} nullFlavor="UNK"/>` : '');
  return (
    `<addr${attribute('use', ADDRESS_USE[address?.use ?? ''])}>` +
    (parts('streetAddressLine', kept) || '<streetAddressLine nullFlavor="UNK"/>') +
    demanded('city', address?.city, true) + // CONF:81-7292
    part('county', address?.district) +
    demanded('state', address?.state, american) + // CONF:81-10024
    demanded('postalCode', address?.postalCode, american) + // CONF:81-10025
    // The rule knows no other spelling of the United States than US (CONF:81-10024).
    (country !== null && american ? '<country>US</country>' : part('country', country)) +
    `${useablePeriod(address?.period)}</addr>`
  );
}

export function addresses(list: readonly (Address | null)[] | null | undefined): string {
  let xml = '';
  for (const address of list ?? []) xml += postalAddress(address) ?? '';
  return xml === '' ? '<addr nullFlavor="UNK"/>' : xml;
}

// What most URLs are made of: nothing of it needs escaping.
const PLAIN_URL = /^[a-z]+:[A-Za-z0-9\-._~()@+,;=]*$/;

/** Percent-escapes what a URI cannot hold (RFC 3986 section 2), so that the schema's anyURI takes it. */
function asUri(text: string): string {
  const scheme = text.indexOf(':') + 1;
  const kept = /^https?:/i.test(text) ? /[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/gu : /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu;
  const rest = text
    .slice(scheme)
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(kept, (character) => encodeURIComponent(character));
  return text.slice(0, scheme) + rest;
}

/** A contact point as TEL with a URL (RFC 3966, RFC 6068); null where it has no value. */
export function telecom(point: ContactPoint | null | undefined): string | null {
  const words = visible(point?.value);
  if (words === null) return null;
  const value = withoutForbidden(words);
  const scheme = SCHEMES[point?.system ?? ''];
  const has = /^[a-z][a-z0-9+.-]*:/i.test(value);
  let url = value;
  if (!has && scheme !== undefined) url = `${scheme}:${value}`;
  else if (!has && point?.system !== 'url') url = /@/.test(value) ? `mailto:${value}` : `tel:${value}`;
  if (!PLAIN_URL.test(url)) url = url.replace(/\s+/g, /^(tel|fax):/.test(url) ? '-' : '%20');
  if (!PLAIN_URL.test(url)) url = asUri(url);
  const use = point?.system === 'pager' ? 'PG' : TELECOM_USE[point?.use ?? ''];
  return `<telecom${attribute('use', use)}${attribute('value', url)}/>`;
}

export function telecoms(list: readonly (ContactPoint | null)[] | null | undefined): string {
  let xml = '';
  for (const point of list ?? []) xml += telecom(point) ?? '';
  return xml === '' ? '<telecom nullFlavor="UNK"/>' : xml;
}
