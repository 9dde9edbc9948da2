/** What a person should know of how values were read, by code. The texts name rules, never data. */
export const VALUE_NOTES = Object.freeze({
  'collation-unknown': 'the collation is not known; text beyond ASCII was read as Windows-1252',
  'text-undefined-byte': 'bytes without a character in their code page stand as U+F780 to U+F7FF',
  'text-read-as-utf8': 'the collation may be UTF-8 and every value is valid UTF-8, so that it was read as UTF-8',
  'filestream-not-read': 'values lie in FILESTREAM files, which are not read; their cells are NULL',
  'rowversion-as-integer': 'a short rowversion of a compressed row was read as an integer, which no sample has shown',
  'text-utf8-and-code-page':
    'the collation may be UTF-8, but not every value is valid UTF-8, so that all were read in its code page',
  'column-encrypted': 'values have the shape of Always Encrypted; they are given as stored',
  'xml-list': 'values of an XML list were written with blanks between them, which no sample has shown',
  'xml-as-bytes': 'XML in a form that is not known is given as stored',
  'hierarchyid-as-bytes': 'a hierarchyid that is no known path is given as stored',
  'spatial-as-bytes': 'a spatial value of an unknown version or shape is given as stored',
  'clr-as-bytes': 'values of a user-defined CLR type are given as stored',
  'json-as-bytes': 'values of the binary json type are given as stored',
});

export type NoteCode = keyof typeof VALUE_NOTES;

/** Receives a code for what was read in a way that a person should know of. */
export type OnNote = (code: NoteCode) => void;
