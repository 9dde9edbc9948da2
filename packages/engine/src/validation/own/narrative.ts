import { type XmlDocument, XmlElement, XmlXPath } from 'libxml2-wasm';
import type { FindingList } from '../verdict.js';
import { CDA_NAMESPACE, type NodeCheck, NodeChecks, report } from './node-check.js';
import { type SourceTag, sourceAttributes } from './source-tags.js';

// Elements of the CDA narrative block: NarrativeBlock schema of CDA R2, section 4.3.5.
const MARKUP =
  'content linkHtml sub sup br footnote footnoteRef renderMultiMedia paragraph list item caption table thead tfoot tbody tr th td col colgroup';

/** What a program writes when it had nothing to write. `null` alone is a word of some texts, so it counts only as a whole text. */
const PLACEHOLDER = /\[object \w+\]|\bundefined\b|\bNaN\b|^\s*null\s*$|\bnull null\b/;

/** True of every source in which PLACEHOLDER or a placeholder attribute can be found; entities that spell a word apart are not met. */
const MAY_HOLD_PLACEHOLDER = /\[object |undefined|NaN|null null|[>"'[]\s*null\s*[<"'\]]|["']None["']/;

const NO_TEXT = 'c:entry and not(c:text[normalize-space(.)!="" or .//c:renderMultiMedia])';

const CHECKS: readonly NodeCheck[] = [
  {
    layer: 'narrative',
    rule: 'narrative-text-missing',
    severity: 'error',
    // The DICOM Object Catalog (2.16.840.1.113883.10.20.6.1.1) is for programs alone and has none.
    select: `//c:section[c:templateId][${NO_TEXT}][not(c:templateId/@root='2.16.840.1.113883.10.20.6.1.1')]`,
    message: 'The section has entries and no narrative text; people see only the text.',
    hint: 'Write every entry into the text of its section.',
  },
  {
    layer: 'narrative',
    rule: 'narrative-text-missing',
    severity: 'warning',
    // A section that follows no template is not bound to have text (CDA R2, section 4.3.4).
    select: `//c:section[not(c:templateId)][${NO_TEXT}]`,
    message: 'The section has entries and no narrative text; people see only the text.',
    hint: 'Write every entry into the text of its section.',
  },
  {
    layer: 'narrative',
    rule: 'narrative-markup',
    severity: 'error',
    select: `//c:section/c:text//*[namespace-uri()!='urn:hl7-org:v3' or not(contains(' ${MARKUP} ',concat(' ',local-name(),' ')))]`,
    message: 'The element is not allowed in a narrative text.',
    hint: 'Use the narrative block of CDA (table, list, paragraph, content ...) instead of HTML.',
  },
  {
    layer: 'narrative',
    rule: 'narrative-entry-unlinked',
    severity: 'warning',
    select: '//c:entry[*[not(self::c:templateId)] and not(.//c:reference[starts-with(@value,"#")])]',
    message: 'No part of the entry refers to the narrative, so an importing system cannot show where it came from.',
    hint: "Give the entry a text with a reference to the ID of its row in the section's text.",
  },
];

const PLACEHOLDER_CHECKS: readonly NodeCheck[] = [
  {
    layer: 'narrative',
    rule: 'narrative-placeholder',
    severity: 'error',
    select: "//text()[contains(.,'null') or contains(.,'undefined') or contains(.,'NaN') or contains(.,'[object ')]",
    wrong: (text) => PLACEHOLDER.test(text),
    message: 'The text holds what a program writes for a missing value.',
    hint: 'Leave missing values out, or write a nullFlavor.',
  },
  {
    layer: 'narrative',
    rule: 'placeholder-value',
    severity: 'error',
    select: "//@*[.='null' or .='undefined' or .='NaN' or .='None' or contains(.,'[object ')]",
    message: 'The attribute holds what a program writes for a missing value.',
    hint: 'Leave missing values out, or write a nullFlavor.',
  },
];

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

/** Rules that tie the coded entries to what people read. */
export class NarrativeCheck {
  private readonly checks = new NodeChecks(CHECKS);
  private readonly placeholders = new NodeChecks(PLACEHOLDER_CHECKS);
  private readonly ids = XmlXPath.compile('//@ID');
  private readonly references = XmlXPath.compile('//c:reference/@value[starts-with(.,"#")]', CDA_NAMESPACE);
  private readonly sections = XmlXPath.compile('//c:section[c:text//c:table and c:entry]', CDA_NAMESPACE);
  private readonly rows = XmlXPath.compile(
    'count(c:text//c:tr[not(parent::c:thead)]) + count(c:text//c:item) + count(c:text//c:paragraph)',
    CDA_NAMESPACE,
  );
  private readonly linked = XmlXPath.compile('count(c:entry[.//c:reference[starts-with(@value,"#")]])', CDA_NAMESPACE);

  /** `text` is the document's source and `tags` its tags: most documents need no look at each text node for placeholders, nor at each ID. */
  run(document: XmlDocument, text: string, tags: readonly SourceTag[], findings: FindingList): void {
    this.checks.run(document, findings);
    if (MAY_HOLD_PLACEHOLDER.test(text)) this.placeholders.run(document, findings);
    if (!linksHold(tags)) this.checkLinks(document, findings);
    for (const section of document.find(this.sections)) {
      if (!(section instanceof XmlElement)) continue;
      if (Number(section.eval(this.rows)) < Number(section.eval(this.linked))) report(findings, FEW_ROWS, section);
    }
  }

  private checkLinks(document: XmlDocument, findings: FindingList): void {
    const seen = new Set<string>();
    for (const id of document.find(this.ids)) {
      const value = id.content;
      if (!NCNAME.test(value)) report(findings, ID_FORM, id);
      if (seen.has(value)) report(findings, ID_TWICE, id);
      seen.add(value);
    }
    for (const reference of document.find(this.references)) {
      if (!seen.has(reference.content.slice(1))) report(findings, BROKEN, reference);
    }
  }

  dispose(): void {
    this.checks.dispose();
    this.placeholders.dispose();
    for (const expression of [this.ids, this.references, this.sections, this.rows, this.linked]) expression.dispose();
  }
}
