import { describe, expect, it } from 'vitest';
import type { Cleaner } from '../base/cleaner.js';
import type { ReleaseMapping } from '../terminology/store/contract.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import { ChartBuilder } from './chart-builder.js';
import { checkMapping } from './check.js';
import { compileMapping } from './compile.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

const NINE = 'http://hl7.org/fhir/sid/icd-9-cm';
const TEN = 'http://hl7.org/fhir/sid/icd-10-cm';

const entry = (fromCode: string, toCode: string, flags: Record<string, string> = {}): ReleaseMapping => ({
  ...{ fromSystem: NINE, fromCode, toSystem: TEN, toCode },
  flags: { approximate: '0', combination: '0', scenario: '0', 'choice-list': '0', ...flags },
});
const ENTRIES = [
  entry('999.1', 'Z99.1'),
  entry('999.2', 'Z99.2', { approximate: '1' }),
  entry('999.3', 'Z99.3'),
  entry('999.3', 'Z99.4'),
  entry('999.4', 'Z99.4', { combination: '1', scenario: '1', 'choice-list': '1' }),
  entry('999.5', '', { 'no-map': '1' }),
];
const releases: ReleaseCodes = {
  of: () => null,
  translations: (from, code, to) =>
    from === NINE && to === TEN
      ? { release: 'gem-i9-i10 2018', entries: ENTRIES.filter(({ fromCode }) => fromCode === code) }
      : null,
};

const CODES = ['999.1', '999.2', '999.3', '999.4', '999.5', '999.6'];
const practice = testPractice([
  { name: 'patients', columns: { id: 'integer' }, rows: [[1]] },
  {
    name: 'dx',
    columns: { id: 'integer', pid: 'integer', code: 'text' },
    rows: CODES.map((code, i) => [i + 1, 1, code]),
  },
]);
const specs = testSpecs({
  patient: 'resource: Patient\nfrom: patients\nkey: id\npatient: id\nelements: {}\n',
  problem:
    'resource: Condition\nfrom: dx\nkey: id\npatient: pid\nelements:\n  code: { column: code, clean: nine, translate: icd-10-cm }\n',
});
const nine: Cleaner = {
  ...{ name: 'nine', describe: 'test nine', inputs: [1, 1], returns: 'Coding' },
  clean: ([cell]) => ({ value: { system: NINE, code: String(cell) } }),
};
const codings = (known: ReleaseCodes | null) => {
  const env = {
    ...testEnvironment(practice.tables),
    ...{ cleaners: new Map([['nine', nine]]) },
    ...(known ? { releases: known } : {}),
  };
  const chart = new ChartBuilder(compileMapping(specs, env), practice.db).build('1');
  const written = chart.fragments.map(({ resource }) =>
    (
      (resource as { code?: { coding?: { code: string; extension?: { valueString: string }[] }[] } }).code?.coding ?? []
    ).map(({ code, extension }) => (extension ? `${code} (${extension[0]?.valueString})` : code)),
  );
  return { written, issues: chart.issues.map(({ code, where }) => `${code} ${where}`) };
};

describe('translate', () => {
  it('puts what a loaded map gives behind the code, with its flags, and takes none of several', () => {
    const { written, issues } = codings(releases);
    expect(written).toEqual([
      ['999.1', 'Z99.1 (gem-i9-i10 2018)'],
      ['999.2', 'Z99.2 (gem-i9-i10 2018; approximate)'],
      ...CODES.slice(2).map((code) => [code]),
    ]);
    expect(issues).toEqual([
      'translation-approximate emr/dx/2/code',
      'translation-several emr/dx/3/code',
      'translation-several emr/dx/4/code',
      'translation-none emr/dx/5/code',
      'translation-missing emr/dx/6/code',
    ]);
  });

  it('says at each value that no map is loaded', () => {
    const { written, issues } = codings(null);
    expect(written).toEqual(CODES.map((code) => [code]));
    expect(issues).toEqual(CODES.map((_, i) => `translation-not-loaded emr/dx/${i + 1}/code`));
  });

  it('is for elements that hold several codings, in a system that is known', () => {
    const wrong = (value: string): string | undefined =>
      checkMapping(
        testSpecs({ problem: `resource: Condition\nfrom: dx\nkey: id\npatient: pid\nelements:\n  ${value}\n` }),
        testEnvironment(practice.tables),
      ).find(({ code }) => /system-unknown|translate-misfit/.test(code))?.code;
    expect(wrong('code: { column: code, clean: icd10, translate: icd-99 }')).toBe('system-unknown');
    expect(wrong('recordedDate: { column: code, clean: date, translate: icd-10-cm }')).toBe('translate-misfit');
  });
});
