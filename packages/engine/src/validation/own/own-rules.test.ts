import { describe, expect, it } from 'vitest';
import { isLoincCode, isSnomedCode } from '../../terminology/code-forms.js';
import { createValidator } from '../validator.js';

/** A made-up minimal document that breaks none of the rules. */
const GOOD = `<?xml version="1.0"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <id root="2.999.1" extension="d1"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="en-US"/>
  <recordTarget><patientRole><patient>
    <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
    <raceCode code="2106-3" codeSystem="2.16.840.1.113883.6.238"/>
    <birthTime nullFlavor="UNK"/>
  </patient></patientRole></recordTarget>
  <component><structuredBody><component><section>
    <text><table><thead><tr><th>Problem</th></tr></thead><tbody><tr ID="p1"><td>Null hypothesis anxiety</td></tr></tbody></table></text>
    <entry><observation><text><reference value="#p1"/></text><statusCode code="completed"/>
      <value code="195967001" codeSystem="2.16.840.1.113883.6.96"/><doseQuantity value="5" unit="mg"/></observation></entry>
  </section></component></structuredBody></component>
</ClinicalDocument>`;

/** [what is replaced, by what, the rule that must be found]. */
const MUTATIONS: readonly (readonly [string, string, string])[] = [
  ['nullFlavor="UNK"', 'nullFlavor="unk"', 'null-flavor-unknown'],
  ['codeSystem="2.16.840.1.113883.5.1"', 'codeSystem="http://hl7.org/gender"', 'code-system-not-oid'],
  ['root="2.999.1"', 'root="2.999.01"', 'id-root-not-uid'],
  ['root="2.999.1"', 'root="urn:oid:2.999.1"', 'id-root-not-uid'],
  ['code="completed"', 'code="final"', 'status-code-unknown'],
  ['code="34133-9"', 'code="34133-8"', 'loinc-check-digit'],
  ['code="195967001"', 'code="195967002"', 'snomed-check-digit'],
  ['code="en-US"', 'code="english language"', 'language-code-form'],
  ['code="en-US"', 'code="qqz"', 'language-code-unknown'],
  ['code="2106-3"', 'code="White"', 'race-code-form'],
  ['code="F"', 'code="Female"', 'code-not-in-system'],
  ['code="F" codeSystem="2.16.840.1.113883.5.1"', 'code="F" codeSystem="2.999.5"', 'code-system-unexpected'],
  ['unit="mg"', 'unit="tablets"', 'unit-not-ucum'],
  ['value="#p1"', 'value="#p2"', 'narrative-reference-broken'],
  ['value="#p1"', 'value="#"', 'narrative-reference-broken'],
  ['<th>', '<th ID="p1">', 'narrative-id-duplicate'],
  ['<th>', '<th ID="1 a">', 'narrative-id-form'],
  ['<reference value="#p1"/>', '', 'narrative-entry-unlinked'],
  ['<td>Null hypothesis anxiety</td>', '<td>null</td>', 'narrative-placeholder'],
  ['Null hypothesis anxiety', 'x [object Object]', 'narrative-placeholder'],
  ['Null hypothesis anxiety', 'Dose undefined mg', 'narrative-placeholder'],
  ['value="5"', 'value="NaN"', 'placeholder-value'],
  ['<td>Null hypothesis anxiety</td>', '<td><div>x</div></td>', 'narrative-markup'],
  ['<tbody><tr ID="p1"><td>Null hypothesis anxiety</td></tr></tbody>', '', 'narrative-rows-fewer'],
];

describe('own rules', () => {
  it('find nothing in a good document and the planted fault in each broken one', async () => {
    const validator = await createValidator({ artefacts: null });
    const rules = (xml: string) => validator.validate(xml).findings.map((f) => f.rule);
    expect(rules(GOOD)).toEqual([]);
    for (const [from, to, rule] of MUTATIONS) {
      expect(GOOD, from).toContain(from);
      const broken = GOOD.replace(from, to);
      expect(rules(broken), `${from} -> ${to}`).toContain(rule);
      // With a comment the source's tags are not used, and all is asked of the parsed document.
      expect(rules(broken.replace('</ClinicalDocument>', '<!-- x --></ClinicalDocument>'))).toEqual(rules(broken));
    }
    expect(rules(GOOD.replace(/<text><table>[\s\S]*?<\/table><\/text>/, ''))).toContain('narrative-text-missing');
    expect(rules(GOOD.replaceAll('ClinicalDocument', 'Bundle'))).toEqual(['document-not-cda']);
    validator.dispose();
  });

  it('say what was not checked', async () => {
    const validator = await createValidator({ artefacts: null, isUnit: null });
    const verdict = validator.validate(
      GOOD.replace('code="195967001" codeSystem="2.16.840.1.113883.6.96"', 'code="X" codeSystem="2.999.7"'),
    );
    expect(verdict).toMatchObject({ codes: 5, codesNotChecked: 1 });
    expect(verdict.notEvaluated.map((n) => n.rule)).toEqual(['unit-not-ucum']);
    validator.dispose();
  });
});

describe('codes of loaded releases', () => {
  it('are told where no release has them, or calls them retired, and never passed in silence', async () => {
    const loinc = '2.16.840.1.113883.6.1';
    const standing = { '34133-9': 'active', '2951-2': 'retired' } as Readonly<Record<string, 'active' | 'retired'>>;
    const codes = {
      systems: [loinc, '2.999.7'],
      standing: (_oid: string, code: string) => standing[code] ?? ('unknown' as const),
    };
    const validator = await createValidator({ artefacts: null, codes });
    const rules = (xml: string) => validator.validate(xml).findings.map((f) => f.rule);
    expect(rules(GOOD)).toEqual([]);
    expect(rules(GOOD.replace('code="34133-9"', 'code="2951-2"'))).toEqual(['code-retired']);
    expect(rules(GOOD.replace('code="34133-9"', 'code="8480-6"'))).toEqual(['code-not-in-release']);
    const other = GOOD.replace('code="195967001" codeSystem="2.16.840.1.113883.6.96"', 'code="X" codeSystem="2.999.7"');
    expect(validator.validate(other)).toMatchObject({ codesNotChecked: 0, errors: 0, warnings: 1 });
    validator.dispose();
  });
});

describe('check digits', () => {
  it('accept published codes and refuse any changed digit', () => {
    for (const code of ['8480-6', '8462-4', '29308-4', '34133-9', '11450-4']) {
      expect(isLoincCode(code), code).toBe(true);
      expect(isLoincCode(code.replace(/\d$/, (d) => String((Number(d) + 1) % 10))), code).toBe(false);
    }
    expect(isLoincCode('LA6668-3')).toBe(true);
    expect(isLoincCode('LA6668')).toBe(false);
    for (const code of ['195967001', '73211009', '22298006', '266919005', '449868002']) {
      expect(isSnomedCode(code), code).toBe(true);
      for (let i = 1; i < code.length; i += 1) {
        const other = code.slice(0, i) + ((Number(code[i]) + 1) % 10) + code.slice(i + 1);
        expect(isSnomedCode(other), other).toBe(false);
      }
    }
  });
});
