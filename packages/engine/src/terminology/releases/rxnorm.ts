import { ndc11, rxcui } from '../code-shapes.js';
import { mostlyShaped } from './columns.js';
import type { LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * RRF: fields between bars, one more bar at the end, UTF-8, no header, no quotes (NLM, "RxNorm Technical Documentation", section 12).
 * RXNCONSO 0 RXCUI, 7 RXAUI, 11 SAB, 12 TTY, 13 CODE, 14 STR, 16 SUPPRESS; RXNREL 0 RXCUI1, 2 STYPE1, 4 RXCUI2, 7 RELA, 10 SAB; RXNSAT 0 RXCUI, 8 ATN,
 * 9 SAB, 10 ATV, 11 SUPPRESS; RXNSAB 2 VSAB, 3 RSAB.
 */
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ATC = 'http://www.whocc.no/atc';
const NDC = 'http://hl7.org/fhir/sid/ndc';

/** Term types of RXNORM that name a concept, the one that gives its display first; the others are synonyms (technical documentation, appendix 5). */
const DISPLAY_ORDER: readonly string[] = [
  ...['SCD', 'SBD', 'GPCK', 'BPCK', 'IN', 'PIN', 'MIN', 'BN', 'SCDC', 'SBDC', 'SCDF', 'SBDF', 'SCDFP', 'SBDFP'],
  ...['SCDG', 'SBDG', 'SCDGP', 'DFG', 'DF', 'PSN', 'SY', 'TMSY', 'ET'],
];
const PLACES = new Map(DISPLAY_ORDER.map((type, i) => [type, i]));

/** Relations between concepts that say what a drug is made of (RELA of RXNORM). */
const RELATIONS: ReadonlySet<string> = new Set([
  ...['has_ingredient', 'has_ingredients', 'has_precise_ingredient', 'has_part', 'has_dose_form', 'has_doseformgroup'],
  ...['consists_of', 'contains', 'tradename_of', 'has_tradename', 'isa', 'inverse_isa', 'form_of', 'has_form'],
]);
/** Attributes of drugs that are kept under RxNorm's own names. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['RXN_STRENGTH', 'RXN_AVAILABLE_STRENGTH', 'RXN_QUANTITY', 'RXN_HUMAN_DRUG', 'RXN_OBSOLETED'],
  ...['RXN_QUALITATIVE_DISTINCTION', 'RXTERM_FORM'],
]);

const CONSO = /^\d+\|[A-Z]{3}\|([^|]*\|){14}[^|]*\|[^|]*\|$/;
const REL = /^\d*\|\d*\|(CUI|AUI|SCUI)\|[A-Z]{1,4}\|\d*\|\d*\|(CUI|AUI|SCUI)\|([^|]*\|){9}$/;
const SAT = /^\d*\|[^|]*\|[^|]*\|\d*\|(AUI|CUI|RXAUI|SCUI|CODE|)?\|([^|]*\|){8}$/;
const SAB = /^[^|]*\|[^|]*\|[A-Z0-9_.-]*\|[A-Z0-9_-]+\|([^|]*\|){10,}$/;

type Take = (fields: readonly string[]) => boolean;

async function rows({ writer, read }: LoadContext, part: ReleasePart, wanted: RegExp, least: number, take: Take) {
  for await (const { at, lines } of read.lines(part, 'utf-8')) {
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      // Of millions of rows most are other vocabularies': they are not even split.
      if (line === '' || !wanted.test(line)) continue;
      const fields = line.split('|');
      if (fields.length < least || !take(fields)) writer.damage(read.where(part, at + i));
    }
  }
}

/** `RXNORM_20AA_240102F` is the release of 2 January 2024. */
const versionOf = (vsab: string): string | null => {
  const match = /_(\d\d)(\d\d)(\d\d)F?$/.exec(vsab);
  return match ? `20${match[1]}-${match[2]}-${match[3]}` : null;
};

export const rxnorm: ReleaseFormat = {
  name: 'rxnorm',
  title: 'RxNorm',
  expects: 'RXNCONSO.RRF, and with it RXNREL.RRF, RXNSAT.RRF and RXNSAB.RRF (NLM)',
  system: RXNORM,
  parts: [{ part: 'RXNSAB' }, { part: 'RXNCONSO', needs: true }, { part: 'RXNREL' }, { part: 'RXNSAT' }],
  recognise({ name, head }) {
    const shape: Readonly<Record<string, RegExp>> = { RXNCONSO: CONSO, RXNREL: REL, RXNSAT: SAT, RXNSAB: SAB };
    const part = /^(RXNCONSO|RXNREL|RXNSAT|RXNSAB)\.RRF$/i.exec(name)?.[1]?.toUpperCase();
    return part !== undefined && mostlyShaped(head, shape[part] ?? SAB) ? part : null;
  },
  version: (parts) => {
    for (const { file } of parts) {
      const date = /RxNorm_(?:full|weekly|prescribe)_(?:prescribe_)?(\d\d)(\d\d)(\d{4})/i.exec(file.path);
      if (date) return `${date[3]}-${date[1]}-${date[2]}`;
    }
    return null;
  },
  async load(context) {
    const { writer, parts } = context;
    let version: string | null = null;
    for (const part of parts) {
      if (part.part === 'RXNSAB') {
        await rows(context, part, /\|RXNORM\|/, 5, ([, , vsab = '', rsab]) => {
          if (rsab === 'RXNORM') version = versionOf(vsab);
          return true;
        });
      } else if (part.part === 'RXNCONSO') {
        await rows(context, part, /\|(RXNORM|ATC)\|/, 18, (fields) => {
          const [sab, type, text = ''] = [fields[11], fields[12] ?? '', fields[14]];
          const code = rxcui(fields[0] ?? '');
          if (code === null || text === '') return false;
          if (sab === 'ATC') {
            const toCode = fields[13] ?? '';
            // Only whole ATC codes name a substance; the shorter ones are groups.
            if (/^[A-Z]\d\d[A-Z]{2}\d\d$/.test(toCode))
              writer.mapping({ fromSystem: RXNORM, fromCode: code, toSystem: ATC, toCode, flags: {} });
            return true;
          }
          if (sab !== 'RXNORM') return true;
          const retired = fields[16] === 'O' || fields[16] === 'E';
          const place = (PLACES.get(type) ?? DISPLAY_ORDER.length) + (retired ? 100 : 0);
          writer.concept({ code, display: text, place, retired, attributes: { TTY: type } });
          return true;
        });
      } else if (part.part === 'RXNREL') {
        await rows(context, part, /\|RXNORM\|/, 16, (fields) => {
          const kind = fields[7] ?? '';
          if (fields[10] !== 'RXNORM' || fields[2] !== 'CUI' || !RELATIONS.has(kind)) return true;
          const [one = '', other = ''] = [fields[0], fields[4]];
          if (one === '' || other === '') return false;
          // The relation is the one that the second has to the first.
          writer.relation(other, kind, one);
          return true;
        });
      } else {
        await rows(context, part, /\|(NDC|RX(N|TERM)_[A-Z_]+)\|/, 13, (fields) => {
          const [name = '', sab, value = ''] = [fields[8], fields[9], fields[10]];
          const code = fields[0] ?? '';
          if (name === 'NDC') {
            // Other sources write NDCs in forms of their own; RXNORM's have 11 digits.
            if (sab !== 'RXNORM') return true;
            const ndc = ndc11(value);
            if (ndc === null || ndc === 'ambiguous' || code === '') return false;
            const flags: Record<string, string> = fields[11] === 'O' ? { obsolete: '1' } : {};
            writer.mapping({ fromSystem: NDC, fromCode: ndc.code, toSystem: RXNORM, toCode: code, flags });
            return true;
          }
          if (ATTRIBUTES.has(name) && (sab === 'RXNORM' || sab === 'MTHSPL')) writer.attribute(code, name, value);
          return true;
        });
      }
    }
    return version;
  },
};
