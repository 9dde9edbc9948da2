import { type DrugName, type Strength, strengthMatch } from '../terminology/drugs/drug-name.js';
import { FORM_ROUTES, SALTS } from '../terminology/tables/drug-words.js';
import type { Judgement } from './contract.js';
import { bestMatch } from './word-match.js';

/** A local drug name with what its words mean beside themselves. */
export interface LocalDrug {
  readonly name: DrugName;
  /** Substances that a word of the name stands for: those of a brand, an abbreviation written out. */
  readonly meant: ReadonlyMap<string, readonly string[]>;
  readonly weightOf: (word: string) => number;
}

const compact = (words: readonly string[]): string => words.join('');

const SALT_WEIGHT = 0.3;

/** Judges a candidate's name against a local one: substance and brand first, then strength, form and route, then what one says and the other does not. */
export function judgeDrug({ name, meant, weightOf }: LocalDrug, candidate: DrugName): Judgement {
  const reasons: string[] = [];
  const brandWords =
    candidate.brand === null ? [] : (candidate.brand.match(/[a-z0-9]+/g) ?? []).filter((w) => w.length > 1);
  const own = [...candidate.words, ...candidate.salts, ...brandWords];
  // Words of the local name that the candidate has, or has what they stand for; a salt tells little of which substance it is.
  let asked = 0;
  let met = 0;
  for (const word of [...name.words, ...name.salts]) {
    const weight = weightOf(word) * (SALTS.has(word) ? SALT_WEIGHT : 1);
    const direct = bestMatch(word, own);
    const all = meant.get(word) ?? [];
    const telling = all.filter((one) => !SALTS.has(one));
    const stands = telling.length > 0 ? telling : all;
    const through = stands.length === 0 ? 0 : stands.reduce((sum, one) => sum + bestMatch(one, own), 0) / stands.length;
    asked += weight;
    met += weight * Math.max(direct, through * 0.97);
  }
  const joined = compact(name.words);
  const sameJoined = joined === compact(candidate.words) && joined !== '';
  const recall = sameJoined ? 1 : asked === 0 ? 0 : met / asked;
  // Substances of the candidate that the local name does not have; those of a brand that it names are had with it.
  const spoken = [...name.words, ...name.salts, ...[...meant.values()].flat()];
  const spokenBrand = brandWords.filter((word) => bestMatch(word, name.words) >= 0.9);
  const hasBrand = spokenBrand.length > 0;
  const covered = candidate.substances.filter((words) => {
    const best = words.reduce((sum, word) => sum + bestMatch(word, spoken), 0) / words.length;
    return best >= 0.5;
  }).length;
  const substances = Math.max(1, candidate.substances.length);
  const share = sameJoined ? 1 : hasBrand ? Math.max(0.92, covered / substances) : covered / substances;
  // Words of covered substances that are left over: another salt or another form of the molecule.
  const extra =
    hasBrand || sameJoined
      ? 0
      : candidate.words.filter((word) => bestMatch(word, spoken) < 0.5).length / Math.max(1, candidate.words.length);
  let score = recall * (0.35 + 0.65 * share) * (1 - 0.35 * extra);
  if (recall > 0.9 && share > 0.9) reasons.push('the same substance');
  else if (recall > 0) reasons.push('a part of the name');
  const saltsOfCandidate = new Set([...candidate.salts, ...candidate.words.filter((word) => SALTS.has(word))]);
  for (const salt of name.salts) score *= saltsOfCandidate.has(salt) || hasBrand ? 1.01 : 0.985;
  for (const salt of candidate.salts) if (!spoken.includes(salt) && !hasBrand) score *= 0.985;
  if (candidate.brand !== null) {
    // Of `Claritin` and `Claritin-D` the one that is all said comes first.
    if (hasBrand) score *= 0.97 + (0.03 * spokenBrand.length) / brandWords.length;
    else score *= 0.72;
    if (hasBrand) reasons.push('the same brand');
  } else if (name.words.some((word) => meant.has(word) && bestMatch(word, own) < 0.9)) score *= 0.97;

  const strength = compareStrengths(name.amounts, candidate.amounts);
  score *= STRENGTH_FACTOR[strength];
  if (strength === 'same') reasons.push('the same strength');
  else if (strength === 'differs') reasons.push('another strength');
  else if (strength === 'more') reasons.push('says a strength that the source does not');
  else if (strength === 'less') reasons.push('says no strength');

  const form = compareForms(name, candidate);
  score *= FORM_FACTOR[form.is];
  if (form.is === 'same') reasons.push('the same form');
  else if (form.is === 'release') reasons.push('released in another way');
  else if (form.is === 'differs') reasons.push('another form or route');
  else if (form.more) reasons.push('says a form that the source does not');

  const differs =
    strength === 'differs' || strength === 'near' || form.is === 'differs' || recall < 0.75 || share < 0.75;
  const unsaidBrand = candidate.brand === null && share > 0.9 && strength !== 'more' && recall < 0.95;
  // A letter, as of penicillin G, says which of several substances it is.
  const letters = (own: readonly string[], other: readonly string[]): boolean =>
    own.some((word) => word.length === 1 && !other.includes(word));
  const saysKind = !hasBrand && letters(candidate.salts, spoken);
  const less = strength === 'less' || form.less || unsaidBrand || letters(name.salts, candidate.salts);
  const more = strength === 'more' || form.more || (candidate.brand !== null && !hasBrand) || saysKind;
  if (saysKind) reasons.push('says which of several substances');
  const equivalence = differs || (less && more) ? 'inexact' : less ? 'wider' : more ? 'narrower' : 'equivalent';
  const unsaid = hasBrand ? [] : [...candidate.salts].filter((salt) => !spoken.includes(salt));
  const facets = [`${candidate.amounts.length > 0}`, `${candidate.forms.size > 0}`, `${candidate.brand !== null}`];
  return { score: Math.min(1, score), equivalence, reasons, facets: [facets.join()], unsaid: unsaid.sort().join(' ') };
}

type Comparison = 'same' | 'differs' | 'more' | 'less' | 'neither' | 'near' | 'release';

const STRENGTH_FACTOR: Readonly<Record<Comparison, number>> = {
  same: 1,
  near: 0.93,
  neither: 1,
  less: 0.87,
  more: 0.8,
  differs: 0.62,
  release: 1,
};
const FORM_FACTOR: Readonly<Record<Comparison, number>> = {
  same: 1,
  near: 0.96,
  neither: 1,
  less: 0.955,
  more: 0.93,
  differs: 0.75,
  release: 0.86,
};

type Amounts = readonly (readonly Strength[])[];

/** Each amount of the candidate by the local one that is most like it. */
function compareStrengths(local: Amounts, candidate: Amounts): Comparison {
  if (candidate.length === 0) return local.length === 0 ? 'neither' : 'less';
  if (local.length === 0) return 'more';
  const matches = candidate.map((amount) =>
    Math.max(0, ...amount.flatMap((c) => local.flatMap((other) => other.map((l) => strengthMatch(l, c))))),
  );
  if (matches.every((match) => match >= 0.9)) return 'same';
  return matches.some((match) => match > 0) ? 'near' : 'differs';
}

const routesOf = ({ forms, routes }: DrugName): Set<string> => {
  const all = new Set(routes);
  for (const form of forms) if (FORM_ROUTES[form]?.length === 1) for (const route of FORM_ROUTES[form]) all.add(route);
  return all;
};

/** How a tablet gives its drug: another one is another drug to the patient. */
const RELEASES: readonly string[] = ['extended', 'delayed', 'disintegrating', 'chewable', 'sublingual'];

interface FormComparison {
  readonly is: Comparison;
  /** The candidate says something of form or route that the source does not; and the other way. */
  readonly more: boolean;
  readonly less: boolean;
}

function compareForms(local: DrugName, candidate: DrugName): FormComparison {
  const asked = routesOf(local);
  const given = routesOf(candidate);
  const hasLocal = local.forms.size + asked.size > 0;
  const hasCandidate = candidate.forms.size + given.size > 0;
  if (!hasCandidate) return { is: hasLocal ? 'less' : 'neither', more: false, less: hasLocal };
  if (!hasLocal) return { is: 'more', more: true, less: false };
  if (asked.size > 0 && given.size > 0 && ![...asked].some((route) => given.has(route)))
    return { is: 'differs', more: true, less: true };
  const missing = [...candidate.forms].filter((form) => !local.forms.has(form));
  const extra = [...local.forms].filter((form) => !candidate.forms.has(form));
  const more = missing.length > 0 || (candidate.forms.size === 0 && [...given].some((route) => !asked.has(route)));
  const less = extra.length > 0;
  if (local.forms.size === 0 || candidate.forms.size === 0) return { is: 'near', more, less };
  if ([...missing, ...extra].some((form) => RELEASES.includes(form))) return { is: 'release', more, less };
  if (missing.length === candidate.forms.size)
    return { is: asked.size > 0 && given.size > 0 ? 'near' : 'differs', more: true, less: true };
  return { is: more || less ? 'near' : 'same', more, less };
}
