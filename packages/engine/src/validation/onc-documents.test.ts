import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { createValidator, type Validator } from './validator.js';
import type { Finding, Layer } from './verdict.js';

const artefacts = sharedPath('ccda');
const folder = sharedPath('data', 'ccda', 'onc-cures');

/** Negative documents by the layer to which the planted error belongs, the rule that must find it, and how often where it is planted several times. */
const PLANTED: readonly (readonly [file: RegExp, layer: Layer, rule: string, times?: number])[] = [
  [/BadXml/, 'document', 'document-not-xml'],
  [/DocEffectiveTime/, 'xsd', 'xsd-pattern'],
  [/PreferredLanguageCodeSystem/, 'xsd', 'xsd-unexpected-attribute'],
  [/DocTypeId/, 'template', 'conf-5251'],
  [/DocCode/, 'template', 'conf-17181'],
  [/DocCode/, 'vocabulary', 'loinc-check-digit'],
  [/Missing_PatientName/, 'template', 'conf-5284'],
  [/Missing_PatientLastName/, 'template', 'conf-81-7159'],
  [/Bad_Patient/, 'template', 'name-part-empty'],
  [/GenderCode_/, 'vocabulary', 'code-not-in-system'],
  [/EthnicityCode_/, 'vocabulary', 'code-not-in-value-set'],
  [/(Gender|Ethnicity|Race)CodeSystem/, 'vocabulary', 'code-system-unexpected'],
  [/AllergySectionCode/, 'template', 'conf-15350'],
  [/MedicationSectionCode/, 'template', 'conf-15388'],
  [/ProblemSectionCode/, 'template', 'conf-15410'],
  [/(Allergy|Medication|Problem)SectionCode/, 'vocabulary', 'loinc-check-digit'],
  [/(Medication|Problem)SectionTemplateId/, 'template', 'section-template-missing'],
  [/(AllergyConcern|ProblemConcern|MedicationActivity)Elements/, 'template', 'entry-template-missing'],
  [/AllergyConcernElements/, 'template', 'conf-19158', 3],
  [/ProblemConcernElements/, 'template', 'conf-19184', 3],
  [/AllergyIntoleranceObservationElements/, 'template', 'conf-7509'],
  [/AllergyIntoleranceObservationElements/, 'vocabulary', 'code-not-in-value-set', 2],
  [/AllergyIntoleranceObservationElements/, 'vocabulary', 'code-system-arc-unknown'],
  [/AllergyIntoleranceObservationElements/, 'vocabulary', 'rxnorm-code-form'],
  [/MedicationActivityElements/, 'vocabulary', 'ncit-code-form', 2],
  [/MedicationActivityElements/, 'vocabulary', 'code-system-arc-unknown', 2],
  // A route and a dose form that are NCI Thesaurus codes of something else.
  [/MedicationActivityElements/, 'vocabulary', 'code-not-in-value-set', 2],
  [/MedicationInformationElements/, 'template', 'conf-16085'],
  [/MedicationInformationElements/, 'vocabulary', 'rxnorm-code-form'],
  [/MedicationInformationElements/, 'vocabulary', 'code-system-arc-unknown'],
  [/ProblemObservationElements/, 'template', 'conf-9034'],
  [/ProblemObservationElements/, 'vocabulary', 'snomed-check-digit', 2],
  [/ProblemObservationElements/, 'vocabulary', 'code-system-arc-unknown', 2],
  [/ProblemObservationElements/, 'vocabulary', 'code-not-in-value-set', 2],
  [/USCDI_Sample1/, 'schematron', 'a-1198-15350'],
  [/USCDI_Sample2/, 'template', 'section-template-missing', 7],
  [/USCDI_Sample3/, 'template', 'entry-template-missing', 8],
  [/USCDI_Sample4/, 'vocabulary', 'snomed-check-digit', 11],
  [/USCDI_Sample5/, 'vocabulary', 'race-code-form', 2],
  [/CP_Sample1/, 'vocabulary', 'code-not-in-system', 2],
  [/CP_Sample2/, 'schematron', 'a-1098-29587'],
  [/CP_Sample3/, 'template', 'section-template-missing', 4],
  [/CP_Sample4/, 'schematron', 'a-1098-31227-c'],
];

/**
 * A planted code that is right in form and of a system whose content is not at hand, so that nothing is said about it: a SNOMED CT concept
 * that is no problem. The value set has over 100,000 codes and is no table to ship.
 */
const NOT_AT_HAND = 1;

/** What the positive documents break, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'schematron a-1098-28042':
    "HL7's rule asks for an element xsi:type instead of the attribute, so that no document passes it",
  'schematron a-1098-31536': 'a no-known-allergies statement has no low in its time',
  'schematron a-1098-31538': 'the same, by the number of the later edition',
  'schematron a-1198-30519':
    "HL7's rule asks for the id of the section without required entries, and the documents have that with them",
  'schematron hasCompatibleR1.1TemplateId-rule-1-assert-1': 'an encounter diagnosis has the dated id alone',
  'vocabulary id-root-not-uid': 'roots look like UUIDs and have letters that are not hexadecimal',
  'vocabulary snomed-check-digit': '29308 of LOINC (29308-4, Diagnosis) stands under the OID of SNOMED CT',
  'vocabulary loinc-check-digit': 'a local code of the parent document stands under the OID of LOINC',
  'vocabulary unit-not-ucum': 'doses of R1.1 have units such as mg/actuat',
  'narrative narrative-reference-broken': 'three references of the Cures sample lead nowhere',
};

describe.skipIf(!artefacts || !folder)(
  artefacts && folder ? 'ONC documents' : sharedReason("HL7's artefacts and ONC's documents"),
  () => {
    let validator: Validator;
    const verdicts = new Map<string, readonly Finding[]>();
    const files = folder
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
      : [];
    const negative = files.filter((name) => basename(name).startsWith('NT_'));

    beforeAll(async () => {
      validator = await createValidator({ artefacts, scorecard: true, profile: 'generic' });
      for (const name of files) {
        const verdict = validator.validate(readFileSync(join(folder!, name)));
        verdicts.set(name, verdict.findings);
      }
    });
    afterAll(() => validator.dispose());

    it('have their planted error found in the layer where it belongs', () => {
      expect(negative.length).toBeGreaterThanOrEqual(37);
      const named = new Set<string>();
      for (const [pattern, layer, rule, times = 1] of PLANTED) {
        const matching = negative.filter((name) => pattern.test(basename(name)));
        expect(matching.length, String(pattern)).toBeGreaterThan(0);
        for (const name of matching) {
          named.add(name);
          const found = verdicts.get(name)!.filter((f) => f.layer === layer && f.rule === rule);
          expect(found.length, `${basename(name)} ${rule}`).toBeGreaterThanOrEqual(times);
        }
      }
      expect(negative.filter((name) => !named.has(name)).map((name) => basename(name))).toEqual([]);
    });

    it('have a finding beside each comment that says what is planted', () => {
      const silent: string[] = [];
      let planted = 0;
      for (const name of negative) {
        const lines = readFileSync(join(folder!, name), 'utf8').split('\n');
        for (const [index, text] of lines.entries()) {
          if (!/negative testing/.test(text)) continue;
          planted += 1;
          const near = verdicts
            .get(name)!
            .filter((f) => f.layer !== 'importer' && f.layer !== 'scorecard' && f.rule !== 'unit-not-ucum')
            .filter((f) => f.line >= index + 1 - 12 && f.line <= index + 1 + 8);
          if (near.length === 0) silent.push(`${basename(name)}:${index + 1}`);
        }
      }
      expect(planted).toBeGreaterThan(50);
      expect(silent).toHaveLength(NOT_AT_HAND);
    });

    it('that are positive break nothing but the known exceptions, and nothing of the own template rules', () => {
      const met = new Set<string>();
      const unknown = new Set<string>();
      for (const name of files.filter((one) => !negative.includes(one))) {
        for (const { severity, layer, rule } of verdicts.get(name)!) {
          if (severity !== 'error') continue;
          const key = `${layer} ${rule}`;
          (key in EXCEPTIONS ? met : unknown).add(key);
        }
      }
      expect([...unknown]).toEqual([]);
      expect(Object.keys(EXCEPTIONS).filter((key) => !met.has(key))).toEqual([]);
    });
  },
);
