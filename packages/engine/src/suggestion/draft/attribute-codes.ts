import type { AttributeFacts } from '../../artifacts/attribute-profile.js';
import { ATTRIBUTE_CODES, ATTRIBUTE_FILLERS } from '../catalogue/attribute-codes.js';
import { catalogue } from '../catalogue/catalogue.js';
import { phraseWords, plain } from '../words.js';

export type AttributeTakes = 'number' | 'pair' | 'date' | 'smoking';

/** A LOINC code that an attribute's name and values agree on. */
export interface AttributeCode {
  readonly code: string;
  /** Code of FHIR's observation categories; null where none is sure. */
  readonly category: string | null;
  readonly takes: AttributeTakes;
  /** First of its names: for people. */
  readonly name: string;
}

interface Entry extends AttributeCode {
  /** Its values decide between codes of one name. */
  readonly isByUnit: boolean;
  readonly names: ReadonlySet<string>;
  readonly shorts: ReadonlySet<string>;
  readonly ranges: readonly { readonly unit: string; readonly least: number; readonly most: number }[];
}

let held: readonly Entry[] | null = null;

function entries(): readonly Entry[] {
  // Words are learnt with the catalogue.
  catalogue();
  held ??= ATTRIBUTE_CODES.split('\n').flatMap((line) => {
    const [code = '', category = '', takes = '', names = '', shorts = '', ranges = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    if (code === '') return [];
    const phrases = names.split(';').map((name) => name.trim());
    return [
      {
        ...{ code, category: category === '-' ? null : category, name: phrases[0] ?? code },
        takes: takes.replace('!', '') as AttributeTakes,
        isByUnit: takes.endsWith('!'),
        names: new Set(phrases.map((name) => keyOf(name))),
        shorts: new Set(shorts.split(';').map((name) => short(name))),
        ranges: ranges.split(';').flatMap((text) => {
          const match = /^\s*(\S+): ([\d.]+)\.\.([\d.]+)\s*$/.exec(text);
          return match ? [{ unit: match[1] ?? '', least: Number(match[2]), most: Number(match[3]) }] : [];
        }),
      },
    ];
  });
  return held;
}

const short = (text: string): string => plain(text.trim()).replace(/[^a-z0-9]/g, '');

/** The words of a name in any order, without those that do not make it another thing. */
const keyOf = (name: string): string =>
  [...new Set(phraseWords(name))]
    .filter((word) => !ATTRIBUTE_FILLERS.has(word))
    .sort()
    .join(' ');

/** Share of the values that must be of the kind that the code takes. */
const MOST = 0.8;

/** The code of an attribute, where its name is one of the code's and its values are what the code takes; null where either is in doubt. */
export function codeOfAttribute(facts: AttributeFacts): AttributeCode | null {
  if (facts.filled === 0) return null;
  const named = entries().filter((entry) => isNamed(entry, facts));
  const fitting = named.filter((entry) => isPlausible(entry, facts));
  const codes = new Set(fitting.map(({ code }) => code));
  return codes.size === 1 ? (fitting[0] ?? null) : null;
}

/** By its text where there is one that says more than the attribute itself; a short name counts only by itself. */
function isNamed(entry: Entry, { attribute, label }: AttributeFacts): boolean {
  const isShort = entry.shorts.has(short(attribute));
  const isWhole = (text: string): boolean => entry.names.has(keyOf(text)) || entry.shorts.has(short(text));
  if (label !== null && label.trim() !== '') return isWhole(label);
  return isShort || (/[a-z]{3}/i.test(attribute) && isWhole(attribute.replace(/(?<=\p{Ll})(?=\p{Lu})|_/gu, ' ')));
}

function isPlausible(entry: Entry, facts: AttributeFacts): boolean {
  switch (entry.takes) {
    case 'pair': {
      const [first, second] = facts.pairSpread ?? [];
      return facts.paired >= MOST && !!first && !!second && within(first[1], 60, 260) && within(second[1], 30, 160);
    }
    case 'date':
      return facts.dated >= MOST;
    case 'smoking':
      return facts.numeric <= 0.2;
    default: {
      const { spread, numeric, units } = facts;
      if (spread === null || numeric < MOST) return false;
      if (units.length > 0)
        return units.every(({ unit }) =>
          entry.ranges.some((range) => range.unit === unit && isIn(spread, range, units.length > 1)),
        );
      const fitting = entry.ranges.filter((range) => isIn(spread, range, false));
      return fitting.length > 0;
    }
  }
}

const within = (number: number, least: number, most: number): boolean => number >= least && number <= most;

/** The middle value lies in the range and most others do; with several units the numbers are mixed and only the unit can tell. */
const isIn = (
  [low, middle, high]: readonly [number, number, number],
  { least, most }: { readonly least: number; readonly most: number },
  isMixed: boolean,
): boolean => isMixed || (within(middle, least, most) && low >= least / 2 && high <= most * 1.5);
