import { Columns, headerOf } from './columns.js';
import type { ReleaseFormat } from './format.js';

const CODE = ['code', 'concept_code', 'conceptcode', 'id'];
const DISPLAY = ['display', 'name', 'concept_name', 'description', 'term', 'title', 'label'];
const SYNONYMS = ['synonyms', 'synonym', 'aliases', 'other_names'];
const STATUS = ['status', 'active'];

/** A delimited table with a header that has a code and a name, of the system that the user names: for lists that no format here knows. */
export const table = (name: string, system: string, version: string | null): ReleaseFormat => ({
  name,
  title: 'a table of codes',
  expects: 'a table with the columns code and display (and synonyms, separated by ;)',
  system,
  parts: [{ part: 'table', needs: true }],
  recognise: ({ head }) => {
    const columns = headerOf(head);
    return CODE.some((c) => columns.has(c)) && DISPLAY.some((c) => columns.has(c)) ? 'table' : null;
  },
  version: () => version,
  async load({ writer, parts, read }) {
    for (const part of parts) {
      let columns: Columns | null = null;
      for await (const { at, fields } of read.records(part)) {
        if (columns === null) {
          columns = new Columns(fields);
          continue;
        }
        const head: Columns = columns;
        const code = head.cell(fields, ...CODE);
        const display = head.cell(fields, ...DISPLAY);
        if (code === '' || display === '' || fields.length > head.names.length) {
          writer.damage(read.where(part, at));
          continue;
        }
        const used = new Set([...CODE, ...DISPLAY, ...SYNONYMS]);
        const others = head.names.filter((column) => column !== '' && !used.has(column.toLowerCase()));
        writer.concept({
          code,
          display,
          synonyms: head
            .cell(fields, ...SYNONYMS)
            .split(/[;|]/)
            .map((text) => text.trim()),
          retired: /^(retired|inactive|deprecated|obsolete|false|0|no)$/i.test(head.cell(fields, ...STATUS)),
          attributes: Object.fromEntries(others.map((column) => [column, head.cell(fields, column)])),
        });
      }
    }
    return version;
  },
});
