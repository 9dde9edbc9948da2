import { rxcui, unii as shape } from '../code-shapes.js';
import { Columns, headerOf } from './columns.js';
import type { ReleaseFormat } from './format.js';

const UNII = 'http://fdasis.nlm.nih.gov';

/** FDA's UNII_Records_DATE.txt (UNII, Display Name or PT, RN, RXCUI ...) and UNII_Names_DATE.txt (Name, TYPE, UNII, Display Name), between tabs, with headers. */
export const unii: ReleaseFormat = {
  name: 'unii',
  title: 'UNII substances',
  expects: 'UNII_Records_DATE.txt, and where wanted UNII_Names_DATE.txt (FDA, between tabs)',
  system: UNII,
  parts: [{ part: 'records', needs: true }, { part: 'names' }],
  recognise({ name, head }) {
    const columns = headerOf(head);
    if (!/unii/i.test(name) || !columns.has('UNII')) return null;
    if (columns.has('Name', 'TYPE')) return 'names';
    return columns.has('PT') || columns.has('Display Name') ? 'records' : null;
  },
  version: (parts) => {
    const name = parts[0]?.file.name ?? '';
    const dated = /(\d{1,2})([A-Z][a-z]{2})(20\d\d)/.exec(name);
    const month = dated ? 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(dated[2] ?? '') / 3 + 1 : 0;
    return dated && month >= 1
      ? `${dated[3]}-${String(month).padStart(2, '0')}-${(dated[1] ?? '').padStart(2, '0')}`
      : null;
  },
  async load({ writer, parts, read }) {
    for (const part of parts) {
      let columns: Columns | null = null;
      for await (const { at, lines } of read.lines(part)) {
        for (const [i, line] of lines.entries()) {
          const fields = line.split('\t');
          if (columns === null) {
            columns = new Columns(fields);
            continue;
          }
          if (line === '') continue;
          const code = columns.cell(fields, 'UNII').toUpperCase();
          if (shape(code) !== 'ok') {
            writer.damage(read.where(part, at + i));
          } else if (part.part === 'names') {
            if (!writer.name(code, columns.cell(fields, 'Name'))) writer.damage(read.where(part, at + i));
          } else {
            const display = columns.cell(fields, 'Display Name', 'PT') || code;
            const cas = columns.cell(fields, 'RN');
            const drug = rxcui(columns.cell(fields, 'RXCUI'));
            writer.concept({ code, display, attributes: { RN: cas, RXCUI: drug ?? '' } });
            if (drug !== null) {
              const toSystem = 'http://www.nlm.nih.gov/research/umls/rxnorm';
              writer.mapping({ fromSystem: UNII, fromCode: code, toSystem, toCode: drug, flags: {} });
            }
          }
        }
      }
    }
    return null;
  },
};
