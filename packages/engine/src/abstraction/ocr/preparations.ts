import { isNoisy, type Preparation } from '../../formats/image/preprocess.js';
import type { PageMeasures } from '../../formats/image/preprocess-measure.js';

/** Letters lower than this lose their shape to noise. */
const SMALL = 14;

/**
 * How a clean page is prepared for its two reads. The first is the best for what the page is; the second differs in size and softness, so that the same mistake is less likely in
 * both. Chosen by what was measured on made pages (docs/adr/0033).
 */
export function preparations(measures: PageMeasures): { first: Preparation; second: Preparation } {
  if (isNoisy(measures)) {
    const small = (measures.letterHeight ?? SMALL) < SMALL;
    return {
      first: { name: 'despeckled', letterHeight: 20, blur: small ? 0.08 : 0.05 },
      second: { name: 'despeckled-soft', letterHeight: 26, blur: small ? 0.11 : 0.08 },
    };
  }
  return {
    first: { name: 'evened', letterHeight: 20, blur: measures.bilevel ? 0.05 : 0 },
    second: { name: 'enlarged', letterHeight: 26, blur: 0.07 },
  };
}
