import { ndc11 } from '../code-shapes.js';
import { Columns, headerOf } from './columns.js';
import type { ReleaseFormat } from './format.js';

const TOLD: readonly (readonly [name: string, ...columns: string[]])[] = [
  ['DOSAGEFORMNAME', 'DOSAGEFORMNAME'],
  ['ROUTENAME', 'ROUTENAME'],
  ['LABELERNAME', 'LABELERNAME'],
  ['SUBSTANCENAME', 'SUBSTANCENAME'],
  ['STRENGTH', 'ACTIVE_NUMERATOR_STRENGTH', 'StrengthNumber'],
  ['UNIT', 'ACTIVE_INGRED_UNIT', 'StrengthUnit'],
  ['PRODUCTTYPENAME', 'PRODUCTTYPENAME'],
  ['DEASCHEDULE', 'DEASCHEDULE'],
];

interface Product {
  readonly display: string;
  readonly names: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly ended: boolean;
}

/**
 * FDA's NDC directory: product.txt (PRODUCTID, PRODUCTNDC, PROPRIETARYNAME ...) and package.txt (PRODUCTID, PRODUCTNDC, NDCPACKAGECODE, PACKAGEDESCRIPTION ...),
 * between tabs, with a header, windows-1252. Codes are the packages' in 11 digits 5-4-2; the code as FDA writes it stays as attribute.
 */
export const ndc: ReleaseFormat = {
  name: 'ndc',
  title: 'NDC directory',
  expects: 'product.txt and package.txt (FDA, between tabs)',
  system: 'http://hl7.org/fhir/sid/ndc',
  parts: [{ part: 'product' }, { part: 'package', needs: true }],
  recognise({ head }) {
    const columns = headerOf(head);
    if (columns.has('PRODUCTID', 'NDCPACKAGECODE', 'PACKAGEDESCRIPTION')) return 'package';
    return columns.has('PRODUCTID', 'PRODUCTNDC', 'PROPRIETARYNAME', 'NONPROPRIETARYNAME') ? 'product' : null;
  },
  version: () => null,
  async load({ writer, parts, read }) {
    const products = new Map<string, Product>();
    for (const part of parts) {
      let columns: Columns | null = null;
      for await (const { at, lines } of read.lines(part)) {
        for (const [i, line] of lines.entries()) {
          const fields = line.split('\t');
          if (columns === null) {
            columns = new Columns(fields);
            continue;
          }
          const head: Columns = columns;
          const cell = (...names: string[]): string => head.cell(fields, ...names).replace(/^"|"$/g, '');
          if (line === '') continue;
          const id = cell('PRODUCTID');
          if (fields.length < head.names.length - 3 || id === '') {
            writer.damage(read.where(part, at + i));
          } else if (part.part === 'product') {
            products.set(id, productOf(cell));
          } else {
            const written = cell('NDCPACKAGECODE');
            const code = ndc11(written);
            if (code === null || code === 'ambiguous') {
              writer.damage(read.where(part, at + i));
              continue;
            }
            const product = products.get(id);
            const description = cell('PACKAGEDESCRIPTION');
            const ended = product?.ended === true || isExcluded(cell('NDC_EXCLUDE_FLAG'));
            writer.concept({
              code: code.code,
              display: product === undefined ? description : product.display,
              synonyms: product?.names ?? [],
              retired: ended,
              attributes: {
                ...product?.attributes,
                NDCPACKAGECODE: written,
                PRODUCTNDC: cell('PRODUCTNDC'),
                PACKAGEDESCRIPTION: description,
                ENDMARKETINGDATE: cell('ENDMARKETINGDATE'),
              },
            });
          }
        }
      }
    }
    return null;
  },
};

/** N: listed; any other letter says why FDA took it out. */
const isExcluded = (flag: string): boolean => flag !== '' && flag.toUpperCase() !== 'N';

function productOf(cell: (...names: string[]) => string): Product {
  const brand = [cell('PROPRIETARYNAME'), cell('PROPRIETARYNAMESUFFIX')].filter((text) => text !== '').join(' ');
  const generic = cell('NONPROPRIETARYNAME');
  const attributes = Object.fromEntries(TOLD.map(([name, ...columns]) => [name, cell(...columns)]));
  const strength = [attributes.STRENGTH, attributes.UNIT].filter((text) => text).join(' ');
  const name = generic === '' ? brand : generic;
  const display = [name, strength, attributes.DOSAGEFORMNAME].filter((text) => text).join(' ');
  const names = [brand, generic, [brand, strength, attributes.DOSAGEFORMNAME].filter((text) => text).join(' ')];
  return { display, names, attributes, ended: isExcluded(cell('NDC_EXCLUDE_FLAG')) };
}
