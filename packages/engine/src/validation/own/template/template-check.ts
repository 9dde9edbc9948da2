import { STATEMENTS } from '../../../formats/cda/cda-document.js';
import type { FindingList } from '../../verdict.js';
import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import { timeStamp } from '../time-stamp.js';
import { type RuleText, reportAt } from '../tree-rule.js';
import { type Constraint, ccda, type FixedCode } from './constraint.js';
import { ENTRY_CONSTRAINTS, SECTIONS_OF_ENTRIES, STATEMENTS_BY_CODE } from './entry-constraints.js';
import { HEADER_CONSTRAINTS } from './header-constraints.js';
import { nameFaults } from './name-parts.js';
import { NOT_PAIRED, unpairedIds } from './paired-ids.js';
import { SECTION_CONSTRAINTS, TEMPLATES_BY_CODE } from './section-constraints.js';
import { brokenStatements, isStated } from './statement-check.js';

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
/** Entries that follow no template may stand in a section that follows none; entries that do are lost in it. */
const sectionNotNamed = (section: CdaElement): RuleText => ({
  ...SECTION_NOT_NAMED,
  severity: section.at('entry').some((entry) => entry.children.some((one) => one.child('templateId')))
    ? 'error'
    : 'warning',
});

/**
 * An entry may follow no template: C-CDA is open, and where a status is not known templates cannot be met. It is a fault where parts of
 * it follow templates, which nobody finds, and nothing explains why it does not.
 */
function entryNotNamed(statement: CdaElement): RuleText {
  const statuses = [...statement.at('statusCode'), ...statement.below('statusCode')];
  const explained = statuses.length === 0 || statuses.some((status) => status.attr('code') === undefined);
  const lost = [...statement.below('templateId')].some((id) => isPart(id.parent));
  return { ...ENTRY_NOT_NAMED, severity: lost && !explained ? 'error' : 'warning' };
}

const isPart = (element: CdaElement | null): boolean =>
  element !== null && (STATEMENTS.has(element.name) || element.name === 'manufacturedProduct');

// US Realm Date and Time (DTM.US.FIELDED) 2.16.840.1.113883.10.20.22.5.4.
const DOCUMENT_TIME: RuleText = {
  rule: 'conf-81-10127',
  severity: 'error',
  message: 'The effectiveTime of the document SHALL be a real date that is precise to the day (CONF:81-10127).',
  hint: 'Write the time at which the document was made.',
};
const PART_NOT_NAMED: RuleText = {
  rule: 'statement-template-missing',
  severity: 'warning',
  message: 'The statement stands inside an entry of C-CDA and has no templateId, so that readers pass over it.',
  hint: 'Give the statement the templateId of what it says.',
};

function partNotNamed(part: CdaElement): RuleText {
  const known = STATEMENTS_BY_CODE.find(({ element, code }) => part.name === element && isCode(part, code));
  if (!known) return PART_NOT_NAMED;
  const message = 'The statement has the code of a C-CDA template and no templateId, so that readers pass over it.';
  return {
    ...PART_NOT_NAMED,
    severity: 'error',
    message,
    hint: `Give the statement the templateId ${known.template}.`,
  };
}

/**
 * Chartlift's own template rules: SHALL constraints of C-CDA as data, for R1.1 and R2.1, without HL7's files.
 * Elements of the edition that the writer writes are asked all statements of their template (`constraints/`), those of R1.1 and of
 * editions not known here what every edition asks. Where HL7's Schematron has run it has judged the elements with dated template ids,
 * so these are left to it.
 */
export function checkTemplates(tree: DocumentTree, schematronRan: boolean, findings: FindingList): void {
  const report = (text: RuleText, at: CdaElement): void => reportAt(findings, 'template', tree, text, at);
  for (const constraint of CONSTRAINTS) {
    for (const element of tree.withTemplate(constraint.template)) {
      if (isStated(element, constraint.template)) continue;
      const r21 = isDated(element, constraint.template);
      if (r21 ? schematronRan : constraint.r21Only === true) continue;
      if (!holds(constraint, element, r21)) report(textOf(constraint, r21), placeOf(constraint.demand, element));
    }
  }
  for (const [text, at] of brokenStatements(tree, schematronRan)) report(text, at);
  if (!schematronRan) for (const id of unpairedIds(tree)) report(NOT_PAIRED, id);
  if (tree.withTemplate(ccda('1.1')).length === 0) return;
  const headerAsked = !schematronRan && isStated(tree.root, ccda('1.1'));
  for (const [text, at] of nameFaults(tree, !headerAsked)) report(text, at);
  for (const time of tree.root.at('effectiveTime')) {
    const value = time.attr('value') ?? '';
    // The statements ask for the length alone.
    if (headerAsked && value.length < 8) continue;
    // Said to be unknown, as of a scan that nobody dated, is no wrong date.
    const isUnknown = time.attr('value') === undefined && time.attr('nullFlavor') !== undefined;
    if (!isUnknown && (timeStamp(value)?.digits.length ?? 0) < 8) report(DOCUMENT_TIME, time);
  }
  for (const section of tree.named('section')) {
    if (isUnnamedSection(section)) report(sectionNotNamed(section), section);
    for (const statement of unnamedEntries(section)) report(entryNotNamed(statement), statement);
    if (isCcda(section)) for (const part of unnamedParts(section)) report(partNotNamed(part), part);
  }
}

/** Where to look: the deepest element that is there of the path that the constraint speaks about. */
function placeOf(demand: Constraint['demand'], element: CdaElement): CdaElement {
  const path = demand.kind === 'code' ? ['code'] : demand.path;
  let here = element;
  for (const name of path) {
    const next = here.child(name);
    if (!next) break;
    here = next;
  }
  return here;
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
  const number = r21 ? conf : r11Number(conf);
  return {
    rule: `conf-${number}`,
    severity: 'error',
    message: `SHALL ${sayDemand(demand, r21)} (CONF:${number}).`,
    hint: `Mend the element, or take its templateId away if it is not meant to follow the template; the ${number.includes('-') ? 'R2.1' : 'R1.1'} guide explains CONF:${number}.`,
  };
}

/** R1.1 numbers its statements without prefix and ends below 20000; what R2.1 numbered anew is named by the number of R2.1. */
function r11Number(conf: string): string {
  const number = conf.replace(/^\d+-/, '');
  return Number(number) < 20_000 ? number : conf;
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

/** A section of another template, such as a Notes section, may have any code. */
function isUnnamedSection(section: CdaElement): boolean {
  const code = section.child('code');
  return (
    code?.attr('codeSystem') === LOINC &&
    TEMPLATES_BY_CODE.has(code.attr('code') ?? '') &&
    section.child('entry') !== undefined &&
    !isCcda(section)
  );
}

function unnamedEntries(section: CdaElement): CdaElement[] {
  if (!SECTIONS_OF_ENTRIES.some((root) => section.hasTemplate(root))) return [];
  return section
    .at('entry')
    .flatMap((entry) => entry.children)
    .filter((statement) => STATEMENTS.has(statement.name) && !statement.child('templateId'));
}

const isCcda = (section: CdaElement): boolean =>
  section.at('templateId').some((id) => /^2\.16\.840\.1\.113883\.10\.20\.2[12]\.2\./.test(id.attr('root') ?? ''));

/** Statements inside entries, and products, that have no templateId. */
function* unnamedParts(section: CdaElement): Generator<CdaElement> {
  for (const entry of section.at('entry')) yield* unnamedBelow(entry);
}

function* unnamedBelow(element: CdaElement): Generator<CdaElement> {
  for (const child of element.children) {
    if (PART_HOLDERS.has(element.name) && isPart(child) && !child.child('templateId') && !isFreeOfTemplates(child))
      yield child;
    yield* unnamedBelow(child);
  }
}

/** Parts that templates of C-CDA demand without a template of their own: the plan in a Policy Activity, the product of a Free Text Sig. */
const isFreeOfTemplates = (part: CdaElement): boolean =>
  part.attr('moodCode') === 'DEF' || part.child('manufacturedLabeledDrug')?.attr('nullFlavor') !== undefined;

const PART_HOLDERS: ReadonlySet<string> = new Set(['entryRelationship', 'component', 'consumable']);
