import { MigrationError } from '../../base/error.js';
import type { ProbeInput, ProbeResult, SourceContext, SourceDriver, SourceOptions, TableSource } from '../contract.js';
import type { DocumentInput } from '../documents/document-table-source.js';
import { gatherFiles, type InputFile, skippedIssues } from '../input-file.js';
import { defaultSourceName } from '../source-name.js';
import type { FhirInput } from './resource-set.js';

/** FHIR R4 as JSON: bundles, NDJSON files of a bulk export, single resources. All files are one set: what one refers to may be in another. */
export const fhirDriver: SourceDriver = {
  name: 'fhir',
  describe: 'FHIR R4 JSON: bundles, NDJSON files of a bulk export, a folder (with the folders in it) or a zip of them',
  options: {},
  folders: 'whole',
  probe,
  open,
};

const RESOURCE = /^\s*(\ufeff)?\{[\s\S]{0,4000}?"resourceType"\s*:/;
const MOST_BYTES = 384 << 20;

function probe(input: ProbeInput): ProbeResult {
  const heads = input.files.filter((file) => file.head.length > 0);
  const resources = heads.filter((file) => RESOURCE.test(Buffer.from(file.head).toString('utf8'))).length;
  if (resources === 0) return { score: 0 };
  return { score: resources * 2 >= heads.length ? 3 : 1 };
}

async function open(paths: readonly string[], _options: SourceOptions, context: SourceContext): Promise<TableSource> {
  const gathered = await gatherFiles(paths, 'whole');
  const isNamed = (file: InputFile): boolean => file.isNamed || /\.(json|ndjson)$/i.test(file.name);
  const left = gathered.files.filter((file) => !isNamed(file));
  for (const issue of skippedIssues(gathered, left, 'FHIR JSON')) context.onIssue(issue);
  const files = gathered.files.filter(isNamed);
  const name = defaultSourceName(paths, null);
  const { DocumentTableSource } = await import('../documents/document-table-source.js');
  return new DocumentTableSource('fhir', [setOf(files, name)], false, context, name);
}

/** The files as one set of resources. */
function setOf(files: readonly InputFile[], name: string): DocumentInput {
  return {
    name,
    byteLength: files.reduce((sum, file) => sum + file.byteLength, 0),
    async read(signal) {
      const inputs: FhirInput[] = [];
      let length = 0;
      for (const file of files) {
        const text = await textOf(file, signal);
        length += text.length;
        if (length > MOST_BYTES) throw tooLarge();
        inputs.push({ name: file.place, text });
      }
      return (await import('./stated-set.js')).readStatedSet(inputs);
    },
  };
}

async function textOf(file: InputFile, signal: AbortSignal | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  let damage: string | null = null;
  const watch = {
    onDamage: (kind: string) => {
      damage = kind;
    },
    ...(signal ? { signal } : {}),
  };
  for await (const part of file.read(watch)) parts.push(part);
  if (damage !== null)
    throw new MigrationError('A compressed file of the source is damaged or ends too early', {
      code: 'SOURCE_DAMAGED',
      hint: 'Copy it again from where it came from.',
    });
  return Buffer.concat(parts).toString('utf8');
}

const tooLarge = (): MigrationError =>
  new MigrationError('The FHIR files together are larger than this reader holds', {
    code: 'FHIR_TOO_LARGE',
    hint: 'Stage them in parts, each with all files of its patients.',
  });
