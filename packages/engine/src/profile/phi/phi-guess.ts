import type { PhiGuess, PhiKind } from '../../artifacts/source-profile.js';
import type { ColumnFacts } from '../column-facts.js';
import { wordsOf } from '../name-words.js';
import { knownWords, type NamedPhi, phiByName, type TableSubject } from './name-guess.js';

import { labelWords, nameWords, organizationWords, personWords, thingWords } from './phi-terms.js';
import { phiByValues } from './value-guess.js';

/** What is around a column. */
export interface TableContext {
  readonly subject: TableSubject;
  /** Rows are of people, or name one: by the table's name or by its columns. */
  readonly ofPeople: boolean;
  /** Few rows of codes and texts that other tables point at. */
  readonly lookup: boolean;
  /** A column's name as it is read in this table: with a prefix that all share put apart. */
  spoken(name: string): string;
  /** Year of the snapshot. */
  readonly year: number;
}

/** Whether a column holds what identifies people, by name, values and table together. Where it is in doubt, it is PHI. Null where it is not. */
export function phiOf(facts: ColumnFacts, context: TableContext): PhiGuess | null {
  const named = phiByName(context.spoken(facts.column.name), context.subject);
  const fits = named === null ? null : fitsValues(named, facts);
  const valued = facts.kind === 'boolean' ? null : phiByValues(facts.sample.map((sampled) => sampled.value));
  if (named && fits !== false) {
    const agreed = valued?.kind === named.kind;
    const reasons = [named.reason, ...(agreed ? [valued.reason] : [])];
    const score = agreed ? Math.max(named.score, 0.97) : fits === null ? named.score * 0.9 : named.score;
    if (isOfOrganization(named.kind, context))
      return {
        kind: named.kind,
        score: 0.4,
        reasons: [...reasons, 'rather that of an organization, by the name of the table'],
      };
    return { kind: named.kind, score: round(score), reasons };
  }
  if (valued && isTelling(valued.kind, valued.share, facts, context))
    return { kind: valued.kind, score: round(Math.min(0.95, 0.4 + valued.share / 2)), reasons: [valued.reason] };
  return dateGuess(facts, context) ?? textGuess(facts, context) ?? numberGuess(facts, context);
}

/** A number that each patient has for himself names him, whatever it is called. */
function numberGuess(
  { kind, filled, distinct, lengths, sentinels }: ColumnFacts,
  { subject }: TableContext,
): PhiGuess | null {
  if (!subject.patients || (kind !== 'integer' && kind !== 'code') || lengths === null || lengths.mean < 6) return null;
  if (filled < 20 || distinct.count - sentinels.length < filled * 0.97) return null;
  return { kind: 'identifier', score: 0.6, reasons: ['a number that is another for each row of a table of patients'] };
}

const contactKinds: ReadonlySet<PhiKind> = new Set(['phone', 'email', 'address', 'city', 'postal-code', 'url']);

/** A surgery may be a person's home: in doubt it stays PHI, with a low score. */
const isOfOrganization = (kind: PhiKind, { subject, ofPeople }: TableContext): boolean =>
  contactKinds.has(kind) &&
  !ofPeople &&
  (subject.organizations || subject.words.some((word) => organizationWords.has(word)));

const round = (score: number): number => Math.round(score * 100) / 100;

const yesOrNo = /^(?:yes|no|y|n|true|false|t|f|ja|nein|nee|j|oui|non|si|sim|nao|tak|nie|da|nu|ne|evet|hayir|ano)$/i;

/** A lone yes is no boolean by its values, but nobody's telephone either. */
const isYesOrNo = ({ frequent, frequentIsAll }: ColumnFacts): boolean =>
  frequentIsAll && frequent.length > 0 && frequent.length <= 3 && frequent.every(({ value }) => yesOrNo.test(value));

/** True where the values can be what the name says, false where they cannot, null where there are none to look at. */
function fitsValues({ kind, score }: NamedPhi, facts: ColumnFacts): boolean | null {
  if (facts.filled === 0) return facts.column.cellType === 'boolean' ? false : null;
  const { kind: is } = facts;
  if (is === 'boolean' || is === 'time' || isYesOrNo(facts)) return false;
  const dated = is === 'date' || is === 'datetime';
  const wordy = is === 'word' || is === 'text' || is === 'code';
  const fewCodes = facts.distinct.count <= 12 && facts.filled >= 50 && (facts.lengths?.most ?? 0) <= 12;
  switch (kind) {
    case 'name':
    case 'given-name':
    case 'family-name':
      return wordy && (!fewCodes || facts.wordShare > 0.5);
    case 'birth-date':
    case 'date':
      // A few words without a digit are an answer; months in words are twelve.
      return is !== 'guid' && !(fewCodes && facts.distinct.count < 10 && facts.wordShare > 0.95);
    case 'free-text':
      return is === 'binary' || (wordy && !fewCodes);
    case 'email':
      return wordy || is === 'binary';
    case 'phone':
    case 'address':
    case 'city':
    case 'postal-code':
      return !dated && is !== 'guid';
    case 'image':
      return wordy || is === 'binary';
    case 'url':
      return wordy;
    case 'mrn':
    case 'ssn':
      return !dated && is !== 'decimal';
    default:
      // Words for a person under which there are only keys or flags are no names: the keys are those of users.
      return !dated && is !== 'decimal' && !(score <= 0.6 && (is === 'integer' || is === 'guid'));
  }
}

/** Values alone make a column PHI where enough of them are; names need more, since words are names too (April, Rose, Kirk). */
function isTelling(kind: PhiKind, share: number, facts: ColumnFacts, context: TableContext): boolean {
  if (facts.kind === 'date' || facts.kind === 'datetime' || facts.kind === 'integer' || facts.kind === 'decimal')
    return false;
  if (kind === 'name') {
    const words = wordsOf(context.spoken(facts.column.name), knownWords);
    // Streets, clinics and products are named after people.
    const ofThing = words.some((word) => thingWords.has(word)) && words.some((word) => nameWords.has(word));
    const least = ofThing && !words.some((word) => personWords.has(word)) ? 0.7 : context.ofPeople ? 0.15 : 0.25;
    return share >= least && facts.sample.length >= 3;
  }
  return share >= 0.1;
}

const eventWords = new Set(
  'admission admit discharge death deceased died birth onset visit service encounter appointment exam surgery procedure test result collected vaccination administered diagnosis prescribed consent'.split(
    ' ',
  ),
);

function dateGuess(facts: ColumnFacts, context: TableContext): PhiGuess | null {
  const { dates, column } = facts;
  const words = wordsOf(context.spoken(column.name), knownWords);
  const declared = column.cellType === 'date' || column.cellType === 'datetime';
  if (!dates && !(facts.kind === 'empty' && declared)) return null;
  const reasons: string[] = [];
  if (context.ofPeople) reasons.push('a date in a table whose rows are of people');
  if (words.some((word) => eventWords.has(word))) reasons.push('the name speaks of what happens to patients');
  if (dates && context.subject.people && spansLives(facts, context.year)) {
    return { kind: 'birth-date', score: 0.7, reasons: ['dates in a table of people spread over lifetimes'] };
  }
  if (reasons.length === 0 && (context.lookup || context.subject.organizations)) return null;
  if (reasons.length === 0)
    return { kind: 'date', score: 0.5, reasons: ['a date that may be of a person: the table does not say whose'] };
  return { kind: 'date', score: reasons.length > 1 ? 0.95 : 0.85, reasons };
}

/** Days over 60 years and more, the middle of them long ago. */
function spansLives(facts: ColumnFacts, year: number): boolean {
  const { days } = facts.dates!;
  const years = [...days.years].sort((a, b) => a[0] - b[0]);
  if (days.count < 20 || years.length < 25) return false;
  let seen = 0;
  const middle = years.find(([, rows]) => {
    seen += rows;
    return seen >= days.count / 2;
  });
  return middle !== undefined && middle[0] < year - 15 && years[0]![0] > year - 125;
}

function textGuess(facts: ColumnFacts, context: TableContext): PhiGuess | null {
  const { kind, lengths, distinct, filled, meanWords } = facts;
  if (kind === 'binary')
    return { kind: 'image', score: 0.6, reasons: ['binary content that may show or name a person'] };
  if (kind !== 'text' || filled === 0 || lengths === null) return null;
  const repeats = filled / Math.max(1, distinct.count);
  if (context.lookup && lengths.mean <= 120) return null;
  const words = wordsOf(context.spoken(facts.column.name), knownWords);
  const isLabel = labelWords.has(words.at(-1) ?? '') && !context.subject.people && lengths.mean <= 80;
  if (isLabel && (facts.distinct.count < 500 || repeats > 2)) return null;
  if (lengths.mean > 60 || meanWords > 8)
    return repeats > 20 ? null : { kind: 'free-text', score: 0.9, reasons: ['long texts that hardly repeat'] };
  if (repeats < 2 && meanWords > 2.5)
    return { kind: 'free-text', score: 0.6, reasons: ['texts of several words that hardly repeat'] };
  return null;
}

/** True where columns or the table's name say that rows are of people. */
export function isOfPeople(subject: TableSubject, columns: readonly string[]): boolean {
  if (subject.people || subject.care) return true;
  return columns.some((name) => {
    const kind = phiByName(name, subject)?.kind;
    return kind === 'mrn' || kind === 'birth-date' || kind === 'ssn' || kind === 'given-name' || kind === 'family-name';
  });
}
