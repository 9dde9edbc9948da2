import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { goodDocument, goodSections } from '../../../testing/cda-document.js';
import { FindingList } from '../../verdict.js';
import { DocumentTree } from '../document-tree.js';
import type { Constraint } from './constraint.js';
import { ENTRY_CONSTRAINTS } from './entry-constraints.js';
import { HEADER_CONSTRAINTS } from './header-constraints.js';
import { SECTION_CONSTRAINTS } from './section-constraints.js';
import { checkTemplates } from './template-check.js';

const ALL = [...HEADER_CONSTRAINTS, ...SECTION_CONSTRAINTS, ...ENTRY_CONSTRAINTS];
const NS = { c: 'urn:hl7-org:v3' };

function check(xml: string, schematronRan = false) {
  const findings = new FindingList(10_000);
  checkTemplates(DocumentTree.read(xml)!, schematronRan, findings);
  return findings.kept.filter((finding) => finding.severity === 'error');
}
const rules = (xml: string, schematronRan = false): string[] => [
  ...new Set(check(xml, schematronRan).map((f) => f.rule)),
];

const R21 = goodDocument();
/** The same as R1.1 has it: no extensions, and the codes that R1.1 gives to two templates. */
const R11 = R21.replaceAll(/<templateId root="[\d.]*" extension="201[45]-[\d-]*"\/>/g, '')
  .replace(
    /(4\.30"\/>.*?<code )code="CONC" codeSystem="[\d.]*"/s,
    '$1code="48765-2" codeSystem="2.16.840.1.113883.6.1"',
  )
  .replace('code="72166-2" codeSystem="2.16.840.1.113883.6.1"', 'code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"');

/** The document with one constraint broken, whatever it asks. */
function breaking({ template, demand }: Constraint, xml: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    const owners = document.find(`//*[c:templateId/@root='${template}' and not(@nullFlavor)]`, NS);
    expect(owners.length, template).toBeGreaterThan(0);
    const path = demand.kind === 'code' ? ['code'] : demand.path;
    for (const node of owners[0]!.find(path.map((name) => `c:${name}`).join('/'), NS)) {
      const element = node as XmlElement;
      if (demand.kind === 'child') element.remove();
      else if (demand.kind === 'code') element.attr('code')!.value = 'x';
      else if (demand.kind === 'holds') {
        for (const id of element.find('c:templateId', NS))
          if (demand.templates.includes((id as XmlElement).attr('root')!.value)) id.remove();
      } else {
        const type = demand.attribute === 'xsi:type';
        element.attr(type ? 'type' : demand.attribute, type ? 'xsi' : undefined)!.value = 'x';
      }
    }
    return document.toString();
  } finally {
    document.dispose();
  }
}

describe('own template rules', () => {
  it('find nothing in good documents of both releases', () => {
    expect(check(R21)).toEqual([]);
    expect(check(R11)).toEqual([]);
    expect(R11).not.toContain('2015-08-01');
  });

  it('find each constraint broken, in R2.1 and, where it has it, in R1.1', () => {
    for (const constraint of ALL) {
      const number = constraint.conf.replace(/^\d+-/, '');
      expect(rules(breaking(constraint, R21)), constraint.conf).toContain(`conf-${constraint.conf}`);
      const r11 = constraint.r21Only ? [] : rules(breaking(constraint, R11));
      const expected = Number(number) < 20_000 ? `conf-${number}` : `conf-${constraint.conf}`;
      if (!constraint.r21Only) expect(r11, constraint.conf).toContain(expected);
    }
  });

  it("leave elements with dated ids to HL7's Schematron where it has run", () => {
    const constraint = ENTRY_CONSTRAINTS[0]!;
    expect(rules(breaking(constraint, R21), true)).toEqual([]);
    expect(rules(breaking(constraint, R11), true)).toEqual(['conf-19158']);
  });

  it('find names without parts and with empty ones, and sections and entries that nothing names', () => {
    const planted: readonly (readonly [string, string, string])[] = [
      [R21, R21.replace('<given>Given</given>', '<given> </given>'), 'name-part-empty'],
      [R21, R21.replace('<given>Given</given>', '<given>A</given><suffix/>'), 'name-part-empty'],
      [R21, R21.replace('<given>Given</given>', ''), 'conf-81-7157'],
      [R21, R21.replace('<family>Family</family>', ''), 'conf-81-7159'],
      [R21, R21.replace('value="20240601120000+0000"', 'value="732497932932937"'), 'conf-81-10127'],
      [R21, R21.replace('<effectiveTime value="20240601120000+0000"', '<effectiveTime'), 'conf-81-10127'],
      [
        R21,
        goodDocument({ O: goodSections.O!.replace(/<templateId root="[\d.]*2\.7(\.1)?"[^>]*>/g, '') }),
        'section-template-missing',
      ],
      [
        R21,
        goodDocument({ O: goodSections.O!.replace(/<templateId root="[\d.]*4\.14"[^>]*>/g, '') }),
        'entry-template-missing',
      ],
      [
        R21,
        goodDocument({ O: goodSections.O!.replace(/<templateId root="[\d.]*4\.8"[^>]*>/g, '') }),
        'statement-template-missing',
      ],
    ];
    for (const [from, to, rule] of planted) {
      expect(to, rule).not.toBe(from);
      expect(rules(to), rule).toContain(rule);
    }
    expect(rules(R21.replace('<given>Given</given>', '<given nullFlavor="UNK"/>'))).toEqual([]);
  });
});
