import { readFileSync, statSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import { type PageFailure, PageReader, type PageReading, type PageSource } from '@chartlift/engine/ocr';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { printJson } from '../terminal.js';

const EXIT = { refused: 3 } as const;
const MOST_BYTES = 200 << 20;

interface Given {
  readonly pages?: string;
  readonly workers?: string;
  readonly secondRead: string;
  readonly engine: string;
}

interface FileFault {
  readonly code: string;
  readonly hint: string;
}

type FilePage = (PageReading | PageFailure) & { readonly file: string };

/** `ocr FILE...`: text, words, boxes and confidence of each page. */
export async function ocr(context: CommandContext, files: string[], given: Given): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const wanted = given.pages === undefined ? null : pageRanges(given.pages);
  await using reader = new PageReader({
    secondRead: oneOf(given.secondRead, ['auto', 'always'], '--second-read'),
    engine: oneOf(given.engine, ['auto', 'bundled'], '--engine'),
    ...(given.workers === undefined ? {} : { workers: positive(given.workers, '--workers') }),
  });
  const progress = new Progress(terminal, options, 'reading');
  const pages: FilePage[] = [];
  const faults: (FileFault & { readonly file: string })[] = [];
  const sources: (PageSource & { readonly file: string })[] = [];
  for (const file of files) {
    const opened = await open(reader, file, wanted);
    if ('code' in opened) faults.push({ file, ...opened });
    else sources.push(...opened.map((source) => ({ ...source, file })));
  }
  let done = 0;
  let last = '';
  for await (const page of reader.read(sources)) {
    const file = sources[done]?.file ?? '';
    done++;
    progress.update(done, sources.length, `${done} of ${sources.length} pages`);
    if (options.json) pages.push({ ...page, file });
    else {
      progress.end();
      if (files.length > 1 && file !== last) terminal.stdout.write(`${last === '' ? '' : '\n'}== ${file}\n`);
      else if (done > 1) terminal.stdout.write('\f');
      last = file;
      if ('failure' in page) terminal.stderr.write(`${file}: page ${page.page} could not be read [${page.failure}]\n`);
      else terminal.stdout.write(markedText(page));
    }
    if ('failure' in page) context.fail(EXIT.refused);
  }
  progress.end();
  if (options.json) {
    printJson(terminal, {
      pages: pages.map(({ file, ...page }) =>
        'failure' in page ? { file, ...page, text: '', words: [] } : { file, ...page },
      ),
      faults,
    });
  }
  for (const { file, code, hint } of faults) {
    context.fail(EXIT.refused);
    terminal.stderr.write(`${file}: not read [${code}]\n  -> ${hint}\n`);
  }
}

/** The text with every word that a person must look at in brackets: `[12/02?]`. */
function markedText({ text, words }: PageReading): string {
  let marked = '';
  let at = 0;
  for (const { span, accepted } of words) {
    marked += text.slice(at, span[0]);
    marked += accepted ? text.slice(...span) : `[${text.slice(...span)}?]`;
    at = span[1];
  }
  return marked + text.slice(at);
}

async function open(
  reader: PageReader,
  file: string,
  wanted: readonly [number, number][] | null,
): Promise<PageSource[] | FileFault> {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > MOST_BYTES) return { code: 'file-too-large', hint: 'Split it.' };
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    return { code: `FILE_${code}`, hint: 'Check the name and the rights.' };
  }
  const counted = await reader.count(bytes);
  if ('failure' in counted) {
    return {
      code: counted.failure,
      hint: 'Give a PDF, TIFF, PNG or JPEG that other programs open without a password.',
    };
  }
  const { mediaType } = counted;
  const sources: PageSource[] = [];
  for (let page = 1; page <= counted.pages; page++) {
    if (wanted === null || wanted.some(([from, to]) => page >= from && page <= to))
      sources.push({ bytes, mediaType, page });
  }
  return sources;
}

/** `1-3,7`, `5-`. */
function pageRanges(text: string): [number, number][] {
  return text.split(',').map((part) => {
    const match = /^\s*(\d+)\s*(?:(-)\s*(\d*))?\s*$/.exec(part);
    const from = Number(match?.[1]);
    const to = match?.[2] === undefined ? from : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (match === null || from < 1 || to < from)
      throw usage('--pages', 'Give page numbers and ranges, e.g. 1-3,7 or 5-.');
    return [from, to];
  });
}

function positive(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 64) throw usage(option, 'Give a number from 1 to 64.');
  return number;
}

function oneOf<Name extends string>(text: string, names: readonly Name[], option: string): Name {
  const name = names.find((one) => one === text);
  if (name === undefined) throw usage(option, `Give one of: ${names.join(', ')}.`);
  return name;
}

const usage = (option: string, hint: string): MigrationError =>
  new MigrationError(`${option} has no such value`, { code: 'USAGE', kind: 'usage', hint });
