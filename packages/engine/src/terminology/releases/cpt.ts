import { cpt as shape } from '../code-shapes.js';
import { Columns, headerOf } from './columns.js';
import type { ReleaseFormat } from './format.js';

/** The AMA's consolidated code list, which a licensee has: between tabs, columns CPT Code, Long, Medium, Short, Consumer. Nothing of it is shipped. */
export const cpt: ReleaseFormat = {
  name: 'cpt',
  title: 'CPT (your own licensed file)',
  expects: 'Consolidated_Code_List.txt (AMA, between tabs, of your own licence)',
  system: 'http://www.ama-assn.org/go/cpt',
  parts: [{ part: 'list', needs: true }],
  recognise: ({ head }) => {
    const columns = headerOf(head);
    return columns.has('CPT Code') && columns.has('Long') && columns.has('Short') ? 'list' : null;
  },
  version: (parts) => /(20\d\d)/.exec(parts[0]?.file.path ?? '')?.[1] ?? null,
  async load({ writer, parts, read }) {
    let newest = '';
    for (const part of parts) {
      let columns: Columns | null = null;
      for await (const { at, fields } of read.records(part)) {
        if (columns === null) {
          columns = new Columns(fields);
          continue;
        }
        const head: Columns = columns;
        const cell = (name: string): string => head.cell(fields, name);
        const code = shape(cell('CPT Code'));
        const display = cell('Long') || cell('Medium') || cell('Short');
        if (code === null || display === '') {
          writer.damage(read.where(part, at));
          continue;
        }
        const year = /(20\d\d)/.exec(cell('Current Descriptor Effective Date'))?.[1] ?? '';
        if (year > newest) newest = year;
        writer.concept({ code, display, synonyms: [cell('Medium'), cell('Short'), cell('Consumer')] });
      }
    }
    return newest === '' ? null : newest;
  },
};
