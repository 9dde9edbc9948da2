import type { CdaElement } from '../cda-element.js';
import { NULL_FLAVORS } from '../code-tables.js';
import { ccda } from '../template/constraint.js';
import { GENERIC, type ImporterRule, type ImporterView } from './rule.js';

/** Elements whose codes people read: what happened, what was found, what was given. */
const CODED: ReadonlySet<string> = new Set(['code', 'value', 'routeCode', 'targetSiteCode', 'methodCode']);

/** HL7's own codes of structure (class, mood, ASSERTION, CONC) say nothing that a reader shows. */
const isStructural = (coded: CdaElement): boolean =>
  (coded.attr('codeSystem') ?? '').startsWith('2.16.840.1.113883.5.');

function* coded({ statements }: ImporterView): Generator<CdaElement> {
  for (const statement of statements) {
    for (const child of statement.children) {
      if (CODED.has(child.name) && child.attr('code') !== undefined && !isStructural(child)) yield child;
    }
    for (const material of statement.at('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code')) {
      if (material.attr('code') !== undefined) yield material;
    }
  }
}

/** Ends of the template ids of entries to the path of the code that names what they are about. */
const SUBJECTS: readonly (readonly [string, readonly string[]])[] = [
  ['4.4', ['value']],
  ['4.7', ['participant', 'participantRole', 'playingEntity', 'code']],
  ['4.23', ['manufacturedMaterial', 'code']],
  ['4.54', ['manufacturedMaterial', 'code']],
  ['4.2', ['code']],
  ['4.27', ['code']],
  ['4.12', ['code']],
  ['4.13', ['code']],
  ['4.14', ['code']],
  ['4.49', ['code']],
];

const subjects = ({ tree }: ImporterView): CdaElement[] =>
  SUBJECTS.flatMap(([end, path]) => tree.withTemplate(ccda(end)).flatMap((entry) => entry.at(...path))).filter(
    (one) => one.attr('code') !== undefined,
  );

/** Parts that no template demands. Those that one demands, such as family and city, must have a nullFlavor where they are not known. */
const OPTIONAL_PARTS = ['prefix', 'suffix', 'title', 'versionNumber'] as const;

const isNull = (element: CdaElement): boolean => element.attr('nullFlavor') !== undefined;
const isAllNull = (whole: CdaElement): boolean => whole.children.length > 0 && whole.children.every(isNull);

/** How codes and what is missing are written. */
export const CODING_RULES: readonly ImporterRule[] = [
  {
    rule: 'code-without-display',
    profiles: GENERIC,
    source: 'Importers show displayName and know only the codes that they have loaded (OpenEMR, Elation)',
    message: 'The code has no displayName, so that a system without the code shows nothing.',
    hint: "Write the code system's name of the code as displayName.",
    find: (view) => [...coded(view)].filter((one) => !one.attr('displayName')?.trim()),
    unavoidable: {
      at: (place) => 'children' in place && (place.child('originalText')?.text.trim() ?? '') !== '',
      message: 'The code has no displayName; what the source calls it stands beside it as originalText.',
      hint: 'An importer that shows displayName alone must know the code. State a display in the mapping or the crosswalk where the source has one.',
    },
  },
  {
    rule: 'code-without-system',
    profiles: GENERIC,
    source: 'HL7 CDA R2 CD: a code means something only with its codeSystem',
    message: 'The code has no codeSystem.',
    hint: 'Write the OID of the code system.',
    find: (view) => [...coded(view)].filter((one) => one.attr('codeSystem') === undefined),
  },
  {
    rule: 'code-without-original-text',
    profiles: GENERIC,
    source: "C-CDA R2.1 section 1.4 and the importers' reconciliation screens show what the source said",
    message: 'The code has no originalText with a reference, so that what the source said is not shown beside it.',
    hint: "Write originalText/reference with '#' and the ID of the words in the section's text.",
    find: (view) =>
      subjects(view).filter(
        (one) => !one.at('originalText').some((text) => text.child('reference') || text.content.trim() !== ''),
      ),
  },
  {
    rule: 'null-flavor-case',
    profiles: GENERIC,
    source: 'HL7 V3 NullFlavor is case-sensitive',
    message: 'The nullFlavor is not written in its exact case.',
    hint: 'Write NI, UNK, NA, OTH ... in capitals.',
    find: ({ tree }) => {
      const wrong: CdaElement[] = [];
      const walk = (element: CdaElement): void => {
        const flavor = element.attr('nullFlavor');
        if (flavor !== undefined && !NULL_FLAVORS.has(flavor) && NULL_FLAVORS.has(flavor.toUpperCase()))
          wrong.push(element);
        for (const child of element.children) walk(child);
      };
      walk(tree.root);
      return wrong;
    },
  },
  {
    rule: 'null-flavor-on-part',
    profiles: GENERIC,
    source: 'Importers take the flavor of a part of a name or address for its text',
    message: 'A nullFlavor stands on a part that may be left out, or on every part of a name or an address.',
    hint: 'Leave the part out; put the nullFlavor on the whole name or address where nothing of it is known.',
    find: ({ tree }) => [
      ...OPTIONAL_PARTS.flatMap((name) => tree.named(name).filter(isNull)),
      ...['addr', 'name'].flatMap((name) => tree.named(name).filter(isAllNull)),
    ],
  },
  {
    rule: 'time-padded',
    profiles: GENERIC,
    source: 'OpenEMR and others move padded midnights over time zones to the day before',
    message: 'The time is midnight to the second, which is how programs write a day of which no time is known.',
    hint: 'Write the precision that is known, the day alone, and an offset only where it is known.',
    find: function* ({ tree }) {
      for (const name of ['effectiveTime', 'low', 'high', 'center', 'birthTime', 'time']) {
        for (const element of tree.named(name)) {
          if (/^\d{8}0000(00)?(\.0+)?([+-]\d{4})?$/.test(element.attr('value') ?? ''))
            yield { element, attribute: 'value' };
        }
      }
    },
  },
];
