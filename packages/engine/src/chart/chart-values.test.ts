import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../base/decimal.js';
import { elementsOf, isResourceType, patientElement } from './elements.js';
import { fitValue, isFhirDate, isFhirDateTime, MISFIT } from './fit.js';
import { buildProvenance, buildProvenances, instantOf, placeFragment } from './provenance.js';
import { stringifyFhir } from './stringify.js';

describe('stringifyFhir', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (v) => {
        expect(JSON.parse(stringifyFhir(v))).toEqual(JSON.parse(JSON.stringify(v)));
      }),
      { seed: 3 },
    );
  });
  it('keeps the scale of decimals and drops absent members', () => {
    expect(stringifyFhir({ a: Decimal.parse('5.70'), b: undefined, c: [10n] })).toBe('{"a":5.70,"c":[10]}');
  });
});

describe('the element table', () => {
  it('knows types, lists, bindings and references', () => {
    expect(elementsOf('Patient')?.get('gender')).toMatchObject({
      type: 'code',
      codes: ['male', 'female', 'other', 'unknown'],
      isList: false,
    });
    expect(elementsOf('Condition')?.get('category')).toMatchObject({ type: 'CodeableConcept', isList: true });
    expect(elementsOf('@Patient.contact')?.get('name')).toMatchObject({ type: 'HumanName', isList: false });
    expect(elementsOf('@Observation.component')?.get('referenceRange')).toMatchObject({
      type: '@Observation.referenceRange',
      isList: true,
    });
    expect(elementsOf('Immunization')?.get('patient')?.targets).toEqual(['Patient']);
    expect(['Observation', 'Coverage', 'Immunization', 'Practitioner'].map(patientElement)).toEqual([
      'subject',
      'beneficiary',
      'patient',
      null,
    ]);
    expect([isResourceType('Patient'), isResourceType('HumanName'), isResourceType('Nope')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('fitValue', () => {
  const fit = (type: string, value: unknown, path = '', isList = false) => fitValue(value, { type, isList }, path);
  it('shapes text and codings for coded elements', () => {
    expect(fit('CodeableConcept', 'x')).toEqual({ text: 'x' });
    expect(fit('CodeableConcept', 'active', 'Condition.clinicalStatus')).toEqual({
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    });
    expect(
      fit(
        'CodeableConcept',
        [
          { system: 's', code: 'a' },
          { system: 't', code: 'b' },
        ],
        '',
        true,
      ),
    ).toEqual([
      {
        coding: [
          { system: 's', code: 'a' },
          { system: 't', code: 'b' },
        ],
      },
    ]);
  });
  it('refuses what is not of the type, rather than guess', () => {
    for (const [type, value] of [
      ['date', '2020-02-30'],
      ['date', '0000-00-00'],
      ['dateTime', '2020-01-01 10:00:00'],
      ['boolean', 1],
      ['decimal', '1,5'],
      ['positiveInt', 0],
      ['code', 'a  b'],
      ['Period', 'x'],
      ['Coding', 'x'],
      ['integer', 1.5],
    ] as const)
      expect([type, value, fit(type, value)]).toEqual([type, value, MISFIT]);
  });
  it('knows the days that exist', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (y, m, d) => {
          const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const at = new Date(Date.UTC(2000, m - 1, d));
          at.setUTCFullYear(y, m - 1, d);
          expect(isFhirDate(text)).toBe(at.getUTCMonth() === m - 1);
          expect(isFhirDateTime(`${text}T23:59:59`)).toBe(isFhirDate(text));
        },
      ),
      { seed: 5 },
    );
  });
});

describe('buildProvenance', () => {
  it('names every row that a resource was made from', () => {
    const fragment = {
      resource: { resourceType: 'Condition', id: 'c' },
      origin: {
        lane: 'electronic' as const,
        source: 'emr',
        table: 'lists',
        row: 3,
        key: '9',
        spec: 's',
        details: [{ table: 'notes', row: 7 }],
      },
    };
    const settings = { idNamespace: '6f9619ff-8b86-5011-b42d-00cf4fc964ff', asOf: '2026-01-02', software: 'x' };
    const provenance = buildProvenance(fragment, settings);
    expect(provenance).toMatchObject({ target: [{ reference: 'Condition/c' }], recorded: '2026-01-02T00:00:00Z' });
    const entities = provenance.entity as { what: { identifier: { value: string } } }[];
    expect(entities.map((e) => e.what.identifier.value)).toEqual(['emr/lists/3', 'emr/notes/7']);
    expect(buildProvenance(fragment, settings)).toEqual(provenance);
    expect(instantOf('2026-01-02T03:04:05')).toBe('2026-01-02T03:04:05Z');
  });

  it('says of each row that said the fact who read it, and where on the document', () => {
    const settings = { idNamespace: '6f9619ff-8b86-5011-b42d-00cf4fc964ff', asOf: '2026-01-02', software: 'x' };
    const row = { source: 'emr', table: 'lists', row: 3, key: '9', spec: 's', details: [] };
    const keyed = {
      ...{ ...row, lane: 'manual' as const, source: 'manual', keyedAt: '2026-03-02T09:00:00Z' },
      people: [{ role: 'abstractor' as const, name: 'A' }],
      place: { document: 'd', identifier: { system: 'urn:oid:1.2', value: 'd' }, page: 2, box: [1, 2, 3, 4] as const },
    };
    const fragment = {
      resource: { resourceType: 'Condition', id: 'c' },
      origin: { ...row, lane: 'electronic' as const },
      merged: [{ origin: keyed, rule: 'same-fact' }],
    };
    const [own, other, ...more] = buildProvenances(fragment, settings);
    expect(more).toEqual([]);
    expect(own).toEqual(buildProvenance(fragment, settings));
    expect(other?.id).not.toBe(own?.id);
    expect(other).toMatchObject({
      target: [{ reference: 'Condition/c' }],
      occurredDateTime: '2026-03-02T09:00:00Z',
      entity: [
        { what: { identifier: { value: 'manual/lists/3' } } },
        {
          what: {
            extension: [{ valueString: 'page=2&xywh=1,2,3,4' }],
            identifier: { system: 'urn:oid:1.2', value: 'd' },
            display: 'page 2, at 1,2, 3 x 4',
          },
        },
      ],
    });
    expect(placeFragment({ ...keyed.place, box: null })).toBe('page=2');
    expect(placeFragment({ ...keyed.place, page: null, box: null })).toBeNull();
  });
});
