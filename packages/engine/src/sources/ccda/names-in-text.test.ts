import { describe, expect, it } from 'vitest';
import { readCcdaDocument } from './document-reader.js';

const NS = 'xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Names of the procedures of a document with one entry for each row, which has no code of its own. */
function names(table: string, rows: number): (string | undefined)[] {
  let entries = '';
  for (let i = 1; i <= rows; i++)
    entries += `<entry><procedure classCode="PROC" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.14"/><id root="1.9" extension="${i}"/><code nullFlavor="UNK"/><text><reference value="#r${i}"/></text><statusCode code="completed"/></procedure></entry>`;
  const { resources } = readCcdaDocument(
    `<ClinicalDocument ${NS}><id root="1.2.3"/><recordTarget><patientRole><id root="1.2.3.4" extension="p1"/></patientRole></recordTarget><component><structuredBody><component><section><code code="47519-4" codeSystem="2.16.840.1.113883.6.1"/><text>${table}</text>${entries}</section></component></structuredBody></component></ClinicalDocument>`,
  );
  return resources
    .filter(({ resourceType }) => resourceType === 'Procedure')
    .map((one) => (one as { code?: { text?: string } }).code?.text);
}

const head = (...titles: string[]): string => `<thead><tr>${titles.map((t) => `<th>${t}</th>`).join('')}</tr></thead>`;

describe('a name that only the narrative gives', () => {
  it('is the cell under a heading of names, and none where that is empty', () => {
    const table = `<table>${head('Procedure Date', 'Procedure')}<tbody><tr ID="r1"><td>May 2012</td><td>Biopsy</td></tr><tr ID="r2"><td>June 2012</td><td/></tr></tbody></table>`;
    expect(names(table, 2)).toEqual(['Biopsy', undefined]);
  });

  it('is the whole text where no heading tells', () => {
    expect(names('<table><tbody><tr ID="r1"><td>Biopsy</td></tr></tbody></table>', 1)).toEqual(['Biopsy']);
    expect(names('<list><item ID="r1">Biopsy</item></list>', 1)).toEqual(['Biopsy']);
  });
});
