import type { Assertion, NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { DATE } from './medications/field-grammar.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { suggestionOf } from './suggestion-of.js';

/** Names and brands that mean a vaccine wherever they stand; of the CDC's lists of vaccines of the United States. */
const VACCINES = String.raw`t-?dap|dtap(?:[-/](?:ipv|hib|hep ?b))*|dtp|td(?=\b)(?!\w)|tdvax|tenivac|boostrix|adacel|daptacel|infanrix|pediarix|pentacel|vaxelis|kinrix|quadracel|mmrv?(?:\s?(?:ii|#?\d))?|m-m-r(?: ii)?|priorix|proquad|varivax|pcv[- ]?(?:7|10|13|15|20|21)|ppsv[- ]?23|ppv[- ]?23|prevnar(?:[- ]?(?:7|13|20))?|pneumovax(?:[- ]?23)?|vaxneuvance|capvaxive|shingrix|zostavax|fluzone(?: high[- ]dose| hd)?|flublok|flumist|fluarix|flulaval|afluria|flucelvax|fluad|agriflu|comirnaty|spikevax|havrix|vaqta|engerix(?:-b)?|recombivax(?: hb)?|heplisav(?:-b)?|prehevbrio|twinrix|ipol|acthib|pedvaxhib|hiberix|rota ?teq|rotarix|gardasil(?:[- ]?9)?|cervarix|menactra|menveo|menquadfi|bexsero|trumenba|penbraya|mcv-?4|mpsv-?4|menacwy|men-?b|menb|bcg|imovax|rabavert|vivotif|typhim(?: vi)?|yf-vax|ixiaro|arexvy|abrysvo|mresvia|jynneos|vaxchora|flu ?shots?|pneumonia shots?|shingles shots?|tetanus (?:shots?|boosters?)|covid(?:[- ]?19)? (?:shots?|boosters?|jabs?)`;
/** Diseases and short names: a vaccine only where the words say so, or in a list of immunizations. */
const DISEASES = String.raw`tetanus(?:[-/ ]diphtheria)?|diphtheria|pertussis|measles(?:[,/ -]+mumps(?:[,/ -]+(?:and )?rubella)?)?|mumps|rubella|varicella|chicken ?pox|influenza|flu|pneumococcal(?: (?:conjugate|polysaccharide))?|pneumonia|zoster|shingles|hep(?:atitis)?\.? ?a(?:\s?[&/]\s?b| and b)?|hep(?:atitis)?\.? ?b|polio|ipv|opv|hib|haemophilus influenzae type b|rotavirus|hpv|human papilloma ?virus|meningococcal(?: (?:acwy|b|conjugate))?|meningitis b?|rabies|typhoid|yellow fever|japanese encephalitis|rsv|covid(?:[- ]?19)?|sars-cov-2|mpox|monkeypox|smallpox|cholera|anthrax|pfizer|moderna|novavax|janssen|johnson (?:&|and) johnson`;
const KIND = String.raw`(?:\s?(?:\((?:pfizer|moderna|novavax|janssen|pfizer-biontech)[^)]*\)|-?pfizer(?:-biontech)?|moderna|novavax|janssen|bivalent|mrna|high[- ]dose|quadrivalent|seasonal|live|recombinant|conjugate|polysaccharide))*`;
const WORD = '(?:vaccin(?:e|es|ation|ations)|immuni[sz]ations?|shots?|boosters?|jabs?|series)';
const NAMES = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(${VACCINES})(?:\s${WORD})?|(${DISEASES})${KIND}((?:\s(?:conjugate|booster|virus))?[\s-]${WORD})?)(?![\p{L}\p{N}])`,
  'giu',
);
/** For the speed: a note without any of these has no vaccine. */
const ANY =
  /vacc|immuni|shot|booster|dap|mmr|pcv|ppsv|prevnar|pneumov|shingrix|zosta|flu|hep|hpv|gardasil|men|covid|polio|ipv|hib|rota|varic|\bTd\b|\bbcg\b/i;

const DETAILS: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['lot', /\blot(?:\s?(?:#|no\.?|number|num))?\s?[:#]?\s?#?\s?([a-z0-9][a-z0-9-]{2,})/di],
  ['date', new RegExp(String.raw`(?<![\d/])(${DATE})`, 'id')],
  [
    'site',
    /\b((?:left|right|l|r|lt|rt)\.?\s?(?:upper\s)?(?:deltoid|arm|thigh|vastus lateralis|anterolateral thigh|anterior thigh|gluteus|gluteal|buttock|forearm|upper arm)|(?:deltoid|thigh)|(?:LD|RD|LVL|RVL|LA|RA|LT|RT)(?=\b))/d,
  ],
  [
    'route',
    /\b(i\.m\.|im|intramuscular(?:ly)?|s\.c\.|sc|s\.q\.|sq|subq|subcut(?:aneous(?:ly)?)?|intranasal(?:ly)?|nasally|oral(?:ly)?|intradermal(?:ly)?|po)(?![a-z])/di,
  ],
  [
    'manufacturer',
    /\b(pfizer(?:-biontech)?|moderna|novavax|janssen|johnson (?:&|and) johnson|gsk|glaxo\s?smith\s?kline|sanofi(?: pasteur)?|merck|seqirus|astrazeneca|wyeth|dynavax|bavarian nordic)\b/di,
  ],
];
const DATES = new RegExp(String.raw`(?<![\d/])${DATE}`, 'gi');
const SERIES = new RegExp(String.raw`^[\s:(#\d)-]*${DATE}(?:\s?(?:,|;|and|&|\|)\s?(?:#?\d[:)]\s?)?${DATE})+`, 'i');
const DOSE = /(?<![\d.])(\d+(?:\.\d+)?)\s?(ml|mcg|cc)(?![a-z])/di;

const DECLINED =
  /\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing|al)|not given|not received|never (?:had|received|gotten)|has not (?:had|received|gotten)|hasn't (?:had|received)|not (?:been )?vaccinated|unvaccinated|no\s(?:record|history|documentation) of|deferred|contraindicated|opted out)\b/i;
const DUE =
  /\b(?:due|overdue|recommend(?:ed|s)?|will (?:get|give|receive|need|schedule|administer)|plans?|planned|needs?|needed|should (?:get|receive|have)|offer(?:ed)?|discuss(?:ed)?|advise[ds]?|eligible|encouraged?|schedule[ds]?|next visit|consider)\b/i;

/** Vaccines given, declined and due. Declined is negated, due hypothetical; a disease's name is a vaccine only where the note says so. Never throws. */
export function immunizationsOf(note: Note): NoteSuggestion[] {
  if (!ANY.test(note.text)) return [];
  return note.sentences.flatMap((sentence) => ofSentence(note, sentence));
}

function ofSentence(note: Note, sentence: NoteSentence): NoteSuggestion[] {
  const [from, to] = sentence.span;
  const text = note.text.slice(from, to);
  if (!ANY.test(text) && sectionKindOf(note, sentence) !== 'immunizations') return [];
  const listed = sectionKindOf(note, sentence) === 'immunizations';
  const given = /\b(?:given|received|administered|vaccin|immuni[sz]|lot\b|booster|shots?\b)/i.test(text);
  const names = [...text.matchAll(NAMES)].filter((match) => {
    if (
      /^\s?(?:titers?|antibod|antigen|infection|test|swab|pcr|immune\b|surface|virus\b(?! vacc)|status|core|-?positive|exposure|symptoms|season)/i.test(
        text.slice(match.index + match[0].length, match.index + match[0].length + 14),
      )
    )
      return false;
    if (match[1] !== undefined) return isNamed(match[1], given || listed);
    if (match[3] !== undefined) return true;
    return listed;
  });
  return names.flatMap((match, index) => {
    const start = match.index;
    const end = start + match[0].length;
    // Lines of a list are entries of their own, though a full one looks as if its sentence went on.
    const line = listed ? text.indexOf('\n', end) : -1;
    const limit = Math.min(names[index + 1]?.index ?? text.length, line < 0 ? text.length : line);
    const behind = text.slice(end, limit);
    const last = names[index - 1];
    const lineStart = listed ? text.lastIndexOf('\n', start) + 1 : 0;
    const beforeStart = Math.max(lineStart, last === undefined ? 0 : last.index + last[0].length);
    const before = text.slice(beforeStart, start);
    const spans: Record<string, Span> = { vaccine: [from + start, from + end] };
    for (const [field, pattern] of DETAILS) {
      const at = pattern.exec(behind)?.indices?.[1];
      if (at !== undefined) spans[field] = [from + end + at[0], from + end + at[1]];
    }
    const dose = DOSE.exec(behind)?.indices;
    if (dose?.[1] !== undefined && dose[2] !== undefined) {
      spans.dose = [from + end + dose[1][0], from + end + dose[1][1]];
      spans.dose_unit = [from + end + dose[2][0], from + end + dose[2][1]];
    }
    // `3/12/2020 Tdap`: the date of a list that begins with it.
    if (spans.date === undefined && (index === 0 || lineStart > (last?.index ?? 0))) {
      const first = new RegExp(String.raw`(${DATE})[\s:|,-]*$`, 'id').exec(before)?.indices?.[1];
      if (first !== undefined) spans.date = [from + beforeStart + first[0], from + beforeStart + first[1]];
    }
    const said = { assertion: assertionBy(text, before, behind, spans) };
    const one = (more: Record<string, Span>): NoteSuggestion =>
      suggestionOf(note, 'immunization', [from + start, from + end], { ...spans, ...more }, said);
    // `Hepatitis B 1/2/2003, 2/2/2003`: a series in one line is a dose a date.
    const dates = [...behind.matchAll(DATES)].map(
      ({ index: at, 0: date }): Span => [from + end + at, from + end + at + date.length],
    );
    return dates.length > 1 && SERIES.test(behind) ? dates.map((date) => one({ date })) : [one({})];
  });
}

/** Letters that mean other things need their capitals, or a statement about giving. */
const isNamed = (name: string, given: boolean): boolean =>
  /^(?:td|bcg|menb|men-b|mmr)$/i.test(name) ? /^[A-Z]/.test(name) || given : true;

function assertionBy(
  text: string,
  before: string,
  behind: string,
  spans: Readonly<Record<string, Span>>,
): Partial<Assertion> {
  if (DECLINED.test(behind.slice(0, 60)) || DECLINED.test(before) || /^\W*(?:declin|refus)/i.test(text))
    return { negation: 'negated' };
  if (
    spans.date === undefined &&
    spans.lot === undefined &&
    (DUE.test(before.slice(-60)) || DUE.test(behind.slice(0, 40)))
  )
    return { temporality: 'hypothetical' };
  return {};
}
