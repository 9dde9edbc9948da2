import { codeTable } from '../../base/code-table.js';
import { type CdaDocument, STATEMENTS } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { isTrue } from '../../formats/xml/xs-boolean.js';
/** A part of a document that is in no resource, and why. */
export interface NotCarried {
  /** XPath from the document's root, in HL7's namespace. */
  readonly where: string;
  readonly line: number;
  readonly reason: string;
}

/** Element that was not carried, with the reason where a reader knows one. */
export interface Loss {
  readonly element: XmlElement;
  readonly reason: string;
}

/** Elements that say how a document is built and nothing of the patient. */
const isStructure = (name: string): boolean =>
  name === 'templateId' || name === 'typeId' || name === 'realmCode' || name === 'sequenceNumber';

/**
 * Why an element of this name has no place, for those that no reader took. FHIR R4 element lists are the ground of each.
 */
const REASONS: Readonly<Record<string, string>> = codeTable({
  qualifier: 'FHIR R4 has no qualifier of a code',
  name: 'a qualifier name or a further name has no element here',
  translation: 'the resource has one value here, and no place for its translation',
  effectiveTime: 'the resource has no further time',
  low: 'the resource has no place for the start of this time or range',
  high: 'the resource has no place for the end of this time or range',
  center: 'the middle of a period has no place in FHIR R4',
  width: 'the length of a period has no place in the resource',
  period: 'the resource has no place for a repetition here',
  priorityCode: 'the resource has no priority',
  methodCode: 'the resource has no method',
  targetSiteCode: 'the resource has no body site',
  approachSiteCode: 'the resource has no approach site',
  routeCode: 'the resource has no route',
  repeatNumber: 'the resource has no repeat count',
  languageCode: 'the resource has no language of an entry',
  interpretationCode: 'the resource has no interpretation',
  independentInd: 'FHIR R4 has no independence indicator',
  criterion: 'the resource has no condition for it',
  administrationUnitCode: 'the dose is stated with a unit of its own',
  confidentialityCode: 'the entry has a security label of its own, which the resource has no place for',
  statusCode: 'the status of this part has no place in the resource',
  text: 'the text of this part has no place in the resource',
  value: 'the resource has no place for this value',
  code: 'the resource has no place for this code',
  id: 'the resource has no place for this identifier',
  time: 'the resource has no place for the time of this participation',
});

/** Attributes that state something of the patient. */
const isFact = (name: string | undefined): boolean =>
  name === 'code' || name === 'value' || name === 'extension' || name === 'root' || name === 'displayName';

function hasFact({ attributes, nodes }: XmlElement): boolean {
  for (let i = 0; i < attributes.length; i += 2) if (isFact(attributes[i])) return true;
  for (const node of nodes) if (typeof node === 'string' && node.trim() !== '') return true;
  return false;
}

/**
 * Everything of the document that states something and that no reader took, in document order: what readers gave up with their reasons, then every
 * element that is left with a code, value, identifier or text of its own. Narrative blocks are kept whole in the Composition.
 */
export function accountOf(document: CdaDocument, losses: readonly Loss[]): NotCarried[] {
  const reasons = new Map<XmlElement, string>();
  for (const { element, reason } of losses) if (!reasons.has(element)) reasons.set(element, reason);
  const found: { element: XmlElement; reason: string }[] = [];
  const walk = (element: XmlElement): void => {
    const { name } = element;
    // A narrative block is kept whole.
    if (isStructure(name) || (name === 'text' && element.parent?.name === 'section')) return;
    // What a reader gives up has both marks.
    const known = element.used && element.negationUsed ? reasons.get(element) : undefined;
    if (known !== undefined) found.push({ element, reason: known });
    else {
      if (!element.used && hasFact(element))
        found.push({ element, reason: REASONS[name] ?? 'no resource has an element for it' });
      if (!element.negationUsed && isTrue(element.raw('negationInd')) && STATEMENTS.has(name))
        found.push({ element, reason: 'the negation has no place in the resource' });
    }
    const { nodes } = element;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node !== 'string') walk(node);
    }
  };
  walk(document.root);
  let line = 1;
  let counted = 0;
  return found.map(({ element, reason }) => {
    // Found in document order: each line feed is counted once.
    for (let at = document.text.indexOf('\n', counted); at >= 0 && at < element.offset; ) {
      line++;
      counted = at + 1;
      at = document.text.indexOf('\n', counted);
    }
    return { where: element.path(), line, reason };
  });
}
