import { Decimal } from '../base/decimal.js';
import { isOmbCategory } from '../chart/extensions.js';
import { STATED_SYSTEM_EXTENSION } from '../chart/fhir-extensions.js';
import { type CodeProblem, codeProblem } from '../terminology/code-forms.js';
import { cdcRaceEthnicity, nullFlavorSystem, valueSets } from '../terminology/value-sets.js';

type Json = Record<string, unknown>;

/** What is wrong with a code that a resource states; `race-unknown` and `ethnicity-unknown` as the cleaning functions have them. */
export type StatedProblem = CodeProblem | 'code-placeholder' | 'race-unknown' | 'ethnicity-unknown';

type Told = (element: string, problem: StatedProblem) => void;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** What programs write for a missing value (also validation/own/placeholders). */
const PLACEHOLDER = /^(null|undefined|NaN|None)$|\[object \w+\]/;

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';

/**
 * The resource with every code that cannot be one of its system taken out of it, as the cleaning functions do (docs/guide/cleaning.md): the code and its
 * words stay, the system stands in an extension, `told` names element and problem. The very same value where nothing is wrong; undefined where nothing is left.
 */
export function withoutWrongCodes<T>(value: T, path: string, told: Told): T | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutWrongCodes(item, path, told));
    if (items.every((item, i) => item === value[i])) return value;
    const kept = items.filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : (kept as T);
  }
  if (!isObject(value)) return value;
  if (value.url === `${US_CORE}us-core-race`) return category(value, path, 'race', told) as T;
  if (value.url === `${US_CORE}us-core-ethnicity`) return category(value, path, 'ethnicity', told) as T;
  let changed: Json | undefined;
  for (const name in value) {
    const member = value[name];
    if (typeof member !== 'object' || member === null) continue;
    const checked = withoutWrongCodes(member, `${path}.${name}`, told);
    if (checked === member) continue;
    changed = { ...(changed ?? value), [name]: checked };
    if (checked !== undefined) continue;
    delete changed[name];
    // An extension without a value says nothing (R4 ext-1).
    if (path.endsWith('xtension')) return undefined;
  }
  const one = changed ?? value;
  if (Array.isArray(one.coding)) return withoutPlaceholders(one, `${path}.coding`, told) as T | undefined;
  if (typeof one.code !== 'string' || typeof one.system !== 'string' || one.value !== undefined) return one as T;
  const problem = isPlaceholder(one) ? null : codeProblem(one.system, one.code);
  if (problem === null) return one as T;
  told(path, problem);
  const { system, ...rest } = one;
  const given = Array.isArray(one.extension) ? (one.extension as unknown[]) : [];
  return { ...rest, extension: [...given, { url: STATED_SYSTEM_EXTENSION, valueUri: system }] } as T;
}

const isPlaceholder = ({ code }: Json): boolean => typeof code === 'string' && PLACEHOLDER.test(code);

/** A CodeableConcept whose codings have codes that are some: of the others the words are its text. */
function withoutPlaceholders(concept: Json, path: string, told: Told): Json | undefined {
  const codings = (concept.coding as unknown[]).filter(isObject);
  const empty = codings.filter(isPlaceholder);
  if (empty.length === 0) return concept;
  for (const _ of empty) told(path, 'code-placeholder');
  const words = [concept.text, ...empty.map(({ display }) => display)].filter((text) => text !== undefined);
  const { coding: _, ...rest } = concept;
  const kept = codings.filter((coding) => !isPlaceholder(coding));
  if (kept.length === 0 && words.length === 0) return undefined;
  return {
    ...rest,
    ...(kept.length > 0 ? { coding: kept } : {}),
    ...(words.length > 0 ? { text: [...new Set(words)].join('; ') } : {}),
  };
}

/**
 * A US Core race or ethnicity: a code of another set is in the text alone, as the cleaning functions leave it; a code of the set is `ombCategory` where it is one
 * and `detailed` where not.
 */
function category(extension: Json, path: string, kind: 'race' | 'ethnicity', told: Told): Json {
  const given = Array.isArray(extension.extension) ? (extension.extension as unknown[]) : [];
  const words: string[] = [];
  let isSame = true;
  const parts = given.filter(isObject).flatMap((part): Json[] => {
    const coding = part.valueCoding;
    if (!isObject(coding) || (part.url !== 'ombCategory' && part.url !== 'detailed')) return [part];
    if (coding.system === nullFlavorSystem) return [part];
    const code = String(coding.code ?? '');
    if (coding.system !== cdcRaceEthnicity || !valueSets[kind].byCode.has(code)) {
      told(path, `${kind}-unknown`);
      words.push(String(coding.display ?? code));
      isSame = false;
      return [];
    }
    const url = isOmbCategory(code) ? 'ombCategory' : 'detailed';
    if (part.url === url) return [part];
    isSame = false;
    return [{ ...part, url }];
  });
  const categories = new Set(parts.filter(({ url }) => url === 'ombCategory').map(codeOf));
  // US Core 6.1: five categories of race, one of ethnicity.
  const most = kind === 'race' ? 5 : 1;
  // More categories than the profile takes: the text says all, the codes would say a choice.
  const isTooMany = categories.size > most;
  if (isTooMany) {
    told(path, `${kind}-unknown`);
    for (const { url, valueCoding } of parts)
      if (url === 'ombCategory' && isObject(valueCoding)) words.push(String(valueCoding.display ?? valueCoding.code));
  }
  const kept = parts.filter((part, i) =>
    part.url !== 'ombCategory'
      ? true
      : !isTooMany && parts.findIndex((other) => other.url === part.url && codeOf(other) === codeOf(part)) === i,
  );
  if (isSame && kept.length === parts.length) return extension;
  const hasText = kept.some((part) => part.url === 'text' && typeof part.valueString === 'string');
  return {
    ...extension,
    extension: hasText || words.length === 0 ? kept : [...kept, { url: 'text', valueString: words.join(', ') }],
  };
}

const codeOf = (part: Json): unknown => (isObject(part.valueCoding) ? part.valueCoding.code : undefined);
