/** Destinations whose text is not part of the body (RTF 1.9.1, "Destinations"). `\*` marks further ones. */
export const hiddenDestinations = new Set(
  'fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping latentstyles datastore listtable listoverridetable rsidtbl generator filetbl revtbl fldinst xe tc bkmkstart bkmkend datafield nonshppict blipuid panose falt fname mmathPr pgdsctbl pn header footer headerl headerr headerf footerl footerr footerf nonesttables'.split(
    ' ',
  ),
);

/** Headers and footers are text of the document: they are kept, on lines of their own. */
export const keptDestinations = new Set('header footer headerl headerr headerf footerl footerr footerf'.split(' '));

/** Starred destinations with text that is shown; that of nested tables ends their rows. */
export const shownStarred = new Set(['shptxt', 'shpinst', 'footnote', 'annotation', 'fldrslt', 'cs', 'nesttableprops']);

/** Words that end a line, a paragraph or a part of a table (RTF 1.9.1, "Special Characters" and "Table Definitions"). */
export type RtfMark = 'paragraph' | 'line' | 'cell' | 'nested-cell' | 'row' | 'nested-row';

export const markWords: Readonly<Record<string, RtfMark>> = {
  par: 'paragraph',
  sect: 'paragraph',
  page: 'paragraph',
  column: 'paragraph',
  line: 'line',
  softline: 'line',
  row: 'row',
  nestrow: 'nested-row',
  cell: 'cell',
  nestcell: 'nested-cell',
};

/** Words that stand for text (RTF 1.9.1, "Special Characters"). */
export const wordText: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '\u2014',
  endash: '\u2013',
  bullet: '\u2022',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  zwj: '',
  zwnj: '',
};

/** `\fcharset` to code page (RTF 1.9.1, "Font Table"). 2 is the symbol font: its bytes are no text of any code page. */
export const charsetPages: Readonly<Record<number, string>> = {
  0: 'windows1252',
  77: 'macintosh',
  128: 'cp932',
  129: 'cp949',
  134: 'cp936',
  136: 'cp950',
  161: 'windows1253',
  162: 'windows1254',
  163: 'windows1258',
  177: 'windows1255',
  178: 'windows1256',
  186: 'windows1257',
  204: 'windows1251',
  222: 'windows874',
  238: 'windows1250',
  255: 'cp437',
};
