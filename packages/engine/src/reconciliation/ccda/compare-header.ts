import { codeTable } from '../../base/code-table.js';
import { formatLocator } from '../../base/locator.js';
import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { CALL_ME_NAME_EXTENSION } from '../../chart/fhir-extensions.js';
import type { Tally } from '../read-back.js';
import { valuesAt } from './compare-entry.js';
import type { Fact } from './found.js';
import { contactText, identifierText, isId } from './ids.js';
import type { ChartValues } from './known.js';
import { codingText, tableDisplays, tsText, xmlText } from './leaves.js';
import { type ChartIndex, PARTY_TYPES } from './parties.js';
import { FIXED_CODES } from './placement.js';
import type { CcdaReading } from './reading.js';

type Json = Record<string, unknown>;

const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race';
const ETHNICITY = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity';
const V3_GENDER = 'http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender';
const V3_CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
// FHIR R4 ConceptMap administrative-gender
const GENDERS: Readonly<Record<string, string>> = codeTable({
  male: `${V3_GENDER}|M`,
  female: `${V3_GENDER}|F`,
  other: `${V3_GENDER}|UN`,
});
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

/**
 * Compares demographics: names, birth, gender, death, race, ethnicity, language, marital status, addresses, contacts, ids.
 * `isSummary`: the patient's summary. `about`: for a document beside the summary, what it is about and when that was made (null where not known to the day).
 */
export function compareHeader(
  chart: Chart,
  settings: ChartSettings,
  { header, entries }: CcdaReading,
  values: ChartValues,
  tally: Tally,
  about?: { readonly resource: Resource; readonly time: string | null },
  isSummary = true,
): void {
  const patient = chart.patient as unknown as Json;
  const { source, table, row } = chart.patientOrigin;
  const place = formatLocator({ source, table, row });
  const byName = new Map<string, string[]>();
  for (const { name, value } of header) byName.set(name, [...(byName.get(name) ?? []), value]);
  const read = (name: string): readonly string[] => byName.get(name) ?? [];
  const check = (
    element: string,
    name: string,
    expected: readonly string[],
    same = (a: string, b: string) => a === b,
  ): void => {
    const left = [...read(name)];
    for (const value of expected) {
      const at = left.findIndex((other) => same(other, value));
      if (at >= 0) {
        left.splice(at, 1);
        tally.same();
      } else tally.differ(left.length > 0 ? 'different' : 'missing', place, `Patient.${element}`);
    }
    if (left.length > 0) tally.differ('extra', place, `Patient.${element}`);
  };
  const texts = (path: string): string[] =>
    valuesAt(patient, path)
      .map((v) => xmlText(String(v)))
      .filter((t) => t !== '');
  const codes = (path: string): string[] =>
    valuesAt(patient, path)
      .map((c) => codingText(c as Json))
      .filter((c) => c !== null);

  for (const part of ['prefix', 'given', 'suffix'] as const)
    check(`name.${part}`, `patient.name.${part}`, texts(`name.${part}`));
  const called = (valuesAt(patient, 'name.extension') as Json[]).filter(({ url }) => url === CALL_ME_NAME_EXTENSION);
  check(
    'name.called',
    'patient.name.called',
    called.map(({ valueString }) => xmlText(String(valueString))).filter((text) => text !== ''),
  );
  // A name that is one text stands as family name, because the header's name must have parts.
  const whole = valuesAt(patient, 'name').filter(
    (n) => !(n as Json).family && !(n as Json).given && !(n as Json).prefix && !(n as Json).suffix,
  );
  check('name.family', 'patient.name.family', [
    ...texts('name.family'),
    ...whole.map((n) => xmlText(String((n as Json).text ?? ''))).filter((t) => t !== ''),
  ]);
  check(
    'birthDate',
    'patient.birthTime',
    texts('birthDate')
      .map(tsText)
      .filter((t) => t !== null),
  );
  check(
    'gender',
    'patient.administrativeGenderCode.code',
    texts('gender')
      .map((g) => GENDERS[g])
      .filter((g) => g !== undefined),
  );
  check(
    'deceasedDateTime',
    'patient.deceasedTime',
    texts('deceasedDateTime')
      .map(tsText)
      .filter((t) => t !== null),
  );
  check('deceased', 'patient.deceased', patient.deceasedDateTime !== undefined ? ['true'] : texts('deceasedBoolean'));
  check('maritalStatus', 'patient.maritalStatusCode.code', codes('maritalStatus.coding'));
  for (const [url, name] of [
    [RACE, 'race'],
    [ETHNICITY, 'ethnicity'],
  ] as const) {
    const parts = valuesAt(patient, 'extension')
      .filter((e) => (e as Json).url === url)
      .flatMap((e) => valuesAt(e, 'extension') as Json[]);
    const codings = parts
      .map((p) => p.valueCoding as Json | undefined)
      .filter((c) => c !== undefined && c.system !== NULL_FLAVOR);
    check(name, `patient.${name}.code`, [...new Set(codings.map((c) => codingText(c!)).filter((c) => c !== null))]);
    // A text that says no more than the flavor beside it is not written.
    const flavor = parts.map((p) => p.valueCoding as Json | undefined).find((c) => c?.system === NULL_FLAVOR)?.code;
    const said = parts
      .filter((p) => p.url === 'text' && (codings.length > 0 || p.valueString !== flavor))
      .map((p) => xmlText(String(p.valueString ?? '')));
    check(
      `${name} text`,
      `patient.${name}.text`,
      said.filter((t) => t !== ''),
    );
  }
  check('communication.language', 'patient.language', languageCodes(patient));
  for (const [fhir, cda] of [
    ['line', 'streetAddressLine'],
    ['city', 'city'],
    ['district', 'county'],
    ['state', 'state'],
    ['postalCode', 'postalCode'],
  ] as const)
    if (
      fhir !== 'line' ||
      !valuesAt(patient, 'address').some((a) => (((a as Json).line as unknown[]) ?? []).length > 4)
    )
      check(
        `address.${fhir}`,
        `patient.address.${cda}`,
        fhir === 'line' ? [...texts('address.line'), ...addressTexts(patient)] : texts(`address.${fhir}`),
      );
  // The template spells the United States in one way only (CONF:81-10024).
  const american = (country: string): string => (/^(us|usa)$/i.test(country) ? 'US' : country);
  check('address.country', 'patient.address.country', texts('address.country').map(american));
  check('telecom', 'patient.telecom', texts('telecom.value'), (a, b) => contactText(a) === contactText(b));
  const ids = distinct(valuesAt(patient, 'identifier') as Json[])
    .map((i) => identifierText(i as Json))
    .filter((i) => i !== null);
  check('identifier', 'patient.id', ids.length > 0 ? ids : [String(patient.id).toLowerCase()], isId);

  const asOf = about ? about.time : tsText(settings.asOf);
  check('document date', 'time', asOf === null ? [] : [asOf]);
  check('document confidentiality', 'confidentiality', [levelOf(chart, settings)]);
  compareOthers(chart, settings, header, values.index, place, tally, about?.resource);
  // Another document has no room for what only the summary tells of the patient.
  if (about) return;

  // What has no line above must stand somewhere: contacts and guardians in the header, birth sex in an entry.
  const stated = new Set<string>();
  const numbers = header.filter(({ name }) => name.endsWith('.id')).map(({ value }) => value);
  for (const { value } of header) stated.add(value).add(contactText(value)).add(value.replace(/^.*\|/, ''));
  for (const { facts } of entries)
    for (const { name, value } of facts)
      if (name.startsWith('value.')) stated.add(value).add(value.slice(value.lastIndexOf('|') + 1));
  for (const leaf of values.leaves(chart.patient as unknown as Resource)) {
    const element = `Patient.${leaf.path}`;
    if (CHECKED.test(leaf.path)) continue;
    const numbered =
      leaf.path.endsWith('.identifier') && leaf.stated.some((id) => numbers.some((read) => isId(read, id)));
    const said = (text: string): boolean =>
      stated.has(text) ||
      stated.has(contactText(text)) ||
      (leaf.path.endsWith('.country') && stated.has(american(text)));
    if (numbered || leaf.stated.some(said)) tally.same();
    else if (NOT_HELD_HERE.test(leaf.path) || (!isSummary && OF_THE_SUMMARY.test(leaf.path)))
      tally.notHeld(element, place, leaf.stated[0]);
    else tally.differ('missing', place, element);
  }
}

/** People and organizations around the patient: all that is said of them must come from the chart or the settings. */
function compareOthers(
  chart: Chart,
  settings: ChartSettings,
  header: readonly Fact[],
  index: ChartIndex,
  place: string,
  tally: Tally,
  about?: Resource,
): void {
  const own = index.patientTexts();
  const known = new Set<string>(own);
  const addParty = ({ resource }: ChartFragment) => {
    for (const text of index.texts(`${resource.resourceType}/${resource.id}`)) known.add(text);
  };
  chart.shared.forEach(addParty);
  for (const fragment of chart.fragments) {
    const { resource } = fragment;
    if (PARTY_TYPES.has(resource.resourceType)) addParty(fragment);
    for (const path of [
      'period.start',
      'period.end',
      'participant.individual.display',
      'participant.member.display',
      'serviceProvider.display',
      'performer.display',
    ])
      for (const value of valuesAt(resource, path)) known.add(tsText(String(value)) ?? xmlText(String(value)));
  }
  const add = (value: unknown): void => {
    if (typeof value === 'string') known.add(tsText(value) ?? xmlText(value)).add(xmlText(value));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  add(settings);
  for (const name of ['date', 'issued', 'effectiveDateTime', 'author', 'performer']) add(about?.[name]);
  const contacts = new Set([...known].map(contactText));
  for (const { name, value } of header) {
    if (/^patient\..*\.(text|display)$/.test(name) && !/GenderCode/.test(name)) {
      const said = name.endsWith('.display') ? value.split('|').slice(2).join('|') : value;
      if (own.has(said) || isTableName(name, value)) tally.same();
      else tally.differ('extra', place, `header ${name}`);
    }
    if (
      !/^(custodian|informationRecipient|author|participant|documentationOf|provider|patient\.(guardian|birthplace))\./.test(
        name,
      )
    )
      continue;
    const ids = name.endsWith('.id') && (!value.includes('^') || known.has(value.slice(value.indexOf('^') + 1)));
    const bare = name.endsWith('.display') ? value.split('|').slice(2).join('|') : value;
    const fixed = /[cC]ode\.(code|display|null)$/.test(name) && FIXED_CODES.has(value.split('|')[1] ?? '');
    if (
      ids ||
      fixed ||
      name.endsWith('.null') ||
      isTableName(name, value) ||
      known.has(bare) ||
      known.has(value) ||
      contacts.has(contactText(value))
    )
      tally.same();
    else tally.differ('extra', place, `header ${name}`);
  }
}

/** Whether a display is the name that a shipped code table has for its code. */
function isTableName(name: string, value: string): boolean {
  const [system = '', code = '', ...display] = value.split('|');
  return name.endsWith('.display') && tableDisplays(system, code).includes(display.join('|'));
}

/** Elements compared one by one above. */
const CHECKED =
  /^(name|birthDate|gender|deceased|maritalStatus\.coding\.code|communication|address|telecom|identifier|extension\.extension)/;

/** Elements of the patient that the US Realm Header has no place for (C-CDA R2.1 section 1.1.1). */
const NOT_HELD_HERE =
  /^(active|maritalStatus|link|photo)|(^|\.)(use|rank|period|gender|preferred|text|system)($|\.)|^contact\.(relationship|organization)|^(_\w+\.)?extension/;

/** What the patient's summary tells and a document about one encounter need not. */
const OF_THE_SUMMARY = /^(generalPractitioner|contact)(\.|$)/;

/** The most restrictive confidentiality (v3 Confidentiality, U to V) that the settings or any resource of the patient states. */
function levelOf(chart: Chart, settings: ChartSettings): string {
  const stated = new Set([settings.confidentiality]);
  for (const resource of [chart.patient, ...chart.fragments.map((f) => f.resource)] as unknown as Json[])
    for (const coding of [
      ...valuesAt(resource, 'meta.security'),
      ...valuesAt(resource, 'securityLabel.coding'),
    ] as Json[])
      if (coding.system === V3_CONFIDENTIALITY) stated.add(String(coding.code));
  return ['V', 'R', 'N', 'M', 'L', 'U'].find((level) => stated.has(level)) ?? 'null UNK';
}

/** Identifiers that say the same twice are written once. */
const distinct = (identifiers: readonly Json[]): Json[] => [
  ...new Map(identifiers.map((i) => [`${String(i.system)}|${String(i.value)}`, i])).values(),
];

const languageCodes = (patient: Json): string[] =>
  valuesAt(patient, 'communication').flatMap((c) => {
    const code = valuesAt(c, 'language.coding.code')
      .map(String)
      .find((text) => /^\S+$/.test(text) && isTag(text));
    return code === undefined ? [] : [code];
  });

/** languageCode holds a BCP 47 tag (RFC 5646) and nothing else. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

const addressTexts = (patient: Json): string[] =>
  valuesAt(patient, 'address').flatMap((a) => {
    const { line, city, state, postalCode, text } = a as Json;
    const parts = ((line as unknown[] | undefined) ?? []).length > 0 || city || state || postalCode;
    return !parts && typeof text === 'string' && xmlText(text) !== '' ? [xmlText(text)] : [];
  });
