import type { Resource } from '../chart/fhir.js';
import { stringifyFhir } from '../chart/stringify.js';

/** Elements with a choice of type in the kinds that are joined (FHIR R4): one of them is the element, whatever its type. */
const CHOICES = [
  'onset',
  'abatement',
  'effective',
  'value',
  'performed',
  'occurrence',
  'medication',
  'reported',
  'born',
  'age',
];

/** What stays the survivor's own: who it is, and what the resource as such says of itself. */
const OWN: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'identifier',
  'meta',
  'text',
  'contained',
  'subject',
  'patient',
  'intent',
  'status',
  'extension',
]);

/** Lists of statements that may stand beside each other. */
const LISTS: ReadonlySet<string> = new Set(['note', 'reaction', 'reasonCode', 'bodySite', 'referenceRange']);

const choiceOf = (name: string): string =>
  CHOICES.find((choice) => name.startsWith(choice) && /^[A-Z]/.test(name.slice(choice.length))) ?? name;

/** `dosage` of a MedicationStatement is `dosageInstruction` of a MedicationRequest (FHIR R4 8.2, 11.1). */
const ALIASES: Readonly<Record<string, readonly [type: string, element: string]>> = {
  dosage: ['MedicationRequest', 'dosageInstruction'],
  dosageInstruction: ['MedicationStatement', 'dosage'],
};

/** Elements that a statement has and an order has no place for, and the other way: a merged fact leaves them out. */
const SHARED_MEDICATION: ReadonlySet<string> = new Set([
  'dosage',
  'dosageInstruction',
  'note',
  'reasonCode',
  'medication',
  'encounter',
]);

/**
 * The survivor with what only the other says: elements that it lacks, items of its lists that it lacks. Nothing that it has is changed, and a list of codings is never mixed:
 * whose code it is must stay clear.
 */
export function completed(survivor: Resource, other: Resource): Resource {
  const has = new Set(Object.keys(survivor).map(choiceOf));
  const isOtherType = survivor.resourceType !== other.resourceType;
  const added: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(other)) {
    if (OWN.has(name) || value === undefined) continue;
    if (isOtherType && !SHARED_MEDICATION.has(choiceOf(name))) continue;
    const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
    const target = alias !== undefined && alias[0] === survivor.resourceType ? alias[1] : name;
    if (!has.has(choiceOf(target))) added[target] = value;
    else if (LISTS.has(name)) {
      const present = survivor[name] as readonly unknown[];
      const texts = new Set(present.map((item) => stringifyFhir(item)));
      const further = (value as readonly unknown[]).filter((item) => !texts.has(stringifyFhir(item)));
      if (further.length > 0) added[name] = [...present, ...further];
    }
  }
  return Object.keys(added).length === 0 ? survivor : { ...survivor, ...added };
}
