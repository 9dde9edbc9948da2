import { describe, expect, it } from 'vitest';
import { stringifyFhir } from '../../chart/stringify.js';
import { toFhirResource } from '../../targets/fhir/resource.js';
import { body, codeOf, type Found, found, SCT, section, T } from '../../testing/cda-entries.js';
import { misfits } from '../../testing/fhir-misfits.js';
import { readCcdaDocument } from './document-reader.js';

/** The same for results, other statements, and the document as a file. */

function readAll(xml: string): Found {
  const reading = readCcdaDocument(xml);
  for (const one of reading.resources) expect(misfits(toFhirResource(one))).toEqual([]);
  return found(stringifyFhir(reading.resources), reading.notCarried);
}
const read = (code: string, entries: string, text = '', templates = ''): Found =>
  readAll(body(section(code, entries, text, templates)));

describe('results', () => {
  const result = (inner: string, ids = ''): string =>
    `<observation classCode="OBS" moodCode="EVN">${T('4.2')}${ids}<code code="2345-7" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/>${inner}</observation>`;
  const panel = (inner: string, code = '<code code="24323-8" codeSystem="2.16.840.1.113883.6.1"/>'): string =>
    `<entry><organizer classCode="BATTERY" moodCode="EVN">${T('4.1')}${code}<statusCode code="completed"/>${inner}</organizer></entry>`;
  const first = (inner: string) =>
    read('30954-2', panel(`<component>${result(inner)}</component>`)).of('Observation')[0]!;

  it.each([
    ['PQ', '<value xsi:type="PQ" value="5.70" unit="%"/>', { valueQuantity: { unit: '%' } }],
    [
      'PQ with an operator',
      '<value xsi:type="PQ" value="&gt;100" unit="mg/dL"/>',
      { valueQuantity: { value: 100, comparator: '>' } },
    ],
    ['PQ of words', '<value xsi:type="PQ" value="NEG"/>', { valueString: 'NEG' }],
    ['ST of a number and a unit', '<value xsi:type="ST">5.7 %</value>', { valueString: '5.7 %' }],
    ['INT', '<value xsi:type="INT" value="7"/>', { valueInteger: 7 }],
    ['REAL', '<value xsi:type="REAL" value="7.25"/>', { valueQuantity: { value: 7.25 } }],
    [
      'CO',
      `<value xsi:type="CO" code="260347006" ${SCT}/>`,
      { valueCodeableConcept: { coding: [{ code: '260347006' }] } },
    ],
    [
      'RTO',
      '<value xsi:type="RTO"><numerator xsi:type="INT" value="1"/><denominator xsi:type="INT" value="128"/></value>',
      { valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } },
    ],
    [
      'IVL_PQ',
      '<value xsi:type="IVL_PQ"><low value="1" unit="mg"/><high value="2" unit="mg"/></value>',
      { valueRange: { low: { value: 1 }, high: { value: 2 } } },
    ],
    [
      'an open IVL_PQ',
      '<value xsi:type="IVL_PQ"><low nullFlavor="NINF"/><high value="2" unit="mg" inclusive="false"/></value>',
      { valueQuantity: { value: 2, comparator: '<' } },
    ],
    ['TS', '<value xsi:type="TS" value="20200102"/>', { valueDateTime: '2020-01-02' }],
    ['ED with a reference', '<value xsi:type="ED"><reference value="#r"/></value>', { valueString: 'see row' }],
    ['BL', '<value xsi:type="BL" value="true"/>', { valueBoolean: true }],
    ['no type, a quantity', '<value value="7" unit="mg"/>', { valueQuantity: { value: 7 } }],
    ['no type, words', '<value>seven</value>', { valueString: 'seven' }],
  ])('have a value of type %s', (_, value, wanted) => {
    const { of } = read(
      '30954-2',
      panel(`<component>${result(value)}</component>`),
      '<paragraph ID="r">see row</paragraph>',
    );
    expect(of('Observation')[0]).toMatchObject(wanted);
  });

  it('have ranges by bounds, in words or as one side', () => {
    const range = (inner: string) =>
      (
        first(`<referenceRange><observationRange>${inner}</observationRange></referenceRange>`)
          .referenceRange as unknown[]
      )[0];
    expect(range('<text>4-6</text>')).toEqual({ text: '4-6' });
    expect(range('<value xsi:type="IVL_PQ"><low value="4" unit="%"/><high value="6" unit="%"/></value>')).toMatchObject(
      { low: { value: 4 }, high: { value: 6 } },
    );
    expect(range('<value xsi:type="IVL_PQ"><high value="6" unit="%"/></value>')).toMatchObject({ high: { value: 6 } });
    expect(range('<value xsi:type="ST">4-6</value>')).toEqual({ text: '4-6' });
    expect(range('<value xsi:type="PQ" value="6" unit="%"/>')).toMatchObject({ high: { value: 6 } });
  });

  it('stay apart where ids repeat or are absent, in a panel with or without a code', () => {
    const same = '<id root="1.9" extension="same"/>';
    const two = `<component>${result('', same)}</component><component>${result('', same)}</component><component>${result('')}</component>`;
    expect(read('30954-2', panel(two)).of('Observation')).toHaveLength(3);
    expect(read('30954-2', panel(two, '')).of('Observation')).toHaveLength(3);
    expect(read('30954-2', panel(two, '')).of('DiagnosticReport')).toHaveLength(1);
  });

  it('keep the ids of both parts of a blood pressure', () => {
    const part = (code: string, value: string): string =>
      `<component><observation classCode="OBS" moodCode="EVN">${T('4.27')}<id root="1.9" extension="${code}"/><code code="${code}" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/><effectiveTime value="20200101"/><value xsi:type="PQ" value="${value}" unit="mm[Hg]"/></observation></component>`;
    const { json } = read(
      '8716-3',
      `<entry><organizer classCode="CLUSTER" moodCode="EVN">${T('4.26')}<statusCode code="completed"/>${part('8480-6', '120')}${part('8462-4', '80')}</organizer></entry>`,
    );
    expect(JSON.stringify(json)).toContain('"value":"8480-6"');
    expect(JSON.stringify(json)).toContain('"value":"8462-4"');
  });
});

describe('other statements', () => {
  const infarct = `<code code="64572001" ${SCT}/><value xsi:type="CD" code="22298006" ${SCT}/>`;

  it.each([
    [
      'that names its subject',
      `${T('4.46')}${infarct}<subject><relatedSubject classCode="PRS"><code code="MTH"/></relatedSubject></subject>`,
      'MTH',
    ],
    ['that names nobody', `${T('4.46')}${infarct}`, 'unknown'],
    [
      'of a problem’s template, of somebody else',
      `${T('4.4')}${infarct}<subject><relatedSubject classCode="PRS"><code code="FTH"/></relatedSubject></subject>`,
      'FTH',
    ],
  ])(
    'make a condition of a relative outside of an organizer no condition of the patient: one %s',
    (_, inner, relation) => {
      const { of, lost } = read(
        '10157-6',
        `<entry><observation classCode="OBS" moodCode="EVN">${inner}</observation></entry>`,
      );
      expect(of('Condition')).toEqual([]);
      const [one] = of('FamilyMemberHistory');
      expect(codeOf(one!.relationship)).toBe(relation);
      expect(one).toMatchObject({ condition: [{ code: { coding: [{ code: '22298006' }] } }] });
      expect(lost).toEqual([]);
    },
  );

  const drug = (attributes: string, inner: string): string =>
    `<entry><substanceAdministration classCode="SBADM" moodCode="EVN" ${attributes}>${inner}<consumable><manufacturedProduct><manufacturedMaterial><code nullFlavor="UNK"/></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>`;

  it('name a drug or a vaccine by the narrative where nothing else does', () => {
    const words = '<text><reference value="#x"/></text>';
    const taken = read('10160-0', drug('', words), '<paragraph ID="x">Fish oil</paragraph>').of(
      'MedicationStatement',
    )[0];
    expect(taken).toMatchObject({ medicationCodeableConcept: { text: 'Fish oil' } });
    const none = read(
      '10160-0',
      drug('negationInd="true"', words),
      '<paragraph ID="x">No known medications</paragraph>',
    );
    expect(codeOf(none.of('MedicationStatement')[0]!.medicationCodeableConcept)).toBe('787481004');
    const given = read('11369-6', drug('', words), '<paragraph ID="x">Flu shot</paragraph>').of('Immunization')[0];
    expect(given).toMatchObject({ vaccineCode: { text: 'Flu shot' } });
  });

  it('keep an encoded note and the narrative that it points to apart', () => {
    const note = `<entry><act classCode="ACT" moodCode="EVN">${T('4.202')}<code code="34109-9" codeSystem="2.16.840.1.113883.6.1"/><text mediaType="text/rtf" representation="B64">e1xydGYxIGhpfQ==<reference value="#x"/></text><statusCode code="completed"/></act></entry>`;
    const [one] = read('34109-9', note, '<paragraph ID="x">hi</paragraph>').of('DocumentReference');
    const content = one!.content as { attachment: { data: string } }[];
    expect(content.map(({ attachment }) => Buffer.from(attachment.data, 'base64').toString())).toEqual([
      '{\\rtf1 hi}',
      'hi',
    ]);
  });

  it('say of a definition that it is no event', () => {
    const [one] = read(
      '18776-5',
      `<entry><observation classCode="OBS" moodCode="DEF"><code code="4" ${SCT}/></observation></entry>`,
    ).of('Observation');
    expect(JSON.stringify(one!.extension)).toContain('"DEF"');
  });

  it('keep what an authorization of a policy is for', () => {
    const auth = `<entryRelationship typeCode="REFR"><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.1.19"/><id root="1.9" extension="auth"/><code nullFlavor="NA"/><entryRelationship typeCode="SUBJ"><procedure classCode="PROC" moodCode="PRMS"><code code="73761001" ${SCT}/></procedure></entryRelationship></act></entryRelationship>`;
    const { of, lost } = read(
      '48768-6',
      `<entry><act classCode="ACT" moodCode="EVN">${T('4.60')}<code code="48768-6"/><statusCode code="completed"/><entryRelationship typeCode="COMP"><act classCode="ACT" moodCode="EVN">${T('4.61')}<id root="1.6"/><code nullFlavor="UNK"/>${auth}</act></entryRelationship></act></entry>`,
    );
    expect(of('Coverage')).toHaveLength(1);
    expect(codeOf(of('ServiceRequest')[0]!.code)).toBe('73761001');
    expect(lost).toEqual([]);
  });
});

describe('the document', () => {
  const entry = `<entry><observation classCode="OBS" moodCode="EVN">${T('4.4')}<code code="55607006"/><value xsi:type="CD" code="195967001" ${SCT}><originalText>Müller’s asthma</originalText></value></observation></entry>`;
  const plain = body(section('11450-4', entry));
  const names = (input: Uint8Array | string) =>
    readCcdaDocument(input)
      .resources.filter((one) => one.resourceType === 'Condition')
      .map((one) => (one.code as { text?: string }).text);

  it.each([
    ['UTF-8', Buffer.from(plain)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${plain}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${plain}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(plain, 'utf16le')],
    [
      'windows-1252',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="windows-1252"?>'),
        Buffer.from(plain.replace('’', '\u0092'), 'latin1'),
      ]),
    ],
    ['UTF-16 by its declaration alone', Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${plain}`)],
  ])('is read in %s', (_, bytes) => {
    expect(names(bytes)).toEqual(['Müller’s asthma']);
  });

  it('is read with prefixes, without namespaces, and without the declaration of those of extensions', () => {
    const prefixed = plain
      .replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1cda:')
      .replace('xmlns="urn:hl7-org:v3"', 'xmlns:cda="urn:hl7-org:v3"');
    expect(names(prefixed)).toEqual(['Müller’s asthma']);
    expect(names(plain.replace('xmlns="urn:hl7-org:v3" ', ''))).toEqual(['Müller’s asthma']);
    expect(names(plain.replace(/xmlns:xsi="[^"]*"/, '').replace(/xmlns:sdtc="[^"]*"/, ''))).toEqual([
      'Müller’s asthma',
    ]);
    expect(names(plain.replace('<component>', '<!-- x --><?pi?><component xml:space="preserve">'))).toEqual([
      'Müller’s asthma',
    ]);
  });

  it.each([
    ['an entity of the file system', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${plain}`, 'XML_DTD'],
    ['entities in entities', `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${plain}`, 'XML_DTD'],
    ['an entity that is not declared', plain.replace('asthma', '&nbsp;'), 'XML_NOT_WELL_FORMED'],
    ['HTML', '<html><body>x</body></html>', 'NOT_CDA'],
    ['FHIR', '<Bundle xmlns="http://hl7.org/fhir"/>', 'NOT_CDA'],
    ['JSON', '{"resourceType":"Bundle"}', 'XML_NOT_WELL_FORMED'],
    ['HL7 v2', 'MSH|^~\\&|A|B', 'XML_NOT_WELL_FORMED'],
    ['a PDF', '%PDF-1.4\n1 0 obj', 'XML_NOT_WELL_FORMED'],
    ['nothing', '', 'XML_NOT_WELL_FORMED'],
  ])('is refused where it is or holds %s', (_, text, code) => {
    expect(() => readCcdaDocument(text)).toThrow(expect.objectContaining({ code }));
  });
});
