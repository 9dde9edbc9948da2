import type { Coding } from '../chart/fhir.js';
import { readCode } from './code-readers.js';
import { bareCode, codingOf } from './coding.js';
import type { FindingCode } from './findings.js';
import { nothing, stringArg, textRule, withFindings } from './rule.js';

/** `ICD10:E11.9;SNOMED-CT:44054006`: codings in the order of the text; a code without a prefix takes the argument's system. */
export const codedList = textRule({
  name: 'coded-list',
  describe: 'System:code pairs separated by ; | or comma, as OpenEMR writes them, as codings.',
  returns: 'Coding[]',
  args: { system: 'Code system of codes without a prefix.' },
  findings: ['code-shape', 'code-check-digit', 'code-ambiguous', 'code-system-unknown'],
  clean(text, args) {
    const codings: Coding[] = [];
    const problems = new Set<FindingCode>();
    for (const piece of text.split(/[;|,\n]/)) {
      const entry = piece.trim();
      if (entry === '') continue;
      const colon = entry.lastIndexOf(':');
      const name = colon < 0 ? (stringArg(args, 'system') ?? '') : entry.slice(0, colon);
      const source = colon < 0 ? entry : entry.slice(colon + 1).trim();
      if (source === '') {
        problems.add('code-shape');
        continue;
      }
      const reading = readCode(name, source);
      if (reading !== null && 'code' in reading) {
        codings.push(codingOf(reading.system, reading.code, source, ''));
        continue;
      }
      problems.add(reading === null ? 'code-system-unknown' : reading.problem);
      // The prefix is part of what the source says: without a known system it stays with the code.
      codings.push(bareCode(reading === null ? entry : source));
    }
    return codings.length === 0 ? nothing('code-shape') : withFindings(codings, ...problems);
  },
});
