import { MigrationError } from '../../base/error.js';
import type { ProbeInput, ProbeResult, SourceContext, SourceDriver, SourceOptions, TableSource } from '../contract.js';
import type { DocumentInput } from '../documents/document-table-source.js';
import type { RefusedDocument } from '../documents/source-document.js';
import { gatherFiles, type InputFile, skippedIssues } from '../input-file.js';
import { defaultSourceName } from '../source-name.js';
import type { readStatedDocument } from './stated-document.js';

/** C-CDA and other CDA documents: a folder, a zip or single files. */
export const ccdaDriver: SourceDriver = {
  name: 'ccda',
  describe: 'C-CDA documents: XML files, a folder (with the folders in it) or a zip of them',
  options: {},
  folders: 'whole',
  probe,
  open,
};

const ROOT = /<([A-Za-z][\w.-]*:)?ClinicalDocument[\s>]/;
const MOST_BYTES = 256 << 20;

function probe(input: ProbeInput): ProbeResult {
  const heads = input.files.filter((file) => file.head.length > 0);
  const documents = heads.filter((file) => isDocument(file.head)).length;
  if (documents === 0) return { score: 0 };
  // A folder of another system's tables may hold a sample document.
  return { score: documents * 2 >= heads.length ? 3 : 1 };
}

function isDocument(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  return ROOT.test(bytes.toString('latin1')) || ROOT.test(bytes.toString('utf16le'));
}

async function open(paths: readonly string[], _options: SourceOptions, context: SourceContext): Promise<TableSource> {
  const gathered = await gatherFiles(paths, 'whole');
  for (const issue of skippedIssues(gathered, [], 'a document')) context.onIssue(issue);
  const { DocumentTableSource } = await import('../documents/document-table-source.js');
  const { readStatedDocument } = await import('./stated-document.js');
  const inputs = gathered.files.map((file) => input(file, context, readStatedDocument));
  return new DocumentTableSource('ccda', inputs, true, context, defaultSourceName(paths, null));
}

function input(file: InputFile, context: SourceContext, read: typeof readStatedDocument): DocumentInput {
  let told = false;
  return {
    name: file.place,
    byteLength: file.byteLength,
    async read(signal) {
      const { bytes, damage } = await bytesOf(file, signal);
      if (!isDocument(bytes.subarray(0, 64 * 1024)) && !file.isNamed) {
        if (!told)
          context.onIssue({
            severity: 'information',
            code: 'file-skipped',
            where: 'a file of the source',
            message: 'The file is no C-CDA document and is not read.',
            hint: 'Name the file itself if it should be one.',
          });
        told = true;
        return null;
      }
      if (damage !== null) return refusal(damage, bytes);
      try {
        return read(bytes);
      } catch (error) {
        if (error instanceof MigrationError) return refusal(error.code, bytes);
        throw error;
      }
    },
  };
}

async function bytesOf(file: InputFile, signal: AbortSignal | undefined) {
  const parts: Uint8Array[] = [];
  let length = 0;
  let damage: string | null = null;
  const watch = {
    onDamage: (kind: string) => {
      damage = `FILE_${kind.toUpperCase()}`;
    },
    ...(signal ? { signal } : {}),
  };
  for await (const part of file.read(watch)) {
    parts.push(part);
    length += part.length;
    if (length > MOST_BYTES) {
      damage = 'XML_TOO_LARGE';
      break;
    }
  }
  return { bytes: Buffer.concat(parts), damage: damage as string | null };
}

/** The bytes as text, each byte one character where they are no UTF-8: nothing is lost by it. */
function refusal(refused: string, bytes: Buffer): RefusedDocument {
  const text = bytes.toString('utf8');
  return { refused, text: text.includes('\ufffd') ? bytes.toString('latin1') : text };
}
