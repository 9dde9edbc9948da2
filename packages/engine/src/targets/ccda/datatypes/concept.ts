import type { CodeableConcept, Coding } from '../../../chart/fhir.js';
import { originalReference, referenceTo } from '../anchor.js';
import { attribute, countLoss, escapeText, inOnePiece, isToken, lossCount, tagsOf, visible } from '../xml.js';
import { displayOf, oidFor, publishedOid, systemName } from './oid.js';

export interface ConceptOptions {
  readonly tag?: string;
  readonly type?: string;
  /** OIDs of the systems that the template wants for the main code, best first. */
  readonly systems?: readonly string[];
  /** Only `systems` may be the main code: others become translations under nullFlavor OTH. */
  readonly strict?: boolean;
  /** Anchor of the narrative cell that shows this concept. */
  readonly anchor?: string | null;
  /** Further XML inside the element, after the translations. */
  readonly inner?: string;
}

/** What people call the concept: its own text, else a display, else the code; '' where it says nothing. */
export function conceptText(concept: CodeableConcept | null | undefined): string {
  const own = visible(concept?.text);
  if (own !== null) return own;
  const codings = concept?.coding ?? [];
  for (const coding of codings) {
    const display = visible(coding?.display);
    if (display !== null) return display;
  }
  for (const coding of codings) {
    const code = visible(coding?.code);
    if (code !== null) return code;
  }
  return '';
}

/** The same with the codes that its words do not show, for concepts that the narrative alone tells. */
export function codedText(concept: CodeableConcept | null | undefined): string {
  const text = conceptText(concept);
  const codes = (concept?.coding ?? []).map((coding) => {
    const display = visible(coding?.display);
    return [visible(coding?.code), display === text ? null : display].filter((t) => t !== null && t !== text).join(' ');
  });
  const told = [...new Set(codes)].filter((t) => t !== '').join('; ');
  return told === '' ? text : `${text} (${told})`;
}

/** The first coding of a system (by OID) that can be written as a code. */
export function codingOf(concept: CodeableConcept | null | undefined, oid: string): Coding | undefined {
  return (concept?.coding ?? []).find(
    (c) =>
      typeof c?.system === 'string' && typeof c.code === 'string' && isToken(c.code) && publishedOid(c.system) === oid,
  );
}

/** A coding as C-CDA writes it. */
interface Written {
  /** Whose OID for a system without a published one stands in it; null: it is the same in every namespace. */
  readonly namespace: string | null;
  readonly display: string | null | undefined;
  /** code, codeSystem, codeSystemName, displayName; '' where it has no code that can be written. */
  readonly attributes: string;
  /** The same as a `translation`. */
  readonly translation: string;
  /** Has a displayName. */
  readonly isDisplayed: boolean;
  /** Published OID of its system; null also where it has no code that can be written. */
  readonly oid: string | null;
  readonly named: boolean;
  /** Something of it could not be written: to be counted each time. */
  readonly lost: boolean;
}

// The same codings come again and again, within a chart and across charts: what they look like is kept.
// By code system, then code: a key made of all parts would be a new text each time, and hashing it costs more than the look-up.
const written = new Map<string, Map<string, Written>>();
const MOST_WRITTEN = 20_000;
let writtenCount = 0;

function remember(uri: string, code: string, entry: Written): void {
  if (writtenCount >= MOST_WRITTEN) {
    written.clear();
    writtenCount = 0;
  }
  let ofSystem = written.get(uri);
  if (ofSystem === undefined) {
    ofSystem = new Map();
    written.set(uri, ofSystem);
  }
  ofSystem.set(code, entry);
  writtenCount++;
}

const NOTHING: Written = {
  namespace: null,
  display: null,
  attributes: '',
  translation: '',
  isDisplayed: false,
  oid: null,
  named: false,
  lost: false,
};

function writtenOf(namespace: string, coding: Coding | null | undefined): Written {
  const code = coding?.code;
  if (typeof code !== 'string') return NOTHING;
  const uri = coding?.system ?? '';
  const display = coding?.display;
  let entry = written.get(uri)?.get(code);
  if (entry === undefined || entry.display !== display || (entry.namespace !== null && entry.namespace !== namespace)) {
    entry = write(namespace, uri, code, display);
    remember(uri, code, entry);
  }
  if (entry.lost) countLoss();
  return entry;
}

function write(namespace: string, uri: string, code: string, display: string | null | undefined): Written {
  const named = uri !== '';
  if (!isToken(code)) return { ...NOTHING, display, named, lost: true };
  const losses = lossCount();
  const oid = publishedOid(uri);
  const name = attribute('displayName', visible(display) ?? displayOf(uri, code));
  const attributes =
    attribute('code', code) +
    attribute('codeSystem', oidFor(namespace, 'code-system', uri)) +
    attribute('codeSystemName', systemName(uri)) +
    name;
  return {
    namespace: oid === null ? namespace : null,
    display,
    attributes: inOnePiece(attributes),
    translation: inOnePiece(`<translation${attributes}/>`),
    isDisplayed: name !== '',
    oid,
    named,
    lost: lossCount() !== losses,
  };
}

/** Attributes of one coding: code, codeSystem, codeSystemName, displayName; '' where it has no code that can be written. */
export const codingAttributes = (namespace: string, coding: Coding | null | undefined): string =>
  writtenOf(namespace, coding).attributes;

/**
 * A CD or CE. The main code is the first coding of a wanted system (or, where not strict, the first that has a code); all other
 * codings follow as translations. Without a main code: nullFlavor OTH when a translation says what is meant, else UNK.
 */
export function concept(
  namespace: string,
  value: CodeableConcept | null | undefined,
  options: ConceptOptions = NO_OPTIONS,
): string {
  const { tag = 'code', type, anchor, inner = '' } = options;
  const codings = allWritten(namespace, value);
  const main = mainCoding(codings, options);
  const translations = translationsOf(codings, main);
  // Importers that do not follow references would show a concept without a display as nothing, so there the text stands inline too.
  const text = anchor && main.isDisplayed ? '' : conceptText(value);
  let content = '';
  if (anchor)
    content =
      text === ''
        ? originalReference(anchor)
        : `<originalText>${escapeText(text)}${referenceTo(anchor)}</originalText>`;
  else if (text !== '') content = `<originalText>${escapeText(text)}</originalText>`;
  content += translations + inner;
  const code =
    main.attributes !== '' ? main.attributes : ` nullFlavor="${translations !== '' || text !== '' ? 'OTH' : 'UNK'}"`;
  const { open, close } = tagsOf(tag, type);
  return content === '' ? `${open}${code}/>` : `${open}${code}>${content}${close}`;
}

const NO_OPTIONS: ConceptOptions = {};

/** All codes of a concept as `translation` elements, that of a wanted system first; '' where none can be written. */
export function translations(
  namespace: string,
  value: CodeableConcept | null | undefined,
  systems: readonly string[],
): string {
  const codings = allWritten(namespace, value);
  const main = mainCoding(codings, { systems });
  return main.translation + translationsOf(codings, main);
}

function allWritten(namespace: string, value: CodeableConcept | null | undefined): readonly Written[] {
  const codings: Written[] = [];
  for (const coding of value?.coding ?? NONE) codings.push(writtenOf(namespace, coding));
  return codings;
}

const NONE: readonly Coding[] = [];

/** Codings beside the main one; the same code may come twice, from a crosswalk and from the source. */
function translationsOf(codings: readonly Written[], main: Written): string {
  let translations = '';
  for (let i = 0; i < codings.length; i++) {
    const { attributes, translation } = codings[i]!;
    if (attributes === '' || attributes === main.attributes) continue;
    let earlier = 0;
    while (earlier < i && codings[earlier]!.attributes !== attributes) earlier++;
    if (earlier === i) translations += translation;
  }
  return translations;
}

/** The main code; {@link NOTHING} where there is none. */
function mainCoding(codings: readonly Written[], { systems, strict }: ConceptOptions): Written {
  if (systems !== undefined)
    for (const system of systems) for (const coding of codings) if (coding.oid === system) return coding;
  if (strict) return NOTHING;
  let unnamed = NOTHING;
  for (const coding of codings) {
    if (coding.attributes === '') continue;
    if (coding.named) return coding;
    if (unnamed === NOTHING) unnamed = coding;
  }
  return unnamed;
}

/** One fixed code of a template; its words are the template's own and need no escaping. */
export function fixed(tag: string, code: string, oid: string, display: string, type?: string): string {
  let known = fixedCodes.get(code);
  if (known?.tag !== tag || known.oid !== oid || known.display !== display || known.type !== type) {
    const xml = `<${tag}${type === undefined ? '' : ` xsi:type="${type}"`} code="${code}" codeSystem="${oid}" displayName="${display}"/>`;
    known = { tag, oid, display, type, xml: inOnePiece(xml) };
    fixedCodes.set(code, known);
  }
  return known.xml;
}

// By code; templates name some hundred codes, few of them in more than one way.
const fixedCodes = new Map<
  string,
  {
    readonly tag: string;
    readonly oid: string;
    readonly display: string;
    readonly type: string | undefined;
    readonly xml: string;
  }
>();
