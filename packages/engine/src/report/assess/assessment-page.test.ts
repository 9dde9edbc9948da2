import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../artifacts/assessment.js';
import type { ColumnProfile, Join, SourceProfile, TableDomain, TableProfile } from '../../artifacts/source-profile.js';
import { renderAssessmentMarkdown } from './assessment-markdown.js';
import { renderAssessmentPage } from './assessment-page.js';
import { summaryLines } from './summary-lines.js';

const HOSTILE = `<img src=x onerror="alert('1')">|*\`&amp;`;

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, type: 'varchar(20)', cellType: 'text', comment: null, kind: 'word', nulls: 0, blanks: 0, filled: 100 },
  ...{ distinct: { count: 3, exact: true }, lengths: null, numbers: null, dates: null, patterns: [], values: null },
  ...{ sentinels: [], damaged: 0, phi: null, codes: [], note: null, units: [] },
  ...more,
});

const table = (
  name: string,
  domain: TableDomain,
  rows: number,
  columns: ColumnProfile[],
  to?: string,
): TableProfile => ({
  ...{ name, comment: null, rows, bytes: rows * 20, columns, keys: [], traits: [], eav: null },
  activity: rows > 0 ? { column: 'd', first: '2019', last: '2024', years: { 2019: 10, 2021: 30, 2024: 60 } } : null,
  domain: { domain, score: 0.9, reasons: ['the name says so'], also: [] },
  patientPath:
    rows === 0
      ? null
      : {
          steps:
            to === undefined ? [] : [{ from: { table: name, columns: ['pid'] }, to: { table: to, columns: ['id'] } }],
          score: 1,
        },
});

const join = (from: string, to: string): Join => ({
  from: { table: from, columns: ['pid'] },
  to: { table: to, columns: ['id'] },
  ...{ declared: false, score: 0.98, inclusion: 1, orphans: 0, reasons: [] },
});

const profile: SourceProfile = {
  ...{ chartlift: 'profile/1', source: `Elm ${HOSTILE}`, format: 'csv', product: null, snapshotAt: '2024-06-30' },
  tables: [
    table('patients', 'demographics', 100, [
      column('id'),
      column('name', { phi: { kind: 'name', score: 1, reasons: [] } }),
    ]),
    table(
      HOSTILE,
      'allergies',
      300,
      [
        column('pid'),
        column(HOSTILE, { comment: HOSTILE, values: [{ value: HOSTILE, count: 9 }] }),
        column('never', { filled: 0, kind: 'empty', nulls: 300 }),
      ],
      'patients',
    ),
    ...Array.from({ length: 40 }, (_, i) => table(`empty_${i}`, 'unknown', 0, [column('a', { filled: 0 })])),
  ],
  joins: [join(HOSTILE, 'patients')],
};

const assessment: Assessment = {
  ...{ chartlift: 'assessment/1', software: 'Chartlift 9', profile, sources: [], releases: [], examples: null },
  patient: { table: 'patients', key: 'id', rows: 100 },
  findings: Array.from({ length: 9 }, (_, i) => ({
    ...{
      code: 'orphan-rows',
      severity: i === 0 ? ('critical' as const) : ('high' as const),
      title: 'Rows that name nothing',
    },
    ...{
      table: HOSTILE,
      column: HOSTILE,
      domain: 'allergies' as const,
      count: 3,
      of: 300,
      message: `3 of 300 ${HOSTILE}`,
    },
    ...{ harm: 'Lost.', remedy: 'review' as const, next: 'Ask.' },
  })),
  proposal: {
    ...{ chartlift: 'scope-proposal/1', source: 'elm', snapshotAt: '2024-06-30' },
    settings: { resultYears: 3, years: {}, patientsSince: null },
    tables: [
      {
        ...{ table: HOSTILE, domain: 'allergies', domainScore: 0.9, also: [], traits: [], rows: 300, bytes: 6000 },
        ...{
          decision: 'migrate',
          reasons: [HOSTILE],
          window: null,
          review: true,
          decided: null,
          datedBy: null,
          choices: [],
        },
        counts: {
          migrated: { rows: 280, bytes: 5600, patients: 90 },
          archived: { rows: 20, bytes: 400, patients: 5 },
          undated: 0,
        },
      },
    ],
    domains: [],
    patients: { table: 'patients', all: 100, migrated: 90, archived: 10, window: null, choices: [] },
    retention: [{ title: 'Keep', text: HOSTILE, source: 'law' }],
  },
  estimate: {
    ...{ chartlift: 'estimate/1', source: 'elm', hours: 100, weeks: 3.2, assumptions: [HOSTILE] },
    lines: [
      {
        ...{ kind: 'mapping', item: 'Tables to map', count: 12, origin: `tables of the scope ${HOSTILE}` },
        ...{ rate: 'table', rateHours: 1.5, rateSource: 'assumption', hours: 18 },
      },
    ],
    totals: [{ kind: 'mapping', hours: 18, people: 1, weeks: 0.5 }],
    contingency: { share: 0.15, hours: 15 },
    quote: { currency: 'USD', lines: [{ item: 'Mapping', hours: 20.7, hourly: 150, price: 3105 }], total: 17250 },
  },
};

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;
const elements = (node: Node): Element[] => [
  ...('tagName' in node ? [node] : []),
  ...('childNodes' in node ? node.childNodes.flatMap(elements) : []),
];
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
const page = renderAssessmentPage(assessment);
const all = elements(parse(page));
const named = (...names: string[]): Element[] => all.filter(({ tagName }) => names.includes(tagName));

describe('the page of an assessment', () => {
  it('needs nothing else and runs nothing', () => {
    expect(named('script', 'img', 'link', 'iframe', 'object', 'form', 'base')).toEqual([]);
    const attributes = all.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => name.startsWith('on') || name === 'src')).toEqual([]);
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([]);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page.replace(/xmlns="[^"]+"/g, '')).not.toMatch(/https?:\/\/(?!loinc)/);
  });

  it('shows names as they are, whatever they hold', () => {
    const body = textOf(named('body')[0]!);
    expect(body.split(HOSTILE).length).toBeGreaterThan(20);
  });

  it('has all sections in the order of the work, and a caption and heads for each table', () => {
    expect(named('h2').map(textOf)).toEqual([
      ...['In short', 'The clinical core', 'Tables by domain', 'Quality findings, by harm to patients'],
      ...['Proposed scope', 'Estimate', 'Data dictionary', 'Method and limits'],
    ]);
    for (const one of named('table')) {
      expect(elements(one).filter(({ tagName }) => tagName === 'caption')).toHaveLength(1);
      expect(elements(one).filter(({ tagName }) => tagName === 'th').length).toBeGreaterThan(1);
    }
    const ids = all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attrs } of named('a')) expect(ids).toContain(attrs[0]?.value.slice(1));
  });

  it('says it in ten lines first', () => {
    const lines = summaryLines(assessment).map(({ text }) => text);
    expect(lines).toHaveLength(10);
    expect(lines[1]).toBe('100 patients in patients, by id. Dated rows from 2019 to 2024.');
    expect(lines[7]).toBe(
      `9 findings: 1 critical, 8 high. First: rows that name nothing (${HOSTILE}); rows that name nothing (${HOSTILE}).`,
    );
    expect(lines[8]).toContain('migrate 1 table, 280 rows; archive 0 tables, 20 rows');
    expect(lines[9]).toContain('115 hours, about 4 weeks; USD 17,250');
  });

  it('folds what is empty, and keeps every finding', () => {
    expect(named('article')).toHaveLength(2);
    expect(textOf(named('body')[0]!)).toContain('40 tables without a row');
    expect(page.split('3 of 300').length - 1).toBe(9);
  });

  it('is the same for the same assessment, and says what is not there', () => {
    expect(renderAssessmentPage(assessment)).toBe(page);
    const bare: Assessment = { ...assessment, patient: null, proposal: null, estimate: null, findings: [] };
    expect(renderAssessmentPage(bare)).toContain('There is no table of patients');
    expect(renderAssessmentMarkdown(bare)).toContain('Not estimated.');
  });

  it('shows PHI only where it is given, below a banner', () => {
    const secret = 'Quorbenfeldt';
    const open = { ...assessment, examples: { patients: { name: [secret] } } };
    for (const render of [renderAssessmentPage, renderAssessmentMarkdown]) {
      expect(render(open)).toContain(secret);
      expect(render(open)).toMatch(/holds values of patients/);
      expect(render(assessment)).not.toMatch(/holds values of patients/);
    }
  });
});

describe('rows that are set apart', () => {
  const marked = (rows: number, trait: 'soft-delete' | 'audit' | 'test-patients') => ({ trait, reasons: [], rows });
  const tables = profile.tables.map((one) => {
    if (one.name === 'patients') return { ...one, traits: [marked(4, 'test-patients')], orphans: 0 };
    if (one.name === HOSTILE) return { ...one, traits: [marked(17, 'soft-delete')], orphans: 9 };
    if (one.name === 'empty_1') return { ...one, traits: [marked(55, 'audit')] };
    // An entry of a list that is no longer offered.
    return one.name === 'empty_2' ? { ...one, traits: [marked(777, 'soft-delete')] } : one;
  });
  const set: Assessment = { ...assessment, profile: { ...profile, tables } };

  it('are columns of page and Markdown, and a line of the summary', () => {
    expect(summaryLines(set).find(({ label }) => label === 'Set apart')?.text).toBe(
      'Rows: 55 in audit logs, 17 marked as deleted, 4 of test patients, 9 that name a row which is not there.',
    );
    expect(renderAssessmentMarkdown(set)).toContain(
      '| Table | Rows | Size | Patients | Deleted | Test | Orphans | Years',
    );
    const heads = elements(parse(renderAssessmentPage(set)))
      .filter(({ tagName }) => tagName === 'th')
      .map(textOf);
    expect(heads).toEqual(expect.arrayContaining(['Deleted', 'Test', 'Orphans']));
    expect(renderAssessmentMarkdown(assessment)).not.toContain('| Orphans |');
  });

  it('leave days that stand for none out of the years, and say so', () => {
    const dated = tables.map((one) =>
      one.activity === null ? one : { ...one, activity: { ...one.activity, leftOut: 3 } },
    );
    const left: Assessment = { ...set, profile: { ...profile, tables: dated } };
    for (const render of [renderAssessmentPage, renderAssessmentMarkdown])
      expect(render(left)).toMatch(/[1-9]\d* rows whose date stands for none/);
  });
});

it('names every source of several, and whose patients it counts', () => {
  const of = (source: string, rows: number) => ({
    ...{ source, format: 'csv', product: null, snapshotAt: '2024-06-30', tables: 3, rows: 500, bytes: 9 },
    patient: { table: 'people', key: 'id', rows },
  });
  const both: Assessment = {
    ...assessment,
    sources: [of('old', 100), of('new', 40)],
    patient: { table: 'old/people', key: 'id', rows: 100 },
  };
  const [source, patients] = summaryLines(both).map(({ text }) => text);
  expect(source).toMatch(/^2 sources: old \(csv, taken 2024-06-30, 500 rows\); new \(/);
  expect(patients).toContain('Also 40 patients in new/people: how many of them are the same people was not compared.');
});

describe('the Markdown of an assessment', () => {
  it('keeps tables whole and reads no markup of names', () => {
    const text = renderAssessmentMarkdown(assessment);
    const lines = text.split('\n');
    for (const [i, line] of lines.entries()) {
      if (!/^\| ?(---|--:)/.test(line)) continue;
      const width = (row: string): number => row.replaceAll('\\|', '').split('|').length;
      for (let r = i - 1; lines[r]?.startsWith('|'); r = r < i ? i + 1 : r + 1)
        expect(width(lines[r]!)).toBe(width(line));
    }
    const shown = text.replace(/``[^\n]*?``|`[^`\n]*`/g, '');
    expect(shown).not.toMatch(/[^\\]<img/);
    expect(text).toContain('## Data dictionary');
  });
});
