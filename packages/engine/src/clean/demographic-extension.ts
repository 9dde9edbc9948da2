import type { Coding, Extension } from '../chart/fhir.js';
import { demographicNullFlavor, type RaceConcept } from '../terminology/race-ethnicity.js';
import { cdcRaceEthnicity, nullFlavorSystem, valueSets } from '../terminology/value-sets.js';
import type { FindingCode } from './findings.js';
import { type Rule, textRule, withFindings } from './rule.js';

interface Demographic {
  readonly name: 'race' | 'ethnicity';
  readonly describe: string;
  readonly unknown: FindingCode;
  /** How many OMB categories US Core 6.1 allows. */
  readonly categories: number;
  read(text: string): RaceConcept | null;
}

const coding = ({ code, display }: { code: string; display: string }): Coding => ({
  system: cdcRaceEthnicity,
  code,
  display,
});

const separators = /\s*[|;\n]\s*/;

/**
 * The US Core race or ethnicity extension (US Core 6.1.0 us-core-race, us-core-ethnicity): OMB categories, detailed codes, and text. Values that
 * are not understood are in the text alone. A detailed code brings its OMB category, as the CDC hierarchy has it.
 */
export function demographicExtension(rule: Demographic): Rule {
  return textRule({
    name: rule.name,
    describe: rule.describe,
    returns: 'Extension',
    findings: [rule.unknown],
    clean(text) {
      const omb = new Map<string, Coding>();
      const detailed = new Map<string, Coding>();
      const words: string[] = [];
      const problems = new Set<FindingCode>();
      let pieces = text.split(separators).filter((piece) => piece !== '');
      if (pieces.length === 0) return withFindings(extension(rule.name, [], [], text), rule.unknown);
      if (pieces.length === 1 && text.includes(',') && rule.read(text) === null) {
        const parts = text.split(/\s*,\s*/).filter((piece) => piece !== '');
        if (parts.length > 1 && parts.every((part) => rule.read(part) !== null)) pieces = parts;
      }
      for (const piece of pieces) {
        const concept = rule.read(piece);
        if (concept !== null) {
          words.push(concept.display);
          if (concept.omb !== null) omb.set(concept.omb.code, coding(concept.omb));
          if (concept.omb?.code !== concept.code) detailed.set(concept.code, coding(concept));
          continue;
        }
        words.push(piece);
        const flavor = demographicNullFlavor(piece);
        if (flavor === null) problems.add(rule.unknown);
        else
          omb.set(flavor, {
            system: nullFlavorSystem,
            code: flavor,
            display: valueSets.nullFlavor.byCode.get(flavor)!.display,
          });
      }
      let categories = [...omb.values()];
      // More categories than the profile allows: the text says all, the codes would say a choice.
      if (categories.length > rule.categories) {
        categories = [];
        problems.add(rule.unknown);
      }
      return withFindings(extension(rule.name, categories, [...detailed.values()], words.join(', ')), ...problems);
    },
  });
}

function extension(name: string, omb: readonly Coding[], detailed: readonly Coding[], text: string): Extension {
  return {
    url: `http://hl7.org/fhir/us/core/StructureDefinition/us-core-${name}`,
    extension: [
      ...omb.map((valueCoding) => ({ url: 'ombCategory', valueCoding })),
      ...detailed.map((valueCoding) => ({ url: 'detailed', valueCoding })),
      { url: 'text', valueString: text },
    ],
  };
}
