import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { goodDocument } from '../../testing/cda-document.js';
import { seededRandom } from '../../testing/dump-generator.js';
import { MutableText, wholeDocument } from '../../testing/element-mutation.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { findArtefacts } from '../artefacts.js';
import { openDocument } from '../document.js';
import type { DocumentTree } from '../own/document-tree.js';
import { FindingList } from '../verdict.js';
import { compileSchema } from './compile.js';
import { loadSchematron } from './load.js';
import { SchematronRunner } from './run.js';
import { readSchema } from './schema.js';

/** Tests of every kind that the tree evaluates, asked of every element. */
const TESTS = [
  'c:a',
  '*/c:a',
  '*',
  'c:a/c:b[c:a]',
  'count(c:a)=1',
  'count(c:a[@k][@l="x"]) > 1',
  'count(c:a[count(c:b[c:a[@k="x" and @l="y"]])=1]) > 0',
  'not(c:a) or c:a[@k="x"]',
  '@k',
  '@k="x" or @l!="x"',
  '@x:type="PQ"',
  '@s:k',
  's:a',
  'a',
  '.',
  '..',
  '../c:a[@k="x"]',
  '../../c:b',
  '/c:ClinicalDocument/c:a',
  '/*/c:b[1]/c:a',
  'c:a[2]/c:b',
  'c:a[@k][1]',
  'count(//c:a)=3',
  'count(//c:a//c:b) > 2',
  'count(.//c:b[@k != "x"])=0',
  'count(.//c:b/..)=2',
  'count(c:a | c:b)=2',
  'count(//c:a[@k="x"] | //c:a[@l="y"]) <= 2',
  'count(c:a[c:a | c:b])=count(c:b)',
  'string-length(//c:a/c:b/@k) < 2',
  'string-length(@k) >= 2',
  'string-length(.) > 3',
  'contains(@k, "x") and (starts-with(@l, "y") or starts-with(@l, ""))',
  'contains(., "xy")',
  'normalize-space() = "x y"',
  'not(text()[normalize-space()])',
  'count(text()) = 2',
  'count(*)=0 and string-length(normalize-space(string(text())))!=0',
  'c:a = "x"',
  'c:a = c:b',
  'c:a/@k != c:b/@k',
  'c:a > 1',
  '2 <= @k',
  'number(@k) = 12',
  '@k + 1 > 3 * 2 - 1',
  '-@k < -(1)',
  'c:a = true()',
  'concat(@k, "-", @l, "-") = "x-y-"',
  'substring-before(@k, "y") = "x"',
  'substring-after(@k, "x") = "y"',
  '@k[contains("|x|y|", concat("|", ., "|")) and not(contains(., "|"))]',
  '(c:a | c:b)[@k]/c:a',
  '$own = "x"',
  'c:a[@k = $own]',
  '$document/c:a',
  'count(c:a[@k = current()/@k]) = 1',
  '@k = document("voc.xml")/v',
  'string(c:a) = string(c:b)',
  'string(true()) = @k',
  'not(false()) and boolean(c:a) = boolean(@k)',
];
const CONTEXTS = [
  'c:a',
  'c:b[c:a]/c:a',
  "c:b[c:templateId[@root='1.2']]",
  "c:a[c:templateId[@root='1.2' and @extension='3']]/c:b[@k]",
  '//c:b | c:ClinicalDocument',
];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function runnerOf(contexts: readonly string[], tests: readonly string[]): SchematronRunner {
  const asserts = tests.map(
    (test, i) => `<assert id="t${i}" test="${escaped(test)}">text <name/> of <value-of select="@root"/></assert>`,
  );
  const lets = '<let name="own" value="@k"/>';
  const patterns = contexts.map(
    (context, i) =>
      `<pattern id="p${i}${i % 2 ? '-warnings' : ''}"><rule context="${escaped(context)}">${lets}${asserts.join('')}</rule><rule context="*">${lets}${asserts.slice(0, 5).join('')}</rule></pattern>`,
  );
  const ns = [
    ['c', 'urn:hl7-org:v3'],
    ['s', 'urn:hl7-org:sdtc'],
    ['x', 'http://www.w3.org/2001/XMLSchema-instance'],
  ].map(([prefix, uri]) => `<ns prefix="${prefix}" uri="${uri}"/>`);
  const schema = XmlDocument.fromString(
    `<schema xmlns="http://purl.oclc.org/dsdl/schematron">${ns.join('')}<let name="document" value="/c:ClinicalDocument"/>${patterns.join('')}</schema>`,
  );
  const runner = new SchematronRunner(compileSchema(readSchema(schema), () => ['x', '12']));
  schema.dispose();
  return runner;
}

/** What both engines say of a text; null where it is no XML. */
function bothOf(runner: SchematronRunner, xml: string): { tree: unknown; libxml2: unknown } | null {
  const opened = openDocument(Buffer.from(xml));
  if (opened.refusal) return null;
  const { tree } = opened;
  expect(tree).not.toBeNull();
  const said = (on: DocumentTree | null): unknown => {
    const findings = new FindingList(10_000);
    const run = runner.run(opened.document, on, findings);
    return { run, kept: findings.kept };
  };
  const both = { tree: said(tree), libxml2: said(null) };
  opened.document.dispose();
  return both;
}

const attribute = fc.constantFrom(
  ' k="x"',
  ' k="12"',
  ' l="y"',
  ' l="x"',
  ' k="xy&#10;|"',
  " k=' x\t'",
  ' k=""',
  ' xsi:type="PQ"',
  ' y:type="n:PQ"',
  ' s:k="1"',
);
const startOf = fc.uniqueArray(attribute, {
  maxLength: 3,
  selector: (one) => one.split('=')[0]?.replace('y:', 'xsi:'),
});
const text = fc.constantFrom(
  '',
  ' ',
  'x',
  'x y',
  '\r\n',
  '<![CDATA[xy]]>',
  '<!-- x -->',
  '&amp;',
  '12',
  '<?p x?>',
  '\u013c',
);
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(
        'a',
        'b',
        'a',
        'b',
        's:a',
        'o:a',
        'n:a',
        'templateId root="1.2"',
        'templateId root="1.2" extension="3"',
      ),
      startOf,
      fc.array(fc.oneof({ weight: 3, arbitrary: text }, { weight: 4, arbitrary: tie('element') }), {
        maxLength: 5,
        depthIdentifier: 'e',
      }),
    )
    .map(([tag, attributes, inner]) => `<${tag}${attributes.join('')}>${inner.join('')}</${tag.split(' ')[0]}>`),
}));
const document = fc
  .array(element, { maxLength: 5 })
  .map(
    (all) =>
      `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:n="urn:hl7-org:v3" xmlns:s="urn:hl7-org:sdtc" xmlns:o="urn:other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.w3.org/2001/XMLSchema-instance">\n${all.join('\n')}</ClinicalDocument>`,
  );

describe('a pattern over the tree', () => {
  it('says what libxml2 says, whatever the document', () => {
    const runner = runnerOf(CONTEXTS, TESTS);
    expect(runner.schema.issues).toEqual([]);
    expect(runner.schema.patterns.filter((pattern) => !pattern.onTree)).toEqual([]);
    fc.assert(
      fc.property(document, (xml) => {
        const both = bothOf(runner, xml);
        expect(both?.tree).toEqual(both?.libxml2);
      }),
      { numRuns: 40 },
    );
    runner.dispose();
  });

  it.each([
    'ancestor::c:a',
    'c:*/c:a',
    'c:a[last()]',
    'c:a[position()=2]',
    'comment()',
    '@k/..',
    '@*',
    'c:a[@k]/preceding-sibling::c:b',
    'translate(@k, "x", "y")',
    'string(count(c:a)) = "1"',
  ])('leaves %s to libxml2, with the same counts', (test) => {
    const runner = runnerOf(['c:a'], [test]);
    expect(runner.schema.patterns.map((pattern) => pattern.onTree)).toEqual([null]);
    expect(runner.schema.issues).toEqual([]);
    const both = bothOf(runner, '<ClinicalDocument xmlns="urn:hl7-org:v3"><a k="x"/><a><b/></a></ClinicalDocument>');
    expect(both?.tree).toEqual(both?.libxml2);
    expect(both?.tree).toMatchObject({ run: { rulesFired: 2, notEvaluated: [] } });
    runner.dispose();
  });

  const artefacts = sharedPath('ccda');
  const examples = sharedPath('data', 'ccda', 'hl7-examples');
  it.skipIf(!artefacts || !examples)(
    artefacts && examples
      ? "runs all of HL7's file, and finds what libxml2 finds"
      : sharedReason("HL7's artefacts and examples"),
    () => {
      const [file] = findArtefacts(artefacts!).schematrons;
      const runner = loadSchematron(file!);
      expect(runner.schema.patterns.length).toBeGreaterThan(400);
      expect(runner.schema.patterns.filter((pattern) => !pattern.onTree)).toEqual([]);
      const wholes = readdirSync(examples!, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.xml'))
        .sort()
        .flatMap((name) => wholeDocument(readFileSync(join(examples!, name), 'utf8')) ?? [])
        .filter((xml) => xml.length < 12_000);
      const sources = [goodDocument(), ...wholes.filter((_, i) => i % 4 === 0)].map((xml) => new MutableText(xml));
      const random = seededRandom(2);
      for (let round = 0; round < 45; round += 1) {
        const both = bothOf(runner, sources[round % 3 === 0 ? 0 : round % sources.length]!.mutate(random).text);
        expect(both?.tree).toEqual(both?.libxml2);
      }
      runner.dispose();
    },
  );
});
