// Text of page images, word by word with what it is worth.

export {
  type CountedPages,
  PageReader,
  type PageReaderOptions,
  type PageSource,
  readPages,
} from '../abstraction/ocr/page-reader.js';
export type { FieldKind, PageFailure, PageReading, PageWord, WordRead } from '../artifacts/page-reading.js';
