import { foldDrug, shippedLexicon } from './lexicon.js';

/** Whether a line's title is a drug's name (`LISINOPRIL: 20 mg daily`) and so begins no section. */
export const isDrugTitle = (title: string): boolean => {
  const lexicon = shippedLexicon();
  const folded = foldDrug(title.replace(/[\s:.]+$/, ''));
  return lexicon.listed(folded) !== undefined || (!folded.includes(' ') && lexicon.word(folded) !== null);
};
