import type { Span } from '../../../artifacts/note-suggestion.js';
import { SALTS } from '../../../terminology/tables/drug-words.js';
import { isPlainWord } from '../../../terminology/words/plain-text.js';
import type { Note, NoteSentence, NoteToken } from '../note-text.js';
import { pieceAt } from './field-grammar.js';
import { type DrugLexicon, type DrugStanding, foldDrug } from './lexicon.js';
import { isEnglishLike } from './plain-endings.js';

/** A name of a drug as it stands in a note. */
export interface DrugMention {
  readonly span: Span;
  /** `unknown`: no table and no stem knows the word; an amount follows it as one follows a drug. */
  readonly standing: DrugStanding | 'unknown';
  /** Index in `note.sentences`. */
  readonly sentence: number;
}

/** Words behind a name that are a part of it: kinds of release and presentation. */
const RELEASES: ReadonlySet<string> = new Set(
  'xl xr er sr cr la dr ec ir hfa ds odt cd xt hct dm plus forte pm depot mix 70/30 75/25 50/50'.split(' '),
);
/** Behind a hyphen these make another word of a drug's name. */
const NO_PART =
  /^(?:induced|related|free|associated|resistant|allergic|sensitive|dependent|naive|containing|like|based|type|treated|requiring|refractory|responsive|susceptible|deficient|sparing|binding|secreting|eluting)$/;
const MOST_WORDS = 5;
const LONGEST_NAME = 48;

/** All names of drugs in a note, in order; none overlaps another. */
export function drugMentionsOf(note: Note, lexicon: DrugLexicon): DrugMention[] {
  const mentions: DrugMention[] = [];
  for (const [index, sentence] of note.sentences.entries())
    for (let at = sentence.from; at < sentence.to; ) {
      const found = nameAt(note, sentence, at, lexicon);
      if (found === null) {
        at++;
        continue;
      }
      mentions.push({ span: found.span, standing: found.standing, sentence: index });
      at = found.next;
    }
  return mentions;
}

interface Name {
  readonly span: Span;
  readonly standing: DrugStanding | 'unknown';
  /** Token behind it. */
  readonly next: number;
}

function nameAt(note: Note, sentence: NoteSentence, at: number, lexicon: DrugLexicon): Name | null {
  const token = note.tokens[at];
  if (token === undefined || token.kind === 'mark') return null;
  const first = ofTable(note, sentence, at, token, lexicon) ?? ofWord(note, at, token, lexicon);
  if (first === null) return unknownAt(note, sentence, at, token);
  return withParts(note, sentence, first, lexicon);
}

/** The longest name of the tables that begins at a token. */
function ofTable(note: Note, sentence: NoteSentence, at: number, token: NoteToken, lexicon: DrugLexicon): Name | null {
  const dash = token.lower.indexOf('-');
  const most = lexicon.longestFrom(dash > 0 ? token.lower.slice(0, dash) : token.lower);
  if (most === 0) return null;
  let best: Name | null = null;
  for (let to = at; to < Math.min(sentence.to, at + MOST_WORDS + 2); to++) {
    const last = note.tokens[to];
    if (last === undefined || last.end - token.start > LONGEST_NAME) break;
    const folded = foldDrug(to === at ? token.lower : note.text.slice(token.start, last.end));
    const standing = lexicon.listed(folded);
    if (standing === undefined) continue;
    // Three letters in small are as often something else: `asa` needs a reason, `ASA` none.
    const short = folded.length <= 3 && !/^[A-Z0-9]+$/.test(note.text.slice(token.start, last.end));
    best = { span: [token.start, last.end], standing: short ? 'doubtful' : standing, next: to + 1 };
  }
  return best;
}

function ofWord(note: Note, at: number, token: NoteToken, lexicon: DrugLexicon): Name | null {
  if (token.kind !== 'word') return null;
  const next = at + 1;
  const span: Span = [token.start, token.end];
  if (token.lower.includes('-')) {
    const parts = token.lower.split('-');
    const known = parts.map((part) => lexicon.word(part));
    const isName = (part: string, i: number) =>
      (known[i] !== null && known[i] !== undefined) || SALTS.has(part) || RELEASES.has(part);
    if (known[0] && parts.every(isName)) return { span, standing: known[0].standing, next };
    return null;
  }
  const known = lexicon.word(token.lower.replace(/'s$/, ''));
  if (known === null) return null;
  if (known.standing === 'misspelt' && isName(note, at, token)) return null;
  return {
    span: [token.start, token.lower.endsWith("'s") ? token.end - 2 : token.end],
    standing: known.standing,
    next,
  };
}

const TITLE = /^(?:mr|mrs|ms|miss|dr|doctor|nurse|by|name|provider|physician|attending)$/;
/** A capital behind a title or another capital without a list: people and places. */
function isName(note: Note, at: number, token: NoteToken): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(note.text.slice(token.start, token.start + 2))) return false;
  const before = note.tokens[at - 1];
  const title = before?.lower === '.' ? note.tokens[at - 2] : before;
  return title !== undefined && TITLE.test(title.lower);
}

/** Salts, kinds of release and further substances of a combination belong to the name. */
function withParts(note: Note, sentence: NoteSentence, name: Name, lexicon: DrugLexicon): Name {
  let { next } = name;
  let end = name.span[1];
  for (;;) {
    const token = note.tokens[next];
    if (token === undefined || next >= sentence.to) break;
    const gap = note.text.slice(end, token.start);
    if (token.kind === 'mark') {
      const after = note.tokens[next + 1];
      if (!/[/+-]/.test(token.lower) || gap.length > 1 || after === undefined || next + 1 >= sentence.to) break;
      if (after.kind !== 'word' || (token.lower !== '/' && (gap !== '' || after.start !== token.end))) break;
      const other = lexicon.word(after.lower);
      if (other === null && !SALTS.has(after.lower)) break;
      end = after.end;
      next += 2;
      continue;
    }
    if (!/^[ -]?$/.test(gap) || !isPart(note, token)) break;
    end = token.end;
    next++;
  }
  return { ...name, span: [name.span[0], end], next };
}

const SALT_NO_PART: ReadonlySet<string> = new Set(
  'potassium calcium magnesium sodium extract human usp lysine'.split(' '),
);
function isPart(note: Note, token: NoteToken): boolean {
  if (token.kind === 'number') return RELEASES.has(token.lower);
  if (SALTS.has(token.lower))
    return !SALT_NO_PART.has(token.lower) || token.lower === 'sodium' || token.lower === 'potassium';
  if (token.lower === 'insulin') return true;
  if (!RELEASES.has(token.lower)) return false;
  // The ER is a room, and DM a disease: a release is written in capitals.
  return /^\p{Lu}/u.test(note.text.slice(token.start, token.end)) || token.lower === 'hct' || token.lower.length > 3;
}

const AMOUNT_BEHIND =
  /^(?:\s{1,3}|\s?:\s?|\s?\(|\s?[-|]\s?)\d+(?:[.,]\d+)?(?:\s?[-/]\s?\d+(?:\.\d+)?)?\s?-?(?:mg|mcg|\u00b5g|units?|iu|meq)(?![a-z]|\s?\/\s?(?:dl|l\b))/i;
const DIRECTIONS =
  /^.{0,45}?(?:\b(?:daily|tab(?:let)?s?|cap(?:sule)?s?|po|p\.o|bid|tid|qid|qd|qhs|q\d|prn|by mouth|twice|once|every|weekly|nightly|bedtime|injection|patch|times a day)\b)/i;
const NO_NAME: ReadonlySet<string> = new Set(
  'dose doses dosage tablet tablets capsule capsules tab tabs cap caps take takes taking took total strength about approximately than least most increased decreased increase decrease reduced to from of at daily day per each every with and or for on the injection oral dosing maximum max po iv im sq sc received given prescribed start started pill pills solution cream patch inhaler contrast gadolinium level lab release extended delayed nasal spray generic brand chewable low high currently only additional another extra loading maintenance continue stop hold bolus intravenous subcutaneous weight received'.split(
    ' ',
  ),
);

/** A word that no table knows, with an amount and directions behind it as drugs have them. */
function unknownAt(note: Note, sentence: NoteSentence, at: number, token: NoteToken): Name | null {
  const next = note.tokens[at + 1];
  if (token.kind !== 'word' || token.end - token.start < 4) return null;
  if (next?.kind !== 'number' && !(next?.kind === 'mark' && note.tokens[at + 2]?.kind === 'number')) return null;
  const word = token.lower.replace(/-/g, '');
  if (NO_NAME.has(token.lower) || !/^[a-z]+$/.test(word)) return null;
  const behind = note.text.slice(token.end, Math.min(sentence.span[1], token.end + 80));
  if (!AMOUNT_BEHIND.test(behind) || isPlainWord(word) || isEnglishLike(word)) return null;
  if (pieceAt(note.text, token.start, token.end) !== null) return null;
  const kind = note.sections[sentence.section]?.kind;
  const opens = at === sentence.from || kind === 'medications';
  if (!opens && !DIRECTIONS.test(behind)) return null;
  return { span: [token.start, token.end], standing: 'unknown', next: at + 1 };
}

export { NO_PART };
