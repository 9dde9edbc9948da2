import { type CdaTemplate, dateOf } from '../../../formats/cda/templates/template.js';
import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import type { RuleText } from '../tree-rule.js';
import { STATEMENTS, type Statement, type StatementGroup } from './constraints/statements.js';
import type { Demand, Paths } from './demand/demand.js';
import { describeDemand } from './demand/describe.js';
import { compileDemand, type Judge, walkOf } from './demand/evaluate.js';
import { parsePaths } from './demand/parse.js';

interface CompiledStatement extends Statement {
  readonly judge: Judge;
  /** The path that the statement speaks about, for the place of the finding. */
  readonly about: Paths;
  text: RuleText | null;
}

interface CompiledGroup {
  readonly carriers: readonly CdaTemplate[];
  readonly later: boolean;
  readonly parts: ((element: CdaElement) => readonly CdaElement[]) | null;
  readonly statements: readonly CompiledStatement[];
}

let compiled: readonly CompiledGroup[] | null = null;

/** The statements of the templates, made ready when the first document asks for them. */
const groups = (): readonly CompiledGroup[] => {
  compiled ??= STATEMENTS.flatMap(compileGroup);
  return compiled;
};

const TEMPLATES: readonly CdaTemplate[] = [...new Set(STATEMENTS.map((group) => group.template))];
const BY_ROOT: ReadonlyMap<string, CdaTemplate> = new Map(TEMPLATES.map((template) => [template.root, template]));

/** The statements about the template's own id are asked of its own elements only, the others also where another template takes them over. */
function compileGroup({ template, at, later, statements }: StatementGroup): CompiledGroup[] {
  const heirs = TEMPLATES.filter((one) => one.extends?.includes(template));
  const walk = at === null ? null : walkOf(parsePaths(at));
  const ready = statements.map((statement) => ({
    ...statement,
    judge: compileDemand(statement.demand),
    about: pathOf(statement.demand),
    text: null,
  }));
  const group = (carriers: readonly CdaTemplate[], of: readonly CompiledStatement[]): CompiledGroup => ({
    carriers,
    later,
    parts: walk && ((element) => walk(element).filter((one): one is CdaElement => typeof one !== 'string')),
    statements: of,
  });
  const own = ready.filter(({ conf }) => conf === template.templateId);
  return [
    group([template], own),
    group(
      [template, ...heirs],
      ready.filter((one) => !own.includes(one)),
    ),
  ];
}

/** Whether the statements say what an element that has a template with this root must do: whether its edition is one that is known. */
export function isStated(element: CdaElement, root: string): boolean {
  const template = BY_ROOT.get(root);
  return template !== undefined && carries(element, template);
}

function carries(element: CdaElement, template: CdaTemplate): boolean {
  const date = dateOf(template);
  return (
    element.name === template.element &&
    (date === '' ? element.hasTemplate(template.root) : element.hasTemplate(template.root, date))
  );
}

/** Statements that are broken, with their place. `laterOnly`: of guides after R2.1 alone, where HL7's Schematron has judged the rest. */
export function* brokenStatements(tree: DocumentTree, laterOnly: boolean): Generator<[RuleText, CdaElement]> {
  for (const group of groups()) {
    if (laterOnly && !group.later) continue;
    for (const element of carriersOf(tree, group.carriers)) {
      for (const part of group.parts ? group.parts(element) : [element]) {
        for (const statement of group.statements)
          if (!statement.judge(part)) yield [textOf(statement), placeOf(statement.about, part)];
      }
    }
  }
}

/** An element may carry a template and one that extends it: it is asked once. */
function carriersOf(tree: DocumentTree, carriers: readonly CdaTemplate[]): Iterable<CdaElement> {
  const lists = carriers
    .map((template) => tree.withTemplate(template.root).filter((element) => carries(element, template)))
    .filter((list) => list.length > 0);
  return lists.length > 1 ? new Set(lists.flat()) : (lists[0] ?? []);
}

/** The first path of a demand that is about what must be there, not about a condition. */
function pathOf(demand: Demand): Paths {
  switch (demand.kind) {
    case 'and':
    case 'or':
      return pathOf(demand.all[0]!);
    case 'not':
      return pathOf(demand.of);
    case 'counts':
      return demand.left;
    default:
      return demand.paths;
  }
}

/** The deepest element that is there of the path that the statement speaks about. */
function placeOf([path]: Paths, element: CdaElement): CdaElement {
  let here = element;
  if (path?.from !== 'here') return here;
  for (const { name } of path.steps) {
    const next = here.child(name);
    if (!next) break;
    here = next;
  }
  return here;
}

function textOf(statement: CompiledStatement): RuleText {
  const { conf, should, demand } = statement;
  statement.text ??= {
    rule: `conf-${conf}`,
    severity: should ? 'warning' : 'error',
    message: `${should ? 'SHOULD' : 'SHALL'} ${describeDemand(demand)} (CONF:${conf}).`,
    hint: should
      ? `Write it where the source has it; the guide explains CONF:${conf}.`
      : `Mend the element, or take its templateId away if it is not meant to follow the template; the guide explains CONF:${conf}.`,
  };
  return statement.text;
}
