import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator } from '../../packages/engine/src/validation/validator.js';
import { readNdjson } from './openemr-run.js';

type Json = { readonly [name: string]: unknown };
type Resources = ReadonlyMap<string, readonly Json[]>;

/** What the Scorecard and the linter for athenahealth say of documents. */
export interface OwnGrades {
  /** Grade to documents. */
  readonly grades: Readonly<Record<string, number>>;
  /** Rule of the Scorecard to places that lose its points. */
  readonly lost: Readonly<Record<string, number>>;
  /** Rule of the linter to warnings; what nothing in a document can mend is none. */
  readonly warnings: Readonly<Record<string, number>>;
}

/** Grades the documents of a folder, after a change where one is given; HL7's files are not needed for it. */
export async function gradesOf(folder: string, change = (xml: string): string => xml): Promise<OwnGrades> {
  const validator = await createValidator({ artefacts: null, profile: 'athenahealth', scorecard: true });
  const [grades, lost, warnings]: Record<string, number>[] = [{}, {}, {}];
  const count = (into: Record<string, number> | undefined, name: string): void => {
    if (into) into[name] = (into[name] ?? 0) + 1;
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
    const verdict = validator.validate(change(readFileSync(join(folder, file), 'utf8')));
    if (verdict.errors > 0 || verdict.findingsCut > 0)
      throw new Error('a document has errors, or more findings than are listed');
    count(grades, verdict.grade ?? 'none');
    for (const { layer, rule, severity } of verdict.findings) {
      if (layer === 'scorecard') count(lost, rule);
      if (layer === 'importer' && severity === 'warning') count(warnings, rule);
    }
  }
  validator.dispose();
  return { grades: grades ?? {}, lost: lost ?? {}, warnings: warnings ?? {} };
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const codings = (concept: unknown): Json[] => list((concept as Json | undefined)?.coding);
const from = (concept: unknown, ...systems: string[]): boolean =>
  codings(concept).some(({ system, code }) => code !== undefined && systems.includes(String(system)));
const SNOMED = 'http://snomed.info/sct';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const UNII = 'http://fdasis.nlm.nih.gov';
/** SNOMED CT situations that deny allergies: they have neither substance nor reaction. */
const DENIALS = new Set(['716186003', '160244002', '409137002', '429625007', '428607008']);

const all = (resources: Resources, ...types: string[]): Json[] =>
  types.flatMap((type) => [...(resources.get(type) ?? [])]);
const allergies = (resources: Resources): Json[] =>
  all(resources, 'AllergyIntolerance').filter(
    (one) => !codings(one.code).some(({ code }) => DENIALS.has(String(code))),
  );
const medications = (resources: Resources): Json[] => all(resources, 'MedicationRequest', 'MedicationStatement');
/** Conditions of the problem list: those of encounters stand with their encounter. */
const problems = (resources: Resources): Json[] =>
  all(resources, 'Condition').filter(
    ({ category }) => !list(category).some((one) => codings(one).some(({ code }) => code === 'health-concern')),
  );
const smoking = (resources: Resources): Json[] =>
  all(resources, 'Observation').filter(({ code }) => codings(code).some((coding) => coding.code === '72166-2'));
/** Dates of a course are no directions. */
const hasDirections = (medication: Json): boolean =>
  list(medication.dosageInstruction ?? medication.dosage).some(({ timing, ...rest }) => {
    const { repeat, ...more } = (timing ?? {}) as { repeat?: Json };
    const { boundsPeriod: _, ...often } = repeat ?? {};
    return [rest, more, often].some((part) => Object.keys(part).length > 0);
  });

/**
 * Why a rule loses points: how many resources lack the fact in what was read from the source, so that nothing but the source can mend it. The FHIR
 * output is asked, which is written apart from the documents.
 */
export const LACKING: Readonly<Record<string, (resources: Resources) => number>> = {
  // The source has no whole date of birth.
  P1: (r) => all(r, 'Patient').filter(({ birthDate }) => !/^\d{4}-\d\d-\d\d$/.test(String(birthDate))).length,
  // No code of RxNorm, only a name, a local code or an NDC.
  M4: (r) => medications(r).filter((one) => !from(one.medicationCodeableConcept, RXNORM)).length,
  // No directions at all.
  M7: (r) => medications(r).filter((one) => !hasDirections(one)).length,
  // What somebody typed is none of the eight statuses.
  S5: (r) => smoking(r).filter(({ valueCodeableConcept }) => !from(valueCodeableConcept, SNOMED)).length,
  // ICD only.
  R4: (r) => problems(r).filter(({ code }) => codings(code).length > 0 && !from(code, SNOMED)).length,
  // Nothing says when a problem or an allergy was recorded.
  R9: (r) => problems(r).filter(({ recordedDate }) => recordedDate === undefined).length,
  A8: (r) => all(r, 'AllergyIntolerance').filter(({ recordedDate }) => recordedDate === undefined).length,
  A7: (r) => allergies(r).filter(({ reaction }) => list(reaction).length === 0).length,
  // Free text.
  A9: (r) => allergies(r).filter(({ code }) => !from(code, RXNORM, SNOMED, UNII)).length,
};

/** Sex at birth is asked once for each document with a social history; here the source records it of nobody. */
export const noBirthSex = (resources: Resources): boolean =>
  all(resources, 'Patient').every(
    ({ extension }) => !list(extension).some(({ url }) => String(url).endsWith('us-core-birthsex')),
  );

/** The rules that lose more, or fewer, points than the source lacks facts; `others` are explained by the caller. */
export function unexplained(own: OwnGrades, fhirFolder: string, others: readonly string[]): string[] {
  const resources = readNdjson(fhirFolder);
  const rules = new Set([...Object.keys(own.lost), ...Object.keys(LACKING)]);
  return [...rules].flatMap((rule) => {
    if (others.includes(rule) || (rule === 'S6' && noBirthSex(resources))) return [];
    const lacking = LACKING[rule]?.(resources) ?? 0;
    const lost = own.lost[rule] ?? 0;
    return lacking === lost ? [] : [`${rule}: ${lost} places, ${lacking} of them for want of data`];
  });
}
