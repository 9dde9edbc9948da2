/** How a run of characters looks; bits, because a note has many runs and few looks. */
export const BOLD = 1;
export const ITALIC = 2;
export const UNDERLINE = 4;
export const STRIKE = 8;
export const SUBSCRIPT = 16;
export const SUPERSCRIPT = 32;

/** Characters of one look. `\n` is a line break, `\t` a tab. */
export interface Run {
  readonly text: string;
  /** Sum of the bits above; 0 is plain. */
  readonly look: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
  /** 1 to 6 for a heading, 0 for text. */
  readonly heading: number;
  /** Blanks count as they stand. */
  readonly preformatted: boolean;
}

export interface List {
  readonly kind: 'list';
  /** Number of the first item; null where items have no numbers. */
  readonly first: number | null;
  readonly items: readonly RichText[];
}

export interface Cell {
  readonly blocks: RichText;
  readonly header: boolean;
  readonly columns: number;
  readonly rows: number;
}

export interface Table {
  readonly kind: 'table';
  readonly caption: readonly Run[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Block = Paragraph | List | Table;

/** A note with its formatting, whatever it was written in: text, and nothing that runs or loads. */
export type RichText = readonly Block[];

/** Plain text as it stands: one paragraph whose blanks and line breaks count. Empty text has no paragraph. */
export function plainToRich(text: string): RichText {
  const kept = text.replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '');
  if (kept === '') return [];
  return [{ kind: 'paragraph', runs: [{ text: kept, look: 0 }], heading: 0, preformatted: true }];
}

/** The text of a formatted note: blocks on lines, cells apart by a tab, items begin with `- ` or their number. Blanks may differ from what the text readers give. */
export function richToText(blocks: RichText): string {
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') lines.push(runsText(block.runs));
    else if (block.kind === 'list')
      for (const [i, item] of block.items.entries()) lines.push(`${itemMark(block, i)}${richToText(item)}`);
    else {
      if (block.caption.length > 0) lines.push(runsText(block.caption));
      for (const row of block.rows) lines.push(row.map((cell) => richToText(cell.blocks)).join('\t'));
    }
  }
  return lines.join('\n');
}

/** What stands before an item in text. */
export const itemMark = ({ first }: List, place: number): string => (first === null ? '- ' : `${first + place}. `);

const runsText = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

/** Collects runs; neighbours of one look become one. */
export class RunList {
  #runs: { text: string; look: number }[] = [];

  add(text: string, look: number): void {
    if (text === '') return;
    const last = this.#runs.at(-1);
    if (last && last.look === look) last.text += text;
    else this.#runs.push({ text, look });
  }

  /** The last character that was added; empty where there is none. */
  get end(): string {
    return this.#runs.at(-1)?.text.slice(-1) ?? '';
  }

  /** What was collected, without blanks at its ends unless `asItStands`; the list is empty then. */
  take(asItStands = false): readonly Run[] {
    let runs = this.#runs;
    this.#runs = [];
    if (asItStands) return runs;
    const first = runs.findIndex((run) => run.text.trim() !== '');
    if (first < 0) return [];
    const last = runs.findLastIndex((run) => run.text.trim() !== '');
    runs = runs.slice(first, last + 1);
    runs[0]!.text = runs[0]!.text.trimStart();
    runs.at(-1)!.text = runs.at(-1)!.text.trimEnd();
    return runs;
  }
}
