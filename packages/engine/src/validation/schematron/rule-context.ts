import { unionBranches } from './xpath-text.js';

const CDA = 'urn:hl7-org:v3';

/** A branch of a rule's context that begins with a template id of CDA. */
export interface TemplateBranch {
  readonly element: string;
  readonly root: string;
  /** null: any extension, or none. */
  readonly extension: string | null;
  /** Predicates and steps from the carrying element; empty for the element itself. */
  readonly rest: string;
}

// The shape of nearly every context in HL7's files: an element with a template id, then perhaps a path.
const TEMPLATE_CONTEXT =
  /^([A-Za-z_][\w.-]*):([A-Za-z_][\w.-]*)\[\1:templateId\[@root='([^']+)'(?: and @extension='([^']+)')?\]\](.*)$/s;

/** The branch as a template id and the rest; null where it has another shape. */
export function templateContext(branch: string, namespaces: Readonly<Record<string, string>>): TemplateBranch | null {
  const match = TEMPLATE_CONTEXT.exec(branch);
  const [, prefix, element, root, extension] = match ?? [];
  if (prefix === undefined || element === undefined || root === undefined || namespaces[prefix] !== CDA) return null;
  const rest = match?.[5]?.trim() ?? '';
  if (rest !== '' && (!/^[/[]/.test(rest) || /^\[\s*(\d|position|last)/.test(rest))) return null;
  return { element, root, extension: extension ?? null, rest };
}

/** Last local names of all branches; null where one cannot be told. */
export function contextNames(context: string): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const branch of unionBranches(context)) {
    let plain = branch;
    for (let before = ''; before !== plain; ) {
      before = plain;
      plain = plain.replace(/\[(?:"[^"]*"|'[^']*'|[^[\]"'])*\]/g, '');
    }
    const name = /(?:^|[/:@])([\p{L}_][\p{L}\p{N}_.-]*)$/u.exec(plain.trim())?.[1];
    if (name === undefined) return null;
    names.add(name);
  }
  return names;
}

/** What to do about a finding of a rule with these contexts. */
export function hintFor(contexts: readonly (Omit<TemplateBranch, 'rest'> | null)[]): string {
  const [context] = contexts;
  if (contexts.length > 1 || !context)
    return 'Look the rule up in the C-CDA R2.1 implementation guide by its CONF number.';
  const template = context.extension === null ? context.root : `${context.root}:${context.extension}`;
  return `Mend the ${context.element} with template ${template}, or take the template id away if the element is not meant to follow it; the guide explains the rule under its CONF number.`;
}
