import type { Chart } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { identifierText } from './ids.js';
import { codingText, type Leaf, oneLine, tsText, xmlText } from './leaves.js';

type Json = Record<string, unknown>;

/** Resource types that a document names where others refer to them, and that have no entry of their own. */
export const PARTY_TYPES: ReadonlySet<string> = new Set([
  'Location',
  'Medication',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
  'Specimen',
]);

/** What a chart's references point at, and how a document names it. */
export class ChartIndex {
  readonly #resources = new Map<string, Json>();
  readonly #texts = new Map<string, ReadonlySet<string>>();
  readonly #panels = new Map<string, Resource>();
  readonly #patient: string;

  constructor(chart: Chart) {
    this.#patient = `Patient/${chart.patient.id}`;
    this.#resources.set(this.#patient, chart.patient as unknown as Json);
    for (const { resource } of [...chart.shared, ...chart.fragments]) {
      this.#resources.set(`${resource.resourceType}/${resource.id}`, resource as Json);
      for (const name of ['result', 'hasMember'])
        for (const member of (resource[name] as Json[] | undefined) ?? [])
          if (typeof member?.reference === 'string') this.#panels.set(member.reference, resource);
    }
  }

  /** The report or panel that an observation is part of: its name stands beside the observation's. */
  panelOf(resource: Resource): Resource | undefined {
    return this.#panels.get(`${resource.resourceType}/${resource.id}`);
  }

  get(reference: unknown): Json | undefined {
    return typeof reference === 'string' ? this.#resources.get(reference) : undefined;
  }

  /** Name for people; '' where unknown. */
  nameOf(reference: Json | undefined): string {
    const party = this.get(reference?.reference);
    const display = typeof reference?.display === 'string' ? xmlText(reference.display) : '';
    return (party && this.#name(party)) || display;
  }

  #name(party: Json): string {
    if (party.resourceType === 'PractitionerRole')
      return this.nameOf(party.practitioner as Json | undefined) || this.nameOf(party.organization as Json | undefined);
    if (typeof party.name === 'string') return xmlText(party.name);
    return humanName((party.name as Json[] | undefined)?.[0]);
  }

  /** Everything that the document may say of a party: names, their parts, ids, contact points, addresses, roles. */
  texts(reference: string): ReadonlySet<string> {
    let own = this.#texts.get(reference);
    if (!own) {
      const found = new Set<string>();
      this.#collect(reference, found, 0);
      own = found;
      this.#texts.set(reference, own);
    }
    return own;
  }

  /** The same of the patient. */
  patientTexts(): ReadonlySet<string> {
    return this.texts(this.#patient);
  }

  #collect(reference: string, into: Set<string>, depth: number): void {
    const party = this.get(reference);
    if (!party || depth > 3) return;
    const visit = (value: unknown): void => {
      if (typeof value === 'string') {
        const text = xmlText(value);
        into.add(text);
        const ts = tsText(text);
        if (ts !== null) into.add(ts);
        // The template spells the United States in one way only (CONF:81-10024).
        if (/^(us|usa)$/i.test(text)) into.add('US');
      } else if (Array.isArray(value)) value.forEach(visit);
      else if (typeof value === 'object' && value !== null) {
        const object = value as Json;
        if (typeof object.reference === 'string') this.#collect(object.reference, into, depth + 1);
        const id = identifierText(object);
        if (id !== null) into.add(id);
        const code = codingText(object);
        if (code !== null) into.add(code);
        Object.values(object).forEach(visit);
      }
    };
    visit(party);
    into.add(this.#name(party));
  }
}

/** Parts of a name in order, else its text. */
export function humanName(name: Json | undefined): string {
  if (!name) return '';
  const parts = [
    ...((name.prefix as string[] | undefined) ?? []),
    ...((name.given as string[] | undefined) ?? []),
    name.family,
    ...((name.suffix as string[] | undefined) ?? []),
  ];
  const text = parts
    .filter((p): p is string => typeof p === 'string')
    .map(xmlText)
    .filter((p) => p !== '')
    .join(' ');
  return text !== '' ? text : xmlText(String(name.text ?? ''));
}

/** Links that the nesting of the document tells: a report's results, a panel's members, an encounter's diagnoses. */
const NESTED = /(^|\.)(result|hasMember|diagnosis\.condition|partOf|subject|patient|beneficiary)$/;

/**
 * A reference as a leaf: the name of a party, the codes or words of another record. An encounter is named by no entry of another kind: that link
 * is not held. null where the nesting of the document tells the link.
 */
export function referenceLeaf(index: ChartIndex, path: string, reference: Json): Leaf | null {
  const target = index.get(reference.reference);
  const type = String(target?.resourceType ?? String(reference.reference ?? '').split('/')[0]);
  if (type === 'Patient' || NESTED.test(path)) return null;
  if (type === 'Encounter') return { path, kind: 'other', stated: [], shown: [] };
  if (type !== '' && !PARTY_TYPES.has(type)) return conceptLeaf(path, target?.code as Json | undefined);
  const name = index.nameOf(reference);
  if (name === '') return null;
  const party = (target?.name as Json[] | undefined)?.[0];
  // Entries have names in parts: the family name tells whose it is, and what there is where there is none.
  const parts = typeof party === 'object' ? [party?.family, ...((party?.given as unknown[] | undefined) ?? [])] : [];
  const part = parts.map((p) => (typeof p === 'string' ? xmlText(p) : '')).find((p) => p !== '') ?? name;
  return { path, kind: 'other', stated: [name, part], shown: [[oneLine(name)]] };
}

/** Another record by what it is called; null where it has no code. */
function conceptLeaf(path: string, code: Json | undefined): Leaf | null {
  const codings = ((code?.coding as Json[] | undefined) ?? []).filter(Boolean);
  const words = [code?.text, ...codings.map((c) => c.display ?? c.code)].filter(
    (w): w is string => typeof w === 'string',
  );
  if (words.length === 0) return null;
  const stated = codings.map(codingText).filter((c) => c !== null);
  return { path, kind: 'other', stated, shown: words.map((word) => [oneLine(xmlText(word))]) };
}
