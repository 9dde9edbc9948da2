import { describe, expect, it } from 'vitest';
import { goodDocument, goodSections } from '../../../testing/cda-document.js';
import { FindingList } from '../../verdict.js';
import { DocumentTree } from '../document-tree.js';
import { IMPORTER_RULES, importerProfile, lintDocument } from './lint.js';
import { type ImporterProfile, PROFILES } from './rule.js';

/** Rules by severity; notes are told apart by a `~`. */
function lintAll(xml: string, profile: ImporterProfile): string[] {
  const findings = new FindingList(10_000);
  lintDocument(DocumentTree.read(xml)!, profile, findings);
  expect(findings.kept.every((f) => f.layer === 'importer' && f.severity !== 'error')).toBe(true);
  return [...new Set(findings.kept.map((f) => (f.severity === 'information' ? `~${f.rule}` : f.rule)))];
}
const lint = (xml: string, profile: ImporterProfile): string[] =>
  lintAll(xml, profile).filter((rule) => !rule.startsWith('~'));

const plain = goodDocument();
const scan = (media: string, template: string): string =>
  plain
    .replace('20.22.1.1" extension="2015-08-01"/>', `20.22.1.1" extension="2015-08-01"/>${template}`)
    .replace(
      /<structuredBody>.*<\/structuredBody>/s,
      `<nonXMLBody><text mediaType="${media}" representation="B64">AA==</text></nonXMLBody>`,
    );
const UNSTRUCTURED = '<templateId root="2.16.840.1.113883.10.20.22.1.10" extension="2015-08-01"/>';
const inNotes = (from: string | RegExp, to: string): string => goodDocument({ N: goodSections.N!.replace(from, to) });

/** [rule, the document that breaks it, the profile that asks it]. */
const BROKEN: readonly (readonly [string, string, ImporterProfile?])[] = [
  ['patient-name-missing', plain.replace('<family>Family</family>', '')],
  ['patient-birth-date-missing', plain.replace('birthTime value="19700101"', 'birthTime nullFlavor="UNK"')],
  [
    'patient-sex-missing',
    plain.replace('administrativeGenderCode code="F"', 'administrativeGenderCode nullFlavor="UNK"'),
  ],
  ['patient-id-missing', plain.replace('<id root="2.999.2" extension="p1"/>', '<id nullFlavor="UNK"/>')],
  ['uri-as-root', plain.replace('codeSystem="2.16.840.1.113883.6.88"', 'codeSystem="http://rxnorm.org"')],
  ['id-null-without-root', plain.replace('<id root="2.999.7" extension="med"/>', '<id nullFlavor="NI"/>')],
  ['id-repeated', plain.replace('extension="severity-2"', 'extension="severity"')],
  [
    'encounter-not-repeated',
    plain.replace('<encompassingEncounter><id root="2.999.9"', '<encompassingEncounter><id root="2.999.10"'),
  ],
  ['version-missing', plain.replace('<versionNumber value="1"/>', '')],
  ['template-pair-incomplete', plain.replace(/<templateId root="[\d.]*2\.5\.1"\/>/, '')],
  ['template-pair-incomplete', plain.replace(/<templateId root="[\d.]*2\.5\.1" extension="[\d-]*"\/>/, '')],
  ['document-not-dated', plain.replace(/(20\.22\.1\.[12]") extension="2015-08-01"/g, '$1')],
  ['component-empty', plain.replace('</structuredBody>', '<component/></structuredBody>')],
  ['processing-instruction', plain.replace('\n', '\n<?xml-stylesheet href="CDA.xsl"?>\n')],
  ['encoding-not-utf-8', plain.replace('UTF-8', 'windows-1252')],
  ['essential-section-missing', goodDocument({ R: '' })],
  ['code-without-display', plain.replace(/ displayName="Appendectomy">\s*<originalText>.*?<\/originalText>/, '>')],
  ['code-without-system', plain.replace('code="80146002" codeSystem="2.16.840.1.113883.6.96"', 'code="80146002"')],
  ['code-without-original-text', plain.replace(/(displayName="Appendectomy">)<originalText>.*?<\/originalText>/, '$1')],
  ['null-flavor-case', plain.replace('nullFlavor="UNK"', 'nullFlavor="unk"')],
  ['null-flavor-on-part', plain.replace(/<addr .*?<\/addr>/, '<addr><city nullFlavor="UNK"/></addr>')],
  ['null-flavor-on-part', plain.replace('<title>Summary</title>', '<title nullFlavor="UNK"/>')],
  ['time-padded', plain.replace('value="20240102"', 'value="20240102000000"')],
  ['note-activity-missing', inNotes(' extension="2016-11-01"/><id', '/><id')],
  ['note-media-type', inNotes('mediaType="text/rtf"', 'mediaType="application/msword"')],
  ['note-text-missing', inNotes('Words of the source', '')],
  ['scan-template-missing', scan('application/pdf', '')],
  ['scan-not-pdf', scan('image/tiff', UNSTRUCTURED)],
  ['athena-document-type-missing', plain.replace('<code code="34133-9"', '<code nullFlavor="UNK"'), 'athenahealth'],
  ['athena-signer-missing', plain.replace(/<legalAuthenticator>.*<\/legalAuthenticator>/, ''), 'athenahealth'],
  ['athena-inline-media-type', inNotes('mediaType="text/rtf"', 'mediaType="text/html"'), 'athenahealth'],
  [
    'athena-document-date-missing',
    plain.replace('<effectiveTime value="20240601120000+0000"/>', '<effectiveTime nullFlavor="UNK"/>'),
    'athenahealth',
  ],
  [
    'openemr-time-offset-mixed',
    plain.replace(
      '<low value="20240102"/><high value="20240102"/>',
      '<low value="202401021200+0000"/><high value="202401021300"/>',
    ),
    'openemr',
  ],
];

describe("the importers' rules", () => {
  it('find nothing in a good document, for any profile', () => {
    for (const profile of PROFILES) expect(lint(plain, profile), profile).toEqual([]);
    // What a template demands must be there with a nullFlavor where it is not known.
    expect(lint(plain.replace('<city>', '<state nullFlavor="UNK"/><city>'), 'generic')).toEqual([]);
    expect(lint(scan('application/pdf', UNSTRUCTURED), 'generic')).toEqual([]);
  });

  it('each find the fault that is planted, and name their source', () => {
    const found = new Set<string>();
    for (const [rule, xml, profile] of BROKEN) {
      expect(xml, rule).not.toBe(plain);
      expect(lint(xml, profile ?? 'generic'), rule).toContain(rule);
      found.add(rule);
    }
    expect(IMPORTER_RULES.map((r) => r.rule).filter((rule) => !found.has(rule))).toEqual([]);
    expect(IMPORTER_RULES.filter((r) => r.source === '')).toEqual([]);
  });

  it('tell as a note what nothing in the document can mend, each with its own words', () => {
    const device = '<assignedAuthoringDevice><softwareName>S</softwareName></assignedAuthoringDevice></assignedAuthor>';
    const notes: readonly (readonly [string, string, ImporterProfile])[] = [
      [
        'code-without-display',
        plain.replace(/ displayName="Appendectomy">(\s*<originalText>)/, '>$1Words of the source'),
        'generic',
      ],
      [
        'essential-section-missing',
        goodDocument({ R: '' }).replace(/<templateId root="[\d.]*20\.22\.1\.2"[^>]*>/g, ''),
        'generic',
      ],
      ['note-media-type', inNotes('mediaType="text/rtf"', 'mediaType="application/xml"'), 'generic'],
      ['athena-inline-media-type', inNotes('mediaType="text/rtf"', 'mediaType="application/pdf"'), 'athenahealth'],
      [
        'athena-signer-missing',
        plain
          .replace(/<legalAuthenticator>.*<\/legalAuthenticator>/, '')
          .replace(
            /(<author><time value="20240601"\/>.*?)<assignedPerson>.*?<\/assignedPerson><\/assignedAuthor>/,
            `$1${device}`,
          ),
        'athenahealth',
      ],
    ];
    for (const [rule, xml, profile] of notes) {
      expect(lintAll(xml, profile), rule).toContain(`~${rule}`);
      expect(lint(xml, profile), rule).toEqual(lint(plain, profile));
    }
    expect(IMPORTER_RULES.filter((r) => r.unavoidable).map((r) => r.rule)).toEqual(
      expect.arrayContaining(notes.map(([rule]) => rule)),
    );
    expect(IMPORTER_RULES.filter((r) => r.unavoidable)).toHaveLength(notes.length);
  });

  it('of one system are asked by its profile only, and those of all by each', () => {
    for (const [rule, xml, profile] of BROKEN) {
      for (const other of PROFILES) {
        const asked = profile === undefined || profile === other;
        expect(lint(xml, other).includes(rule), `${rule} for ${other}`).toBe(asked);
      }
    }
  });

  it('know their profiles, and refuse others by naming those', () => {
    expect(importerProfile('openemr')).toBe('openemr');
    expect(() => importerProfile('epic')).toThrow(
      expect.objectContaining({ code: 'IMPORTER_PROFILE_UNKNOWN', kind: 'usage' }),
    );
    expect(() => importerProfile('epic')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('athenahealth') }),
    );
  });
});
