import type { Resource } from '../chart/fhir.js';

/** Short ways to write a C-CDA document around an entry, and to look at what became of it. */

export const T = (arc: string): string => `<templateId root="2.16.840.1.113883.10.20.22.${arc}"/>`;
export const SCT = 'codeSystem="2.16.840.1.113883.6.96"';
export const RX = 'codeSystem="2.16.840.1.113883.6.88"';
const NS = 'xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

export const body = (sections: string): string =>
  `<ClinicalDocument ${NS}><id root="1.2.3"/><recordTarget><patientRole><id root="1.2.3.4" extension="p1"/></patientRole></recordTarget><component><structuredBody>${sections}</structuredBody></component></ClinicalDocument>`;

/** A section of this LOINC code ('' for none). */
export const section = (code: string, entries: string, text = '', templates = ''): string =>
  `<component><section>${templates}${code === '' ? '' : `<code code="${code}" codeSystem="2.16.840.1.113883.6.1"/>`}<text>${text}</text>${entries}</section></component>`;

export interface Found {
  readonly json: readonly Resource[];
  /** Element and reason of what was not carried. */
  readonly lost: readonly string[];
  of(type: string): readonly Record<string, unknown>[];
}

export function found(json: string, notCarried: readonly { readonly where: string; readonly reason: string }[]): Found {
  const resources = JSON.parse(json) as Resource[];
  return {
    json: resources,
    lost: notCarried.map((one) => `${one.where.split('/').at(-1)}: ${one.reason}`),
    of: (type) => resources.filter((one) => one.resourceType === type) as unknown as Record<string, unknown>[],
  };
}

export const codeOf = (value: unknown): string | undefined =>
  (value as { coding?: { code?: string }[] } | undefined)?.coding?.[0]?.code;
