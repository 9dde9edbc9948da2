import { existsSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import {
  type AddedDocuments,
  addCells,
  addDocuments,
  DocumentParser,
  decideLink,
  findDocument,
  grayPng,
  type LinkedDocuments,
  type ListedDocument,
  linkAllDocuments,
  listDocuments,
  readRules,
  viewPage,
} from '@chartlift/engine/documents';
import type { Vault } from '@chartlift/engine/vault';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { writeOutput } from '../output-file.js';
import { Progress } from '../progress.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', kind: 'usage', hint });

/** So much of an id tells documents apart in any practice. */
const SHORT = 12;

function parserOf(dir: string): DocumentParser {
  const { megabytes, pages } = readRules(dir).rules.limits;
  return new DocumentParser({
    limits: {
      ...(megabytes === undefined ? {} : { bytes: megabytes << 20 }),
      ...(pages === undefined ? {} : { pages }),
    },
  });
}

/** `documents add PATH...` and `documents add --cells`. */
export async function add(
  context: CommandContext,
  paths: string[],
  given: { cells?: boolean; retry?: boolean },
): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  if (paths.length === 0 && !given.cells) throw usage('Nothing was given to add', 'Give folders or files, or --cells.');
  if (paths.length > 0 && given.cells)
    throw usage('--cells takes no files', 'Add files and cells one after the other.');
  const dir = options.workspace;
  const progress = new Progress(terminal, options, 'adding');
  using vault = await openWorkspaceVault(context, 'write');
  await using parser = parserOf(dir);
  const request = {
    ...{ dir, vault, parser, retry: given.retry === true },
    onProgress: (done: number, total: number, note: string) => progress.update(done, total, note),
  };
  let result: AddedDocuments;
  try {
    result = await (given.cells ? addCells(request) : addDocuments(paths, request));
  } finally {
    progress.end();
  }
  if (options.json) printJson(terminal, jsonOf(result));
  else for (const line of addedLines(result)) printLine(terminal, options, line);
  if (result.unread > 0) context.fail(1);
}

const jsonOf = ({ linking, ...counts }: AddedDocuments) => ({ ...counts, linking: linkingCounts(linking) });

const linkingCounts = ({ links, doubts, patients, problem }: LinkedDocuments) => ({
  linked: links.filter(({ patient }) => patient !== null).length,
  nobody: links.filter(({ patient }) => patient === null).length,
  doubts: tally(doubts.map(({ code }) => code)),
  ...{ patients, problem },
});

function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of [...codes].sort()) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');

function addedLines(result: AddedDocuments): string[] {
  const { seen, added, known, pages, blankPages, quarantined, unread, links, ignored, tables, linking } = result;
  const bad = Object.values(quarantined).reduce((sum, count) => sum + count, 0);
  return [
    `${seen} looked at: ${added} new, ${known} known; ${pages} new pages, ${blankPages} of them blank`,
    ...(tables > 0 ? [`${tables} index table${tables === 1 ? '' : 's'} kept`] : []),
    ...(bad > 0 ? [`${bad} in quarantine (kept, not read): ${countsText(quarantined)}`] : []),
    ...(unread > 0 ? [`${unread} could not be read from the disk`] : []),
    ...(links > 0 ? [`${links} symbolic links not followed`] : []),
    ...(ignored > 0 ? [`${ignored} files of the operating system left out`] : []),
    ...linkingLines(linking),
  ];
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'nothing-staged':
    'There are no patients to link to: stage the legacy database or a list of patients, then `chartlift documents link`.',
  'mapping-invalid':
    'There are no patients to link to: mend the mapping (`chartlift map check`), then `chartlift documents link`.',
};

function linkingLines(linking: LinkedDocuments): string[] {
  const { linked, nobody, doubts, patients, problem } = linkingCounts(linking);
  const open = Object.values(doubts).reduce((sum, count) => sum + count, 0);
  return [
    `All documents of the vault: ${linked} linked to ${patients} patients, ${nobody} nobody's, ${open} in doubt${open > 0 ? ` (${countsText(doubts)})` : ''}`,
    ...(problem === null ? [] : [PROBLEMS[problem]!]),
    ...(open > 0 && problem === null
      ? ['`chartlift documents list --doubts` shows whom they may be of; documents.yaml says how they are named.']
      : []),
  ];
}

/** `documents list`. */
export async function list(context: CommandContext, given: { doubts?: boolean; names?: boolean }): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  using vault = await openWorkspaceVault(context, 'read');
  const { documents: all, counts } = listDocuments(options.workspace, vault, given.names === true);
  const documents = given.doubts ? all.filter(({ link }) => link === 'doubt') : all;
  if (options.json) return printJson(terminal, { documents, counts });
  const head = [
    'document',
    'type',
    'pages',
    'blank',
    'to read',
    'patient',
    'by',
    'state',
    ...(given.names ? ['where'] : []),
  ];
  if (documents.length > 0)
    for (const line of textTable(
      head,
      documents.map((one) => rowOf(one, given.names === true)),
    ))
      printLine(terminal, options, line);
  const { documents: number, pages, blankPages, linked, nobody, doubts, quarantined } = counts;
  printLine(
    terminal,
    options,
    `${number} documents, ${pages} pages (${blankPages} blank); ${linked} linked, ${nobody} nobody's, ${doubts} in doubt; ${quarantined} in quarantine`,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/tiff': 'TIFF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/rtf': 'RTF',
  'text/html': 'HTML',
  'text/plain': 'text',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
};

function rowOf(one: ListedDocument, names: boolean): (string | number)[] {
  const { id, type, pages, blankPages, unreadPages, patient, by, doubt, link, quarantine } = one;
  const whom = doubt?.candidates.slice(0, 3).map((candidate) => candidate.patient) ?? [];
  const who = link === 'nobody' ? 'nobody' : (patient ?? whom.map((key) => `${key}?`).join(' '));
  const state = [...(quarantine === null ? [] : [quarantine]), ...(doubt ? [doubt.code] : [])].join(', ');
  const where = names ? [[...(one.title ? [one.title] : []), ...(one.places ?? [])].join('; ')] : [];
  return [id.slice(0, SHORT), TYPES[type] ?? type, pages, blankPages, unreadPages, who, by ?? '', state, ...where];
}

/** `documents link [DOCUMENT] [PATIENT]`. */
export async function link(
  context: CommandContext,
  document: string | undefined,
  patient: string | undefined,
  given: { nobody?: boolean; undo?: boolean; by?: string },
): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const answers = [patient !== undefined, given.nobody === true, given.undo === true].filter(Boolean).length;
  if (answers !== (document === undefined ? 0 : 1))
    throw usage(
      'A document is linked to one patient, or to nobody',
      'Give DOCUMENT and PATIENT, or DOCUMENT --nobody, or DOCUMENT --undo; or nothing.',
    );
  using vault = await openWorkspaceVault(context, 'write');
  if (document === undefined) {
    const linking = linkAllDocuments(options.workspace, vault);
    if (options.json) return printJson(terminal, linkingCounts(linking));
    for (const line of linkingLines(linking)) printLine(terminal, options, line);
    return;
  }
  const answer = patient === undefined ? (given.nobody ? 'nobody' : 'take-back') : { patient };
  const result = decideLink(options.workspace, vault, document, answer, given.by);
  if (options.json) return printJson(terminal, result);
  const to =
    result.link === null
      ? 'not linked'
      : result.link.patient === null
        ? "nobody's"
        : `linked to ${result.link.patient}`;
  printLine(
    terminal,
    options,
    `${result.document.slice(0, SHORT)} is ${to}${result.link ? ` (${result.link.by})` : ''}`,
  );
}

/** `documents show DOCUMENT [--page N] [-o FILE]`. */
export async function show(
  context: CommandContext,
  idStart: string,
  given: { page?: string; output?: string },
): Promise<void> {
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const document = findDocument(vault, idStart);
  if (given.output !== undefined) {
    if (given.page === undefined) throw usage('-o writes the image of one page', 'Give --page N too.');
    return savePage(context, vault, document.id, wholeNumber(given.page, '--page', 1, 'documents show'), given.output);
  }
  const page = given.page === undefined ? null : wholeNumber(given.page, '--page', 1, 'documents show');
  vault.audit({
    action: 'document-view',
    outcome: 'success',
    object: document.id,
    ...(page === null ? {} : { detail: { page } }),
  });
  const pages = vault.documents.pages(document.id).filter((one) => page === null || one.page === page);
  const texts = pages.map((one) => ({
    ...one,
    text: one.text ?? vault.documents.reading(document.id, one.page)?.reading.text ?? null,
  }));
  if (options.json)
    return printJson(context.terminal, { ...document, link: vault.documents.link(document.id) ?? null, pages: texts });
  const print = (line: string): void => printLine(context.terminal, options, line);
  print(
    `${document.id}  ${TYPES[document.mediaType] ?? document.mediaType}, ${document.pages} pages${document.quarantine ? `, in quarantine: ${document.quarantine}` : ''}`,
  );
  for (const place of document.places) print(`  ${place.kind === 'file' ? place.path : place.locator}`);
  for (const one of texts) {
    const size =
      one.width === null
        ? 'text'
        : `${one.width} × ${one.height} at ${one.dpi} dots an inch${one.rotation === 0 ? '' : `, turned by ${one.rotation}`}`;
    print(`page ${one.page}: ${one.blank ? 'blank, ' : ''}${size}`);
    if (page !== null) print(one.text ?? '(no text yet)');
  }
}

async function savePage(context: CommandContext, vault: Vault, id: string, page: number, path: string): Promise<void> {
  if (existsSync(path)) throw usage('The file exists already', 'Name a new one.');
  await using parser = parserOf(context.options().workspace);
  writeOutput(path, await grayPng(await viewPage(vault, parser, findDocument(vault, id), page)));
  printLine(context.terminal, context.options(), `Wrote page ${page}`);
}
