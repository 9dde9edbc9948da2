import type { Dosage, Resource } from '../chart/fhir.js';
import { stringifyFhir } from '../chart/stringify.js';
import { type DrugName, parseDrugName, type Strength } from '../terminology/drugs/drug-name.js';
import { BRANDS } from '../terminology/tables/drug-brands.js';
import { APART, type FactJudge, oneFact } from './comparison.js';
import { codesOf, namesOf } from './concepts.js';
import { compareQuantities } from './quantities.js';
import { timeDiffers } from './times.js';

/** Reads directions (`1 tab PO BID`) as a Dosage; null where they are not understood whole. */
export type DirectionsReader = (text: string) => Dosage | null;

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm|';

/**
 * Two orders or statements of one drug, the keyed one first: a strength or a status that the other does not state is a difference, for it would be lost in it. What directions say is compared in words, or as `read` understands them; directions that cannot be compared
 * count as different.
 */
export const medicationJudge =
  (read: DirectionsReader): FactJudge =>
  (a, b) => {
    const [conceptA, conceptB] = [a.medicationCodeableConcept, b.medicationCodeableConcept];
    const drugsA = namesOf(conceptA).map(parseDrugName);
    const drugsB = namesOf(conceptB).map(parseDrugName);
    const sharedCode = codesOf(conceptA).some((code) => code.startsWith(RXNORM) && codesOf(conceptB).includes(code));
    if (!sharedCode && !drugsA.some((x) => drugsB.some((y) => isOneDrug(x, y)))) return APART;
    return oneFact([
      ...(sharedCode ? [] : [strengthsDiffer(drugsA, drugsB) ? 'medicationCodeableConcept' : null]),
      directionsDiffer(dosagesOf(a), dosagesOf(b), read) ? 'dosageInstruction' : null,
      timeDiffers('start', startOf(a), startOf(b)),
      timeDiffers('end', endOf(a), endOf(b)),
      standingOf(a) !== null && standingOf(a) !== standingOf(b) ? 'status' : null,
    ]);
  };

/** Substances of a name, brands told by what they are made of, in order of the alphabet; salts do not count. */
function substances(drug: DrugName): string {
  const words = drug.words.flatMap((word) => BRANDS.get(word)?.split(' ') ?? [word]);
  return [...new Set(words)].sort().join(' ');
}

const isOneDrug = (a: DrugName, b: DrugName): boolean => substances(a) !== '' && substances(a) === substances(b);

const strengths = (drugs: readonly DrugName[]): (readonly Strength[])[] => drugs.flatMap((drug) => drug.amounts);

/** The keyed one names an amount that the other does not have. */
function strengthsDiffer(a: readonly DrugName[], b: readonly DrugName[]): boolean {
  const [of, others] = [strengths(a), strengths(b)];
  if (of.length === 0) return false;
  return !of.some((one) => others.some((other) => one.some((x) => other.some((y) => isOneStrength(x, y)))));
}

const isClose = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-9 * Math.max(x, y);

function isOneStrength(a: Strength, b: Strength): boolean {
  // A number alone may be the milligrams or, below them, the micrograms.
  if (a.unit === 'bare' || b.unit === 'bare') {
    const [bare, full] = a.unit === 'bare' ? [a, b] : [b, a];
    return isClose(bare.value, full.value) || (full.unit === 'mg' && isClose(bare.value, full.value * 1000));
  }
  return a.unit === b.unit && isClose(a.value, b.value) && (a.per === b.per || a.per === '' || b.per === '');
}

const dosagesOf = (resource: Resource): readonly Dosage[] =>
  (resource.dosageInstruction ?? resource.dosage ?? []) as readonly Dosage[];

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();

function directionsDiffer(a: readonly Dosage[], b: readonly Dosage[], read: DirectionsReader): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if (a.length !== b.length) return true;
  return a.some((one, index) => {
    const other = b[index];
    return other !== undefined && dosageDiffers(one, other, read);
  });
}

function dosageDiffers(a: Dosage, b: Dosage, read: DirectionsReader): boolean {
  if (a.text !== undefined && b.text !== undefined && fold(a.text) === fold(b.text)) return false;
  const [x, y] = [structured(a, read), structured(b, read)];
  // Words that are not understood may say anything.
  if (x === null || y === null) return true;
  const dose = compareQuantities(x.doseAndRate?.[0]?.doseQuantity, y.doseAndRate?.[0]?.doseQuantity);
  if (dose === 'differ') return true;
  if (dose === 'unknown' && x.doseAndRate !== undefined && y.doseAndRate !== undefined) return true;
  const [timingA, timingB] = [timing(x), timing(y)];
  if (timingA !== null && timingB !== null && timingA !== timingB) return true;
  const [routesA, routesB] = [codesOf(x.route), codesOf(y.route)];
  if (routesA.length > 0 && routesB.length > 0 && !routesA.some((code) => routesB.includes(code))) return true;
  return (x.asNeededBoolean ?? false) !== (y.asNeededBoolean ?? false);
}

const hasStructure = (dosage: Dosage): boolean =>
  dosage.doseAndRate !== undefined || dosage.route !== undefined || timing(dosage) !== null;

/** The dosage with what its words say; null where it has words alone that are not understood. An empty one says nothing and differs from none. */
function structured(dosage: Dosage, read: DirectionsReader): Dosage | null {
  if (dosage.text === undefined) return dosage;
  const understood = read(dosage.text);
  if (understood !== null) return { ...understood, ...dosage };
  return hasStructure(dosage) ? dosage : null;
}

function timing(dosage: Dosage): string | null {
  const { repeat } = dosage.timing ?? {};
  if (repeat === undefined) return null;
  const { boundsPeriod: _, boundsDuration: __, boundsRange: ___, ...rest } = repeat;
  if (Object.keys(rest).length === 0) return null;
  return stringifyFhir(Object.fromEntries(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1))) as never);
}

const period = (resource: Resource): { start?: unknown; end?: unknown } =>
  (dosagesOf(resource)[0]?.timing?.repeat?.boundsPeriod ?? resource.effectivePeriod ?? {}) as {
    start?: unknown;
    end?: unknown;
  };

const startOf = (resource: Resource): unknown =>
  period(resource).start ?? resource.effectiveDateTime ?? resource.authoredOn;
const endOf = (resource: Resource): unknown => period(resource).end;

/** Taken or not taken; null where the status says neither. */
function standingOf({ status }: Resource): 'taken' | 'ended' | null {
  if (status === 'active' || status === 'intended') return 'taken';
  return status === 'stopped' || status === 'completed' || status === 'cancelled' ? 'ended' : null;
}
