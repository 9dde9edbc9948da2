import { icd10 } from '../code-shapes.js';
import { mostlyShaped } from './columns.js';
import type { FileSample, LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * Order files: positions 1-5 order number, 7-13 code without its point, 15 flag (1: valid for billing, 0: a header), 17-76 short, 78- long description
 * (CMS, "ICD-10-CM/PCS Order File" readme; the same for both). Codes files: code, blanks, long description; billable codes only.
 */
const ORDER = /^\d{5} [A-Z0-9]{3,7} {1,5}[01] \S.{0,59}/;
const CODES = /^[A-TV-Z]\d[0-9AB][0-9A-Z]{0,4} +\S/;
const PCS_CODES = /^[0-9B-DF-HX][0-9A-HJ-NP-Z]{6} +\S/;

/** Year, and the month where CMS published a second one in the year: `icd10cm-order-April-2025.txt` gives `2025-04`. */
function versionOf(parts: readonly ReleasePart[]): string | null {
  for (const { file } of parts) {
    const name = file.name.toLowerCase();
    const year = /(20\d\d)/.exec(name)?.[1];
    if (year) return /apr/.test(name) ? `${year}-04` : year;
  }
  return null;
}

async function load({ writer, parts, read }: LoadContext, codeOf: (plain: string) => string | null): Promise<null> {
  for (const part of parts) {
    for await (const { at, lines } of read.lines(part)) {
      lines.forEach((line, i) => {
        if (line.trim() === '') return;
        const isOrder = part.part === 'order';
        const plain = (isOrder ? line.slice(6, 14) : (/^\S+/.exec(line)?.[0] ?? '')).trim();
        const code = codeOf(plain);
        const short = isOrder ? line.slice(16, 77).trim() : '';
        const long = (isOrder ? line.slice(77) : line.slice(plain.length)).trim();
        const display = long === '' ? short : long;
        if (code === null || display === '') {
          writer.damage(read.where(part, at + i));
          return;
        }
        const billable = isOrder ? (line[14] === '1' ? 'yes' : 'no') : 'yes';
        writer.concept({
          code,
          display,
          synonyms: short === '' ? [] : [short],
          attributes: { billable },
          place: isOrder ? 0 : 1,
        });
      });
    }
  }
  return null;
}

const isAddenda = (name: string): boolean => /adden|index|table|eindex|neoplasm|drug/i.test(name);

export const icd10cm: ReleaseFormat = {
  name: 'icd10cm',
  title: 'ICD-10-CM',
  expects: 'icd10cm_order_YYYY.txt or icd10cm_codes_YYYY.txt (CMS, fixed width)',
  system: 'http://hl7.org/fhir/sid/icd-10-cm',
  parts: [{ part: 'order' }, { part: 'codes' }],
  recognise({ name, head }: FileSample) {
    if (isAddenda(name) || !/icd.?10.?cm/i.test(name)) return null;
    if (mostlyShaped(head, ORDER)) return 'order';
    return mostlyShaped(head, CODES) ? 'codes' : null;
  },
  version: versionOf,
  load: (context) => load(context, icd10),
};

export const icd10pcs: ReleaseFormat = {
  name: 'icd10pcs',
  title: 'ICD-10-PCS',
  expects: 'icd10pcs_order_YYYY.txt or icd10pcs_codes_YYYY.txt (CMS, fixed width)',
  system: 'http://www.cms.gov/Medicare/Coding/ICD10',
  parts: [{ part: 'order' }, { part: 'codes' }],
  recognise({ name, head }: FileSample) {
    if (isAddenda(name) || !/icd.?10.?pcs/i.test(name)) return null;
    if (mostlyShaped(head, ORDER)) return 'order';
    return mostlyShaped(head, PCS_CODES) ? 'codes' : null;
  },
  version: versionOf,
  // Headers of PCS are the first three characters of a table.
  load: (context) => load(context, (plain) => (/^[0-9A-HJ-NP-Z]{3,7}$/.test(plain) ? plain : null)),
};
