import type { SectionKind } from '../../../artifacts/note-suggestion.js';

/** Before a name: what follows is what the patient does not bear, or shall not have. */
const ALLERGY_BEFORE =
  /\b(?:allerg(?:y|ies|ic)(?:\s(?:reaction|history))?\s?(?::|to\b)|intoleran(?:ce|t)s?\s?(?:to|of|:)|sensitivit(?:y|ies)\s(?:to|:)|(?:adverse\s|bad\s)?reactions?\s(?:to|from|with)|anaphyla(?:xis|ctic)\s(?:\w+\s)?(?:to|from|with|after)|(?:rash|hives|angioedema|itching|swelling)\s(?:to|from|with|after)|side effects?\s(?:of|from|with|to)|nkda except|adr:|could not tolerate|unable to tolerate|not tolerate|contraindicat\w+\s(?:to|with))(?!.*\b(?:takes?|taking|took|currently|but|started?|prescribed|continues?|instead)\b)[^.;\n]*$/is;
const AVOID_BEFORE =
  /\b(?:avoid(?:ing|ance|s)?|refrain(?:ing)?\sfrom|steer clear of|should not (?:take|use|receive)|do not (?:take|use|give)|don't (?:take|use)|must not (?:take|use)|instructed not to (?:take|use)|contraindicated:?|interact(?:ion|ions|s)\swith|instead of|rather than)\s(?!.*\b(?:takes?|taking|took|currently|but|started?|prescribe[ds]?|continues?|can)\b)[^.;\n]*$/is;
/** A germ's answer, or what was found in the urine. */
const TESTED_BEFORE =
  /\b(?:resistan(?:t|ce)|sensitive|susceptible|intermediate|indeterminate)\sto\s[^.;]*$|\b(?:uds|utox|drug screen|tox(?:icology)?(?: screen)?|urine screen)\b[^.]*$|\b(?:positive|negative)\sfor\s(?:[a-z-]+,?\s(?:and\s|or\s)?)*$/i;
/** Behind a name: what was measured, what a germ resists, what the name is only a part of. */
const OTHER_BEHIND =
  /^(?:'s)?[-\s]?(?:levels?\b|troughs?\b|peak\b|concentrations?\b|assay\b|screen(?:ing)?\b|toxicity\b|poisoning\b|overdose\b|deficien(?:cy|t)\b|resistan(?:ce|t)\b|dependen(?:ce|t)\b|allerg(?:y|ies|ic)\b|intoleran(?:ce|t)\b|sensitiv(?:e|ity)\b|sensitivit\b|induced\b|related\b|associated\b|channel\b|sparing\b|binding\b|blockers?\b|antagonists?\b|receptor\b|stones?\b|oxalate\b|scores?\b|pump settings\b|antibod(?:y|ies)\b|antigen\b|studies\b|study\b|panel\b|saturation\b|stores?\b|intake\b|metabolism\b|diet\b|use disorder\b|abuse\b|withdrawal\b|25[- ]?(?:oh|hydroxy)|,?\s?(?:total|free|serum|random|ionized)\b(?:,|\s|:)+\d|causes?\b|caused\b|gives? (?:her|him)\b|ma(?:de|kes)\s(?:her|him|me|them|the patient|pt)\b|stress test\b|infusion scan\b|reaction\b|vaccines?\b|-?eluting\b|challenge\b|suppression\b|stimulation\b|sestamibi\b)/i;
const BEFORE_LEVEL =
  /\b(?:serum|plasma|urine|blood|low|elevated|high|levels? of|check|recheck|normal|deficient in|iron studies|total|ionized|free|25-?(?:oh|hydroxy))\s(?:and\s)?$/i;
/** What a laboratory says of it: a number with no unit of a dose. */
const RESULT_BEHIND =
  /^\s?(?:level\s)?(?:is|was|of|at|=|:|-)?\s?(?:[<>]=?\s?)?\d+(?:\.\d+)?(?![\d.]*\d)\s?(?:(?:ng|pg|mcg|ug|\u00b5g|mg|g|gm)\s?\/\s?(?:dl|100\s?ml)|(?:ng|pg)\s?\/\s?ml|(?:mmol|meq|umol|nmol|pmol|iu|u|miu|mu)\s?\/\s?(?:l|ml|dl)|(?:\(?[hl]\)?)(?![a-z])|%?\s?(?=[,;.)\n]|$))/i;

/** A list of medications that a line of its own begins, behind allergies without a title. */
const OPENS_LIST =
  /^\W*(?:(?:currently |now |is |she |he |patient |pt )*(?:taking|takes)|(?:current |home |daily |regular )*med(?:ication)?s?(?: list)?(?: include| are|:)|rx)\b/i;

/** Whether what stands around a name says that it is no medication here: an allergy, a drug to keep away from, something measured. */
export function isOther(before: string, behind: string, kind: SectionKind | null): boolean {
  if (kind === 'allergies' && !OPENS_LIST.test(before)) return true;
  return (
    OTHER_BEHIND.test(behind) ||
    (before !== '' && (ALLERGY_BEFORE.test(before) || AVOID_BEFORE.test(before))) ||
    TESTED_BEFORE.test(before)
  );
}

/** Whether a doubtful word is a measured one here. */
export const isMeasured = (before: string, behind: string): boolean =>
  RESULT_BEHIND.test(behind) || BEFORE_LEVEL.test(before);

/** A verb or noun before a name by which somebody takes it. */
const TAKING =
  /\b(?:takes?|taking|took|taken|on|start(?:s|ed|ing)?|begin|began|begun|continu(?:e|es|ed|ing)|prescrib(?:e|ed|es|ing)|prescriptions? (?:for|of)|resum(?:e|ed|ing)|restart(?:ed)?|stop(?:s|ped|ping)?|discontinu(?:e|ed|ing)|d\/?c'?d?|us(?:e|es|ed|ing)|utiliz(?:e|es|ed|ing)|receiv(?:e|es|ed|ing)|given|give|giving|administer(?:ed)?|doses? of|course of|trial of|refill(?:ed|s)?(?: of| for)?|tried|recommend(?:ed|s)?|suggest(?:ed)?|add(?:ed|ing)?|titrat\w+|supplement(?:ed|ing)?(?: with)?|treated with|managed with|controlled (?:with|on|by)|switch(?:ed)? (?:to|from)|via|inject(?:s|ed|ing)?|apply|applies|applying|maintained on|stable on|compliant with|hold(?:ing)?|held|increase|decrease|combination of|regimen of|therapy with)(?:\s(?:her|his|the|their|a|an|some|oral|iv|daily|nightly|home|current|topical|with|on|to|taking|take|using|over[- ]the[- ]counter|otc|low[- ]dose|prn|additional|prescription|of|both|any))*\s(?:[a-z-]+(?:,|\sand|\sor|,\sand|\s?\/|\s?\+)\s)*$/i;
export const isTaken = (before: string): boolean => TAKING.test(before);
