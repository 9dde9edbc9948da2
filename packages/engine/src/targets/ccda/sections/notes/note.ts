import {
  type Attachment,
  type CodeableConcept,
  type DiagnosticReport,
  type DocumentReference,
  decimalText,
  type Reference,
} from '../../../../chart/fhir.js';
import { htmlToText } from '../../../../formats/html-text/html-text.js';
import { rtfToText } from '../../../../formats/rtf/rtf-text.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument, Where } from '../../document.js';
import { isScan, scanId } from '../../unstructured/scan.js';
import { visible } from '../../xml.js';
import { panelsOf } from '../results/panels.js';

/** A file of a note that is no plain text. */
export interface NoteFile {
  /** Place among the files of its note. */
  readonly place: number;
  readonly mediaType: string;
  /** base64 without blanks. */
  readonly data: string;
  readonly title: string | null;
  /** Plain text of a file that is formatted text (HTML, RTF); null where it is none, or where the note has plain text beside it. */
  readonly words: string | null;
  /** Id of the Unstructured Document that holds it; null where the note's own entry does. */
  readonly document: string | null;
}

/** A clinical note, from a DocumentReference or from a report that has words of its own. */
export interface Note {
  readonly resource: { resourceType: string; id: string; identifier?: unknown };
  readonly where: Where;
  readonly kind: CodeableConcept | undefined;
  readonly title: string | null;
  readonly status: string | null;
  readonly written: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly authors: readonly Reference[];
  readonly signer: Reference | undefined;
  /** Plain text, whole, line breaks kept. */
  readonly text: string;
  /** Content that is no plain text, as base64. */
  readonly files: readonly NoteFile[];
  /** Where the source says that a file is, how large, and when it was made, for people. */
  readonly places: readonly string[];
}

// The section and the documents of scans ask for the same notes, and texts are decoded only once.
const found = new WeakMap<CcdaDocument, readonly Note[]>();

export function notesOf(document: CcdaDocument): readonly Note[] {
  let notes = found.get(document);
  if (notes === undefined) {
    notes = findNotes(document);
    found.set(document, notes);
  }
  return notes;
}

function findNotes(document: CcdaDocument): readonly Note[] {
  const notes: Note[] = [];
  for (const { resource, where } of document.all<DocumentReference>('DocumentReference')) {
    const attachments = (resource.content ?? []).map((c) => c?.attachment).filter((a) => a !== undefined && a !== null);
    const content = contentOf(document, resource, attachments);
    notes.push({
      resource,
      where,
      kind: resource.type ?? resource.category?.[0],
      title: visible(resource.description) ?? attachments.map((a) => visible(a.title)).find((t) => t !== null) ?? null,
      status:
        [resource.docStatus, resource.status === 'current' ? null : resource.status].filter(Boolean).join(', ') || null,
      written: resource.date,
      start: resource.context?.period?.start ?? resource.date,
      end: resource.context?.period?.end,
      authors: resource.author ?? [],
      signer: resource.authenticator,
      ...content,
      places: placesOf(attachments),
    });
  }
  // A report whose results are in the results section is a note only where it has a text of its own.
  const panels = new Set(panelsOf(document).map((panel) => panel.report?.resource.id));
  for (const { resource, where } of document.all<DiagnosticReport>('DiagnosticReport')) {
    const attachments = (resource.presentedForm ?? []).filter(Boolean);
    const content = contentOf(document, resource, attachments);
    const organized = panels.has(resource.id);
    if (organized && content.text === '' && content.files.length === 0) continue;
    notes.push({
      resource,
      where,
      kind: resource.code ?? resource.category?.[0],
      title: null,
      status: resource.status === 'final' ? null : (resource.status ?? null),
      written: resource.issued ?? resource.effectiveDateTime,
      start: resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued,
      end: resource.effectivePeriod?.end,
      authors: resource.performer ?? [],
      signer: undefined,
      text: [organized ? null : visible(resource.conclusion), content.text]
        .filter((t) => t !== null && t !== '')
        .join('\n\n'),
      files: content.files,
      places: placesOf(attachments),
    });
  }
  return notes;
}

const placesOf = (attachments: readonly Attachment[]): string[] =>
  attachments
    .map(({ url, size, creation }) => {
      const bytes = decimalText(size);
      const made = readableTime(creation);
      return [visible(url), bytes === null ? null : `${bytes} bytes`, made === '' ? null : `made ${made}`]
        .filter((p) => p !== null)
        .join(', ');
    })
    .filter((place) => place !== '');

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

function contentOf(
  document: CcdaDocument,
  resource: Note['resource'],
  attachments: readonly Attachment[],
): Pick<Note, 'text' | 'files'> {
  const texts: string[] = [];
  const files: NoteFile[] = [];
  const isPlain = attachments.some(({ contentType, data }) => /^text\/plain\b/i.test(contentType ?? '') && data);
  for (const attachment of attachments) {
    if (typeof attachment.data !== 'string' || attachment.data === '' || !BASE64.test(attachment.data)) continue;
    const [type, ...parameters] = (attachment.contentType ?? '').toLowerCase().split(';');
    const mediaType = type!.trim();
    if (mediaType === 'text/plain') texts.push(decode(attachment.data, parameters.join(';')));
    else
      files.push({
        place: files.length,
        title: visible(attachment.title),
        words: isPlain ? null : visible(READERS[mediaType]?.(decode(attachment.data, parameters.join(';')))),
        document: isScan(mediaType) ? scanId(document.namespace, resource, files.length) : null,
        mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream',
        data: attachment.data.replace(/\s+/g, ''),
      });
  }
  return { text: texts.join('\n\n'), files };
}

/** What makes plain text of formatted text. */
const READERS: Readonly<Record<string, (text: string) => string>> = {
  'text/html': htmlToText,
  'application/xhtml+xml': htmlToText,
  'text/rtf': (text) => rtfToText(text).text,
  'application/rtf': (text) => rtfToText(text).text,
};

const decode = (data: string, parameters: string): string =>
  Buffer.from(data, 'base64').toString(/charset="?(iso-8859-1|latin1)/.test(parameters) ? 'latin1' : 'utf8');
