import type { CodeableConcept, Coding } from '../../../chart/fhir.js';
import { attribute, escapeText, isToken, visible } from '../xml.js';
import { oidFor, publishedOid, systemName } from './oid.js';

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

/** The first coding of a system (by OID) that can be written as a code. */
export function codingOf(concept: CodeableConcept | null | undefined, oid: string): Coding | undefined {
  return (concept?.coding ?? []).find(
    (c) =>
      typeof c?.system === 'string' && typeof c.code === 'string' && isToken(c.code) && publishedOid(c.system) === oid,
  );
}

/** Attributes of one coding: code, codeSystem, codeSystemName, displayName; '' where it has no code that can be written. */
export function codingAttributes(namespace: string, coding: Coding | null | undefined): string {
  if (typeof coding?.code !== 'string' || !isToken(coding.code)) return '';
  const uri = coding.system ?? '';
  return (
    attribute('code', coding.code) +
    attribute('codeSystem', oidFor(namespace, 'code-system', uri)) +
    attribute('codeSystemName', systemName(uri)) +
    attribute('displayName', visible(coding.display))
  );
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
  const type = attribute('xsi:type', options.type);
  const codings = (value?.coding ?? []).filter((c) => typeof c?.code === 'string' && isToken(c.code));
  let main: Coding | undefined;
  for (const system of options.systems ?? []) {
    main = codingOf(value, system);
    if (main) break;
  }
  if (!main && !options.strict) main = codings.find((c) => c.system !== undefined) ?? codings[0];
  let translations = '';
  const seen = new Set<string>();
  if (main) seen.add(codingAttributes(namespace, main));
  for (const coding of codings) {
    const attributes = codingAttributes(namespace, coding);
    if (seen.has(attributes)) continue;
    seen.add(attributes);
    translations += `<translation${attributes}/>`;
  }
  const text = conceptText(value);
  const head = main
    ? codingAttributes(namespace, main)
    : ` nullFlavor="${translations !== '' || text !== '' ? 'OTH' : 'UNK'}"`;
  // Importers that do not follow references would show a text-only concept as nothing, so there the text stands inline too.
  const inline = main && options.anchor ? '' : escapeText(text);
  const reference = options.anchor ? `<reference value="#${options.anchor}"/>` : '';
  const original = inline !== '' || reference !== '' ? `<originalText>${inline}${reference}</originalText>` : '';
  const content = original + translations + (options.inner ?? '');
  return content === '' ? `<${tag}${type}${head}/>` : `<${tag}${type}${head}>${content}</${tag}>`;
}

/** One fixed code of a template. */
export function fixed(tag: string, code: string, oid: string, display: string, type?: string): string {
  return `<${tag}${attribute('xsi:type', type)} code="${code}" codeSystem="${oid}"${attribute('displayName', display)}/>`;
}
