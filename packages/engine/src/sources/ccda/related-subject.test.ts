import { describe, expect, it } from 'vitest';
import { stringifyFhir } from '../../chart/stringify.js';
import { body, type Found, found, SCT, section, T } from '../../testing/cda-entries.js';
import { readCcdaDocument } from './document-reader.js';

const read = (code: string, entries: string): Found => {
  const reading = readCcdaDocument(body(section(code, entries, '', '')));
  return found(stringifyFhir(reading.resources), reading.notCarried);
};

const subject = (code: string): string =>
  `<subject><relatedSubject classCode="PRS"><code code="${code}" codeSystem="2.16.840.1.113883.5.111"/></relatedSubject></subject>`;
const INFARCT = `<code code="64572001" ${SCT}/><value xsi:type="CD" code="22298006" ${SCT}/>`;
const LEFT_OUT = 'its subject is a related person: it says nothing of the patient';
const SODIUM = '<code code="2951-2" codeSystem="2.16.840.1.113883.6.1"/>';
const result = (inner: string): string =>
  `<observation classCode="OBS" moodCode="EVN">${T('4.2')}${SODIUM}<statusCode code="completed"/><value xsi:type="PQ" value="140" unit="mmol/L"/>${inner}</observation>`;

const organizer = (parts: string, of = ''): string =>
  `<entry><organizer classCode="BATTERY" moodCode="EVN">${T('4.1')}${SODIUM}<statusCode code="completed"/>${of}${parts}</organizer></entry>`;
const pressure = (code: string, of: string): string =>
  `<component><observation classCode="OBS" moodCode="EVN">${T('4.27')}<code code="${code}" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/><effectiveTime value="20200101"/><value xsi:type="PQ" value="70" unit="mm[Hg]"/>${of}</observation></component>`;
const baby = subject('NCHILD');

describe('a statement about a related person', () => {
  it.each([
    ['a result alone', '30954-2', `<entry>${result(baby)}</entry>`],
    ['an organizer', '30954-2', organizer(`<component>${result('')}</component>`, baby)],
    ['a result in an organizer', '30954-2', organizer(`<component>${result(baby)}</component>`)],
    [
      'a part of a blood pressure',
      '8716-3',
      `<entry><organizer classCode="CLUSTER" moodCode="EVN">${T('4.26')}<statusCode code="completed"/>${pressure('8480-6', baby)}${pressure('8462-4', baby)}</organizer></entry>`,
    ],
    [
      'a procedure',
      '47519-4',
      `<entry><procedure classCode="PROC" moodCode="EVN">${T('4.14')}<code code="73761001" ${SCT}/><statusCode code="completed"/>${baby}</procedure></entry>`,
    ],
    [
      'a concern',
      '11450-4',
      `<entry><act classCode="ACT" moodCode="EVN">${T('4.3')}<code code="CONC"/><statusCode code="active"/>${baby}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4.4')}${INFARCT}</observation></entryRelationship></act></entry>`,
    ],
  ])('is nothing of the patient’s and is listed: %s', (_, code, entries) => {
    const { json, of, lost } = read(code, entries);
    const members = json.filter(({ resourceType }) => ['Condition', 'Procedure', 'Observation'].includes(resourceType));
    expect(members.filter((one) => /2951-2|22298006|73761001|8480-6|8462-4/.test(JSON.stringify(one)))).toEqual([]);
    expect(of('FamilyMemberHistory')).toEqual([]);
    expect(lost.join('\n')).toContain(LEFT_OUT);
  });

  it('is a relative’s condition where it is one, inside a concern too', () => {
    const { of, lost } = read(
      '11450-4',
      `<entry><act classCode="ACT" moodCode="EVN">${T('4.3')}<code code="CONC"/><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4.4')}${INFARCT}${subject('FTH')}</observation></entryRelationship></act></entry>`,
    );
    expect(of('Condition')).toEqual([]);
    expect(of('FamilyMemberHistory')).toMatchObject([{ condition: [{ code: { coding: [{ code: '22298006' }] } }] }]);
    expect(lost.join('\n')).not.toContain(LEFT_OUT);
  });

  it('is told by the section too', () => {
    const reading = readCcdaDocument(
      body(
        `<component><section><code code="30954-2" codeSystem="2.16.840.1.113883.6.1"/><text/>${baby}<entry>${result('')}</entry></section></component>`,
      ),
    );
    expect(reading.resources.some(({ resourceType }) => resourceType === 'Observation')).toBe(false);
    expect(reading.notCarried.map(({ reason }) => reason)).toContain(LEFT_OUT);
  });

  it('inside a relative’s history stays with the relative', () => {
    const { of, lost } = read(
      '10157-6',
      `<entry><organizer classCode="CLUSTER" moodCode="EVN">${T('4.45')}<statusCode code="completed"/>${subject('FTH')}<component><observation classCode="OBS" moodCode="EVN">${T('4.46')}${INFARCT}<entryRelationship typeCode="COMP">${result('')}</entryRelationship></observation></component></organizer></entry>`,
    );
    expect(of('Observation')).toEqual([]);
    expect(of('FamilyMemberHistory')).toHaveLength(1);
    expect(lost.join('\n')).toContain(LEFT_OUT);
  });

  it('takes an observation of a family history without a template for the relative’s', () => {
    const { of } = read(
      '10157-6',
      `<entry><observation classCode="OBS" moodCode="EVN">${INFARCT}</observation></entry>`,
    );
    expect(of('Observation')).toEqual([]);
    expect(of('FamilyMemberHistory')).toHaveLength(1);
  });

  it('is the patient’s where the related person is the patient', () => {
    expect(read('30954-2', `<entry>${result(subject('SELF'))}</entry>`).of('Observation')).toHaveLength(1);
  });
});
