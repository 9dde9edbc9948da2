/** What a file is by its first bytes, for a helpful refusal; null when nothing is recognised. */
export function identify(head: Uint8Array, byteLength: number): string | null {
  if (byteLength === 0) return 'an empty file';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  for (const [offset, magic, what] of SIGNATURES) {
    if (bytes.subarray(offset, offset + magic.length).equals(magic)) return what;
  }
  const text = bytes
    .toString('latin1', 0, 4096)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  for (const [pattern, what] of SHAPES) if (pattern.test(text)) return what;
  if (bytes.length > 0 && bytes.every((b) => b === 0)) return 'a file of zeros';
  return null;
}

/** What a file is that {@link identify} does not know. */
export function unknownKind(head: Uint8Array): string {
  if (head.length === 0) return 'of an unknown kind';
  // Tab, line feed, carriage return, and all from the blank on; text of any code page has no other.
  return head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
    ? 'a text file'
    : 'of an unknown kind';
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Offset, bytes, name. Sources: sqlite.org/fileformat2 1.3; MS-PST 2.2.2.6; MS-VHDX 2.1; PostgreSQL pg_backup_archiver.h; MTF 1.00a (TAPE); RFC 1952; PKWARE APPNOTE 4.3.7. */
const SIGNATURES: readonly (readonly [number, Buffer, string])[] = [
  [0, ascii('SQLite format 3\0'), 'a SQLite database'],
  [0, ascii('PGDMP'), 'a PostgreSQL dump in custom format'],
  [0, ascii('TAPE'), 'a backup on tape format (SQL Server, or another program)'],
  [0, ascii('MSSQLBAK'), 'a compressed SQL Server backup'],
  [0, Buffer.of(1, 15, 0, 0), 'a SQL Server data file'],
  [257, ascii('ustar'), 'a tar archive: unpack it first'],
  [8, ascii('DUCK'), 'a DuckDB database'],
  [0, ascii('!BDN'), 'an Outlook mailbox (.pst)'],
  [0, Buffer.of(0xac, 0xed, 0, 5), 'a stored Java object'],
  [0, ascii('vhdxfile'), 'a virtual disk (.vhdx): attach it and name the file inside'],
  [0, ascii('conectix'), 'a virtual disk (.vhd): attach it and name the file inside'],
  [0, ascii('KDMV'), 'a virtual disk (.vmdk): attach it and name the file inside'],
  [0, ascii('REGEDIT4'), 'an export of the Windows registry'],
  [2, Buffer.from('Windows Registry Editor', 'utf16le'), 'an export of the Windows registry'],
  [0, ascii('Windows Registry Editor'), 'an export of the Windows registry'],
  [0, ascii('regf'), 'a Windows registry file'],
  [3, ascii('EXPORT:V'), 'an Oracle export'],
  [4, ascii('Standard Jet DB'), 'a Microsoft Access database (.mdb)'],
  [4, ascii('Standard ACE DB'), 'a Microsoft Access database (.accdb)'],
  [0, ascii('%PDF'), 'a PDF document'],
  [0, ascii('PAR1'), 'a Parquet file'],
  [0, Buffer.of(0x50, 0x4b, 3, 4), 'a zip file'],
  [0, Buffer.of(0x1f, 0x8b), 'a gzip file'],
  [0, Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a), 'an xz file: unpack it first'],
  [0, ascii('BZh'), 'a bzip2 file: unpack it first'],
  [0, Buffer.of(0x28, 0xb5, 0x2f, 0xfd), 'a Zstandard file: unpack it first'],
  [0, Buffer.of(0x37, 0x7a, 0xbc, 0xaf), 'a 7-Zip file: unpack it first'],
  [0, ascii('Rar!'), 'a RAR file: unpack it first'],
  [0, Buffer.of(0xd0, 0xcf, 0x11, 0xe0), 'an old Microsoft Office file: save it as CSV first'],
  [0, Buffer.of(0x89, 0x50, 0x4e, 0x47), 'a PNG image'],
  [0, Buffer.of(0xff, 0xd8, 0xff), 'a JPEG image'],
  [0, ascii('II*\0'), 'a TIFF image'],
  [0, ascii('MM\0*'), 'a TIFF image'],
  [0, ascii('age-encryption.org/'), 'an encrypted age package'],
  [0, ascii('-----BEGIN AGE'), 'an encrypted age package'],
];

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^version https:\/\/git-lfs/, 'a git-lfs pointer, not the file itself: fetch it with `git lfs pull`'],
  [
    /^(404: Not Found|AccessDenied|Access Denied|<Error><Code>)/,
    'the error message of a web server, not the file: download it again',
  ],
  [/^AC10\d\d/, 'an AutoCAD drawing'],
  [/^\(kicad_|^EESchema|^PCBNEW/, 'a KiCad drawing'],
  [/^(--[^\n]*\n|\s)*-- PostgreSQL database (cluster )?dump/, 'a PostgreSQL dump'],
  [/^PRAGMA foreign_keys/i, 'a SQLite dump'],
  [/^(USE \[|\/\*+ Object: |SET ANSI_NULLS)|\nGO\r?\n/i, 'a SQL Server script'],
  [/^\{\\rtf/, 'an RTF document'],
  [/^(MSH|FHS|BHS)\|/, 'HL7 v2 messages'],
  [/^<\?xml[\s\S]*<ClinicalDocument|^<ClinicalDocument/, 'a C-CDA document'],
  [/^<(!doctype html|html)/i, 'an HTML page'],
  [/^<\?xml|^<[A-Za-z]+[\s>]/, 'an XML file'],
  [/^[[{]\s*["{[\]}]/, 'a JSON file'],
];
