import { readFileSync, statSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import {
  addConnectorSuggestions,
  type ConnectorReport,
  type ConnectorSettings,
  connectorConfig,
  decodeNote,
  loadedFolder,
  loadedNames,
  type Mention,
  mentionsOf,
  type NoteReading,
  noteOf,
  readNote,
  releaseLexicon,
} from '@chartlift/engine/notes';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { noteLines } from '../note-lines.js';
import { printJson } from '../terminal.js';

/** Notes larger than this are no notes. */
const MOST_BYTES = 64 << 20;

interface Read extends NoteReading {
  readonly mentions?: readonly Mention[];
  readonly connector?: ConnectorReport;
}

interface Given {
  readonly mention?: string[];
  /** Its address; true: that of chartlift.yaml. */
  readonly connector?: string | true;
  readonly connectorModel?: string;
}

/** `abstract FILE...`: what notes suggest, for the person who keys. Of one file `--json` is its reading; of several, a list. */
export async function abstract(context: CommandContext, files: string[], given: Given): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const phrases = given.mention ?? [];
  const connector = connectorOf(options.workspace, given);
  const folder = loadedFolder(process.env);
  // Opened only where something is loaded: without it the command is there at once.
  using store = folder === null ? null : (await import('@chartlift/engine/terminology')).openTerminologyStore(folder);
  const names = store === null ? null : loadedNames(store);
  const drugs = store === null ? undefined : releaseLexicon(store);
  const readings: { file: string; reading: Read }[] = [];
  for (const file of files) {
    const text = decodeNote(bytesOf(file));
    const own = readNote(text, names, drugs);
    const reading: Read = connector === null ? own : await addConnectorSuggestions(text, own, connector);
    const note = noteOf(text);
    const asked = phrases.flatMap((phrase) => mentionsOf(note, phrase));
    readings.push({ file, reading: phrases.length === 0 ? reading : { ...reading, mentions: asked } });
  }
  for (const { reading } of readings) tellOf(reading.connector, terminal.stderr);
  if (options.json) {
    const [first] = readings;
    const several = { files: readings.map(({ file, reading }) => ({ file, ...reading })) };
    printJson(terminal, readings.length === 1 && first !== undefined ? first.reading : several);
    return;
  }
  for (const [index, { file, reading }] of readings.entries()) {
    if (readings.length > 1) terminal.stdout.write(`${index === 0 ? '' : '\n'}${file}\n`);
    for (const line of noteLines(reading, reading.mentions ?? [])) terminal.stdout.write(`${line}\n`);
  }
}

function bytesOf(file: string): Uint8Array {
  if (file === '-') return readFileSync(0);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory())
    throw new MigrationError(stat === undefined ? 'There is no such file.' : 'This is a folder.', {
      code: 'NOTE_FILE',
      hint: 'Give notes as plain text files, or - to read one from the standard input.',
    });
  if (stat.size > MOST_BYTES)
    throw new MigrationError('The file is larger than any note.', {
      code: 'FILE_TOO_LARGE',
      hint: 'Split it into its notes: sections and statements are told of one note at a time.',
    });
  const bytes = readFileSync(file);
  refuseOthers(bytes);
  return bytes;
}

/** The server to ask: only where the command asks for it, whatever the workspace says. */
function connectorOf(workspace: string, { connector, connectorModel }: Given): ConnectorSettings | null {
  if (connector === undefined) return null;
  const config = connectorConfig(workspace);
  const url = connector === true ? config?.url : connector;
  const model = connectorModel ?? config?.model;
  if (url === undefined || model === undefined)
    throw new MigrationError('The connector has no address or no model.', {
      code: 'CONNECTOR_INCOMPLETE',
      hint: 'Give --connector http://127.0.0.1:8080 --connector-model NAME, or set connector: { url, model } in chartlift.yaml.',
      kind: 'usage',
    });
  return { url, model, ...(config?.allow === undefined ? {} : { allow: config.allow }) };
}

/** Counts and codes alone. */
function tellOf(report: ConnectorReport | undefined, stderr: { write(text: string): unknown }): void {
  if (report === undefined) return;
  const dropped = Object.values(report.dropped).reduce((sum, count) => sum + count, 0);
  if (dropped > 0) stderr.write(`connector: ${dropped} answers or fields do not stand in the note and were dropped\n`);
  for (const fault of report.faults) stderr.write(`connector: ${fault}\n`);
}
