import type { Resource } from '../../chart/fhir.js';
import { codingText, comparedFact, oneLine, quantityFact, xmlText } from './leaves.js';
import { ALLERGY_TYPES, DENIALS, type Rule, SEVERITY } from './placement.js';

type Json = Record<string, unknown>;

/** Facts that depend on several elements: exact values, any of which may stand; `[]` means none may. */
export interface Expectation {
  readonly fact: string;
  readonly element: string;
  /** Sets of values; the entry must have one of the sets. */
  readonly anyOf: readonly (readonly string[])[];
}

/** Texts that must stand in the entry itself, in a statement of their own: `fact` is the end of the fact's name. */
export interface TextExpectation {
  readonly fact: RegExp;
  readonly element: string;
  readonly texts: readonly string[];
}

const textsAt = (list: unknown, name: string): string[] =>
  (Array.isArray(list) ? (list as (Json | null)[]) : [])
    .map((item) => (typeof item?.[name] === 'string' ? oneLine(xmlText(item[name])) : ''))
    .filter((text) => text !== '');

/** Comments, directions and instructions, which are statements of their own (Comment Activity, Medication Free Text Sig, Instruction). */
export function textExpectationsOf(resource: Resource): TextExpectation[] {
  const type = resource.resourceType;
  const found: TextExpectation[] = [];
  if (COMMENTED.has(type))
    found.push({ fact: /(^|\.)comment\.text$/, element: `${type}.note`, texts: textsAt(resource.note, 'text') });
  const dosages =
    type === 'MedicationRequest' ? resource.dosageInstruction : type === 'MedicationStatement' ? resource.dosage : null;
  found.push({ fact: /^sig\.text$/, element: `${type} dosage`, texts: textsAt(dosages, 'text') });
  found.push({
    fact: /^instruction\.text$/,
    element: `${type} patientInstruction`,
    texts: textsAt(dosages, 'patientInstruction'),
  });
  return found.filter(({ texts }) => texts.length > 0);
}

const COMMENTED = new Set([
  'AllergyIntolerance',
  'Condition',
  'MedicationRequest',
  'MedicationStatement',
  'Immunization',
  'Procedure',
]);

/** Rules for value[x] of an observation or of one of its components: only the one that is there gives facts. */
export function valueRules(resource: Json): Rule[] {
  const has = (name: string) => resource[name] !== undefined && resource[name] !== null;
  if (has('valueCodeableConcept')) return [{ from: ['valueCodeableConcept'], fact: 'value', as: 'concept' }];
  const rules: Rule[] = [
    { from: ['valueBoolean'], fact: 'value.boolean', as: 'text' },
    { from: ['valueDateTime'], fact: 'value.time', as: 'time', optional: true },
    { from: ['valuePeriod.start'], fact: 'value.time.low', as: 'time' },
    { from: ['valuePeriod.end'], fact: 'value.time.high', as: 'time' },
    { from: [], fact: 'value.code', as: 'text' },
  ];
  if (has('valueString')) rules.push({ from: ['valueString'], fact: 'value.text', as: 'text' });
  const comparator = (resource.valueQuantity as Json | undefined)?.comparator;
  // A comparator whose unit is not UCUM can only stand as words.
  if (has('valueQuantity') || !['valueInteger', 'valueRange'].some(has))
    rules.push({
      from: ['valueQuantity'],
      fact: 'value.quantity',
      as: 'quantity',
      ...(comparator === undefined ? {} : { optional: true }),
    });
  return rules;
}

export function expectationsOf(resource: Resource): Expectation[] {
  if (resource.resourceType === 'AllergyIntolerance') return allergyExpectations(resource as Json);
  if (resource.resourceType === 'Observation') return rangeExpectations(resource as Json);
  return [];
}

function allergyExpectations(allergy: Json): Expectation[] {
  const codings = ((allergy.code as Json | undefined)?.coding as Json[] | undefined) ?? [];
  const denied = codings
    .filter((c) => c.system === 'http://snomed.info/sct')
    .map((c) => DENIALS[String(c.code)])
    .find((d) => d !== undefined);
  const verification = ((allergy.verificationStatus as Json | undefined)?.coding as Json[] | undefined) ?? [];
  const negated = denied !== undefined || verification.some((c) => c.code === 'refuted');
  const categories = ((allergy.category as string[] | undefined) ?? []).filter(Boolean);
  const byCategory = ALLERGY_TYPES[String(allergy.type ?? '')] ?? ALLERGY_TYPES['']!;
  const types =
    denied === undefined
      ? ((categories.length === 1 ? byCategory[categories[0]!] : undefined) ?? byCategory['']!)
      : [denied];
  return [
    { fact: 'allergy.negated', element: 'AllergyIntolerance.verificationStatus', anyOf: [negated ? ['true'] : []] },
    {
      fact: 'allergy.value.code',
      element: 'AllergyIntolerance.type',
      anyOf: types.map((code) => [`http://snomed.info/sct|${code}`]),
    },
    ...reactionExpectations(allergy),
  ];
}

/** One reaction observation for each manifestation, with the codes and the severity of its reaction. */
function reactionExpectations(allergy: Json): Expectation[] {
  const found: Expectation[] = [];
  const said = (concept: Json): boolean =>
    JSON.stringify(concept).length > 2 && (filled(concept.text) || ((concept.coding as Json[]) ?? []).length > 0);
  for (const reaction of ((allergy.reaction as Json[] | undefined) ?? []).filter(Boolean)) {
    const all = ((reaction.manifestation as Json[] | undefined) ?? []).filter((m) => m && said(m));
    const each = all.length > 0 ? all : filled(reaction.description) || reaction.severity ? [{} as Json] : [];
    for (const manifestation of each) {
      const turn = found.length / 2 + 1;
      const prefix = turn === 1 ? 'allergy.reaction' : `allergy.reaction#${turn}`;
      const codes = ((manifestation.coding as Json[] | undefined) ?? []).map(codingText).filter((c) => c !== null);
      const severity = SEVERITY[String(reaction.severity ?? '')];
      found.push({
        fact: `${prefix}.value.code`,
        element: 'AllergyIntolerance.reaction.manifestation',
        anyOf: [codes],
      });
      found.push({
        fact: `${prefix}.severity.value.code`,
        element: 'AllergyIntolerance.reaction.severity',
        anyOf: [severity === undefined ? [] : [severity]],
      });
    }
  }
  return found;
}

const filled = (text: unknown): boolean => typeof text === 'string' && xmlText(text) !== '';

function rangeExpectations(observation: Json): Expectation[] {
  const ranges = ((observation.referenceRange as Json[] | undefined) ?? []).filter(Boolean);
  const bounds = ranges.map(({ low, high }) => {
    const [from, to] = [quantityFact(low), quantityFact(high)];
    if (from !== null && to !== null) return `${from}..${to}`;
    return from !== null ? `>=${from}` : to !== null ? `<=${to}` : null;
  });
  const stated = bounds.filter((b) => b !== null);
  // Bounds whose unit is not UCUM stand as words instead.
  const ucum = stated.filter((b) =>
    ranges.some(
      (r) =>
        [r.low, r.high].every(
          (q) =>
            q === undefined ||
            (q as Json).system === 'http://unitsofmeasure.org' ||
            !((q as Json).unit ?? (q as Json).code),
        ) && b === bounds[ranges.indexOf(r)],
    ),
  );
  return [{ fact: 'range.value.quantity', element: 'Observation.referenceRange', anyOf: [ucum] }];
}

/** A resource that is written as several entries: what each part is about, as a resource of its own. */
export function partsOf(resource: Resource): Resource[] {
  const list = (name: string) => ((resource[name] as Json[] | undefined) ?? []).filter(Boolean);
  switch (resource.resourceType) {
    case 'Observation': {
      const common: Json = {};
      for (const [key, value] of Object.entries(resource))
        if (
          !/^(id|identifier|code|component|interpretation|referenceRange|dataAbsentReason|note)$|^value[A-Z]/.test(key)
        )
          common[key] = value;
      return list('component').map((part) => ({ ...common, ...part }) as unknown as Resource);
    }
    case 'CarePlan':
      return list('activity')
        .filter((a) => a.detail)
        .map((a) => ({ resourceType: 'CarePlan activity', ...(a.detail as Json) }));
    case 'CareTeam':
      return list('participant').map((p) => ({ ...p, resourceType: 'CareTeam participant' }));
    case 'ImmunizationRecommendation':
      return list('recommendation').map((r) => ({
        ...r,
        date: resource.date,
        authority: resource.authority,
        code: ((r.vaccineCode as Json[] | undefined) ?? []).filter(Boolean)[0] ?? r.targetDisease,
        resourceType: 'ImmunizationRecommendation part',
      }));
    case 'FamilyMemberHistory':
      return list('condition').map((c) => ({ ...c, resourceType: 'FamilyMemberHistory condition' }));
    default:
      return [];
  }
}

/** Codes by which a part is recognised among the entries that no resource owns. */
export function partCodes(part: Resource): string[] {
  const codings = ((part.code as Json | undefined)?.coding as Json[] | undefined) ?? [];
  return codings
    .map(codingText)
    .filter((c) => c !== null)
    .sort();
}

/** What a part is called: its text, else a display, else a code that only a text can hold; '' where it has no name. */
export function partText(part: Resource): string {
  const code = part.code as Json | undefined;
  const codings = ((code?.coding as Json[] | undefined) ?? []).filter(Boolean);
  const names = [code?.text, ...codings.map((c) => c.display), ...codings.map((c) => c.code), part.description];
  return names.map((name) => (typeof name === 'string' ? xmlText(name) : '')).find((name) => name !== '') ?? '';
}

/** True where an observation is written through its components alone. */
export const onlyParts = (resource: Resource): boolean =>
  resource.resourceType === 'Observation' &&
  ((resource.component as Json[] | undefined) ?? []).length > 0 &&
  !Object.keys(resource).some(
    (key) => /^value[A-Z]/.test(key) && resource[key] !== undefined && resource[key] !== null,
  );

/** True for a panel that only names its members. */
export const onlyMembers = (resource: Resource): boolean =>
  resource.resourceType === 'Observation' &&
  ((resource.hasMember as Json[] | undefined) ?? []).length > 0 &&
  ((resource.component as Json[] | undefined) ?? []).length === 0 &&
  comparedFact(resource.valueQuantity) === null;
