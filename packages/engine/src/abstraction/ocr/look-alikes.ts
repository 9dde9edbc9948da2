/** Characters that print does not tell apart well, and a common sign for each group. */
const GROUPS: readonly (readonly [string, string])[] = [
  ['0', 'OoQD'],
  ['1', 'Iil|!'],
  ['2', 'Zz'],
  ['5', 'Ss'],
  ['8', 'B'],
  ['9', 'gq'],
];
const SIGN = new Map(GROUPS.flatMap(([sign, others]) => [...others].map((other) => [other, sign] as const)));

/** The text with every character that may be another one as the sign of its group. */
export const folded = (text: string): string => [...text].map((char) => SIGN.get(char) ?? char).join('');

/** Words of records that mix letters and digits or are made of look-alikes alone, in their one spelling. */
const WORDS =
  'O2 SpO2 SaO2 PaO2 FiO2 CO2 PCO2 HCO3 H2O H2 HbA1c A1c B12 B6 D3 K2 T3 T4 FT3 FT4 T2 S1 S2 S3 S4 C3 C4 C5 C6 C7 L1 L2 L3 L4 L5 H1 H2 CA125 CA19-9 CD4 lb lbs IU IUs BID TID QID PO IV IM SQ q2h q3h q4h q6h q8h q12h q24h q48h q72h 1st 2nd 3rd 5th 8th COVID-19 Q12H Q8H Q6H Q4H FEV1 G6PD P53 5HT INR GI GU ID SOB';
/** Spellings that fold alike say nothing (O2 and 02 are one; S1 and 51 another, which may be a number): only those with a letter that is no look-alike, or known to be no number. */
const KNOWN = new Map<string, string>();
for (const word of WORDS.split(' ')) {
  const key = folded(word);
  if (/[A-Za-z]/.test(key) && !KNOWN.has(key)) KNOWN.set(key, word);
}

const PARTS = /^([("'[{<*#-]*)(.*?)([)"'\]},;:*?!.]*)$/s;

/** The known word that a read must mean, with the punctuation around it as read; null: none. `Sa02` is SaO2, `ql2h` is q12h, `1b,` is lb. */
export function knownSpelling(text: string): string | null {
  const [, before = '', word = '', after = ''] = PARTS.exec(text) ?? [];
  const known = KNOWN.get(folded(word));
  if (known === undefined || word.length < 2) return null;
  // Capitals and small letters are told apart well; what folds alike by case alone is another word.
  return `${before}${known}${after}`;
}

/**
 * Whether a read could as well be something else that is written here: digits that may be the letter of an ICD-10 code (165.29, 024.410), or letters and digits mixed with
 * look-alikes where they meet. Both reads of a page make these mistakes alike, so that their agreement proves nothing.
 */
export function isAmbiguous(text: string, isMeasured: boolean): boolean {
  const word = PARTS.exec(text)?.[2] ?? '';
  if (/^[01258]\d[\dA-Z]\.[\dA-Z]{1,4}$/.test(word)) return !isMeasured;
  if (!/\d/.test(word) || !/[A-Za-z|!]/.test(word)) return /^[IlO|]+$/.test(word) && word !== 'I';
  if (
    /^\d[\d.,]*(?:mg|mcg|g|kg|ml|mL|cm|mm|lb|lbs|kg|units|mEq|meq|th|st|nd|rd|x|%|am|pm|AM|PM|hr|h|d|yo|y)(?:\/.*)?$/.test(
      word,
    )
  )
    return false;
  return /[OoQDIil|!ZzSsBgq]\d|\d[OoQDIil|!ZzSsBgq]|(?<=[A-Za-z])[01258]|[01258](?=[A-Za-z])/.test(word);
}
