import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import type { RuleText } from '../tree-rule.js';

// US Realm Patient Name (PTN.US.FIELDED) 2.16.840.1.113883.10.20.22.5.1: CONF:81-7157, 81-7159; datatypes ENXP: a part has text or a nullFlavor.
const PARTS: ReadonlySet<string> = new Set(['prefix', 'given', 'family', 'suffix']);

const EMPTY: RuleText = {
  rule: 'name-part-empty',
  severity: 'error',
  message: "A part of the patient's name is there and has no text.",
  hint: 'Write the part, give it a nullFlavor, or leave it out: empty parts become empty names in the importing system.',
};
const missing = (part: string, conf: string): RuleText => ({
  rule: `conf-81-${conf}`,
  severity: 'error',
  message: `The patient's name SHALL contain ${part} (CONF:81-${conf}).`,
  hint: 'Write the part, or a nullFlavor where it is not known.',
});
const NO_GIVEN = missing('at least one given', '7157');
const NO_FAMILY = missing('exactly one family', '7159');

/** The faults of the patient's names: parts that are empty, and, with `parts`, parts that must be there and are not. */
export function* nameFaults(tree: DocumentTree, parts: boolean): Generator<[RuleText, CdaElement]> {
  for (const name of tree.root.at('recordTarget', 'patientRole', 'patient', 'name')) {
    if (name.attr('nullFlavor') !== undefined) continue;
    for (const part of name.children) {
      if (PARTS.has(part.name) && part.content.trim() === '' && part.attr('nullFlavor') === undefined)
        yield [EMPTY, part];
    }
    if (!parts) continue;
    if (!name.child('given')) yield [NO_GIVEN, name];
    if (!name.child('family')) yield [NO_FAMILY, name];
  }
}
