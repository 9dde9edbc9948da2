import { narrativeText } from '../formats/cda/narrative.js';
import { noteBlocks, noteSource } from '../formats/rich-text/note-file.js';
import { richToText } from '../formats/rich-text/rich-text.js';
import type { XmlElement } from '../formats/xml/xml-element.js';
import { type FileContent, fileContent } from './file-content.js';
import type { PageFiles } from './files.js';
import { type NarrativeContext, NarrativeWriter } from './narrative.js';
import { languageAttribute, text } from './page.js';
import { absent, codeWords } from './party.js';

export interface RenderedSections {
  readonly html: string;
  /** Links to the sections, nested as they are. */
  readonly contents: string;
  readonly count: number;
}

/** The sections of a structured body in their order, with those inside them, and the files of their entries. */
export function sectionsHtml(body: XmlElement, files: PageFiles): RenderedSections {
  const page = new PageAnchors(body, files);
  let count = 0;
  const walk = (parent: XmlElement, level: number): { html: string; contents: string } => {
    let html = '';
    let contents = '';
    // More than one in a component is not CDA, and is shown all the same.
    for (const section of parent.all('component').flatMap((component) => component.all('section'))) {
      const anchor = `section-${++count}`;
      const title = sectionTitle(section);
      const inner = walk(section, level + 1);
      const heading = Math.min(level, 6);
      html += `<section class="section" aria-labelledby="${anchor}"${languageAttribute(section.child('languageCode')?.attribute('code'))}><h${heading} id="${anchor}">${text(title)}</h${heading}>${content(section, title, page, level)}${inner.html}</section>`;
      contents += `<li><a href="#${anchor}">${text(title)}</a>${inner.contents}</li>`;
    }
    return { html, contents: contents === '' ? '' : `<ul>${contents}</ul>` };
  };
  return { ...walk(body, 2), count };
}

function sectionTitle(section: XmlElement): string {
  const title = section.child('title');
  const written = title ? narrativeText(title).replace(/\s+/g, ' ') : '';
  return written !== '' ? written : (codeWords(section.child('code')) ?? 'Section without a title');
}

function content(section: XmlElement, title: string, page: PageAnchors, level: number): string {
  const block = section.child('text');
  const flavor = absent(section);
  const shown = block ? narrativeText(block) : '';
  let html =
    flavor === undefined || shown !== ''
      ? ''
      : `<p class="said" data-added>The document states of this section: ${text(flavor)}.</p>`;
  if (block) html += new NarrativeWriter(page, `Table of the section ${title}`).block(block);
  const entries = section.all('entry');
  const told = new Told(shown);
  if (shown === '' && entries.length > 0)
    html += `<p class="said" data-added>This section has no text. It holds ${entries.length === 1 ? 'one coded entry' : `${entries.length} coded entries`} that only a system can read.</p>`;
  for (const entry of entries) html += page.filesOf(entry, told, level + 1);
  return html;
}

/** What a section tells in its text. It may be long and have a thousand notes, so it is made ready to be asked once. */
class Told {
  #inked: string | null = null;

  constructor(readonly text: string) {}

  holds(note: string): boolean {
    const wanted = inked(note);
    this.#inked ??= inked(this.text);
    return wanted !== '' && this.#inked.includes(wanted);
  }
}

/** Finds what narrative refers to, in the whole document, and gives each target an anchor of its own on the page. */
class PageAnchors implements NarrativeContext {
  readonly #anchors = new Map<string, string>();
  readonly #claimed = new Set<string>();
  readonly #media = new Map<string, XmlElement>();
  readonly #shown = new Set<XmlElement>();

  constructor(
    body: XmlElement,
    readonly files: PageFiles,
  ) {
    this.#collect(body, false);
  }

  anchor(id: string): string | null {
    return this.#anchors.get(id) ?? null;
  }

  claim(id: string): string | null {
    const anchor = this.#anchors.get(id);
    if (anchor === undefined || this.#claimed.has(id)) return null;
    this.#claimed.add(id);
    return anchor;
  }

  media(id: string, caption: string): string {
    const media = this.#media.get(id);
    const value = media?.child('value');
    if (!media || !value)
      return '<span class="said" data-added>[the document refers to a picture that it does not hold]</span>';
    // A picture in the page a thousand times would be a page that nobody can open.
    if (this.#shown.has(value)) return '<span class="said" data-added>[the same picture or file as above]</span>';
    this.#shown.add(value);
    return this.files.inline(fileContent(value), caption);
  }

  /** Files in an entry that the narrative does not show: notes with their formatting, pictures, files to save. */
  filesOf(entry: XmlElement, told: Told, level: number): string {
    let html = '';
    const walk = (element: XmlElement): void => {
      if (isFile(element) && !this.#shown.has(element)) {
        this.#shown.add(element);
        html += this.#file(fileContent(element), told, level);
      }
      for (const child of element.elements()) walk(child);
    };
    walk(entry);
    return html;
  }

  #file(file: FileContent, told: Told, level: number): string {
    const kind = file.mediaType ?? 'unknown';
    const blocks =
      file.bytes && file.mediaType ? noteBlocks(noteSource(file.bytes, file.mediaType), file.mediaType) : null;
    const body = this.files.show(file, '', level);
    const same = blocks !== null && told.holds(richToText(blocks));
    if (same)
      return `<details data-added><summary>The same note as its file has it (${text(kind)})</summary>${body}</details>`;
    return `<div data-added><p class="said">In an entry of this section (${text(kind)}):</p>${body}</div>`;
  }

  #collect(element: XmlElement, narrative: boolean): void {
    const id = element.raw('ID') ?? element.raw('id');
    const isMedia = element.name === 'observationMedia' || element.name === 'regionOfInterest';
    if (id !== undefined && id !== '' && isMedia) this.#media.set(id, mediaOf(element));
    if (id !== undefined && id !== '' && narrative && !this.#anchors.has(id))
      this.#anchors.set(id, /^[\w.:-]+$/.test(id) ? `n-${id}` : `n--${this.#anchors.size + 1}`);
    const inside = narrative || (element.name === 'text' && element.parent?.name === 'section');
    for (const child of element.elements()) this.#collect(child, inside);
    if (inside && !narrative && id !== undefined && id !== '' && !this.#anchors.has(id))
      this.#anchors.set(id, `n-${this.#anchors.size + 1}-text`);
  }
}

/** A region of interest is a part of a picture, which stands inside it (CDA R2 4.3.6.6). */
const mediaOf = (element: XmlElement): XmlElement =>
  element
    .all('entryRelationship')
    .map((one) => one.child('observationMedia'))
    .find((one) => one !== undefined) ?? element;

const isFile = (element: XmlElement): boolean =>
  (element.name === 'text' || element.name === 'value') &&
  (element.attribute('representation')?.toUpperCase() === 'B64' || element.parent?.name === 'observationMedia') &&
  (element.attribute('mediaType') !== undefined || element.ownText() !== '');

/** Characters that show, list marks left out: the same note may stand as a list or as lines. */
const inked = (value: string): string => value.replace(/^\s*(?:- |\d+\. )/gm, '').replace(/\s+/g, '');
