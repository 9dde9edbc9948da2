import { describe, expect, it } from 'vitest';
import { Decimal } from '../base/decimal.js';
import { STATED_SYSTEM_EXTENSION } from '../chart/fhir-extensions.js';
import { withoutWrongCodes } from './stated-codes.js';

const SNOMED = 'http://snomed.info/sct';
const CDC = 'urn:oid:2.16.840.1.113883.6.238';
const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race';
const ETHNICITY = RACE.replace('race', 'ethnicity');

function checked(resource: object): { kept: unknown; told: string[] } {
  const told: string[] = [];
  const kept = withoutWrongCodes(resource, 'Observation', (element, problem) => told.push(`${element} ${problem}`));
  return { kept, told };
}
const concept = (...coding: object[]) => ({ code: { coding } });

describe('a code that a document states', () => {
  it.each([
    ['a SNOMED CT concept', SNOMED, '73211009'],
    ['a LOINC answer', 'http://loinc.org', 'LA6668-3'],
    ['an ICD-10-CM code without its point', 'http://hl7.org/fhir/sid/icd-10-cm', 'E119'],
    ['a code of a system without a rule', 'urn:oid:1.2.840.114350.1', 'x 1'],
    ['a language', 'urn:ietf:bcp:47', 'es-MX'],
  ])('is left alone: %s', (_, system, code) => {
    const resource = {
      ...concept({ system, code }),
      valueQuantity: { value: Decimal.parse('1.50'), system, code: '!' },
    };
    const { kept, told } = checked(resource);
    expect(kept).toBe(resource);
    expect(told).toEqual([]);
  });

  it.each([
    ['code-check-digit', SNOMED, '73211008'],
    ['code-shape', SNOMED, 'C0011849'],
    ['code-check-digit', 'http://loinc.org', '2345-8'],
    ['code-shape', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'ABC'],
    ['code-check-digit', 'http://fdasis.nlm.nih.gov', '362O9ITL9E'],
    ['code-shape', 'urn:ietf:bcp:47', 'not a tag'],
    ['code-shape', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'Z'],
    ['code-system-unknown', 'urn:oid:1.7.8', 'a'],
  ])('loses its system and nothing else: %s', (problem, system, code) => {
    const other = { system: SNOMED, code: '73211009' };
    const { kept, told } = checked(concept({ system, code, display: 'words' }, other));
    const extension = [{ url: STATED_SYSTEM_EXTENSION, valueUri: system }];
    expect(kept).toEqual(concept({ code, display: 'words', extension }, other));
    expect(told).toEqual([`Observation.code.coding ${problem}`]);
  });

  it('is none where a program wrote its word for a missing value', () => {
    const empty = { system: SNOMED, code: 'null' };
    expect(checked(concept({ ...empty, display: 'Asthma' }))).toEqual({
      kept: { code: { text: 'Asthma' } },
      told: ['Observation.code.coding code-placeholder'],
    });
    expect(checked({ ...concept(empty), status: 'final' }).kept).toEqual({ status: 'final' });
    // An extension without a value may not stand (R4 ext-1).
    expect(
      checked({ status: 'final', extension: [{ url: 'x', valueCodeableConcept: { coding: [empty] } }] }).kept,
    ).toEqual({
      status: 'final',
    });
  });
});

describe('race and ethnicity', () => {
  const extension = (url: string, ...parts: [string, string, string?][]) => ({
    extension: [
      {
        url,
        extension: [
          ...parts.map(([part, code, system = CDC]) => ({ url: part, valueCoding: { system, code } })),
          { url: 'text', valueString: 'as said' },
        ],
      },
    ],
  });

  it('stand under the category or in detail, as the set has them', () => {
    const right = extension(RACE, ['ombCategory', '2106-3'], ['detailed', '2108-9']);
    expect(checked(right).kept).toBe(right);
    expect(checked(extension(RACE, ['ombCategory', '2131-1'])).kept).toEqual(extension(RACE, ['detailed', '2131-1']));
  });

  it('are words alone where the code is none', () => {
    expect(checked(extension(RACE, ['ombCategory', 'W']))).toEqual({
      kept: extension(RACE),
      told: ['Observation.extension race-unknown'],
    });
    // A race is no ethnicity.
    expect(checked(extension(ETHNICITY, ['ombCategory', '2106-3'])).told).toEqual([
      'Observation.extension ethnicity-unknown',
    ]);
  });

  it('have as many categories as US Core takes', () => {
    expect(checked(extension(ETHNICITY, ['ombCategory', '2135-2'], ['ombCategory', '2186-5']))).toEqual({
      kept: extension(ETHNICITY),
      told: ['Observation.extension ethnicity-unknown'],
    });
    const twice = extension(ETHNICITY, ['ombCategory', '2135-2'], ['ombCategory', '2135-2']);
    expect(checked(twice).kept).toEqual(extension(ETHNICITY, ['ombCategory', '2135-2']));
  });
});
