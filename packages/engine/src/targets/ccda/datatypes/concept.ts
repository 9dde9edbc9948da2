import type { CodeableConcept, Coding } from '../../../chart/fhir.js';
import { attribute, countLoss, escapeText, isToken, lossCount, visible } from '../xml.js';
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

// The same codings come again and again, within a chart and across charts: what they look like is kept.
// By code system, then code: a key made of all parts would be a new text each time, and hashing it costs more than the look-up.
interface Written {
  readonly namespace: string;
  readonly display: string | null | undefined;
  readonly attributes: string;
  /** Something of it could not be written: to be counted each time. */
  readonly lost: boolean;
}
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

/** Attributes of one coding: code, codeSystem, codeSystemName, displayName; '' where it has no code that can be written. */
export function codingAttributes(namespace: string, coding: Coding | null | undefined): string {
  if (typeof coding?.code !== 'string') return '';
  const uri = coding.system ?? '';
  const known = written.get(uri)?.get(coding.code);
  if (known !== undefined && known.display === coding.display && known.namespace === namespace) {
    if (known.lost) countLoss();
    return known.attributes;
  }
  const losses = lossCount();
  const attributes = isToken(coding.code)
    ? attribute('code', coding.code) +
      attribute('codeSystem', oidFor(namespace, 'code-system', uri)) +
      attribute('codeSystemName', systemName(uri)) +
      attribute('displayName', visible(coding.display) ?? displayOf(uri, coding.code))
    : '';
  if (attributes === '') countLoss();
  remember(uri, coding.code, { namespace, display: coding.display, attributes, lost: lossCount() !== losses });
  return attributes;
}

/**
 * A CD or CE. The main code is the first coding of a wanted system (or, where not strict, the first that has a code); all other
 * codings follow as translations. Without a main code: nullFlavor OTH when a translation says what is meant, else UNK.
 */
export function concept(
  namespace: string,
  value: CodeableConcept | null | undefined,
  options: ConceptOptions = {},
): string {
  const tag = options.tag ?? 'code';
  const type = options.type === undefined ? '' : ` xsi:type="${options.type}"`;
  const codings = value?.coding ?? [];
  const head = mainCoding(namespace, value, options);
  let translations = '';
  for (const coding of codings) {
    const attributes = codingAttributes(namespace, coding);
    // The same code may come twice, from a crosswalk and from the source.
    if (
      attributes === '' ||
      attributes === head ||
      (codings.length > 1 && translations.includes(`<translation${attributes}/>`))
    )
      continue;
    translations += `<translation${attributes}/>`;
  }
  const text = conceptText(value);
  // Importers that do not follow references would show a concept without a display as nothing, so there the text stands inline too.
  const inline = options.anchor && head.includes(' displayName="') ? '' : escapeText(text);
  const reference = options.anchor ? `<reference value="#${options.anchor}"/>` : '';
  const original = inline !== '' || reference !== '' ? `<originalText>${inline}${reference}</originalText>` : '';
  const content = original + translations + (options.inner ?? '');
  const code = head !== '' ? head : ` nullFlavor="${translations !== '' || text !== '' ? 'OTH' : 'UNK'}"`;
  return content === '' ? `<${tag}${type}${code}/>` : `<${tag}${type}${code}>${content}</${tag}>`;
}

/** Attributes of the main code; '' where there is none. */
function mainCoding(namespace: string, value: CodeableConcept | null | undefined, options: ConceptOptions): string {
  for (const system of options.systems ?? []) {
    const attributes = codingAttributes(namespace, codingOf(value, system));
    if (attributes !== '') return attributes;
  }
  if (options.strict) return '';
  let unnamed = '';
  for (const coding of value?.coding ?? []) {
    const attributes = codingAttributes(namespace, coding);
    if (attributes === '') continue;
    if (coding.system) return attributes;
    unnamed ||= attributes;
  }
  return unnamed;
}

/** One fixed code of a template; its words are the template's own and need no escaping. */
export function fixed(tag: string, code: string, oid: string, display: string, type?: string): string {
  return `<${tag}${type === undefined ? '' : ` xsi:type="${type}"`} code="${code}" codeSystem="${oid}" displayName="${display}"/>`;
}
