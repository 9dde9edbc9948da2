import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodDocument, goodSections } from '../../../testing/cda-document.js';
import { FindingList } from '../../verdict.js';
import { DocumentTree } from '../document-tree.js';
import { gradeOf, pointsOf } from './grade.js';
import { CATEGORIES, type CategoryLetter } from './rule.js';
import { SCORECARD_RULES } from './rules.js';
import { scoreDocument } from './scorecard.js';

const isUnit = (unit: string): boolean => unit !== 'tablets';
function score(xml: string, units: ((unit: string) => boolean) | null = isUnit) {
  const findings = new FindingList(10_000);
  const result = scoreDocument(DocumentTree.read(xml)!, units, findings);
  return { ...result, rules: [...new Set(findings.kept.map((f) => f.rule))], findings: findings.kept };
}

/** [category, rules of times, lifespan, names, links and template ids, the display name that is made wrong]. */
const COMMON = [
  ['E', 'E1', 'E2', 'E3', 'E4', 'E5', 'ambulatory'],
  ['M', 'M1', 'M2', 'M3', 'M5', 'M6', 'ORAL'],
  ['I', 'I1', 'I2', 'I3', 'I5', 'I6', 'ORAL'],
  ['S', 'S1', 'S2', 'S3', 'S7', 'S8', 'Ex-smoker'],
  ['L', 'L1', 'L2', 'L3', 'L7', 'L8', 'Normal'],
  ['V', 'V1', 'V2', 'V3', 'V7', 'V8', 'Normal'],
  ['R', 'R1', 'R2', 'R3', 'R6', 'R7', 'Mild'],
  ['A', 'A1', 'A2', 'A3', 'A5', 'A6', 'Mild'],
  ['O', null, null, 'O1', 'O2', 'O3', 'Mild'],
] as const;

/** [rule, what is replaced in the document, by what]. */
const OWN: readonly (readonly [string, string | RegExp, string])[] = [
  ['P1', '<birthTime value="19700101"/>', '<birthTime value="1970"/>'],
  ['P1', '<birthTime value="19700101"/>', ''],
  ['P1', '<birthTime value="19700101"/>', '<birthTime value="20250101"/>'],
  ['P2', '<family>Family</family>', '<family>Family</family><family qualifier="BR">Former</family>'],
  ['P2', '<name use="L">', '<name><given>A</given><family>B</family></name><name>'],
  [
    'E6',
    'encompassingEncounter><id root="2.999.9" extension="visit"/>',
    'encompassingEncounter><id root="2.999.9" extension="x"/>',
  ],
  [
    'E6',
    '<effectiveTime value="20240102"/></encompassingEncounter>',
    '<effectiveTime value="20240103"/></encompassingEncounter>',
  ],
  ['M4', '2.16.840.1.113883.6.88', '2.16.840.1.113883.6.69'],
  ['M7', /<templateId root="[\d.]*4\.147"\/>/, ''],
  ['I4', '2.16.840.1.113883.12.292', '2.16.840.1.113883.6.12'],
  ['S4', 'code="8517006"', 'code="195967001"'],
  ['S5', /<templateId root="[\d.]*4\.78"\/><templateId root="[\d.]*4\.78" extension="[\d-]*"\/>/, ''],
  ['S6', /<templateId root="[\d.]*4\.200".*?76689-9"/, '<code code="11341-5"'],
  ['L4', 'unit="mmol/L"', 'unit="tablets"'],
  ['L4', 'unit="mmol/L"', 'unit="mg/dL"'],
  ['L5', 'code="2951-2"', 'code="2951-3"'],
  ['L6', /(4\.1".*?<low value=")20240102/s, '$120240103'],
  ['V4', 'code="8480-6" codeSystem="2.16.840.1.113883.6.1"', 'code="8480-6" codeSystem="2.999.6"'],
  ['V5', 'unit="mm[Hg]"', 'unit="kPa"'],
  ['V6', /(4\.26".*?<high value=")20240102/s, '$120240101'],
  ['R4', 'code="38341003" codeSystem="2.16.840.1.113883.6.96"', 'code="I10" codeSystem="2.16.840.1.113883.6.90"'],
  ['R5', '<statusCode code="active"/>', '<statusCode code="completed"/>'],
  ['R8', 'code="38341003"', 'code="55607006"'],
  ['R9', /<author><time value="20240102"\/>/, '<author>'],
  ['A4', '<statusCode code="active"/>', '<statusCode code="completed"/>'],
  ['A7', /<templateId root="[\d.]*4\.9"\/><templateId root="[\d.]*4\.9" extension="[\d-]*"\/>/, ''],
  ['A8', /<author><time value="20240102"\/>/, '<author>'],
  ['A9', 'code="7980" codeSystem="2.16.840.1.113883.6.88"', 'code="7980" codeSystem="2.16.840.1.113883.6.69"'],
  ['C1', 'extension="severity-2"', 'extension="severity"'],
];

function broken(rule: string, from: string | RegExp, to: string): string {
  const letter = rule[0]!;
  const within = goodSections[letter];
  // The encounter of the header is not in a section; what a section holds is changed there and nowhere else.
  const target = within && within.replace(from, to) !== within ? within : goodDocument();
  const changed = target.replace(from, to);
  expect(changed, rule).not.toBe(target);
  return target === within ? goodDocument({ [letter]: changed }) : changed;
}

describe("the Scorecard's rules", () => {
  it('are the 67 of the public list, each once', () => {
    const letters = SCORECARD_RULES.map((rule) => rule.id[0]!);
    expect(new Set(SCORECARD_RULES.map((rule) => rule.id)).size).toBe(67);
    const counts = Object.fromEntries([...new Set(letters)].map((l) => [l, letters.filter((x) => x === l).length]));
    expect(counts).toEqual({ P: 2, E: 6, M: 7, I: 6, S: 8, L: 8, V: 8, R: 9, A: 9, O: 3, C: 1 });
  });

  it('pass a good document with 100 points, and say which of them nothing at hand can judge', () => {
    const { findings, score: points, grade, rulesNotChecked, categories } = score(goodDocument());
    expect(findings).toEqual([]);
    expect([points, grade]).toEqual([100, 'A+']);
    expect(rulesNotChecked).toEqual(['M4', 'R4']);
    expect(categories.every((c) => c.score === 100)).toBe(true);
  });

  it('each fail where their fault is planted', () => {
    const failing = new Set<string>();
    const planted: (readonly [string, string | RegExp, string])[] = [...OWN];
    for (const [letter, times, life, names, links, templates, display] of COMMON) {
      if (times)
        planted.push(
          [times, /value="20240102"/, 'value="20240230"'],
          [times, /value="20240102"/, 'value="2024010210"'],
        );
      if (life)
        planted.push([life, /value="20240102"/, 'value="18500102"'], [life, /value="20240102"/, 'value="20990102"']);
      planted.push([names, `displayName="${display}"`, 'displayName="Something else"']);
      planted.push([links, new RegExp(`value="#${letter}1"`, 'g'), 'value="#none"']);
      planted.push([
        templates,
        '<title>',
        '<templateId root="2.16.840.1.113883.10.20.22.4.3" extension="1999-01-01"/><title>',
      ]);
    }
    for (const [rule, from, to] of planted) {
      const { rules, categories } = score(broken(rule, from, to));
      expect(rules, `${rule}: ${from}`).toContain(rule);
      const lost = categories.filter((c) => c.issues > 0 && c.score! < 100).map((c) => c.category);
      expect(lost, rule).toContain(CATEGORIES[rule[0] as CategoryLetter]);
      failing.add(rule);
    }
    expect(SCORECARD_RULES.map((r) => r.id).filter((rule) => !failing.has(rule))).toEqual([]);
  });

  it('do not count a category without entries, and neither pass nor fail what they cannot check', () => {
    const without = score(goodDocument({ M: '', L: '' }));
    expect(without.score).toBe(100);
    expect(without.categories.filter((c) => c.score === null).map((c) => c.category)).toEqual([
      'Medications',
      'Laboratory Tests and Results',
    ]);
    // A test whose preferred unit is not known, in a unit of which nothing at hand tells whether it is UCUM.
    expect(score(goodDocument().replace('2951-2', '2950-4'), null).rulesNotChecked).toContain('L4');
    expect(score(goodDocument(), null).rulesNotChecked).not.toContain('L4');
    const unborn = score(goodDocument().replace('<birthTime value="19700101"/>', ''));
    expect(unborn.rulesNotChecked).toEqual(expect.arrayContaining(['E2', 'A2']));
  });

  it('weigh the same each, by the share of places that pass', () => {
    expect(pointsOf([])).toBeNull();
    expect(pointsOf([1, 0.5])).toBe(75);
    expect([100, 95, 94, 90, 89, 85, 84, 80, 79, 70, 69, 0].map(gradeOf)).toEqual([
      'A+',
      'A+',
      'A-',
      'A-',
      'B+',
      'B+',
      'B-',
      'B-',
      'C',
      'C',
      'D',
      'D',
    ]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
        const points = pointsOf(shares)!;
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
        expect(pointsOf([...shares, 1])!).toBeGreaterThanOrEqual(points);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
