import { describe, expect, it } from 'vitest';
import { stringifyFhir } from '../../chart/stringify.js';
import { toFhirResource } from '../../targets/fhir/resource.js';
import { body, codeOf, type Found, found, RX, SCT, section, T } from '../../testing/cda-entries.js';
import { misfits } from '../../testing/fhir-misfits.js';
import { readCcdaDocument } from './document-reader.js';

/** Entries as systems in the field write them, beside or against the guides: each a habit seen in documents or in issues of other importers. */

function readAll(xml: string): Found {
  const reading = readCcdaDocument(xml);
  for (const one of reading.resources) expect(misfits(toFhirResource(one))).toEqual([]);
  return found(stringifyFhir(reading.resources), reading.notCarried);
}
const read = (code: string, entries: string, text = '', templates = ''): Found =>
  readAll(body(section(code, entries, text, templates)));

describe('allergies', () => {
  const allergy = (inner: string, { act = '', observation = '', status = 'active', actTime = '' } = {}): string =>
    `<entry><act classCode="ACT" moodCode="EVN" ${act}>${T('4.30')}<id root="1.9" extension="c"/><code code="CONC"/><statusCode code="${status}"/>${actTime}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" ${observation}>${T('4.7')}<id root="1.9" extension="a"/><code code="ASSERTION"/><statusCode code="completed"/>${inner}</observation></entryRelationship></act></entry>`;
  const type = `<value xsi:type="CD" code="416098002" ${SCT}/>`;
  const agent = (code: string): string =>
    `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${code}</playingEntity></participantRole></participant>`;
  const penicillin = agent(`<code code="7980" ${RX}/>`);
  const severe = `<observation classCode="OBS" moodCode="EVN">${T('4.8')}<code code="SEV"/><value xsi:type="CD" code="24484000" ${SCT}/></observation>`;

  it.each([
    ['on the observation', { observation: 'negationInd="true"' }],
    ['on the act', { act: 'negationInd="true"' }],
    ['as the number one', { observation: 'negationInd="1"' }],
  ])('are refuted by a negation %s', (_, where) => {
    const [one] = read('48765-2', allergy(type + penicillin, where)).of('AllergyIntolerance');
    expect(codeOf(one!.verificationStatus)).toBe('refuted');
    expect(codeOf(one!.code)).toBe('7980');
  });

  it('list a negation of the act that the observation denies', () => {
    const { of, lost } = read(
      '48765-2',
      allergy(type + penicillin, { act: 'negationInd="true"', observation: 'negationInd="false"' }),
    );
    expect(of('AllergyIntolerance')[0]!.verificationStatus).toBeUndefined();
    expect(lost.join()).toContain('negation');
  });

  it('are named by the narrative where no substance is', () => {
    const [one] = read(
      '48765-2',
      allergy(`<text><reference value="#a1"/></text>${type}`),
      '<table><tbody><tr ID="a1"><td>Penicillin</td></tr></tbody></table>',
    ).of('AllergyIntolerance');
    expect(one).toMatchObject({ category: ['medication'], code: { text: 'Penicillin' } });
  });

  it.each([
    [
      'a translation',
      `<code nullFlavor="OTH"><translation code="7980" ${RX} displayName="Penicillin"/></code>`,
      '7980',
      undefined,
    ],
    [
      'a referred text',
      '<code nullFlavor="UNK"><originalText><reference value="#a1"/></originalText></code>',
      undefined,
      'Penicillin',
    ],
    ['words without a reference', '<code nullFlavor="UNK"><originalText>PCN</originalText></code>', undefined, 'PCN'],
    [
      'words beside a reference',
      '<code nullFlavor="UNK"><originalText>PCN<reference value="#a1"/></originalText></code>',
      undefined,
      'PCN',
    ],
    ['a name', '<name>Penicillin</name>', undefined, 'Penicillin'],
    ['a description', '<desc>Penicillin</desc>', undefined, 'Penicillin'],
    ['words in the code element', '<code nullFlavor="UNK" displayName="Penicillin"/>', undefined, 'Penicillin'],
  ])('are named by %s', (_, code, wantedCode, wantedText) => {
    const { of, lost } = read('48765-2', allergy(type + agent(code)), '<paragraph ID="a1">Penicillin</paragraph>');
    const [one] = of('AllergyIntolerance');
    expect(codeOf(one!.code)).toBe(wantedCode);
    expect((one!.code as { text?: string }).text).toBe(wantedText);
    expect(lost).toEqual([]);
  });

  it.each([
    [
      'the status observation',
      `<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">${T('4.28')}<code code="33999-4"/><value xsi:type="CE" code="73425007" ${SCT}/></observation></entryRelationship>`,
      {},
      'inactive',
    ],
    [
      'a status in words',
      `<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">${T('4.28')}<code code="33999-4"/><value xsi:type="ST">Inactive</value></observation></entryRelationship>`,
      {},
      'inactive',
    ],
    [
      'the end of the allergy',
      '<effectiveTime><low value="2010"/><high value="2012"/></effectiveTime>',
      {},
      'resolved',
    ],
    [
      'the act',
      '',
      { status: 'completed', actTime: '<effectiveTime><low value="2010"/><high value="2012"/></effectiveTime>' },
      'inactive',
    ],
  ])('take their status from %s', (_, inner, where, wanted) => {
    const [one] = read('48765-2', allergy(type + penicillin + inner, where)).of('AllergyIntolerance');
    expect(codeOf(one!.clinicalStatus)).toBe(wanted);
  });

  it('list a status that is no status of FHIR, also in words', () => {
    const { of, lost } = read(
      '48765-2',
      allergy(
        `${type}${penicillin}<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">${T('4.28')}<code code="33999-4"/><value xsi:type="ST">Under review</value></observation></entryRelationship>`,
      ),
    );
    expect(codeOf(of('AllergyIntolerance')[0]!.clinicalStatus)).toBe('active');
    expect(lost).toEqual([expect.stringContaining('status')]);
  });

  it.each([
    [
      'the reaction',
      `<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('4.9')}<code code="ASSERTION"/><value xsi:type="CD" code="247472004" ${SCT}/><entryRelationship typeCode="SUBJ" inversionInd="true">${severe}</entryRelationship></observation></entryRelationship>`,
    ],
    ['the allergy', `<entryRelationship typeCode="SUBJ" inversionInd="true">${severe}</entryRelationship>`],
    ['the allergy, not inverted', `<entryRelationship typeCode="SUBJ">${severe}</entryRelationship>`],
  ])('keep a severity under %s', (_, inner) => {
    const [one] = read('48765-2', allergy(type + penicillin + inner)).of('AllergyIntolerance');
    expect(one).toMatchObject({ reaction: [{ severity: 'severe' }] });
  });

  it('keep several reactions apart, coded or in words', () => {
    const reaction = (value: string): string =>
      `<entryRelationship typeCode="MFST"><observation classCode="OBS" moodCode="EVN">${T('4.9')}<code nullFlavor="NI"/>${value}</observation></entryRelationship>`;
    const [one] = read(
      '48765-2',
      allergy(
        type +
          penicillin +
          reaction(`<value xsi:type="CD" code="247472004" ${SCT}/>`) +
          reaction('<value xsi:type="CD" nullFlavor="OTH"><originalText>felt odd</originalText></value>') +
          reaction('<value xsi:type="ST">swelling</value>'),
      ),
    ).of('AllergyIntolerance');
    const reactions = one!.reaction as { manifestation: { text?: string }[] }[];
    expect(reactions.map((r) => codeOf(r.manifestation[0]) ?? r.manifestation[0]!.text)).toEqual([
      '247472004',
      'felt odd',
      'swelling',
    ]);
  });
});

describe('problems', () => {
  const problem = (observation: string, act = ''): string =>
    `<entry><act classCode="ACT" moodCode="EVN">${T('4.3')}<code code="CONC"/><statusCode code="active"/>${act}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4.4')}<code code="55607006" ${SCT}/>${observation}</observation></entryRelationship></act></entry>`;
  const asthma = `<value xsi:type="CD" code="195967001" ${SCT}/>`;

  it.each([
    ['CD', asthma, '195967001', undefined],
    ['CE', asthma.replace('CD', 'CE'), '195967001', undefined],
    ['no type', `<value code="195967001" ${SCT}/>`, '195967001', undefined],
    ['a prefixed type', asthma.replace('"CD"', '"hl7:CD"'), '195967001', undefined],
    ['ST', '<value xsi:type="ST">Asthma</value>', undefined, 'Asthma'],
    ['ED', '<value xsi:type="ED"><reference value="#p1"/></value>', undefined, 'Asthma, row'],
    ['a code with blanks around', `<value xsi:type="CD" code=" 195967001 " ${SCT}/>`, '195967001', undefined],
    [
      'a translation alone',
      '<value xsi:type="CD" nullFlavor="UNK"><translation code="J45" codeSystem="2.16.840.1.113883.6.90"/></value>',
      'J45',
      undefined,
    ],
    ['the text alone', '<text><reference value="#p1"/></text>', undefined, 'Asthma, row'],
    ['the text in place', '<text>Asthma</text>', undefined, 'Asthma'],
    ['CDATA', '<value xsi:type="ST"><![CDATA[Asthma & <more>]]></value>', undefined, 'Asthma & <more>'],
    ['entities', '<value xsi:type="ST">Asthma &amp; &#x3C;more&#62;</value>', undefined, 'Asthma & <more>'],
  ])('are named by a value of %s', (_, value, code, text) => {
    const [one] = read('11450-4', problem(value), '<paragraph ID="p1">Asthma, row</paragraph>').of('Condition');
    expect(codeOf(one!.code)).toBe(code);
    if (text !== undefined) expect((one!.code as { text?: string }).text).toBe(text);
  });

  it.each([
    [
      'completed without an end',
      '<statusCode code="completed"/><effectiveTime><low value="2010"/></effectiveTime>',
      'active',
      undefined,
    ],
    ['an end', '<effectiveTime><low value="2010"/><high value="2012"/></effectiveTime>', 'resolved', '2012'],
    [
      'an unknown end',
      '<effectiveTime><low value="2010"/><high nullFlavor="UNK"/></effectiveTime>',
      'resolved',
      undefined,
    ],
    ['no end', '<effectiveTime><low value="2010"/><high nullFlavor="NA"/></effectiveTime>', 'active', undefined],
    ['a moment', '<effectiveTime value="2010"/>', 'active', undefined],
    ['a middle', '<effectiveTime><center value="2010"/></effectiveTime>', 'active', undefined],
  ])('with %s', (_, inner, status, end) => {
    const [one] = read('11450-4', problem(inner + asthma)).of('Condition');
    expect(codeOf(one!.clinicalStatus)).toBe(status);
    expect(one!.abatementDateTime).toBe(end);
    if (inner.includes('2010')) expect(one!.onsetDateTime).toBe('2010');
  });

  it('are found in their section without any template', () => {
    const bare = `<entry><observation classCode="OBS" moodCode="EVN"><code nullFlavor="NI"/><value xsi:type="CD" nullFlavor="OTH"><originalText>Asthma</originalText></value></observation></entry>`;
    expect(read('11450-4', bare).of('Condition')).toHaveLength(1);
  });

  it('are found where the section has a template and no code', () => {
    const bare = `<entry><observation classCode="OBS" moodCode="EVN"><code nullFlavor="NI"/>${asthma}</observation></entry>`;
    expect(read('', bare, '', T('2.5.1')).of('Condition')).toHaveLength(1);
  });

  it('are found in sections within sections, and in several sections of one component', () => {
    const inner = section('11450-4', problem(asthma));
    const outer = `<component><section><code code="10164-2" codeSystem="2.16.840.1.113883.6.1"/><text/>${inner}</section></component>`;
    expect(readAll(body(outer)).of('Condition')).toHaveLength(1);
    const two = `<component>${inner.slice(11, -12)}${inner.slice(11, -12)}</component>`;
    expect(readAll(body(two)).of('Condition')).toHaveLength(2);
  });

  it('keep the time and the code of a concern of another kind', () => {
    const { of, lost } = read(
      '75310-3',
      `<entry><act classCode="ACT" moodCode="EVN">${T('4.136')}<code code="281694009" ${SCT}/><statusCode code="active"/><effectiveTime value="20130616"/><entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">${T('4.4')}<code code="ASSERTION"/>${asthma}</observation></entryRelationship></act></entry>`,
    );
    const kept = JSON.stringify(of('Condition'));
    expect(kept).toContain('281694009');
    expect(kept).toContain('2013-06-16');
    expect(lost).toEqual([]);
  });

  it('of HITSP C32, by its templates alone', () => {
    const c32 = `<entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.3.88.11.83.7"/><code nullFlavor="NA"/><statusCode code="completed"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.28"/><code code="64572001" ${SCT}/>${asthma}<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.50"/><code code="33999-4"/><value xsi:type="CE" code="55561003" ${SCT}/></observation></entryRelationship></observation></entryRelationship></act></entry>`;
    const [one] = read('', c32).of('Condition');
    expect(codeOf(one!.clinicalStatus)).toBe('active');
  });
});

describe('medications', () => {
  const drug = `<consumable><manufacturedProduct><manufacturedMaterial><code code="197361" ${RX}/></manufacturedMaterial></manufacturedProduct></consumable>`;
  const medication = (inner: string, attributes = 'moodCode="EVN"'): string =>
    `<entry><substanceAdministration classCode="SBADM" ${attributes}>${T('4.16')}${inner}${drug}</substanceAdministration></entry>`;
  const one = (inner: string, attributes?: string, text = '') => {
    const { of, lost } = read('10160-0', medication(inner, attributes), text);
    const found = of('MedicationStatement')[0] ?? of('MedicationRequest')[0]!;
    const dosage = ((found.dosage ?? found.dosageInstruction) as Record<string, unknown>[] | undefined)?.[0];
    return { found, lost, dosage };
  };
  const whole = '<effectiveTime xsi:type="IVL_TS"><low value="20200101"/><high value="20200201"/></effectiveTime>';
  const often = '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime>';

  it.each([
    ['period first', whole + often],
    ['repetition first', often.replace(' operator="A"', '') + whole.replace('xsi', 'operator="A" xsi')],
    ['no types', (whole + often).replaceAll(/ xsi:type="[A-Z_]+"/g, '')],
    [
      'a set of both',
      `<effectiveTime xsi:type="SXPR_TS"><comp xsi:type="IVL_TS"><low value="20200101"/><high value="20200201"/></comp><comp xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></comp></effectiveTime>`,
    ],
  ])('have a period and a repetition: %s', (_, times) => {
    const { found, dosage, lost } = one(`<statusCode code="active"/>${times}`);
    expect(found.effectivePeriod).toEqual({ start: '2020-01-01', end: '2020-02-01' });
    expect(dosage).toMatchObject({ timing: { repeat: { period: 12, periodUnit: 'h' } } });
    expect(lost).toEqual([]);
  });

  it.each([
    [
      'a range',
      '<doseQuantity><low value="1" unit="mg"/><high value="2" unit="mg"/></doseQuantity>',
      { doseRange: { low: { value: 1 }, high: { value: 2 } } },
    ],
    ['a number without a unit', '<doseQuantity value="2"/>', { doseQuantity: { value: 2 } }],
    [
      'a dose and a rate',
      '<doseQuantity value="1" unit="L"/><rateQuantity value="90" unit="mL/h"/>',
      { doseQuantity: { value: 1 }, rateQuantity: { value: 90 } },
    ],
  ])('are given in %s', (_, dose, wanted) => {
    expect(one(dose).dosage).toMatchObject({ doseAndRate: [wanted] });
  });

  it('list a dose that is no number', () => {
    expect(one('<doseQuantity value="one tablet"/>').lost).toHaveLength(1);
  });

  it.each([
    ['statusCode', '<statusCode code="active"/>', 'active'],
    ['statusCode in capitals', '<statusCode code="Completed"/>', 'completed'],
    [
      'a status observation',
      `<statusCode code="completed"/><entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.47"/><code code="33999-4"/><value xsi:type="CE" code="55561003" ${SCT}/></observation></entryRelationship>`,
      'active',
    ],
    [
      'a status in words',
      `<statusCode code="completed"/><entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.47"/><code code="33999-4"/><value xsi:type="ST">Active</value></observation></entryRelationship>`,
      'active',
    ],
    ['nothing', '<statusCode nullFlavor="UNK"/>', undefined],
  ])('take their status from %s', (_, inner, status) => {
    expect(one(inner).found.status).toBe(status);
  });

  it('keep the words of a sig that stand beside a reference', () => {
    const { dosage } = one(
      '<text>1 tab PO BID<reference value="#m"/></text>',
      undefined,
      '<paragraph ID="m">Metformin row</paragraph>',
    );
    expect(dosage).toMatchObject({ text: '1 tab PO BID' });
  });

  it('are read from a supply alone, also of a labeled drug', () => {
    const supply = (material: string): string =>
      `<entry><supply classCode="SPLY" moodCode="INT"><id root="1.9" extension="s"/><statusCode code="completed"/><quantity value="30"/><product><manufacturedProduct>${material}</manufacturedProduct></product></supply></entry>`;
    for (const material of [
      `<manufacturedMaterial><code code="197361" ${RX}/></manufacturedMaterial>`,
      `<manufacturedLabeledDrug><code code="197361" ${RX}/></manufacturedLabeledDrug>`,
    ]) {
      const [order] = read('10160-0', supply(material)).of('MedicationRequest');
      expect(codeOf(order!.medicationCodeableConcept)).toBe('197361');
      expect(order).toMatchObject({ dispenseRequest: { quantity: { value: 30 } } });
    }
  });

  it('carry the length of a course', () => {
    const { dosage, found, lost } = one(
      '<effectiveTime xsi:type="IVL_TS"><low value="20200101"/><width value="7" unit="d"/></effectiveTime>',
    );
    expect([JSON.stringify(dosage ?? ''), JSON.stringify(found), ...lost].join()).toMatch(/"value":7|width/);
  });
});

describe('the patient', () => {
  const person = (inner: string): Found =>
    readAll(
      `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"><recordTarget><patientRole><id root="1.9" extension="p"/><patient>${inner}</patient></patientRole></recordTarget></ClinicalDocument>`,
    );

  it.each([
    ['<sdtc:deceasedInd value="true"/>', true],
    ['<sdtc:deceasedInd value="1"/>', true],
    ['<sdtc:deceasedInd value="0"/>', false],
  ])('has died or not by %s', (element, expected) => {
    expect(person(element).of('Patient')[0]!.deceasedBoolean).toBe(expected);
  });

  it('is not taken for living or dead by a value that is no boolean, which is listed', () => {
    const { of, lost } = person('<sdtc:deceasedInd value="yes"/>');
    expect(of('Patient')[0]!.deceasedBoolean).toBeUndefined();
    expect(lost.join()).toContain('deceasedInd');
  });

  it('is not called null where a program wrote it for a missing name, which is listed', () => {
    const { of, lost } = person('<name><given>Ann</given><given>null</given><family>Null</family></name>');
    expect(of('Patient')[0]!.name).toEqual([{ family: 'Null', given: ['Ann'] }]);
    expect(lost.join()).toContain('given[2]: the word null');
  });

  it('keeps a time of death that the document contradicts, and says so', () => {
    const { of, lost } = person('<sdtc:deceasedInd value="false"/><sdtc:deceasedTime value="20240102"/>');
    expect(of('Patient')[0]!.deceasedDateTime).toBe('2024-01-02');
    expect(lost.join()).toContain('deceasedInd');
  });
});
