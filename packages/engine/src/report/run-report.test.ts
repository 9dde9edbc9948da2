import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderRunReport } from './run-report.js';
import { checksOf, groupIssues, type RunSummary } from './summary.js';

const table = (name: string, staged: number, delivered: number, quarantined = 0, unaccounted = 0) => ({
  name,
  decision: 'migrate',
  staged,
  delivered,
  archived: staged - delivered - quarantined - unaccounted,
  excluded: 0,
  merged: 0,
  quarantined,
  unaccounted,
  reasons: {
    archived: { 'target-has-no-place': staged - delivered - quarantined - unaccounted },
    quarantined: { 'date-zero': quarantined },
  },
});

const summary: RunSummary = {
  software: 'chartlift 0.1.0',
  asOf: '2026-03-01',
  patients: 1000,
  documents: 1000,
  seconds: 31.25,
  encrypted: true,
  sources: [
    {
      name: 'Elm & <Sons>',
      format: 'mysql-dump',
      product: 'MariaDB 10.5',
      tables: 226,
      rows: 51234,
      fingerprint: 'ab'.repeat(32),
      whole: true,
    },
  ],
  targets: ['ccda', 'fhir'],
  ledger: {
    balanced: true,
    tables: [
      table('patient_data', 1000, 1000),
      table('lists', 5200, 5100, 12),
      table('procedure_result', 41000, 40950, 50),
      table('log', 4034, 0),
      table('empty', 0, 0),
    ],
  },
  cells: { balanced: true, totals: { cells: 812345, mapped: 700000, archiveOnly: 112000, issue: 345, unaccounted: 0 } },
  domains: [
    { name: 'AllergyIntolerance', resources: 812, carried: { ccda: 812, fhir: 812 } },
    { name: 'Observation', resources: 52000, carried: { ccda: 52000, fhir: 52000 } },
  ],
  validation: [
    { name: 'CDA schema', ran: true, errors: 0 },
    { name: 'HL7 Schematron', ran: true, errors: 0, note: '183 rules fired in a document on average' },
  ],
  readBack: [
    { target: 'ccda', compared: 1234567, different: 0, missing: 0, extra: 0, notHeld: { 'Observation.encounter': 12 } },
  ],
  issues: groupIssues([
    ...Array.from({ length: 9 }, (_, i) => ({
      severity: 'warning' as const,
      code: 'date-zero',
      where: `openemr/lists/${i + 1}/begdate`,
      message: 'The date is all zeros.',
      hint: 'Nothing to do if the date was never known.',
    })),
    {
      severity: 'information',
      code: 'unit-unknown',
      where: 'openemr/procedure_result/7/units',
      message: 'The unit is not one of UCUM.',
    },
  ]),
};

/** All tags, attributes and texts of the page as a browser sees it. */
function seen(html: string) {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  let text = '';
  const visit = (node: unknown): void => {
    const { nodeName, attrs, childNodes, value } = node as {
      nodeName: string;
      attrs?: { name: string; value: string }[];
      childNodes?: unknown[];
      value?: string;
    };
    if (attrs) tags.push({ name: nodeName, attributes: Object.fromEntries(attrs.map((a) => [a.name, a.value])) });
    if (nodeName === '#text' && value) text += value;
    for (const child of childNodes ?? []) visit(child);
  };
  visit(parse(html));
  return { tags, text: text.replace(/\s+/g, ' ') };
}

describe('the run report', () => {
  test('tells the verdict, the counts and the issues', () => {
    const { text } = seen(renderRunReport(summary));
    for (const said of [
      'Everything is accounted for',
      'Elm & <Sons>',
      '1,234,567',
      '40,950',
      'target-has-no-place',
      'date-zero',
      'openemr/lists/5/begdate',
      'and 4 more',
      'Observation.encounter',
      '1 table without rows',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('openemr/lists/6/begdate');
  });

  test('needs nothing from outside and runs nothing', () => {
    const { tags } = seen(renderRunReport(summary));
    expect(tags.some((tag) => ['script', 'img', 'link', 'iframe', 'object'].includes(tag.name))).toBe(false);
    expect(tags.flatMap((tag) => Object.keys(tag.attributes)).filter((name) => /^on|^src$|^href$/.test(name))).toEqual(
      [],
    );
    expect(renderRunReport(summary)).not.toMatch(/https?:|url\(/);
  });

  test('is the same for the same summary', () => {
    expect(renderRunReport(structuredClone(summary))).toBe(renderRunReport(summary));
  });

  test.each([
    [
      'the ledger',
      { ledger: { balanced: false, tables: [table('lists', 10, 8, 0, 2)] } },
      'Every row is accounted for',
    ],
    [
      'the cells',
      { cells: { balanced: false, totals: { cells: 9, mapped: 8, archiveOnly: 0, issue: 0, unaccounted: 1 } } },
      'Every value of a delivered row is accounted for',
    ],
    ['validation', { validation: [{ name: 'CDA schema', ran: true, errors: 1 }] }, 'Valid: CDA schema'],
    [
      'read-back',
      { readBack: [{ target: 'ccda', compared: 9, different: 0, missing: 0, extra: 1 }] },
      'Read back: ccda',
    ],
  ] as const)('says so when %s fails', (_, change, name) => {
    const failed = { ...summary, ...change } as RunSummary;
    expect(
      checksOf(failed)
        .filter((check) => check.state === 'failed')
        .map((check) => check.name),
    ).toEqual([name]);
    const { text } = seen(renderRunReport(failed));
    expect(text).toContain('1 check failed');
    expect(text).toContain('Do not deliver this run');
  });

  test('says that a sample is a sample, and how many rows were set aside', () => {
    const { text } = seen(renderRunReport({ ...summary, partial: true }));
    expect(text).toContain('1,000 patients, a part of the practice, were written');
    expect(text).toContain('62 rows set aside');
    expect(seen(renderRunReport(summary)).text).not.toContain('a part of the practice');
  });

  test('does not call a run good when a layer did not run', () => {
    const idle = {
      ...summary,
      validation: [{ name: 'HL7 Schematron', ran: false, errors: 0, note: 'Give --artefacts DIR.' }],
    };
    const { text } = seen(renderRunReport(idle));
    expect(text).toContain('1 check did not run');
    expect(text).not.toContain('Everything is accounted for');
  });
});
