import { ELEMENT_TABLE } from './element-table.js';

/** What FHIR R4 says of one element. */
export interface ElementInfo {
  /** FHIR type, e.g. `CodeableConcept`, `date`, or a nested element such as `@Patient.contact`. */
  readonly type: string;
  readonly isList: boolean;
  /** Codes of the required binding, where it is small and closed. */
  readonly codes?: readonly string[];
  /** Resource types a Reference may name; absent: any. */
  readonly targets?: readonly string[];
}

type Elements = ReadonlyMap<string, ElementInfo>;
let table: Map<string, Elements | string> | undefined;

function owners(): Map<string, Elements | string> {
  if (table) return table;
  table = new Map();
  for (const line of ELEMENT_TABLE.split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) table.set(line.slice(0, space), line.slice(space + 1));
  }
  return table;
}

function parseLine(line: string): Elements {
  const elements = new Map<string, ElementInfo>();
  for (const part of line.split(' ')) {
    const equals = part.indexOf('=');
    const isList = part.endsWith('*');
    let type = part.slice(equals + 1, isList ? -1 : undefined);
    const paren = type.indexOf('(');
    const inner = paren > 0 ? type.slice(paren + 1, -1).split(',') : undefined;
    if (paren > 0) type = type.slice(0, paren);
    elements.set(part.slice(0, equals), {
      type,
      isList,
      ...(inner && type === 'code' ? { codes: inner } : {}),
      ...(inner && type === 'Reference' ? { targets: inner } : {}),
    });
  }
  return elements;
}

/** Elements of a resource type, datatype or nested element (`Patient`, `HumanName`, `@Patient.contact`); null when FHIR R4 has no such type (or it is no chart data). */
export function elementsOf(type: string): Elements | null {
  const name = type.startsWith('@') ? type.slice(1) : type;
  const known = owners().get(name);
  if (known === undefined) {
    // A contentReference may name an element (`Observation.referenceRange`): its own line carries the same name, so nothing to follow.
    return null;
  }
  if (typeof known !== 'string') return known;
  const parsed = parseLine(known);
  owners().set(name, parsed);
  return parsed;
}

const PRIMITIVE = /^[a-z]/;

/** True for `string`, `code`, `date` ...; false for datatypes and nested elements. */
export const isPrimitive = (type: string): boolean => PRIMITIVE.test(type);

/** True when FHIR R4 has such a resource type and charts may hold it. */
export function isResourceType(name: string): boolean {
  return elementsOf(name)?.has('implicitRules') === true;
}

export function resourceTypes(): string[] {
  return [...owners().keys()].filter((name) => !name.includes('.') && isResourceType(name));
}

/** Name of the element by which a resource says whose it is, e.g. `subject`; null where it has none. */
export function patientElement(resourceType: string): string | null {
  const elements = elementsOf(resourceType);
  for (const name of ['subject', 'patient', 'beneficiary', 'for', 'individual']) {
    const info = elements?.get(name);
    if (info?.type === 'Reference' && (info.targets === undefined || info.targets.includes('Patient'))) return name;
  }
  return null;
}
