import { luhnValid, npiValid } from '../../terminology/check-digits.js';
import type { SeededRandom } from '../random.js';
import { DATE_STYLES, type Day, randomDay } from './dates.js';
import { type Mark, marked } from './page-content.js';
import { CLINICS, FAMILY_NAMES, GIVEN_NAMES, PLANS, STREET_NAMES, STREET_TYPES, TOWNS } from './vocabulary/people.js';

export interface PagePerson {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly sex: 'F' | 'M';
  readonly birth: Day;
  readonly mrn: string;
}

/** Whose page it is, who wrote it, when, and how this template writes things. */
export interface PageContext {
  readonly random: SeededRandom;
  readonly person: PagePerson;
  readonly clinic: string;
  readonly provider: string;
  readonly visit: Day;
  readonly day: (day: Day) => Mark;
}

const digits = (random: SeededRandom, count: number): string =>
  Array.from({ length: count }, () => random.int(0, 9)).join('');

export function makePerson(random: SeededRandom): PagePerson {
  const sex = random.pick(['F', 'M'] as const);
  return {
    family: random.pick(FAMILY_NAMES),
    given: random.pick(GIVEN_NAMES[sex]),
    middle: random.chance(0.6) ? random.pick([...'ABCDEFGHJKLMNPRSTW']) : '',
    sex,
    birth: randomDay(random, 1930, 2004),
    mrn: medicalRecordNumber(random),
  };
}

/** `date` and `person` are those of the practice's own charts, where the page belongs to one. */
export function makeContext(random: SeededRandom, person: PagePerson = makePerson(random), visit?: Day): PageContext {
  const style = random.pick(DATE_STYLES);
  const given = random.pick(GIVEN_NAMES[random.pick(['F', 'M'] as const)]);
  return {
    random,
    person,
    clinic: random.pick(CLINICS),
    provider: `${given} ${random.pick(FAMILY_NAMES)}, ${random.pick(['MD', 'MD', 'DO', 'NP', 'PA-C'])}`,
    visit: visit ?? randomDay(random, Math.max(2010, person.birth[0] + 3), 2023),
    day: (day) => marked('date', style(day)),
  };
}

export const fullName = ({ given, middle, family }: PagePerson): string =>
  [given, middle === '' ? '' : `${middle}.`, family].filter((part) => part !== '').join(' ');

/** Numbers of the practice's own making: letters, hyphens and check digits differ between systems. */
export function medicalRecordNumber(random: SeededRandom): string {
  const plain = digits(random, random.int(6, 8));
  return random.pick([plain, plain, `MR${plain}`, `${plain.slice(0, 3)}-${plain.slice(3)}`, `LS${plain}`, `E${plain}`]);
}

/** Area codes that exist with numbers that nobody has (555-01xx, NANPA). */
export function phoneNumber(random: SeededRandom): string {
  const [area, last] = [random.pick(['614', '330', '412', '616', '217', '304', '207']), `01${digits(random, 2)}`];
  return random.pick([`(${area}) 555-${last}`, `${area}-555-${last}`, `${area}.555.${last}`, `1-${area}-555-${last}`]);
}

/** A number that passes the NPI's check (80840 before it), of nobody known. */
export function providerNumber(random: SeededRandom): string {
  const start = `1${digits(random, 8)}`;
  return [...'0123456789'].map((digit) => start + digit).find(npiValid)!;
}

/** NDC in a made-up labeler's range, with hyphens in one of FDA's forms. */
export function drugCode(random: SeededRandom): string {
  const d = (count: number): string => digits(random, count);
  return random.pick([
    `0${d(4)}-${d(4)}-${d(2)}`,
    `${random.int(10000, 69999)}-${d(3)}-${d(2)}`,
    `0${d(3)}-${d(4)}-${d(2)}`,
  ]);
}

/** Member number of an insurance, with a Luhn digit at its end where the insurer uses one. */
export function memberNumber(random: SeededRandom): string {
  const start = digits(random, 8);
  const checked = [...'0123456789'].map((digit) => start + digit).find(luhnValid)!;
  const letters = random.pick(['XQB', 'W', 'MBR', 'R', 'YPH', '']);
  return letters + checked;
}

export const lotNumber = (random: SeededRandom): string =>
  random.pick([
    () => `${random.pick([...'ABCDEFGHJKLMNPRSTUWXYZ'])}${digits(random, 6)}`,
    () =>
      `${random.pick(['EW', 'FL', 'UT', 'AC', 'U', 'AHBV', 'AVB'])}${digits(random, 4)}${random.pick(['', 'AA', 'BA'])}`,
    () => `${digits(random, 3)}${random.pick([...'ABCDFGHKLM'])}${digits(random, 2)}A`,
    () => digits(random, 7),
  ])();

export const streetAddress = (random: SeededRandom): string =>
  `${random.int(1, 9999)} ${random.pick(STREET_NAMES)} ${random.pick(STREET_TYPES)}${random.chance(0.25) ? ` Apt ${random.int(1, 48)}` : ''}`;
export const town = (random: SeededRandom): string => random.pick(TOWNS);
export const insurancePlan = (random: SeededRandom): string => random.pick(PLANS);
export const someDigits = digits;
