import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrationError } from '../../base/error.js';
import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';
import { toFhirResource } from '../../targets/fhir/resource.js';
import { misfits } from '../../testing/fhir-misfits.js';
import { readCcdaDocument } from './document-reader.js';

const T = (arc: string): string => `<templateId root="2.16.840.1.113883.10.20.22.${arc}"/>`;
const SCT = 'codeSystem="2.16.840.1.113883.6.96"';
const STATUS = (code: string): string =>
  `<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">${T('4.6')}<code code="33999-4"/><value xsi:type="CD" code="${code}" ${SCT}/></observation></entryRelationship>`;

const document = (section: string, entries: string, text = ''): string =>
  `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id root="1.2.3" extension="d"/><code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/><effectiveTime value="20200102"/><recordTarget><patientRole><id root="1.2.3.4" extension="p1"/><patient><name><given>A</given><family>B</family></name><administrativeGenderCode code="F"/><birthTime value="19700101"/></patient></patientRole></recordTarget><component><structuredBody><component><section><code code="${section}" codeSystem="2.16.840.1.113883.6.1"/><text>${text}</text>${entries}</section></component></structuredBody></component></ClinicalDocument>`;

const read = (section: string, entries: string, text = '') => {
  const reading = readCcdaDocument(document(section, entries, text));
  for (const one of reading.resources) expect(misfits(toFhirResource(one))).toEqual([]);
  const json = JSON.parse(stringifyFhir(reading.resources)) as Resource[];
  return {
    ...reading,
    of: (type: string) => json.filter((one) => one.resourceType === type),
  };
};

const allergy = (value: string, inner: string, attributes = '', concern = 'active'): string =>
  `<entry><act classCode="ACT" moodCode="EVN">${T('4.30')}<id root="1.2.9" extension="c"/><code code="CONC"/><statusCode code="${concern}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" ${attributes}>${T('4.7')}<id root="1.2.9" extension="a"/><code code="ASSERTION"/><statusCode code="completed"/><value xsi:type="CD" code="${value}" ${SCT}/>${inner}</observation></entryRelationship></act></entry>`;
const substance = `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity><code code="7980" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/></playingEntity></participantRole></participant>`;
const severity = (code: string): string =>
  `<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4.8')}<code code="SEV"/><value xsi:type="CD" code="${code}" ${SCT}/></observation></entryRelationship>`;

describe('allergies', () => {
  it.each([
    ['416098002', 'allergy', 'medication'],
    ['414285001', 'allergy', 'food'],
    ['426232007', 'allergy', 'environment'],
    ['59037007', 'intolerance', 'medication'],
    ['419511003', undefined, 'medication'],
    ['420134006', undefined, undefined],
  ])('type %s is %s of %s', (value, type, category) => {
    const [one] = read('48765-2', allergy(value, substance)).of('AllergyIntolerance');
    expect(one).toMatchObject({
      code: { coding: [{ code: '7980' }] },
      clinicalStatus: { coding: [{ code: 'active' }] },
    });
    expect([one!.type, (one!.category as string[] | undefined)?.[0]]).toEqual([type, category]);
    expect(one!.verificationStatus).toBeUndefined();
  });

  it('keeps severity and criticality apart, of the reaction and of the allergy', () => {
    const reaction = `<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('4.9')}<id nullFlavor="NI"/><code code="ASSERTION"/><value xsi:type="CD" code="247472004" ${SCT} displayName="Hives"/>${severity('24484000')}</observation></entryRelationship>`;
    const criticality = `<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4.145')}<code code="82606-5"/><value xsi:type="CD" code="CRITL"/></observation></entryRelationship>`;
    const { of, notCarried } = read('48765-2', allergy('416098002', substance + reaction + criticality));
    expect(of('AllergyIntolerance')[0]).toMatchObject({
      criticality: 'low',
      reaction: [{ severity: 'severe', manifestation: [{ coding: [{ code: '247472004' }] }] }],
    });
    expect(notCarried).toEqual([]);
    expect(
      read('48765-2', allergy('416098002', substance + severity('255604002'))).of('AllergyIntolerance')[0],
    ).toMatchObject({ reaction: [{ severity: 'mild' }] });
  });

  it('says a negation as one', () => {
    const none = read('48765-2', allergy('416098002', '', 'negationInd="true"')).of('AllergyIntolerance')[0]!;
    expect(none).toMatchObject({ code: { coding: [{ code: '409137002' }] } });
    expect(none.verificationStatus).toBeUndefined();
    const refuted = read('48765-2', allergy('416098002', substance, 'negationInd="true"')).of('AllergyIntolerance')[0]!;
    expect(refuted).toMatchObject({
      code: { coding: [{ code: '7980' }] },
      verificationStatus: { coding: [{ code: 'refuted' }] },
    });
  });
});

const problem = (
  inner: string,
  attributes = '',
  concern = 'active',
  time = '<effectiveTime><low value="20150622"/></effectiveTime>',
): string =>
  `<entry><act classCode="ACT" moodCode="EVN">${T('4.3')}<id root="1.2.9" extension="c"/><code code="CONC"/><statusCode code="${concern}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" ${attributes}>${T('4.4')}<id root="1.2.9" extension="o"/><code code="55607006" ${SCT}/><text><reference value="#p"/></text><statusCode code="completed"/>${time}<value xsi:type="CD" code="38341003" ${SCT}><originalText><reference value="#p"/></originalText><translation code="I10" codeSystem="2.16.840.1.113883.6.90"/></value>${inner}</observation></entryRelationship></act></entry>`;
const ended = '<effectiveTime><low value="20150622"/><high value="20160101"/></effectiveTime>';

describe('problems', () => {
  it.each([
    ['', 'active', undefined, 'active'],
    ['', 'completed', undefined, 'inactive'],
    ['', 'active', ended, 'resolved'],
    ['', 'active', '<effectiveTime><low value="2015"/><high nullFlavor="UNK"/></effectiveTime>', 'resolved'],
    [STATUS('73425007'), 'active', undefined, 'inactive'],
    [STATUS('413322009'), 'completed', ended, 'resolved'],
    [STATUS('55561003'), 'completed', undefined, 'active'],
  ])('status observation, concern and end decide in this order (%#)', (inner, concern, time, status) => {
    const [one] = read('11450-4', problem(inner, '', concern, time)).of('Condition');
    expect(one).toMatchObject({ clinicalStatus: { coding: [{ code: status }] } });
    expect(one!.verificationStatus).toBeUndefined();
  });

  it('keeps translations, the text of the narrative, and stated times', () => {
    const { of, notCarried } = read(
      '11450-4',
      problem('', '', 'active', ended),
      '<paragraph ID="p">High blood pressure</paragraph>',
    );
    expect(of('Condition')[0]).toMatchObject({
      code: {
        text: 'High blood pressure',
        coding: [{ code: '38341003' }, { code: 'I10', system: 'http://hl7.org/fhir/sid/icd-10-cm' }],
      },
      onsetDateTime: '2015-06-22',
      abatementDateTime: '2016-01-01',
    });
    expect(notCarried).toEqual([]);
  });

  it('refutes a negated problem, and lists an end beside an active status', () => {
    expect(read('11450-4', problem('', 'negationInd="true"')).of('Condition')[0]).toMatchObject({
      verificationStatus: { coding: [{ code: 'refuted' }] },
    });
    const { of, notCarried } = read(
      '11450-4',
      problem(STATUS('55561003'), '', 'active', ended),
      '<paragraph ID="p">x</paragraph>',
    );
    expect(of('Condition')[0]!.abatementDateTime).toBeUndefined();
    expect(notCarried.map((one) => one.reason)).toEqual([expect.stringContaining('con-4')]);
  });

  it('makes nothing of a statement that states nothing', () => {
    const { of, notCarried } = read(
      '11450-4',
      problem('', 'nullFlavor="NASK"')
        .replace('code="38341003"', '')
        .replace(/<translation[^>]*>/, ''),
    );
    expect(of('Condition')).toEqual([]);
    expect(notCarried.length).toBeGreaterThan(0);
  });
});

const medication = (
  inner: string,
  attributes = 'moodCode="EVN"',
  drug = '<code code="197361" codeSystem="2.16.840.1.113883.6.88"/>',
): string =>
  `<entry><substanceAdministration classCode="SBADM" ${attributes}>${T('4.16')}<id root="1.2.9" extension="m"/><statusCode code="active"/>${inner}<consumable><manufacturedProduct><manufacturedMaterial>${drug}</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>`;

describe('medications', () => {
  it('carries dose, rate, route, repetition and condition', () => {
    const { of, notCarried } = read(
      '10160-0',
      medication(
        '<effectiveTime xsi:type="IVL_TS"><low value="20200101"/></effectiveTime><effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period><low value="4" unit="h"/><high value="6" unit="h"/></period></effectiveTime><routeCode code="C38288" codeSystem="2.16.840.1.113883.3.26.1.1"/><doseQuantity value="2.50" unit="mg"/><rateQuantity value="90" unit="mL/min"/><maxDoseQuantity><numerator value="4" unit="g"/><denominator value="1" unit="d"/></maxDoseQuantity><precondition><criterion><value xsi:type="CD" code="25064002" codeSystem="2.16.840.1.113883.6.96"/></criterion></precondition>',
      ),
    );
    const [one] = of('MedicationStatement');
    expect(one).toMatchObject({
      status: 'active',
      effectivePeriod: { start: '2020-01-01' },
      dosage: [
        {
          timing: { repeat: { frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' } },
          asNeededCodeableConcept: { coding: [{ code: '25064002' }] },
          route: { coding: [{ code: 'C38288' }] },
          doseAndRate: [{ doseQuantity: { value: 2.5, unit: 'mg' }, rateQuantity: { value: 90 } }],
          maxDosePerPeriod: { numerator: { value: 4 }, denominator: { value: 1 } },
        },
      ],
    });
    expect(notCarried).toEqual([]);
  });

  it('reads an event of the day with its offset', () => {
    const { of } = read(
      '10160-0',
      medication(
        '<effectiveTime xsi:type="EIVL_TS"><event code="ACM"/><offset><low value="1" unit="h"/></offset></effectiveTime>',
        'moodCode="INT"',
      ),
    );
    expect(of('MedicationRequest')[0]).toMatchObject({
      intent: 'plan',
      dosageInstruction: [{ timing: { repeat: { when: ['ACM'], offset: 60 } } }],
    });
  });

  it('tells no known medication from one that is not taken', () => {
    expect(
      read('10160-0', medication('', 'moodCode="EVN" negationInd="true"')).of('MedicationStatement')[0],
    ).toMatchObject({ status: 'not-taken' });
    const none = read('10160-0', medication('', 'moodCode="EVN" negationInd="true"', '<code nullFlavor="NA"/>')).of(
      'MedicationStatement',
    )[0];
    expect(none).toMatchObject({ medicationCodeableConcept: { coding: [{ code: '787481004' }] } });
    const named = read(
      '10160-0',
      medication(
        '',
        'moodCode="EVN" negationInd="true"',
        '<code nullFlavor="OTH"><originalText>Aspirin</originalText></code>',
      ),
    ).of('MedicationStatement')[0];
    expect(named).toMatchObject({ status: 'not-taken', medicationCodeableConcept: { text: 'Aspirin' } });
  });

  it('lists what has no place, with path, line and reason', () => {
    const { notCarried } = read(
      '10160-0',
      medication('<effectiveTime xsi:type="PIVL_TS"><period value="2" unit="fortnight"/></effectiveTime>'),
    );
    expect(notCarried).toEqual([
      {
        where:
          '/ClinicalDocument/component/structuredBody/component/section/entry/substanceAdministration/effectiveTime/period',
        line: 1,
        reason: expect.stringContaining('unit of time'),
      },
    ]);
  });
});

describe('a document', () => {
  const whole = document('11450-4', problem(STATUS('55561003')) + allergy('416098002', substance) + medication(''));

  it('gives the same resources twice, and other ids for other bytes', () => {
    expect(readCcdaDocument(whole)).toEqual(readCcdaDocument(whole));
    expect(readCcdaDocument(whole.replace('19700101', '19700102')).id).not.toBe(readCcdaDocument(whole).id);
  });

  it('keeps the narrative of every section', () => {
    const [composition] = read(
      '11450-4',
      '',
      '<paragraph>No entries, one <content styleCode="Bold">word</content></paragraph>',
    ).of('Composition');
    expect(composition).toMatchObject({
      section: [{ text: { div: expect.stringContaining('<p>No entries, one <b>word</b></p>') } }],
    });
  });

  it('ends any damage in a reading or a MigrationError with a hint', () => {
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(60), fc.string({ maxLength: 3 }), (at, gone, put) => {
        try {
          readCcdaDocument(whole.slice(0, at) + put + whole.slice(at + gone));
        } catch (error) {
          expect(error).toBeInstanceOf(MigrationError);
          expect((error as MigrationError).hint).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });
});
