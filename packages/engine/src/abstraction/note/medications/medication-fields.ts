import type { Span } from '../../../artifacts/note-suggestion.js';
import type { Piece } from './field-grammar.js';

/** Drugs whose units are what is given, not what a dose form holds. */
const IN_UNITS =
  /insulin|lantus|humalog|novolog|levemir|toujeo|basaglar|tresiba|humulin|novolin|semglee|admelog|fiasp|apidra|lyumjev|rezvoglar|^nph$|heparin|botox/i;
const UNITS = /^(?:units?|u|iu|unt)$/i;
/** Units of a count that are dose forms too; a puff or a millilitre is none. */
const FORM_UNIT =
  /^(?:.*\s)?(?:tablets?|tabs?|caplets?|capsules?|caps?|softgels?|gelcaps?|pills?|drops?|gtts?|patch(?:es)?|suppositor(?:y|ies)|supp|packets?|lozenges?|troches?|films?|strips?|vials?|ampules?|gumm(?:y|ies)|wafers?|enemas?)(?:\(.*\))?$/i;
const CHANGE =
  /\b(?:increas\w+|decreas\w+|reduc\w+|titrat\w+|chang\w+|lower\w*|rais\w+|advanc\w+|uptitrat\w+|bump\w*|drop\w*|switch\w*|taper\w*|wean\w*|cut|went|go|adjust\w*|doubl\w+)\b/i;
const LIMIT = /\b(?:max(?:imum)?(?: of| dose)?|up to|not (?:to )?exceed(?:ing)?|total(?: of)?|equivalent to)\s*:?\s*$/i;
const TAKE = /\b(?:takes?|taking|inject|give|administer|apply|use|dose\s?:?)\s*(?:a total of\s)?$/i;
const SERIES = /^(.*?)(\s?(?:-|\u2013|to|or)\s?)(\S+)$/i;

/** Names of the fields of a medication: those of the keying form, and what a form has no field for. */
export type MedicationField =
  | 'drug'
  | 'strength'
  | 'strength_unit'
  | 'form'
  | 'dose'
  | 'dose_unit'
  | 'route'
  | 'frequency'
  | 'sig'
  | 'start_date'
  | 'end_date'
  | 'status'
  | 'change'
  | 'duration'
  | 'as_needed'
  | 'quantity'
  | 'previous_strength'
  | 'previous_strength_unit';

type Spans = Partial<Record<MedicationField, Span>>;

/** Where each field stands, of the pieces around a name. `from 10 to 20 mg` states both: the newer one is the strength, the older `previous_strength`. */
export function fieldsOf(text: string, name: Span, pieces: readonly Piece[], from: number): Record<string, Span> {
  const spans: Spans = { drug: name };
  amounts(text, name, pieces, from, spans);
  let sigFrom = Number.POSITIVE_INFINITY;
  let sigTo = 0;
  for (const piece of pieces) {
    const span: Span = [piece.start, piece.end];
    if (piece.kind === 'count' && piece.number) {
      // `lisinopril 20 daily`: a number right behind the name that nobody swallows so many of is the strength.
      if (
        piece.unit === undefined &&
        spans.strength === undefined &&
        piece === pieces.find(({ start }) => start >= name[1]) &&
        Number(text.slice(...piece.number)) > 4 &&
        /^[\s:,-]*$/.test(text.slice(name[1], piece.start))
      ) {
        spans.strength = piece.number;
        continue;
      }
      // `Amox 500 caps`: nobody swallows so many.
      if (
        piece.unit !== undefined &&
        spans.strength === undefined &&
        Number(text.slice(...piece.number)) > 20 &&
        FORM_UNIT.test(text.slice(...piece.unit))
      ) {
        spans.strength = piece.number;
        spans.form ??= piece.unit;
        continue;
      }
      if (spans.dose === undefined && !isTotal(text, piece)) {
        spans.dose = piece.number;
        if (piece.unit !== undefined) spans.dose_unit = piece.unit;
      }
      if (piece.unit !== undefined && spans.form === undefined && FORM_UNIT.test(text.slice(...piece.unit)))
        spans.form = piece.unit;
    } else if (piece.kind === 'form') spans.form = formOf(text, spans, span);
    else if (piece.kind === 'route') spans.route ??= trimmed(text, span);
    else if (piece.kind === 'frequency') {
      // `from daily to twice daily`: the newer is the fact.
      const newer = /\bto\s*$/i.test(text.slice(name[1], span[0])) && CHANGE.test(text.slice(from, span[0]));
      if (newer || spans.frequency === undefined) spans.frequency = trimmed(text, span);
    } else if (piece.kind === 'duration') spans.duration ??= span;
    else if (piece.kind === 'as-needed') spans.as_needed ??= asNeeded(text, span);
    else if (piece.kind === 'quantity') spans.quantity ??= span;
    else if (piece.kind === 'start' && piece.number) spans.start_date ??= piece.number;
    else if (piece.kind === 'end' && piece.number) {
      spans.end_date ??= piece.number;
      const word = /^\S+/.exec(text.slice(...span))?.[0] ?? '';
      if (/^(?:stop|d|completed|finished)/i.test(word)) spans.change = [span[0], span[0] + word.length];
    } else if (piece.kind === 'status') spans.change = changeOf(text, spans.change, span);
    if (piece.start >= name[1] && /^(?:count|route|frequency|duration|as-needed)$/.test(piece.kind)) {
      sigFrom = Math.min(sigFrom, piece.start);
      sigTo = Math.max(sigTo, trimmed(text, span)[1]);
    }
  }
  if (spans.dose !== undefined && spans.dose[0] >= name[1]) sigFrom = Math.min(sigFrom, spans.dose[0]);
  if (sigTo > sigFrom) {
    const verb = /\b(?:take|inject|apply|use|inhale|instill|give|insert|place|chew|dissolve|swish)\s+$/i.exec(
      text.slice(Math.max(name[1], sigFrom - 12), sigFrom),
    );
    const verbLength = verb === null ? 0 : verb[0].length;
    spans.sig = [sigFrom - verbLength, sigTo];
  }
  // A strength and nothing else is also what is swallowed; a form is keyed with what stands on the page alone, so nothing is copied.
  const way = spans.form === undefined ? null : WAY.exec(text.slice(...spans.form));
  if (way !== null && spans.form !== undefined) spans.route ??= [spans.form[0], spans.form[0] + way[0].length];
  return spans as Record<string, Span>;
}

/** A form that names its way: `topical gel`. */
const WAY = /^(?:oral|topical|nasal|ophthalmic|otic|vaginal|rectal|transdermal|sublingual)(?=\s)/i;

const isTotal = (text: string, piece: Piece): boolean =>
  /^\s?(?:total|supply)\b/i.test(text.slice(piece.end, piece.end + 8));

/** The first form is the fact, unless it is a bare word within a fuller one that follows. */
const formOf = (text: string, spans: Spans, span: Span): Span =>
  spans.form === undefined || (spans.form === spans.dose_unit && span[0] < spans.form[0] && text !== '')
    ? span
    : spans.form;

/** The last word on it counts: `continued ... was stopped`. */
const changeOf = (text: string, before: Span | undefined, span: Span): Span =>
  before !== undefined && /^(?:stop|d\/?c|dis|held|hold|no longer|not)/i.test(text.slice(...before)) ? before : span;

const trimmed = (text: string, [start, end]: Span): Span => {
  const body = text.slice(start, end);
  // The point of `p.o.` is a part of it, that of `daily.` ends the sentence.
  const shown = /\.\s?\w\.?$/.test(body) ? body : body.replace(/[\s.,;]+$/, '');
  return [start, start + shown.length];
};

const asNeeded = (text: string, [start, end]: Span): Span => {
  const head = /^(?:p\.r\.n\.|p\.?r\.?n|\w+(?: an)? (?:as[- ])?\w+(?: basis)?)/i.exec(text.slice(start, end))?.[0];
  return [start, start + (head ?? text.slice(start, end)).length];
};

function amounts(text: string, name: Span, pieces: readonly Piece[], from: number, spans: Spans): void {
  const changes =
    CHANGE.test(text.slice(from, name[0])) || CHANGE.test(text.slice(name[1], pieces.at(-1)?.end ?? name[1]));
  const inUnits = IN_UNITS.test(text.slice(...name));
  for (const piece of pieces) {
    if (piece.kind !== 'amount' || piece.number === undefined) continue;
    const lead = text.slice(Math.max(from, piece.start - 24), piece.start);
    if (LIMIT.test(lead)) continue;
    const unit = piece.unit;
    const old = /\bfrom\s*(?:a dose of\s)?$/i.test(lead);
    const newer = changes && /(?:\bto|->|\u2192|>|=>)\s*(?:a dose of\s)?$/i.test(lead);
    const both = (old || changes) && unit !== undefined ? SERIES.exec(text.slice(...piece.number)) : null;
    if (
      both !== null &&
      both[1] !== undefined &&
      both[2] !== undefined &&
      !both[2].includes('-') &&
      !both[2].includes('or')
    ) {
      const start = piece.number[0];
      const value = /^[\d.,]+/.exec(both[1])?.[0] ?? both[1];
      spans.previous_strength = [start, start + value.length];
      setStrength(spans, [start + both[1].length + both[2].length, piece.number[1]], unit);
    } else if (old) {
      spans.previous_strength = piece.number;
      if (unit !== undefined) spans.previous_strength_unit = unit;
    } else if (newer && spans.strength !== undefined) {
      spans.previous_strength ??= spans.strength;
      if (spans.strength_unit !== undefined) spans.previous_strength_unit ??= spans.strength_unit;
      setStrength(spans, piece.number, unit);
    } else if (inUnits && unit !== undefined && UNITS.test(text.slice(...unit))) {
      if (spans.dose !== undefined) continue;
      spans.dose = piece.number;
      spans.dose_unit = unit;
    } else if (spans.strength === undefined) setStrength(spans, piece.number, unit);
    else if (spans.dose === undefined && unit !== undefined && TAKE.test(lead)) {
      spans.dose = piece.number;
      spans.dose_unit = unit;
    }
  }
}

function setStrength(spans: Spans, number: Span, unit: Span | undefined): void {
  spans.strength = number;
  if (unit === undefined) delete spans.strength_unit;
  else spans.strength_unit = unit;
}
