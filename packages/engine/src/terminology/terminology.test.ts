import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { loincValid, luhnValid, npiValid, snomedConceptValid, verhoeffValid } from './check-digits.js';
import { cvx, icd9, icd10, ndc11, unii } from './code-shapes.js';
import { codeSystem, codeSystems, oidOf, uriOf } from './code-systems.js';
import { language } from './languages.js';
import { countryCode, stateCode } from './places.js';
import { ethnicity, race } from './race-ethnicity.js';
import { unitAtoms, wholeUnits } from './tables/ucum-spellings.js';
import { ucumCode } from './ucum.js';
import { isUcum } from './ucum-grammar.js';
import { valueSets } from './value-sets.js';

describe('code systems', () => {
  it('are found by URI, OID and every name that legacy data uses', () => {
    for (const [name, oid] of [
      ['ICD10', '2.16.840.1.113883.6.90'],
      ['ICD10-CM', '2.16.840.1.113883.6.90'],
      ['SNOMED-CT', '2.16.840.1.113883.6.96'],
      ['RXCUI', '2.16.840.1.113883.6.88'],
      ['CPT4', '2.16.840.1.113883.6.12'],
      ['NCI-CONCEPT-ID', '2.16.840.1.113883.3.26.1.1'],
      ['urn:oid:2.16.840.1.113883.6.1', '2.16.840.1.113883.6.1'],
    ])
      expect(codeSystem(name!)?.oid).toBe(oid);
    expect(codeSystem('house codes')).toBeNull();
    expect(codeSystem(' ')).toBeNull();
  });
  it('have one URI and one OID each, that lead to each other', () => {
    expect(codeSystems.length).toBeGreaterThanOrEqual(60);
    for (const { uri, oid } of codeSystems) {
      expect(oidOf(uri)).toBe(oid);
      if (oid !== null) expect(uriOf(oid)).toBe(uri);
    }
    expect(oidOf('urn:oid:1.2.3')).toBe('1.2.3');
    expect(uriOf('1.2.3')).toBe('urn:oid:1.2.3');
    expect(uriOf('not an oid')).toBeNull();
  });
});

describe('check digits', () => {
  const examples: [(code: string) => boolean, string[]][] = [
    [npiValid, ['1234567893', '1245319599']],
    [snomedConceptValid, ['44054006', '73211009', '428041000124106', '266919005', '16217701000119102']],
    [loincValid, ['4548-4', '2345-7', '8480-6', '30954-2', '85354-9', '1-8']],
  ];
  it.each(examples)('%o takes real codes and no code with one digit changed', (valid, codes) => {
    for (const code of codes) {
      expect(valid(code)).toBe(true);
      for (let at = 0; at < code.length; at++)
        for (let digit = 0; digit < 10; digit++) {
          const changed = code.slice(0, at) + digit + code.slice(at + 1);
          if (/\d/.test(code[at]!) && changed !== code) expect(valid(changed)).toBe(false);
        }
    }
  });
  it('law: of ten last digits exactly one is right, and any single change is found', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,17}$/), (digits) => {
        for (const valid of [luhnValid, verhoeffValid]) {
          const right = [...'0123456789'].filter((last) => valid(digits + last));
          expect(right).toHaveLength(1);
        }
      }),
    );
  });
  it('knows UNII check characters', () => {
    for (const code of ['R16CO5Y76E', '451W47IQ8X', '362O9ITL9D', 'WK2XYI10QM']) {
      expect(unii(code)).toBe('ok');
      expect(unii(`${code.slice(0, 9)}${code[9] === 'Z' ? 'Y' : 'Z'}`)).toBe('check');
    }
  });
});

describe('code shapes', () => {
  it('puts the point into ICD codes', () => {
    expect(icd10('e119')).toBe('E11.9');
    expect(icd10('S72.001A')).toBe('S72.001A');
    expect(icd10('C4A.0')).toBe('C4A.0');
    expect(icd10('I10')).toBe('I10');
    expect(icd10('11.9')).toBeNull();
    expect(icd9('25000')).toBe('250.00');
    expect(icd9('v5869')).toBe('V58.69');
    expect(icd9('E8809')).toBe('E880.9');
    expect(icd9('25')).toBeNull();
  });
  it('law: every hyphenated NDC gives the same eleven digits as its parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([4, 4, 2], [5, 3, 2], [5, 4, 1], [5, 4, 2]),
        fc.stringMatching(/^[0-9]{11}$/),
        (form, digits) => {
          const [a, b, c] = form as [number, number, number];
          const parts = [digits.slice(0, a), digits.slice(a, a + b), digits.slice(a + b, a + b + c)] as const;
          const expected = parts[0].padStart(5, '0') + parts[1].padStart(4, '0') + parts[2].padStart(2, '0');
          expect(ndc11(parts.join('-'))).toEqual({ code: expected });
          expect(ndc11(parts.join(''))).toEqual(a + b + c === 11 ? { code: parts.join('') } : 'ambiguous');
        },
      ),
    );
  });
  it('lists CVX with two digits at least', () => {
    expect([cvx('3'), cvx('08'), cvx('141'), cvx('0141'), cvx('0'), cvx('1234')]).toEqual([
      '03',
      '08',
      '141',
      '141',
      null,
      null,
    ]);
  });
});

describe('units', () => {
  it.each(
    Object.entries({
      'mm Hg': 'mm[Hg]',
      'MM HG': 'mm[Hg]',
      bpm: '/min',
      lbs: '[lb_av]',
      LB: '[lb_av]',
      inches: '[in_i]',
      Inch: '[in_i]',
      F: '[degF]',
      '°C': 'Cel',
      '°F': '[degF]',
      'mg/dl': 'mg/dL',
      'MG/DL': 'mg/dL',
      'K/uL': '10*3/uL',
      'x10E3/uL': '10*3/uL',
      '10^3/uL': '10*3/uL',
      '10*3/uL': '10*3/uL',
      'x10(3)/uL': '10*3/uL',
      'm/uL': '10*6/uL',
      'IU/L': '[IU]/L',
      'U/L': 'U/L',
      'u/l': 'U/L',
      'mEq/L': 'meq/L',
      'MEQ/L': 'meq/L',
      'ng/mL': 'ng/mL',
      mcg: 'ug',
      µg: 'ug',
      gm: 'g',
      cc: 'mL',
      ML: 'mL',
      'uIU/mL': 'u[IU]/mL',
      'mL/min/1.73m2': 'mL/min/{1.73_m2}',
      'mL/min/{1.73_m2}': 'mL/min/{1.73_m2}',
      'mg/24hr': 'mg/(24.h)',
      'kg/m²': 'kg/m2',
      '{score}': '{score}',
      a: 'a',
      '/a': '/a',
      '{#}': '{#}',
      pH: '[pH]',
      '{copies}/mL': '{copies}/mL',
      'units/L': 'U/L',
      '#/uL': '/uL',
      '/[HPF]': '/[HPF]',
      'MOSM/L': 'mosm/L',
      'Thous/CU.MM': '10*3/mm3',
      'GM/DL': 'g/dL',
      cmH2O: 'cm[H2O]',
      'L/min/m2': 'L/min/m2',
      'mcg/kg/min': 'ug/kg/min',
      'I.U.': '[IU]',
      'nG/ML': 'ng/mL',
      'ng/mL FEU': 'ng/mL{FEU}',
    }),
  )('%s is %s', (text, code) => expect(ucumCode(text)).toBe(code));
  it.each(['furlongs', '#ERROR!', 'x', '%|g/dL', '', 'H', '5', '/'])('%s is not understood', (text) =>
    expect(ucumCode(text)).toBeNull(),
  );
  it('the own UCUM reader takes nothing that the general library refuses', () => {
    const quiet = vi.spyOn(console, 'log').mockImplementation(() => {});
    const library = (
      createRequire(import.meta.url)('@lhncbc/ucum-lhc') as {
        UcumLhcUtils: { getInstance(): { validateUnitString(unit: string): { status: string; ucumCode: string } } };
      }
    ).UcumLhcUtils.getInstance();
    const piece = fc.constantFrom(
      ..."g m mm[Hg] kg L dL mol mmol [iU] [degF] 10*3 10* % {cells} {a.b} /. . / ( ) 2 24 h min a wk u U [IU] m[IU] meq 1 s-1 m2 Cel [HPF] [lb_av] kat [arb'U] B c k da".split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const unit = pieces.join('');
        if (!isUcum(unit)) return;
        const verdict = library.validateUnitString(unit);
        expect([unit, verdict.status]).toEqual([unit, 'valid']);
      }),
      { numRuns: 3000 },
    );
    quiet.mockRestore();
    for (const unit of [
      'mg/dL',
      'mm[Hg]',
      '10*3/uL',
      '/min',
      'kg/m2',
      'mL/min/{1.73_m2}',
      '[iU]/L',
      'mg/(24.h)',
      'ng/mL{FEU}',
      '/[HPF]',
      'meq/L',
    ])
      expect(isUcum(unit)).toBe(true);
    for (const unit of ['', 'foo', 'mg/', 'mg//dL', '(mg', 'mg)', 'x10', 'mgg', '{', 'lb', '10^'.repeat(9)])
      expect(isUcum(unit)).toBe(false);
  });
  it('every code of the tables is valid UCUM', () => {
    const codes = `${unitAtoms}${wholeUnits}`
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(0, line.indexOf('|')));
    expect(codes.filter((code) => !isUcum(code))).toEqual([]);
    for (const code of codes) expect(ucumCode(code) ?? code).toBe(code);
  });
});

describe('tables', () => {
  it('hold only SNOMED CT ids with right check digits, and each code once', () => {
    for (const table of Object.values(valueSets)) {
      expect(table.byCode.size).toBeGreaterThan(0);
      if (table.system === 'http://snomed.info/sct')
        for (const code of table.byCode.keys()) expect(snomedConceptValid(code)).toBe(true);
      // The last digit of a CDC code is its mod-10 check digit.
      if (table.system === 'urn:oid:2.16.840.1.113883.6.238')
        expect([...table.byCode.keys()].filter((code) => !loincValid(code))).toEqual([]);
    }
  });
  it('roll detailed race and ethnicity up to the OMB category', () => {
    expect(race('2034-7')?.omb?.code).toBe('2028-9');
    expect(race('cherokee')?.omb?.code).toBe('1002-5');
    expect(race('Other')?.omb).toBeNull();
    expect(ethnicity('Mexican')?.omb?.code).toBe('2135-2');
    expect(ethnicity('nonhispanic')?.code).toBe('2186-5');
  });
  it('know languages, states and countries', () => {
    expect(
      ['english', 'Spanish', 'spa', 'fre', 'chinese', 'haitian creole', 'pt-br', 'declined'].map(
        (text) => language(text)?.tag,
      ),
    ).toEqual(['en', 'es', 'es', 'fr', 'zh', 'ht', 'pt-BR', undefined]);
    expect([stateCode('new york'), stateCode('dc'), stateCode('xx')]).toEqual(['NY', 'DC', null]);
    expect([countryCode('usa'), countryCode('U.S.A.'), countryCode('Germany'), countryCode('xx')]).toEqual([
      'US',
      'US',
      'DE',
      null,
    ]);
  });
});
