import type { CommandEntry } from './command.js';

/** What is read off pages. */
export const OCR: CommandEntry = {
  usage: 'ocr',
  description:
    'text, words, boxes and confidence of each page of scans and faxes; what a person must look at is marked',
  arguments: [['<file...>', 'PDF, TIFF, PNG or JPEG']],
  options: [
    { flags: '--pages <list>', description: 'only these of each file, e.g. 1-3,7' },
    { flags: '--workers <n>', description: 'processes (default: one for each processor)' },
    {
      flags: '--second-read <when>',
      description: 'auto: words that one read does not settle; always: every word',
      fallback: 'auto',
    },
    {
      flags: '--engine <engine>',
      description: "auto: the system's Tesseract where it is installed reads first; bundled: never",
      fallback: 'auto',
    },
  ],
  load: async () => (await import('./commands/ocr.js')).ocr,
};
