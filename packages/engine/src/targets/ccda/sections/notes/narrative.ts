import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { lines } from '../../narrative.js';
import { escapeText, visible } from '../../xml.js';
import { formattedText } from './formatted.js';
import type { Note, NoteFile } from './note.js';

/** The whole note under a heading of kind, date and author. */
export function narrateNote(document: CcdaDocument, note: Note, anchor: string): string {
  const authors = note.authors.map((a) => document.parties.nameOf(a)).filter((n) => n !== '');
  const signer = document.parties.nameOf(note.signer);
  const heading = [
    conceptText(note.kind) || 'Note',
    note.title === conceptText(note.kind) ? null : note.title,
    note.end ? readablePeriod(note.start, note.end) : readableTime(note.start),
    authors.join(', '),
    signer === '' ? null : `signed by ${signer}`,
    note.status,
  ]
    .map((part) => visible(part))
    .filter((part) => part !== null)
    .join(' · ');
  const formatted = formattedText(note, anchor);
  const body =
    formatted ?? (visible(note.text) === null ? '' : `<paragraph ID="${anchor}-text">${lines(note.text)}</paragraph>`);
  const files = note.files
    .map((file) => {
      if (file.document !== null)
        return `<paragraph>A document of its own holds this file: ${titled(note, file)}.</paragraph>`;
      // A file that the narrative shows with its looks needs no mention but of a title of its own.
      return formatted === null || (file.title !== null && file.title !== note.title)
        ? `<paragraph>The note itself is in this entry as ${titled(note, file)}.</paragraph>${formatted !== null || file.words === null ? '' : `<paragraph>${lines(file.words)}</paragraph>`}`
        : '';
    })
    .join('');
  const places = note.places.map((place) => `<paragraph>File of the source: ${lines(place)}</paragraph>`).join('');
  const nothing = body === '' && files === '' ? '<paragraph>The source has no text for this note.</paragraph>' : '';
  return `<item ID="${anchor}"><caption>${escapeText(heading)}</caption>${body}${files}${places}${nothing}</item>`;
}

/** Media type of a file, after its title where that is not the note's. */
const titled = (note: Note, { title, mediaType }: NoteFile): string =>
  `${title === null || title === note.title ? '' : `${escapeText(title)}, `}${escapeText(mediaType)}`;
