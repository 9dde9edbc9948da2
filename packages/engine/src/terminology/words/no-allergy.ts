/**
 * Words by which charts say that somebody has no allergy, in the languages of the vocabulary of suggestions. Written from the usage of charts; "unknown", "not asked"
 * and "n/a" are not among them, for they say nothing.
 */

/** What a text denies. `any`: allergies as such. */
export type DeniedAllergy = 'any' | 'medication' | 'food' | 'environment';

const ALLERGY =
  '(?:allerg\\w*|alerg\\w*|allergie\\w*|alerji\\w*|adr|reactions?|intoleran\\w*|unvertraglichkeit\\w*|uczulen\\w*)';
const DRUG =
  '(?:drugs?|medications?|medicines?|medicinal|medikamente\\w*|arzneimittel|medicamenteuses?|medicamentos?|medicamentosas?|farmac\\w*|geneesmiddel\\w*|lekow\\w*|lekove|ilac)';
const FOOD = '(?:foods?|nahrungsmittel|alimentaires?|alimentos?|alimentarias?|alimentari|voedsel)';
const PLACE = '(?:environmental|seasonal|umwelt|environnementales?|ambientales?)';
const OF = `(?:${DRUG}|${FOOD}|${PLACE})`;

const PHRASES: readonly string[] = [
  // Abbreviations: no known (drug, medication, food) allergies.
  'nka|nkda|nkma|nkfa|nkea',
  // English
  `(?:(?:patient|pt) )?(?:has )?(?:no|none|nil|negative|neg|denies|denied|without)(?: any)?(?: known| reported| current)?(?: ${OF})?(?: ${ALLERGY})?(?: to ${OF})?(?: known| reported| stated)?`,
  `${ALLERGY} (?:none|nil|denied|negative|no)`,
  // German
  `(?:keine?|keinerlei|nein|ohne|negativ)(?: bekannten?)?(?: ${OF}(?: ?${ALLERGY})?| ${ALLERGY})?(?: bekannt)?`,
  `keine?(?: bekannten?)? (?:medikamenten|arzneimittel|nahrungsmittel)${ALLERGY}(?: bekannt)?`,
  // French
  `(?:aucune?s?|neant|non|sans|rien|pas d)(?: ${ALLERGY})?(?: ${OF})?(?: connue?s?| signalee?s?)?`,
  // Spanish and Portuguese
  `(?:ningun[oa]?s?|nenhum[a]?|negad[oa]s?|niega|nega|no refiere|no tiene|no|nao|nao tem|nao ha|sin|sem|interrogad[oa]s y negad[oa]s)(?: ${ALLERGY})?(?: (?:a )?${OF})?(?: conocid[ao]s?| conhecidas?| conocida)?`,
  `${ALLERGY}(?: ${OF})? (?:negad[oa]s?|ningun[oa]s?|nenhuma|no)`,
  // Italian
  `(?:nessun[ao]?|nega|senza|negativ[ao]|non)(?: ${ALLERGY})?(?: (?:a )?${OF})?(?: not[ae]| riferit[ae])?`,
  // Dutch
  `(?:geen|nee)(?: bekende)?(?: ${OF})?(?: ${ALLERGY})?(?: bekend)?`,
  // Polish
  `(?:brak|nie|nie ma|bez|neguje|nie zglasza)(?: ${ALLERGY})?(?: na leki)?`,
  // Romanian
  `(?:fara|nu|nici o|niciuna?|neaga|nu are|nu prezinta)(?: ${ALLERGY})?(?: cunoscute?)?`,
  // Croatian, Serbian
  `(?:nema|ne|bez|negira|nijedna)(?: poznatih?e?)?(?: ${ALLERGY})?(?: na lek\\w*)?`,
  // Turkish
  `(?:bilinen )?(?:ilac )?(?:${ALLERGY} )?(?:yok|yoktur|hayir|bilinmeyen ${ALLERGY} yok)`,
  // Russian, Ukrainian
  '(?:нет|отрицает|отсутству\\p{L}+|не отмечает|не отягощен|немає|ні|заперечує|відсутн\\p{L}+)(?: (?:аллерг\\p{L}+|алерг\\p{L}+))?',
  '(?:аллерг\\p{L}+|алерг\\p{L}+) (?:нет|отрицает|немає|заперечує|не отягощен)',
  // Thai
  '(?:ไม่มี|ปฏิเสธ|ไม่แพ้)(?:ประวัติ)?(?:การ)?(?:แพ้)?(?:ยา|อาหาร)?',
];

const DENIAL = new RegExp(`^(?:${PHRASES.join('|')})$`, 'u');

const KINDS: readonly (readonly [RegExp, DeniedAllergy])[] = [
  [new RegExp(`^nk[dm]a$|(?:^| )${DRUG}`), 'medication'],
  [new RegExp(`^nkfa$|(?:^| )${FOOD}`), 'food'],
  [new RegExp(`^nkea$|(?:^| )${PLACE}`), 'environment'],
];

const LONGEST = 80;

/** What a text denies, where it says nothing but that there is no allergy; null where it says anything else. */
export function deniedAllergy(text: string): DeniedAllergy | null {
  if (text.length > LONGEST) return null;
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/\./g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  if (folded === '' || !DENIAL.test(folded)) return null;
  return KINDS.find(([shape]) => shape.test(folded))?.[1] ?? 'any';
}
