import type { XmlElement } from 'libxml2-wasm';
import type { Resource } from '../chart/fhir.js';

/** What a test asks of a C-CDA document through libxml2, which the reader does not use. */

export const NS = { c: 'urn:hl7-org:v3', xsi: 'http://www.w3.org/2001/XMLSchema-instance' };
const T = '2.16.840.1.113883.10.20.22.4.';
export const template = (arc: string): string => `c:templateId/@root='${T}${arc}'`;

export class Ask {
  constructor(readonly node: XmlElement) {}
  values(path: string): string[] {
    return this.node.find(path, NS).map((found) => (found as unknown as { value: string }).value);
  }
  first(path: string): string {
    return (this.values(path)[0] ?? '').trim();
  }
}

export const codes = (concept: unknown): string[] =>
  ((concept as { coding?: { code?: string }[] } | undefined)?.coding ?? []).map((one) => one.code ?? '');

/** The resources that bear an element's id: the reader keeps every id. */
export function resourcesOf(node: XmlElement, type: RegExp, resources: readonly Resource[]): Resource[] {
  const ask = new Ask(node);
  const root = ask.first('c:id/@root').toLowerCase();
  const extension = ask.first('c:id[1]/@extension');
  return resources.filter(
    (one) =>
      type.test(one.resourceType) &&
      ((one.identifier as { system?: string; value?: string }[] | undefined) ?? []).some((id) =>
        extension === ''
          ? id.value === root || id.value?.endsWith(`:${root}`)
          : id.value === extension && (id.system?.endsWith(`:${root}`) ?? true),
      ),
  );
}

export function check(found: string[], where: string, name: string, actual: unknown, wanted: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(wanted))
    found.push(`${where}: ${name} is ${JSON.stringify(actual)}, stated ${JSON.stringify(wanted)}`);
}
