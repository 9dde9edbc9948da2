import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createValidator, type Validator } from '../validator.js';
import type { DocumentVerdict } from '../verdict.js';

const folder = mkdtempSync(join(tmpdir(), 'chartlift-sch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VOC = `<systems xmlns="urn:voc"><system valueSetOid="1.2.3"><code value="EVN"/><code value="INT"/></system></systems>`;
const DOCUMENT = (body: string, attributes = '') =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"${attributes}>${body}</ClinicalDocument>`;

let count = 0;
async function validatorFor(schema: string, voc = VOC): Promise<Validator> {
  count += 1;
  const artefacts = join(folder, `a${count}`);
  mkdirSync(join(artefacts, 'schematron'), { recursive: true });
  writeFileSync(join(artefacts, 'schematron', 'voc.xml'), voc);
  writeFileSync(
    join(artefacts, 'schematron', 'own.sch'),
    `<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron"><sch:ns prefix="cda" uri="urn:hl7-org:v3"/><sch:ns prefix="voc" uri="urn:voc"/>${schema}</sch:schema>`,
  );
  return createValidator({ artefacts, isUnit: null });
}

async function run(schema: string, body: string): Promise<DocumentVerdict> {
  const validator = await validatorFor(schema);
  try {
    return validator.validate(DOCUMENT(body));
  } finally {
    validator.dispose();
  }
}
const failed = (verdict: DocumentVerdict): string[] =>
  verdict.findings.filter((f) => f.layer === 'schematron' && f.rule !== 'no-document-rule').map((f) => f.rule);

describe('Schematron', () => {
  it('extends abstract rules that stand in another pattern, and counts what fired', async () => {
    const schema = `
      <sch:pattern id="one"><sch:rule id="base" abstract="true"><sch:assert id="has-code" test="cda:code">code</sch:assert></sch:rule></sch:pattern>
      <sch:pattern id="two"><sch:rule id="r" context="cda:act"><sch:extends rule="base"/><sch:assert id="has-id" test="cda:id">id</sch:assert></sch:rule></sch:pattern>`;
    const verdict = await run(schema, '<act><code/></act><act><id/></act>');
    expect(failed(verdict).sort()).toEqual(['has-code', 'has-id']);
    expect(verdict).toMatchObject({ fired: 2, rulesFired: 1, checked: 4 });
  });

  it('gives a node to the first matching rule of its pattern only', async () => {
    const schema = `<sch:pattern id="p">
      <sch:rule id="r1" context="cda:act[@classCode='A']"><sch:assert id="never" test="true()">x</sch:assert></sch:rule>
      <sch:rule id="r2" context="cda:act"><sch:assert id="second" test="false()">x</sch:assert></sch:rule></sch:pattern>
      <sch:pattern id="q"><sch:rule id="r3" context="cda:act"><sch:assert id="other-pattern" test="false()">x</sch:assert></sch:rule></sch:pattern>`;
    const verdict = await run(schema, '<act classCode="A"/><act classCode="B"/>');
    expect(failed(verdict).sort()).toEqual(['other-pattern', 'other-pattern', 'second']);
    expect(verdict.findings.find((f) => f.rule === 'second')?.where).toBe('/ClinicalDocument/act[2]');
  });

  it('finds contexts by template id with and without extension, with predicates and paths behind', async () => {
    const rule = (id: string, context: string) =>
      `<sch:pattern id="p-${id}"><sch:rule id="${id}" context="${context}"><sch:assert id="${id}" test="false()">x</sch:assert></sch:rule></sch:pattern>`;
    const schema = [
      rule('any', "cda:act[cda:templateId[@root='1.2']]"),
      rule('exact', "cda:act[cda:templateId[@root='1.2' and @extension='2015']]"),
      rule('path', "cda:act[cda:templateId[@root='1.2']]/cda:code"),
      rule('predicate', "cda:act[cda:templateId[@root='1.2']][@moodCode='X']"),
      rule('union', "cda:act[cda:templateId[@root='1.2']] | cda:act/cda:code"),
      rule('attribute', 'cda:act/@moodCode'),
    ].join('');
    const verdict = await run(
      schema,
      '<act moodCode="X"><templateId root="1.2"/><templateId root="1.2" extension="2015"/><code/></act><act><templateId root="1.2" extension="2014"/></act><obs><templateId root="1.2"/></obs>',
    );
    const times = (rule: string) => failed(verdict).filter((r) => r === rule).length;
    expect(['any', 'exact', 'path', 'predicate', 'union', 'attribute'].map(times)).toEqual([2, 1, 1, 1, 3, 1]);
  });

  it('computes lets, current() and value-of, and shows only template ids', async () => {
    const schema = `<sch:let name="wanted" value="/cda:ClinicalDocument/cda:id/@root"/>
      <sch:pattern id="p"><sch:rule id="r" context="cda:templateId"><sch:let name="root" value="@root"/><sch:let name="n" value="count(../cda:templateId)"/>
        <sch:assert id="same-root" test="../cda:templateId[(@root=$root) and not(@extension)]">template <sch:value-of select="@root"/> of <sch:value-of select="../@secret"/> in <sch:name path=".."/></sch:assert>
        <sch:assert id="two" test="$n = 2">two</sch:assert>
        <sch:assert id="current" test="../cda:code[@code = current()/@root]">current</sch:assert>
        <sch:assert id="outer" test="$wanted = 'x'">outer</sch:assert></sch:rule></sch:pattern>`;
    const verdict = await run(
      schema,
      '<id root="x"/><act secret="SMITH"><templateId root="1.1" extension="a"/><templateId root="2.2"/><code code="2.2"/></act>',
    );
    expect(failed(verdict)).toEqual(['same-root', 'current']);
    expect(verdict.findings.find((f) => f.rule === 'same-root')?.message).toBe('template 1.1 of (not shown) in act');
    expect(JSON.stringify(verdict)).not.toContain('SMITH');
    expect(verdict.notEvaluated.filter((n) => n.rule !== 'unit-not-ucum')).toEqual([]);
  });

  it('looks value sets up in voc.xml', async () => {
    const set = (oid: string) => `document('voc.xml')/voc:systems/voc:system[@valueSetOid='${oid}']/voc:code/@value`;
    const schema = `<sch:pattern id="p"><sch:rule id="r" context="cda:act">
      <sch:assert id="mood" test="@moodCode and @moodCode=${set('1.2.3')}">mood</sch:assert>
      <sch:assert id="nested" test="count(cda:value[@code=${set('1.2.3')} or @nullFlavor])=1">nested</sch:assert>
      <sch:assert id="absent-set" test="@moodCode=${set('9.9.9')}">never judged</sch:assert></sch:rule></sch:pattern>`;
    const validator = await validatorFor(schema);
    const of = (body: string) => failed(validator.validate(DOCUMENT(body)));
    expect(of('<act moodCode="EVN"><value code="INT"/></act>')).toEqual([]);
    expect(of('<act moodCode="EVN|INT"><value nullFlavor="UNK"/></act>')).toEqual(['mood']);
    expect(of('<act moodCode=""><value code="X"/></act>')).toEqual(['mood', 'nested']);
    expect(of('<act><value code="EVN"/><value code="INT"/></act>')).toEqual(['mood', 'nested']);
    expect(validator.artefactIssues.map((i) => i.rule)).toContain('absent-set');
    validator.dispose();
  });

  it('tells errors from warnings by role and phase, and runs reports', async () => {
    const schema = `<sch:phase id="errors"><sch:active pattern="e"/></sch:phase><sch:phase id="warnings"><sch:active pattern="w"/></sch:phase>
      <sch:pattern id="e"><sch:rule id="re" context="cda:act"><sch:assert id="e1" test="false()">x</sch:assert><sch:assert id="e2" role="warning" test="false()">x</sch:assert></sch:rule></sch:pattern>
      <sch:pattern id="w"><sch:rule id="rw" context="cda:act"><sch:report id="w1" test="@classCode">x</sch:report></sch:rule></sch:pattern>`;
    const verdict = await run(schema, '<act classCode="A"/>');
    expect(
      verdict.findings
        .filter((f) => f.layer === 'schematron' && f.rule !== 'no-document-rule')
        .map((f) => `${f.rule} ${f.severity}`),
    ).toEqual(['e1 error', 'e2 warning', 'w1 warning']);
  });

  it('reports what XPath 1.0 cannot run and never passes it silently', async () => {
    const schema = `<sch:pattern id="p"><sch:rule id="r" context="cda:act">
      <sch:assert id="xpath2" test="matches(@code, 'a')">x</sch:assert><sch:assert id="prefix" test="nope:code">x</sch:assert>
      <sch:assert id="syntax" test="cda:code[">x</sch:assert><sch:assert id="variable" test="$nothing = 1">x</sch:assert>
      <sch:assert id="fine" test="false()">x</sch:assert></sch:rule>
      <sch:rule id="lost" context="cda:obs"><sch:extends rule="no-such-rule"/></sch:rule></sch:pattern>`;
    const verdict = await run(schema, '<act/>');
    expect(failed(verdict)).toEqual(['fine']);
    const reported = new Set(verdict.notEvaluated.map((n) => n.rule));
    for (const rule of ['xpath2', 'prefix', 'syntax', 'variable', 'lost']) expect(reported).toContain(rule);
  });
});
