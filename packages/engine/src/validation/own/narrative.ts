import type { XmlDocument } from 'libxml2-wasm';
import type { FindingList } from '../verdict.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';
import { reportAt } from './node-check.js';
import { PlaceholderCheck } from './placeholders.js';
import { type SourceTag, sourceAttributes } from './source-tags.js';

// Elements of the CDA narrative block: NarrativeBlock schema of CDA R2, section 4.3.5.
const MARKUP: ReadonlySet<string> = new Set(
  'content linkHtml sub sup br footnote footnoteRef renderMultiMedia paragraph list item caption table thead tfoot tbody tr th td col colgroup'.split(
    ' ',
  ),
);

const TEXT_MISSING = {
  layer: 'narrative',
  rule: 'narrative-text-missing',
  severity: 'error',
  message: 'The section has entries and no narrative text; people see only the text.',
  hint: 'Write every entry into the text of its section.',
} as const;
/** A section that follows no template is not bound to have text (CDA R2, section 4.3.4). */
const TEXT_MISSING_UNBOUND = { ...TEXT_MISSING, severity: 'warning' } as const;
/** The DICOM Object Catalog is for programs alone and has no text. */
const DICOM_CATALOG = '2.16.840.1.113883.10.20.6.1.1';
const NOT_MARKUP = {
  layer: 'narrative',
  rule: 'narrative-markup',
  severity: 'error',
  message: 'The element is not allowed in a narrative text.',
  hint: 'Use the narrative block of CDA (table, list, paragraph, content ...) instead of HTML.',
} as const;
const UNLINKED = {
  layer: 'narrative',
  rule: 'narrative-entry-unlinked',
  severity: 'warning',
  message: 'No part of the entry refers to the narrative, so an importing system cannot show where it came from.',
  hint: "Give the entry a text with a reference to the ID of its row in the section's text.",
} as const;

const ID_FORM = {
  layer: 'narrative',
  rule: 'narrative-id-form',
  severity: 'error',
  message: 'The ID is not an NCName.',
  hint: 'Begin it with a letter or underscore, and use letters, digits, hyphens, underscores and dots only.',
} as const;
const ID_TWICE = {
  layer: 'narrative',
  rule: 'narrative-id-duplicate',
  severity: 'error',
  message: 'The ID occurs before in this document.',
  hint: 'Make IDs unique; some importing systems skip entries whose ids repeat.',
} as const;
const BROKEN = {
  layer: 'narrative',
  rule: 'narrative-reference-broken',
  severity: 'error',
  message: 'The reference points to an ID that is not in this document.',
  hint: "Write the ID into the narrative, or take the reference away; '#' and the ID exactly, case counts.",
} as const;
const FEW_ROWS = {
  layer: 'narrative',
  rule: 'narrative-rows-fewer',
  severity: 'warning',
  message: 'The narrative has fewer rows and items than entries refer to it: something coded may not be visible.',
  hint: 'Give every entry a row of its own.',
} as const;

const NCNAME = /^[\p{L}_][\p{L}\p{N}\p{M}._\-\u00b7]*$/u;

const LINKS: ReadonlySet<string> = new Set(['ID', 'value']);

/** True only where all IDs are well-formed and unique and all references meet one; false wherever the tags alone cannot tell. */
function linksHold(tags: readonly SourceTag[]): boolean {
  const ids = new Set<string>();
  const wanted: string[] = [];
  for (const { name, attributes } of tags) {
    const refers = name === 'reference';
    if (!refers && !/\sID\s*=/.test(attributes)) continue;
    const known = sourceAttributes(attributes, LINKS);
    const id = known.get('ID');
    if (id !== undefined) {
      if (!NCNAME.test(id) || ids.has(id)) return false;
      ids.add(id);
    }
    const value = refers ? known.get('value') : undefined;
    if (value?.startsWith('#')) wanted.push(value.slice(1));
  }
  return wanted.every((id) => ids.has(id));
}

/** Whether a narrative block shows anything: a character that is no XML blank, or a medium. */
const showsAny = (block: CdaElement): boolean => /[^ \t\r\n]/.test(block.content) || count(block, MEDIA) > 0;

const MEDIA: ReadonlySet<string> = new Set(['renderMultiMedia']);
const TABLES: ReadonlySet<string> = new Set(['table']);
const ROWS: ReadonlySet<string> = new Set(['tr', 'item', 'paragraph']);

/** Elements of these names below one, head rows of tables apart. */
function count(element: CdaElement, names: ReadonlySet<string>): number {
  let found = 0;
  for (const child of element.children) {
    if (names.has(child.name) && !(child.name === 'tr' && element.name === 'thead')) found += 1;
    found += count(child, names);
  }
  return found;
}

const named = (element: CdaElement, name: string): CdaElement[] =>
  element.children.filter((child) => child.name === name);

/** Elements that hold a reference into the narrative. */
function linkedElements(tree: DocumentTree): ReadonlySet<CdaElement> {
  const linked = new Set<CdaElement>();
  for (const reference of tree.named('reference')) {
    if (!reference.attr('value')?.startsWith('#')) continue;
    for (let above = reference.parent; above && !linked.has(above); above = above.parent) linked.add(above);
  }
  return linked;
}

/** Elements of narrative blocks that CDA does not know there, in document order. */
function foreignMarkup(sections: readonly CdaElement[]): CdaElement[] {
  const found = new Set<CdaElement>();
  const walk = (element: CdaElement): void => {
    for (const child of element.children) {
      if (!MARKUP.has(child.name)) found.add(child);
      walk(child);
    }
  };
  for (const section of sections) for (const block of named(section, 'text')) walk(block);
  return [...found].sort((a, b) => a.offset - b.offset);
}

/** Rules that tie the coded entries to what people read. */
export class NarrativeCheck {
  private readonly placeholders = new PlaceholderCheck();

  /** `tree` is the document's own: only texts that may be placeholders are looked for in the parsed `document`, and IDs one by one where `tags` do not show that all is well. */
  run(document: XmlDocument, tree: DocumentTree, tags: readonly SourceTag[], findings: FindingList): void {
    const sections = tree.named('section');
    const linked = linkedElements(tree);
    const silent = sections.filter((section) => section.child('entry') && !named(section, 'text').some(showsAny));
    for (const section of silent)
      if (section.child('templateId') && !section.hasTemplate(DICOM_CATALOG))
        reportAt(findings, TEXT_MISSING, tree, section);
    for (const section of silent)
      if (!section.child('templateId')) reportAt(findings, TEXT_MISSING_UNBOUND, tree, section);
    for (const element of foreignMarkup(sections)) reportAt(findings, NOT_MARKUP, tree, element);
    for (const entry of tree.named('entry'))
      if (!linked.has(entry) && entry.children.some((child) => child.name !== 'templateId'))
        reportAt(findings, UNLINKED, tree, entry);
    this.placeholders.run(document, tree, findings);
    if (!linksHold(tags)) checkLinks(tree, findings);
    for (const section of sections) {
      const blocks = named(section, 'text');
      const entries = named(section, 'entry');
      if (entries.length === 0 || !blocks.some((block) => count(block, TABLES) > 0)) continue;
      const rows = blocks.reduce((sum, block) => sum + count(block, ROWS), 0);
      if (rows < entries.filter((entry) => linked.has(entry)).length) reportAt(findings, FEW_ROWS, tree, section);
    }
  }

  dispose(): void {
    this.placeholders.dispose();
  }
}

function checkLinks(tree: DocumentTree, findings: FindingList): void {
  const seen = new Set<string>();
  for (const element of tree.elements) {
    const value = element.attr('ID');
    if (value === undefined) continue;
    if (!NCNAME.test(value)) reportAt(findings, ID_FORM, tree, element, 'ID');
    if (seen.has(value)) reportAt(findings, ID_TWICE, tree, element, 'ID');
    seen.add(value);
  }
  for (const reference of tree.named('reference')) {
    const value = reference.attr('value');
    if (value?.startsWith('#') && !seen.has(value.slice(1))) reportAt(findings, BROKEN, tree, reference, 'value');
  }
}
