import { isLoincCode } from '../code-forms.js';
import { Columns, headerOf } from './columns.js';
import type { ReleaseFormat } from './format.js';

/** Columns of Loinc.csv and LoincTableCore.csv that are kept as attributes, under LOINC's own names (LOINC Users' Guide, appendix A "LOINC database structure"). */
const KEPT = [
  'COMPONENT',
  'PROPERTY',
  'TIME_ASPCT',
  'SYSTEM',
  'SCALE_TYP',
  'METHOD_TYP',
  'CLASS',
  'CLASSTYPE',
  'STATUS',
  'ORDER_OBS',
  'EXAMPLE_UNITS',
  'EXAMPLE_UCUM_UNITS',
  'COMMON_TEST_RANK',
  'COMMON_ORDER_RANK',
  'VersionLastChanged',
];
const NAMES = ['SHORTNAME', 'DisplayName', 'CONSUMER_NAME'];
/** Lists of synonyms are long; more than this of one code are words of its parts, not names. */
const MOST_RELATED = 40;

/** Column MAP_TO of MapTo.csv: what takes the place of a deprecated code. */
export const loinc: ReleaseFormat = {
  name: 'loinc',
  title: 'LOINC',
  expects: 'Loinc.csv or LoincTableCore.csv, and where wanted ConsumerName.csv and MapTo.csv (LOINC, comma separated)',
  system: 'http://loinc.org',
  parts: [{ part: 'table' }, { part: 'core' }, { part: 'consumer' }, { part: 'replaced' }],
  recognise({ name, head }) {
    if (!/\.csv$/i.test(name)) return null;
    const columns = headerOf(head);
    // Tables of other languages have the same columns, without the status of a code.
    if (columns.has('LOINC_NUM', 'COMPONENT', 'PROPERTY', 'SYSTEM', 'SCALE_TYP', 'STATUS'))
      return columns.has('RELATEDNAMES2') ? 'table' : 'core';
    if (columns.has('LoincNumber', 'ConsumerName')) return 'consumer';
    return /mapto/i.test(name) && columns.has('LOINC', 'MAP_TO') ? 'replaced' : null;
  },
  version: (parts) => {
    for (const { file } of parts) {
      const stated = /loinc[_-]?(\d\.\d{1,3})/i.exec(file.path)?.[1];
      if (stated) return stated;
    }
    return null;
  },
  async load({ writer, parts, read }) {
    let newest = '';
    const mains = parts.filter(({ part }) => part === 'table' || part === 'core');
    // The core table is a part of the whole one.
    const main = mains[0];
    for (const part of parts) {
      if (mains.includes(part) && part !== main) continue;
      let columns: Columns | null = null;
      for await (const { at, fields } of read.records(part)) {
        if (columns === null) {
          columns = new Columns(fields);
          continue;
        }
        const head: Columns = columns;
        const cell = (name: string): string => head.cell(fields, name);
        if (fields.length !== head.names.length) {
          writer.damage(read.where(part, at));
        } else if (part.part === 'consumer') {
          if (!writer.name(cell('LoincNumber'), cell('ConsumerName'))) writer.damage(read.where(part, at));
        } else if (part.part === 'replaced') {
          writer.relation(cell('LOINC'), 'replaced-by', cell('MAP_TO'));
        } else {
          const code = cell('LOINC_NUM');
          const display = cell('LONG_COMMON_NAME') || cell('SHORTNAME') || cell('COMPONENT');
          if (!isLoincCode(code) || display === '') {
            writer.damage(read.where(part, at));
            continue;
          }
          const changed = cell('VersionLastChanged');
          if (/^\d\.\d+$/.test(changed) && Number(changed.slice(2)) > Number(newest.slice(2))) newest = changed;
          const related = cell('RELATEDNAMES2')
            .split(';')
            .map((name) => name.trim())
            .slice(0, MOST_RELATED);
          writer.concept({
            code,
            display,
            synonyms: NAMES.map(cell),
            // DISCOURAGED codes may still be used; STATUS tells.
            retired: /^deprecated$/i.test(cell('STATUS')),
            attributes: {
              ...Object.fromEntries(KEPT.map((name) => [name, cell(name)])),
              RELATEDNAMES2: related.join('; '),
            },
          });
        }
      }
    }
    return newest === '' ? null : newest;
  },
};
