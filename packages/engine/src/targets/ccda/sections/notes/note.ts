import { isBase64 } from '../../../../base/base64.js';
import {
  type Attachment,
  type CodeableConcept,
  type DiagnosticReport,
  type DocumentReference,
  decimalText,
  type Reference,
} from '../../../../chart/fhir.js';
import { attachmentSource, noteText } from '../../../../formats/rich-text/note-file.js';
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

/** Texts are decoded only once, though the section and the documents of scans ask for them. */
export const notesOf = (document: CcdaDocument): readonly Note[] => document.once(findNotes);

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

function contentOf(
  document: CcdaDocument,
  resource: Note['resource'],
  attachments: readonly Attachment[],
): Pick<Note, 'text' | 'files'> {
  const texts: string[] = [];
  const files: NoteFile[] = [];
  const isPlain = attachments.some(({ contentType, data }) => /^text\/plain\b/i.test(contentType ?? '') && data);
  for (const attachment of attachments) {
    if (typeof attachment.data !== 'string' || attachment.data === '' || !isBase64(attachment.data)) continue;
    const contentType = attachment.contentType ?? '';
    const mediaType = contentType.toLowerCase().split(';')[0]!.trim();
    if (mediaType === 'text/plain') texts.push(attachmentSource(attachment.data, contentType));
    else
      files.push({
        place: files.length,
        title: visible(attachment.title),
        words: isPlain ? null : visible(noteText(attachmentSource(attachment.data, contentType), mediaType)),
        document: isScan(mediaType) ? scanId(document.namespace, resource, files.length) : null,
        mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream',
        data: attachment.data.replace(/\s+/g, ''),
      });
  }
  return { text: texts.join('\n\n'), files };
}
