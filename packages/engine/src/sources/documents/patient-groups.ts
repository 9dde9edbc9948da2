import { stableId } from '../../base/stable-id.js';
import type { Resource } from '../../chart/fhir.js';

/** Namespace of the keys of patients of document sources; drawn once, by chance, for this purpose. */
const NAMESPACE = '3f0d2f5e-6f3b-4a39-9d0a-52b1b7c1a6d8';

/** What says who somebody is: identifiers, and what may not contradict between two records of one person. */
interface Facts {
  readonly identifiers: readonly string[];
  readonly stated: readonly (string | null)[];
}

/** `system|value` of the identifiers that have a value. */
export function identifiersOf(resource: Resource): string[] {
  const given = Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier];
  return (given as ({ system?: unknown; value?: unknown } | null | undefined)[]).flatMap((one) =>
    typeof one?.value === 'string' ? [`${String(one.system ?? '')}|${one.value}`] : [],
  );
}

function factsOf(patient: Resource): Facts {
  const [name] = (patient.name ?? []) as { family?: unknown; given?: unknown[] }[];
  const word = (value: unknown): string | null =>
    typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : null;
  return {
    identifiers: identifiersOf(patient),
    stated: [word(patient.birthDate), word(patient.gender), word(name?.family), word(name?.given?.[0])],
  };
}

class Group {
  key = '';
  readonly identifiers = new Set<string>();
  readonly stated: (string | null)[] = [null, null, null, null];
  readonly members: number[] = [];

  agrees({ stated }: Pick<Facts, 'stated'>): boolean {
    return stated.every((fact, i) => fact === null || this.stated[i] === null || this.stated[i] === fact);
  }

  take(facts: { identifiers: Iterable<string>; stated: readonly (string | null)[] }, members: readonly number[]): void {
    for (const identifier of facts.identifiers) this.identifiers.add(identifier);
    for (const [i, fact] of facts.stated.entries()) this.stated[i] ??= fact;
    this.members.push(...members);
  }
}

/**
 * Records of patients in groups, each one person: two records are of one person where an identifier of both is the same, system and value, and nothing that both
 * state of birth, sex and name differs. Nothing is guessed: a shared identifier beside another birth date is two people, and is told.
 */
export class PatientGroups {
  readonly #facts: Facts[] = [];
  #groups: Group[] | null = null;
  readonly #of: Group[] = [];
  /** Numbers of records that share an identifier with somebody else. */
  readonly contested: number[] = [];

  /** A further record; its number. */
  add(patient: Resource): number {
    return this.#facts.push(factsOf(patient)) - 1;
  }

  /** Key of the person whom a record is of; the same for the same records, whatever others there are beside it. */
  keyOf(record: number): string {
    this.#groups ??= this.#group();
    return this.#of[record]!.key;
  }

  #group(): Group[] {
    const byIdentifier = new Map<string, Group[]>();
    const groups = new Set<Group>();
    this.#facts.forEach((facts, record) => {
      const near = new Set(facts.identifiers.flatMap((identifier) => byIdentifier.get(identifier) ?? []));
      const [first, ...others] = [...near].filter((group) => group.agrees(facts));
      const own = first ?? new Group();
      if (near.size > 0 && first === undefined) this.contested.push(record);
      own.take(facts, [record]);
      for (const other of others)
        if (own.agrees(other)) {
          own.take(other, other.members);
          groups.delete(other);
          for (const list of byIdentifier.values()) {
            const at = list.indexOf(other);
            if (at >= 0) list.splice(at, 1, ...(list.includes(own) ? [] : [own]));
          }
        }
      groups.add(own);
      for (const identifier of own.identifiers) {
        const list = byIdentifier.get(identifier);
        if (!list) byIdentifier.set(identifier, [own]);
        else if (!list.includes(own)) list.push(own);
      }
    });
    const taken = new Set<string>();
    for (const group of groups) {
      const [least] = [...group.identifiers].sort();
      const parts = [least ?? `record ${Math.min(...group.members)}`, ...group.stated.map((fact) => fact ?? '')];
      let key = stableId(NAMESPACE, ...parts);
      for (let n = 2; taken.has(key); n++) key = stableId(NAMESPACE, ...parts, String(n));
      taken.add(key);
      group.key = key;
      for (const record of group.members) this.#of[record] = group;
    }
    return [...groups];
  }
}
