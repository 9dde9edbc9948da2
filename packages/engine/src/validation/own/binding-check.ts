import type { FindingList } from '../verdict.js';
import { BINDINGS, type Binding } from './bindings.js';
import type { CdaElement } from './cda-element.js';
import type { DocumentTree } from './document-tree.js';
import { type RuleText, reportAt } from './tree-rule.js';

/** Asks every coded element that a C-CDA template binds to a value set whether its code is of it, as far as code tables at hand tell. */
export function checkBindings(tree: DocumentTree, findings: FindingList): void {
  for (const binding of BINDINGS) {
    const owners = binding.template === null ? [tree.root] : tree.withTemplate(binding.template);
    for (const owner of owners) {
      for (const coded of owner.at(...binding.path)) {
        const text = faultOf(binding, coded);
        if (text) reportAt(findings, 'vocabulary', tree, text.text, { element: coded, attribute: text.attribute });
      }
    }
  }
}

function faultOf(binding: Binding, coded: CdaElement): { text: RuleText; attribute: string } | null {
  const code = coded.attr('code');
  const system = coded.attr('codeSystem');
  if (code === undefined) return null;
  const name = binding.path.slice(-2).join('/');
  if (system === undefined || !binding.systems.includes(system)) {
    // A code of the right system beside it keeps the meaning, so that it is a matter of place only.
    const isFormer = system !== undefined && binding.former?.includes(system) === true;
    const translated = coded.at('translation').some((one) => binding.systems.includes(one.attr('codeSystem') ?? ''));
    return {
      attribute: system === undefined ? 'code' : 'codeSystem',
      text: {
        rule: 'code-system-unexpected',
        severity: translated || isFormer ? 'warning' : binding.otherSystem,
        message: `${name} has a code system that C-CDA does not ask there (CONF:${binding.conf}), so the code was not checked.`,
        hint: `Write the code of ${binding.systems.join(' or ')}, and the source's own code as a translation.`,
      },
    };
  }
  if (!binding.codes || binding.codes.has(code)) return null;
  return {
    attribute: 'code',
    text: {
      rule: 'code-not-in-value-set',
      severity: binding.outside ?? 'warning',
      message:
        binding.outside === 'error'
          ? `The code of ${name} is not in its value set (CONF:${binding.conf}).`
          : `The code of ${name} is not in that part of its value set which is known here (CONF:${binding.conf}).`,
      hint: "Map the source's term to a code of the value set, keep its own code as a translation, or write a nullFlavor.",
    },
  };
}
