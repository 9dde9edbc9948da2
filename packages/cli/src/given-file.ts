import { MigrationError } from '@chartlift/engine/base';

/** What people give in place of a document, by how it begins: what it is, and what to do with it. */
const OTHERS: readonly (readonly [begins: RegExp, code: string, message: string, hint: string])[] = [
  [
    /^%PDF-/,
    'FILE_IS_PDF',
    'The file is a PDF.',
    'A PDF needs no page of its own and holds no coded data; ask the system that it came from for C-CDA or FHIR R4.',
  ],
  [
    /^PK\W\W/,
    'FILE_IS_ZIP',
    'The file is a zip.',
    'Unpack it and give the files in it; chartlift stage reads zips of documents as they are.',
  ],
  [
    /^(\u00ef\u00bb\u00bf)?[\v\s]*(MSH|FHS|BHS)[|^~&]/,
    'CONVERT_HL7V2',
    'The file holds HL7 v2 messages, which this version does not read.',
    'Let the system that sends them, or an interface engine, export C-CDA or FHIR R4 instead, and give those files.',
  ],
  [
    /^(\u00ef\u00bb\u00bf)?\s*(<!doctype\s+html|<html)\b/i,
    'FILE_IS_HTML',
    'The file is an HTML page, and no C-CDA document.',
    'Give the document itself (.xml); chartlift render shows HTML notes that are named .html.',
  ],
  [/^\{\\rtf/, 'FILE_IS_RTF', 'The file is an RTF note.', 'chartlift render shows RTF notes that are named .rtf.'],
];

/** Throws MigrationError `FILE_IS_...` or `CONVERT_HL7V2` for a file that is something else than any document or FHIR file, said in its own words. */
export function refuseOthers(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString('latin1');
  for (const [begins, code, message, hint] of OTHERS)
    if (begins.test(head)) throw new MigrationError(message, { code, hint });
}
