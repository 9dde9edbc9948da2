import { nameParts, wordsOf } from './name-words.js';
import { knownWords } from './phi/name-guess.js';
import { IDEA_OF, KEY_WORDS } from './structure/entity-words.js';

/** How the columns of one table are read. */
export interface NameHabit {
  /** What most of its columns begin with, without a sign behind it (`pt` of `ptlname`, `ptcity`, `ptzip`), in lower case; null where there is no such thing. */
  readonly prefix: string | null;
  /** The name with the prefix put apart (`pt_lname`), or without the letters of its type (`sNombre`); other names as they are. */
  spoken(name: string): string;
}

const LONGEST = 8;
/** Short words that are hardly cut from another word where the rest of the table is read. */
const SHORT = new Set('id no nr dt pt dx rx by of to'.split(' '));
/** These say what kind of thing a column is, not whose. */
const NO_PREFIX = new Set('id fk pk no nr is has dt'.split(' '));
const CLINICAL =
  'drug dosage dose route date descrip description note notes problem allergy weight height temp pulse result unit units range ranges value status code type time name title age'.split(
    ' ',
  );
const known: ReadonlySet<string> = new Set([
  ...[...knownWords, ...IDEA_OF.keys(), ...KEY_WORDS, ...CLINICAL].filter((word) => word.length >= 3),
]);

const isRead = (rest: string): boolean =>
  SHORT.has(rest) || wordsOf(rest, known).every((word) => known.has(word) || SHORT.has(word));

/**
 * The habit of names that all begin with some letters of their table, written together. It is one where what is left of the names are words that are known,
 * and the whole names are none: `calpatient`, `caldateof`, `calstatus`; `patient`, `pain`, `pulse` have no prefix `p`.
 */
export function nameHabit(names: readonly string[]): NameHabit {
  if (isTyped(names)) return { prefix: null, spoken: withoutType };
  const prefix = gluedPrefix(names);
  return {
    prefix,
    spoken: (name) =>
      prefix !== null && !isRead(name.toLowerCase()) && isGlued(name, prefix)
        ? `${name.slice(0, prefix.length)}_${name.slice(prefix.length)}`
        : name,
  };
}

const TYPED = /^(?:[a-z]|dt|str|int|bln|bol|lng|txt|num|dec|dbl|flt|sng|chr|obj|bit)(?=\p{Lu})/u;

/** All begin with a letter or two for their type (`sNombre`, `dFecha`, `nIdPersonal`), and not with the same. */
function isTyped(names: readonly string[]): boolean {
  const types = names.map((name) => TYPED.exec(name)?.[0]);
  return names.length >= 2 && types.every((type) => type !== undefined) && new Set(types).size >= 2;
}

/** `nNumero` stays whole: a bare number could be any. */
function withoutType(name: string): string {
  const rest = name.replace(TYPED, '');
  return nameParts(rest).every((part) => KEY_WORDS.has(part)) ? name : rest;
}

/** `PTLNAME` and `ptlname` are written together; `ptLname`, `pt_lname` and `pt1` are not. */
const isGlued = (name: string, prefix: string): boolean =>
  name.toLowerCase().startsWith(prefix) &&
  name.length >= prefix.length + 2 &&
  (name.toLowerCase() === name || name.toUpperCase() === name || !/^[A-Z]/.test(name.slice(prefix.length))) &&
  /^\p{L}{2}/u.test(name.slice(prefix.length));

function gluedPrefix(names: readonly string[]): string | null {
  // Names that are words without more say nothing of a habit.
  const telling = names.filter((name) => nameParts(name).some((part) => !known.has(part) && !SHORT.has(part)));
  const candidates = new Set<string>();
  for (const name of telling)
    for (let length = 1; length <= LONGEST && length <= name.length - 2; length++) {
      const start = name.slice(0, length).toLowerCase();
      if (/^\p{L}+$/u.test(start) && !NO_PREFIX.has(start)) candidates.add(start);
    }
  let best: { readonly prefix: string; readonly read: number } | null = null;
  for (const prefix of candidates) {
    const begun = telling.filter((name) => name.toLowerCase().startsWith(prefix)).length;
    if (begun < 2 || begun < telling.length * (telling.length < 4 ? 1 : 0.6)) continue;
    const glued = telling.filter((name) => isGlued(name, prefix));
    const read = glued.filter((name) => isRead(name.slice(prefix.length).toLowerCase().replace(/\d+$/, ''))).length;
    if (read < 2 || read < glued.length * (prefix.length === 1 ? 0.6 : 0.4)) continue;
    if (best === null || read > best.read || (read === best.read && prefix.length > best.prefix.length))
      best = { prefix, read };
  }
  return best?.prefix ?? null;
}
