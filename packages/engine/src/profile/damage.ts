/** UTF-8 that was read as Latin-1 or Windows-1252: a lead byte as a letter, then what continuation bytes look like. */
const mojibake =
  /[ÃÂÐÑÅÄ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]|â(?:€|\u0080)[\u0080-\u00bf\u2018-\u2026\u0153\u02dc\u2122]?|ï»¿/;
const replacement = /\ufffd/;
/** A letter that became a question mark: `M?ller`. Addresses of pages and expressions have question marks of their own. */
const questionMark = /^[\p{L}\d .'-]*[\p{L}\d]\?\p{L}[\p{L}\d .'-]*$/u;

export type DamageKind = 'wrong-encoding' | 'replacement-character' | 'control-character' | 'question-mark';

/** What is broken in a value; null where nothing shows. */
export function damageOf(text: string, plain: boolean, control: boolean): DamageKind | null {
  if (!plain) {
    if (replacement.test(text)) return 'replacement-character';
    if (mojibake.test(text)) return 'wrong-encoding';
  }
  if (control) return 'control-character';
  if (text.length <= 120 && text.includes('?') && questionMark.test(text)) return 'question-mark';
  return null;
}
