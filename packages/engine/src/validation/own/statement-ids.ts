import { STATEMENTS } from '../../formats/cda/cda-document.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';
import { idKey } from './encompassing-encounter.js';
import { ccda } from './template/constraint.js';

// Entry Reference and External Document Reference repeat an id by intention (C-CDA R2.1 sections 3.30, 3.33).
const REFERENCES = [ccda('4.122'), ccda('4.115')];

/** The ids of clinical statements that identify something, in document order; those of references to other statements are left out. */
export function statementIds(tree: DocumentTree): readonly CdaElement[] {
  return tree.named('id').filter((id) => {
    const owner = id.parent;
    if (!owner || !STATEMENTS.has(owner.name) || idKey(id) === null) return false;
    return !REFERENCES.some((root) => owner.hasTemplate(root));
  });
}

/** Those of {@link statementIds} that an earlier statement has. */
export function repeatedIds(tree: DocumentTree): CdaElement[] {
  const owners = new Map<string, CdaElement | null>();
  const repeated: CdaElement[] = [];
  for (const id of statementIds(tree)) {
    const key = idKey(id)!;
    const before = owners.get(key);
    if (before === undefined) owners.set(key, id.parent);
    else if (before !== id.parent) repeated.push(id);
  }
  return repeated;
}
