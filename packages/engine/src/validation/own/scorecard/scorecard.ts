import type { ScorecardResult } from '../../score.js';
import type { FindingList } from '../../verdict.js';
import type { DocumentTree } from '../document-tree.js';
import { reportAt } from '../tree-rule.js';
import type { UnitCheck } from '../vocabulary.js';
import { gradeOf, pointsOf } from './grade.js';
import { CATEGORIES, type CategoryLetter, type CategoryView, categoryOf } from './rule.js';
import { SCORECARD_RULES } from './rules.js';
import { sectionsOf, statementsOf } from './section-entries.js';

/** Applies the Scorecard's rules to a document and grades it. */
export function scoreDocument(tree: DocumentTree, isUnit: UnitCheck | null, findings: FindingList): ScorecardResult {
  const views = new Map<CategoryLetter, CategoryView>();
  for (const letter of Object.keys(CATEGORIES) as CategoryLetter[]) {
    const sections = sectionsOf(tree, letter);
    views.set(letter, { tree, sections, statements: statementsOf(sections), isUnit });
  }
  const shares = new Map<CategoryLetter, number[]>();
  const issues = new Map<CategoryLetter, number>();
  const rulesNotChecked: string[] = [];
  for (const rule of SCORECARD_RULES) {
    const letter = categoryOf(rule);
    const { judged, failed, notChecked = 0 } = rule.judge(views.get(letter)!);
    for (const element of failed) {
      const text = { rule: rule.id, severity: 'warning', message: rule.message, hint: rule.hint } as const;
      reportAt(findings, 'scorecard', tree, text, element);
    }
    issues.set(letter, (issues.get(letter) ?? 0) + failed.length);
    if (judged > 0) shares.set(letter, [...(shares.get(letter) ?? []), (judged - failed.length) / judged]);
    else if (notChecked > 0) rulesNotChecked.push(rule.id);
  }
  const score = pointsOf([...shares.values()].flat());
  return {
    score,
    grade: score === null ? null : gradeOf(score),
    categories: (Object.entries(CATEGORIES) as [CategoryLetter, string][]).map(([letter, category]) => {
      const own = pointsOf(shares.get(letter) ?? []);
      return { category, score: own, grade: own === null ? null : gradeOf(own), issues: issues.get(letter) ?? 0 };
    }),
    rulesNotChecked,
  };
}
