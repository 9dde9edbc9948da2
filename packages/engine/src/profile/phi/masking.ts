import type { ColumnProfile, DateFacts, PhiGuess } from '../../artifacts/source-profile.js';
import { loincValid, snomedConceptValid } from '../../terminology/check-digits.js';
import { isPlainText } from '../../terminology/words/plain-text.js';
import { isoDay } from '../calendar-days.js';
import type { ColumnFacts } from '../column-facts.js';
import type { CountedValue } from '../frequent-values.js';
import { nameParts } from '../name-words.js';
import { roundOutward } from '../number-tally.js';
import type { PersonWords } from './person-words.js';
import { strangersAmong } from './spelling.js';
import { identifierShape, isNothingButName } from './value-guess.js';

/** Rows that must hold a value before it is told: less would point at single people. */
export const TOLD_FROM = 3;
/** Longer values are not told, however often they stand there. */
const TOLD_LENGTH = 80;
const TOLD_VALUES = 50;

/**
 * Values that may be told, most frequent first: none of a PHI column, of a text, or where values do not repeat; and none that stands in fewer than three rows, is
 * an identifier or a name by its looks or by its spelling among the others, or is a name or number of the source's own people. Null where the column tells none at all.
 */
export function tellableValues(
  facts: ColumnFacts,
  phi: PhiGuess | null,
  people: PersonWords,
): readonly CountedValue[] | null {
  if (phi !== null || facts.filled === 0) return null;
  if (facts.kind === 'text' && facts.distinct.count > 200) return null;
  if (facts.kind === 'guid' || facts.kind === 'binary' || facts.kind === 'date' || facts.kind === 'datetime')
    return null;
  // Keys do not repeat; what repeats in them by chance says nothing.
  if (facts.distinct.count > 10 && facts.filled / facts.distinct.count < 2) return null;
  const isStranger = strangersAmong(facts.frequent, facts.filled);
  return facts.frequent.filter(
    ({ value, count }) =>
      count >= TOLD_FROM &&
      value.length <= TOLD_LENGTH &&
      !isStranger(value, count) &&
      !mayBePersonal(value, count / facts.filled, count, facts, people),
  );
}

/** What of {@link tellableValues} is written. */
export const toldValues = (told: readonly CountedValue[] | null): ColumnProfile['values'] =>
  told === null ? null : told.slice(0, TOLD_VALUES).map(({ value, count }) => ({ value, count }));

/** Rows, and share of the filled ones, from which a lone common word is a word of the column, though somebody's name too: White, May, Young. */
const COMMON_ROWS = 20;
const COMMON_SHARE = 0.02;
/** The same for a lone word that no list of common words knows. */
const OWN_ROWS = 500;
const OWN_SHARE = 0.1;

/** A day or a longer number in a value may be somebody's; words may be a name, and those that are not common ones the more so. */
function mayBePersonal(value: string, share: number, rows: number, facts: ColumnFacts, people: PersonWords): boolean {
  if (identifierShape(value) !== null || isNothingButName(value)) return true;
  if (facts.numbers !== null && Number(value) > 89 && isAge(facts)) return true;
  const lone = !/\s/.test(value);
  if (isPlainText(value)) {
    if (!(lone && rows >= COMMON_ROWS && share >= COMMON_SHARE) && people.tells(value)) return true;
  } else if (!(lone && rows >= OWN_ROWS && share >= OWN_SHARE) || people.tells(value)) return true;
  if (datedWords.test(value)) return true;
  if (/@|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/.test(value) && !isCode(value)) return true;
  // Letters with a number of four digits or more are how policies and records are numbered.
  if (/\d{4}/.test(value) && /[A-Za-z]/.test(value)) return !isCode(value);
  if (!/(?:^|[^.\d])\d{6,}/.test(value)) return false;
  if (!codeName.test(facts.column.name)) return true;
  return !snomedConceptValid(value) && !isCode(value) && !/^\d{6,7}$/.test(value);
}

/** Days with the month in letters: `23-Aug-19`. */
const datedWords =
  /\b\d{1,2}(?:st|nd|rd|th)?[-/. ]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/., ]*\d{2,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/., ]+\d{1,2}(?:st|nd|rd|th)?[-/., ]+\d{2,4}\b/i;

const codeName = /code|cd$|rx|ndc|cui|snomed|sct|loinc|icd|cvx|concept/i;

/** What looks like a date or long number and is a code by its form. */
const isCode = (value: string): boolean =>
  loincValid(value) ||
  /^\d{4,5}-\d{3,4}-\d{1,2}$/.test(value) ||
  /^\d{1,4}\.\d{1,3}$/.test(value) ||
  // HCPCS, ICD-10 with and without a point, UMLS concepts.
  /^[A-Z]\d{4}$/.test(value) ||
  /^[A-Z]\d{2}(?:\.\d{1,4}[A-Z]?|\d{1,2}|\d{3}[A-Z])$/.test(value) ||
  /^C\d{7}$/.test(value);

/** To the year for PHI; birth years of people over 89 as the year 90 years before the snapshot (45 CFR 164.514(b)(2)(i)(C)). Else to the day where several rows share it, or to the month. */
export function toldDates(facts: ColumnFacts, phi: PhiGuess | null, snapshotYear: number): DateFacts | null {
  const { dates } = facts;
  // Where all are zeros or other days that stand for none there is nothing to tell.
  if (!dates || dates.days.count === 0) return null;
  const { days, formats } = dates;
  const tell = (day: number, rows: number): string => {
    const iso = isoDay(day);
    if (phi?.kind === 'birth-date')
      return String(Math.max(Number(iso.slice(0, 4)), snapshotYear - 90)).padStart(4, '0');
    if (phi) return iso.slice(0, 4);
    return rows >= TOLD_FROM ? iso : iso.slice(0, 7);
  };
  return {
    formats,
    first: tell(days.least, days.leastRows),
    last: tell(days.most, days.mostRows),
    future: days.future,
    timed: days.timed,
  };
}

const isAge = (facts: ColumnFacts): boolean => nameParts(facts.column.name).some((word) => ageWords.has(word));
const ageWords = new Set('age ages alter edad eta idade leeftijd wiek varsta yas yasi starost vek vozrast'.split(' '));

/** Whole digits up to which a number is a measure; longer ones number somebody or something. */
const MEASURE = /^-?\d{1,5}(?:\.\d*)?$/;

/** None of PHI; exact ends where several rows share them and they are no long numbers, else rounded outward to two digits. */
export function toldNumbers(facts: ColumnFacts, phi: PhiGuess | null): ColumnProfile['numbers'] {
  const { numbers } = facts;
  if (!numbers || phi) return null;
  // Ages over 89 are told as 90 (45 CFR 164.514(b)(2)(i)(C)).
  const aged = isAge(facts) && Number(numbers.most) > 89;
  const tell = (end: string, rows: number, up: boolean): string =>
    rows >= TOLD_FROM && MEASURE.test(end) ? end : roundOutward(end, up);
  return {
    least: tell(numbers.least, numbers.leastRows, false),
    most: aged ? '90' : tell(numbers.most, numbers.mostRows, true),
    integers: numbers.integers,
  };
}

/** Shapes that several values share; of PHI without the lengths of words, which would narrow down a name. */
export function toldPatterns(facts: ColumnFacts, phi: PhiGuess | null): ColumnProfile['patterns'] {
  if (phi?.kind === 'free-text') return [];
  const rows = new Map<string, number>();
  for (const { pattern, count } of facts.patterns) {
    const told = phi ? pattern.replace(/a\{\d\}|a(?!\+)/g, 'a+').replace(/A\{\d\}/g, 'A+') : pattern;
    rows.set(told, (rows.get(told) ?? 0) + count);
  }
  return [...rows]
    .map(([pattern, count]) => ({ pattern, count }))
    .filter(({ count }) => count >= TOLD_FROM)
    .sort((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1));
}

/** A value that stands for none is told of any column: it is nobody's. */
export const toldSentinels = (facts: ColumnFacts): ColumnProfile['sentinels'] => facts.sentinels;
