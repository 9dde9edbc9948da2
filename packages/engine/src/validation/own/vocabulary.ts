import { type XmlDocument, XmlXPath } from 'libxml2-wasm';
import type { FindingList } from '../verdict.js';
import {
  ACT_STATUS,
  CDC_RACE,
  CLOSED_CODES,
  isKnownLanguage,
  isLanguageTag,
  isLoincCode,
  isSnomedCode,
  isUid,
  LOINC,
  NULL_FLAVORS,
  SNOMED,
} from './code-tables.js';
import { CDA_NAMESPACE, type NodeCheck, NodeChecks } from './node-check.js';

/** Says whether a unit is valid UCUM. */
export type UnitCheck = (unit: string) => boolean;

const check = (
  rule: string,
  severity: 'error' | 'warning',
  select: string,
  wrong: (text: string) => boolean,
  message: string,
  hint: string,
): NodeCheck => ({ layer: 'vocabulary', rule, severity, select, wrong, message, hint });

/** Characters that an OID cannot have, or cannot have there: a cheap filter before the exact test. */
const NOT_PLAIN_OID =
  "[translate(.,'0123456789.','')!='' or translate(substring(.,1,1),'012','')!='' or contains(.,'.0') or contains(.,'..') or not(contains(.,'.')) or substring(.,string-length(.))='.']";

function checks(isUnit: UnitCheck | null): NodeCheck[] {
  const list: NodeCheck[] = [
    check(
      'null-flavor-unknown',
      'error',
      '//@nullFlavor',
      (v) => !NULL_FLAVORS.has(v),
      'The nullFlavor is not in HL7 V3 NullFlavor (case counts).',
      'Use NI, UNK, NA, OTH, MSK or another code of 2.16.840.1.113883.5.1008, in capitals.',
    ),
    check(
      'code-system-not-oid',
      'error',
      `//@codeSystem${NOT_PLAIN_OID}`,
      (v) => !isUid(v) || /^[A-Za-z]/.test(v),
      'codeSystem is not an OID or UUID.',
      'Write the OID of the code system; URIs belong into FHIR, names into codeSystemName.',
    ),
    check(
      'id-root-not-uid',
      'error',
      `//@root${NOT_PLAIN_OID}`,
      (v) => !isUid(v),
      'root is not an OID or UUID.',
      'Write an OID or a UUID as root and the local number as extension.',
    ),
    check(
      'status-code-unknown',
      'error',
      '//c:statusCode/@code',
      (v) => !ACT_STATUS.has(v),
      'statusCode is not in HL7 V3 ActStatus.',
      'Use active, completed, aborted, suspended, held, new, cancelled, nullified or obsolete.',
    ),
    check(
      'loinc-check-digit',
      'error',
      `//*[@codeSystem='${LOINC}']/@code`,
      (v) => !isLoincCode(v),
      'The code does not have the form of a LOINC code, or its check digit is wrong.',
      'Look for a typing error, or for a local code under the OID of LOINC.',
    ),
    check(
      'snomed-check-digit',
      'error',
      `//*[@codeSystem='${SNOMED}']/@code`,
      (v) => !isSnomedCode(v),
      'The code does not have the form of a SNOMED CT id, or its check digit is wrong.',
      'Look for a typing error, a number that lost digits in a spreadsheet, or a local code under the OID of SNOMED CT.',
    ),
    check(
      'language-code-form',
      'error',
      '//c:languageCode/@code',
      (v) => !isLanguageTag(v),
      'languageCode is not a BCP 47 tag.',
      'Write a tag such as en, en-US or spa.',
    ),
    check(
      'language-code-unknown',
      'warning',
      '//c:languageCode/@code',
      (v) => isLanguageTag(v) && !isKnownLanguage(v),
      'The language is well-formed and not known here, so it was not checked further.',
      'Look the tag up in the IANA registry.',
    ),
    check(
      'race-code-form',
      'error',
      `//*[self::c:raceCode or self::c:ethnicGroupCode][@codeSystem='${CDC_RACE}']/@code`,
      (v) => !/^\d{4}-\d$/.test(v),
      'The code does not have the form of a CDC race and ethnicity code.',
      'Use a code such as 2106-3; OTH and UNK are null flavors, not codes.',
    ),
  ];
  for (const [element, system, codes] of CLOSED_CODES) {
    list.push(
      check(
        'code-not-in-system',
        'error',
        `//c:${element}[@codeSystem='${system}']/@code`,
        (v) => !codes.has(v),
        `The code of ${element} is not in its HL7 code system.`,
        `Use one of ${[...codes].join(', ')}, or a nullFlavor where the fact is not known.`,
      ),
      check(
        'code-system-unexpected',
        'warning',
        `//c:${element}[@code and @codeSystem and @codeSystem!='${system}']/@codeSystem`,
        () => true,
        `${element} has a code of another code system than HL7 demands, so the code was not checked.`,
        `Write the code of ${system}, and the source's own code as a translation.`,
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
        '//@unit',
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

/** Chartlift's vocabulary rules: closed sets, forms and check digits. Content of code systems is not looked up. */
export class VocabularyCheck {
  private readonly checks: NodeChecks;
  private readonly codes: XmlXPath;
  private readonly notChecked: XmlXPath;

  constructor(isUnit: UnitCheck | null) {
    this.checks = new NodeChecks(checks(isUnit));
    const looked = [LOINC, SNOMED, CDC_RACE, ...CLOSED_CODES.map(([, system]) => system)];
    this.codes = XmlXPath.compile('count(//@codeSystem[../@code])', CDA_NAMESPACE);
    this.notChecked = XmlXPath.compile(
      `count(//@codeSystem[not(contains('|${looked.join('|')}|',concat('|',.,'|'))) and ../@code])`,
      CDA_NAMESPACE,
    );
  }

  run(document: XmlDocument, findings: FindingList): VocabularyCount {
    this.checks.run(document, findings);
    return { codes: Number(document.eval(this.codes)), notChecked: Number(document.eval(this.notChecked)) };
  }

  dispose(): void {
    this.checks.dispose();
    this.codes.dispose();
    this.notChecked.dispose();
  }
}
