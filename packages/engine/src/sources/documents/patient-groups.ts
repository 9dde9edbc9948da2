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

  static of(facts: Facts, record: number): Group {
    const group = new Group();
    group.take(facts, [record]);
    return group;
  }

  take(facts: { identifiers: Iterable<string>; stated: readonly (string | null)[] }, members: readonly number[]): void {
    for (const identifier of facts.identifiers) this.identifiers.add(identifier);
    for (const [i, fact] of facts.stated.entries()) this.stated[i] ??= fact;
    this.members.push(...members);
  }
}

/**
 * Records of patients in groups, each one person: two records are of one person where an identifier of both is the same, system and value, and nothing that both
 * state of birth, sex and name differs. Nothing is guessed: a shared identifier beside another birth date is two people, a record that would fit either of them is a
 * third, and both are told.
 */
export class PatientGroups {
  readonly #facts: Facts[] = [];
  #groups: Group[] | null = null;
  readonly #of: Group[] = [];
  /** Numbers of records that share an identifier with somebody else. */
  readonly contested: number[] = [];

  /** `joins`: false where every record is a person of its own, whatever its identifiers. */
  constructor(readonly joins = true) {}

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
    const byIdentifier = new Map<string, Set<Group>>();
    const groups = new Set<Group>();
    for (const record of this.#order()) {
      const facts = this.#facts[record]!;
      const near = new Set<Group>();
      if (this.joins)
        // A value without a system is a number that anybody may have.
        for (const identifier of facts.identifiers)
          if (!identifier.startsWith('|')) for (const group of byIdentifier.get(identifier) ?? []) near.add(group);
      const fitting = [...near].filter((group) => group.agrees(facts));
      const own = Group.of(facts, record);
      const joined = fitting.filter((group) => {
        if (!own.agrees(group)) return false;
        own.take(group, group.members);
        return true;
      });
      // Two people whom the record would fit: it says too little to be either's.
      if (joined.length < fitting.length) {
        groups.add(Group.of(facts, record));
        this.contested.push(record);
        continue;
      }
      if (near.size > 0 && joined.length === 0) this.contested.push(record);
      for (const group of joined) {
        groups.delete(group);
        for (const identifier of group.identifiers) byIdentifier.get(identifier)?.delete(group);
      }
      groups.add(own);
      for (const identifier of own.identifiers) {
        const list = byIdentifier.get(identifier);
        if (list) list.add(own);
        else byIdentifier.set(identifier, new Set([own]));
      }
    }
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

  /** Those that say most of themselves come first, so that it does not depend on the order of the documents whom the others are found to be. */
  #order(): number[] {
    const said = this.#facts.map(({ stated }) => stated.filter((fact) => fact !== null).length);
    return said.map((_, record) => record).sort((a, b) => said[b]! - said[a]! || a - b);
  }
}
