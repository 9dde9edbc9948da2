import { MigrationError } from '../../../base/error.js';
import { STATEMENTS } from '../../../formats/cda/cda-document.js';
import type { FindingList } from '../../verdict.js';
import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import { reportAt } from '../tree-rule.js';
import { CODING_RULES } from './coding.js';
import { CONTENT_RULES } from './content.js';
import { IDENTITY_RULES } from './identity.js';
import { type ImporterProfile, type ImporterRule, type ImporterView, PROFILES } from './rule.js';
import { STRUCTURE_RULES } from './structure.js';

export const IMPORTER_RULES: readonly ImporterRule[] = [
  ...IDENTITY_RULES,
  ...STRUCTURE_RULES,
  ...CODING_RULES,
  ...CONTENT_RULES,
];

/** The profile of a name; throws MigrationError IMPORTER_PROFILE_UNKNOWN that names those there are. */
export function importerProfile(name: string): ImporterProfile {
  const known = PROFILES.find((one) => one === name);
  if (known) return known;
  throw new MigrationError('There is no importer profile of this name.', {
    code: 'IMPORTER_PROFILE_UNKNOWN',
    kind: 'usage',
    where: '--profile',
    hint: `Use one of ${PROFILES.join(', ')}.`,
  });
}

/** Asks of a document what importing systems ask beyond conformance; `generic` asks what holds for most, a system's own profile its demands too. */
export function lintDocument(tree: DocumentTree, profile: ImporterProfile, findings: FindingList): void {
  const view: ImporterView = {
    tree,
    sections: tree.named('section'),
    statements: [...STATEMENTS].flatMap((name) => tree.named(name)).filter(isClinical),
    encoding: /^\ufeff?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)/.exec(tree.text.slice(0, 300))?.[1] ?? null,
  };
  for (const rule of IMPORTER_RULES) {
    if (!rule.profiles.some((one) => one === 'generic' || one === profile)) continue;
    const { rule: id, message, hint, source, unavoidable } = rule;
    const text = { rule: id, severity: 'warning', message, hint: `${hint} (${source}.)` } as const;
    const note =
      unavoidable === undefined
        ? null
        : ({
            rule: id,
            severity: 'information',
            message: unavoidable.message,
            hint: `${unavoidable.hint} (${source}.)`,
          } as const);
    for (const place of rule.find(view)) {
      const said = note !== null && unavoidable?.at(place, view) ? note : text;
      reportAt(findings, 'importer', tree, said, place);
    }
  }
}

/** `act` and `supply` are names of other things of CDA too; a statement stands in an entry, a relationship or a component. */
const isClinical = (element: CdaElement): boolean =>
  ['entry', 'entryRelationship', 'component'].includes(element.parent?.name ?? '');
