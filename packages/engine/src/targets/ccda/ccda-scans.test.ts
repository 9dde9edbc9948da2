import { describe, expect, it } from 'vitest';
import { stableId } from '../../base/stable-id.js';
import type { Chart } from '../../chart/chart.js';
import { readBackDocuments } from '../../run/ccda-read-back.js';
import { chartOf, coding, concept, testSettings } from '../../testing/charts.js';
import { entry, XmlQuery } from '../../testing/xml-query.js';
import type { TargetResult } from '../contract.js';
import { ccdaTarget } from './writer.js';

const PDF = Buffer.from('%PDF-1.4 a picture of a page').toString('base64');
const LOINC = 'http://loinc.org';
/** Ids as charts have them: UUIDs. */
const uuid = (name: string): string => stableId('6ba7b811-9dad-11d1-80b4-00c04fd430c8', name);

const scan = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'DocumentReference',
  id: uuid(id),
  status: 'current',
  type: concept('Referral letter', coding(LOINC, '57133-1', 'Referral note')),
  date: '2021-03-04T10:11:12-05:00',
  author: [{ reference: `Practitioner/${uuid('d1')}` }],
  content: [{ attachment: { contentType: 'application/pdf', data: PDF, title: 'Letter of Dr. Who' } }],
  ...more,
});
const doctor = { resourceType: 'Practitioner', id: uuid('d1'), name: [{ family: 'Who', given: ['John'] }] };
const patient = {
  id: uuid('p1'),
  name: [{ family: 'Doe', given: ['Jane'] }],
  birthDate: '1970-01-02',
  gender: 'female',
};

const differences = (chart: Chart, written: TargetResult): string[] =>
  readBackDocuments(chart, testSettings, written).differences.map(({ kind, element }) => `${kind} ${element}`);

function write(...resources: Record<string, unknown>[]) {
  const chart = chartOf(patient, [doctor, ...resources]);
  const result = ccdaTarget.write(chart, testSettings);
  const [summary, ...scans] = result.outputs.map(({ text }) => new XmlQuery(text));
  return { chart, result, summary: summary!, scans };
}

describe('an Unstructured Document', () => {
  const { chart, result, summary, scans } = write(scan('s1'));
  const [document] = scans;

  it('holds the file as it is, beside the summary', () => {
    expect(result.outputs.map((o) => o.kind === 'file' && (o.supplement ?? false))).toEqual([false, true]);
    expect(document!.all('//c:nonXMLBody/c:text')).toEqual([PDF]);
    expect(document!.all('//c:nonXMLBody/c:text/@mediaType')).toEqual(['application/pdf']);
    expect(document!.all('//c:nonXMLBody/c:text/@representation')).toEqual(['B64']);
  });

  it('states both template ids, kind, title, date, author and set', () => {
    expect(
      document!.all('/c:ClinicalDocument/c:templateId[@root="2.16.840.1.113883.10.20.22.1.10"]/@extension'),
    ).toEqual(['2015-08-01']);
    expect(document!.count('/c:ClinicalDocument/c:templateId[@root="2.16.840.1.113883.10.20.22.1.10"]')).toBe(2);
    expect(document!.all('/c:ClinicalDocument/c:code/@code')).toEqual(['34109-9']);
    expect(document!.all('/c:ClinicalDocument/c:code/c:translation/@code')).toEqual(['57133-1']);
    expect(document!.all('/c:ClinicalDocument/c:title')).toEqual(['Letter of Dr. Who']);
    expect(document!.all('/c:ClinicalDocument/c:effectiveTime/@value')).toEqual(['20210304101112-0500']);
    expect(document!.all('/c:ClinicalDocument/c:author/c:time/@value')[0]).toBe('20210304101112-0500');
    expect(document!.all('//c:author//c:family')).toEqual(['Who']);
    expect(document!.count('/c:ClinicalDocument/c:setId/@root')).toBe(1);
    expect(document!.all('/c:ClinicalDocument/c:versionNumber/@value')).toEqual(['1']);
  });

  it('is what the note of the summary refers to, which does not hold it again', () => {
    expect(summary.all(`${entry('202')}/c:reference/c:externalDocument/c:id/@root`)).toEqual(
      document!.all('/c:ClinicalDocument/c:id/@root'),
    );
    expect(summary.xml).not.toContain(PDF);
  });

  it('reads back, and a change of it is found', () => {
    expect(differences(chart, result)).toEqual([]);
    const spoil = (from: string, to: string) =>
      differences(chart, {
        ...result,
        outputs: result.outputs.map((o, i) => (i === 0 ? o : { ...o, text: o.text.replace(from, to) })),
      });
    expect(spoil(PDF, PDF.replace('J', 'K'))).not.toEqual([]);
    expect(spoil('<effectiveTime value="2021', '<effectiveTime value="2022')).not.toEqual([]);
    expect(spoil('Letter of', 'Bill of')).not.toEqual([]);
    expect(spoil('<family>Doe', '<family>Roe')).not.toEqual([]);
    expect(spoil('<family>Who', '<family>Whom')).not.toEqual([]);
    expect(differences(chart, { ...result, outputs: result.outputs.slice(0, 1) })).not.toEqual([]);
    const [, document] = result.outputs;
    const again = { ...document!, text: document!.text.replace(/<id root="[^"]*"/, `<id root="${uuid('other')}"`) };
    expect(differences(chart, { ...result, outputs: [...result.outputs, again] })).toContain('extra document');
  });
});

describe('what a scan does not say', () => {
  it('has no author and no time but those of the software', () => {
    const { scans } = write(scan('s1', { date: '2021', author: undefined, type: undefined }));
    expect(scans[0]!.all('/c:ClinicalDocument/c:effectiveTime/@nullFlavor')).toEqual(['UNK']);
    expect(scans[0]!.count('//c:assignedPerson')).toBe(0);
    expect(scans[0]!.count('//c:assignedAuthoringDevice')).toBe(1);
    expect(scans[0]!.all('/c:ClinicalDocument/c:code/@code')).toEqual(['34109-9']);
  });
});

describe('several scans', () => {
  it('of one record are documents each, and text stays in the note', () => {
    const text = { contentType: 'text/plain', data: Buffer.from('see letter').toString('base64') };
    const file = { contentType: 'image/png', data: PDF };
    const { chart, result, summary, scans } = write(
      scan('s1', {
        content: [{ attachment: text }, { attachment: file }, { attachment: { ...file, contentType: 'image/tiff' } }],
      }),
    );
    expect(scans).toHaveLength(2);
    expect(summary.count(entry('202'))).toBe(1);
    expect(summary.count(`${entry('202')}/c:reference`)).toBe(2);
    expect(differences(chart, result)).toEqual([]);
  });

  it('that replace one another are editions of one set', () => {
    const replaces = (id: string) => ({
      relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${uuid(id)}` } }],
    });
    const { scans } = write(scan('a'), scan('b', replaces('a')), scan('c', replaces('b')));
    expect(scans.map((s) => s.all('//c:versionNumber/@value')[0])).toEqual(['1', '2', '3']);
    expect(new Set(scans.map((s) => s.all('/c:ClinicalDocument/c:setId/@root')[0])).size).toBe(1);
    expect(scans[2]!.all('//c:relatedDocument/c:parentDocument/c:id/@root')).toEqual(
      scans[1]!.all('/c:ClinicalDocument/c:id/@root'),
    );
  });

  it('that replace each other come to an end', () => {
    const replaces = (id: string) => ({
      relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${uuid(id)}` } }],
    });
    expect(write(scan('a', replaces('b')), scan('b', replaces('a'))).scans).toHaveLength(2);
  });

  it('a format that is no scan stays in the note', () => {
    const { summary, scans } = write(scan('s1', { content: [{ attachment: { contentType: 'text/rtf', data: PDF } }] }));
    expect(scans).toEqual([]);
    expect(summary.all(`${entry('202')}/c:text`)).toEqual([PDF]);
  });
});
