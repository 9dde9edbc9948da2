import type { CommandEntry } from './command.js';

const DOCUMENT_ARGUMENT = 'id of a document as `documents list` shows it; at least its first four characters';

/** Scans, PDFs and notes. */
export const DOCUMENTS: CommandEntry = {
  usage: 'documents',
  description: 'scans, PDFs and notes: into the vault, linked to patients, listed, shown',
  subcommands: [
    {
      usage: 'add',
      description:
        'take documents into the vault and link them by the rules of documents.yaml; what is there already gets a place and nothing else',
      arguments: [['[path...]', 'folders with everything in them, or files; kinds are told by content, not by name']],
      options: [
        { flags: '--cells', description: 'the documents in staged columns that `cells:` of documents.yaml names' },
        { flags: '--retry', description: 'parse documents in quarantine again' },
      ],
      load: async () => (await import('./commands/documents.js')).add,
    },
    {
      usage: 'list',
      description: 'every document: id, type, pages, whose it is and by which rule, doubts, quarantine',
      options: [
        { flags: '--doubts', description: 'only documents that wait for a person, with whom they may be of' },
        { flags: '--names', description: 'titles, dates and places too (PHI); this is written to the audit log' },
      ],
      load: async () => (await import('./commands/documents.js')).list,
    },
    {
      usage: 'link [document] [patient]',
      description:
        'decide whose a document is; without arguments, ask the rules again (after a change of them, or OCR)',
      options: [
        { flags: '--nobody', description: "it is nobody's: a form, an advertisement" },
        { flags: '--undo', description: 'take the decision back: the rules say again' },
        { flags: '--by <name>', description: 'who decides (default: the user of the process)' },
      ],
      load: async () => (await import('./commands/documents.js')).link,
    },
    {
      usage: 'show',
      description: 'one document with its pages; with --page and -o, the image of a page; written to the audit log',
      arguments: [['<document>', DOCUMENT_ARGUMENT]],
      options: [
        { flags: '--page <n>', description: 'a page, from 1: its text, or with -o its image' },
        {
          flags: '-o, --output <file>',
          description: 'new PNG file (PHI in the clear: outside the workspace, on an encrypted disk)',
        },
      ],
      load: async () => (await import('./commands/documents.js')).show,
    },
  ],
};
