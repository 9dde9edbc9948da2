import { type CdaTemplate, dateOf } from '../../../../formats/cda/templates/template.js';
import type { Demand } from '../demand/demand.js';
import { parseDemand } from '../demand/parse.js';
import { CARE } from './care.js';
import { COMPANION_GUIDE } from './companion-guide.js';
import { CONCERNS } from './concerns.js';
import type { ConstraintTable } from './constraint-table.js';
import { COVERAGE } from './coverage.js';
import { DOCUMENTS } from './documents.js';
import { HEADER } from './header.js';
import { MEDICATIONS } from './medications.js';
import { OBSERVATIONS } from './observations.js';
import { PLANS } from './plans.js';
import { SECTIONS } from './sections.js';
import { UDI } from './udi.js';
import { VISIT_SECTIONS } from './visit-sections.js';

/** One statement of a template. */
export interface Statement {
  /** Number in the guide, with its prefix. */
  readonly conf: string;
  readonly should: boolean;
  readonly demand: Demand;
}

/** The statements of a template about one place of its element. */
export interface StatementGroup {
  readonly template: CdaTemplate;
  readonly at: string | null;
  readonly later: boolean;
  readonly statements: readonly Statement[];
}

const TABLES: readonly ConstraintTable[] = [
  ...[...HEADER, ...DOCUMENTS, ...SECTIONS, ...VISIT_SECTIONS],
  ...[...CONCERNS, ...MEDICATIONS, ...OBSERVATIONS, ...CARE, ...PLANS, ...COVERAGE, ...COMPANION_GUIDE, ...UDI],
];

/** All statements: those of the tables, and before them those that {@link CdaTemplate} holds for the writer too. */
export const STATEMENTS: readonly StatementGroup[] = [
  ...[...new Set(TABLES.map(({ template }) => template))].map((template) => ({
    template,
    at: null,
    later: TABLES.some((table) => table.template === template && table.later === true),
    statements: fixedStatements(template),
  })),
  ...TABLES.map(({ template, at, later, constraints }) => ({
    template,
    at: at ?? null,
    later: later === true,
    statements: constraints.trim().split('\n').map(readStatement),
  })),
];

function readStatement(line: string): Statement {
  const found = /^(should )?(\d+-\d+) (.+)$/.exec(line.trim());
  if (!found) throw new Error(`No statement: ${line}`);
  return { should: found[1] !== undefined, conf: found[2]!, demand: parseDemand(found[3]!) };
}

/** What the template fixes, as statements. */
function fixedStatements(template: CdaTemplate): Statement[] {
  const { root, templateId, classCode, moodCode, code, codeSystem, statusCode } = template;
  const date = dateOf(template);
  const found: Statement[] = [];
  const ask = (conf: string, text: string): void => {
    found.push({ conf, should: false, demand: parseDemand(text) });
  };
  ask(templateId, `templateId[@root='${root}']${date === '' ? '' : `[@extension='${date}']`}{1}`);
  if (classCode) ask(classCode[1], `@classCode='${classCode[0]}'`);
  if (moodCode) ask(moodCode[1], `@moodCode='${moodCode[0]}'`);
  if (code && code[1] === codeSystem?.[1]) ask(code[1], `code[@code='${code[0]}'][@codeSystem='${codeSystem[0]}']`);
  else {
    if (code) ask(code[1], `code[@code='${code[0]}']`);
    if (codeSystem) ask(codeSystem[1], `code[@codeSystem='${codeSystem[0]}']`);
  }
  if (statusCode) ask(statusCode[1], `statusCode[@code='${statusCode[0]}']`);
  return found;
}
