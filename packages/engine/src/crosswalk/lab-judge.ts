import type { Concept } from '../terminology/store/contract.js';
import { foldText, termsOf } from '../terminology/store/terms.js';
import type { Judgement, LocalTerm } from './contract.js';
import { LAB_ABBREVIATIONS } from './tables/abbreviations.js';
import {
  BLOOD_BY_CONTEXT,
  COAGULATION,
  IN_MOLES,
  LAB_NOISE,
  METHOD_WORDS,
  PROPERTIES,
  QUANTITY_WORDS,
  type Quantity,
  SPECIMENS,
  UNIT_QUANTITIES,
  USUAL_METHODS,
} from './tables/lab-words.js';
import { bestMatch } from './word-match.js';

/** A LOINC name in its axes. */
export interface LabName {
  readonly words: readonly string[];
  readonly quantity: Quantity;
  readonly system: string;
  readonly method: string;
  /** What it is measured as a share of, `/100 leukocytes`; empty where it is none. */
  readonly divisor: readonly string[];
  /** A time, challenge or panel that the source would have to name. */
  readonly special: boolean;
  readonly isCoagulation: boolean;
  readonly related: ReadonlySet<string>;
  /** LOINC's rank of how often labs report it, 0 where it has none. */
  readonly commonRank: number;
}

/** A word or phrase of a local name and what it may stand for. */
interface Part {
  readonly alternatives: readonly (readonly string[])[];
  readonly weight: number;
}

export interface LocalLab {
  readonly parts: readonly Part[];
  /** Every word of every alternative. */
  readonly words: ReadonlySet<string>;
  readonly quantities: readonly Quantity[];
  readonly unitKnown: boolean;
  /** The list says that there is no unit. */
  readonly unitless: boolean;
  readonly systems: readonly (readonly [RegExp, number])[];
  readonly isBlood: boolean;
  readonly methods: readonly RegExp[];
  readonly text: string;
  readonly questions: readonly string[];
  readonly weightOf: (word: string) => number;
}

/** Takes a concept of LOINC apart by its long common name: component [property] in system by method. */
export function parseLabConcept({ display, attributes }: Concept): LabName {
  let rest = display;
  const method = cut(/ by ([^[\]]+)$/);
  const bracket = /\[([^\]]*)\](?!.*\[)/.exec(rest);
  const property = bracket?.[1] ?? '';
  let system = '';
  let component: string;
  if (bracket) {
    component = rest.slice(0, bracket.index).trim();
    system = rest
      .slice(bracket.index + bracket[0].length)
      .replace(/^[\s-]*(\([^)]*\)\s*)?(in|of|from|for|on)?\s*/i, '');
  } else {
    system = cut(/ (?:in|of|from|for|-) ([A-Z0-9][^[\]]*)$/);
    component = rest.trim();
  }
  const share = /^(.*?)\/(?:(100) )?(.+)$/.exec(component);
  const isShare = share !== null && !/[0-9]$/.test(share[1] ?? '');
  const divisor = isShare ? termsOf(share[3] ?? '') : [];
  const own = isShare ? (share[1] ?? '') : component;
  const quantity = quantityOf(property, isShare, component);
  const rank = Number(attributes.COMMON_TEST_RANK ?? 0);
  return {
    words: [...new Set(termsOf(own))].filter((word) => word !== '#' && word !== '%'),
    ...{ quantity, system, method, divisor },
    special: /--|\bpanel\b|24 hour|12 hour|post |challenge|\bfetus\b|\bdonor\b/i.test(display),
    isCoagulation: COAGULATION.test(own),
    related: new Set(termsOf(attributes.RELATEDNAMES2 ?? '')),
    commonRank: Number.isFinite(rank) ? rank : 0,
  };

  function cut(shape: RegExp): string {
    const match = shape.exec(rest);
    if (!match) return '';
    rest = rest.slice(0, match.index);
    return match[1] ?? '';
  }
}

function quantityOf(property: string, isShare: boolean, component: string): Quantity {
  if (isShare && (property === '' || /\/100\b/.test(component))) return 'fraction';
  for (const [shape, quantity] of PROPERTIES) if (property !== '' && shape.test(property)) return quantity;
  if (/\btime\b|aPTT/i.test(component)) return 'time';
  if (/osmolality/i.test(component)) return 'osmolality';
  if (/flow rate/i.test(component)) return 'flow';
  return /\bINR\b|ratio/.test(component) ? 'ratio' : 'other';
}

/** Words that a short name glued together: `RBCDist`, `BasoFlg`; `HbA1c`, `IgG` and `PaCO2` are one. `CD 1a` is one marker, `CD16/56` are two. */
const apart = (text: string): string =>
  text
    .replace(/(?<=\p{Lu}{2})(?=\p{Lu}\p{Ll}{2})|(?<=\p{Ll})(?=\p{Lu}\p{Ll}{2})|(?<=\p{Ll}{3})(?=\p{Lu}{2})/gu, ' ')
    .replace(/\bCD (?=\d)/gi, 'CD')
    .replace(/\b(CD\d+)\s*[/+]\s*(?=\d)/gi, '$1 CD');

const NO_UNIT = /^(n\/?a|none|null|-+|nounits?)$/;

/** Takes a local name apart: parts with what they stand for, specimen, kind of quantity by the unit, method. */
export function localLab(term: LocalTerm, weightOf: (word: string) => number): LocalLab {
  const given = foldText(apart(term.text)).replace(/%/g, ' % ').replace(/#/g, ' # ');
  const stated = SPECIMENS.find(({ words }) => words.test(term.specimen ?? ''));
  const spoken = SPECIMENS.find(({ words }) => words.test(given));
  // A specimen that the row states counts more than one that the name has, unless the row only says that it is some fluid.
  const specimen = (stated?.name === 'body fluid' ? (spoken ?? stated) : (stated ?? spoken)) ?? null;
  const isBlood = specimen === null || /blood|serum/.test(specimen.name);
  const byContext =
    specimen === null || specimen.name === 'blood'
      ? BLOOD_BY_CONTEXT.find(([shape]) => shape.test(`${term.context ?? ''} ${specimen === null ? '' : ''}`))?.[1]
      : undefined;
  const systems = byContext ?? specimen?.systems ?? [];
  const inName = SPECIMENS.filter(({ words }) => words.test(given) && words.test(`${term.specimen ?? ''} ${given}`));
  let named = given;
  // Where the specimen is all that the name says, it is what is looked for: blood in urine.
  for (const { words } of inName) {
    const without = named.replace(new RegExp(words.source, 'gi'), ' ');
    if (/[a-z]{2}/.test(without)) named = without;
  }
  const terms = termsOf(named).filter((word, i, all) => all.indexOf(word) === i);
  const parts = partsOf(terms, weightOf);
  const units = foldText(term.unit ?? '')
    .split('|')
    .map((one) => one.replace(/\s+/g, ''))
    .filter((one) => one !== '');
  const measured = units.flatMap((one) => UNIT_QUANTITIES.find(([shape]) => shape.test(one))?.[1] ?? []);
  const unitless = units.some((one) => NO_UNIT.test(one));
  // A list with several units, none among them, also has results without a number.
  const byUnit = measured.length === 0 ? undefined : unitless ? [...measured, 'presence' as const] : measured;
  const byWord = termsOf(given).flatMap((word) => QUANTITY_WORDS.get(word) ?? []);
  const words = new Set(parts.flatMap(({ alternatives }) => alternatives.flat()));
  const written = parts.map(({ alternatives }) => (alternatives.at(-1) ?? []).join(' ')).join(' ');
  const plain = parts.map(({ alternatives }) => (alternatives[0] ?? []).join(' ')).join(' ');
  const place = specimen === null ? '' : specimen.name;
  return {
    ...{ parts, words, systems, isBlood, weightOf },
    quantities: byUnit ?? byWord,
    unitKnown: byUnit !== undefined,
    unitless: unitless && byUnit === undefined,
    methods: METHOD_WORDS.filter(([shape]) => shape.test(given)).map(([, method]) => method),
    text: given,
    questions: [
      ...[written, plain, `${written} ${place}`],
      ...parts.flatMap(({ alternatives }) => alternatives.map((one) => `${one.join(' ')} ${place}`)),
    ],
  };
}

/** Greedy: the longest phrase that is an abbreviation or a name of its own counts as one part. */
function partsOf(terms: readonly string[], weightOf: (word: string) => number): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < terms.length; ) {
    let taken = 0;
    for (let length = Math.min(4, terms.length - i); length >= 1 && taken === 0; length--) {
      const phrase = terms.slice(i, i + length);
      const meaning = LAB_ABBREVIATIONS.get(phrase.join(' '));
      if (meaning === undefined) continue;
      const stands = meaning.split(';').map(termsOf);
      const weight = Math.max(...phrase.map(weightOf), ...stands.flat().map(weightOf));
      parts.push({ alternatives: [phrase, ...stands], weight });
      taken = length;
    }
    if (taken === 0) {
      const word = terms[i] ?? '';
      const against = /^anti(\p{L}{4,})$/u.exec(word)?.[1];
      const alternatives = against === undefined ? [[word]] : [[word], [against, 'ab']];
      if (!LAB_NOISE.has(word) && !/^[%#.]$/.test(word)) parts.push({ alternatives, weight: weightOf(word) });
      taken = 1;
    }
    i += taken;
  }
  // A name of nothing but noise is looked for by its noise.
  if (parts.length === 0) for (const word of terms) parts.push({ alternatives: [[word]], weight: 1 });
  return parts;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Judges a LOINC name against a local one: component, then system, quantity and method. */
export function judgeLab(local: LocalLab, name: LabName, rank: number): Judgement {
  const reasons: string[] = [];
  let asked = 0;
  let met = 0;
  const own = [...name.words, ...name.divisor];
  for (const { alternatives, weight } of local.parts) {
    const direct = Math.max(...alternatives.map((words) => mean(words.map((word) => bestMatch(word, own)))));
    const related = Math.max(...alternatives.map((words) => mean(words.map((w) => (name.related.has(w) ? 0.9 : 0)))));
    asked += weight;
    met += weight * Math.max(direct, related);
  }
  const recall = asked === 0 ? 0 : met / asked;
  let whole = 0;
  let spoken = 0;
  for (const word of name.words) {
    const weight = Math.max(1, local.weightOf(word) - 1);
    whole += weight;
    spoken += weight * bestMatch(word, local.words);
  }
  const precision = whole === 0 ? 0 : spoken / whole;
  let score = recall * (0.5 + 0.5 * precision);
  if (recall > 0.9) reasons.push('the same component');

  const system = systemFactor(local, name);
  score *= system;
  if (system >= 0.97 && name.system !== '') reasons.push(`specimen ${name.system}`);
  else if (system < 0.8) reasons.push('another specimen');

  const quantity = quantityFactor(local, name);
  score *= quantity;
  if (quantity === 1 && local.unitKnown) reasons.push('the unit fits its property');
  else if (quantity < 0.85) reasons.push('the unit does not fit its property');

  const method = methodFactor(local, name);
  score *= method;
  if (name.special && !/24|hour|hr|post|panel|fast/.test(local.text)) score *= 0.8;
  if (name.commonRank > 0) score *= 1 + 0.03 * Math.max(0, 1 - Math.log10(name.commonRank) / 4.3);
  score = Math.min(1, 0.97 * score + 0.03 * rank);

  const fits = recall > 0.93 && precision > 0.8 && system >= 0.93;
  const equivalence =
    fits && system >= 0.97 && quantity === 1 && local.unitKnown && precision > 0.95
      ? 'equivalent'
      : fits && quantity >= 0.9
        ? 'narrower'
        : 'inexact';
  return { score, equivalence, reasons };
}

/** Components that are measured in whole blood where no specimen is said. */
const IN_BLOOD =
  /^(hemoglobin|hematocrit|.*cyte|.*phil|platelet|blast|band|cd\d+|cell|methemoglobin|carboxyhemoglobin|hemoglobin\.total|lead|tacrolimus|cyclosporine|sirolimus)$/;

function systemFactor({ systems, isBlood, text }: LocalLab, { system, isCoagulation, words }: LabName): number {
  // Of several kinds of blood one that nobody spoke of is the unlikeliest.
  if (isBlood && /cord blood/i.test(system) && !/\bcord\b/.test(text)) return 0.88;
  if (isBlood && isCoagulation && system !== '') return /poor plasma/i.test(system) ? 1 : 0.94;
  if (system === '') return 0.93;
  // Antibodies and antigens are looked for in serum, whatever department calls it blood; cells are their own (CD markers).
  if (isBlood && words.some((word) => /^(ab|ag)$/.test(word)) && !words.some((word) => /^(cd\d|cell)/.test(word)))
    return /^(serum|plasma)/i.test(system) ? 1 : /blood/i.test(system) ? 0.94 : 0.9;
  if (systems.length === 0) {
    if (!isBlood) return 0.9;
    // Nothing tells the specimen: cells and what is in them are counted in blood, all else is measured in serum or plasma.
    const inCells = words.some((word) => IN_BLOOD.test(word));
    if (/^blood$/i.test(system)) return inCells ? 1 : 0.96;
    if (/^(serum|plasma)/i.test(system)) return inCells ? 0.95 : /^serum or plasma/i.test(system) ? 1 : 0.99;
    return /blood/i.test(system) ? 0.95 : /platelet poor/i.test(system) ? 0.98 : 0.9;
  }
  // Cells and what is in them are counted in blood, whichever department the list names.
  if (isBlood && words.some((word) => IN_BLOOD.test(word)) && !/serum|plasma/.test(text)) {
    if (/^blood$/i.test(system)) return 1;
    if (/^(serum|plasma)/i.test(system)) return 0.95;
  }
  for (const [shape, factor] of systems) if (shape.test(system)) return factor;
  return /^specimen|^unspecified/i.test(system) ? 0.75 : 0.55;
}

function quantityFactor(
  { quantities, unitKnown, unitless, text }: LocalLab,
  { quantity, words, system }: LabName,
): number {
  const at = quantities.indexOf(quantity);
  if (at >= 0) return at === 0 ? 1 : 0.93;
  if (quantities.length > 0) {
    if (quantity === 'other') return 0.9;
    return unitKnown ? 0.62 : 0.84;
  }
  if (unitless) return quantity === 'presence' ? 0.98 : UNITLESS.has(quantity) ? 0.965 : 0.9;
  // Nothing tells: what is measured most often so comes first.
  const isCell = words.some((word) => /cyte|phil|blast|cell|band|^cd\d/.test(word));
  if (isCell) return quantity === 'fraction' ? 0.97 : quantity === 'count' ? 0.95 : 0.92;
  if (words.some((word) => IMMUNE.test(word))) {
    const isNumber = /\b(value|quant\w*|level|index|titer)\b/.test(text);
    const order: readonly Quantity[] = isNumber
      ? ['units', 'titer', 'presence']
      : ['presence', 'units', 'titer', 'interpretation'];
    const place = order.indexOf(quantity);
    return place < 0 ? 0.9 : 0.975 - 0.012 * place;
  }
  if (/urine/i.test(system) && quantity === 'presence') return words.some((word) => SEEN.test(word)) ? 0.985 : 0.965;
  // The activity of an enzyme is what is measured of it.
  if (quantity === 'enzyme' && words.some((word) => ENZYME.test(word))) return 0.98;
  const order: readonly Quantity[] = ['mass', 'moles', 'units', 'enzyme', 'presence', 'other', 'fraction', 'ratio'];
  const place = words.some((word) => IN_MOLES.has(word)) && quantity === 'moles' ? 0 : order.indexOf(quantity) + 1;
  return place < 1 && quantity !== 'moles' ? 0.92 : 0.976 - 0.006 * place;
}

/** Antibodies, antigens and nucleic acids are looked for, or measured in units of their own. */
const IMMUNE = /^(ab|ag|rna|dna|virus|toxin)$/;

const ENZYME = /^(?!base|disease|release|increase).{3,}ase$|^renin$/;
/** What is seen in urine under the microscope. */
const SEEN = /^(fat|spermatozoa|crystals?|casts?|yeast|bacteria|mucus|trichomonas|erythrocytes|leukocytes)$/;

const UNITLESS: ReadonlySet<Quantity> = new Set(['titer', 'interpretation', 'ratio', 'other']);

function methodFactor({ methods, isBlood }: LocalLab, { method, words }: LabName): number {
  if (methods.length > 0) {
    if (method === '') return 0.96;
    return methods.some((shape) => shape.test(method)) ? 1.02 : 0.93;
  }
  if (method === '') return 1;
  if (isBlood && /automated count/i.test(method)) return 1.005;
  // Antibodies and antigens have hardly another way.
  if (/^immunoassay$/i.test(method) && words.some((word) => IMMUNE.test(word))) return 0.998;
  return USUAL_METHODS.test(method) ? 0.985 : 0.95;
}
