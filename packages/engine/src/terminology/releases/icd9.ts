import { icd9 } from '../code-shapes.js';
import { mostlyShaped } from './columns.js';
import type { LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * CMS32_DESC_LONG_DX.txt, _SHORT_DX, _LONG_SG, _SHORT_SG: code without its point, blanks, description; windows-1252 (CMS, "ICD-9-CM Diagnosis and Procedure
 * Codes: Abbreviated and Full Code Titles", version 32 the last).
 */
const DIAGNOSIS = /^(\d{3,5}|V\d{2,4}|E\d{3,4}) +\S/;
const PROCEDURE = /^\d{2,4} +\S/;

const versionOf = (parts: readonly ReleasePart[]): string | null =>
  /CMS(\d{2})/i.exec(parts[0]?.file.name ?? '')?.[1] ?? null;

const kind = (name: string, which: string): 'long' | 'short' | null => {
  const match = new RegExp(`(LONG|SHORT).*${which}`, 'i').exec(name);
  return match ? ((match[1] ?? '').toLowerCase() as 'long' | 'short') : null;
};

async function load({ writer, parts, read }: LoadContext, codeOf: (plain: string) => string | null): Promise<null> {
  for (const part of parts) {
    for await (const { at, lines } of read.lines(part, 'windows-1252')) {
      lines.forEach((line, i) => {
        if (line.trim() === '') return;
        const plain = /^\S+/.exec(line)?.[0] ?? '';
        const code = codeOf(plain);
        const display = line.slice(plain.length).trim();
        if (code === null || display === '') {
          writer.damage(read.where(part, at + i));
          return;
        }
        writer.concept({ code, display, place: part.part === 'long' ? 0 : 1 });
      });
    }
  }
  return null;
}

export const icd9cm: ReleaseFormat = {
  name: 'icd9cm',
  title: 'ICD-9-CM diagnoses',
  expects: 'CMS32_DESC_LONG_DX.txt and CMS32_DESC_SHORT_DX.txt (CMS)',
  system: 'http://hl7.org/fhir/sid/icd-9-cm',
  parts: [{ part: 'long' }, { part: 'short' }],
  recognise: ({ name, head }) => (mostlyShaped(head, DIAGNOSIS) ? kind(name, 'DX') : null),
  version: versionOf,
  load: (context) => load(context, icd9),
};

export const icd9procedures: ReleaseFormat = {
  name: 'icd9proc',
  title: 'ICD-9-CM procedures',
  expects: 'CMS32_DESC_LONG_SG.txt and CMS32_DESC_SHORT_SG.txt (CMS)',
  system: 'urn:oid:2.16.840.1.113883.6.104',
  parts: [{ part: 'long' }, { part: 'short' }],
  recognise: ({ name, head }) => (mostlyShaped(head, PROCEDURE) ? kind(name, 'SG') : null),
  version: versionOf,
  load: (context) => load(context, icd9Procedure),
};

/** ICD-9-CM volume 3: two digits, then up to two after the point. */
export const icd9Procedure = (plain: string): string | null => {
  const match = /^(\d{2})\.?(\d{0,2})$/.exec(plain);
  return match ? (match[2] ? `${match[1]}.${match[2]}` : (match[1] ?? null)) : null;
};
