import type { CdaElement } from '../cda-element.js';
import { ccda } from '../template/constraint.js';
import { isTemplateId, r21Extension } from '../template/template-ids.js';
import { GENERIC, type ImporterRule } from './rule.js';

const ids = (element: CdaElement): { root: string; extension: string | undefined }[] =>
  element.at('templateId').map((id) => ({ root: id.attr('root') ?? '', extension: id.attr('extension') }));

/** C-CDA templates of R1.1 that R2.1 dated: the two ids belong together. */
function halfNamed(element: CdaElement): 'dated' | 'bare' | null {
  for (const { root } of ids(element)) {
    const dated = r21Extension(root);
    if (dated === null || NEW_IN_R21.has(root)) continue;
    if (!element.hasTemplate(root, dated)) return 'dated';
    if (!element.hasTemplate(root, '')) return 'bare';
  }
  return null;
}

// Templates that R2.1 brought: they have no R1.1 form (R2.1 volume 1, appendix on changes).
const NEW_IN_R21: ReadonlySet<string> = new Set(
  '1.13 1.14 1.15 2.58 2.56 4.108 4.114 4.115 4.131 4.132 4.136 4.146 2.36'.split(' ').map(ccda),
);

const ESSENTIAL = [
  ['problems', ['2.5', '2.5.1']],
  ['allergies', ['2.6', '2.6.1']],
  ['medications', ['2.1', '2.1.1']],
] as const;

/** How the document is built. */
export const STRUCTURE_RULES: readonly ImporterRule[] = [
  {
    rule: 'template-pair-incomplete',
    profiles: GENERIC,
    source:
      'C-CDA R2.1 section 1.7 (backwards compatibility); R1.1 importers look for the bare id, R2.1 importers for the dated one',
    message: 'The section has only one of the two template ids: the R2.1 id with its extension and the bare R1.1 id.',
    hint: 'Write both, so that both kinds of importers recognise the section.',
    find: ({ sections }) => sections.filter((section) => halfNamed(section) !== null),
  },
  {
    rule: 'document-not-dated',
    profiles: GENERIC,
    source: 'C-CDA R2.1 CONF:1198-10036: a document without dated ids is asked nothing by R2.1 rules and so "passes"',
    message: 'The document has no R2.1 template id, so that R2.1 importers and validators ask nothing of it.',
    hint: 'Write 2.16.840.1.113883.10.20.22.1.1 and the id of the document type with 2015-08-01.',
    find: ({ tree }) =>
      ids(tree.root).some(({ root, extension }) => extension !== undefined && isTemplateId(root, extension) !== false)
        ? []
        : [tree.root],
  },
  {
    rule: 'component-empty',
    profiles: GENERIC,
    source: 'An empty component stops importers that expect a section in each',
    message: 'The component is empty.',
    hint: 'Leave it out.',
    find: ({ tree }) => tree.named('component').filter((component) => component.children.length === 0),
  },
  {
    rule: 'processing-instruction',
    profiles: GENERIC,
    source: 'A stylesheet line breaks some importers',
    message: 'The document has an XML processing instruction, such as a stylesheet line.',
    hint: 'Leave it out of the build that is imported; a viewer can bring its own stylesheet.',
    find: ({ tree }) => (tree.instructions.length > 0 ? [tree.root] : []),
  },
  {
    rule: 'encoding-not-utf-8',
    profiles: GENERIC,
    source: 'HL7 CDA R2 documents are exchanged in UTF-8; importers read other encodings wrongly',
    message: 'The XML declaration states another encoding than UTF-8.',
    hint: 'Write the document in UTF-8.',
    find: ({ tree, encoding }) => (encoding === null || /^utf-?8$/i.test(encoding) ? [] : [tree.root]),
  },
  {
    rule: 'essential-section-missing',
    profiles: GENERIC,
    source:
      'Elation makes only problems, allergies, medications, immunizations and demographics structured; Office Practicum reconciles problems, allergies and medications',
    message: 'A section of problems, allergies or medications is missing, and what stands elsewhere is not reconciled.',
    hint: 'Write all three sections; where there is nothing, say so (nullFlavor NI, or the statement that none are known).',
    find: ({ tree, sections }) => {
      if (sections.length === 0) return [];
      const has = (ends: readonly string[]): boolean =>
        ends.some((end) => sections.some((s) => s.hasTemplate(ccda(end))));
      return ESSENTIAL.filter(([, ends]) => !has(ends)).map(() => tree.root.at('component')[0] ?? tree.root);
    },
    unavoidable: {
      // A note of one encounter says what that encounter knows; the summary stands beside it.
      at: (_, { tree }) =>
        !tree.root.hasTemplate(ccda('1.2')) && tree.root.at('componentOf', 'encompassingEncounter').length > 0,
      message:
        'The document tells of one encounter, and a section of problems, allergies or medications is not among what it tells.',
      hint: "Import the patient's summary as well: what is to be reconciled stands there.",
    },
  },
];
