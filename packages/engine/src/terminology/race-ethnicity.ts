import type { TableCode } from './code-table.js';
import { fold } from './code-table.js';
import { valueSets } from './value-sets.js';

export interface RaceConcept extends TableCode {
  /** OMB category it rolls up to, itself when it is one; null for Other Race. */
  readonly omb: TableCode | null;
}

/** First and last number of each OMB block (CDC Race and Ethnicity Code Set 1.0, hierarchical codes R1-R5, E1, E2). */
const blocks: readonly (readonly [number, number, string])[] = [
  [1002, 2027, '1002-5'],
  [2028, 2053, '2028-9'],
  [2054, 2075, '2054-5'],
  [2076, 2105, '2076-8'],
  [2106, 2130, '2106-3'],
  [2500, 2500, '2076-8'],
  [2135, 2185, '2135-2'],
  [2186, 2186, '2186-5'],
];

const concept = (entry: TableCode, table: ReadonlyMap<string, TableCode>): RaceConcept => {
  const number = Number(entry.code.slice(0, -2));
  const block = blocks.find(([from, to]) => number >= from && number <= to);
  return { ...entry, omb: block ? (table.get(block[2]) ?? null) : null };
};

const find = (table: (typeof valueSets)['race'], text: string): RaceConcept | null => {
  const entry = table.byCode.get(text.trim()) ?? table.byName.get(fold(text));
  return entry ? concept(entry, table.byCode) : null;
};

/** A CDC race by code, name or list key (`white`, `black_or_afri_amer`, `2106-3`); null when unknown. */
export const race = (text: string): RaceConcept | null => find(valueSets.race, text);

/** A CDC ethnicity by code, name or list key (`hisp_or_latin`, `nonhispanic`, `2135-2`); null when unknown. */
export const ethnicity = (text: string): RaceConcept | null => find(valueSets.ethnicity, text);

/** US Core's two null flavours for race and ethnicity: asked and declined, or not known; null for any other text. */
export function demographicNullFlavor(text: string): 'ASKU' | 'UNK' | null {
  const folded = fold(text);
  if (
    /^(asku|declined?|declined? to (specify|answer|state|provide)|refused|patient (declined|refused)|choose not to (answer|disclose)|i choose not to answer this question|asked but declined)$/.test(
      folded,
    )
  )
    return 'ASKU';
  if (/^(unk|unknown|u|unspecified|not known|unreported|not reported|not recorded|unable to determine)$/.test(folded))
    return 'UNK';
  return null;
}
