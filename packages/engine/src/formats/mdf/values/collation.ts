import type { DatabaseTraits } from '../stored-type.js';

/** What a collation id says of text. All from the bits of the id (observed; code pages: Windows collation names of the vendor's reference). */
export interface Collation {
  readonly id: number;
  /** As `Latin1_General_100_CI_AS` or `SQL_Latin1_General_CP1_CI_AS`; `collation 0x…` when the family is unknown. */
  readonly name: string;
  /** Code page of char, varchar and text; null when the collation has none or is unknown. */
  readonly codePage: number | null;
  /** False when neither sort id nor family is in the tables: then the code page is a guess. */
  readonly known: boolean;
  /** Binary order of code points: Always Encrypted columns have it. */
  readonly isBinary2: boolean;
  /** The text may be UTF-8: no bit that says so is known, so that only the values can tell. */
  readonly maybeUtf8: boolean;
}

const SUPPLEMENTARY = 0x100;
const NO_VARIATION_SELECTORS = 0x200;
const BINARY2 = 0x800;
const BINARY = 0x1_0000;
const IGNORE_CASE = 0x1000;
const IGNORE_ACCENT = 0x2000;
const IGNORE_KANA = 0x4000;
const IGNORE_WIDTH = 0x8000;
/** Bits of no known meaning. */
const UNKNOWN_BITS = 0x00f8_0400;
const VERSIONS: readonly string[] = Object.freeze(['', '_90', '_100', '_140']);
/** SQL Server 2019, the first with UTF-8 collations. */
export const FIRST_UTF8_VERSION = 904;

/** Code pages of sort ids: first, last, code page. */
const SORT_ID_PAGES: readonly (readonly [number, number, number])[] = Object.freeze([
  [30, 34, 437],
  [40, 49, 850],
  [50, 54, 1252],
  [55, 61, 850],
  [80, 96, 1250],
  [104, 108, 1251],
  [112, 124, 1253],
  [128, 130, 1254],
  [136, 138, 1255],
  [144, 146, 1256],
  [152, 160, 1257],
  [183, 186, 1252],
  [210, 219, 1252],
]);

/** Names of sort ids, without `SQL_` and the sensitivity, which the bits give (Transact-SQL reference, SQL Server collation name). */
const SORT_ID_NAMES: ReadonlyMap<number, string> = new Map([
  [33, 'Latin1_General_Pref_CP437'],
  [43, 'Latin1_General_Pref_CP850'],
  [49, '1xCompat_CP850'],
  [53, 'Latin1_General_Pref_CP1'],
  [55, 'AltDiction_CP850'],
  [56, 'AltDiction_Pref_CP850'],
  [57, 'AltDiction_CP850'],
  [58, 'Scandinavian_Pref_CP850'],
  [59, 'Scandinavian_CP850'],
  [60, 'Scandinavian_CP850'],
  [61, 'AltDiction_CP850'],
  [83, 'Czech_CP1250'],
  [84, 'Czech_CP1250'],
  [85, 'Hungarian_CP1250'],
  [86, 'Hungarian_CP1250'],
  [87, 'Polish_CP1250'],
  [88, 'Polish_CP1250'],
  [89, 'Romanian_CP1250'],
  [90, 'Romanian_CP1250'],
  [91, 'Croatian_CP1250'],
  [92, 'Croatian_CP1250'],
  [93, 'Slovak_CP1250'],
  [94, 'Slovak_CP1250'],
  [95, 'Slovenian_CP1250'],
  [96, 'Slovenian_CP1250'],
  [107, 'Ukrainian_CP1251'],
  [108, 'Ukrainian_CP1251'],
  [120, 'MixDiction_CP1253'],
  [122, 'AltDiction2_CP1253'],
  [155, 'Estonian_CP1257'],
  [156, 'Estonian_CP1257'],
  [157, 'Latvian_CP1257'],
  [158, 'Latvian_CP1257'],
  [159, 'Lithuanian_CP1257'],
  [160, 'Lithuanian_CP1257'],
  [183, 'Danish_Pref_CP1'],
  [184, 'SwedishPhone_Pref_CP1'],
  [185, 'SwedishStd_Pref_CP1'],
  [186, 'Icelandic_Pref_CP1'],
]);

/** Families by code page; null: Unicode only. */
const FAMILIES_BY_PAGE: readonly (readonly [number | null, Readonly<Record<number, string>>])[] = Object.freeze([
  [
    1252,
    {
      8: 'Latin1_General',
      5: 'Danish_Norwegian',
      9: 'Traditional_Spanish',
      10: 'Finnish_Swedish',
      11: 'French',
      14: 'Icelandic',
      15: 'Corsican',
      38: 'Breton',
      40: 'Modern_Spanish',
      41: 'German_PhoneBook',
      45: 'Georgian_Modern_Sort',
      63: 'Mohawk',
      71: 'Danish_Greenlandic',
      74: 'Norwegian',
      75: 'Romansh',
      82: 'Mapudungan',
      83: 'Upper_Sorbian',
      86: 'Sami_Norway',
      87: 'Sami_Sweden_Finland',
      93: 'Welsh',
      96: 'Frisian',
      97: 'Tamazight',
    },
  ],
  [
    1250,
    {
      4: 'Czech',
      13: 'Hungarian',
      19: 'Polish',
      20: 'Romanian',
      22: 'Croatian',
      23: 'Slovak',
      24: 'Albanian',
      28: 'Slovenian',
      42: 'Hungarian_Technical',
      76: 'Serbian_Latin',
      78: 'Bosnian_Latin',
      88: 'Turkmen',
    },
  ],
  [
    1251,
    {
      6: 'Yakut',
      21: 'Cyrillic_General',
      27: 'Ukrainian',
      55: 'Kazakh',
      57: 'Tatar',
      58: 'Macedonian_FYROM',
      77: 'Serbian_Cyrillic',
      79: 'Bosnian_Cyrillic',
      84: 'Bashkir',
      100: 'Azeri_Cyrillic',
    },
  ],
  [1253, { 7: 'Greek' }],
  [1254, { 26: 'Turkish', 56: 'Uzbek_Latin', 99: 'Azeri_Latin' }],
  [1255, { 12: 'Hebrew' }],
  [1256, { 1: 'Arabic', 2: 'Dari', 37: 'Uighur', 80: 'Urdu', 81: 'Persian' }],
  [1257, { 29: 'Estonian', 30: 'Latvian', 31: 'Lithuanian' }],
  [1258, { 32: 'Vietnamese' }],
  [874, { 25: 'Thai' }],
  [
    932,
    {
      16: 'Japanese',
      48: 'Japanese',
      43: 'Japanese_Unicode',
      72: 'Japanese_XJIS',
      73: 'Japanese_Bushu_Kakusu',
    },
  ],
  [
    936,
    {
      36: 'Chinese_PRC',
      49: 'Chinese_PRC',
      46: 'Chinese_PRC_Stroke',
      50: 'Chinese_PRC_Stroke',
      67: 'Chinese_Simplified_Pinyin',
      68: 'Chinese_Simplified_Stroke_Order',
    },
  ],
  [949, { 17: 'Korean_Wansung', 64: 'Korean' }],
  [
    950,
    {
      3: 'Chinese_Taiwan_Stroke',
      52: 'Chinese_Taiwan_Stroke',
      47: 'Chinese_Taiwan_Bopomofo',
      51: 'Chinese_Taiwan_Bopomofo',
      62: 'Chinese_Hong_Kong_Stroke',
      65: 'Chinese_Traditional_Stroke_Count',
      66: 'Chinese_Traditional_Bopomofo',
      69: 'Chinese_Traditional_Pinyin',
      70: 'Chinese_Traditional_Stroke_Order',
    },
  ],
  [
    null,
    {
      18: 'Maori',
      53: 'Indic_General',
      59: 'Syriac',
      60: 'Divehi',
      85: 'Maltese',
      89: 'Bengali',
      90: 'Assamese',
      91: 'Pashto',
      92: 'Tibetan',
      94: 'Khmer',
      95: 'Lao',
      98: 'Nepali',
    },
  ],
]);

interface Family {
  readonly name: string;
  readonly codePage: number | null;
}

const FAMILIES: ReadonlyMap<number, Family> = new Map(
  FAMILIES_BY_PAGE.flatMap(([codePage, names]) =>
    Object.entries(names).map(([family, name]) => [Number(family), { name, codePage }] as const),
  ),
);

/** The collation of a column; the database's own when `id` is 0. Never throws. */
export function collationOf(id: number, traits: DatabaseTraits): Collation {
  const own = (id === 0 ? traits.collation : id) >>> 0;
  const sortId = own >>> 24;
  const family = FAMILIES.get(own & 0xff);
  const page = SORT_ID_PAGES.find(([first, last]) => sortId >= first && sortId <= last);
  const known = sortId !== 0 ? page !== undefined : family !== undefined;
  return {
    id: own,
    name: known ? nameOf(own, sortId, page?.[2] ?? 0, family?.name ?? '') : `collation 0x${own.toString(16)}`,
    codePage: sortId !== 0 ? (page?.[2] ?? null) : (family?.codePage ?? null),
    known,
    isBinary2: (own & BINARY2) !== 0,
    maybeUtf8: traits.version >= FIRST_UTF8_VERSION && sortId === 0 && (own & (SUPPLEMENTARY | UNKNOWN_BITS)) !== 0,
  };
}

function nameOf(id: number, sortId: number, codePage: number, family: string): string {
  const version = (id >>> 17) & 3;
  const order = (id & BINARY) !== 0 ? '_BIN' : (id & BINARY2) !== 0 ? '_BIN2' : sensitivity(id, sortId, version);
  if (sortId === 0) return family + VERSIONS[version]! + order;
  const page = codePage === 1252 ? 'CP1' : `CP${codePage}`;
  return `SQL_${SORT_ID_NAMES.get(sortId) ?? `Latin1_General_${page}`}${order}`;
}

function sensitivity(id: number, sortId: number, version: number): string {
  const letters = `${(id & IGNORE_CASE) !== 0 ? '_CI' : '_CS'}${(id & IGNORE_ACCENT) !== 0 ? '_AI' : '_AS'}`;
  if (sortId !== 0) return letters;
  const kana = (id & IGNORE_KANA) === 0 ? '_KS' : '';
  const width = (id & IGNORE_WIDTH) === 0 ? '_WS' : '';
  // Version 140 always has supplementary characters, and names its variation selectors instead.
  const supplementary = (id & SUPPLEMENTARY) !== 0 && version < 3 ? '_SC' : '';
  const selectors = version === 3 && (id & NO_VARIATION_SELECTORS) === 0 ? '_VSS' : '';
  return letters + kana + width + supplementary + selectors;
}
