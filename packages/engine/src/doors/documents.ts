// Documents of the manual lane: added, linked to patients, listed, shown.

export { DocumentParser, type ParserOptions } from '../abstraction/documents/document-parser.js';
export type { LinkDoubt } from '../abstraction/documents/link-documents.js';
export type { DocumentLink, DocumentPage, ScanDocument } from '../artifacts/scan-document.js';
export type { PageImage } from '../formats/image/page-image.js';
export { grayPng } from '../formats/image/png-file.js';
export { addDocuments } from '../manual/documents-adding.js';
export { addCells } from '../manual/documents-cells.js';
export type { AddedDocuments, AddRequest } from '../manual/documents-intake.js';
export {
  decideLink,
  findDocument,
  judgeAllDocuments,
  LINK_DECISION,
  type LinkedDocuments,
  linkAllDocuments,
} from '../manual/documents-linking.js';
export { type DocumentList, type ListedDocument, listDocuments, viewPage } from '../manual/documents-listing.js';
export { readRules } from '../manual/documents-rules.js';
