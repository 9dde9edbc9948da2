import type { Address, ContactPoint, HumanName, Period } from '../../../chart/fhir.js';
import { attribute, escapeText, visible, withoutForbidden } from '../xml.js';
import { timestamp } from './time.js';

// FHIR NameUse -> EntityNameUse (CONF:1198-5284 and ConceptMap name-use of FHIR R4).
const NAME_USE: Readonly<Record<string, string>> = {
  official: 'L',
  usual: 'L',
  nickname: 'P',
  anonymous: 'ANON',
  maiden: 'L',
};
// FHIR AddressUse -> PostalAddressUse 2.16.840.1.113883.1.11.10637
const ADDRESS_USE: Readonly<Record<string, string>> = { home: 'H', work: 'WP', temp: 'TMP', old: 'BAD' };
// FHIR ContactPointUse -> Telecom Use (US Realm Header) 2.16.840.1.113883.11.20.9.20
const TELECOM_USE: Readonly<Record<string, string>> = { home: 'HP', work: 'WP', mobile: 'MC', old: 'BAD', temp: 'TMP' };
const SCHEMES: Readonly<Record<string, string>> = {
  phone: 'tel',
  sms: 'tel',
  email: 'mailto',
  fax: 'fax',
  pager: 'tel',
};

const part = (tag: string, text: string | null | undefined, qualifier?: string): string => {
  const shown = visible(text);
  return shown === null ? '' : `<${tag}${attribute('qualifier', qualifier)}>${escapeText(shown)}</${tag}>`;
};

const validTime = (period: Period | null | undefined): string => {
  if (timestamp(period?.start) === null && timestamp(period?.end) === null) return '';
  const low = timestamp(period?.start) === null ? '' : `<low value="${timestamp(period?.start)}"/>`;
  const high = timestamp(period?.end) === null ? '' : `<high value="${timestamp(period?.end)}"/>`;
  return `<validTime>${low}${high}</validTime>`;
};

/** A name for people. */
export function nameText(name: HumanName | null | undefined): string {
  const parts = [...(name?.prefix ?? []), ...(name?.given ?? []), name?.family, ...(name?.suffix ?? [])]
    .map((p) => visible(p))
    .filter((p) => p !== null);
  return parts.length > 0 ? parts.join(' ') : (visible(name?.text) ?? '');
}

/**
 * A US Realm name (2.16.840.1.113883.10.20.22.5.1 for patients, .5.1.1 for others). null where it says nothing.
 * A part that the template demands and the source lacks is nullFlavor UNK. Text that is not split into parts
 * is the whole name of a person, and the family name of a patient, because the patient's name must have parts (CONF:81-7278).
 */
export function personName(name: HumanName | null | undefined, patient = false): string | null {
  const given = (name?.given ?? []).map((g) => part('given', g)).join('');
  const family = part('family', name?.family);
  const extra = name?.use === 'maiden' ? 'BR' : undefined;
  const titled = [...(name?.prefix ?? []), ...(name?.suffix ?? [])].some((p) => visible(p) !== null);
  if (given === '' && family === '' && !(patient && titled)) {
    const whole = nameText(name);
    if (whole === '') return null;
    if (!patient) return `<name>${escapeText(whole)}</name>`;
    return `<name${attribute('use', NAME_USE[name?.use ?? ''])}><given nullFlavor="UNK"/><family>${escapeText(whole)}</family></name>`;
  }
  const prefix = (name?.prefix ?? []).map((p) => part('prefix', p)).join('');
  const suffix = (name?.suffix ?? []).map((s) => part('suffix', s)).join('');
  const last = extra && family !== '' ? part('family', name?.family, extra) : family;
  return (
    `<name${attribute('use', NAME_USE[name?.use ?? ''])}>${prefix}${given || '<given nullFlavor="UNK"/>'}` +
    `${last || '<family nullFlavor="UNK"/>'}${suffix}${validTime(name?.period)}</name>`
  );
}

/** An address for people. */
function addressText(address: Address | null | undefined): string {
  const lines = (address?.line ?? []).map((l) => visible(l)).filter((l) => l !== null);
  const region = [visible(address?.state), visible(address?.postalCode)].filter((p) => p !== null).join(' ');
  const rest = [visible(address?.city), region || null, visible(address?.country)].filter((p) => p !== null);
  return lines.length + rest.length > 0 ? [...lines, ...rest].join(', ') : (visible(address?.text) ?? '');
}

/** A US Realm address (2.16.840.1.113883.10.20.22.5.2): at most four lines; parts that it demands and the source lacks are nullFlavor UNK. */
export function postalAddress(address: Address | null | undefined): string | null {
  if (addressText(address) === '') return null;
  const lines = (address?.line ?? []).map((l) => visible(l)).filter((l) => l !== null);
  const detailed = lines.length > 0 || address?.city || address?.state || address?.postalCode;
  if (!detailed && visible(address?.text) !== null) lines.push(visible(address?.text)!);
  const shown = lines.length <= 4 ? lines : [...lines.slice(0, 3), lines.slice(3).join(', ')]; // CONF:81-7291
  const country = visible(address?.country);
  const american = country === null || /^(us|usa)$/i.test(country);
  const demanded = (tag: string, text: string | null | undefined, needed: boolean): string =>
    part(tag, text) || (needed ? `<${tag} nullFlavor="UNK"/>` : '');
  return (
    `<addr${attribute('use', ADDRESS_USE[address?.use ?? ''])}>` +
    (shown.map((l) => part('streetAddressLine', l)).join('') || '<streetAddressLine nullFlavor="UNK"/>') +
    demanded('city', address?.city, true) + // CONF:81-7292
    part('county', address?.district) +
    demanded('state', address?.state, american) + // CONF:81-10024
    demanded('postalCode', address?.postalCode, american) + // CONF:81-10025
    // The rule knows no other spelling of the United States than US (CONF:81-10024).
    (country !== null && american ? '<country>US</country>' : part('country', country)) +
    `${validTime(address?.period)}</addr>`
  );
}

export function addresses(list: readonly (Address | null)[] | null | undefined): string {
  const xml = (list ?? []).map((a) => postalAddress(a) ?? '').join('');
  return xml === '' ? '<addr nullFlavor="UNK"/>' : xml;
}

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
  const shown = visible(point?.value);
  if (shown === null) return null;
  const value = withoutForbidden(shown);
  const scheme = SCHEMES[point?.system ?? ''];
  const has = /^[a-z][a-z0-9+.-]*:/i.test(value);
  let url = value;
  if (!has && scheme !== undefined) url = `${scheme}:${value}`;
  else if (!has && point?.system !== 'url') url = /@/.test(value) ? `mailto:${value}` : `tel:${value}`;
  url = asUri(url.replace(/\s+/g, /^(tel|fax):/.test(url) ? '-' : '%20'));
  const use = point?.system === 'pager' ? 'PG' : TELECOM_USE[point?.use ?? ''];
  return `<telecom${attribute('use', use)}${attribute('value', url)}/>`;
}

export function telecoms(list: readonly (ContactPoint | null)[] | null | undefined): string {
  const xml = (list ?? []).map((p) => telecom(p) ?? '').join('');
  return xml === '' ? '<telecom nullFlavor="UNK"/>' : xml;
}
