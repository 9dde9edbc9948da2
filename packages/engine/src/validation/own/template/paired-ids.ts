import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import type { RuleText } from '../tree-rule.js';
import { hasR11Form, isR21Document } from './template-ids.js';

// C-CDA R2.1 volume 1, backwards compatibility: a document of R2.1 gives both ids of all sections and entries that R1.1 had.
export const NOT_PAIRED: RuleText = {
  rule: 'r11-template-id-missing',
  severity: 'error',
  message: 'The R2.1 templateId stands without that of R1.1, which has the same root and no extension.',
  hint: 'Write both templateIds: the root alone, and the root with its extension. Importers of R1.1 do not find the element otherwise.',
};

/** R2.1 template ids that lack the R1.1 id beside them, in a document that says it is of R2.1. */
export function* unpairedIds(tree: DocumentTree): Generator<CdaElement> {
  if (!tree.root.at('templateId').some((id) => isR21Document(id.attr('root') ?? '', id.attr('extension') ?? '')))
    return;
  for (const id of tree.named('templateId')) {
    const root = id.attr('root') ?? '';
    const extension = id.attr('extension') ?? '';
    if (hasR11Form(root, extension) && !id.parent?.hasTemplate(root, '')) yield id;
  }
}
