import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import { findingCodes } from './findings.js';
import { cleaners, rules } from './registry.js';

const run = (name: string, input: Cell | Cell[], args: Record<string, unknown> = {}) => {
  const { value, findings = [] } = cleaners.get(name)!.clean(Array.isArray(input) ? input : [input], args, {});
  const shown = JSON.parse(JSON.stringify({ value }, (_, v) => v)).value;
  return findings.length === 0 ? shown : [shown, ...findings.map((finding) => finding.code)];
};
const U = 'http://unitsofmeasure.org';
const q = (value: number, unit: string, code: string) => ({ value, unit, system: U, code });

describe('values of legacy data', () => {
  const cases: [string, Cell | Cell[], unknown, Record<string, unknown>?][] = [
    ['text', ' a\r\n\u0007b ', ['a\nb', 'control-characters']],
    ['text', '\u0000\u0000', undefined],
    ['text', new Uint8Array([0xc3, 0xa9]), 'é'],
    ['text', new Uint8Array([0xff, 0x31]), [undefined, 'not-text']],
    ['code-text', 'Asthma,\n  mild', 'Asthma, mild'],
    ['boolean', 'Y', true],
    ['boolean', 'maybe', [undefined, 'boolean-unreadable']],
    ['boolean', new Uint8Array([0]), false],
    ['integer', '30.000', 30],
    ['integer', '30.5', [undefined, 'not-integer']],
    ['integer', '3000000000', [undefined, 'not-integer']],
    ['decimal', '1,234.50', 1234.5],
    ['decimal', '1,234', [undefined, 'number-ambiguous']],
    ['decimal', '1,234', 1234, { comma: 'thousands' }],
    ['decimal', '1,5', 1.5, { comma: 'decimal' }],
    ['decimal', '<5', [undefined, 'number-comparator']],
    ['decimal', '120/80', [undefined, 'number-unreadable']],
    ['positive', '0.000000', [undefined, 'zero-means-absent']],
    ['positive', '-1', [undefined, 'not-positive']],
    ['blood-pressure', '130/85', q(130, 'mmHg', 'mm[Hg]'), { part: 'systolic' }],
    ['blood-pressure', ' 130 / 85 ', q(85, 'mmHg', 'mm[Hg]'), { part: 'diastolic' }],
    ['blood-pressure', '120/', undefined, { part: 'diastolic' }],
    ['blood-pressure', '85/130', [undefined, 'blood-pressure-unreadable'], { part: 'systolic' }],
    ['blood-pressure', '130', [undefined, 'blood-pressure-unreadable'], { part: 'systolic' }],
    ['blood-pressure', '130/85', [undefined, 'arguments-invalid']],
    ['blood-pressure', ['130/85', 'mm Hg'], q(130, 'mmHg', 'mm[Hg]'), { part: 'systolic' }],
    ['blood-pressure', ['17/11', 'kPa'], [undefined, 'unit-conflict'], { part: 'systolic' }],
    ['blood-pressure', ['', 'mmHg'], [undefined, 'value-missing'], { part: 'systolic' }],
    ['string-unless-blood-pressure', '130 over 85', 'BP: 130 over 85', { label: 'BP: ' }],
    ['string-unless-blood-pressure', ['17/11', 'kPa'], '17/11 kPa'],
    ['string-unless-blood-pressure', '120/', undefined],
    ['string-unless-date', 'last spring', 'Started: last spring', { label: 'Started: ' }],
    ['string-unless-date', '13/45/2019', '13/45/2019'],
    ['string-unless-date', '2019', undefined],
    ['string-unless-date', '03/04/2019', undefined, { order: 'dmy' }],
    ['refuted', 'yes', 'refuted'],
    ['refuted', 'no', undefined],
    ['refuted', ['yes', 'Penicillin'], 'refuted'],
    ['refuted', ['yes', 'No known drug allergies'], undefined],
    ['refuted', ['', 'Penicillin'], undefined],
    ['refuted', ['perhaps', 'Penicillin'], [undefined, 'boolean-unreadable']],
    ['quantity', ['5.7', '%'], q(5.7, '%', '%')],
    ['quantity', ['217.000000', null], q(217, 'lb', '[lb_av]'), { unit: '[lb_av]' }],
    ['quantity', ['0.00', null], [undefined, 'zero-means-absent'], { unit: '[in_i]', zero: 'absent' }],
    ['quantity', ['<5', 'mg/dL'], { ...q(5, 'mg/dL', 'mg/dL'), comparator: '<' }],
    ['quantity', '120 mmHg', q(120, 'mmHg', 'mm[Hg]')],
    ['quantity', '5.7 H', [undefined, 'not-a-quantity']],
    ['quantity', ['7', 'furlongs'], [{ value: 7, unit: 'furlongs' }, 'unit-unknown']],
    ['quantity', ['7', 'N/A'], [{ value: 7 }, 'unit-none']],
    ['quantity', ['98.6 F', 'C'], [undefined, 'unit-conflict']],
    ['quantity', ['', 'mg'], [undefined, 'value-missing']],
    ['quantity', 'Negative', [undefined, 'not-a-quantity']],
    ['quantity-or-none', ['Negative', ''], undefined],
    ['string-unless-quantity', ['Negative', ''], 'Negative'],
    ['string-unless-quantity', ['5.7', '%'], undefined],
    ['string-unless-quantity', ['5-10', '/hpf'], '5-10 /hpf'],
    ['range', '4.0-5.6', { low: { value: 4 }, high: { value: 5.6 }, text: '4.0-5.6' }],
    ['range', ['70 - 99', 'mg/dL'], { low: q(70, 'mg/dL', 'mg/dL'), high: q(99, 'mg/dL', 'mg/dL'), text: '70 - 99' }],
    ['range', '70 - 99 mg/dL', { low: q(70, 'mg/dL', 'mg/dL'), high: q(99, 'mg/dL', 'mg/dL'), text: '70 - 99 mg/dL' }],
    ['range', '<200', { text: '<200' }],
    ['range', '<200', { high: { value: 200 }, text: '<200' }, { strict: 'bound' }],
    ['range', '<=5', { high: { value: 5 }, text: '<=5' }],
    ['range', 'Negative', { text: 'Negative' }],
    ['range', '12-5', [{ text: '12-5' }, 'range-text-only']],
    ['phone', '6195551001', '(619) 555-1001'],
    ['phone', '1-619-555-1001 ext. 12', '(619) 555-1001 x12'],
    ['phone', '+44 20 7946 0958', '+44 20 7946 0958'],
    ['phone', '555-1001', ['555-1001', 'phone-no-area-code']],
    ['phone', '250-000-0010', ['250-000-0010', 'phone-unrecognised']],
    ['phone', '000-000-0000', [undefined, 'phone-placeholder']],
    ['phone', '619-555-1001 / 619-555-1002', ['(619) 555-1001', 'phone-several']],
    ['phone', '619-555-1001; 619-555-1002', ['(619) 555-1001', '(619) 555-1002'], { all: true }],
    ['phone', 'call sister', ['call sister', 'phone-unrecognised']],
    ['email', 'a.b@example.test', 'a.b@example.test'],
    ['email', 'none', ['none', 'email-invalid']],
    ['human-name', 'DOE, JOHN Q', { text: 'DOE, JOHN Q', family: 'DOE', given: ['JOHN', 'Q'] }],
    ['human-name', 'Jane Doe', { text: 'Jane Doe', family: 'Doe', given: ['Jane'] }],
    [
      'human-name',
      'Dr. Jane Q. Doe, MD',
      { text: 'Dr. Jane Q. Doe, MD', family: 'Doe', given: ['Jane', 'Q.'], prefix: ['Dr.'], suffix: ['MD'] },
    ],
    ['human-name', 'Maria De La Cruz', [{ text: 'Maria De La Cruz' }, 'name-ambiguous']],
    ['state', 'california', 'CA'],
    ['state', 'Atlantis', ['Atlantis', 'state-unknown']],
    ['country', 'United States', 'US'],
    ['country', 'USA', 'US'],
    ['zip', '020623487', '02062-3487'],
    ['zip', '01420', '01420'],
    ['zip', '1420', ['1420', 'zip-short']],
    ['zip', 'v8v1a1', 'V8V 1A1'],
    ['ssn', '899-89-1799', '899891799'],
    ['ssn', '999-99-9999', [undefined, 'ssn-placeholder']],
    ['ssn', '000-12-3456', [undefined, 'ssn-placeholder']],
    ['ssn', '999-76-6866', ['999766866', 'ssn-not-issued']],
    ['npi', '1234567893', '1234567893'],
    ['npi', '1234567890', [undefined, 'npi-invalid']],
    ['npi', '18888120', [undefined, 'npi-invalid']],
    ['gender', 'Male', 'male'],
    ['gender', 'UNK', 'unknown'],
    ['gender', 'Mr', [undefined, 'gender-unknown']],
    ['birth-sex', 'F', 'F'],
    ['address-lines', ['1 Main St', ' ', 'Apt\n2'], ['1 Main St', 'Apt', '2']],
    ['uuid-bytes', Uint8Array.from({ length: 16 }, (_, i) => i), '00010203-0405-0607-0809-0a0b0c0d0e0f'],
    ['uuid-bytes', '000102030405060708090A0B0C0D0E0F', '00010203-0405-0607-0809-0a0b0c0d0e0f'],
    ['ucum', 'K/uL', '10*3/uL'],
    [
      'icd10',
      'E119',
      {
        extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: 'E119' }],
        system: 'http://hl7.org/fhir/sid/icd-10-cm',
        code: 'E11.9',
      },
    ],
    [
      'icd10',
      ['I10', 'Hypertension'],
      { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10', display: 'Hypertension' },
    ],
    ['icd10', '250.00', [{ code: '250.00' }, 'code-shape']],
    [
      'icd9',
      '25000',
      {
        extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: '25000' }],
        system: 'http://hl7.org/fhir/sid/icd-9-cm',
        code: '250.00',
      },
    ],
    ['icd', ['401.9', null], { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '401.9' }],
    ['icd', ['E880.9', null], { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: 'E880.9' }],
    ['icd', ['V58.69', null], [{ code: 'V58.69' }, 'code-ambiguous']],
    ['icd', ['V58.69', '2012-03-04'], { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: 'V58.69' }],
    ['icd', ['V58.69', '2019-03-04'], { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'V58.69' }],
    ['snomed', '44054006', { system: 'http://snomed.info/sct', code: '44054006' }],
    ['snomed', '44054007', [{ code: '44054007' }, 'code-check-digit']],
    ['loinc', '4548-4', { system: 'http://loinc.org', code: '4548-4' }],
    ['loinc', '4548-5', [{ code: '4548-5' }, 'code-check-digit']],
    [
      'ndc',
      '0093-1048-01',
      {
        extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: '0093-1048-01' }],
        system: 'http://hl7.org/fhir/sid/ndc',
        code: '00093104801',
      },
    ],
    ['ndc', '0093104801', [{ code: '0093104801' }, 'code-ambiguous']],
    [
      'cvx',
      '8',
      {
        extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: '8' }],
        system: 'http://hl7.org/fhir/sid/cvx',
        code: '08',
      },
    ],
    ['cvx', '141', { system: 'http://hl7.org/fhir/sid/cvx', code: '141' }],
    ['unii', 'R16CO5Y76E', { system: 'http://fdasis.nlm.nih.gov', code: 'R16CO5Y76E' }],
    ['code', ['84489001', 'SNOMED-CT'], { system: 'http://snomed.info/sct', code: '84489001' }],
    ['code', ['X1', 'house codes'], [{ code: 'X1' }, 'code-system-unknown']],
    [
      'coded-list',
      'ICD10:E11.9;SNOMED-CT:44054006',
      [
        { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' },
        { system: 'http://snomed.info/sct', code: '44054006' },
      ],
    ],
    ['coded-list', 'RXCUI:6809', [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '6809' }]],
    ['coded-list', 'M54.50', [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M54.50' }], { system: 'ICD10' }],
    ['coded-list', 'CPT4:99214', [{ system: 'http://www.ama-assn.org/go/cpt', code: '99214' }]],
    ['coded-list', 'HOUSE:1', [[{ code: 'HOUSE:1' }], 'code-system-unknown']],
    [
      'marital-status',
      'partnered',
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'T', display: 'Domestic partner' },
        ],
        text: 'partnered',
      },
    ],
    ['marital-status', 'it is complicated', [{ text: 'it is complicated' }, 'concept-unknown']],
    ['severity', 'high', [{ text: 'high' }, 'concept-unknown']],
    ['language', 'eng', { coding: [{ system: 'urn:ietf:bcp:47', code: 'en', display: 'English' }], text: 'eng' }],
    [
      'language',
      'en-us',
      { coding: [{ system: 'urn:ietf:bcp:47', code: 'en-US', display: 'English' }], text: 'en-us' },
    ],
    ['dose-quantity', '500 mg', q(500, 'mg', 'mg')],
    ['dose-quantity', '100.0 µG', q(100, 'µG', 'ug')],
    ['dose-quantity', '1/2 tab', q(0.5, 'tab', '{tbl}')],
    ['dose-quantity', '10 units/mL', q(10, 'units/mL', 'U/mL')],
    ['dose-quantity', '1-2 tabs', [undefined, 'dose-unreadable']],
    ['note-format', '{\\rtf1 x}', 'text/rtf'],
    ['note-format', 'BP < 120 and > 80', 'text/plain'],
    ['note-format', 'plain', undefined, { formatted: true }],
    ['note-format', '<p>a</p>', 'text/html', { formatted: true }],
    ['note-file', '<p>a</p>', 'PHA+YTwvcD4='],
    ['note-file', 'plain', undefined],
    ['note-file', '<p onclick="x">a</p>', [undefined, 'note-active']],
    ['note-file', '<p>a</p><img src="http://x">', [undefined, 'note-active']],
    ['note-text', '{\\rtf1\\ansi One\\par Two}', 'One\nTwo'],
    ['note-text', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['base64', 'abc', 'YWJj'],
  ];
  it.each(cases)('%s %j', (name, input, expected, args) => expect(run(name, input, args)).toEqual(expected));

  it.each([
    ['no', 'N'],
    ['high', 'H'],
    ['vlow', 'LL'],
    ['yes', 'A'],
    ['HH', 'HH'],
    ['A', 'A'],
    ['AA', 'AA'],
  ])('interpretation %s is %s', (flag, code) => expect(run('interpretation', flag).coding[0].code).toBe(code));

  it.each([
    ['Never smoker', '266919005'],
    ['Former smoker - quit 2019', '8517006'],
    ['Current light tobacco use', '428061000124105'],
    ['|never|0|4', '266919005'],
    ['quit in spring|quit|2019-04-01|3', '8517006'],
    ['Never smoked tobacco (finding)', '266919005'],
  ])('smoking-status %s', (text, code) => expect(run('smoking-status', text).coding[0].code).toBe(code));

  it.each([
    ['Oral', 'C38288'],
    ['PO', 'C38288'],
    ['intramuscular', 'C28161'],
    ['Left Eye', 'C38287'],
    ['Sublingual', 'C38300'],
  ])('route %s', (text, code) => expect(run('route', text).coding[0].code).toBe(code));

  it.each([
    ['white', ['2106-3'], [], 'White'],
    ['black_or_afri_amer', ['2054-5'], [], 'Black or African American'],
    ['White|chinese', ['2106-3', '2028-9'], ['2034-7'], 'White, Chinese'],
    ['native', ['1002-5'], [], 'American Indian or Alaska Native'],
    ['hawaiian', ['2076-8'], [], 'Native Hawaiian or Other Pacific Islander'],
    ['other', [], ['2131-1'], 'Other Race'],
    ['decline_to_specify', ['ASKU'], [], 'decline_to_specify'],
  ])('race %s', (text, omb, detailed, words) => {
    const { extension } = run('race', text);
    const codes = (url: string) =>
      extension
        .filter((e: { url: string }) => e.url === url)
        .map((e: { valueCoding: { code: string } }) => e.valueCoding.code);
    expect([codes('ombCategory'), codes('detailed'), extension.at(-1).valueString]).toEqual([omb, detailed, words]);
  });
  it('keeps a race that is not understood as text', () =>
    expect(run('race', 'Martian')).toEqual([
      {
        url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
        extension: [{ url: 'text', valueString: 'Martian' }],
      },
      'race-unknown',
    ]));

  it.each([
    ['BID', { frequency: 2, period: 1, periodUnit: 'd' }],
    ['b.i.d.', { frequency: 2, period: 1, periodUnit: 'd' }],
    ['q6h', { frequency: 1, period: 6, periodUnit: 'h' }],
    ['Q4-6H', { frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' }],
    ['every eight hours', { frequency: 1, period: 8, periodUnit: 'h' }],
    ['QHS', { frequency: 1, period: 1, periodUnit: 'd', when: ['HS'] }],
    ['QPM', { frequency: 1, period: 1, periodUnit: 'd' }],
    ['Q3Month', { frequency: 1, period: 3, periodUnit: 'mo' }],
    ['OD', { frequency: 1, period: 1, periodUnit: 'd' }],
    ['Q2Week', { frequency: 1, period: 2, periodUnit: 'wk' }],
  ])('frequency %s', (text, repeat) => expect(run('frequency', text).repeat).toEqual(repeat));

  it('structures directions only when every word is understood', () => {
    expect(run('sig', 'Take 1 tablet by mouth twice daily as needed')).toMatchObject({
      text: 'Take 1 tablet by mouth twice daily as needed',
      asNeededBoolean: true,
      timing: { repeat: { frequency: 2 } },
      route: { coding: [{ code: 'C38288' }] },
      doseAndRate: [{ doseQuantity: { value: 1, code: '{tbl}' } }],
    });
    for (const text of ['1 tab PO BID for 3 days then stop', 'Do not take 1 tab BID', 'as directed'])
      expect(run('sig', text)).toEqual([{ text }, 'sig-text-only']);
  });
});

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.uint8Array({ maxLength: 40 }),
  fc.stringMatching(/^[0-9A-Za-z:;|,.\-/ <>%{}\\()+]{0,30}$/),
  fc.constantFrom(
    '\\u',
    '{\\rtf1\\u-1?',
    '<p><',
    '1/2/',
    '12:',
    '<5',
    '--',
    '0',
    '00:00',
    'q0h',
    '1e99',
    '-0',
    '\ud800',
  ),
);
const blank = (cell: Cell): boolean =>
  cell === null ||
  (typeof cell === 'string' && /^[\s\p{Cc}]*$/u.test(cell)) ||
  (cell instanceof Uint8Array &&
    (/^[\s\p{Cc}]*$/u.test(new TextDecoder().decode(cell)) ||
      // Blanks of Windows-1252, and a mark of UTF-16 alone.
      /^(\xff\xfe)?[\s\p{Cc}]*$/u.test(Buffer.from(cell).toString('latin1'))));

describe('laws of every cleaning function', () => {
  it.each(rules.map((rule) => [rule.name, rule] as const))(
    '%s never throws, and says why it gives nothing',
    (_, rule) => {
      fc.assert(
        fc.property(fc.array(anyCell, { minLength: rule.inputs[0], maxLength: rule.inputs[1] }), (inputs) => {
          const result = rule.clean(inputs, {}, {});
          const findings = result.findings ?? [];
          if (result.value === undefined && !inputs.every(blank) && result.elsewhere !== true)
            expect(findings.length).toBeGreaterThan(0);
          for (const { code, message } of findings) {
            expect(rule.findings).toContain(code);
            expect(message).not.toBe('');
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(rules.map((rule) => [rule.name, rule] as const))('%s is quick on long and hostile cells', (_, rule) => {
    for (const piece of ['a', '1', ' ', '{', '\\', '<p>', ',', '-', '1 ', '{\\b', "\\'e9", '9,', '|a', '\u0000 ']) {
      const start = performance.now();
      rule.clean([piece.repeat(Math.floor(200_000 / piece.length))], {}, {});
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });

  it('each of the result pair leaves to the other exactly what it does not give', () => {
    const [number, text] = [cleaners.get('quantity-or-none')!, cleaners.get('string-unless-quantity')!];
    fc.assert(
      fc.property(anyCell, anyCell, (value, unit) => {
        fc.pre(!blank(value));
        const [a, b] = [number.clean([value, unit], {}, {}), text.clean([value, unit], {}, {})];
        expect([a.value === undefined, b.value === undefined]).not.toEqual([false, false]);
        if (a.elsewhere && !b.findings?.length) expect(b.value).toBeDefined();
        if (b.elsewhere) expect(a.value).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('decimals keep their scale', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 12 }),
        (whole, scale) => {
          const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
          const point = digits.length - scale;
          const plain = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
          const text = whole < 0n ? `-${plain}` : plain;
          expect(String(cleaners.get('decimal')!.clean([text], {}, {}).value)).toBe(text);
        },
      ),
    );
  });

  it('every finding that is defined can be given by some function', () => {
    const declared = new Set(rules.flatMap((rule) => [...rule.findings]));
    expect(findingCodes.filter((code) => !declared.has(code))).toEqual([]);
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
  });
});
