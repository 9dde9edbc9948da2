import type { CleanResult } from '../base/cleaner.js';
import type { Coding } from '../chart/fhir.js';
import { SOURCE_CODE_EXTENSION } from '../chart/fhir-extensions.js';
import type { FindingCode } from './findings.js';
import { nothing, type Rule, textRule, withFindings } from './rule.js';

/** A coding in the standard spelling; keeps the source's spelling when it was another. */
export function codingOf(system: string, code: string, source: string, display: string): Coding {
  return {
    ...(code === source ? {} : { extension: [{ url: SOURCE_CODE_EXTENSION, valueString: source }] }),
    system,
    code,
    ...(display === '' ? {} : { display }),
  };
}

/** A code that may not stand under the standard system: nothing is lost and nothing is claimed. */
export function bareCoding(source: string, display: string, problem: FindingCode): CleanResult {
  return withFindings({ ...bareCode(source), ...(display === '' ? {} : { display }) }, problem);
}

/** A code without a system, in a spelling that FHIR allows (R4 code: single blanks at most, none at the ends). */
export function bareCode(source: string): Coding {
  const code = source.trim().replace(/\s+/g, ' ');
  return code === source ? { code } : { extension: [{ url: SOURCE_CODE_EXTENSION, valueString: source }], code };
}

/** What a reader of one kind of code says: the standard spelling, or what is wrong. */
export type CodeReading = { readonly code: string } | { readonly problem: FindingCode };

interface CodeRule {
  readonly name: string;
  readonly describe: string;
  readonly system: string;
  readonly problems: readonly FindingCode[];
  read(text: string): CodeReading;
}

/** A rule for one code system: a second column, if any, is the source's own display. */
export function codeRule(rule: CodeRule): Rule {
  return textRule({
    name: rule.name,
    describe: rule.describe,
    inputs: [1, 2],
    returns: 'Coding',
    findings: [...rule.problems, 'value-missing'],
    clean(text, _args, _context, [display = '']) {
      if (text === '') return nothing('value-missing');
      const reading = rule.read(text);
      if ('problem' in reading) return bareCoding(text, display, reading.problem);
      return { value: codingOf(rule.system, reading.code, text, display) };
    },
  });
}

export const shaped = (code: string | null): CodeReading => (code === null ? { problem: 'code-shape' } : { code });
