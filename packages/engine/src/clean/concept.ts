import type { CodeTable, TableCode } from '../terminology/code-table.js';
import { fold } from '../terminology/code-table.js';
import { type Rule, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

export const codingFrom = (table: CodeTable, entry: TableCode) => ({
  system: table.system,
  code: entry.code,
  display: entry.display,
});

/** The entry that a text names in one of the tables, first table first. */
export function lookUp(text: string, tables: readonly CodeTable[]): { table: CodeTable; entry: TableCode } | null {
  const folded = fold(text);
  for (const table of tables) {
    const entry = table.byCode.get(text) ?? table.byName.get(folded);
    if (entry) return { table, entry };
  }
  return null;
}

interface ConceptRule {
  readonly name: string;
  readonly describe: string;
  readonly tables: readonly CodeTable[];
}

/** A CodeableConcept from shipped tables: the source's words are always its text; words without a code give text alone and a finding. */
export function conceptRule(rule: ConceptRule): Rule {
  return textRule({
    name: rule.name,
    describe: rule.describe,
    returns: 'CodeableConcept',
    findings: ['concept-unknown'],
    clean(raw) {
      const text = plainText(raw).text.replace(/\s+/g, ' ').trim() || raw;
      const found = text.length > 200 ? null : lookUp(text, rule.tables);
      if (found === null) return withFindings({ text }, 'concept-unknown');
      return { value: { coding: [codingFrom(found.table, found.entry)], text } };
    },
  });
}
