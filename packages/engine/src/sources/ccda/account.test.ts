import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { MigrationError } from '../../base/error.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { type DocumentReading, readCcdaDocument } from './document-reader.js';

const NAMESPACES = { c: 'urn:hl7-org:v3', sdtc: 'urn:hl7-org:sdtc', xsi: 'http://www.w3.org/2001/XMLSchema-instance' };

const folder = sharedPath('data', 'ccda');
const title = 'the account of C-CDA documents';

/**
 * Codes that a template fixes, or that FHIR says by the place where their statement's value stands: statuses, severity, criticality, ages, sig,
 * concern acts. They are structure, not content.
 */
const FIXED = new Set(
  'ASSERTION CONC SEV 33999-4 82606-5 445518008 397659008 76662-6 48765-2 11450-4 48768-6 29308-4 45969-9 8656-1 8655-3 46241-6 11535-2 10219-4 10218-6 75310-3 DRUG IMMUNIZ SBADM PAYOR 48767-8 30973-2 86744-0 75326-9 85847-2 10183-2 42346-7 92183-3 86636-0 59769-0 225773000 55607006'.split(
    ' ',
  ),
);

/** Values that become words of FHIR: statuses, severities, criticality, events of the day, encounter classes. */
const WORDS = new Set(
  '55561003 73425007 413322009 255604002 6736007 24484000 371924009 371923003 CRITH CRITL CRITU 246455001 277022003'.split(
    ' ',
  ),
);

/** Places where FHIR has a word of its own for the code. */
const WORDED =
  'self::c:statusCode or self::c:administrativeGenderCode or self::c:event or self::c:languageCode or self::c:preferenceInd or self::sdtc:birthTime';

interface Missing {
  readonly name: string;
  readonly code: string;
  readonly path: string;
}

/** XPath of a node, made by libxml2. */
function pathOf(node: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | null = node; at; at = at.parent as XmlElement | null) {
    const prefix = at.namespacePrefix === 'sdtc' ? 'sdtc:' : '';
    const name = at.namespacePrefix === 'sdtc' ? `sdtc:${at.name}` : `c:${at.name}`;
    const before = at.find(`preceding-sibling::${name}`, NAMESPACES).length;
    const after = at.find(`following-sibling::${name}`, NAMESPACES).length;
    steps.push(before + after > 0 ? `${prefix}${at.name}[${before + 1}]` : `${prefix}${at.name}`);
  }
  return `/${steps.reverse().join('/')}`;
}

/** Every code of every entry, and whether it is in the resources or listed: counted by libxml2, which the reader does not use. */
function uncarried(xml: string, reading: DocumentReading): { codes: number; missing: Missing[] } {
  const document = XmlDocument.fromString(xml);
  try {
    const carried = new Set<string>();
    const gather = (value: unknown): void => {
      if (typeof value === 'string') carried.add(value);
      else if (Array.isArray(value)) for (const item of value) gather(item);
      else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) gather(item);
    };
    gather(reading.resources);
    const listed = new Set(reading.notCarried.map((one) => one.where));
    const missing: Missing[] = [];
    const found = document.find(`//c:entry//*[@code and not(${WORDED})]`, NAMESPACES) as XmlElement[];
    for (const node of found) {
      const code = node.attr('code')!.value.trim().replace(/\s+/g, ' ');
      if (code === '' || carried.has(code) || FIXED.has(code) || (WORDS.has(code) && node.name === 'value')) continue;
      const path = pathOf(node);
      if ([...listed].some((where) => path === where || path.startsWith(`${where}/`))) continue;
      missing.push({ name: node.name, code, path });
    }
    return { codes: found.length, missing };
  } finally {
    document.dispose();
  }
}

/** Where a statement of an entry says what it is about: its code, value, product, and what takes part. */
const SUBJECTS =
  'c:code | c:value | c:consumable/c:manufacturedProduct/c:manufacturedMaterial/c:code | c:product/c:manufacturedProduct/c:manufacturedMaterial/c:code | c:participant/c:participantRole/c:playingEntity/c:code | c:participant/c:participantRole/c:playingDevice/c:code';
const ENTRIES =
  '//c:entry//*[self::c:observation or self::c:act or self::c:organizer or self::c:substanceAdministration or self::c:procedure or self::c:supply or self::c:encounter]';

interface Share {
  stated: number;
  listed: number;
  readonly fewer: string[];
}

/**
 * How many coded statements are listed as not carried, and which codes stand more often in the entries than in the resources: a statement that was passed over in
 * silence while another with the same code was read would show here only.
 */
function share(xml: string, reading: DocumentReading, all: Share): void {
  const document = XmlDocument.fromString(xml);
  try {
    const kept = new Map<string, number>();
    const gather = (value: unknown): void => {
      if (Array.isArray(value)) for (const item of value) gather(item);
      else if (typeof value === 'object' && value !== null)
        for (const [name, item] of Object.entries(value)) {
          if (typeof item !== 'string') gather(item);
          else if (name === 'code' || name === 'valueCode') kept.set(item, (kept.get(item) ?? 0) + 1);
        }
    };
    gather(reading.resources.filter((one) => one.resourceType !== 'Composition'));
    const listed = reading.notCarried.map((one) => one.where);
    const stated = new Map<string, number>();
    for (const entry of document.find(ENTRIES, NAMESPACES) as XmlElement[])
      for (const node of entry.find(SUBJECTS, NAMESPACES) as XmlElement[]) {
        const code = node.attr('code')?.value.trim().replace(/\s+/g, ' ') ?? '';
        if (code === '' || FIXED.has(code) || (WORDS.has(code) && node.name === 'value')) continue;
        // A supply of the drug that it stands in is that drug's own.
        const ofDrug = 'parent::c:entryRelationship/parent::c:substanceAdministration/c:consumable//c:code/@code';
        if (
          entry.name === 'supply' &&
          node.name === 'code' &&
          entry.find(ofDrug, NAMESPACES).some((one) => (one as unknown as { value: string }).value === code)
        )
          continue;
        all.stated++;
        if (listed.length > 0) {
          const path = pathOf(node);
          if (listed.some((where) => path === where || path.startsWith(`${where}/`))) {
            all.listed++;
            continue;
          }
        }
        stated.set(code, (stated.get(code) ?? 0) + 1);
      }
    for (const [code, count] of stated)
      if ((kept.get(code) ?? 0) < count) all.fewer.push(`${code}: ${count} stated, ${kept.get(code) ?? 0} kept`);
  } finally {
    document.dispose();
  }
}

/** Days that times of entries state, and which of them are neither in a resource nor listed. */
function undated(xml: string, reading: DocumentReading): { dates: number; missing: string[] } {
  const document = XmlDocument.fromString(xml);
  try {
    const json = JSON.stringify(reading.resources);
    const listed = reading.notCarried.map((one) => one.where);
    const missing: string[] = [];
    const found = document.find(
      '//c:entry//*[@value and (self::c:effectiveTime or parent::c:effectiveTime or self::c:time or parent::c:time)]',
      NAMESPACES,
    ) as XmlElement[];
    for (const node of found) {
      const [, year, month, day] = /^(\d{4})(\d\d)?(\d\d)?/.exec(node.attr('value')!.value.trim()) ?? [];
      if (year === undefined) continue;
      if (json.includes([year, month, day].filter((part) => part !== undefined).join('-'))) continue;
      const path = pathOf(node);
      if (!listed.includes(path)) missing.push(path);
    }
    return { dates: found.length, missing };
  } finally {
    document.dispose();
  }
}

describe.skipIf(folder === null)(folder === null ? `${title} (${sharedReason('data/ccda')})` : title, () => {
  it('leaves no code and no date of any entry out: each is in a resource or listed', () => {
    let codes = 0;
    let dates = 0;
    const entries: Share = { stated: 0, listed: 0, fewer: [] };
    const wrong: string[] = [];
    for (const part of ['vendor', 'onc-cures']) {
      const names = readdirSync(join(folder!, part), { recursive: true, encoding: 'utf8' }).sort();
      for (const [index, name] of names.entries()) {
        // ONC's documents are alike: one in three tells as much.
        if (part === 'onc-cures' && index % 3 !== 0) continue;
        if (!name.endsWith('.xml')) continue;
        const xml = readFileSync(join(folder!, part, name), 'utf8');
        let reading: DocumentReading;
        try {
          reading = readCcdaDocument(xml);
        } catch (error) {
          expect(error).toBeInstanceOf(MigrationError);
          continue;
        }
        const one = uncarried(xml.replace(/^\ufeff/, ''), reading);
        codes += one.codes;
        share(xml.replace(/^\ufeff/, ''), reading, entries);
        const times = undated(xml.replace(/^\ufeff/, ''), reading);
        dates += times.dates;
        wrong.push(...times.missing.map((path) => `${path.split('/').slice(-5).join('/')} ${name.slice(-30)}`));
        wrong.push(...one.missing.map((m) => `${m.code} ${m.path.split('/').slice(-6).join('/')} ${name.slice(-30)}`));
      }
    }
    expect(wrong).toEqual([]);
    // Of coded statements 99.5% are to be carried; the others are listed with a reason, and none is passed over.
    expect(entries.fewer).toEqual([]);
    expect(entries.stated).toBeGreaterThan(4_000);
    expect(entries.listed).toBeLessThanOrEqual(entries.stated * 0.002);
    expect(codes).toBeGreaterThan(10_000);
    expect(dates).toBeGreaterThan(2_000);
  });
});
