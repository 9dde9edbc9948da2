import { readCda } from '../formats/cda/cda-document.js';
import { fileContent } from './file-content.js';
import { type PageFile, PageFiles } from './files.js';
import { documentTitle, headerHtml } from './header.js';
import { languageAttribute, page } from './page.js';
import { sectionsHtml } from './sections.js';

export interface RenderedDocument {
  /** A whole HTML page that needs nothing else, except `files` where there are any. */
  readonly html: string;
  readonly sections: number;
  /** Files too large to be saved from a page; they belong beside it, under these names. */
  readonly files: readonly PageFile[];
}

/**
 * Renders a CDA document of any vendor and release as one accessible HTML page: header, contents, every section with all of its text, or the file of an
 * Unstructured Document. Nothing in the document can make the page run or load anything. `stem` begins the names of files to save.
 * Throws MigrationError `XML_...` or `NOT_CDA` (see readCda).
 */
export function renderCcda(input: Uint8Array | string, stem = 'document'): RenderedDocument {
  const { root } = readCda(input);
  const files = new PageFiles(stem);
  const body = root.at('component', 'structuredBody');
  const sections = body ? sectionsHtml(body, files) : { html: '', contents: '', count: 0 };
  const file = root.at('component', 'nonXMLBody', 'text');
  const unstructured = file
    ? `<section class="section" aria-labelledby="file"><h2 id="file">Content</h2>${files.show(fileContent(file), documentTitle(root), 3)}</section>`
    : '';
  const nothing =
    body || file
      ? ''
      : '<section class="section"><p class="said" data-added>This document has a header and no body.</p></section>';
  const contents =
    sections.count > 1
      ? `<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>${sections.contents}</nav>`
      : '';
  const language = languageAttribute(root.child('languageCode')?.attribute('code'));
  const html = page(
    documentTitle(root),
    `<a class="skip" href="#sections">Skip to the sections</a><div class="page">${headerHtml(root)}<div class="${contents === '' ? '' : 'body'}">${contents}<main id="sections"${language}>${sections.html}${unstructured}${nothing}</main></div><footer>Rendered from a CDA document. The coded entries of the document are not shown; the text is whole.</footer></div>`,
  );
  return { html, sections: sections.count, files: files.beside };
}
