import { readFileSync, statSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import {
  decodeNote,
  loadedFolder,
  loadedNames,
  type Mention,
  mentionsOf,
  type NoteReading,
  noteOf,
  readNote,
} from '@chartlift/engine/notes';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { noteLines } from '../note-lines.js';
import { printJson } from '../terminal.js';

/** Notes larger than this are no notes. */
const MOST_BYTES = 64 << 20;

interface Read extends NoteReading {
  readonly mentions?: readonly Mention[];
}

/** `abstract FILE...`: what notes suggest, for the person who keys. Of one file `--json` is its reading; of several, a list. */
export async function abstract(context: CommandContext, files: string[], given: { mention?: string[] }): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const phrases = given.mention ?? [];
  const folder = loadedFolder(process.env);
  // Opened only where something is loaded: without it the command is there at once.
  using store = folder === null ? null : (await import('@chartlift/engine/terminology')).openTerminologyStore(folder);
  const names = store === null ? null : loadedNames(store);
  const readings = files.map((file): { file: string; reading: Read } => {
    const text = decodeNote(bytesOf(file));
    const reading = readNote(text, names);
    if (phrases.length === 0) return { file, reading };
    const note = noteOf(text);
    return { file, reading: { ...reading, mentions: phrases.flatMap((phrase) => mentionsOf(note, phrase)) } };
  });
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
