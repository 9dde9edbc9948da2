import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { MigrationError } from '../../base/error.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { type CcdaReading, readCcda } from './reading.js';
import { at, children, ownText, parseXml } from './xml-tree.js';

describe('the XML reader', () => {
  const encode = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\r', '&#13;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\t', '&#9;');
  // Characters that XML 1.0 has (section 2.2), line ends apart: those are normalised in texts.
  const xmlText = fc.string({ unit: fc.constantFrom(...'aZ0 <>&"\'\t]é中𝒳\u0085\u2028') });

  test('reads back any text and attribute', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (text, attribute) => {
        const root = parseXml(`<a b="${encode(attribute)}"><c>${encode(text)}</c></a>`);
        expect(root.attributes.b).toBe(attribute);
        expect(children(root, 'c')[0]!.children.join('')).toBe(text);
      }),
    );
  });

  test('knows namespaces by URI, not by prefix, and inner declarations', () => {
    const root = parseXml(
      '<x:ClinicalDocument xmlns:x="urn:hl7-org:v3" xmlns:s="urn:hl7-org:sdtc"><x:id xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="II"/><s:raceCode code="1"/><v xmlns="urn:hl7-org:v3"/></x:ClinicalDocument>',
    );
    expect(root.name).toBe('ClinicalDocument');
    expect(at(root, 'id')!.attributes['xsi:type']).toBe('II');
    expect(at(root, 'sdtc:raceCode')!.attributes.code).toBe('1');
    expect(at(root, 'v')).toBeDefined();
  });

  test('comments, CDATA and line ends', () => {
    expect(ownText(parseXml('<?xml version="1.0"?>\r\n<!-- <b> --><a>x<!-- y -->\r\n<![CDATA[<&]]></a>'))).toBe(
      'x\n<&',
    );
  });

  test.each([
    ['', 'no element'],
    ['<a>', 'ends inside'],
    ['<a></b>', 'wrong end'],
    ['<a/><b/>', 'two roots'],
    ['<!DOCTYPE a><a/>', 'document type'],
    ['<a>&nbsp;</a>', 'entity'],
    ['<a b="1" b="2"/>', 'twice'],
    ['<a b=1/>', 'unquoted'],
    ['text', 'outside'],
    [`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'deep'],
  ])('refuses %s', (text) => {
    expect(() => parseXml(text)).toThrow(MigrationError);
  });

  test('mutated bytes end in a document or a MigrationError', () => {
    const base = '<a xmlns="urn:hl7-org:v3"><b c="1&amp;2">t<!-- x --></b><d/></a>';
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.string({ maxLength: 3 }), (place, put) => {
        try {
          readCcda(base.slice(0, place) + put + base.slice(place + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(MigrationError);
          expect((error as MigrationError).code).toBe('CCDA_NOT_XML');
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('line ends that a document keeps by reference are read as line feeds', () => {
  const code = '<code code="1" codeSystem="2.16.840.1.113883.6.1" displayName="two&#13;&#10;lines"/>';
  const entry = `<entry><observation classCode="OBS" moodCode="EVN">${code}</observation></entry>`;
  const body = `<component><structuredBody><component><section>${entry}</section></component></structuredBody></component>`;
  const read = readCcda(`<ClinicalDocument xmlns="urn:hl7-org:v3">${body}</ClinicalDocument>`);
  expect(JSON.stringify(read)).toContain('two\\nlines');
  expect(JSON.stringify(read)).not.toContain('\\r');
});

const examples = sharedPath('data', 'ccda', 'hl7-examples');
const note = examples ? '' : ` (${sharedReason('data/ccda/hl7-examples')})`;

/** The HL7 samples are sections or whole documents; both are read. */
function asDocument(file: string): string {
  const text = readFileSync(join(examples!, file), 'utf8').replace(/^\ufeff/, '');
  if (/<ClinicalDocument/.test(text)) return text;
  const body = text.replace(/<\?xml[^>]*\?>/, '');
  return `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component><structuredBody><component>${body}</component></structuredBody></component></ClinicalDocument>`;
}

/** Examples that are no XML as they stand: a start tag that is never ended, prefixes that are not declared. */
const NOT_XML = [
  'Basic Occupation Observation',
  'Transfer Summary participant',
  'Entry Reference Example',
  'Reason for Referral',
  'Health Concerns Link to Problems',
];

const readExample = (file: string): CcdaReading => readCcda(asDocument(file));

const factsOf = (reading: CcdaReading, entry = 0) => {
  const all = new Map<string, string[]>();
  for (const { name, value } of reading.entries[entry]!.facts) all.set(name, [...(all.get(name) ?? []), value]);
  return all;
};

describe.skipIf(!examples)(`documents that others wrote${note}`, () => {
  test('accepts just the examples that libxml2 accepts', () => {
    const files = (readdirSync(examples!, { recursive: true }) as string[]).filter((f) => /\.xml$/i.test(f));
    const verdict = (read: () => unknown) => {
      try {
        read();
        return true;
      } catch {
        return false;
      }
    };
    for (const file of files) {
      const text = asDocument(file);
      expect(
        verdict(() => readCcda(text)),
        file,
      ).toBe(verdict(() => XmlDocument.fromString(text).dispose()));
    }
  });

  test('every HL7 example is read, and entries say something', () => {
    const files = (readdirSync(examples!, { recursive: true }) as string[]).filter((f) => /\.xml$/i.test(f));
    expect(files.length).toBeGreaterThan(80);
    let entries = 0;
    let silent = 0;
    for (const file of files) {
      if (NOT_XML.some((name) => file.includes(name))) continue;
      const reading = readExample(file);
      entries += reading.entries.length;
      silent += reading.entries.filter((entry) => entry.facts.length === 0).length;
    }
    expect(entries).toBeGreaterThan(200);
    // Two of the guide's examples have an entry whose only statement is empty.
    expect(silent).toBeLessThanOrEqual(2);
  });

  test('an active problem', () => {
    const facts = factsOf(readExample('Problems/Active Problem/Active Problem(C-CDA2.1).xml'));
    expect(facts.get('statusCode')).toEqual(['active']);
    expect(facts.get('problem.value.code')![0]).toMatch(/^http:\/\/snomed\.info\/sct\|\d+$/);
    expect(facts.get('problem.time.low')).toHaveLength(1);
    expect(facts.get('problem.time.high')).toBeUndefined();
  });

  test('an allergy with its reaction and severity', () => {
    const facts = factsOf(
      readExample('Allergies/Allergy to specific drug Penicillin/Allergy to specific drug Penicillin(C-CDA2.1).xml'),
    );
    expect(
      facts
        .get('allergy.participant-CSM.code.code')!
        .some((c) => c.startsWith('http://www.nlm.nih.gov/research/umls/rxnorm|')),
    ).toBe(true);
    expect(facts.get('allergy.reaction.value.code')).toHaveLength(1);
    expect(facts.get('allergy.reaction.severity.value.code')).toHaveLength(1);
  });

  test('a negated allergy', () => {
    const facts = factsOf(
      readExample('Allergies/No Known Allergies/No Known Allergies with Author Timestamp(C-CDA2.1).xml'),
    );
    expect(facts.get('allergy.negated')).toEqual(['true']);
  });
});
