import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { DATE } from './medications/field-grammar.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { suggestionOf } from './suggestion-of.js';

/** Names of tests as notes write them. Those of the second list are words of their own elsewhere and need their capitals. */
const TESTS = String.raw`(?:hemoglobin |hgb |hb)?a1c|hba1c|glycated hemoglobin|hemoglobin|hgb|hematocrit|hct|wbcs?|white (?:blood )?(?:cell )?count|rbcs?|red (?:blood )?cell count|platelets?(?: count)?|plts?|mcv|mch|mchc|rdw|mpv|anc|neutrophils?|lymphocytes?|monocytes?|eosinophils?|basophils?|sodium|potassium|chloride|bicarb(?:onate)?|co2|hco3|anion gap|bun|blood urea nitrogen|creatinine|creat|e?gfr|glucose(?:, fasting| fasting)?|fasting glucose|random glucose|fasting blood sugar|blood sugars?|fbs|calcium|ionized calcium|magnesium|phosphorus|phosphate|phos|uric acid|total protein|protein|albumin|globulin|total bili(?:rubin)?|direct bili(?:rubin)?|bilirubin|t\.? ?bili|alk(?:aline)? phos(?:phatase)?|alp|ast|sgot|alt|sgpt|ggt|lipase|amylase|ldh|ck|cpk|troponin(?:[- ][it])?|bnp|nt-?probnp|d-?dimer|(?:total )?cholesterol|ldl(?:-c)?(?: cholesterol)?|hdl(?:-c)?(?: cholesterol)?|vldl|non-hdl|triglycerides?|trigs?|lipoprotein\(?a\)?|tsh|free t4|ft4|free t3|total t3|total t4|t4|t3|pth|cortisol|prolactin|fsh|lh|estradiol|testosterone(?:, total| total| free)?|progesterone|b-?hcg|hcg|psa|cea|ca[- ]?125|ca 19-9|afp|ferritin|iron|tibc|transferrin(?: saturation)?|iron saturation|vitamin b-?12|b12|folate|vitamin d(?:,? ?25-?(?:oh|hydroxy(?: ?vitamin d)?))?|25-?(?:oh|hydroxy) ?(?:vitamin d)?|vit d|esr|sed(?:imentation)? rate|(?:hs-?)?crp|c-reactive protein|ana|rheumatoid factor|rf|anti-ccp|inr|pt|ptt|aptt|fibrinogen|lactate|lactic acid|ammonia|digoxin(?: level)?|lithium(?: level)?|phenytoin(?: level)?|valproic acid level|vancomycin trough|tacrolimus level|microalbumin(?:/creatinine(?: ratio)?)?|urine albumin|acr|uacr|specific gravity|ph|urobilinogen|nitrites?|leukocyte esterase|leukocytes|ketones?|blood|color|appearance|clarity|hiv|hcv(?: ab| antibody)?|hbsag|rpr|rapid strep|strep(?: test)?|flu [ab]|influenza [ab]|covid(?:-19)?(?: pcr| test| antigen)?|viral load|cd4(?: count)?|urine culture|blood culture|pregnancy test|urine pregnancy|upt|fit|hemoccult|ppd|quantiferon|fev1|fev1/fvc|ejection fraction|lvef|ef`;
const SHORT = 'Na|K|Cl|Ca|Mg|Cr|Phos|Hb|Plt|Glu|CO2|H/H|Alb|Tbili';

const NUMERIC = String.raw`(?:[<>\u2264\u2265]=?\s?)?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:[<>\u2264\u2265]=?\s?)?\d+(?:\.\d+)?(?:\s?x\s?10\^?\d)?`;
const WORDED = String.raw`(?:weakly |strongly |non-?)?(?:positive|negative|reactive|nonreactive|detected|not detected|undetectable|trace(?:, intact)?|small|moderate|large|normal|abnormal|within normal limits|wnl|elevated|none|yellow|clear|cloudy|pending|unremarkable|\d\+|[1-4]\+)`;
const UNIT = String.raw`%|(?:mg|g|gm|mcg|ug|\u00b5g|ng|pg|meq|mmol|umol|\u00b5mol|nmol|pmol|u|iu|miu|uiu|\u00b5iu|mu|k|m|th|cells|copies|eu|x\s?10\^?\d|10\^?\d|10\*\d|mil|thou)\s?/\s?(?:dl|l|ml|ul|\u00b5l|mcl|mm3|mm\^3|cumm|g|mg|hr?|24\s?h(?:rs?|ours?)?|min(?:/1\.73\s?m(?:2|\u00b2|\^2)?)?|mmol|hpf|lpf)(?![a-z])|ml/min(?:/1\.73\s?m?(?:2|\u00b2|\^2)?)?|mm/hr?|fl(?![a-z])|pg(?![a-z])|sec(?:onds?)?(?![a-z])|percent|ratio|copies|mmhg`;
const FLAG = String.raw`\(?\s?(?:(?:HH|LL|H|L|A|\*+)(?![a-zA-Z])|(?:critically )?(?:high|low|elevated|abnormal)(?![a-z])|\u2191|\u2193)\s?\)?`;
const RANGE = String.raw`[([]?\s?(?:(?:ref(?:erence)?(?:\.| range| interval)?|normal(?: range)?|nl|range)\s?:?\s?)?((?:[<>]=?\s?)?\d+(?:\.\d+)?(?:\s?(?:-|\u2013|to)\s?\d+(?:\.\d+)?)|(?<=(?:ref|normal|range)[^\d]{0,8})[<>]=?\s?\d+(?:\.\d+)?)`;
const LEAD = String.raw`(?:\s|[:=|,\u2022-]|\b(?:is|was|of|at|today|level|levels|result|came|back|returned|measured|elevated|stable|up|down|to|has|been|now|currently|her|his|the|last|most|recent|improved|remains|still|test|count|low|high|normal|found|be|value|reading|showed|shows|on|from)\b|\((?:[^()\d]{1,20}|${DATE})\)|${DATE}[:,]?\s)`;

const NAMES = new RegExp(String.raw`(?<![\p{L}\p{N}/+-])(?:(${TESTS})|(${SHORT}))(?![\p{L}\p{N}/])`, 'giu');
const NUMBER_BEHIND = new RegExp(
  String.raw`${LEAD}{0,10}?(?<![\d.,])(${NUMERIC})(?![\d/]|\.\d)(?:\s?[|\t]?\s?(${UNIT}))?`,
  'iyd',
);
const WORD_BEHIND = new RegExp(String.raw`\s?(?:[:=|-]|is|was|were|came back|returned)\s?(${WORDED})(?![a-z])`, 'iyd');
const FLAG_BEHIND = new RegExp(String.raw`[\s|]*(${FLAG})`, 'yd');
const RANGE_BEHIND = new RegExp(String.raw`[\s|,;]*${RANGE}`, 'iyd');
const DATE_BEHIND = new RegExp(String.raw`[\s|,;()\]a-z]{0,24}?(?:on|from|dated|drawn|in|\(|\|)\s?(${DATE})`, 'iyd');
const DATE_WITHIN = new RegExp(`(${DATE})`, 'id');

const AIMED =
  /\b(?:goals?|targets?|keep|aim(?:ing)?|should be|threshold|ideally|maintain|if|until|check|recheck|repeat|order|obtain)\b[^.;\n]{0,24}$/i;
const AIMS = /\b(?:goals?|targets?|should|threshold)\b/i;
/** A measure that is no result: how often, how much, how long. */
const NO_RESULT =
  /^\s?(?:mg|mcg|units?|meq|tab|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|times?|x\s?(?:day|week)|pm\b|am\b|lbs?|pounds?|kg|gm?\s|st\b|nd\b|rd\b|th\b|-?\s?(?:year|month|week|day)|out of|\/\s?\d)/i;
/** These need a statement that it was measured: as words they are other things. */
const DOUBTFUL =
  /^(?:protein|blood|color|appearance|clarity|ph|iron|calcium|magnesium|potassium|sodium|glucose|albumin|phosphate|pt|rf|ck|ana|hiv|ef|fit|strep|t3|t4|acr|bicarb|chloride|platelets?|folate|b12|vit d|vitamin d|blood sugars?|phos|lh|alt|ast|psa|anc)$/i;

/** Results of the laboratory that a note states: numbers with unit, flag, range and date; words where the test stands as a label. Goals and orders are none. Never throws. */
export function resultsOf(note: Note): NoteSuggestion[] {
  return note.sentences.flatMap((sentence) => ofSentence(note, sentence));
}

function ofSentence(note: Note, sentence: NoteSentence): NoteSuggestion[] {
  const [from, to] = sentence.span;
  const text = note.text.slice(from, to);
  const kind = sectionKindOf(note, sentence);
  if (kind === 'allergies' || kind === 'immunizations') return [];
  let isListed: boolean | null = null;
  const listed = (): boolean => (isListed ??= isList(text));
  const found: NoteSuggestion[] = [];
  let behind = 0;
  for (const match of text.matchAll(NAMES)) {
    if (match.index < behind) continue;
    const at = match.index + match[0].length;
    if (match[2] !== undefined && !SHORT_CASED.has(match[2])) continue;
    // Among medications `potassium 20` is what is swallowed.
    if (kind === 'medications' && DOUBTFUL.test(match[0])) continue;
    const read = readAt(text, at, match[0], kind === 'results' || listed());
    if (read === null) continue;
    if (AIMED.test(text.slice(Math.max(0, match.index - 40), match.index)) || AIMS.test(text.slice(at, read.value[0])))
      continue;
    behind = read.end;
    const shift = ([a, b]: readonly [number, number]): Span => [from + a, from + b];
    const spans: Record<string, Span> = { test: shift([match.index, at]), value: shift(read.value) };
    for (const field of ['unit', 'flag', 'reference_range', 'date'] as const) {
      const span = read[field];
      if (span !== undefined) spans[field] = shift(span);
    }
    found.push(suggestionOf(note, 'result', spans.test ?? sentence.span, spans));
  }
  return found;
}

const SHORT_CASED: ReadonlySet<string> = new Set(SHORT.split('|'));

type At = readonly [number, number];
interface Read {
  readonly value: At;
  readonly end: number;
  readonly unit?: At;
  readonly flag?: At;
  readonly reference_range?: At;
  readonly date?: At;
}

function readAt(text: string, at: number, name: string, inResults: boolean): Read | null {
  const number = exec(NUMBER_BEHIND, text, at);
  const value = number?.indices?.[1];
  if (number === null || value === undefined) return wordAt(text, at);
  const unit = number.indices?.[2];
  let end = unit?.[1] ?? value[1];
  if (unit === undefined && NO_RESULT.test(text.slice(end, end + 14))) return null;
  // `Vitamin D 1000 daily`, `strep 2 weeks ago`: with a word that means other things a number needs a unit, a label or the section.
  if (unit === undefined && DOUBTFUL.test(name) && !inResults) return null;
  if (/^[1-4]$/.test(text.slice(...value)) && text[value[1]] === '+') return wordAt(text, at);
  const flag = exec(FLAG_BEHIND, text, end)?.indices?.[1];
  if (flag !== undefined) end = flag[1];
  const range = exec(RANGE_BEHIND, text, end)?.indices?.[1];
  if (range !== undefined) end = range[1];
  const date = exec(DATE_BEHIND, text, end)?.indices?.[1] ?? dateIn(text, at, value[0]);
  const after = date !== undefined && date[1] > end ? date[1] : end;
  return {
    ...{ value, end: after },
    ...(unit === undefined ? {} : { unit }),
    ...(flag === undefined ? {} : { flag: bare(text, flag) }),
    ...(range === undefined ? {} : { reference_range: range }),
    ...(date === undefined ? {} : { date }),
  };
}

function wordAt(text: string, at: number): Read | null {
  const value = exec(WORD_BEHIND, text, at)?.indices?.[1];
  return value === undefined ? null : { value, end: value[1] };
}

/** The flag without its brackets. */
function bare(text: string, [start, end]: At): At {
  const words = text.slice(start, end);
  const lead = /^[(\s]*/.exec(words)?.[0].length ?? 0;
  const trail = /[)\s]*$/.exec(words)?.[0].length ?? 0;
  return [start + lead, end - trail];
}

function dateIn(text: string, from: number, to: number): At | undefined {
  const at = DATE_WITHIN.exec(text.slice(from, to))?.indices?.[1];
  return at === undefined ? undefined : [from + at[0], from + at[1]];
}

/** Several tests with numbers in one line: a list of results. */
const isList = (text: string): boolean =>
  (text.match(
    /\b(?:Na|K|Cl|CO2|BUN|Cr|creatinine|glucose|WBC|Hgb|Hct|plt|platelets|sodium|potassium|calcium|AST|ALT|TSH|A1c|LDL|HDL)\b\s?(?:[:=]|of|is|was)?\s?[<>]?\d/gi,
  )?.length ?? 0) >= 2;

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
