import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { deniedAllergy } from '../../terminology/words/no-allergy.js';
import { type PhraseHit, PhraseTable, senseOf } from './lexicon.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { type FoundField, spanOf, suggest } from './suggestion.js';
import { ALLERGENS, REACTIONS } from './tables/allergens.js';

const allergens = new PhraseTable<true>();
for (const name of ALLERGENS) allergens.add(name, true);
const reactions = new PhraseTable<true>();
for (const name of REACTIONS) reactions.add(name, true);

/** Words that say that substances follow, and those that say so behind them. */
const leads = new PhraseTable<true>();
for (const lead of `allergic to|allergy to|allergies to|allergies include|allergies including|allergies are|allergy includes|allergic reaction to|allergic reactions to|anaphylaxis to|anaphylactic to|anaphylactic reaction to|hypersensitivity to|sensitivity to|sensitive to|intolerance to|intolerant to|intolerant of|intolerance of|adverse reaction to|adverse reactions to|reaction to|reactions to|drug allergies include|allergies of|allergy of|cannot tolerate|could not tolerate|does not tolerate|did not tolerate`.split(
  '|',
))
  leads.add(lead, true);
const TAILS: ReadonlySet<string> = new Set(['allergy', 'allergies', 'intolerance', 'hypersensitivity', 'sensitivity']);
const SEVERITY: Readonly<Record<string, string>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, string>, {
    mild: 'mild',
    moderate: 'moderate',
    severe: 'severe',
  }),
);

/** Words of the form's status; only where nothing follows that they could describe (`active smoker`). */
const STATUS: ReadonlySet<string> = new Set(['active', 'inactive', 'resolved']);
function isStatus({ tokens }: Note, at: number, end: number): boolean {
  if (at >= end) return false;
  if (tokens[at]?.lower === 'status')
    return STATUS.has(tokens[tokens[at + 1]?.lower === ':' ? at + 2 : at + 1]?.lower ?? '');
  if (!STATUS.has(tokens[at]?.lower ?? '')) return false;
  const next = at + 1 < end ? tokens[at + 1] : undefined;
  return next?.kind !== 'word' || next.lower === 'and' || reactions.at(tokens, at + 1, end) !== null;
}

/** Allergies with their reactions; `NKDA` and its like as a statement that there are none. */
export function* allergiesOf(note: Note): Iterable<NoteSuggestion> {
  for (const sentence of note.sentences) {
    const denial = denialIn(note, sentence);
    if (denial !== null) {
      yield {
        ...suggest(note, sentence, 'allergy', denial, { substance: { span: denial } }),
        negation: 'negated',
        temporality: 'recent',
      };
      if (denial[1] >= sentence.span[1] - 1) continue;
    }
    if (sectionKindOf(note, sentence) === 'allergies') yield* listed(note, sentence, sentence.from, denial, true);
    else yield* told(note, sentence, denial);
  }
}

const DENIAL =
  /\b(?:NK(?:D|M|F|E)?A\b|(?:no|denies(?: any)?|denied(?: any)?|without(?: any)?|negative for)\s+(?:known\s+|current\s+|reported\s+)?(?:(?:drug|medication|medicine|food|environmental|seasonal|latex|other)(?:\s*(?:,|or|and|\/)\s*(?:drug|medication|food|environmental|seasonal|latex))*\s+)?(?:allerg(?:y|ies)|drug reactions)\b(?:\s+to\s+(?:medications?|drugs|medicines|foods?))?(?:\s+(?:known|reported))?)/i;

/** A statement that there is no allergy; null: none in this sentence. In a section of allergies `none` is one. */
function denialIn(note: Note, sentence: NoteSentence): Span | null {
  const [start, end] = sentence.span;
  const says = note.text.slice(start, end);
  const bare = says.replace(/[.\s]+$/, '');
  if (sectionKindOf(note, sentence) === 'allergies' && deniedAllergy(bare) !== null)
    return [/allerg|nk/i.test(bare) ? start : titleBefore(note, sentence), start + bare.length];
  if (says.length > 2000 || !/allerg|nk|reactions/i.test(says)) return null;
  const match = DENIAL.exec(says);
  if (match === null) return null;
  // `no known allergies to penicillin` speaks of penicillin.
  const behind = says.slice(match.index + match[0].length);
  if (/^\s+to\s+\w/i.test(behind)) return null;
  return [start + match.index, start + match.index + match[0].length];
}

/** `Allergies: none` is the statement, where `none` is all that stands below the title. */
function titleBefore(note: Note, { section, span: [start] }: NoteSentence): number {
  const from = note.sections[section]?.span[0] ?? start;
  return start - from < 80 ? from : start;
}

/** Sentences outside of a section: `allergic to penicillin and sulfa`, `penicillin allergy`. */
function* told(note: Note, sentence: NoteSentence, denial: Span | null): Iterable<NoteSuggestion> {
  const { tokens } = note;
  for (let at = sentence.from; at < sentence.to; at++) {
    const lead = leads.at(tokens, at, sentence.to);
    if (lead !== null) {
      yield* listed(note, sentence, lead.to, denial, false);
      return;
    }
    const hit = allergens.at(tokens, at, sentence.to);
    if (hit === null) continue;
    const tail = tokens[hit.to]?.lower ?? '';
    if (hit.to < sentence.to && TAILS.has(tail)) {
      const span = spanOf(note, hit.from, hit.to);
      yield suggest(note, sentence, 'allergy', span, {
        substance: { span },
        ...reactionBehind(note, sentence, hit.to + 1, sentence.to),
      });
      at = hit.to;
    }
  }
}

/**
 * The items of a list of substances: each up to the next comma, `and` or semicolon; a reaction in brackets, behind a dash, colon or verb. In a section of allergies
 * words that no list knows are substances too, for whoever wrote them there meant that.
 */
function* listed(
  note: Note,
  sentence: NoteSentence,
  from: number,
  denial: Span | null,
  isSection: boolean,
): Iterable<NoteSuggestion> {
  const { tokens } = note;
  let at = from;
  while (at < sentence.to) {
    const end = itemEnd(note, sentence, at);
    const hit = firstAllergen(note, at, end) ?? (isSection ? unknown(note, at, end) : null);
    if (hit !== null && !(denial !== null && (tokens[hit.from]?.start ?? 0) < denial[1])) {
      const span = spanOf(note, hit.from, hit.to);
      yield suggest(note, sentence, 'allergy', span, {
        substance: { span },
        ...reactionBehind(note, sentence, hit.to, end),
      });
    } else if (!isSection && hit === null && at > from) return;
    at = end + 1;
  }
}

/** Where an item ends: a comma or `and` outside of brackets, unless what follows is one more reaction. */
function itemEnd(note: Note, sentence: NoteSentence, from: number): number {
  const { tokens } = note;
  let depth = 0;
  let reaction = false;
  for (let at = from; at < sentence.to; at++) {
    const word = tokens[at]?.lower ?? '';
    if (word === '(' || word === '[') depth++;
    else if (word === ')' || word === ']') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    if (reactions.at(tokens, at, sentence.to) !== null && at > from) reaction = true;
    if (word === ';' || word === '|') return at;
    if (word === ',' || word === 'and' || word === '&') {
      // `aspirin, which causes hives`
      if (/^(?:which|causing|resulting|leading)$/.test(tokens[at + 1]?.lower ?? '')) continue;
      const next = tokens[at + 1]?.lower === 'and' ? at + 2 : at + 1;
      const more =
        (reaction &&
          allergens.at(tokens, next, sentence.to) === null &&
          reactions.at(tokens, next, sentence.to) !== null) ||
        isStatus(note, next, sentence.to);
      if (!more) return at;
    }
  }
  return sentence.to;
}

function firstAllergen(note: Note, from: number, to: number): PhraseHit<true> | null {
  for (let at = from; at < to; at++) {
    const hit = allergens.at(note.tokens, at, to);
    if (hit !== null) return hit;
    if (/^(?:\(|causes|caused|which|resulting|leads|-|:)$/.test(note.tokens[at]?.lower ?? '') && at > from) return null;
  }
  return null;
}

const NOT_SUBSTANCE =
  /^(?:allerg\w*|medication|medications|drug|drugs|food|environmental|reaction|reactions|patient|severity|type|date|noted|reviewed|updated|as|per|see|chart|record|include|includes|known|unknown|no|none|list|mild|moderate|severe|verified|other|active|inactive|resolved|status)$/;

/** The words that an item begins with, up to a mark or a verb; null where they are no name. */
function unknown(note: Note, from: number, to: number): PhraseHit<true> | null {
  let start = from;
  while (start < to && (note.tokens[start]?.kind !== 'word' || senseOf(note.tokens[start]?.lower ?? '').isBreak))
    start++;
  let end = start;
  while (end < to && end < start + 4) {
    const token = note.tokens[end];
    if (token === undefined || token.kind !== 'word' || senseOf(token.lower).isBreak) break;
    if (NOT_SUBSTANCE.test(token.lower) || reactions.at(note.tokens, end, to) !== null) break;
    end++;
  }
  return end > start ? { from: start, to: end, entry: true } : null;
}

/** Reactions, severity and status between a substance and the end of its item. */
function reactionBehind(
  note: Note,
  sentence: NoteSentence,
  from: number,
  limit: number,
): Record<string, FoundField | undefined> {
  const { tokens } = note;
  let first = -1;
  let last = -1;
  let severity: FoundField | undefined;
  let status: FoundField | undefined;
  const end = Math.min(limit, sentence.to, from + 30);
  for (let at = from; at < end; ) {
    const hit = reactions.at(tokens, at, end);
    if (hit !== null) {
      if (first < 0) first = hit.from;
      last = hit.to;
      at = hit.to;
      continue;
    }
    const word = tokens[at]?.lower ?? '';
    const degree = SEVERITY[word];
    if (degree !== undefined && severity === undefined) severity = { span: spanOf(note, at, at + 1), as: degree };
    if (status === undefined && STATUS.has(word) && isStatus(note, at, end))
      status = { span: spanOf(note, at, at + 1), as: word };
    // Another substance or a new statement: the reactions before it are all.
    if (
      first >= 0 &&
      !/^(?:[,/&()[\]]|and|or|with|mild|moderate|severe|active|inactive|resolved|status|[-:])$/.test(word)
    )
      break;
    at++;
  }
  return { reaction: first < 0 ? undefined : { span: spanOf(note, first, last) }, severity, status };
}
