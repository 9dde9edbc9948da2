import { oidOf } from '../../../terminology/code-systems.js';
import { type CodeTable, fold } from '../../../terminology/code-table.js';
import { valueSets } from '../../../terminology/value-sets.js';
import type { CdaElement } from '../cda-element.js';
import { judgeEach, type ScorecardRule } from './rule.js';

/** Tables at hand by the OID of their system. */
const TABLES: ReadonlyMap<string, readonly CodeTable[]> = (() => {
  const tables = new Map<string, CodeTable[]>();
  for (const table of Object.values(valueSets)) {
    const oid = oidOf(table.system);
    if (oid === null) continue;
    tables.set(oid, [...(tables.get(oid) ?? []), table]);
  }
  return tables;
})();

/** Whether a display name is one of the code's names; null where no table at hand has the code. */
function isNameOf(element: CdaElement): boolean | null {
  const code = element.attr('code') ?? '';
  // A fully specified name of SNOMED CT ends with its semantic tag.
  const name = fold((element.attr('displayName') ?? '').replace(/ \([a-z ]+\)$/, ''));
  const table = TABLES.get(element.attr('codeSystem') ?? '')?.find((one) => one.byCode.has(code));
  if (!table) return null;
  return table.byName.get(name)?.code === code || fold(table.byCode.get(code)!.display) === name;
}

function* named(statements: readonly CdaElement[]): Generator<CdaElement> {
  for (const statement of statements) {
    for (const child of statement.children) {
      if (child.attr('displayName') !== undefined && child.attr('code') !== undefined) yield child;
    }
    yield* named(statement.children);
  }
}

export const displayNameRule = (id: string): ScorecardRule => ({
  id,
  message: 'The displayName is not a name of its code.',
  hint: "Write the code system's name of the code as displayName, and what the source said as originalText; where they mean different things, the code is wrong.",
  judge: ({ statements }) => judgeEach(named(statements), isNameOf),
});
