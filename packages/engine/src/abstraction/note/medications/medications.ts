import type { NoteSuggestion, SectionKind, Span } from '../../../artifacts/note-suggestion.js';
import { assertionOf } from '../context.js';
import { type Note, type NoteSentence, sectionKindOf } from '../note-text.js';
import { suggestionOf } from '../suggestion-of.js';
import { directionsBefore, directionsBehind } from './directions.js';
import { drugClassesOf } from './drug-classes.js';
import { type DrugMention, drugMentionsOf } from './drug-mentions.js';
import type { Piece } from './field-grammar.js';
import { type DrugLexicon, shippedLexicon } from './lexicon.js';
import { fieldsOf } from './medication-fields.js';
import { isMeasured, isOther, isTaken } from './not-drugs.js';

/** How much before a name is looked at. */
const BEFORE = 160;
const BEHIND = 60;
/** A line that goes on with the directions of the one before. */
const GOES_ON =
  /^(?:[-*\u2022]\s*)?(?:sig\b|s:|directions?\b|instructions?\b|take\b|inject\b|apply\b|use\b|inhale\b|instill\b|give\b|insert\b|place\b|chew\b|dissolve\b|disp\b|dispense\b|qty\b|quantity\b|refills?\b|strength\b|dose\b|dosage\b|route\b|form\b|frequency\b|freq\b|(?:start|stop|end)(?:ed)?(?: date)?\s?:|status\s?:|(?:\d+|one|two|half)\s(?:tab|cap|puff|spray|drop|pill|ml|unit)|p\.?o\.?\b|by mouth\b|[btq]\.?i\.?d\b|q\.?[dh]\b|q\.?hs\b|q\d|qam\b|qpm\b|daily\b|twice\b|once\b|every\b)/i;

/**
 * Medications of a note: each name with strength, form, dose, route, frequency, duration, directions, dates and status, every field with its own span. What is named
 * only to be avoided, borne ill, or measured is none. Classes alone (`statin`) are findings without fields: no form could be keyed from them.
 * Never throws.
 */
export function medicationsOf(note: Note, lexicon: DrugLexicon = shippedLexicon()): NoteSuggestion[] {
  const mentions = drugMentionsOf(note, lexicon);
  const suggestions: NoteSuggestion[] = [];
  let consumed = 0;
  for (const [index, mention] of mentions.entries()) {
    const sentence = note.sentences[mention.sentence];
    if (sentence === undefined) continue;
    const next = mentions[index + 1];
    const [start, end] = mention.span;
    const limit = limitOf(note, mention, next);
    const behind = directionsBehind(note.text, end, limit, next?.span[0] ?? null);
    const from = Math.max(sentence.span[0], consumed);
    const before = directionsBefore(note.text, from, start);
    const kind = sectionKindOf(note, sentence);
    const pieces = [...before, ...behind];
    consumed = Math.max(end, pieces.at(-1)?.end ?? end);
    if (!isMedication(note, mention, sentence, kind, pieces)) continue;
    suggestions.push(medicationOf(note, sentence, mention.span, pieces));
  }
  return [...suggestions, ...drugClassesOf(note, mentions)].sort((a, b) => a.span[0] - b.span[0]);
}

/** Where the directions of a mention must end: at the next name, or with the statement and the lines that go on with it. */
function limitOf(note: Note, mention: DrugMention, next: DrugMention | undefined): number {
  let at = mention.sentence;
  let limit = note.sentences[at]?.span[1] ?? mention.span[1];
  for (let more = note.sentences[++at]; more !== undefined && at <= mention.sentence + 4; more = note.sentences[++at]) {
    const text = note.text.slice(more.span[0], more.span[0] + 40);
    if (more.section !== note.sentences[mention.sentence]?.section) break;
    if (!GOES_ON.test(text) && !isBroken(note, limit, more)) break;
    limit = more.span[1];
    if (next !== undefined && next.sentence <= at) break;
  }
  return Math.min(limit, next?.span[0] ?? limit);
}

/** A line that ends without a stop, and one behind it that begins in small letters: one statement, whatever its width. */
const isBroken = (note: Note, end: number, next: NoteSentence): boolean =>
  !next.item &&
  /^[a-z]/.test(note.text.slice(next.span[0], next.span[0] + 1)) &&
  !/[.!?;:]/.test(note.text[end - 1] ?? '.') &&
  /^[ \t]*\r?\n[ \t]*$/.test(note.text.slice(end, next.span[0]));

/** What somebody took once and takes no more. */
const WAS =
  /\b(?:was|were|had been)\s(?:previously\s|formerly\s)?(?:on|taking|treated with)\s(?:\S+\s){0,2}$|\bused to (?:take|be on|use)\s(?:\S+\s){0,2}$|\b(?:previously|formerly)\s(?:on|took|taking|used|tried|prescribed)\s(?:\S+\s){0,2}$/i;

const DIRECTIONS: ReadonlySet<string> = new Set(['amount', 'count', 'form', 'route', 'frequency']);

function isMedication(
  note: Note,
  mention: DrugMention,
  sentence: NoteSentence,
  kind: SectionKind | null,
  pieces: readonly Piece[],
): boolean {
  const [start, end] = mention.span;
  const before = note.text.slice(Math.max(sentence.span[0], start - BEFORE), start);
  const behind = note.text.slice(end, Math.min(sentence.span[1], end + BEHIND));
  if (isOther(before, behind, kind)) return false;
  if (mention.standing === 'listed' || mention.standing === 'stem') return true;
  if (mention.standing === 'unknown') return pieces.some(({ kind: one }) => one === 'amount');
  if (mention.standing === 'doubtful' && isMeasured(before, behind)) return false;
  // A number without a unit behind such a word is as well what a laboratory says.
  const directed = pieces.some(
    ({ kind: one, unit }) => DIRECTIONS.has(one) && (one !== 'amount' || unit !== undefined),
  );
  return directed || kind === 'medications' || isTaken(before);
}

/** Words of change stand before the name or far behind it: they are no part of the medication's own words. */
const APART: ReadonlySet<string> = new Set(['change', 'status']);

function medicationOf(note: Note, sentence: NoteSentence, name: Span, pieces: readonly Piece[]): NoteSuggestion {
  const { change, ...spans } = fieldsOf(note.text, name, pieces, Math.max(sentence.span[0], name[0] - BEFORE));
  const lead = note.text.slice(Math.max(sentence.span[0], name[0] - BEFORE), name[0]);
  const isDenied = assertionOf(note, name).negation === 'negated';
  const words = change === undefined ? '' : note.text.slice(...change);
  // `denies taking` says nothing of a change; `did not stop` nothing of a stop.
  const status = isDenied ? null : statusOf(words);
  const past = spans.end_date !== undefined || WAS.test(lead);
  const changed = change === undefined || isDenied ? {} : { change, ...(status === null ? {} : { status: change }) };
  return suggestionOf(
    note,
    'medication',
    name,
    { ...spans, ...changed },
    {
      choices: status === null || change === undefined ? {} : { status },
      assertion: past ? { temporality: 'historical' } : {},
      apart: APART,
    },
  );
}

/** What words of change say of the status: held says neither. */
export function statusOf(change: string): 'active' | 'stopped' | null {
  if (
    /^(?:stop|d\/?c|dc|discontinu|quit|no longer|used to|was on|wean|tapered off|not taking|inactive|completed|self)/i.test(
      change,
    )
  )
    return 'stopped';
  return change === '' || /^(?:hold|held|on hold|taper)/i.test(change) ? null : 'active';
}
