import { describe, expect, it } from 'vitest';
import { readCcdaDocument } from './document-reader.js';

const author = (time: string, family: string, more = ''): string =>
  `<author><time value="${time}"/><assignedAuthor><id root="1.2.3" extension="7"/>${more}<assignedPerson><name><given>Ann</given><family>${family}</family></name></assignedPerson></assignedAuthor></author>`;

const document = (...authors: readonly string[]): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2"/><component><structuredBody><component><section><code code="30954-2" codeSystem="2.16.840.1.113883.6.1"/>${authors
    .map(
      (one, i) =>
        `<entry><observation classCode="OBS" moodCode="EVN"><code code="${i}" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/>${one}</observation></entry>`,
    )
    .join('')}</section></component></structuredBody></component></ClinicalDocument>`;

const practitioners = (text: string) =>
  readCcdaDocument(text).resources.filter((one) => one.resourceType === 'Practitioner');

describe('a role that stands at several entries', () => {
  it('is one person where every word of it is the same, and each participation keeps its time', () => {
    const text = document(author('20200101', 'Lee'), author('20210101', 'Lee'));
    expect(practitioners(text)).toHaveLength(1);
    const times = readCcdaDocument(text)
      .resources.filter((one) => one.resourceType === 'Provenance')
      .map((one) => one.recorded);
    expect(times).toEqual(['2020-01-01', '2021-01-01']);
  });

  it('is another person where a word differs, under the same id too', () => {
    expect(practitioners(document(author('20200101', 'Lee'), author('20200101', 'Ray')))).toHaveLength(2);
  });

  it('leaves nothing of the second unread that was read of the first', () => {
    expect(readCcdaDocument(document(author('20200101', 'Lee'), author('20200101', 'Lee'))).notCarried).toEqual([]);
  });

  it.each([
    ['what no reader takes', '<unheard code="9"/>'],
    [
      'what a reader gives up',
      '<telecom value="tel:1"><useablePeriod><low value="nineteen"/></useablePeriod></telecom>',
    ],
  ])('lists %s at each place', (_, part) => {
    const { notCarried } = readCcdaDocument(document(author('20200101', 'Lee', part), author('20200101', 'Lee', part)));
    const places = notCarried.map(({ where }) => /entry\[(\d)\]/.exec(where)?.[1]);
    expect(places).toEqual(['1', '2']);
  });
});
