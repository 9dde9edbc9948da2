import type { DocumentSize, ScorecardResult } from '../score.js';
import type { FindingList, Layer } from '../verdict.js';
import { checkBindings } from './binding-check.js';
import type { DocumentTree } from './document-tree.js';
import { lintDocument } from './importer/lint.js';
import type { ImporterProfile } from './importer/rule.js';
import { scoreDocument } from './scorecard/scorecard.js';
import { checkSize } from './size.js';
import { checkTemplates } from './template/template-check.js';
import type { UnitCheck } from './vocabulary.js';

export interface TreeResult {
  readonly size: DocumentSize | null;
  readonly scorecard: ScorecardResult | null;
}

export const LAYERS_OF_TREE: readonly Layer[] = [
  'template',
  'vocabulary',
  'narrative',
  'size',
  'importer',
  'scorecard',
];

/** The layers that walk the tree of a document, which is read once for all of them. */
export class TreeCheck {
  private readonly isUnit: UnitCheck | null;

  constructor(
    isUnit: UnitCheck | null,
    private readonly profile: ImporterProfile | null,
  ) {
    this.isUnit = isUnit && remembering(isUnit);
  }

  /** `run`: the layers to run. */
  run(tree: DocumentTree, bytes: number, run: readonly Layer[], findings: FindingList): TreeResult {
    if (run.includes('template')) checkTemplates(tree, run.includes('schematron'), findings);
    if (run.includes('vocabulary')) checkBindings(tree, findings);
    const size = run.includes('size') ? checkSize(tree, bytes, findings) : null;
    if (run.includes('importer') && this.profile) lintDocument(tree, this.profile, findings);
    return { size, scorecard: run.includes('scorecard') ? scoreDocument(tree, this.isUnit, findings) : null };
  }
}

/** The same few units come again in every document, and looking one up takes longer than all else. */
function remembering(isUnit: UnitCheck): UnitCheck {
  const known = new Map<string, boolean>();
  return (unit) => {
    let valid = known.get(unit);
    if (valid === undefined) {
      valid = isUnit(unit);
      if (known.size < 10_000) known.set(unit, valid);
    }
    return valid;
  };
}
