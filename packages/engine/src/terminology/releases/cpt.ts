import { cpt as shape } from '../code-shapes.js';
import { Columns } from './columns.js';
import type { ReleaseFormat } from './format.js';

const HEADER = /^(?=.*\bCPT Code\b)(?=.*\tLong\b)(?=.*\tShort\b).*$/im;

/** The AMA's consolidated code list, which a licensee has: between tabs, columns CPT Code, Long, Medium, Short, Consumer. Nothing of it is shipped. */
export const cpt: ReleaseFormat = {
  name: 'cpt',
  title: 'CPT (your own licensed file)',
  expects: 'Consolidated_Code_List.txt (AMA, between tabs, of your own licence)',
  system: 'http://www.ama-assn.org/go/cpt',
  parts: [{ part: 'list', needs: true }],
  recognise: ({ head }) => (HEADER.test(head) ? 'list' : null),
  version: (parts) => /(20\d\d)/.exec(parts[0]?.file.path ?? '')?.[1] ?? null,
  async load({ writer, parts, read }) {
    let newest = '';
    for (const part of parts) {
      let columns: Columns | null = null;
      for await (const { at, lines } of read.lines(part)) {
        for (const [i, line] of lines.entries()) {
          if (columns === null) {
            // Some years begin with the AMA's notices.
            if (HEADER.test(line)) columns = new Columns(line.split('\t'));
            continue;
          }
          if (line.trim() === '') continue;
          const head: Columns = columns;
          const fields = line.split('\t');
          const cell = (name: string): string => head.cell(fields, name).replace(/^"|"$/g, '');
          const code = shape(cell('CPT Code'));
          const display = cell('Long') || cell('Medium') || cell('Short');
          if (code === null || display === '') {
            writer.damage(read.where(part, at + i));
            continue;
          }
          const year = /(20\d\d)/.exec(cell('Current Descriptor Effective Date'))?.[1] ?? '';
          if (year > newest) newest = year;
          writer.concept({ code, display, synonyms: [cell('Medium'), cell('Short'), cell('Consumer')] });
        }
      }
    }
    return newest === '' ? null : newest;
  },
};
