import { htmlToText } from '../../../formats/html-text/html-text.js';
import type { CdaElement } from '../cda-element.js';
import { ccda } from '../template/constraint.js';
import { timeStamp } from '../time-stamp.js';
import type { Place } from '../tree-rule.js';
import { GENERIC, type ImporterRule, type ImporterView } from './rule.js';

const ATHENA = ['athenahealth'] as const;
const notes = ({ sections }: ImporterView): CdaElement[] => sections.filter((one) => one.hasTemplate(ccda('2.65')));
const inNotes = (view: ImporterView): CdaElement[] => notes(view).flatMap((section) => section.at('entry', 'act'));
const scans = ({ tree }: ImporterView): readonly CdaElement[] => tree.named('nonXMLBody');

/** Embedded in a form that no text can be made of: a picture, a PDF, a file of another program. */
const isNoText = (place: Place): boolean =>
  'children' in place && !/^text\/|\/(rtf|msword|html|xhtml\+xml)$/.test(place.attr('mediaType') ?? '');

/** HTML of a note all of whose words stand in the text of its section too. */
function isShownBeside(place: Place): boolean {
  if (!('children' in place) || place.attr('mediaType') !== 'text/html') return false;
  let section: CdaElement | null = place;
  while (section !== null && section.name !== 'section') section = section.parent;
  if (section === null) return false;
  let told = TOLD.get(section);
  if (told === undefined) {
    const text = section.child('text')?.content ?? '';
    told = { text, words: new Set(text.match(/\S+/g)) };
    TOLD.set(section, told);
  }
  const { text, words } = told;
  // Word by word, because formatting stands between them; the text of two cells may run together.
  const wanted = htmlToText(Buffer.from(place.text, 'base64').toString('utf8')).match(/\S+/g) ?? [];
  return wanted.length > 0 && wanted.every((word) => words.has(word) || text.includes(word));
}

/** The text of a section is long and asked for by each of its notes. */
const TOLD = new WeakMap<CdaElement, { readonly text: string; readonly words: ReadonlySet<string> }>();

function* binaries(tree: ImporterView['tree']): Generator<CdaElement> {
  for (const name of ['text', 'value'])
    for (const one of tree.named(name)) if (one.attr('representation') === 'B64') yield one;
}

/** Notes, scans, and what one system in particular wants of a document. */
export const CONTENT_RULES: readonly ImporterRule[] = [
  {
    rule: 'note-activity-missing',
    profiles: GENERIC,
    source: 'C-CDA Notes Section .2.65 and Note Activity .4.202 (2016-11-01)',
    message: 'The entry of a Notes section is not a Note Activity.',
    hint: 'Give the act the template 2.16.840.1.113883.10.20.22.4.202 with 2016-11-01.',
    find: (view) => inNotes(view).filter((act) => !act.hasTemplate(ccda('4.202'), '2016-11-01')),
  },
  {
    rule: 'note-media-type',
    profiles: GENERIC,
    source: 'athenaPractice and athenaFlow take text/rtf; others plain text or a reference',
    message: 'The note is embedded in a form that importers do not read.',
    hint: 'Embed text/rtf or text/plain in base64, and write the whole text into the text of the section.',
    find: (view) =>
      inNotes(view)
        .flatMap((act) => act.at('text'))
        .filter(
          (text) => text.attr('representation') === 'B64' && !/^text\/(rtf|plain)$/.test(text.attr('mediaType') ?? ''),
        ),
    unavoidable: {
      at: (place) => isNoText(place) || isShownBeside(place),
      message:
        'The note is embedded as a file of the source that many importers do not show: one that is no text, or HTML whose words stand in the text of the section.',
      hint: 'Give the file itself to the importing system beside the document.',
    },
  },
  {
    rule: 'note-text-missing',
    profiles: GENERIC,
    source: 'Importers without the Note Activity template show only section/text',
    message: 'The Notes section has entries and no text.',
    hint: 'Write the whole plain text of each note into the text of the section.',
    find: (view) =>
      notes(view).filter((one) => one.child('entry') && one.at('text').every((t) => t.content.trim() === '')),
  },
  {
    rule: 'scan-template-missing',
    profiles: GENERIC,
    source: 'C-CDA Unstructured Document .1.10 (2015-08-01)',
    message: 'The document has a body that is not XML and is not an Unstructured Document.',
    hint: 'Give the document 2.16.840.1.113883.10.20.22.1.10 with 2015-08-01.',
    find: (view) => scans(view).filter(() => !view.tree.root.hasTemplate(ccda('1.10'), '2015-08-01')),
  },
  {
    rule: 'scan-not-pdf',
    profiles: GENERIC,
    source: 'IHE XDS-SD prefers PDF/A; importers take application/pdf in base64',
    message: 'The body is not a PDF in base64.',
    hint: 'Write the scan as application/pdf (PDF/A) with representation="B64".',
    find: (view) =>
      scans(view)
        .flatMap((body) => body.at('text'))
        .filter((text) => text.attr('mediaType') !== 'application/pdf' || text.attr('representation') !== 'B64'),
  },
  {
    rule: 'athena-document-type-missing',
    profiles: ATHENA,
    source: 'athenaPractice and athenaFlow: a document type is required',
    message: 'The document has no type.',
    hint: 'Write code with the LOINC code of the kind of document.',
    find: ({ tree }) => (tree.root.child('code')?.attr('code') ? [] : [tree.root]),
  },
  {
    rule: 'athena-signer-missing',
    profiles: ATHENA,
    source: 'athenaPractice and athenaFlow: a signing practitioner is required',
    message: 'The document names no practitioner who signs for it.',
    hint: 'Write legalAuthenticator with signatureCode S and the name of the practitioner, where the source has one.',
    find: ({ tree }) =>
      tree.root
        .at('legalAuthenticator', 'assignedEntity', 'assignedPerson', 'name')
        .some((n) => n.content.trim() !== '')
        ? []
        : [tree.root],
    unavoidable: {
      at: (_, { tree }) =>
        tree.root.at('author', 'assignedAuthor').every((one) => one.child('assignedAuthoringDevice')),
      message: 'Software put the document together, and nobody has signed for the whole of it.',
      hint: 'Name the practitioner who signs when the document is given to the system.',
    },
  },
  {
    rule: 'athena-inline-media-type',
    profiles: ATHENA,
    source: 'athenaPractice and athenaFlow: inline content is text/rtf or text/xml; PDFs are taken by URL',
    message: 'Something is embedded that is neither text/rtf nor text/xml.',
    hint: 'Give PDFs and images to the system beside the document and refer to them by URL.',
    find: ({ tree }) => [...binaries(tree)].filter((one) => !/^text\/(rtf|xml)$/.test(one.attr('mediaType') ?? '')),
    unavoidable: {
      at: (place) => isNoText(place) || isShownBeside(place),
      message:
        'A file of the source is embedded in a form that these systems take by URL: no text, or HTML whose words stand in the text of the section.',
      hint: 'Give the file to the system beside the document.',
    },
  },
  {
    rule: 'athena-document-date-missing',
    profiles: ATHENA,
    source: 'athenaOne (secondary source): the original date of the document is kept',
    message: 'The document has no date of its own.',
    hint: 'Write effectiveTime of the document with the day on which it was made.',
    find: ({ tree }) => (/^\d{8}/.test(tree.root.child('effectiveTime')?.attr('value') ?? '') ? [] : [tree.root]),
  },
  {
    rule: 'openemr-time-offset-mixed',
    profiles: ['openemr'],
    source:
      'OpenEMR and others stumble over time zones: an offset is passed over, so that two ends of a time are read in different zones',
    message: 'One end of the time has an offset from UTC and the other has none.',
    hint: 'Write both with their offset where it is known for both, else both without.',
    find: ({ tree }) =>
      tree.named('effectiveTime').filter((time) => {
        const ends = time.children.flatMap((end) => timeStamp(end.attr('value') ?? '') ?? []);
        const hours = ends.filter((end) => end.digits.length > 8);
        return new Set(hours.map((end) => end.offset === null)).size > 1;
      }),
  },
];
