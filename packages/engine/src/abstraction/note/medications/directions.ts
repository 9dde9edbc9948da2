import { type Piece, pieceAt } from './field-grammar.js';

/** Words between a name and its directions that say nothing of their own. */
const FILLERS: ReadonlySet<string> = new Set(
  `to of at by the a an and & with w take takes taking took taken give given giving inject injects injecting apply applies applying use uses used using inhale inhales instill place insert chew dissolve
  was is has been were be being are currently now then also dose doses dosage dosed dosing strength total which that she he they patient pt will her his their up down increase increased decrease decreased
  reduced titrated changed administer administered sig directions start started starting continue continued prescribed from via or only just about approximately po this current currently usual regularly
  tapered taper advance advanced lowered raised bumped dropped switch switched on as in route frequency freq form qty form amount each it restarted resumed previously maybe perhaps usually often still sometimes roughly around mostly today tonight`.split(
    /\s+/,
  ),
);
/** Topics that begin something else. */
const OTHER_TOPIC =
  /^(?:blood|bp|weight|a1c|hba1c|glucose|creatinine|ldl|hdl|cholesterol|inr|potassium|tsh|labs?|ekg|ecg|pulse|temperature|walks?|walking|exercises?|exercising|drinks?|drinking|smokes?|smoking|eats?|eating|follow|follow-up|followup|recheck|check|checks|monitor|return|returns|rtc|repeat|call|schedule|refer|referral|sleeps?|runs?|ate|alcohol|beers?|packs?|cigarettes?|denies|reports|states|appointment|physical|therapy|brush|ice|icing|stretch(?:es|ing)?|heat|rest|episodes?|headaches?|pain\sis|cups?|glasses|servings?|wakes?|naps?|works?)$/i;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019-]*/uy;
const MOST_GAP = 6;
const MOST_PIECES = 14;

/** Pieces of directions behind a name. `nextName`: where the next drug begins; what stands right before it may be its own. */
export function directionsBehind(text: string, from: number, limit: number, nextName: number | null): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  let gap = 0;
  let indication = false;
  while (at < limit && pieces.length < MOST_PIECES) {
    const code = text.charCodeAt(at);
    if (!isWordStart(text, at, code)) {
      // Parenthesised remarks and what follows a full stop are still of the drug: the statement ends elsewhere.
      if (text.startsWith('\n\n', at)) break;
      at++;
      continue;
    }
    const piece = pieceAt(text, at, limit) ?? (pieces.length === 0 ? bareStrength(text, from, at, limit) : null);
    // `Persa-Gel and at night another`: what `and` leads from the bare name to is not its own.
    const led = piece?.kind === 'frequency' && pieces.length === 0 && /^,?\s*and\s+$/i.test(text.slice(from, at));
    if (piece !== null && !led && (gap === 0 || reaches(piece, gap, indication, text, at))) {
      pieces.push(piece);
      at = piece.end;
      gap = 0;
      indication = false;
      continue;
    }
    if (piece !== null && piece.kind !== 'form' && piece.kind !== 'route') {
      at = piece.end;
      gap++;
      continue;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0] ?? text[at] ?? ' ';
    at += word.length;
    const lower = word.toLowerCase();
    if (OTHER_TOPIC.test(lower)) break;
    if (FILLERS.has(lower)) continue;
    if (lower === 'for' || lower === 'if' || lower === 'due' || lower === 'secondary') indication = true;
    else if (++gap > MOST_GAP) break;
  }
  return nextName !== null && limit === nextName ? withoutNext(text, from, pieces, nextName) : pieces;
}

const BARE_STRENGTH =
  /(\d{1,4}(?:\.\d{1,2})?)(?=\s*(?:[,;)|\n]|$|\.(?:\s|$)|and\b|prn\b|p\.r\.n|as needed|for\s[a-z]{3}))/iy;
/** `atorvastatin 80;`: a number alone right behind the name and before the end of its item is a strength that everybody knows the unit of. */
function bareStrength(text: string, name: number, at: number, limit: number): Piece | null {
  if (!/^[ \t]{1,2}$/.test(text.slice(name, at))) return null;
  BARE_STRENGTH.lastIndex = at;
  const found = BARE_STRENGTH.exec(text)?.[1];
  if (found === undefined || Number(found) < 2 || /^(?:19|20)\d\d$/.test(found) || at + found.length > limit)
    return null;
  return { kind: 'amount', start: at, end: at + found.length, number: [at, at + found.length] };
}

/** Letters and digits, a point before a digit, # and fractions, at the beginning of a word. */
function isWordStart(text: string, at: number, code: number): boolean {
  const isAlnum = (c: number) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c > 0xa0;
  if (code === 46) return /\d/.test(text[at + 1] ?? '') && !/\d/.test(text[at - 1] ?? '');
  if (code === 35) return true;
  if (!isAlnum(code) || code === 0x2022 || code === 0x2013 || code === 0x2014 || code === 0x2192) return false;
  return true;
}

/** Whether a piece behind words that we do not know is still of the drug. */
function reaches(piece: Piece, gap: number, indication: boolean, text: string, at: number): boolean {
  if (indication && gap <= 5) return true;
  if (piece.kind === 'amount') return piece.unit !== undefined && text[piece.end - 1] !== '%';
  if (piece.kind === 'start' || piece.kind === 'end') return gap <= 2;
  if (piece.kind === 'status') return gap <= 2;
  if (piece.kind === 'count')
    return /\b(?:takes?|taking|inject|apply|use|inhale|give|instill|place)\s+$/i.test(
      text.slice(Math.max(0, at - 12), at),
    );
  return false;
}

const BETWEEN = /^[ \t]*(?:(?:of|of the)[ \t]+)?$/i;
const PARTS = /[,;&+\n\u2022|]|\b(?:and|plus|then|or|with|along with|as well as|but)\b/i;

/** `..., 81 mg aspirin`: an amount right before the next name, parted from ours, is the next one's. */
function withoutNext(text: string, from: number, pieces: readonly Piece[], nextName: number): Piece[] {
  let kept = pieces.length;
  let until = nextName;
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i];
    if (piece === undefined || !BETWEEN.test(text.slice(piece.end, until))) break;
    const before = pieces[i - 1]?.end ?? from;
    until = piece.start;
    if (PARTS.test(text.slice(before, piece.start))) {
      kept = i;
      break;
    }
  }
  return pieces.slice(0, kept);
}

const NEAR =
  /^[\s(]*(?:(?:of|of the|course|dose|doses|generic|brand|strength|the|a|an|her|his|home|extra|regular|supply|some)[\s)]+)*[\s)]*$/i;
const BEFORE = 70;
const STATUS_BEFORE =
  /\b(continu(?:e|es|ed|ing)|start(?:s|ed|ing)?|restart(?:ed|ing)?|resum(?:e|ed|ing)|initiat(?:e|ed|ing)|begin|began|add(?:ed|ing)?|prescrib(?:e|ed|ing)|refill(?:ed)?|stop(?:ped|ping)?|discontinu(?:e|ed|ing)|d\/c(?:'?e?d)?|dc'?d|hold(?:ing)?|held|quit|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|reduc(?:e|ed|ing)|titrat(?:e|ed|ing)|taper(?:ed|ing)?|wean(?:ed|ing)?|switch(?:ed)?\sto|chang(?:e|ed)\sto|no longer (?:takes|taking|on)|takes?|taking|is on|was on|remains on|used to take)(?:\s(?:with|on|off|off of|taking|to take|to use|using|to utilize|her|his|the|their|current|patient|pt|him|on|a|an|home|trial|of|oral|dose|from|low[- ]dose|topical))*\s*$/i;

/** Pieces right before a name (`20 mg of lisinopril`, `daily aspirin`) and the verb that says what became of it. */
export function directionsBefore(text: string, from: number, name: number): Piece[] {
  const start = Math.max(from, name - BEFORE);
  const pieces: Piece[] = [];
  for (let at = start; at < name; ) {
    const code = text.charCodeAt(at);
    const fresh = at === start || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
    const piece = fresh && isWordStart(text, at, code) ? pieceAt(text, at, name) : null;
    if (piece === null) {
      at++;
      continue;
    }
    pieces.push(piece);
    at = piece.end;
  }
  let until = name;
  let kept = pieces.length;
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i];
    if (piece === undefined || piece.kind === 'status' || !NEAR.test(text.slice(piece.end, until))) break;
    until = piece.start;
    kept = i;
  }
  const status = STATUS_BEFORE.exec(text.slice(start, until));
  const near = pieces.slice(kept);
  if (status === null || status[1] === undefined) return near;
  const at = start + status.index;
  return [{ kind: 'status', start: at, end: at + status[1].length }, ...near];
}
