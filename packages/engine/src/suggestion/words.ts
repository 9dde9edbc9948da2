import { ENGLISH } from './vocabulary.js';
import { LANGUAGES } from './vocabulary-languages.js';

/** A word of a name with the ideas that it may stand for, the likeliest first; `sure` is less where it was guessed from an abbreviation. */
export interface NameWord {
  readonly text: string;
  readonly readings: readonly (readonly string[])[];
  readonly sure: number;
}

const CYRILLIC: Readonly<Record<string, string>> = Object.freeze({
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    д: 'd',
    е: 'e',
    є: 'ye',
    ж: 'zh',
    з: 'z',
    и: 'i',
    і: 'i',
    ї: 'yi',
    й: 'j',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
  },
  ...{ ю: 'yu', я: 'ya', ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz' },
});

/** Lower case without accents, Cyrillic in Latin letters. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[\u0400-\u04ff]/g, (c) => CYRILLIC[c] ?? c)
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/[łø]/g, (c) => (c === 'ł' ? 'l' : 'o'))
    .replace(/đ/g, 'd');
}

/** Words that carry no meaning of their own in a name. */
const FILLERS = new Set(
  'of the a an is are was has have had at in on for and or with as utc local offset c c_name tbl table t vw dbo data_ am de del la le du des das di da do dos der die den van y e i un una mot mst mast master'.split(
    ' ',
  ),
);

const readingsOf = new Map<string, string[][]>();
const canonical = new Set<string>();

for (const line of `${ENGLISH}\n${LANGUAGES}`.split('\n')) {
  const at = line.indexOf(':');
  if (at < 0) continue;
  const words = line.slice(0, at).trim().split(' ');
  for (const word of words) canonical.add(word);
  for (const token of line
    .slice(at + 1)
    .trim()
    .split(/\s+/)) {
    const known = readingsOf.get(token);
    if (!known) readingsOf.set(token, [words]);
    else if (!known.some((reading) => reading.join(' ') === words.join(' '))) known.push(words);
  }
}

/** Words that stand for another idea in one language or trade and for themselves as well. */
const OF_THEIR_OWN = new Set(
  'data key class service site location final length mail activity onset charge agent mar done ref staff person ward supply finding collection diagnostic tag'.split(
    ' ',
  ),
);

/** Words that the catalogue speaks in, beside those of the vocabulary; told once by the catalogue. */
export function learnWords(words: Iterable<string>): void {
  for (const word of words)
    if (word.length > 2 && (!readingsOf.has(word) || OF_THEIR_OWN.has(word))) canonical.add(word);
}

function known(token: string): string[][] | null {
  const readings = readingsOf.get(token);
  if (canonical.has(token)) return readings ? [[token], ...readings] : [[token]];
  if (readings) return readings;
  // English plurals: "allergies" stands in the vocabulary, "refusals" need not.
  if (token.length > 3 && token.endsWith('s') && !token.endsWith('ss')) {
    const single = token.endsWith('ies') ? `${token.slice(0, -3)}y` : token.slice(0, -1);
    if (canonical.has(single)) return [[single]];
    return readingsOf.get(single) ?? null;
  }
  return null;
}

/** Two-letter pieces that may be part of a run-together name; longer ones are all allowed. */
const SHORT_PIECES = new Set([
  'id',
  'no',
  'dt',
  'dx',
  'rx',
  'pt',
  'hx',
  'nm',
  'cd',
  'ph',
  'st',
  'by',
  'of',
  'is',
  'to',
  'nr',
]);

/** Cuts a run-together name (`begdate`, `lotnumber`) into known words; null where it cannot be cut without a rest. */
function cut(token: string): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= token.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 16); start < end; start++) {
      const before = best[start];
      if (!before) continue;
      const piece = token.slice(start, end);
      if (piece.length < 3 && !SHORT_PIECES.has(piece)) continue;
      if (!known(piece) && !FILLERS.has(piece) && !SHORT_PIECES.has(piece)) continue;
      const cost = before.length + 1;
      const now = best[end];
      if (!now || cost < now.length) best[end] = [...before, piece];
    }
  }
  return best[token.length] ?? null;
}

/** Reads an abbreviation by its letters: `immnztn` has the letters of "immunization" in their order. */
function abbreviated(token: string): { words: string[][]; sure: number } | null {
  if (token.length < 3 || !/^[a-z]+$/.test(token)) return null;
  let found: { word: string; fit: number } | null = null;
  for (const word of canonical) {
    if (word.length <= token.length || word[0] !== token[0] || word.length < 5) continue;
    const isHead = word.startsWith(token);
    if (!isHead && (token.length < 4 || !isSubsequence(token, word))) continue;
    const fit = token.length / word.length + (isHead ? 0.35 : 0) + (token.at(-1) === word.at(-1) ? 0.1 : 0);
    if (!found || fit > found.fit) found = { word, fit };
  }
  if (!found || found.fit < 0.55) return null;
  return { words: [[found.word]], sure: Math.min(0.85, found.fit) };
}

function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** One letter put in, left out or changed in a long word. */
function misspelt(token: string): string | null {
  if (token.length < 7) return null;
  for (const word of canonical) {
    if (Math.abs(word.length - token.length) > 1 || word[0] !== token[0]) continue;
    let start = 0;
    while (start < word.length && word[start] === token[start]) start++;
    let end = 0;
    while (end < word.length - start && word.at(-1 - end) === token.at(-1 - end)) end++;
    if (start + end >= Math.max(word.length, token.length) - 1) return word;
  }
  return null;
}

const cache = new Map<string, readonly NameWord[]>();

function readToken(token: string): readonly NameWord[] {
  const held = cache.get(token);
  if (held) return held;
  const read = readUncached(token);
  cache.set(token, read);
  return read;
}

const CODE: NameWord = { text: 'code', readings: [['code']], sure: 1 };
const DATE: NameWord = { text: 'date', readings: [['date']], sure: 1 };

/** What a run-together name ends with, however little its beginning can be read: `storetime`, `wustatus`. */
const TAILS = /^([a-z]{2,})(time|date|dttm|name|desc|code|type|status|flag|text|notes?|units?)$/;

function readUncached(token: string): NameWord[] {
  if (token === '' || FILLERS.has(token)) return [];
  const direct = known(token);
  if (direct) return [{ text: token, readings: direct, sure: 1 }];
  if (/\d/.test(token)) {
    const parts = token.match(/[a-z]+|\d+/g) ?? [];
    if (parts.length > 1) return parts.flatMap((part) => [...readToken(part)]);
    return /^[0-9]$/.test(token) ? [{ text: token, readings: [[token]], sure: 1 }] : [];
  }
  const pieces = cut(token);
  if (pieces && pieces.length > 1) return pieces.flatMap((piece) => [...readToken(piece)]);
  const when = /^([a-z]{4,})(on|at)$/.exec(token)?.[1];
  if (when && known(when)) return [...readToken(when), DATE];
  const tail = TAILS.exec(token);
  if (tail) {
    const [, head = '', end = ''] = tail;
    return [...readToken(head), ...readToken(end)];
  }
  const near = misspelt(token);
  if (near) return [{ text: token, readings: [[near]], sure: 0.9 }];
  const short = abbreviated(token);
  if (short) return [{ text: token, readings: short.words, sure: short.sure }];
  return [{ text: token, readings: [[token]], sure: 1 }];
}

/** True where a token is a word, or can be cut into words without a rest. */
export function isReadable(token: string): boolean {
  return known(token) !== null || FILLERS.has(token) || (cut(token)?.length ?? 0) > 1;
}

/** The pieces of a name as {@link nameWords} splits it, in lower case. */
export function nameTokens(name: string): readonly string[] {
  const held = tokensOfNames.get(name);
  if (held) return held;
  const tokens = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (known(plain(part)) ? [plain(part)] : part.split(HUMPS).map(plain)));
  tokensOfNames.set(name, tokens);
  return tokens;
}

const tokensOfNames = new Map<string, readonly string[]>();

const HUMPS = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** The words of a table's or column's name: split at signs, capitals and digits, run-together words cut, abbreviations read. */
export function nameWords(name: string): readonly NameWord[] {
  const held = readNames.get(name);
  if (held) return held;
  const read = readName(name);
  // Names come back in many tables, descriptions hardly ever.
  if (name.length <= 64) readNames.set(name, read);
  return read;
}

const readNames = new Map<string, readonly NameWord[]>();

function readName(name: string): readonly NameWord[] {
  const words: NameWord[] = [];
  // "Lot #" counts, "Prescribed For" asks why.
  const spelt = name
    .replace(/(?<!\p{L})(\p{L})\.(\p{L})\.?(?!\p{L})/gu, '$1$2')
    .replace(/#/g, ' number ')
    .replace(/(?<=\p{L}[\s_]+)for\s*$/iu, 'reason');
  for (const part of spelt.split(/[^\p{L}\p{N}]+/u)) {
    if (part === '') continue;
    const whole = plain(part);
    if (known(whole)) {
      words.push(...readToken(whole));
      continue;
    }
    const humps = part.split(HUMPS);
    for (const hump of humps) words.push(...readToken(plain(hump)));
  }
  // "Created At", "recorded_on": when it was done.
  if (words.length > 0 && /([\s_](on|at|ON|AT|On|At)|\p{Ll}(On|At))$/u.test(name.trim())) words.push(DATE);
  return joined(withoutDisplay(words));
}

/** Pieces that name something in front of a table's columns, however short. */
const NAMING_PREFIXES = new Set(['pt', 'rx', 'dx', 'hx', 'dr', 'id']);

/** {@link nameWords} of a column whose table's columns begin alike: the prefix is read by itself, and dropped where it is no word. */
export function columnWords(name: string, prefix: string | null, home: ReadonlySet<string>): readonly NameWord[] {
  const spelt = plain(name);
  if (prefix === null || !spelt.startsWith(prefix) || known(spelt)) return nameWords(name);
  const rest = name.slice(prefix.length).replace(/^[^\p{L}\p{N}]+/u, '');
  if (rest === '' || spelt.length !== name.length) return nameWords(name);
  const read = known(prefix);
  const isSaid = read !== null && (read.flat().some((idea) => home.has(idea)) || NAMING_PREFIXES.has(prefix));
  return joined([...(isSaid ? readToken(prefix) : []), ...lettered(rest)]);
}

/** The last letter of a name of eight letters says what it holds: `EXPD` is a date, `LOTN` a number, `ABNF` a flag. */
const LAST_LETTERS: Readonly<Record<string, string>> = Object.freeze({ d: 'date', n: 'number', f: 'flag' });

function lettered(rest: string): readonly NameWord[] {
  const spelt = plain(rest);
  const head = spelt.slice(0, -1);
  const idea = LAST_LETTERS[spelt.at(-1) ?? ''];
  const isPlain = /^[a-z]{4,7}$/.test(spelt);
  if (!isPlain || idea === undefined || known(spelt) || !known(head)) return nameWords(rest);
  return [...readToken(head), { text: idea, readings: [[idea]], sure: 0.9 }];
}

/** `gender_display`, `display_name`: the label of what else is said. */
function withoutDisplay(words: readonly NameWord[]): readonly NameWord[] {
  const isLabel = (word: NameWord | undefined): boolean => word?.text === 'display' || word?.text === 'disp';
  if (words.length < 2) return words;
  if (words.at(-1)?.text === 'display') return words.slice(0, -1);
  return isLabel(words[0]) && words.length === 2 && words[1]?.readings[0]?.[0] === 'name' ? words.slice(1) : words;
}

const KINDS = new Set(['type', 'status', 'category', 'class', 'severity', 'priority', 'unit', 'source', 'disposition']);

/** Words that mean something else together: "non coded" is a text, "name and surname" the full name. */
function joined(words: readonly NameWord[]): readonly NameWord[] {
  const idea = (word: NameWord | undefined): string => word?.readings[0]?.join(' ') ?? '';
  const negated = words.findIndex((word, at) => word.text === 'non' && idea(words[at + 1]) === 'code');
  if (negated >= 0) {
    const text: NameWord = { text: 'noncoded', readings: [['text']], sure: 1 };
    return [...words.slice(0, negated), text, ...words.slice(negated + 2)];
  }
  // A study's subject is its patient.
  if (
    words[0]?.text === 'subject' &&
    words.length === 2 &&
    /^(identifier number|number|identifier)$/.test(idea(words[1]))
  )
    return [{ text: 'patient', readings: [['patient']], sure: 1 }, ...words.slice(1)];
  const initial = words.findIndex((word, at) => /^[flm]$/.test(word.text) && idea(words[at + 1]) === 'name');
  if (initial >= 0) {
    const which = { f: 'first', l: 'last', m: 'middle' }[words[initial]?.text ?? ''] ?? 'first';
    const part: NameWord = { text: `${which}name`, readings: [[which, 'name']], sure: 1 };
    return [...words.slice(0, initial), part, ...words.slice(initial + 2)];
  }
  // A type and its code, a status and its name are one column.
  const kind = words.at(-2);
  if (words.length > 2 && /^(code|name|description)$/.test(idea(words.at(-1))) && kind && KINDS.has(idea(kind)))
    return joined(words.slice(0, -1));
  // OMOP's pairs: a concept's number is a code, and what the source had is one of its own.
  if (words.length > 2 && idea(words.at(-2)) === 'concept' && idea(words.at(-1)) === 'identifier number')
    return [...words.slice(0, words.at(-3)?.text === 'source' ? -3 : -2), CODE];
  if (words.length > 2 && idea(words.at(-2)) === 'source' && idea(words.at(-1)) === 'value')
    return [...words.slice(0, -2), CODE];
  const family = words.filter((word) => idea(word) === 'last name');
  const other = words.filter((word) => idea(word) === 'name' || idea(word) === 'first name');
  if (family.length === 1 && other.length === 1 && words.length === 2) {
    return [{ text: 'fullname', readings: [['full', 'name']], sure: 1 }];
  }
  return words;
}

/** Words of a phrase of the catalogue, in the words that the vocabulary maps to. */
export function phraseWords(phrase: string): readonly string[] {
  const words = new Set<string>();
  for (const token of plain(phrase).split(/[^a-z0-9]+/)) {
    if (token === '' || FILLERS.has(token)) continue;
    if (canonical.has(token)) words.add(token);
    else for (const word of known(token)?.[0] ?? [token]) words.add(word);
  }
  return [...words];
}

/** Words of descriptions that say nothing of what is described. */
const PROSE = new Set(
  'by to from which that this these those it its their his her who whose whom whether when where used uses use contains contain indicates indicate identifies identifying represents representing specifies describes denotes stores holds given based each any all if not can may will column field data element item corresponds associated applicable such also other than via per e.g i.e ie eg etc'.split(
    ' ',
  ),
);

/** Words of a description, without guesses at abbreviations. */
export function textWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const token of plain(text).split(/[^a-z0-9]+/)) {
    if (token.length < 2 || FILLERS.has(token) || PROSE.has(token)) continue;
    words.push(...(known(token)?.[0] ?? [token]));
  }
  return words;
}
