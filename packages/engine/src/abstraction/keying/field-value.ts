import { type EntryKind, type FormField, KEYING_FORMS } from '../../artifacts/keying-form.js';
import { fold } from '../../terminology/code-table.js';
import { ucumCode } from '../../terminology/ucum.js';
import { valueSets } from '../../terminology/value-sets.js';
import { amountKey, plainCharacters } from './amount.js';

/** What depends on the practice: how it writes dates, and how often things are taken. Given by whoever puts the stages together. */
export interface KeyingReaders {
  /** `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, with ` HH:MM[:SS]` where a time is stated; null: no date, or not certain which (the order of the numbers is not known). */
  date(text: string): string | null;
  /** One spelling for all that mean the same; null: not understood. */
  frequency(text: string): string | null;
}

/** What a field is, beyond its type: text is compared by what it names. */
type Meaning = FormField['type'] | 'frequency' | 'route' | 'dose-form' | 'identifier' | 'measured';

const TEXT_MEANINGS: Readonly<Record<string, Meaning>> = Object.freeze({
  frequency: 'frequency',
  route: 'route',
  form: 'dose-form',
  lot: 'identifier',
  value: 'measured',
});

const fields = new Map<string, FormField>();
for (const [kind, form] of Object.entries(KEYING_FORMS)) for (const one of form) fields.set(`${kind}/${one.name}`, one);

/** The field of a form; undefined where the form has no such field. */
export const formField = (kind: EntryKind, name: string): FormField | undefined => fields.get(`${kind}/${name}`);

/** Routes whose names all say the same; those that also say a side, a place or a device are compared as text. */
const PLAIN_ROUTES: ReadonlySet<string> = new Set(
  'C38288 C28161 C38299 C38276 C38295 C38313 C38300 C38193 C38304 C38305 C38238 C38267 C38210'.split(' '),
);
const DEVICE = /\b(?:piv|bymouth|patch|injection)\b/;

function routeKey(text: string): string | null {
  const folded = fold(text);
  if (DEVICE.test(folded)) return null;
  const code = valueSets.route.byName.get(folded)?.code;
  return code !== undefined && PLAIN_ROUTES.has(code) ? code : null;
}

/** `units` and `U` are the same count; all else by UCUM, so that mg = MG = milligram, mcg = µg, and mg is never mcg. */
function unitKey(text: string): string | null {
  const code = ucumCode(plainCharacters(text));
  return code === '{unit}' ? 'U' : code;
}

const asNeeded =
  /[\s,;(]*\b(?:p\.?\s?r\.?\s?n\.?|(?:as|if|when) (?:needed|required)|as necessary)(?=$|[\s.)])[\s.)]*$/i;

function frequencyKey(text: string, readers: KeyingReaders): string | null {
  const plain = plainCharacters(text);
  const often = plain.replace(asNeeded, '');
  const needed = often === plain ? '' : '+prn';
  if (often === '') return needed;
  const key = readers.frequency(often);
  return key === null ? null : key + needed;
}

/** Three numbers in the order written: the same numbers are the same day whatever the order means. */
function numbersOf(text: string): string | null {
  const match = /^(\d{1,4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})$/.exec(plainCharacters(text));
  return match
    ? match
        .slice(1)
        .map((part) => (part.length > 2 ? part : part.padStart(2, '0')))
        .join('-')
    : null;
}

/**
 * Text without what carries no meaning: case, blanks, accents, quotes, full stops, commas and brackets. Digits with their points, and the signs that change what is said
 * (`+ - / < > % ? ~ *` beside a value), stay.
 */
export function textKey(text: string): string {
  const folded = plainCharacters(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['`´\u2018\u2019]/g, '')
    .replaceAll('&', ' and ')
    .replace(/(?<![\d.])(\d*)\.(\d+)(?![\d.])/g, (all, whole: string, part: string) =>
      whole === '' && part === '' ? all : decimal(whole, part),
    );
  const key = folded
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/(?<!\d)[.](?!\d)|[.](?!\d)|(?<!\d)[.]|,(?!\d)|(?<!\d),/g, ' ')
    .replace(/[^\p{L}\p{N}.,+\-/<>%?~*=:#]+/gu, ' ')
    .replace(/[:=](?=\s|$)/g, ' ')
    .replace(/\s*\/\s*/g, '/')
    .replace(/\s+/g, ' ')
    .trim();
  // Signs alone (`*`, `!`) are all that the page says.
  return key === '' ? text.trim() : key;
}

function decimal(whole: string, part: string): string {
  const digits = part.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${digits === '' ? '' : `.${digits}`}`;
}

function choiceKey(text: string, field: FormField | undefined): string {
  const folded = fold(text);
  const yes = folded === 'y' ? 'yes' : folded === 'n' ? 'no' : folded;
  return field?.choices?.find((choice) => fold(choice) === yes) ?? folded;
}

function understood(
  text: string,
  meaning: Meaning,
  field: FormField | undefined,
  readers: KeyingReaders,
): string | null {
  switch (meaning) {
    case 'amount':
      return amountKey(text);
    case 'measured':
      // `1/2` of a result may be a titre, `120/80` is a blood pressure: no amount.
      return text.includes('/') ? null : amountKey(text);
    case 'unit':
    case 'dose-form':
      return unitKey(text);
    case 'date':
      return readers.date(plainCharacters(text)) ?? numbersOf(text);
    case 'code':
      return plainCharacters(text)
        .toUpperCase()
        .replace(/[\s.]+/g, '');
    case 'identifier':
      return plainCharacters(text).toUpperCase().replace(/\s+/g, '');
    case 'choice':
      return choiceKey(text, field);
    case 'frequency':
      return frequencyKey(text, readers);
    case 'route':
      return routeKey(text);
    case 'text':
      return null;
  }
}

/**
 * What a keyed value says, so that two values say the same exactly when their keys are equal; what is not understood is compared as text. Empty and absent are the same key, ''.
 * Names of drugs are text: another spelling or salt is another key.
 */
export function valueKey(kind: EntryKind, name: string, text: string | undefined, readers: KeyingReaders): string {
  if (text === undefined || text.trim() === '') return '';
  const field = formField(kind, name);
  const meaning = field === undefined ? 'text' : field.type === 'text' ? (TEXT_MEANINGS[name] ?? 'text') : field.type;
  const key = understood(text, meaning, field, readers);
  return key === null ? `as written: ${textKey(text)}` : `${meaning}: ${key}`;
}
