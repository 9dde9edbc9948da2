import { foldWord } from '../terminology/words/fold-word.js';
import type { CountedValue } from './frequent-values.js';

export interface Sentinel {
  readonly value: string;
  readonly count: number;
  readonly reason: string;
}

/** Words for "nothing is known" or "does not apply", folded: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Romanian, Serbo-Croatian, Turkish, Czech, Russian. */
const noneWords: ReadonlySet<string> = new Set(
  `n/a|na|n.a.|n.a|#n/a|nan|null|(null)|<null>|\\n|nil|none|no data|nodata|not available|not applicable|not known|not specified|not given|not provided|not stated|not recorded|not entered|not on file
unknown|unk|unkn|ukn|u/k|unspecified|undefined|undetermined|undisclosed|declined|declined to specify|decline|refused|patient refused|unassigned|unavailable|missing|blank|empty|none given|none recorded|tbd|to be determined|x|xx|xxx|xxxx|?|??|???|-|--|---|.|..|...|*|_|0000-00-00|00/00/0000|00.00.0000
unbekannt|keine angabe|k.a.|k. a.|ohne angabe|entfallt|nicht bekannt|keine|unbek.|inconnu|inconnue|non renseigne|non precise|nsp|sans objet|neant|aucun|aucune|desconocido|desconocida|no aplica|no disponible|sin datos|sin especificar|ninguno|ninguna|s/d
sconosciuto|sconosciuta|non disponibile|non noto|nessuno|nessuna|n.d.|nd|desconhecido|nao informado|nao se aplica|ignorado|nenhum|onbekend|niet bekend|geen|nvt|n.v.t.|nieznany|nieznane|brak|brak danych|nie dotyczy|nie podano|necunoscut|nespecificat|fara
nepoznato|nepoznat|nema|nema podataka|bilinmiyor|belirtilmemis|yok|tanimsiz|neznamy|neuvedeno|nezname|neizvestno|net dannykh`.split(
    /[|\n]/,
  ),
);

/** Numbers that people type where there is none. */
const filler = /^(?:-1|-9+|9{3,}(?:\.9+)?|0{3,}|1{7,}|12345(?:6(?:7(?:8(?:9)?)?)?)?|-999\.?\d*)$/;
/** Identifiers of nobody: all the same digit, or counted up. */
const fillerIdentifier =
  /^(\d)\1{2}([-. /])?\1{2,3}\2?\1{2,4}$|^123[- ]?45[- ]?6789$|^\(?(\d)\3{2}\)?[-. ]*\3{3}[-. ]*\3{4}$/;
/** First and last days of calendars and clocks: SQL Server's, Excel's, Unix', Access', and years that nobody means. */
const fillerDate =
  /^(?:0000-00-00|0001-01-01|1000-01-01|1753-01-01|1800-01-01|1840-12-31|1841-01-01|1899-12-(?:30|31)|1900-01-01|1901-01-01|1970-01-01|2079-06-06|2999-12-31|3000-01-01|9999-12-31|9999-01-01|2099-12-31|2100-01-01|2222-02-22|1111-11-11)(?:[T ]|$)|^0?1[/.-]0?1[/.-](?:1900|1901|1753|1970|0001)(?:\D|$)|^12[/.-]31[/.-]9999|^31[/.-]12[/.-]9999|^0{1,2}[/.-]0{1,2}[/.-]0{4}|^(?:0{8}|19000101|99991231|17530101)(?:\d{4,6})?$/;

/** What a value says of itself: that it stands for none. Such a value tells of nobody and may be shown of any column. Null for others. */
export function sentinelByMeaning(value: string): string | null {
  if (value.length > 30) return null;
  if (noneWords.has(foldWord(value))) return 'stands for none or unknown';
  if (fillerDate.test(value)) return 'a first or last day of a calendar, not a date';
  if (fillerIdentifier.test(value)) return 'the same digit again and again, or counted up';
  if (filler.test(value)) return 'a number typed where there is none';
  return null;
}

/** Share of the filled rows above which a number at the end of the range is a spike. */
const SPIKE = 0.02;

/**
 * Values that stand for none among the most frequent ones: by what they say, and, for numbers, by a spike of a filler number that lies apart
 * from the others.
 */
export function sentinelsOf(
  frequent: readonly CountedValue[],
  filled: number,
  kind: { readonly numeric: boolean; readonly dated: boolean; readonly coded: boolean; readonly signs: boolean },
): Sentinel[] {
  const found: Sentinel[] = [];
  for (const { value, count } of frequent) {
    const reason = sentinelByMeaning(value);
    if (reason === null) continue;
    const isNumber = /^-?[\d.]+$/.test(value);
    // Where all values are signs of a character or two, `-` and `x` are codes.
    if (kind.signs && value.length <= 2 && !isNumber) continue;
    // In a column of codes 999 or 11111 may well be a code, and in a column of numbers the end of a range: a spike must show it.
    // A day that is a first one of the computer's calendar, and may be somebody's birthday: so many on one day are none.
    if (kind.dated && value.startsWith('1970-01-01') && (count < 3 || count / filled < SPIKE)) continue;
    if (isNumber && !kind.dated && count / filled < SPIKE && !/^-9+$/.test(value)) continue;
    if (isNumber && kind.coded && !/^-/.test(value)) continue;
    found.push({ value, count, reason });
  }
  return found.slice(0, 20);
}
