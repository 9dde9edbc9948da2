import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCda, sectionsOf } from '../formats/cda/cda-document.js';
import { attributeOf, elementsOf, narrativesOf, pageTree, shownText, unsafeParts } from '../testing/page-tree.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { renderCcda } from './document.js';
import { plain } from './narrative.js';
import { STYLE } from './style.js';

const inked = (text: string): string => text.replace(/\s+/g, '');
const cda = (body: string, header = ''): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><title>A summary</title>${header}<component>${body}</component></ClinicalDocument>`;
const sections = (...texts: string[]): string =>
  cda(
    `<structuredBody>${texts.map((text, i) => `<component><section><title>S${i + 1}</title>${text}</section></component>`).join('')}</structuredBody>`,
  );
const narrative = (text: string): string => sections(`<text>${text}</text>`);
const shown = (text: string): string => {
  const html = renderCcda(narrative(text)).html;
  const at = html.indexOf('<div class="narrative');
  return html.slice(html.indexOf('>', at) + 1, html.indexOf('</div></section>', at));
};
const unstructured = (attributes: string, content: string): string =>
  renderCcda(cda(`<nonXMLBody><text ${attributes}>${content}</text></nonXMLBody>`)).html;
const b64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64');

/** Everything that is on the page is what the sections say. */
function expectWhole(xml: string | Uint8Array): number {
  const wanted = sectionsOf(readCda(xml).root).flatMap(({ block }) => (block ? [inked(plain(block))] : []));
  const { html } = renderCcda(xml);
  expect(narrativesOf(html).map((block) => inked(shownText(block)))).toEqual(wanted);
  expect(unsafeParts(html)).toEqual([]);
  return wanted.length;
}

const DATA = sharedPath('data', 'ccda');

describe('rendered documents', () => {
  it.skipIf(DATA === null)(
    `holds every character of the narrative of foreign documents${DATA === null ? ` (${sharedReason('data/ccda')})` : ''}`,
    () => {
      let documents = 0;
      for (const entry of readdirSync(DATA ?? '', { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!/\.(xml|ccd)$/i.test(entry.name) || !existsSync(path)) continue;
        const bytes = readFileSync(path);
        try {
          readCda(bytes);
        } catch {
          continue; // Examples of one section, and files that are broken on purpose.
        }
        expectWhole(bytes);
        documents++;
      }
      expect(documents).toBeGreaterThan(180);
    },
  );

  it('shows tables, lists, looks and line breaks', () => {
    expect(
      shown(
        '<table><caption>C</caption><thead><tr><th>a</th><th/></tr></thead><tbody><tr><th>r</th><td colspan="2" rowspan="0" align="right">1<br/>2</td></tr></tbody></table>',
      ),
    ).toBe(
      '<div class="scroll" role="region" aria-label="C" tabindex="0"><table><caption>C</caption><thead><tr><th scope="col">a</th><td></td></tr></thead><tbody><tr><th scope="row">r</th><td class="right" colspan="2">1<br>2</td></tr></tbody></table></div>',
    );
    expect(
      shown(
        '<list listType="ordered" styleCode="LittleRoman"><caption>L</caption><item>a<list><item>b</item></list></item></list>',
      ),
    ).toBe('<p class="caption">L</p><ol class="littleroman"><li>a<ul><li>b</li></ul></li></ol>');
    expect(
      shown('<content styleCode="Bold xcustom Italics">x</content><content styleCode="Underline">y</content>'),
    ).toBe('<i><b>x</b></i><u>y</u>');
    expect(shown('<paragraph><content revised="delete">old</content><sub>2</sub></paragraph>')).toBe(
      '<p><del>old</del><sub>2</sub></p>',
    );
    expect(shown('<content ID="a b">x</content><content ID="k">y</content><content ID="k">z</content>')).toBe(
      '<span id="n--1">x</span><span id="n-k">y</span>z',
    );
    expect(shown('<footnote ID="f">why</footnote> x<footnoteRef IDREF="f"/><linkHtml href="#f">up</linkHtml>')).toBe(
      '<span id="n-f" class="footnote" role="note">why</span> x<sup><a href="#n-f"><span data-added>see note</span></a></sup><a href="#n-f">up</a>',
    );
  });

  it('keeps blanks where somebody set them, and no others', () => {
    expect(shown('<paragraph>a   b</paragraph>')).toBe('<p class="kept">a   b</p>');
    expect(shown('<paragraph>one\ntwo\nthree</paragraph>')).toBe('<p class="lines">one\ntwo\nthree</p>');
    expect(shown('<paragraph>one\n        two\n        three</paragraph>')).toContain('<p>one\n');
    expect(renderCcda(narrative('BP 120/80\nHR  70')).html).toContain('<div class="narrative kept">BP 120/80\nHR  70');
  });

  it('keeps what an HTML parser would move or drop', () => {
    expectWhole(
      narrative(
        'a<table>b<tr>c<td>d<table><tr><td>e</td></tr></table></td><x>f</x></tr><paragraph>g</paragraph><td>h</td></table><td>i</td><tr>j</tr><paragraph>k<table><tbody>l<tr><td>m</td></tr></tbody></table></paragraph><list>n<item>o</item><content>p</content></list><linkHtml href="http://x"><paragraph>q</paragraph></linkHtml><unknown>r</unknown>',
      ),
    );
  });

  const names = fc.constantFrom(
    ...'paragraph content list item table caption thead tbody tr td th br sub sup linkHtml footnote footnoteRef renderMultiMedia script style div pre h1 b a svg iframe textarea title select form p'.split(
      ' ',
    ),
  );
  const tree = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('x', 'y z', '&lt;b&gt;', '&amp;amp;', ' ', 'é\n', '"\''),
      fc
        .tuple(
          names,
          fc.constantFrom('', ' ID="i"', ' href="javascript:1"', ' styleCode="Bold"', ' onclick="x()"'),
          fc.array(tie('node'), { maxLength: 4 }),
        )
        .map(([name, attribute, inner]) => `<${name}${attribute}>${inner.join('')}</${name}>`),
    ),
  })).node;
  it('law: the page says what the section says, however it is built, and nothing in it can run', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 6 }), (nodes) => {
        expectWhole(narrative(nodes.join('')));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '<linkHtml href="javascript:alert(1)">x</linkHtml>',
    '<linkHtml href=" java&#10;script:alert(1)">x</linkHtml>',
    '<linkHtml href="data:text/html,&lt;script&gt;">x</linkHtml>',
    '<linkHtml href="http://x/&quot; onclick=&quot;y">x</linkHtml>',
    '<content ID="&quot;&gt;&lt;script&gt;">x</content>',
    '<content styleCode="Bold&quot; onmouseover=&quot;x" onclick="x" style="background:url(http://x)" class="x">x</content>',
    '<table background="http://x" style="x"><tr onclick="x"><td width="1" style="behavior:url(x)">x</td></tr></table>',
    '<img src="http://x" onerror="alert(1)"/><iframe src="http://x">t</iframe><object data="x">o</object><style>@import url(http://x)</style>',
    '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;',
    '<paragraph language="en&quot; onclick=&quot;x">x</paragraph>',
  ])('lets nothing of it through: %s', (text) => void expectWhole(narrative(text)));

  it('escapes what the header says', () => {
    const evil = '&lt;script&gt;"\'';
    const { html } = renderCcda(
      cda(
        '<structuredBody/>',
        `<id root="1.2.3" extension="${evil.replaceAll('"', '&quot;')}"/><languageCode code="en&quot; x=&quot;"/><recordTarget><patientRole><patient><name><given>${evil}</given><family>Roe</family></name><birthTime value="19800102&lt;i&gt;"/></patient></patientRole></recordTarget>`,
      ),
    );
    expect(unsafeParts(html)).toEqual([]);
    expect(shownText(pageTree(html))).toContain(`<script>"' Roe`);
  });

  it('says whose it is, what it is and where its sections are', () => {
    const { html, sections: count } = renderCcda(
      cda(
        '<structuredBody><component><section><title>One</title><text>x</text><component><section nullFlavor="NI"><code displayName="Inner"/><text/></section></component></section></component><component><section><title>Two</title></section></component></structuredBody>',
        '<effectiveTime value="201405041315-0500"/><languageCode code="es-US"/><recordTarget><patientRole><id root="1.2" extension="MRN-1"/><patient><name><given>Ada</given><family>Roe</family><suffix>Jr</suffix></name><administrativeGenderCode code="F" displayName="Female"/><birthTime value="1980"/></patient></patientRole></recordTarget>',
      ),
    );
    expect(count).toBe(3);
    expect(
      elementsOf(pageTree(html), (e) => /^h\d$/.test(e.tagName)).map((e) => `${e.tagName} ${shownText(e)}`),
    ).toEqual(['h1 A summary', 'h2 Contents', 'h2 One', 'h3 Inner', 'h2 Two']);
    for (const part of [
      'Ada Roe, Jr',
      '1980',
      'Female',
      'MRN-1',
      'May 4, 2014, 13:15 (UTC\u221205:00)',
      'lang="es-US"',
    ])
      expect(html).toContain(part);
    const ids = elementsOf(pageTree(html)).flatMap((e) => attributeOf(e, 'id') ?? []);
    for (const link of elementsOf(pageTree(html), (e) => e.tagName === 'a'))
      expect(ids).toContain(attributeOf(link, 'href')?.slice(1));
    expect(html).toContain('no information');
  });

  it('shows every section of a component, and the zone of a midnight at Greenwich', () => {
    const { html, sections: count } = renderCcda(
      cda(
        '<structuredBody><component><section><title>One</title></section><section><title>Two</title></section></component></structuredBody>',
        '<effectiveTime value="20240504000000+0000"/><author><time value="20240504000000-0500"/><assignedAuthor><assignedPerson><name>N</name></assignedPerson></assignedAuthor></author>',
      ),
    );
    expect(count).toBe(2);
    expect(html).toContain('>Two</h2>');
    expect(html).toContain('May 4, 2024, 00:00');
    expect(html).toContain('N, May 4, 2024<');
  });

  it('shows every part of an address, and a death by any xs:boolean', () => {
    const { html } = renderCcda(
      cda(
        '<structuredBody/>',
        '<recordTarget><patientRole><addr><unitID>Unit 7</unitID><city>Salem</city><postBox>Box 9</postBox></addr><patient><sdtc:deceasedInd xmlns:sdtc="urn:hl7-org:sdtc" value="1"/></patient></patientRole></recordTarget>',
      ),
    );
    expect(html).toContain('Salem, Unit 7, Box 9');
    expect(html).toContain('the day is not stated');
  });

  it('shows pictures of entries that browsers know, and no other file', () => {
    const png = b64('\x89PNG\r\n\x1a\nxxxx').replace(/^.*$/, () =>
      Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64'),
    );
    const media = (mediaType: string, data: string): string =>
      `<entry><observationMedia ID="M"><value mediaType="${mediaType}" representation="B64">${data}</value></observationMedia></entry>`;
    const page = (entry: string): string =>
      renderCcda(
        sections(
          `<text><renderMultiMedia referencedObject="M"><caption>Foot</caption></renderMultiMedia></text>${entry}`,
        ),
      ).html;
    expect(page(media('image/png', png))).toContain(`<img src="data:image/png;base64,${png}" alt="Foot">`);
    expect(page(media('image/png', png)).match(/<img/g)).toHaveLength(1);
    const twice =
      '<paragraph><renderMultiMedia referencedObject="M M"/><renderMultiMedia referencedObject="M"/></paragraph>';
    const { html: once } = renderCcda(sections(`<text>${twice}</text>${media('image/png', png)}`));
    expect(once.match(/<img/g)).toHaveLength(1);
    expect(once.match(/the same picture or file as above/g)).toHaveLength(1);
    for (const html of [
      page(media('image/svg+xml', b64('<svg onload="x"/>'))),
      page(media('image/png', b64('<html>'))),
    ]) {
      expect(html).not.toContain('<img');
      expect(html).toContain('data:application/octet-stream;base64,');
      expect(unsafeParts(html)).toEqual([]);
    }
    expect(page('')).toContain('refers to a picture that it does not hold');
  });

  it('shows the file of an Unstructured Document, or offers to save it', () => {
    expect(unstructured('mediaType="text/plain"', 'a  b\n&lt;c&gt;')).toContain('<p class="kept">a  b\n&lt;c&gt;</p>');
    expect(unstructured('mediaType="text/rtf" representation="B64"', b64('{\\rtf1 {\\b bold}\\par x}'))).toContain(
      '<p><b>bold</b><br>x</p>',
    );
    const evil = '<b onclick="x">é</b><script>alert(1)</script><img src=x onerror=y><a href="javascript:1">l</a>';
    const html = unstructured('mediaType="text/html" representation="B64"', b64(evil));
    expect(html).toContain('<p><b>é</b>l</p>');
    expect(unsafeParts(html)).toEqual([]);
    expect(
      unstructured('mediaType="text/plain" representation="B64" compression="GZ"', b64(gzipSync('zipped'))),
    ).toContain('>zipped<');
    expect(
      unstructured(
        'mediaType="text/plain" representation="B64" compression="GZ"',
        b64(gzipSync('a note '.repeat(99)).subarray(0, -12)),
      ),
    ).toContain('cannot be read');
    expect(unstructured('mediaType="application/pdf" representation="B64"', b64('%PDF-1.4'))).toMatch(
      /href="data:application\/octet-stream;base64,\w+=*" download="document-file-1.pdf">Save the PDF, 8 bytes</,
    );
    expect(unstructured('mediaType="application/pdf"', '<reference value="http://x/a.pdf"/>')).toContain(
      'was not loaded: http://x/a.pdf',
    );
    expect(unstructured('mediaType="text/plain" representation="B64"', '%%%')).toContain('cannot be read');
    const large = renderCcda(
      cda(
        `<nonXMLBody><text mediaType="application/pdf" representation="B64">${b64(Buffer.alloc(2e6))}</text></nonXMLBody>`,
      ),
      'a b',
    );
    expect(large.files.map(({ name, bytes }) => [name, bytes.length])).toEqual([['a b-file-1.pdf', 2e6]]);
    expect(large.html).toContain('href="a%20b-file-1.pdf"');
  });

  it('shows notes of entries with their formatting, folded where the section says the same', () => {
    const entry = (text: string): string =>
      `<entry><act><text mediaType="text/rtf" representation="B64">${b64(`{\\rtf1 {\\b ${text}}}`)}<reference value="#n"/></text></act></entry>`;
    const same = renderCcda(sections(`<text>Foot pain</text>${entry('Foot pain')}`)).html;
    expect(same).toMatch(/<details data-added><summary>.*<b>Foot pain<\/b>/);
    expect(renderCcda(sections(`<text>See file</text>${entry('Foot pain')}`)).html).not.toContain('<details');
  });

  it('loads nothing by its style', () => {
    expect(STYLE).not.toMatch(/url\(|@import|expression|javascript/i);
    const { html } = renderCcda(narrative('x'));
    expect(html).toMatch(
      /content="default-src 'none'; img-src data:; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'"/,
    );
  });

  it('has ink that everybody can read', () => {
    const colour = (name: string): number[] =>
      [...(new RegExp(`--${name}:#(\\w\\w)(\\w\\w)(\\w\\w)`).exec(STYLE) ?? [])]
        .slice(1)
        .map((hex) => Number.parseInt(hex, 16));
    const light = (rgb: number[]): number =>
      rgb
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i]!, 0);
    const contrast = (a: number[], b: number[]): number => {
      const [dark = 0, bright = 0] = [light(a), light(b)].sort((x, y) => x - y);
      return (bright + 0.05) / (dark + 0.05);
    };
    for (const ink of ['ink', 'soft', 'link'])
      for (const ground of [[255, 255, 255], colour('wash'), colour('head')])
        expect(contrast(colour(ink), ground), ink).toBeGreaterThanOrEqual(4.5);
  });
});
