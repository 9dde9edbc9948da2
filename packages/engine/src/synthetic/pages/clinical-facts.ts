import type { Assertion } from '../../artifacts/note-suggestion.js';
import type { SeededRandom } from '../random.js';
import { type Day, monthsLater } from './dates.js';
import { draft, field, type Line, type Mark } from './page-content.js';
import { drugCode, lotNumber, type PageContext } from './page-context.js';
import { DRUG_LIST, FREQUENCIES, ROUTES } from './vocabulary/drugs.js';
import { LAB_PANELS, type LabEntry } from './vocabulary/labs.js';
import { PROBLEM_LIST } from './vocabulary/problems.js';
import { ALLERGEN_LIST, REACTION_LIST, SITES, VACCINE_LIST } from './vocabulary/vaccines-and-allergens.js';

/** `count` different ones of a list, in the list's order or not: as drawn. */
export function pickSome<T>(random: SeededRandom, items: readonly T[], count: number): T[] {
  const left = [...items];
  const some: T[] = [];
  while (some.length < count && left.length > 0) some.push(...left.splice(random.int(0, left.length - 1), 1));
  return some;
}

/** A medication as a page states it. Empty texts are not on the page. */
export interface Medication {
  readonly drug: string;
  readonly strength: string;
  readonly unit: string;
  readonly form: string;
  readonly dose: string;
  readonly doseUnit: string;
  readonly route: string;
  readonly frequency: string;
  readonly start: Day | null;
  readonly stop: Day | null;
  readonly ndc: string;
}

export function makeMedications(context: PageContext, count: number): Medication[] {
  const { random, visit } = context;
  return pickSome(random, DRUG_LIST, count).map((entry) => {
    const often = random.pick(entry.frequencies);
    const countable = ['tablet', 'capsule', 'patch', 'syringe'].includes(entry.form);
    const dose = countable ? random.pick(['1', '1', '1', '2', '1/2']) : entry.form === 'inhaler' ? '2' : '';
    const unit = entry.form === 'inhaler' ? 'puffs' : countable ? entry.form + (dose === '2' ? 's' : '') : '';
    const [year, month] = monthsLater(visit, -random.int(1, 60));
    const start: Day = [year, month, random.int(1, 28)];
    return {
      drug: random.chance(0.25) && entry.brand ? entry.brand : entry.name,
      strength: random.pick(entry.strengths),
      unit: entry.unit,
      form: entry.form,
      dose,
      doseUnit: dose === '' ? '' : unit,
      route: random.pick(ROUTES[entry.route] ?? ['PO']),
      frequency: random.pick(FREQUENCIES[often] ?? ['daily']),
      start,
      stop: random.chance(0.15) ? monthsLater(start, random.int(1, 12)) : null,
      ndc: drugCode(random),
    };
  });
}

/** Fields of a medication as pieces, each marked: the page puts them where its template wants them. */
export function medicationPieces(context: PageContext, item: Medication, assertion: Partial<Assertion> = {}) {
  const fact = draft('medication', assertion);
  const piece = (name: string, text: string, kind?: Mark['kind']): Mark => field(fact, name, text, kind);
  const { random } = context;
  const joint = random.chance(0.15) && /^(?:mg|mcg|mL|g|%)$/.test(item.unit);
  return {
    drug: piece('drug', item.drug),
    /** `10 mg` or `10mg`. */
    strength: [
      piece('strength', item.strength, 'dose'),
      joint ? '' : ' ',
      piece('strength_unit', item.unit, 'dose'),
    ] as Line,
    form: piece('form', item.form),
    dose: (item.dose === '' ? [] : [piece('dose', item.dose, 'dose'), ' ', piece('dose_unit', item.doseUnit)]) as Line,
    route: piece('route', item.route),
    frequency: piece('frequency', item.frequency),
    start: item.start ? piece('start_date', context.day(item.start).text, 'date') : null,
    stop: item.stop ? piece('end_date', context.day(item.stop).text, 'date') : null,
    code: piece('code', item.ndc, 'code'),
  };
}

/** `lisinopril 10 mg tablet, take 1 tablet by mouth daily`, in several wordings. */
export function medicationSentence(context: PageContext, item: Medication, assertion: Partial<Assertion> = {}): Line {
  const m = medicationPieces(context, item, assertion);
  const take: Line = item.dose === '' ? [] : [context.random.pick(['take ', 'Take ', '']), ...m.dose, ' '];
  return context.random.pick<() => Line>([
    () => [m.drug, ' ', ...m.strength, ' ', m.form, ', ', ...take, m.route, ' ', m.frequency],
    () => [m.drug, ' ', ...m.strength, ' ', m.route, ' ', m.frequency],
    () => [m.drug, ' ', ...m.strength, ' ', m.frequency],
    () => [m.drug, ' ', ...m.strength, ' ', m.form, ' - ', ...take, m.frequency],
  ])();
}

export interface Problem {
  readonly code: string;
  readonly name: string;
}
export const makeProblems = (random: SeededRandom, count: number): Problem[] =>
  pickSome(random, PROBLEM_LIST, count).map(([code, name]) => ({ code, name }));

export const makeAllergens = (
  random: SeededRandom,
  count: number,
): { substance: string; reaction: string; severity: string }[] =>
  pickSome(random, ALLERGEN_LIST, count).map((substance) => ({
    substance,
    reaction: random.pick(REACTION_LIST),
    severity: random.pick(['mild', 'moderate', 'severe']),
  }));

export interface Vaccination {
  readonly cvx: string;
  readonly name: string;
  readonly maker: string;
  readonly dose: string;
  readonly day: Day;
  readonly lot: string;
  readonly site: string;
}

/** In the order of their days, as cards are written. */
export function makeVaccinations({ random, person, visit }: PageContext, count: number): Vaccination[] {
  const first = Math.max(person.birth[0] + 1, 1998);
  return Array.from({ length: count }, () => {
    const day: Day = [random.int(first, Math.max(first, visit[0])), random.int(1, 12), random.int(1, 28)];
    return { ...random.pick(VACCINE_LIST), day, lot: lotNumber(random), site: random.pick(SITES) };
  }).sort((a, b) => a.day[0] - b.day[0] || a.day[1] - b.day[1] || a.day[2] - b.day[2]);
}

export interface LabValue {
  readonly test: LabEntry;
  readonly value: string;
  readonly flag: string;
  readonly range: string;
}

/** Values about the range of reference, a quarter of them out of it and flagged. */
export function makeLabValues(random: SeededRandom, tests: readonly LabEntry[]): LabValue[] {
  return tests.map((test) => {
    const { low, high, decimals } = test;
    const out = random.chance(0.25);
    const wide = high - low;
    const at = out
      ? random.chance(0.6) || low === 0
        ? high + wide * random.next() * 0.9
        : low - Math.min(low, wide) * random.next() * 0.6
      : low + wide * random.next();
    const value = at.toFixed(decimals);
    const number = Number(value);
    const flag = number > high ? random.pick(['H', 'H', 'HIGH']) : number < low ? random.pick(['L', 'L', 'LOW']) : '';
    const [from, to] = [low.toFixed(decimals), high.toFixed(decimals)];
    const range = low === 0 ? random.pick([`<=${to}`, `${from}-${to}`]) : `${from}-${to}`;
    return { test, value, flag, range };
  });
}
export const pickPanels = (random: SeededRandom, count: number): (typeof LAB_PANELS)[number][] =>
  pickSome(random, LAB_PANELS, count);
