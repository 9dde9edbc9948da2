import { codeTable } from '../../base/code-table.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';

/** C-CDA templates (R1.1 and R2.1 share roots): OIDs below 2.16.840.1.113883.10.20.22. */
const CCDA = '2.16.840.1.113883.10.20.22.';

/**
 * Roots of older guides by the C-CDA template that took their place. Sources: HITSP C32/C83 and CCD 1.0 (2.16.840.1.113883.10.20.1.x), IHE PCC
 * (1.3.6.1.4.1.19376.1.5.3.1.4.x), C-CDA R2.1 volume 2 (templates that kept other arcs).
 */
const OLDER: Readonly<Record<string, string>> = codeTable({
  '2.16.840.1.113883.10.20.1.27': '4.3',
  '2.16.840.1.113883.10.20.1.28': '4.4',
  '2.16.840.1.113883.10.20.1.18': '4.7',
  '2.16.840.1.113883.10.20.1.54': '4.9',
  '2.16.840.1.113883.10.20.1.55': '4.8',
  '2.16.840.1.113883.10.20.1.50': '4.6',
  '2.16.840.1.113883.10.20.1.39': '4.28',
  '2.16.840.1.113883.10.20.1.47': 'status',
  '2.16.840.1.113883.10.20.1.57': 'status',
  '2.16.840.1.113883.10.20.1.51': '4.5',
  '2.16.840.1.113883.10.20.1.24': '4.16',
  '2.16.840.1.113883.10.20.1.32': '4.1',
  '2.16.840.1.113883.10.20.1.31': '4.2',
  '2.16.840.1.113883.10.20.1.35': '4.26',
  '2.16.840.1.113883.10.20.1.29': '4.14',
  '2.16.840.1.113883.10.20.1.21': '4.49',
  '2.16.840.1.113883.10.20.1.23': '4.45',
  '2.16.840.1.113883.10.20.1.22': '4.46',
  '2.16.840.1.113883.10.20.1.38': '4.31',
  '2.16.840.1.113883.10.20.1.33': '4.38',
  '2.16.840.1.113883.10.20.1.20': '4.60',
  '2.16.840.1.113883.10.20.1.26': '4.61',
  '2.16.840.1.113883.10.20.1.40': '4.64',
  '2.16.840.1.113883.10.20.1.49': '4.20',
  '2.16.840.1.113883.10.20.1.43': 'sig',
  '2.16.840.1.113883.10.20.1.46': 'series',
  '2.16.840.1.113883.10.20.1.52': '4.37',
  '1.3.6.1.4.1.19376.1.5.3.1.4.5': '4.4',
  '1.3.6.1.4.1.19376.1.5.3.1.4.5.1': '4.3',
  '1.3.6.1.4.1.19376.1.5.3.1.4.5.3': '4.30',
  '1.3.6.1.4.1.19376.1.5.3.1.4.6': '4.7',
  '1.3.6.1.4.1.19376.1.5.3.1.4.1': '4.8',
  '1.3.6.1.4.1.19376.1.5.3.1.4.2': '4.64',
  '1.3.6.1.4.1.19376.1.5.3.1.4.3': '4.20',
  '1.3.6.1.4.1.19376.1.5.3.1.4.7': '4.16',
  '1.3.6.1.4.1.19376.1.5.3.1.4.12': '4.52',
  '1.3.6.1.4.1.19376.1.5.3.1.4.14': '4.49',
  '1.3.6.1.4.1.19376.1.5.3.1.4.19': '4.14',
  '1.3.6.1.4.1.19376.1.5.3.1.4.5.2': '4.3',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.1': '4.26',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.2': '4.27',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.3': '4.46',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.4': '4.38',
  '1.3.6.1.4.1.19376.1.5.3.1.4.15': '4.45',
  // HITSP C83 entries, for documents that leave out the CCD templates beside them.
  '2.16.840.1.113883.3.88.11.83.6': '4.30',
  '2.16.840.1.113883.3.88.11.83.7': '4.3',
  '2.16.840.1.113883.3.88.11.83.8': '4.16',
  '2.16.840.1.113883.3.88.11.83.11': '4.64',
  '2.16.840.1.113883.3.88.11.83.13': '4.52',
  '2.16.840.1.113883.3.88.11.83.14': '4.27',
  '2.16.840.1.113883.3.88.11.83.15': '4.2',
  '2.16.840.1.113883.3.88.11.83.15.1': '4.2',
  '2.16.840.1.113883.3.88.11.83.16': '4.49',
  '2.16.840.1.113883.3.88.11.83.17': '4.14',
  '2.16.840.1.113883.3.88.11.83.18': '4.45',
  '2.16.840.1.113883.10.20.34.3.45': 'gender-identity',
  '2.16.840.1.113883.10.20.15.3.8': 'pregnancy',
  '2.16.840.1.113883.10.20.15.3.1': 'delivery-date',
  '2.16.840.1.113883.10.20.24.3.88': 'reason',
});

/** LOINC codes of the sections by their templates (C-CDA below 2.16.840.1.113883.10.20.22.2, CCD 1.0 below 2.16.840.1.113883.10.20.1), for sections that state no code. */
const SECTIONS: Readonly<Record<string, string>> = codeTable({
  '22.2.1': '10160-0',
  '22.2.2': '11369-6',
  '22.2.3': '30954-2',
  '22.2.4': '8716-3',
  '22.2.5': '11450-4',
  '22.2.6': '48765-2',
  '22.2.7': '47519-4',
  '22.2.10': '18776-5',
  '22.2.11': '10183-2',
  '22.2.15': '10157-6',
  '22.2.17': '29762-2',
  '22.2.18': '48768-6',
  '22.2.20': '11348-0',
  '22.2.22': '46240-8',
  '22.2.24': '11535-2',
  '22.2.34': '10219-4',
  '22.2.35': '10218-6',
  '22.2.36': '59769-0',
  '22.2.38': '29549-3',
  '22.2.43': '46241-6',
  '22.2.44': '42346-7',
  '22.2.58': '75310-3',
  '22.2.500': '85847-2',
  '1.2': '48765-2',
  '1.3': '46240-8',
  '1.4': '10157-6',
  '1.6': '11369-6',
  '1.8': '10160-0',
  '1.9': '48768-6',
  '1.11': '11450-4',
  '1.12': '47519-4',
  '1.14': '30954-2',
  '1.15': '29762-2',
  '1.16': '8716-3',
});

/** LOINC code of a section by its templates; undefined where none is known. An entries-required section has one arc more. */
export function sectionCode(section: XmlElement): string | undefined {
  for (const template of section.all('templateId')) {
    const arcs = /^2\.16\.840\.1\.113883\.10\.20\.(22\.2\.\d+|1\.\d+)(\.1)?$/.exec(
      template.attribute('root') ?? '',
    )?.[1];
    const code = arcs === undefined ? undefined : SECTIONS[arcs];
    if (code !== undefined) return code;
  }
  return undefined;
}

/** Templates of a statement as arcs below C-CDA's root (`4.16`), older guides' by the arc that took their place. */
function templatesOf(statement: XmlElement): ReadonlySet<string> {
  let found = statement.memo as ReadonlySet<string> | undefined;
  if (found === undefined) {
    const arcs = new Set<string>();
    for (const template of statement.all('templateId')) {
      const root = template.attribute('root');
      if (root === undefined) continue;
      if (root.startsWith(CCDA)) arcs.add(root.slice(CCDA.length));
      else if (OLDER[root] !== undefined) arcs.add(OLDER[root]!);
    }
    found = arcs;
    statement.memo = found;
  }
  return found;
}

export function hasTemplate(statement: XmlElement, ...arcs: readonly string[]): boolean {
  const found = templatesOf(statement);
  return found.size > 0 && arcs.some((arc) => found.has(arc));
}

export const codeOf = (statement: XmlElement): string => statement.child('code')?.attribute('code') ?? '';
