import { codeTable } from '../../base/code-table.js';
import { isTrue } from '../../formats/xml/xs-boolean.js';
import {
  instanceId,
  type Put,
  putConcept,
  putTime,
  putValue,
  quantityText,
  referredText,
  templates,
} from './datatypes.js';
import { anchors, type Fact, type Found, fact } from './found.js';
import { readHeader } from './header-facts.js';
import { NarrativeIndex } from './narrative.js';
import { readParty } from './participation.js';
import { at, child, children, elements, ownText, parseXml, type XmlElement } from './xml-tree.js';

/** One entry of a section, or one component of an organizer. */
export interface ReadEntry {
  /** LOINC code of the section. */
  readonly section: string;
  /** Element name and its templates' last OID arcs below 2.16.840.1.113883.10.20.22, e.g. `observation 4.2`. */
  readonly kind: string;
  /** `root^extension` of the entry and of the statements that it is about. */
  readonly ids: readonly string[];
  readonly facts: readonly Fact[];
  /** Narrative rows that the entry points at. */
  readonly rows: readonly string[];
  /** Column titles of the section's tables: a flow sheet names there what its cells hold. */
  readonly heads: string;
  /** References that lead nowhere. */
  readonly dangling: number;
  /** Organizers: how many of the entries that follow are its components. */
  readonly members: number;
}

export interface CcdaReading {
  readonly header: readonly Fact[];
  readonly entries: readonly ReadEntry[];
  /** Narrative rows of each section by LOINC code, as a reader sees them. */
  readonly narratives: ReadonlyMap<string, readonly string[]>;
  /** The file of an unstructured document; null where the body is structured. */
  readonly file: { readonly mediaType: string; readonly data: string } | null;
}

const ARC = '2.16.840.1.113883.10.20.22.';

/**
 * Roles of nested statements by template (C-CDA R2.1 volume 2; OIDs below 2.16.840.1.113883.10.20.22): how facts below them are named.
 * A template that is not here reads as its element's name, so nothing is passed over.
 */
const ROLES: Readonly<Record<string, string>> = codeTable({
  '4.4': 'problem',
  '4.6': 'status',
  '4.7': 'allergy',
  '4.8': 'severity',
  '4.9': 'reaction',
  '4.17': 'supply',
  '4.18': 'dispense',
  '4.19': 'indication',
  '4.20': 'instruction',
  '4.28': 'status',
  '4.31': 'age',
  '4.47': 'death',
  '4.53': 'refusal',
  '4.61': 'policy',
  '4.64': 'comment',
  '4.72': 'caregiver',
  '4.79': 'deceased',
  '4.80': 'diagnosis',
  '4.110': 'progress',
  '4.143': 'priority',
  '4.145': 'criticality',
  '4.147': 'sig',
});

/** Statements whose ids name the resource as well as the entry's own: what a concern is about, the policy of a coverage. */
const SUBJECTS = new Set(['problem', 'allergy', 'policy', 'diagnosis']);

const STATEMENTS = new Set([
  'act',
  'encounter',
  'observation',
  'observationMedia',
  'organizer',
  'procedure',
  'substanceAdministration',
  'supply',
  'regionOfInterest',
]);

/** Reads a C-CDA document of any origin. Throws MigrationError `CCDA_NOT_XML` where it is not XML. */
export function readCcda(text: string): CcdaReading {
  const root = parseXml(text);
  const header: Fact[] = [];
  readHeader(root, (name, value) => header.push(fact(name, value)));
  const entries: ReadEntry[] = [];
  const narratives = new Map<string, string[]>();
  readSections(at(root, 'component', 'structuredBody'), entries, narratives);
  const body = at(root, 'component', 'nonXMLBody', 'text');
  const file = body ? { mediaType: body.attributes.mediaType ?? '', data: ownText(body).replace(/\s+/g, '') } : null;
  return { header, entries, narratives, file };
}

function readSections(parent: XmlElement | undefined, entries: ReadEntry[], narratives: Map<string, string[]>): void {
  for (const component of children(parent, 'component')) {
    const section = child(component, 'section');
    if (!section) continue;
    const code = child(section, 'code')?.attributes.code ?? '';
    const block = child(section, 'text');
    const narrative = new NarrativeIndex(block);
    narratives.set(code, [...(narratives.get(code) ?? []), ...narrative.rows]);
    for (const entry of children(section, 'entry'))
      for (const statement of elements(entry))
        if (STATEMENTS.has(statement.name)) readEntry(unwrapped(statement), code, narrative, entries);
    readSections(section, entries, narratives);
  }
}

/** Acts that only say which list a medicine stands in (Admission and Discharge Medication): the medicine is the entry. */
const WRAPPERS = new Set(['4.35', '4.36']);

function unwrapped(statement: XmlElement): XmlElement {
  if (!arcs(statement).some((arc) => WRAPPERS.has(arc))) return statement;
  return child(child(statement, 'entryRelationship'), 'substanceAdministration') ?? statement;
}

const arcs = (element: XmlElement): string[] => [
  ...new Set(templates(element).map((root) => (root.startsWith(ARC) ? root.slice(ARC.length) : root))),
];

function readEntry(statement: XmlElement, section: string, narrative: NarrativeIndex, entries: ReadEntry[]): void {
  const found: Found = { facts: [], ids: [], anchors: new Set(), narrative };
  readStatement(statement, '', found, statement.name === 'organizer');
  const rows = new Set<string>();
  let dangling = 0;
  for (const anchor of found.anchors) {
    const row = narrative.rowText(anchor);
    if (row === null) dangling++;
    else rows.add(row);
  }
  const components =
    statement.name === 'organizer'
      ? children(statement, 'component')
          .flatMap(elements)
          .filter((e) => STATEMENTS.has(e.name))
      : [];
  entries.push({
    section,
    kind: [statement.name, ...arcs(statement)].join(' '),
    ids: [...new Set(found.ids)],
    facts: found.facts,
    rows: [...rows],
    heads: narrative.heads,
    dangling,
    members: components.length,
  });
  for (const inner of components) readEntry(inner, section, narrative, entries);
}

/** All facts of one statement; nested statements under their role, from the second of a role on `role#2`. */
function readStatement(statement: XmlElement, prefix: string, found: Found, alone: boolean): void {
  const put: Put = (name, value) => found.facts.push(fact(prefix + name, value));
  const roles = new Map<string, number>();
  const numbered = (role: string): string => {
    const turn = (roles.get(role) ?? 0) + 1;
    roles.set(role, turn);
    return turn === 1 ? `${prefix}${role}.` : `${prefix}${role}#${turn}.`;
  };
  const { moodCode, negationInd } = statement.attributes;
  if (moodCode !== undefined) put('mood', moodCode);
  if (isTrue(negationInd)) put('negated', 'true');
  for (const element of elements(statement)) {
    switch (element.name) {
      case 'templateId':
        break;
      case 'id': {
        const id = instanceId(element);
        const role = prefix.split('.').at(-2) ?? '';
        if (id !== null && (prefix === '' || SUBJECTS.has(role))) found.ids.push(id);
        break;
      }
      case 'code':
      case 'priorityCode':
      case 'interpretationCode':
      case 'methodCode':
      case 'targetSiteCode':
      case 'approachSiteCode':
      case 'routeCode':
      case 'administrationUnitCode':
      case 'sdtc:dischargeDispositionCode':
        anchors(element, found);
        putConcept(put, element.name, element, found.narrative);
        break;
      case 'statusCode':
        if (element.attributes.code !== undefined) put('statusCode', element.attributes.code);
        break;
      case 'text':
      case 'sdtc:text': {
        anchors(element, found);
        const text = referredText(element, found.narrative);
        if (text !== null && text !== '') put('text', text);
        break;
      }
      case 'effectiveTime':
        putTime(put, 'time', element);
        break;
      case 'value':
        anchors(element, found);
        putValue(put, 'value', element, found.narrative);
        break;
      case 'doseQuantity':
      case 'rateQuantity':
      case 'quantity': {
        const text = quantityText(element) ?? rangeText(element);
        if (text !== null) put(element.name, text);
        break;
      }
      case 'repeatNumber':
        if (element.attributes.value !== undefined) put('repeatNumber', element.attributes.value);
        break;
      case 'maxDoseQuantity':
        put('maxDose', ['numerator', 'denominator'].map((part) => quantityText(child(element, part)) ?? '').join('/'));
        break;
      case 'precondition': {
        const value = at(element, 'criterion', 'value');
        if (value) {
          anchors(value, found);
          putValue(put, 'precondition', value, found.narrative);
        }
        break;
      }
      case 'expectedUseTime': {
        const width = quantityText(child(element, 'width'));
        if (width !== null) put('expectedUse', width);
        break;
      }
      case 'reference':
        readReference(put, element, found);
        break;
      case 'referenceRange':
        readRange(put, element, found);
        break;
      case 'component':
        if (!alone) readNested(element, numbered, found);
        break;
      default:
        if (!readParty(element, numbered, found)) readNested(element, numbered, found);
    }
  }
}

/** Another document that the statement refers to. */
function readReference(put: Put, element: XmlElement, found: Found): void {
  const document = child(element, 'externalDocument');
  const id = child(document, 'id');
  if (id) put('document.id', instanceId(id) ?? '');
  putConcept(put, 'document.code', child(document, 'code'), found.narrative);
}

function rangeText(element: XmlElement): string | null {
  const low = quantityText(child(element, 'low'));
  const high = quantityText(child(element, 'high'));
  return low === null && high === null ? null : `${low ?? ''}..${high ?? ''}`;
}

function readRange(put: Put, element: XmlElement, found: Found): void {
  const range = child(element, 'observationRange');
  if (!range) return;
  const text = referredText(child(range, 'text'), found.narrative);
  if (text !== null && text !== '') put('range.text', text);
  const value = child(range, 'value');
  if (value) putValue(put, 'range.value', value, found.narrative);
  putConcept(put, 'range.meaning', child(range, 'code'), found.narrative);
}

function readNested(element: XmlElement, numbered: (role: string) => string, found: Found): void {
  const sequence = child(element, 'sequenceNumber')?.attributes.value;
  if (sequence !== undefined) found.facts.push({ name: 'sequence', value: sequence });
  for (const statement of elements(element)) {
    if (!STATEMENTS.has(statement.name)) continue;
    const known = arcs(statement)
      .map((arc) => ROLES[arc])
      .find((role) => role !== undefined);
    readStatement(statement, numbered(known ?? statement.name), found, false);
  }
}
