import type { Preparation } from '../../formats/image/preprocess.js';
import type { PageMeasures } from '../../formats/image/preprocess-measure.js';

/** Specks for each letter from which a page counts as noisy. Dots, points and commas of print are 0.1-0.5. */
const NOISY = 1.5;

/**
 * How a page is prepared for its two reads. The first is the best for what the page is; the second differs in size, softness and what it takes for a speck, so that the same mistake
 * is unlikely in both. Chosen by what was measured on pages made for it (docs/guide/ocr.md).
 */
export function preparations(measures: PageMeasures): { first: Preparation; second: Preparation } {
  const small = measures.letterHeight !== null && measures.letterHeight < 14;
  if (measures.specks >= NOISY && measures.bilevel) {
    return {
      first: { name: 'despeckled', letterHeight: 22, despeckle: 'patches', blur: small ? 0.08 : 0.05 },
      second: { name: 'despeckled-soft', letterHeight: 28, despeckle: 'patches', blur: small ? 0.11 : 0.08 },
    };
  }
  if (measures.bilevel) {
    return {
      first: { name: 'softened', letterHeight: 22, despeckle: 'none', blur: 0.05 },
      second: { name: 'enlarged', letterHeight: 30, despeckle: 'patches', blur: 0.07 },
    };
  }
  return {
    first: { name: 'evened', letterHeight: 22, despeckle: 'none', blur: 0 },
    second: { name: 'enlarged', letterHeight: 30, despeckle: 'none', blur: 0.06 },
  };
}
