import { codingOf, concept, conceptText, fixed } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import { interval, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { escapeText, visible } from '../../xml.js';
import type { Note } from './note.js';
import * as t from './templates.js';

/** Note Activities of one note: one with the text; where there are files, one for each, the first of which is the note's own entry. */
export function noteEntries(document: CcdaDocument, note: Note, anchor: string): readonly string[] {
  const own = visible(note.text) !== null || note.files.length === 0 ? [null, ...note.files] : note.files;
  return own.map((file, i) => {
    const id = i === 0 ? document.ids.ofResource(note.resource) : document.ids.derived(note.resource, `file-${i + 1}`);
    const target = file === null && visible(note.text) !== null ? `${anchor}-text` : anchor;
    const content = file === null ? '' : file.data;
    const media = file === null ? '' : ` mediaType="${file.mediaType}" representation="B64"`;
    return (
      `<act classCode="ACT" moodCode="EVN">${t.NOTE_ACTIVITY}${id}${code(document, note)}` +
      `<text${media}>${content}<reference value="#${target}"/></text><statusCode code="completed"/>` + // CONF:3250-16896, 3250-16916
      when(note) +
      authors(document, note) +
      `${signer(document, note)}</act>`
    );
  });
}

/** Note, with its kind as translation (CONF:3250-16940, 3250-16941). */
function code(document: CcdaDocument, note: Note): string {
  const plain = fixed('code', t.NOTE.code, LOINC, t.NOTE.display);
  if (conceptText(note.kind) === '' || codingOf(note.kind, LOINC)?.code === t.NOTE.code) return plain;
  const kind = concept(document.namespace, note.kind, { tag: 'translation', systems: [LOINC] });
  // A translation inside a translation is no CD that importers read: its codes stand side by side.
  const codes = [...kind.matchAll(/<translation( code=[^>]*?)\/?>/g)].map((m) => `<translation${m[1]}/>`).join('');
  const words =
    codes === ''
      ? `<translation nullFlavor="OTH"><originalText>${escapeText(conceptText(note.kind))}</originalText></translation>`
      : codes;
  return plain.replace(/\/>$/, `>${words}</code>`);
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
