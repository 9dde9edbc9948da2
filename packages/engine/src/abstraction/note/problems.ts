import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { assertionOf } from './context.js';
import type { TermKind } from './lexicon.js';
import type { NoteNames } from './loaded-names.js';
import type { Note, NoteSentence } from './note-text.js';
import { type NotePhrase, phrasesOf } from './phrases.js';
import { relativeOf } from './relatives.js';
import { type FoundField, spanOf, suggest } from './suggestion.js';

/** Problems, findings and procedures; what a relative has is family history. */
export function* problemsOf(note: Note, names: NoteNames | null = null): Iterable<NoteSuggestion> {
  for (const sentence of note.sentences)
    for (const phrase of phrasesOf(note, sentence, names)) {
      const span = spanOf(note, phrase.from, phrase.to);
      const term = mainTerm(phrase);
      const isProblem = term === 'disease' || term === 'symptom';
      if (term === 'procedure')
        yield suggest(note, sentence, 'procedure', span, {
          procedure: { span },
          date: dateNear(note, sentence, phrase),
        });
      else if (isProblem && assertionOf(note, span).experiencer === 'family')
        yield suggest(note, sentence, 'family-history', span, {
          relative: relativeOf(note, sentence, phrase.from, phrase.to),
          problem: { span },
        });
      else if (isProblem) {
        const code = codeBehind(note, span);
        const end = code === undefined ? span[1] : code.span[1];
        yield suggest(note, sentence, 'problem', span, {
          problem: { span },
          code,
          onset_date: matchBehind(note, sentence, end, ONSET),
          status: statusBehind(note, sentence, end),
        });
      } else {
        const finding = suggest(note, sentence, 'finding', span, {});
        // What a relative's body showed is no help for this chart.
        if (finding.experiencer === 'patient') yield finding;
      }
    }
}

/** What a phrase is: its last term names it (`thymoma resection`), but a sign that follows a problem only describes it. */
function mainTerm({ terms }: NotePhrase): TermKind | null {
  const last = terms[terms.length - 1]?.entry ?? null;
  if (last !== 'sign' && last !== 'measure') return last;
  return terms.some(({ entry }) => entry === 'disease') ? 'disease' : last;
}

/** ICD-9 and ICD-10 codes, and SNOMED's numbers of problem lists, behind a problem: `Hypertension 401.9`, `Diabetes (E11.9)`. */
const CODE =
  /^[\s,:;([-]{1,3}(?:ICD-?(?:9|10)(?:-CM)?[\s:]*)?((?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)|(?:\d{3}\.\d{1,2})|(?:V\d\d\.\d{1,2}))(?![\w.]*\d|\s*(?:mg|ml|cm|mm|%|\/))/;

function codeBehind(note: Note, [, end]: Span): FoundField | undefined {
  const match = CODE.exec(note.text.slice(end, end + 30));
  const code = match?.[1];
  if (match === null || code === undefined) return undefined;
  const start = end + match[0].length - code.length;
  return { span: [start, start + code.length] };
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?';
const DATE = `(?:\\d{1,2}[/-]\\d{1,2}[/-](?:\\d{4}|\\d{2})|\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2}|${MONTH}\\s+\\d{1,2},?\\s+\\d{4}|${MONTH}\\s+(?:of\\s+)?\\d{4}|\\d{1,2}\\s+${MONTH}\\s+\\d{4}|(?:19|20)\\d\\d)`;
const ONSET = new RegExp(
  `^[\\s,()]*(?:since|diagnosed(?: in| on)?|dx(?:'?d)?(?: in)?|onset(?: in| on)?|first diagnosed(?: in)?)\\s+(${DATE})(?!\\d)`,
  'i',
);
const DONE = new RegExp(`^[\\s,(]*(?:(?:performed|done|placed)\\s+)?(?:in|on|-)?[\\s,(]*(${DATE})(?!\\d)`, 'i');
const BEFORE = new RegExp(`(?<!\\d)(${DATE})\\s*[:,-]?\\s*$`, 'i');

function matchBehind(
  note: Note,
  { span: [, limit] }: NoteSentence,
  end: number,
  pattern: RegExp,
): FoundField | undefined {
  const match = pattern.exec(note.text.slice(end, Math.min(limit, end + 60)));
  const value = match?.[1];
  if (match === null || value === undefined) return undefined;
  const start = end + match[0].length - value.length;
  return { span: [start, start + value.length] };
}

function dateNear(note: Note, sentence: NoteSentence, phrase: NotePhrase): FoundField | undefined {
  const [start, end] = spanOf(note, phrase.from, phrase.to);
  const behind = matchBehind(note, sentence, end, DONE);
  if (behind !== undefined) return behind;
  // `1998: appendectomy`: a date that the line begins with.
  const lead = note.text.slice(sentence.span[0], start);
  const match = lead.length > 40 ? null : BEFORE.exec(lead);
  const date = match?.[1];
  if (match === null || date === undefined || match.index > 2) return undefined;
  const from = sentence.span[0] + match.index;
  return { span: [from, from + date.length] };
}

const STATUS = /^[\s,:()[\]-]{1,5}(?:is\s+|now\s+|currently\s+|has\s+|status:?\s*)*(active|inactive|resolved)\b/i;

function statusBehind(note: Note, sentence: NoteSentence, end: number): FoundField | undefined {
  const found = matchBehind(note, sentence, end, STATUS);
  return found === undefined ? undefined : { span: found.span, as: note.text.slice(...found.span).toLowerCase() };
}
