import { describe, expect, it } from 'vitest';
import { chartOf, coding, concept, quantity, randomChart, testSettings } from '../../testing/charts.js';
import { entry, section, XmlQuery } from '../../testing/xml-query.js';
import type { TargetResult } from '../contract.js';
import { ccdaTarget } from './writer.js';

const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const LOINC = 'http://loinc.org';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

class Written extends XmlQuery {
  constructor(readonly result: TargetResult) {
    super(result.outputs[0]!.text);
  }
}

const write = (resources: Record<string, unknown>[], patient: Record<string, unknown> = {}): Written =>
  new Written(ccdaTarget.write(chartOf({ id: 'p1', ...patient }, resources), testSettings));

const clinical = (code: string): Record<string, unknown> => ({ coding: [coding(`${HL7}/condition-clinical`, code)] });

describe('a chart with nothing', () => {
  const written = write([]);

  it('has the sections that a CCD must have, each saying that there is no information', () => {
    expect(written.all('//c:section/@nullFlavor')).toEqual(['NI', 'NI', 'NI', 'NI', 'NI', 'NI', 'NI']);
    expect(new Set(written.all('//c:section/c:text'))).toEqual(new Set(['No information']));
  });

  it('never says that nothing is known', () => {
    expect(written.xml).not.toMatch(/no known/i);
    expect(written.count('//c:entry')).toBe(0);
  });

  it('has no default for what the source does not say of the patient', () => {
    expect(written.all('//c:patient/c:administrativeGenderCode/@nullFlavor')).toEqual(['UNK']);
    expect(written.all('//c:patient/c:birthTime/@nullFlavor')).toEqual(['UNK']);
    expect(written.result.issues.map((i) => i.code)).toEqual(['ccda-patient-no-name', 'ccda-patient-no-birth-date']);
  });

  it('starts with an XML declaration and holds no processing instruction', () => {
    expect(written.xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument ')).toBe(true);
    expect(written.xml.match(/<\?/g)).toHaveLength(1);
  });
});

describe('allergies', () => {
  const allergy = (more: Record<string, unknown>): Record<string, unknown> => ({
    resourceType: 'AllergyIntolerance',
    id: 'a1',
    ...more,
  });

  it('denies allergies only where a code of the source does', () => {
    const coded = write([allergy({ code: concept('NKA', coding(SNOMED, '716186003', 'No known allergy')) })]);
    expect(coded.all(`${entry('7')}/@negationInd`)).toEqual(['true']);
    expect(coded.all(`${entry('7')}//c:playingEntity/c:code/@nullFlavor`)).toEqual(['NA']);
    const worded = write([allergy({ code: concept('NKDA') })]);
    expect(worded.count(`${entry('7')}[@negationInd]`)).toBe(0);
  });

  it('negates what was refuted and says so to the reader', () => {
    const written = write([
      allergy({
        code: concept('Peanut'),
        clinicalStatus: clinical('active'),
        verificationStatus: { coding: [coding(`${HL7}/allergyintolerance-verification`, 'refuted')] },
      }),
    ]);
    expect(written.all(`${entry('7')}/@negationInd`)).toEqual(['true']);
    expect(written.all(`${section('6.1')}/c:text`)[0]).toContain('does not have this');
  });

  it('keeps severity of a reaction and criticality apart', () => {
    const written = write([
      allergy({
        code: concept('Peanut'),
        criticality: 'high',
        reaction: [{ severity: 'mild', manifestation: [concept('Hives')] }],
      }),
    ]);
    expect(written.all(`${entry('9')}//*[c:templateId/@root='2.16.840.1.113883.10.20.22.4.8']/c:value/@code`)).toEqual([
      '255604002',
    ]);
    expect(written.all(`${entry('145')}/c:value/@code`)).toEqual(['CRITH']);
  });

  it.each([
    ['active', 'active', 0],
    ['inactive', 'completed', 1],
    ['resolved', 'completed', 1],
  ])('writes a concern that is %s as %s', (status, code, ends) => {
    const written = write([allergy({ code: concept('Peanut'), clinicalStatus: clinical(status) })]);
    expect(written.all(`${entry('30')}/c:statusCode/@code`)).toEqual([code]);
    expect(written.count(`${entry('30')}/c:effectiveTime/c:high`)).toBe(ends);
    expect(written.all(`${entry('28')}/c:value/@displayName`)).toEqual([status[0]!.toUpperCase() + status.slice(1)]);
  });
});

describe('problems', () => {
  const condition = (more: Record<string, unknown>): Record<string, unknown> => ({
    resourceType: 'Condition',
    id: 'c1',
    ...more,
  });

  it('prefers SNOMED CT and keeps the source code as translation', () => {
    const written = write([
      condition({ code: concept('Diabetes', coding(ICD10, 'E11.9'), coding(SNOMED, '44054006')) }),
    ]);
    expect(written.all(`${entry('4')}/c:value/@code`)).toEqual(['44054006']);
    expect(written.all(`${entry('4')}/c:value/c:translation/@code`)).toEqual(['E11.9']);
  });

  it('puts a lone ICD-10 code into a translation under nullFlavor OTH', () => {
    const written = write([condition({ code: concept('Hypertension', coding(ICD10, 'I10')) })]);
    expect(written.all(`${entry('4')}/c:value/@nullFlavor`)).toEqual(['OTH']);
    expect(written.all(`${entry('4')}/c:value/c:translation/@codeSystem`)).toEqual(['2.16.840.1.113883.6.90']);
    expect(written.all(`${entry('4')}/c:value/c:originalText`)).toEqual(['Hypertension']);
  });

  it('has no status code where the source has none', () => {
    const written = write([condition({ code: concept('Cough') })]);
    expect(written.all(`${entry('3')}/c:statusCode/@nullFlavor`)).toEqual(['UNK']);
    expect(written.count(entry('6'))).toBe(0);
  });

  it.each([
    ['2019', '2019'],
    ['2019-05', '201905'],
    ['2019-05-03', '20190503'],
    ['2019-05-03T10:15:00', '20190503101500'],
    ['2019-05-03T10:15:00-05:00', '20190503101500-0500'],
    ['2019-05-03T10:15:00.25Z', '20190503101500.25+0000'],
  ])('writes the onset %s with just that precision', (onsetDateTime, value) => {
    expect(write([condition({ onsetDateTime })]).all(`${entry('4')}/c:effectiveTime/c:low/@value`)).toEqual([value]);
  });

  it('leaves out what was entered in error, says so, and does not carry it', () => {
    const written = write([condition({ verificationStatus: { coding: [coding('x', 'entered-in-error')] } })]);
    expect(written.count(entry('3'))).toBe(0);
    expect(written.result.carried).toEqual(['Patient/p1']);
    expect(written.result.issues.map((i) => i.code)).toContain('ccda-entered-in-error');
  });
});

describe('medications', () => {
  const request = (more: Record<string, unknown>): Record<string, unknown> => ({
    resourceType: 'MedicationRequest',
    id: 'm1',
    status: 'active',
    medicationCodeableConcept: concept('Lisinopril'),
    ...more,
  });

  it('writes sig, dose, frequency and supply', () => {
    const written = write([
      request({
        dosageInstruction: [
          {
            text: 'one tablet twice a day',
            timing: {
              repeat: {
                frequency: 2,
                period: quantity('1').value,
                periodUnit: 'd',
                boundsPeriod: { start: '2020-01-02' },
              },
            },
            doseAndRate: [{ doseQuantity: quantity('1', '{tablet}') }],
          },
        ],
        dispenseRequest: { quantity: quantity('60', '{tablet}'), numberOfRepeatsAllowed: 3 },
      }),
    ]);
    const activity = "//c:entry/c:substanceAdministration[@moodCode='INT']";
    expect(written.all(`${activity}/c:effectiveTime[1]/c:low/@value`)).toEqual(['20200102']);
    expect(written.all(`${activity}/c:effectiveTime[2]/c:period/@value`)).toEqual(['12']);
    expect(written.all(`${activity}/c:doseQuantity/@unit`)).toEqual(['{tablet}']);
    const sig = written.all(`${entry('147')}/c:text/c:reference/@value`)[0]!.slice(1);
    expect(written.all(`//*[@ID='${sig}']`)).toEqual(['one tablet twice a day']);
    expect(written.all(`${entry('17')}/c:repeatNumber/@value`)).toEqual(['4']); // three refills after the first fill
  });

  it('tells several dosages in words only', () => {
    const dosage = (text: string): Record<string, unknown> => ({
      text,
      doseAndRate: [{ doseQuantity: quantity('1', 'mg') }],
    });
    const written = write([request({ dosageInstruction: [dosage('first'), dosage('then')] })]);
    expect(written.all('//c:entry/c:substanceAdministration/c:doseQuantity/@nullFlavor')).toEqual(['UNK']);
    expect(written.all(`${section('1.1')}/c:text`)[0]).toContain('firstthen');
  });

  it('keeps a dose whose unit is not UCUM, without a unit', () => {
    const written = write([
      request({ dosageInstruction: [{ doseAndRate: [{ doseQuantity: quantity('2', undefined, 'scoops') }] }] }),
    ]);
    expect(written.all('//c:doseQuantity/@nullFlavor')).toEqual(['OTH']);
    expect(written.all('//c:doseQuantity/c:translation/@value')).toEqual(['2']);
    expect(written.all('//c:doseQuantity/c:translation/c:originalText')).toEqual(['scoops']);
  });
});

describe('what must not be done', () => {
  it('is negated and told to the reader', () => {
    const written = write([
      {
        resourceType: 'MedicationRequest',
        id: 'm',
        status: 'active',
        doNotPerform: true,
        medicationCodeableConcept: concept('Aspirin'),
      },
      {
        resourceType: 'ServiceRequest',
        id: 's',
        status: 'active',
        intent: 'order',
        doNotPerform: true,
        code: concept('MRI'),
      },
    ]);
    expect(written.all('//c:entry/c:substanceAdministration/@negationInd')).toEqual(['true']);
    expect(written.all('//c:entry/c:procedure/@negationInd')).toEqual(['true']);
    expect(written.xml.match(/must not be/g)).toHaveLength(2);
  });
});

describe('elements without a place', () => {
  it('are named once a kind, at their first row', () => {
    const stage = { stage: [{ summary: concept('II') }], onsetString: 'long ago' };
    const written = write([
      { resourceType: 'Condition', id: 'a', code: concept('x'), ...stage },
      { resourceType: 'Condition', id: 'b', code: concept('y'), ...stage },
    ]);
    const found = written.result.issues.filter((i) => i.code === 'ccda-no-place');
    expect(found).toMatchObject([{ element: 'Condition.stage', where: 'test/condition/1' }]);
  });
});

describe("the source's own spelling of a code", () => {
  it('stands nowhere in the document, and is named as without a place', () => {
    const spelled = {
      ...coding('http://hl7.org/fhir/sid/icd-10-cm', 'E11.9'),
      extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: 'E119' }],
    };
    const written = write([{ resourceType: 'Condition', id: 'a', code: concept('Diabetes', spelled) }]);
    expect(written.xml).toContain('E11.9');
    expect(written.xml).not.toContain('E119');
    const found = written.result.issues.filter((i) => i.code === 'ccda-no-place');
    expect(found).toMatchObject([{ element: 'Condition.code.coding.extension' }]);
  });
});

describe('immunizations', () => {
  it('negates a dose that was not given and tells why', () => {
    const written = write([
      {
        resourceType: 'Immunization',
        id: 'i1',
        status: 'not-done',
        vaccineCode: concept('Tdap', coding('http://hl7.org/fhir/sid/cvx', '115')),
        statusReason: concept('refused', coding(`${HL7}/v3-ActReason`, 'PATOBJ')),
      },
    ]);
    expect(written.all(`${entry('52')}/@negationInd`)).toEqual(['true']);
    expect(written.all(`${entry('53')}/c:code/@code`)).toEqual(['PATOBJ']);
    expect(written.all(`${entry('52')}/c:effectiveTime/@nullFlavor`)).toEqual(['UNK']);
  });
});

describe('notes', () => {
  const note = (attachment: Record<string, unknown>): Record<string, unknown> => ({
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    type: concept('Progress note', coding(LOINC, '11506-3', 'Progress note')),
    content: [{ attachment }],
  });

  it('keeps the whole text with its line breaks', () => {
    const text = 'Line <1>\n\n  & two';
    const written = write([note({ contentType: 'text/plain', data: Buffer.from(text).toString('base64') })]);
    expect(written.all(`${section('65')}/c:code/@code`)).toEqual(['11506-3']);
    expect(written.xml).toContain('Line &lt;1&gt;<br/><br/>  &amp; two');
    expect(written.all(`${entry('202')}/c:code/c:translation/@code`)).toEqual(['11506-3']);
  });

  it('puts other formats into the entry, and what they say into the section', () => {
    const data = Buffer.from('{\\rtf1 Lungs {\\b clear}.\\par Return.}').toString('base64');
    const written = write([note({ contentType: 'text/rtf', data })]);
    expect(written.all(`${entry('202')}/c:text/@mediaType`)).toEqual(['text/rtf']);
    expect(written.all(`${entry('202')}/c:text`)).toEqual([data]);
    expect(written.xml).toContain('<paragraph>Lungs clear.<br/>Return.</paragraph>');
    const html = Buffer.from('<p>Lungs <b>clear</b></p><script>x</script>').toString('base64');
    expect(write([note({ contentType: 'text/html; charset=utf-8', data: html })]).xml).toContain(
      '<paragraph>Lungs clear</paragraph>',
    );
  });

  it('takes no format for granted where none is stated', () => {
    const written = write([note({ data: Buffer.from('%PDF-1.4').toString('base64') })]);
    expect(written.all(`${entry('202')}/c:text/@mediaType`)).toEqual(['application/octet-stream']);
  });
});

describe('ids and references', () => {
  it.each([1, 2, 3, 4, 5])('are unique, rooted and resolved (chart %i)', (seed) => {
    const written = new Written(ccdaTarget.write(randomChart(seed, 80), testSettings));
    const anchors = written.all('//@ID');
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(anchor).toMatch(/^[A-Za-z_][A-Za-z0-9._-]*$/);
    const references = written.all('//c:reference/@value');
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((r) => !anchors.includes(r.slice(1)))).toEqual([]);
    expect(written.count('//c:id[not(@root)]')).toBe(0);
    const acts = ['act', 'observation', 'organizer', 'procedure', 'encounter', 'supply', 'substanceAdministration'].map(
      // An Entry Reference repeats the id of the entry that it names.
      (a) => `//c:${a}[not(c:templateId/@root="2.16.840.1.113883.10.20.22.4.122")]/c:id`,
    );
    const ids = acts.flatMap((path) => {
      const roots = written.all(`${path}/@root`);
      return roots.map((root, i) => `${root} ${written.all(`(${path})[${i + 1}]/@extension`)[0] ?? ''}`);
    });
    expect(new Set(ids).size).toBe(ids.length);
    const named = written.all('//c:act[c:templateId/@root="2.16.840.1.113883.10.20.22.4.122"]/c:id/@root');
    expect(named.filter((root) => !ids.includes(`${root} `))).toEqual([]);
  });

  it('take the source identifier first and the resource id where there is none', () => {
    const id = '11111111-2222-5333-8444-555555555555';
    const procedure = (more: Record<string, unknown>): Record<string, unknown> => ({
      resourceType: 'Procedure',
      status: 'completed',
      code: concept('x'),
      ...more,
    });
    const written = write([
      procedure({ id: 'a', identifier: [{ system: 'urn:oid:2.25.77', value: '9' }] }),
      procedure({ id }),
      procedure({ id: 'c', identifier: [{ system: 'urn:oid:2.25.77', value: '9' }] }),
    ]);
    expect(written.all(`${entry('14')}/c:id/@root`).slice(0, 2)).toEqual(['2.25.77', id]);
    expect(written.all(`${entry('14')}[3]/c:id/@extension`)).toEqual([]);
  });
});

describe('odd characters', () => {
  it('are left out with an issue that names the row', () => {
    const written = write([{ resourceType: 'Condition', id: 'c1', code: concept('a\u0000b\u001f & <c> 😀') }]);
    expect(written.all(`${entry('4')}/c:value/c:originalText`)).toEqual(['ab & <c> 😀']);
    expect(written.result.issues).toContainEqual(
      expect.objectContaining({ code: 'ccda-xml-character', where: 'test/condition/1' }),
    );
  });
});

describe('payers', () => {
  it('name payer, member, holder and plan', () => {
    const written = write(
      [
        { resourceType: 'Organization', id: 'o1', name: 'Health Plan' },
        {
          resourceType: 'Coverage',
          id: 'k1',
          status: 'active',
          payor: [{ reference: 'Organization/o1' }],
          subscriberId: 'W1',
          policyHolder: { display: 'Pat Holder' },
          relationship: { coding: [coding(`${HL7}/subscriber-relationship`, 'spouse')] },
          class: [{ type: { coding: [coding('x', 'plan')] }, value: 'GOLD' }],
        },
      ],
      { name: [{ family: 'Doe', given: ['Jo'] }], birthDate: '1980-01-01' },
    );
    expect(written.all(`${entry('61')}/c:performer//c:name`)).toEqual(['Health Plan']);
    expect(written.all(`${entry('61')}/c:participant[@typeCode='COV']/c:participantRole/c:id/@extension`)).toEqual([
      'W1',
    ]);
    expect(written.all(`${entry('61')}/c:participant[@typeCode='HLD']//c:name`)).toEqual(['Pat Holder']);
    expect(new Set(written.result.carried)).toEqual(new Set(['Patient/p1', 'Organization/o1', 'Coverage/k1']));
  });
});
