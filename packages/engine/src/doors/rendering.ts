// Documents and notes as pages for people.

export { type RenderedDocument, renderCcda } from '../rendering/document.js';
export type { PageFile } from '../rendering/files.js';
export { noteHtml, renderNote } from '../rendering/note.js';
export { isRenderedPage } from '../rendering/page.js';
