import { codingOf, conceptText, fixed, translations } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import { interval, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { escapeText, visible } from '../../xml.js';
import type { Note, NoteFile } from './note.js';
import * as t from './templates.js';

/**
 * Note Activities of one note: one with the text; where there are files, one for each, the first of which is the note's own entry. A scan is a
 * document of its own, and the note's own entry refers to it: once is enough for the largest thing of a chart.
 */
export function noteEntries(document: CcdaDocument, note: Note, anchor: string): readonly string[] {
  const embedded = note.files.filter((file) => file.document === null);
  const own = visible(note.text) !== null || embedded.length === 0 ? [null, ...embedded] : embedded;
  return own.map((file, i) => {
    const id = i === 0 ? document.ids.ofResource(note.resource) : document.ids.derived(note.resource, `file-${i + 1}`);
    const target = file === null && visible(note.text) !== null ? `${anchor}-text` : anchor;
    const content = file === null ? '' : file.data;
    const media = file === null ? '' : ` mediaType="${file.mediaType}" representation="B64"`;
    return (
      `<act classCode="ACT" moodCode="EVN">${t.NOTE_ACTIVITY}${id}${noteCode(document, note)}` +
      `<text${media}>${content}<reference value="#${target}"/></text><statusCode code="completed"/>` + // CONF:3250-16896, 3250-16916
      when(note) +
      authors(document, note) +
      `${signer(document, note)}${i === 0 ? references(document, note) : ''}</act>`
    );
  });
}

/** The Unstructured Documents that hold scans of the note, as External Document References (CONF:1098-31931 to 31933). */
const references = (document: CcdaDocument, note: Note): string =>
  note.files.map((file) => (file.document === null ? '' : reference(document, note, file))).join('');

function reference(document: CcdaDocument, note: Note, file: NoteFile): string {
  return `<reference typeCode="REFR"><externalDocument classCode="DOCCLIN" moodCode="EVN">${t.EXTERNAL_DOCUMENT}<id root="${file.document}"/>${noteCode(document, note)}<text mediaType="${file.mediaType}"/></externalDocument></reference>`;
}

/** Note, with its kind as translation (CONF:3250-16940, 3250-16941). */
export function noteCode(document: CcdaDocument, note: Note): string {
  const plain = fixed('code', t.NOTE.code, LOINC, t.NOTE.display);
  if (conceptText(note.kind) === '' || codingOf(note.kind, LOINC)?.code === t.NOTE.code) return plain;
  // A translation inside a translation is no CD that importers read: its codes stand side by side.
  const codes = translations(document.namespace, note.kind, [LOINC]);
  const words =
    codes === ''
      ? `<translation nullFlavor="OTH"><originalText>${escapeText(conceptText(note.kind))}</originalText></translation>`
      : codes;
  return `${plain.slice(0, -2)}>${words}</code>`;
}

function when(note: Note): string {
  if (timestamp(note.end) !== null) return interval(note.start, note.end);
  return ts('effectiveTime', note.start); // CONF:3250-16903
}

function authors(document: CcdaDocument, note: Note): string {
  const known = [...new Set(note.authors.map((a) => document.parties.author(a, note.written)))].join('');
  return known !== '' ? known : document.parties.author(null, note.written, note.resource.id); // CONF:3250-16913: at least one
}

function signer(document: CcdaDocument, note: Note): string {
  const name = document.parties.nameOf(note.signer);
  const person = document.resolve(note.signer);
  if (person) document.carry(person);
  if (name === '') return '';
  return `<participant typeCode="LA"><time nullFlavor="UNK"/><participantRole><playingEntity><name>${escapeText(name)}</name></playingEntity></participantRole></participant>`; // CONF:3250-16925
}
