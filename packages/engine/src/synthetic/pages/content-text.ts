import type { Span } from '../../artifacts/note-suggestion.js';
import type { DraftFact, PageContent } from './page-content.js';
import { tokensOf } from './page-layout.js';
import type { TruthFact } from './truth-page.js';

/** Content as a note without pages: its plain text, the same as RTF, and its facts with their spans in the text (no boxes: nobody knows where a line will break). */
export interface NoteText {
  readonly text: string;
  readonly rtf: string;
  readonly facts: readonly TruthFact[];
}

/** Lines end with `\n`, cells of a table are parted by a tab. */
export function noteOf(content: PageContent): NoteText {
  let text = '';
  const rtf: string[] = [];
  const facts = new Map<DraftFact, { fields: Record<string, string>; spans: Record<string, Span> }>();
  const line = (cells: readonly ReturnType<typeof tokensOf>[], opening: string): void => {
    const from = text.length;
    cells.forEach((tokens, c) => {
      if (c > 0) text += '\t';
      tokens.forEach((token, t) => {
        if (t > 0) text += ' ';
        for (const part of token.parts) {
          const fact = facts.get(part.fact) ?? { fields: {}, spans: {} };
          facts.set(part.fact, fact);
          const start = fact.spans[part.field]?.[0] ?? text.length + part.from;
          fact.spans[part.field] = [start, text.length + part.to];
          const before = fact.fields[part.field];
          const own = token.text.slice(part.from, part.to);
          fact.fields[part.field] = before === undefined ? own : `${before} ${own}`;
        }
        text += token.text;
      });
    });
    rtf.push(`${opening}${escapeRtf(text.slice(from))}`);
    text += '\n';
  };
  for (const block of content.blocks) {
    if (block.block === 'gap') {
      text += '\n';
      rtf.push('\\pard\\plain');
    } else if (block.block === 'table')
      for (const row of block.rows) line(row.map(tokensOf), '\\pard\\plain\\tx2200\\tx4400\\tx6600\\tx8800 ');
    else if (block.block === 'paragraph')
      line([tokensOf(block.mark === undefined ? block.line : [`${block.mark} `, ...block.line])], '\\pard\\plain ');
    else line([tokensOf(block.line)], `\\pard\\plain\\b${block.block === 'title' ? '\\fs28' : ''} `);
  }
  const body = rtf.map((one) => `${one}\\par`).join('\n');
  return {
    text,
    rtf: `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\n${body}\n}`,
    facts: [...facts].map(([fact, { fields, spans }]) => ({
      entry: { kind: fact.kind, fields: { ...fact.said, ...fields }, place: { document: '', page: 1, box: null } },
      assertion: fact.assertion,
      boxes: {},
      spans,
    })),
  };
}

/** RTF 1.9.1: backslash and braces escaped, a tab as its word, what is not ASCII as \u with a question mark for old readers. */
const escapeRtf = (text: string): string =>
  [...text]
    .map((c) => {
      if (c === '\t') return '\\tab ';
      if (/[\\{}]/.test(c)) return `\\${c}`;
      return c.charCodeAt(0) < 128 ? c : `\\u${c.charCodeAt(0)}?`;
    })
    .join('');
