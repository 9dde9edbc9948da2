import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';

type Json = Record<string, unknown>;

/** The encounter that a document is about where an entry states it too: one encounter, said twice. */
export interface FoldedEncounter {
  readonly resources: readonly Resource[];
  /** The header's own statement; null where no entry repeats it. `agrees`: the entry, or what it left open, says all of it. */
  readonly folded: { readonly resource: Resource; readonly into: string; readonly agrees: boolean } | null;
}

const keysOf = (resource: Resource): string[] =>
  ((resource.identifier ?? []) as { system?: string; value?: string }[]).map((id) => `${id.system}|${id.value}`);

/**
 * Takes the encompassing encounter into the entry of the same id: what the entry does not state comes from the header, diagnoses and people of both are kept. Where both state
 * something the entry counts, and `agrees` is false.
 */
export function foldEncompassing(resources: readonly Resource[]): FoldedEncounter {
  const composition = resources.find((one) => one.resourceType === 'Composition');
  const named = (composition?.encounter as { reference?: string } | undefined)?.reference;
  const header = resources.find((one) => `Encounter/${one.id}` === named);
  const ids = header ? keysOf(header) : [];
  const entry = resources.find(
    (one) => one.resourceType === 'Encounter' && one !== header && keysOf(one).some((id) => ids.includes(id)),
  );
  if (!header || !entry) return { resources, folded: null };
  const whole: Json = { ...entry };
  let agrees = true;
  for (const [name, value] of Object.entries(header)) {
    if (name === 'id' || value === undefined) continue;
    const own = whole[name];
    if (own === undefined || (name === 'status' && own === 'unknown')) whole[name] = value;
    else if (Array.isArray(own) && Array.isArray(value) && LISTS.has(name)) whole[name] = union(own, value);
    else if (!(name === 'status' && value === 'unknown')) agrees &&= stringifyFhir(own) === stringifyFhir(value);
  }
  return {
    resources: resources.flatMap((one) => (one === header ? [] : one === entry ? [whole as Resource] : [one])),
    folded: { resource: header, into: `Encounter/${entry.id}`, agrees },
  };
}

/** Elements of which an encounter may have several. */
const LISTS: ReadonlySet<string> = new Set([
  'identifier',
  'type',
  'participant',
  'diagnosis',
  'location',
  'reasonCode',
  'extension',
]);

function union(own: readonly unknown[], more: readonly unknown[]): unknown[] {
  const known = new Set(own.map((one) => stringifyFhir(one)));
  return [...own, ...more.filter((one) => !known.has(stringifyFhir(one)))];
}
