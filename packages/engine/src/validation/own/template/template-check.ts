import type { FindingList } from '../../verdict.js';
import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import { STATEMENTS } from '../statements.js';
import { type RuleText, reportAt } from '../tree-rule.js';
import { type Constraint, ccda, type FixedCode } from './constraint.js';
import { ENTRIES_OF_SECTIONS, ENTRY_CONSTRAINTS, STATEMENTS_BY_CODE } from './entry-constraints.js';
import { HEADER_CONSTRAINTS } from './header-constraints.js';
import { nameFaults } from './name-parts.js';
import { SECTION_CONSTRAINTS, SECTION_TEMPLATES } from './section-constraints.js';

const LOINC = '2.16.840.1.113883.6.1';
const CONSTRAINTS = [...HEADER_CONSTRAINTS, ...SECTION_CONSTRAINTS, ...ENTRY_CONSTRAINTS];

const SECTION_NOT_NAMED: RuleText = {
  rule: 'section-template-missing',
  severity: 'error',
  message: 'The section has the code of a C-CDA section and entries, and not the templateId of that section.',
  hint: 'Give the section its templateId; systems that look for templates pass over it otherwise.',
};
const ENTRY_NOT_NAMED: RuleText = {
  rule: 'entry-template-missing',
  severity: 'error',
  message: 'The entry stands in a section of C-CDA and has no templateId, so that nothing says what it is.',
  hint: 'Give the statement the templateId of the entries of this section.',
};
const statementNotNamed = (template: string): RuleText => ({
  rule: 'statement-template-missing',
  severity: 'error',
  message: 'The statement has the code of a C-CDA template and no templateId.',
  hint: `Give the statement the templateId that belongs to its code, ${template}.`,
});

/**
 * Chartlift's own template rules: SHALL constraints of C-CDA as data, for R1.1 and R2.1, without HL7's files.
 * Where HL7's Schematron has run it has judged the elements with dated template ids, so these are left to it.
 */
export function checkTemplates(tree: DocumentTree, schematronRan: boolean, findings: FindingList): void {
  const report = (text: RuleText, at: CdaElement): void => reportAt(findings, 'template', tree, text, at);
  for (const constraint of CONSTRAINTS) {
    for (const element of tree.withTemplate(constraint.template)) {
      const r21 = isDated(element, constraint.template);
      if (r21 ? schematronRan : constraint.r21Only === true) continue;
      if (!holds(constraint, element, r21)) report(textOf(constraint, r21), element);
    }
  }
  if (tree.withTemplate(ccda('1.1')).length === 0) return;
  for (const [text, at] of nameFaults(tree)) report(text, at);
  for (const section of tree.named('section')) {
    if (isUnnamedSection(section)) report(SECTION_NOT_NAMED, section);
    for (const statement of unnamedEntries(section)) report(ENTRY_NOT_NAMED, statement);
  }
  for (const { element, code, template } of STATEMENTS_BY_CODE) {
    for (const statement of tree.named(element)) {
      if (statement.parent?.name === 'entry' || statement.child('templateId')) continue;
      if (isCode(statement, code)) report(statementNotNamed(template), statement);
    }
  }
}

const isDated = (element: CdaElement, root: string): boolean =>
  element.children.some(
    (id) => id.name === 'templateId' && id.attr('root') === root && id.attr('extension') !== undefined,
  );

const isCode = (element: CdaElement, [code, system]: FixedCode): boolean => {
  const own = element.child('code');
  return own?.attr('code') === code && (own.attr('codeSystem') ?? system) === system;
};

function holds({ demand }: Constraint, element: CdaElement, r21: boolean): boolean {
  // A section or statement that says that it has no information is not asked for its content.
  const silent = element.attr('nullFlavor') !== undefined;
  switch (demand.kind) {
    case 'attribute': {
      const found = element.at(...demand.path);
      if (demand.attribute === 'xsi:type' && found.length === 0) return silent;
      return found.some((one) => one.attr(demand.attribute) === demand.value);
    }
    case 'child':
      return silent || element.at(...demand.path).length > 0;
    case 'code':
      return isCode(element, r21 ? demand.r21 : demand.r11);
    case 'holds':
      return silent || element.at(...demand.path).some((one) => demand.templates.some((root) => one.hasTemplate(root)));
  }
}

function textOf({ conf, demand }: Constraint, r21: boolean): RuleText {
  const number = r21 ? conf : conf.replace(/^\d+-/, '');
  return {
    rule: `conf-${number}`,
    severity: 'error',
    message: `SHALL ${sayDemand(demand, r21)} (CONF:${number}).`,
    hint: `Mend the element, or take its templateId away if it is not meant to follow the template; the ${r21 ? 'R2.1' : 'R1.1'} guide explains CONF:${number}.`,
  };
}

function sayDemand(demand: Constraint['demand'], r21: boolean): string {
  switch (demand.kind) {
    case 'attribute':
      return `have ${demand.path.join('/')}/@${demand.attribute}="${demand.value}"`;
    case 'child':
      return `contain ${demand.path.join('/')}`;
    case 'code': {
      const [code, system] = r21 ? demand.r21 : demand.r11;
      return `have the code ${code} of ${system}`;
    }
    case 'holds':
      return `contain ${demand.path.join('/')} with the template ${demand.templates.join(' or ')}`;
  }
}

function isUnnamedSection(section: CdaElement): boolean {
  const code = section.child('code');
  const templates = code?.attr('codeSystem') === LOINC ? SECTION_TEMPLATES.get(code.attr('code') ?? '') : undefined;
  return (
    templates !== undefined &&
    section.child('entry') !== undefined &&
    !templates.some((t) => section.hasTemplate(ccda(t)))
  );
}

function unnamedEntries(section: CdaElement): CdaElement[] {
  if (![...ENTRIES_OF_SECTIONS.keys()].some((root) => section.hasTemplate(root))) return [];
  return section
    .at('entry')
    .flatMap((entry) => entry.children)
    .filter((statement) => STATEMENTS.has(statement.name) && !statement.child('templateId'));
}
