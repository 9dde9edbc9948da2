import { Decimal } from '../base/decimal.js';
import { stableId } from '../base/stable-id.js';

/** Pieces of seeded test charts: dice, and short ways to write FHIR. */

export const NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** A small generator of numbers (mulberry32): enough for test data, the same everywhere. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** [0, 1) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** The value with this likelihood, else undefined. */
  maybe<T>(likelihood: number, make: () => T): T | undefined {
    return this.next() < likelihood ? make() : undefined;
  }
}

export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
export const HL7 = 'http://terminology.hl7.org/CodeSystem';

export type Json = Record<string, unknown>;

export const coding = (system: string, code: string, display?: string): Json => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
});
export const concept = (text: string, ...codings: Json[]): Json => ({
  ...(codings.length > 0 ? { coding: codings } : {}),
  text,
});
export const quantity = (value: string, code?: string, unit?: string): Json => ({
  value: Decimal.parse(value)!,
  ...(unit === undefined ? {} : { unit }),
  ...(code === undefined ? {} : { system: UCUM, code }),
});

/** Leaves out what is undefined, as the mapping stage does. */
export const made = (resource: Json): Json =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined));

export const clinical = (kind: string, code: string): Json => ({ coding: [coding(`${HL7}/${kind}`, code)] });

export class ChartDice extends Dice {
  readonly resources: Json[] = [];
  #ordinal = 0;

  id(type: string): Json {
    const key = String(++this.#ordinal);
    return {
      resourceType: type,
      id: stableId(NAMESPACE, type, key, String(this.seed)),
      identifier: this.maybe(0.8, () => [
        { system: 'urn:oid:2.25.329800735698586629295641978511506172918', value: key },
      ]),
    };
  }

  constructor(readonly seed: number) {
    super(seed);
  }

  date(): string {
    const year = 1990 + this.below(36);
    const month = String(1 + this.below(12)).padStart(2, '0');
    const day = String(1 + this.below(28)).padStart(2, '0');
    return this.pick([
      `${year}`,
      `${year}-${month}`,
      `${year}-${month}-${day}`,
      `${year}-${month}-${day}`,
      `${year}-${month}-${day}T09:05:00`,
      `${year}-${month}-${day}T23:59:01-05:00`,
      `${year}-${month}-${day}T23:59:01.250Z`,
    ]);
  }

  status(list: readonly string[]): string | undefined {
    return this.maybe(0.93, () => this.pick(list));
  }

  add(resource: Json): Json {
    const kept = made(resource);
    this.resources.push(kept);
    return kept;
  }

  ref(resource: Json): Json {
    return { reference: `${resource.resourceType}/${resource.id}` };
  }
}
