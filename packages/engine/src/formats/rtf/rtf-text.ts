import { readRtf } from './rtf-reader.js';

export interface RtfText {
  /** Plain text; paragraphs and table rows are lines, cells are separated by tabs. */
  readonly text: string;
  /** False when groups do not close or the header is missing: what could be read is in `text` all the same. */
  readonly whole: boolean;
}

/** Text of an RTF document, by an own reader (readRtf). Time grows with the input's length; never throws. */
export function rtfToText(source: string): RtfText {
  const out: string[] = [];
  const whole = readRtf(source, {
    text: (text) => void out.push(text),
    mark: (mark) => void out.push(mark === 'cell' || mark === 'nested-cell' ? '\t' : '\n'),
  });
  const text = out
    .join('')
    .replace(/\t+\n/g, '\n')
    .replace(/[ ]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
  return { text, whole };
}
