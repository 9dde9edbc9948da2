import { formatLocator } from '../../base/locator.js';
import type { Chart } from '../../chart/chart.js';
import type { Tally } from '../read-back.js';
import { valuesAt } from './compare-entry.js';
import { identifierText, isId } from './ids.js';
import { codingText, tsText, xmlText } from './leaves.js';
import type { Fact } from './reading.js';

type Json = Record<string, unknown>;

const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race';
const ETHNICITY = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity';
const V3_GENDER = 'http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender';
// FHIR R4 ConceptMap administrative-gender
const GENDERS: Readonly<Record<string, string>> = {
  male: `${V3_GENDER}|M`,
  female: `${V3_GENDER}|F`,
  other: `${V3_GENDER}|UN`,
};
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

/** Compares demographics: names, birth, gender, death, race, ethnicity, language, marital status, addresses, contacts, ids. */
export function compareHeader(chart: Chart, header: readonly Fact[], tally: Tally): void {
  const patient = chart.patient as unknown as Json;
  const { origin, where } = { origin: chart.patientOrigin, where: '' };
  const place = where || formatLocator({ source: origin.source, table: origin.table, row: origin.row });
  const read = (name: string): string[] => header.filter((fact) => fact.name === name).map((fact) => fact.value);
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
    const said = parts.filter((p) => p.url === 'text').map((p) => xmlText(String(p.valueString ?? '')));
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
  check('telecom', 'patient.telecom', texts('telecom.value'), (a, b) => digits(a) === digits(b));
  const ids = valuesAt(patient, 'identifier')
    .map((i) => identifierText(i as Json))
    .filter((i) => i !== null);
  check('identifier', 'patient.id', ids.length > 0 ? [...new Set(ids)] : [String(patient.id).toLowerCase()], isId);
}

/** A contact without its URL scheme and spacing. */
const digits = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[a-z]+:/, '')
    .replace(/%20/g, '')
    .replace(/[\s-]/g, '');

const languageCodes = (patient: Json): string[] =>
  valuesAt(patient, 'communication').flatMap((c) => {
    const code = valuesAt(c, 'language.coding.code')
      .map(String)
      .find((text) => /^\S+$/.test(text));
    return code === undefined ? [] : [code];
  });

const addressTexts = (patient: Json): string[] =>
  valuesAt(patient, 'address').flatMap((a) => {
    const { line, city, state, postalCode, text } = a as Json;
    const parts = ((line as unknown[] | undefined) ?? []).length > 0 || city || state || postalCode;
    return !parts && typeof text === 'string' && xmlText(text) !== '' ? [xmlText(text)] : [];
  });
