import type { Resource } from '../../chart/fhir.js';
import { attachmentSource, noteText } from '../../formats/rich-text/note-file.js';
import { contactText, identifierText } from './ids.js';
import {
  codingText,
  dateShown,
  type Leaf,
  leavesOf,
  numberText,
  oneLine,
  quantityFact,
  timingFacts,
  xmlText,
} from './leaves.js';
import { type ChartIndex, PARTY_TYPES, referenceLeaf } from './parties.js';
import { saidOtherwise } from './placement.js';
import { TIMING_CODES } from './timing-codes.js';
import { partsOf } from './value-rules.js';

type Json = Record<string, unknown>;

/** Texts that an entry may say, in layers that entries share. */
export class Known {
  constructor(readonly layers: readonly ReadonlySet<string>[]) {}

  has(text: string): boolean {
    return this.layers.some((layer) => layer.has(text));
  }

  /** Whether an id of the document is one of the identifiers. */
  hasId(read: string): boolean {
    const extension = read.slice(read.indexOf('^'));
    return this.has(read) || this.has(`*${extension}`) || this.has(extension.slice(1));
  }

  /** Whether a contact is one of them, however it is spaced and whatever URL scheme it has. */
  hasContact(text: string): boolean {
    const wanted = contactText(text);
    return wanted !== '' && this.layers.some((layer) => contactsOf(layer).has(wanted));
  }
}

const contacts = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

function contactsOf(layer: ReadonlySet<string>): ReadonlySet<string> {
  let found = contacts.get(layer);
  if (!found) {
    found = new Set([...layer].map(contactText));
    contacts.set(layer, found);
  }
  return found;
}

/** The values of a chart's resources, each made once. */
export class ChartValues {
  readonly #leaves = new WeakMap<object, readonly Leaf[]>();
  readonly #own = new WeakMap<object, ReadonlySet<string>>();
  readonly #references = new WeakMap<object, readonly string[]>();

  /** `declared`: elements (`Type.element`) that the writer itself says it has no place for. */
  constructor(
    readonly index: ChartIndex,
    readonly declared: ReadonlySet<string>,
    /** Places of resources with codes that hold blanks, of which the writer says that a C-CDA code cannot have them. */
    readonly blankCodes: ReadonlySet<string> = new Set(),
  ) {}

  /** All values of a resource; identifiers as ids of a document, attachments as their text. */
  leaves(resource: Resource): readonly Leaf[] {
    let leaves = this.#leaves.get(resource);
    if (!leaves) {
      leaves = leavesOfResource(resource, this.index);
      this.#leaves.set(resource, leaves);
    }
    return leaves;
  }

  /** Everything that an entry of this resource may say: its own values, the patient's, and those of what it refers to. */
  known(resource: Resource): Known {
    const layers: ReadonlySet<string>[] = [this.own(resource), this.index.patientTexts()];
    const panel = this.index.panelOf(resource);
    if (panel) layers.push(this.#codeOf(panel));
    const seen = new Set<string>();
    let next = this.#referencesOf(resource);
    for (let depth = 0; depth < 2; depth++) {
      const further: string[] = [];
      for (const reference of next) {
        if (seen.has(reference)) continue;
        seen.add(reference);
        const target = this.index.get(reference) as Resource | undefined;
        if (!target || target.resourceType === 'Patient') continue;
        if (PARTY_TYPES.has(target.resourceType)) layers.push(this.index.texts(reference));
        layers.push(this.own(target));
        further.push(...this.#referencesOf(target));
      }
      next = further;
    }
    return new Known(layers);
  }

  /** A resource's own values as texts. */
  own(resource: Resource): ReadonlySet<string> {
    let own = this.#own.get(resource);
    if (!own) {
      const texts = new Set<string>();
      for (const leaf of this.leaves(resource)) addLeaf(leaf, texts);
      for (const part of partsOf(resource)) for (const leaf of leavesOfResource(part, this.index)) addLeaf(leaf, texts);
      addComposed(resource, this.index, texts);
      own = texts;
      this.#own.set(resource, own);
    }
    return own;
  }

  #codeOf(panel: Resource): ReadonlySet<string> {
    const texts = new Set<string>();
    for (const leaf of this.leaves(panel)) if (/^code\./.test(leaf.path)) addLeaf(leaf, texts);
    return texts;
  }

  #referencesOf(resource: Resource): readonly string[] {
    let found = this.#references.get(resource);
    if (!found) {
      const references = new Set<string>();
      collectReferences(resource, references);
      found = [...references];
      this.#references.set(resource, found);
    }
    return found;
  }
}

function addLeaf(leaf: Leaf, texts: Set<string>): void {
  for (const text of leaf.stated) {
    texts.add(text);
    for (const other of saidOtherwise(leaf.path, text)) texts.add(other);
  }
  for (const alternative of leaf.shown) for (const text of alternative) texts.add(text);
}

/** Values that entries make of several elements: amounts, periods, timing codes, names. */
function addComposed(value: unknown, index: ChartIndex, texts: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) addComposed(item, index, texts);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  const quantity = quantityFact(object);
  if (quantity !== null) texts.add(quantity);
  for (const fact of timingFacts(object)) texts.add(fact);
  if (typeof object.code === 'string') {
    if (TIMING_CODES[object.code]) texts.add(TIMING_CODES[object.code]!);
    const coding = codingText(object);
    if (coding !== null) texts.add(coding);
  }
  if (typeof object.reference === 'string' || typeof object.display === 'string') texts.add(index.nameOf(object));
  for (const member of Object.values(object)) addComposed(member, index, texts);
}

function collectReferences(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectReferences(item, into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      if (key === 'reference' && typeof member === 'string') into.add(member);
      else collectReferences(member, into);
    }
}

function leavesOfResource(resource: Resource, index: ChartIndex): Leaf[] {
  const leaves = leavesOf(
    resource as Json,
    (path, reference, into) => {
      const leaf = referenceLeaf(index, path, reference);
      if (leaf) into.push(leaf);
      const id = leaf || !reference.identifier ? null : identifierText(reference.identifier as Json);
      if (id !== null)
        into.push({ path: `${path}.identifier`, kind: 'other', stated: [id], shown: [[id.replace(/^[^^]*\^/, '')]] });
    },
    attachmentLeaf,
  ).filter((leaf) => !/^identifier\./.test(leaf.path));
  for (const identifier of (resource.identifier as Json[] | undefined) ?? []) {
    const id = identifier ? identifierText(identifier) : null;
    if (id !== null)
      leaves.push({ path: 'identifier', kind: 'other', stated: [id], shown: [[id.replace(/^[^^]*\^/, '')]] });
  }
  return leaves;
}

/** Plain text is shown whole; anything else stands in the entry as it is, formatted text shown as its words or not at all. */
function attachmentLeaf(path: string, attachment: Json, into: Leaf[]): void {
  const data = String(attachment.data).replace(/\s+/g, '');
  const contentType = String(attachment.contentType);
  const media = contentType.toLowerCase().split(';')[0]!.trim();
  const words = noteText(attachmentSource(data, contentType), media);
  if (media === 'text/plain') {
    const text = xmlText(words ?? '');
    if (text !== '') into.push({ path: `${path}.data`, kind: 'other', stated: [text], shown: [[oneLine(text)]] });
  } else {
    const shown = words === null ? [] : [[oneLine(xmlText(words))]];
    into.push({ path: `${path}.data`, kind: 'code', stated: [data], shown: [...shown, []] });
  }
  const size = numberText(attachment.size);
  if (size !== null) into.push({ path: `${path}.size`, kind: 'amount', stated: [], shown: [[size]] });
  const url = typeof attachment.url === 'string' ? xmlText(attachment.url) : '';
  if (url !== '') into.push({ path: `${path}.url`, kind: 'other', stated: [url], shown: [[oneLine(url)]] });
  if (typeof attachment.creation === 'string')
    into.push({ path: `${path}.creation`, kind: 'date', stated: [], shown: dateShown(attachment.creation) });
  into.push({ path: `${path}.contentType`, kind: 'other', stated: [], shown: [[media]] });
  if (typeof attachment.title === 'string' && xmlText(attachment.title) !== '')
    into.push({ path: `${path}.title`, kind: 'other', stated: [], shown: [[oneLine(xmlText(attachment.title))]] });
}
