import { foldText } from '../store/terms.js';
import { FORM_WORDS, NOISE, ROUTE_WORDS, SALTS } from '../tables/drug-words.js';

/** An amount of a substance. Numbers are only compared here, never written into a chart. */
export interface Strength {
  readonly value: number;
  /** mg, unt, meq or mmol; `bare` where the text has a number alone. */
  readonly unit: string;
  /** What it is in: '' for one dose form, ml, mg, hr, actuat. */
  readonly per: string;
}

/** A drug's name taken apart as RxNorm's semantic clinical drugs are: substances, strengths, form, brand. */
export interface DrugName {
  /** Words of substances and brands, without salts, forms, routes and noise. */
  readonly words: readonly string[];
  readonly salts: readonly string[];
  /** Brand between brackets, as RxNorm writes it; null where there is none. */
  readonly brand: string | null;
  /** Names of the substances one by one, where the text separates them; at least one. */
  readonly substances: readonly (readonly string[])[];
  /** Each amount with all that it may mean. */
  readonly amounts: readonly (readonly Strength[])[];
  readonly forms: ReadonlySet<string>;
  readonly routes: ReadonlySet<string>;
}

/** Names of several substances that a letter tells apart. */
const LETTERED: ReadonlySet<string> = new Set(['penicillin', 'pen', 'vitamin', 'vit', 'polymyxin', 'amphotericin']);

const AMOUNT = /(\d+(?:\.\d+)?|\.\d+)/.source;
const UNIT =
  /(mg|mcg|ug|micrograms?|milligrams?|gm|grams?|g|kg|ng|million units?|units?|unt|unit|iu|u|meq|mmol|mm|%|percent|ml|cc|l|mci|bau|actuat)/
    .source;
const PER =
  /(ml|cc|l|hr|hrs|hours?|h|day|actuation|actuat|act|sprays?|puffs?|doses?|inh|gm|gram|g|mg|tab|tablet|cap|patch|unit|vial)/
    .source;
const STRENGTH = new RegExp(
  `${AMOUNT}\\s*-?\\s*${UNIT}(?![a-z])(?:\\s*(?:/|per)\\s*(\\d*(?:\\.\\d+)?)\\s*-?\\s*${PER}(?![a-z]))?`,
  'g',
);
/** `500-20`, `40/12.5`, `0.2-0.5%`: amounts of several substances with at most one unit. */
const SEVERAL = new RegExp(
  `(?<![\\d.])${AMOUNT}\\s*[-/]\\s*${AMOUNT}(?:\\s*[-/]\\s*${AMOUNT})?(?:\\s*${UNIT}(?![a-z]))?`,
  'g',
);

const TO_MG: Readonly<Record<string, number>> = { mg: 1, g: 1000, gm: 1000, kg: 1e6, mcg: 0.001, ug: 0.001, ng: 1e-6 };
const TO_ML: Readonly<Record<string, number>> = { ml: 1, cc: 1, l: 1000 };

function unitOf(text: string): { unit: string; factor: number } {
  const unit = text
    .replace(/s$/, '')
    .replace('milligram', 'mg')
    .replace('microgram', 'mcg')
    .replace(/^gram$/, 'g');
  if (Object.hasOwn(TO_MG, unit)) return { unit: 'mg', factor: TO_MG[unit] ?? 1 };
  if (Object.hasOwn(TO_ML, unit)) return { unit: 'ml', factor: TO_ML[unit] ?? 1 };
  if (/^million/.test(unit)) return { unit: 'unt', factor: 1e6 };
  if (/^(unit|unt|iu|u|bau)$/.test(unit)) return { unit: 'unt', factor: 1 };
  return { unit: unit === 'percent' ? '%' : unit, factor: 1 };
}

function perOf(text: string | undefined): { per: string; factor: number } {
  if (text === undefined) return { per: '', factor: 1 };
  if (Object.hasOwn(TO_ML, text)) return { per: 'ml', factor: TO_ML[text] ?? 1 };
  if (/^(hr|hrs|hour|hours|h)$/.test(text)) return { per: 'hr', factor: 1 };
  if (text === 'day') return { per: 'hr', factor: 24 };
  if (/^(actuation|actuat|act|spray|sprays|puff|puffs|dose|doses|inh)$/.test(text)) return { per: 'actuat', factor: 1 };
  if (/^(gm|gram|g)$/.test(text)) return { per: 'mg', factor: 1000 };
  return text === 'mg' ? { per: 'mg', factor: 1 } : { per: '', factor: 1 };
}

/** All that an amount may mean: 1 % is 10 mg in a ml and 0.01 mg in a mg; 20 mg in 10 ml is 2 mg/ml, and 20 mg as a whole. */
function meanings(value: number, unitText: string, count: string, perText: string | undefined): Strength[] {
  const { unit, factor } = unitOf(unitText);
  const amount = value * factor;
  if (unit === '%')
    return [
      { value: value * 10, unit: 'mg', per: 'ml' },
      { value: value / 100, unit: 'mg', per: 'mg' },
    ];
  // A volume alone is the size of a package.
  if (unit === 'ml') return [];
  const { per, factor: perFactor } = perOf(perText);
  const size = (count === '' ? 1 : Number(count)) * perFactor;
  if (per === '') return [{ value: amount, unit, per }];
  const rate = { value: amount / (size || 1), unit, per };
  // `2 mg/ml` is RxNorm's `2 MG/ML`; `20 mg/10 ml` is a vial of 20 mg too, `0.1 mg/hr` a patch.
  return count === '' && per === 'ml' ? [rate] : [rate, { value: amount, unit, per: '' }];
}

/** Takes a drug's name apart, whether RxNorm or a practice wrote it. */
export function parseDrugName(text: string): DrugName {
  let rest = ` ${foldText(text)} `;
  let brand: string | null = null;
  rest = rest.replace(/\[([^\]]+)\]/g, (_, name: string) => {
    brand = name.trim();
    return ' ';
  });
  const amounts: Strength[][] = [];
  // `24 hr tablet` is a form; `9.5 mg/24 hr` is a rate.
  rest = rest.replace(/(?<!\/\s*)\b(?:12|24|8)\s*-?\s*(?:hr|hour)s?\b/g, ' ').replace(/(\d)\s*:\s*:?\s*(\d)/g, '$1 $2');
  rest = rest.replace(SEVERAL, (_, a: string, b: string, c: string | undefined, unit: string | undefined) => {
    for (const value of [a, b, c]) {
      if (value === undefined) continue;
      const meant = unit === undefined ? [] : meanings(Number(value), unit, '', undefined);
      amounts.push([{ value: Number(value), unit: 'bare', per: '' }, ...meant]);
    }
    return ' ';
  });
  rest = rest.replace(
    STRENGTH,
    (_, value: string, unit: string, count: string | undefined, per: string | undefined) => {
      const meant = meanings(Number(value), unit, count ?? '', per);
      if (meant.length > 0) amounts.push(meant);
      return ' ; ';
    },
  );
  shareRate(amounts);
  const forms = new Set<string>();
  const routes = new Set<string>();
  const substances: { words: string[]; salts: string[] }[] = [];
  for (const part of rest.split(/\s\/\s|\band\b|[+;]|\s-\s|\/(?=[a-z]{3})|(?<=[a-z]{4})-(?=[a-z]{4})|[(){}]/)) {
    const words: string[] = [];
    const salts: string[] = [];
    for (const word of part.match(/[a-z][a-z0-9'-]*|\d+(?:\.\d+)?|\.\d+/g) ?? []) {
      const plain = word.replace(/'s$|'$/, '').replace(/-+$/, '');
      if (/^[\d.]/.test(plain)) {
        amounts.push([{ value: Number(plain), unit: 'bare', per: '' }]);
        continue;
      }
      const form = FORM_WORDS.get(plain);
      const route = ROUTE_WORDS.get(plain);
      if (form !== undefined) forms.add(form);
      if (route !== undefined) routes.add(route);
      // Penicillin G and V, vitamins A to K: the letter says which, as a salt does.
      if (plain.length === 1 && LETTERED.has(words.at(-1) ?? '')) {
        salts.push(plain);
        continue;
      }
      if (form !== undefined || route !== undefined || NOISE.has(plain) || plain.length < 2) continue;
      for (const piece of plain.split('-')) if (piece.length > 1) (SALTS.has(piece) ? salts : words).push(piece);
    }
    if (words.length + salts.length > 0) substances.push({ words, salts });
  }
  const words = substances.flatMap((s) => s.words);
  const salts = substances.flatMap((s) => s.salts);
  return {
    ...{ words, salts, brand },
    substances: substances.map((s) => (s.words.length > 0 ? s.words : s.salts)).filter((s) => s.length > 0),
    ...{ amounts, forms, routes },
  };
}

/** In `230 mcg-21 mcg/actuation` what the last amount is in holds for the others too. */
function shareRate(amounts: Strength[][]): void {
  const per = amounts.flat().find((one) => one.per !== '' && one.per !== 'mg')?.per;
  if (per === undefined || amounts.length < 2) return;
  for (const amount of amounts) {
    const whole = amount.find((one) => one.per === '' && one.unit !== 'bare');
    if (whole && amount.every((one) => one.per === '')) amount.push({ ...whole, per });
  }
}

const close = (x: number, y: number): boolean => Math.abs(x - y) <= 0.021 * Math.max(x, y);

/**
 * How far two amounts are the same: 1 within rounding (2 %); less where one has no unit, or one says what it is in and the other does not (a vial of 20,000 units may be
 * 20,000 in a ml); 0 where they differ.
 */
export function strengthMatch(a: Strength, b: Strength): number {
  if (a.unit === 'bare' || b.unit === 'bare') {
    if (close(a.value, b.value)) return 0.95;
    // Micrograms are often written without their unit: Levoxyl 137.
    return b.unit === 'mg' && close(a.value, b.value * 1000) ? 0.93 : 0;
  }
  if (a.unit !== b.unit || !close(a.value, b.value)) return 0;
  if (a.per === b.per) return 1;
  return a.per === '' || b.per === '' ? 0.85 : 0;
}
