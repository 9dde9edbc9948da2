import { cpt as shape } from '../code-shapes.js';
import { Columns } from './columns.js';
import type { FileSample, LoadContext, ReleaseFormat, ReleasePart } from './format.js';

const HEADER = /^(?=.*\bCPT Code\b)(?=.*\tLong\b)(?=.*\tShort\b).*$/im;

/** Files of the AMA's data set for use in software: notices of some 30 lines, then a code, one tab or blank, and its text. */
const TEXTS: Readonly<Record<string, string>> = { LONGULT: 'long', MEDU: 'medium', SHORTU: 'short' };
const TEXT_LINE = /^(\d{4}[0-9A-Z])[\t ]+(\S.*)$/;

/** Parts that hold one name of each code, the longest first: a code takes its display from the first that has it. */
const TEXT_PARTS = ['long', 'medium', 'short'];

function textPart({ name, head }: FileSample): string | null {
  const part = TEXTS[name.replace(/\.txt$/i, '').toUpperCase()];
  return part !== undefined && head.split(/\r?\n/).some((line) => TEXT_LINE.test(line)) ? part : null;
}

async function loadTexts({ writer, read }: LoadContext, part: ReleasePart): Promise<void> {
  let begun = false;
  for await (const { at, lines } of read.lines(part)) {
    lines.forEach((line, i) => {
      const [, plain = '', display = ''] = TEXT_LINE.exec(line) ?? [];
      const code = shape(plain);
      if (code !== null) writer.concept({ code, display: display.trim(), place: TEXT_PARTS.indexOf(part.part) });
      else if (begun && line.trim() !== '') writer.damage(read.where(part, at + i));
      begun ||= code !== null;
    });
  }
}

/**
 * The AMA's consolidated code list, which a licensee has: between tabs, columns CPT Code, Long, Medium, Short, Consumer; or its older data files LONGULT.txt (code, tab,
 * long description), MEDU.txt and SHORTU.txt (code, blank, text). Nothing of it is shipped.
 */
export const cpt: ReleaseFormat = {
  name: 'cpt',
  title: 'CPT (your own licensed file)',
  expects: 'Consolidated_Code_List.txt, or LONGULT.txt with MEDU.txt and SHORTU.txt (AMA, of your own licence)',
  system: 'http://www.ama-assn.org/go/cpt',
  parts: [{ part: 'list' }, ...TEXT_PARTS.map((part) => ({ part }))],
  recognise: (sample) => (HEADER.test(sample.head) ? 'list' : textPart(sample)),
  version: (parts) => /(20\d\d)/.exec(parts[0]?.file.path ?? '')?.[1] ?? null,
  async load(context) {
    const { writer, parts, read } = context;
    let newest = '';
    for (const part of parts) {
      if (part.part !== 'list') {
        // The list holds the same names.
        if (!parts.some((other) => other.part === 'list')) await loadTexts(context, part);
        continue;
      }
      let columns: Columns | null = null;
      for await (const { at, lines } of read.lines(part)) {
        for (const [i, line] of lines.entries()) {
          if (columns === null) {
            // Some years begin with the AMA's notices.
            if (HEADER.test(line)) columns = new Columns(line.split('\t'));
            continue;
          }
          if (line.trim() === '') continue;
          const head: Columns = columns;
          const fields = line.split('\t');
          const cell = (name: string): string => head.cell(fields, name).replace(/^"|"$/g, '');
          const code = shape(cell('CPT Code'));
          const display = cell('Long') || cell('Medium') || cell('Short');
          if (code === null || display === '') {
            writer.damage(read.where(part, at + i));
            continue;
          }
          const year = /(20\d\d)/.exec(cell('Current Descriptor Effective Date'))?.[1] ?? '';
          if (year > newest) newest = year;
          writer.concept({ code, display, synonyms: [cell('Medium'), cell('Short'), cell('Consumer')] });
        }
      }
    }
    return newest === '' ? null : newest;
  },
};
