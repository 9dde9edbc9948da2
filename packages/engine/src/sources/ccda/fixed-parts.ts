import { LINKS } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { markEd } from './datatypes.js';
import type { Reading } from './reading.js';

/**
 * True for a statement with a nullFlavor of its own and no code in it: it says that nothing is stated (not asked, no information). It is listed and no resource is
 * made, because a resource would be a positive statement.
 */
export function statesNothing(statement: XmlElement, reading: Reading): boolean {
  const flavor = statement.attribute('nullFlavor');
  if (flavor === undefined || hasContent(statement)) return false;
  statement.markAll();
  reading.lose(
    statement,
    `the statement has nullFlavor ${/^[A-Z]{1,4}$/.test(flavor) ? flavor : 'of its own'}: nothing is stated`,
  );
  return true;
}

const CONTENT = new Set(['value', 'manufacturedMaterial', 'playingEntity', 'playingDevice']);

function hasContent(element: XmlElement): boolean {
  for (const node of element.nodes) {
    if (typeof node === 'string' || LINKS.has(node.name)) continue;
    if (
      CONTENT.has(node.name) &&
      [node, ...node.all('code'), ...node.all('translation'), ...node.all('name')].some(
        (one) => one.attribute('code') ?? (one.name === 'name' && one.ownText() !== ''),
      )
    )
      return true;
    if (hasContent(node)) return true;
  }
  return false;
}

/** Codes that templates fix: they say what kind of statement it is, which the element that it becomes says too. */
const FIXED = new Set([
  ...[
    'ASSERTION',
    'CONC',
    'SEV',
    'PAYOR',
    '33999-4',
    '11323-3',
    '82606-5',
    '445518008',
    '397659008',
    '424144002',
    '76662-6',
    '48767-8',
    '30973-2',
  ],
  // Section codes and kinds of diagnosis that concern acts repeat.
  ...[
    '48765-2',
    '11450-4',
    '48768-6',
    '29308-4',
    '46241-6',
    '11535-2',
    '10219-4',
    '10218-6',
    '75310-3',
    '10183-2',
    '42346-7',
    '92183-3',
    '59769-0',
    // Priority preference.
    '225773000',
  ],
  // Care team type, care team member, interpretation of age at death.
  ...['86744-0', '85847-2', '75326-9', '8648-8'],
]);

/**
 * Marks what a template fixes: the code, and a text that points into the narrative, which is kept whole. A code that no template fixes stays unmarked, so
 * that it is carried or listed.
 */
export function markFixed(statement: XmlElement, reading: Reading): void {
  const code = statement.child('code');
  const value = code?.attribute('code');
  if (code && (value === undefined || FIXED.has(value))) {
    code.used = true;
    const original = code.child('originalText');
    if (original) markEd(original, reading);
    for (const translation of code.all('translation')) translation.used = true;
  }
  const text = statement.child('text');
  if (text?.child('reference')) markEd(text, reading);
}
