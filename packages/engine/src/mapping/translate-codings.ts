import type { Issue } from '../base/issue.js';
import { TRANSLATED_BY_EXTENSION } from '../chart/fhir-extensions.js';
import type { ReleaseMapping } from '../terminology/store/contract.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { CodingValue } from './crosswalk-codings.js';

type Finding = Pick<Issue, 'severity' | 'code' | 'message' | 'hint'>;

const FINDINGS = {
  'translation-not-loaded': {
    code: 'translation-not-loaded',
    severity: 'warning',
    message:
      'The spec asks for a code of another system, and no loaded release maps to it; the code of the source stands alone.',
    hint: 'Load the map, e.g. the GEMs for ICD-9-CM: chartlift terminology add 2018_I9gem.txt.',
  },
  'translation-missing': {
    code: 'translation-missing',
    severity: 'warning',
    message: 'The loaded map does not have the code; it stands alone.',
    hint: 'Look for a typing error, or decide it in a crosswalk.',
  },
  'translation-none': {
    code: 'translation-none',
    severity: 'information',
    message: 'The loaded map says that the other system has no code for it; it stands alone.',
  },
  'translation-several': {
    code: 'translation-several',
    severity: 'warning',
    message: 'The loaded map gives several codes to choose from or to combine; none of them is taken.',
    hint: 'Which one holds is for people: decide it in a crosswalk (chartlift crosswalk suggest names them with their flags).',
  },
  'translation-approximate': {
    code: 'translation-approximate',
    severity: 'information',
    message:
      "The code of the other system is approximate by the map: it says more or less than the source. It stands beside the source's own code, with the flag.",
    hint: 'Have a reviewer look at those that decide something; a crosswalk overrules the map.',
  },
} as const satisfies Record<string, Finding>;

const isCoding = (value: unknown): value is { readonly system: string; readonly code: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { system?: unknown }).system === 'string' &&
  typeof (value as { code?: unknown }).code === 'string';

/** Adds to codings what a loaded map gives for them in one system, each marked with the map and its flags. */
export class CodeTranslation {
  constructor(
    /** null: no release is loaded. */
    private readonly codes: ReleaseCodes | null,
    /** URI of the system that the spec asks for. */
    readonly system: string,
  ) {}

  /** The value with translations behind its own codings: a Coding or list of them as a list, a CodeableConcept as one; anything else as it is. */
  add(value: unknown, told: (finding: Finding) => void): unknown {
    if (Array.isArray(value)) return this.#behind(value, told);
    if (isCoding(value)) return this.#behind([value], told);
    const codings = (value as { coding?: unknown } | null)?.coding;
    return Array.isArray(codings) ? { ...(value as object), coding: this.#behind(codings, told) } : value;
  }

  #behind(codings: readonly unknown[], told: (finding: Finding) => void): readonly unknown[] {
    // The source itself says it in that system: a map could only contradict it.
    if (codings.some((one) => isCoding(one) && one.system === this.system)) return codings;
    const added = codings.flatMap((one) => (isCoding(one) ? this.#of(one.system, one.code, told) : []));
    return added.length === 0 ? codings : [...codings, ...added];
  }

  #of(system: string, code: string, told: (finding: Finding) => void): CodingValue[] {
    const found = this.codes?.translations(system, code, this.system) ?? null;
    if (found === null) {
      // Local codes have no map of their own, and want none.
      if (!system.startsWith('urn:oid:2.25.')) told(FINDINGS['translation-not-loaded']);
      return [];
    }
    const { entries, release } = found;
    const targets = entries.filter(({ toCode }) => toCode !== '');
    if (targets.length === 0) {
      told(FINDINGS[entries.length === 0 ? 'translation-missing' : 'translation-none']);
      return [];
    }
    const [only] = targets;
    if (only === undefined || new Set(targets.map(({ toCode }) => toCode)).size > 1 || isConditional(only)) {
      told(FINDINGS['translation-several']);
      return [];
    }
    if (only.flags.approximate === '1') told(FINDINGS['translation-approximate']);
    const display = this.codes?.of(this.system, only.toCode)?.display ?? null;
    const flags = flagsOf(only);
    return [
      {
        extension: [{ url: TRANSLATED_BY_EXTENSION, valueString: [release, ...flags].join('; ') }],
        ...{ system: this.system, code: only.toCode },
        ...(display === null ? {} : { display }),
      },
    ];
  }
}

/** A part of a combination, one of a scenario's, or under a rule that only a person can judge. */
const isConditional = ({ flags }: ReleaseMapping): boolean =>
  flags.combination === '1' || (flags.rule !== undefined && !/^(TRUE|OTHERWISE TRUE)$/.test(flags.rule));

const flagsOf = ({ flags }: ReleaseMapping): string[] =>
  Object.entries(flags)
    .filter(([, flag]) => flag !== '' && flag !== '0')
    .map(([name, flag]) => (flag === '1' ? name : `${name} ${flag}`));
