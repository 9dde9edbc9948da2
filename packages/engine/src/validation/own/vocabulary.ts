import { CODE_FORMS, isLanguageTag, isLoincCode, isSnomedCode, isUnassignedArc } from '../../terminology/code-forms.js';
import type { FindingList } from '../verdict.js';
import {
  ACT_STATUS,
  CDC_RACE,
  CLOSED_CODES,
  isKnownLanguage,
  isUid,
  LOINC,
  NULL_FLAVORS,
  SNOMED,
} from './code-tables.js';
import type { DocumentTree } from './document-tree.js';
import { reportAt, type Said } from './node-check.js';
import { type SourceTag, sourceAttributes } from './source-tags.js';

/** Says whether a unit is valid UCUM. */
export type UnitCheck = (unit: string) => boolean;

/** What releases of code systems say, by the OID of the system. */
export interface CodeLookup {
  /** OIDs of the systems that can be asked. */
  readonly systems: readonly string[];
  standing(oid: string, code: string): 'active' | 'retired' | 'category' | 'unknown' | 'not-loaded';
}

/** The attribute that a check looks at. */
interface Target {
  readonly attribute: string;
  /** Of these elements of CDA only. */
  readonly elements?: readonly string[];
  /** Only beside this codeSystem. */
  readonly system?: string;
  /** Only beside a code, and where the attribute is something else. */
  readonly otherThan?: string;
}

interface TargetCheck extends Said {
  readonly target: Target;
  readonly wrong: (text: string) => boolean;
}

const check = (
  rule: string,
  severity: 'error' | 'warning',
  target: Target,
  wrong: (text: string) => boolean,
  message: string,
  hint: string,
): TargetCheck => ({
  layer: 'vocabulary',
  rule,
  severity,
  target,
  wrong,
  message,
  hint,
});

/** Whether the check finds something at this element: `name` local, or as the tree has it. */
function finds(
  { target, wrong }: TargetCheck,
  name: string,
  value: (attribute: string) => string | undefined,
): boolean {
  const given = value(target.attribute);
  if (given === undefined || target.elements?.includes(name) === false) return false;
  if (target.system !== undefined && value('codeSystem') !== target.system) return false;
  if (target.otherThan !== undefined && (given === target.otherThan || value('code') === undefined)) return false;
  return wrong(given);
}

function checks(isUnit: UnitCheck | null, codes: CodeLookup | null): TargetCheck[] {
  const list: TargetCheck[] = [
    check(
      'null-flavor-unknown',
      'error',
      { attribute: 'nullFlavor' },
      (v) => !NULL_FLAVORS.has(v),
      'The nullFlavor is not in HL7 V3 NullFlavor (case counts).',
      'Use NI, UNK, NA, OTH, MSK or another code of 2.16.840.1.113883.5.1008, in capitals.',
    ),
    check(
      'code-system-not-oid',
      'error',
      { attribute: 'codeSystem' },
      (v) => !isUid(v) || /^[A-Za-z]/.test(v),
      'codeSystem is not an OID or UUID.',
      'Write the OID of the code system; URIs belong into FHIR, names into codeSystemName.',
    ),
    check(
      'id-root-not-uid',
      'error',
      { attribute: 'root' },
      (v) => !isUid(v),
      'root is not an OID or UUID.',
      'Write an OID or a UUID as root and the local number as extension.',
    ),
    check(
      'code-system-arc-unknown',
      'error',
      { attribute: 'codeSystem' },
      isUnassignedArc,
      'codeSystem is an OID under an arc that ISO and ITU-T have given to nobody, so no such code system exists.',
      'Look for a made-up or mistyped OID; write that of the code system, from the HL7 OID registry.',
    ),
    check(
      'id-root-arc-unknown',
      'warning',
      { attribute: 'root' },
      isUnassignedArc,
      'root is an OID under an arc that ISO and ITU-T have given to nobody, so the identifier may collide with others.',
      "Use an OID of the organisation's own, or a UUID.",
    ),
    check(
      'status-code-unknown',
      'error',
      { attribute: 'code', elements: ['statusCode'] },
      (v) => !ACT_STATUS.has(v),
      'statusCode is not in HL7 V3 ActStatus.',
      'Use active, completed, aborted, suspended, held, new, cancelled, nullified or obsolete.',
    ),
    check(
      'loinc-check-digit',
      'error',
      { attribute: 'code', system: LOINC },
      (v) => !isLoincCode(v),
      'The code does not have the form of a LOINC code, or its check digit is wrong.',
      'Look for a typing error, or for a local code under the OID of LOINC.',
    ),
    check(
      'snomed-check-digit',
      'error',
      { attribute: 'code', system: SNOMED },
      (v) => !isSnomedCode(v),
      'The code does not have the form of a SNOMED CT id, or its check digit is wrong.',
      'Look for a typing error, a number that lost digits in a spreadsheet, or a local code under the OID of SNOMED CT.',
    ),
    check(
      'language-code-form',
      'error',
      { attribute: 'code', elements: ['languageCode'] },
      (v) => !isLanguageTag(v),
      'languageCode is not a BCP 47 tag.',
      'Write a tag such as en, en-US or spa.',
    ),
    check(
      'language-code-unknown',
      'warning',
      { attribute: 'code', elements: ['languageCode'] },
      (v) => isLanguageTag(v) && !isKnownLanguage(v),
      'The language is well-formed and not known here, so it was not checked further.',
      'Look the tag up in the IANA registry.',
    ),
    check(
      'race-code-form',
      'error',
      { attribute: 'code', elements: ['raceCode', 'ethnicGroupCode'], system: CDC_RACE },
      (v) => !/^\d{4}-\d$/.test(v),
      'The code does not have the form of a CDC race and ethnicity code.',
      'Use a code such as 2106-3; OTH and UNK are null flavors, not codes.',
    ),
  ];
  for (const { rule, system, name, fits } of CODE_FORMS) {
    list.push(
      check(
        rule,
        'error',
        { attribute: 'code', system },
        (v) => !fits(v),
        `The code does not have the form of ${name}.`,
        'Look for a typing error, or for a local code under the OID of the system.',
      ),
    );
  }
  for (const [element, system, codes] of CLOSED_CODES) {
    list.push(
      check(
        'code-not-in-system',
        'error',
        { attribute: 'code', elements: [element], system },
        (v) => !codes.has(v),
        `The code of ${element} is not in its HL7 code system.`,
        `Use one of ${[...codes].join(', ')}, or a nullFlavor where the fact is not known.`,
      ),
      check(
        'code-system-unexpected',
        // Administrative gender SHALL be of HL7's set (CONF:1198-6394); the others are asked by SHOULD.
        element === 'administrativeGenderCode' ? 'error' : 'warning',
        { attribute: 'codeSystem', elements: [element], otherThan: system },
        () => true,
        `${element} has a code of another code system than HL7 demands, so the code was not checked.`,
        `Write the code of ${system}, and the source's own code as a translation.`,
      ),
    );
  }
  for (const system of codes?.systems ?? []) {
    const target: Target = { attribute: 'code', system };
    list.push(
      check(
        'code-not-in-release',
        'warning',
        target,
        (v) => codes?.standing(system, v) === 'unknown',
        'No loaded release of its code system has the code.',
        'Look for a typing error or a local code; or load the release that it is of (chartlift terminology list).',
      ),
      check(
        'code-retired',
        'warning',
        target,
        (v) => codes?.standing(system, v) === 'retired',
        'Its code system keeps the code for old records only: the newest loaded release calls it retired, or no longer has it.',
        'Right for what was recorded while it was in use; else take what replaced it.',
      ),
    );
  }
  if (isUnit) {
    const known = new Map<string, boolean>();
    const cached = (unit: string): boolean => {
      const before = known.get(unit);
      if (before !== undefined) return before;
      const valid = isUnit(unit);
      if (known.size < 10_000) known.set(unit, valid);
      return valid;
    };
    list.push(
      check(
        'unit-not-ucum',
        'error',
        { attribute: 'unit' },
        (v) => !cached(v),
        'The unit is not valid UCUM (case counts).',
        'Write the UCUM unit, e.g. mm[Hg], 10*3/uL, [in_i]; keep what the source said in the narrative or a translation.',
      ),
    );
  }
  return list;
}

export interface VocabularyCount {
  /** Codes whose system is not looked at here: nothing is said about them. */
  readonly notChecked: number;
  readonly codes: number;
}

/** What is worth a look in a tag: the attributes of all checks. */
const WANTED: ReadonlySet<string> = new Set(['nullFlavor', 'codeSystem', 'root', 'code', 'unit']);
const OF_INTEREST = new RegExp(`\\b(?:${[...WANTED].join('|')})\\s*=`);

/** What the checks make of one tag; the same tags come again in every document. */
interface TagVerdict {
  /** Checks that may find something. */
  readonly checks: readonly number[];
  readonly coded: boolean;
  readonly notChecked: boolean;
}
const NOTHING: TagVerdict = { checks: [], coded: false, notChecked: false };
const MOST_TAGS = 20_000;

/** Chartlift's vocabulary rules: closed sets, forms and check digits; content of code systems where releases are loaded. */
export class VocabularyCheck {
  private readonly list: readonly TargetCheck[];
  private readonly looked: ReadonlySet<string>;
  private readonly verdicts = new Map<string, TagVerdict>();

  constructor(isUnit: UnitCheck | null, codes: CodeLookup | null = null) {
    this.list = checks(isUnit, codes);
    this.looked = new Set([
      LOINC,
      SNOMED,
      CDC_RACE,
      ...CLOSED_CODES.map(([, system]) => system),
      ...CODE_FORMS.map((form) => form.system),
      ...(codes?.systems ?? []),
    ]);
  }

  /** `tags` of the document's source: only the checks that may find something in one are asked of its elements. */
  run(tree: DocumentTree, tags: readonly SourceTag[], findings: FindingList): VocabularyCount {
    const asked = new Set<number>();
    let codes = 0;
    let notChecked = 0;
    for (const tag of tags) {
      const verdict = this.verdictOf(tag);
      if (verdict.coded) codes += 1;
      if (verdict.notChecked) notChecked += 1;
      for (const index of verdict.checks) asked.add(index);
    }
    for (const [index, check] of this.list.entries()) {
      if (!asked.has(index)) continue;
      const { elements, attribute } = check.target;
      const among = elements?.length === 1 && elements[0] !== undefined ? tree.named(elements[0]) : tree.elements;
      for (const element of among)
        if (finds(check, element.name, (name) => element.attr(name)))
          reportAt(findings, check, tree, element, attribute);
    }
    return { codes, notChecked };
  }

  private verdictOf({ name, attributes }: SourceTag): TagVerdict {
    if (!OF_INTEREST.test(attributes)) return NOTHING;
    const key = `${name}${attributes}`;
    let verdict = this.verdicts.get(key);
    if (verdict === undefined) {
      verdict = this.look(name, sourceAttributes(attributes, WANTED));
      if (this.verdicts.size >= MOST_TAGS) this.verdicts.clear();
      this.verdicts.set(key, verdict);
    }
    return verdict;
  }

  private look(name: string, attributes: ReadonlyMap<string, string>): TagVerdict {
    const found: number[] = [];
    for (const [index, one] of this.list.entries())
      if (finds(one, name, (given) => attributes.get(given))) found.push(index);
    const system = attributes.get('codeSystem');
    const coded = system !== undefined && attributes.has('code');
    return { checks: found, coded, notChecked: coded && !this.looked.has(system) };
  }
}
