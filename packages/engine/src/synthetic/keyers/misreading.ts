import { type EntryKind, KEYING_FORMS, type KeyedEntry } from '../../artifacts/keying-form.js';
import type { SeededRandom } from '../random.js';
import { type ErrorModel, SLIPS } from './error-model.js';
import { SOUND_ALIKES, weighted } from './page-truth.js';

/** Digits that look alike in handwriting and faxes. */
const LIKE: Readonly<Record<string, string>> = Object.freeze({
  '0': '6',
  '1': '7',
  '2': '7',
  '3': '8',
  '4': '9',
  '5': '6',
  '6': '0',
  '7': '1',
  '8': '3',
  '9': '4',
});
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

const choicesOf = (kind: EntryKind, name: string): readonly string[] | undefined =>
  KEYING_FORMS[kind].find((field) => field.name === name)?.choices;

const changeDigit = (value: string, n: number): string => {
  const at = [...value.matchAll(/\d/g)][n];
  return at === undefined ? value : `${value.slice(0, at.index)}${LIKE[at[0]]}${value.slice(at.index + 1)}`;
};

function another(choices: readonly string[], value: string, n: number): string {
  const others = choices.filter((choice) => choice !== value);
  return others[n % Math.max(1, others.length)] ?? value;
}

/** The wrong value number `n` that a page suggests for a field: 0 is what most would take it for. */
export function lookAlike(kind: EntryKind, name: string, value: string, n: number): string {
  const choices = choicesOf(kind, name);
  if (choices !== undefined) return another(choices, value, n);
  const like = SOUND_ALIKES.get(value);
  if (like !== undefined && n === 0) return like;
  if (/unit$/.test(name) || name === 'unit') return another(['mg', 'mcg', 'mL', 'g', 'units'], value, n);
  if (name === 'frequency') return another(['daily', 'QID', 'BID', 'TID', 'QOD'], value, n);
  const date = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value);
  if (date && n === 0 && Number(date[2]) <= 12 && date[1] !== date[2]) return `${date[2]}/${date[1]}/${date[3]}`;
  const digits = value.replace(/\D/g, '').length;
  if (digits > 0) return changeDigit(value, (digits - 1 + n) % digits);
  const letter = value[n % value.length] ?? '';
  return `${value.slice(0, n % value.length)}${letter === 'e' ? 'o' : 'e'}${value.slice((n % value.length) + 1)}`;
}

function slipOnce(
  entry: KeyedEntry,
  name: string,
  value: string,
  neighbours: readonly KeyedEntry[],
  random: SeededRandom,
): string {
  const kind = SLIPS[weighted(random, SLIPS)]![0];
  const at = random.int(0, Math.max(0, value.length - 2));
  switch (kind) {
    case 'left empty':
      return '';
    case 'neighbour row': {
      const beside = neighbours.filter((other) => other !== entry && other.kind === entry.kind && other.fields[name]);
      return beside.length === 0 ? value : (random.pick(beside).fields[name] ?? value);
    }
    case 'decimal shift':
      if (/^\d+$/.test(value)) return `${value}0`;
      return value.includes('.') ? value.replace('.', '') : value;
    case 'transposition':
      return `${value.slice(0, at)}${value[at + 1] ?? ''}${value[at] ?? ''}${value.slice(at + 2)}`;
    case 'lost character':
      return value.length < 2 ? '' : value.slice(0, at) + value.slice(at + 1);
    case 'doubled character':
      return value.slice(0, at + 1) + value.slice(at);
    case 'substitution': {
      const letter = value[at]?.toLowerCase() ?? '';
      const row = KEYS.find((keys) => keys.includes(letter));
      if (row === undefined) return value;
      const place = row.indexOf(letter);
      const near = place === 0 ? 1 : place === row.length - 1 ? place - 1 : place + (random.chance(0.5) ? 1 : -1);
      return value.slice(0, at) + row[near] + value.slice(at + 1);
    }
  }
}

/** What hand and eye make of a value: never the value itself. A choice slips to the choice beside it. */
export function slip(
  entry: KeyedEntry,
  name: string,
  value: string,
  neighbours: readonly KeyedEntry[],
  random: SeededRandom,
): string {
  const choices = choicesOf(entry.kind, name);
  if (choices !== undefined) return random.chance(0.1) ? '' : another(choices, value, random.int(0, 8));
  const plain = (text: string): string => text.toLowerCase().trim();
  for (let tries = 0; tries < 20; tries++) {
    const slipped = slipOnce(entry, name, value, neighbours, random);
    if (plain(slipped) !== plain(value)) return slipped;
  }
  return '';
}

/** A standard normal variate (Box and Muller). */
const normal = (random: SeededRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** A Gamma variate (Marsaglia and Tsang 2000), of small shapes by its logarithm: they underflow otherwise. */
function lnGammaVariate(shape: number, random: SeededRandom): number {
  if (shape < 1) return lnGammaVariate(shape + 1, random) + Math.log(1 - random.next()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** Chance that a reader is deceived by this field: Beta with the mean and the intraclass correlation of the model. */
export function difficulty(model: ErrorModel, random: SeededRandom): number {
  const mean = model.singleEntry * model.readingShare;
  if (mean <= 0) return 0;
  if (model.correlation <= 0) return mean;
  if (model.correlation >= 1) return random.chance(mean) ? 1 : 0;
  const spread = 1 / model.correlation - 1;
  const a = lnGammaVariate(mean * spread, random);
  const b = lnGammaVariate((1 - mean) * spread, random);
  return 1 / (1 + Math.exp(b - a));
}
