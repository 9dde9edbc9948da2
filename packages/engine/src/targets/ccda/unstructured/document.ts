import { stableId } from '../../../base/stable-id.js';
import type { DocumentReference } from '../../../chart/fhir.js';
import * as table from '../../../formats/cda/templates.js';
import type { TargetFile } from '../../contract.js';
import { conceptText } from '../datatypes/concept.js';
import { dayTimestamp } from '../datatypes/time.js';
import type { CcdaDocument } from '../document.js';
import { authoringDevice, documentHeader } from '../header/header.js';
import { noteCode } from '../sections/notes/entry.js';
import { type Note, type NoteFile, notesOf } from '../sections/notes/note.js';
import { template } from '../template.js';
import { clinicalDocument, escapeText } from '../xml.js';

const UNSTRUCTURED_DOCUMENT = template(table.UNSTRUCTURED_DOCUMENT);

/** Unstructured Documents of a chart: one for each scan, PDF or picture that the source holds. The Notes Section of the summary refers to each. */
export function unstructuredDocuments(document: CcdaDocument): TargetFile[] {
  const files: TargetFile[] = [];
  for (const note of notesOf(document))
    for (const file of note.files) {
      if (file.document === null) continue;
      files.push({
        kind: 'file',
        path: `${file.document}.xml`,
        mediaType: 'application/xml',
        text: clinicalDocument(head(document, note, file, file.document), body(file)),
        supplement: true,
      });
    }
  return files;
}

// nonXMLBody has its content as B64 (CONF:1198-7623, 1198-7624).
const body = (file: NoteFile): string =>
  `<component><nonXMLBody><text mediaType="${file.mediaType}" representation="B64">${file.data}</text></nonXMLBody></component>`;

function head(document: CcdaDocument, note: Note, file: NoteFile, id: string): string {
  // "Where the CDA document is a transform from an original document in some other format, the effectiveTime is when that was created" (CDA R2, 4.2.1.3).
  const made = dayTimestamp(note.written);
  const { root, version, replaced } = editionOf(document, note);
  const authors = [...new Set(note.authors.map((author) => document.parties.headerAuthor(author, made)))].join('');
  return documentHeader(document, {
    templates: UNSTRUCTURED_DOCUMENT,
    id,
    code: noteCode(document, note),
    title: escapeText(file.title ?? note.title ?? (conceptText(note.kind) || 'Scanned document')),
    time: made,
    setId: stableId(document.namespace, 'ccda-scan-set', note.resource.resourceType, root, String(file.place + 1)),
    version,
    authors: `${authors}${authoringDevice(document)}`,
    related:
      replaced === null
        ? ''
        : `<relatedDocument typeCode="RPLC"><parentDocument><id root="${replaced}"/></parentDocument></relatedDocument>`,
    participants: '',
    rest: '',
  });
}

interface Edition {
  /** Id of the first resource of the chain: all editions are one set. */
  readonly root: string;
  readonly version: number;
  /** Document id of the edition before, where it is a document too. */
  readonly replaced: string | null;
}

/** Which edition of its set a scan is: as many as it replaces, one after the other, and one (relatesTo of the source). */
function editionOf(document: CcdaDocument, note: Note): Edition {
  const seen = new Set([note.resource.id]);
  let current = note.resource as { readonly id: string } & Pick<DocumentReference, 'relatesTo'>;
  let version = 1;
  let replaced: string | null = null;
  for (;;) {
    const target = (current.relatesTo ?? []).find((relation) => relation?.code === 'replaces')?.target;
    const before = document.resolve<DocumentReference>(target);
    if (before === null || before.resourceType !== 'DocumentReference' || seen.has(before.id))
      return { root: current.id, version, replaced };
    if (version === 1)
      replaced =
        notesOf(document)
          .find((other) => other.resource.id === before.id)
          ?.files.map((file) => file.document)
          .find((id) => id !== null) ?? null;
    seen.add(before.id);
    current = before;
    version++;
  }
}
