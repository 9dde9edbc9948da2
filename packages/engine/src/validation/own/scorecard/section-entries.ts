import { STATEMENTS } from '../../../formats/cda/cda-document.js';
import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import { ccda } from '../template/constraint.js';
import type { CategoryLetter } from './rule.js';

/** Ends of the template ids of each category's sections (C-CDA R2.1 chapter 2). */
const SECTIONS: Readonly<Record<CategoryLetter, readonly string[]>> = {
  P: [],
  E: ['2.22', '2.22.1'],
  M: ['2.1', '2.1.1'],
  I: ['2.2', '2.2.1'],
  S: ['2.17'],
  L: ['2.3', '2.3.1'],
  V: ['2.4', '2.4.1'],
  R: ['2.5', '2.5.1'],
  A: ['2.6', '2.6.1'],
  O: ['2.7', '2.7.1'],
  C: [],
};

/** The sections of a category, each once. */
export function sectionsOf(tree: DocumentTree, letter: CategoryLetter): readonly CdaElement[] {
  return [...new Set(SECTIONS[letter].flatMap((end) => tree.withTemplate(ccda(end))))].filter(
    (e) => e.name === 'section',
  );
}

/** The clinical statements directly in the entries of sections. */
export function statementsOf(sections: readonly CdaElement[]): readonly CdaElement[] {
  return sections
    .flatMap((section) => section.at('entry'))
    .flatMap((entry) => entry.children.filter((c) => STATEMENTS.has(c.name)));
}

/** All statements with a template in a category, at any depth. */
export function* statementsWith(statements: readonly CdaElement[], name: string, end: string): Generator<CdaElement> {
  for (const statement of statements) {
    if (statement.name === name && statement.hasTemplate(ccda(end))) yield statement;
    for (const below of statement.below(name)) if (below.hasTemplate(ccda(end))) yield below;
  }
}
