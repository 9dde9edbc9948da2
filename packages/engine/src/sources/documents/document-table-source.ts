import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import { formatLocator } from '../../base/locator.js';
import { isResourceType } from '../../chart/elements.js';
import { BatchBuilder } from '../batch-builder.js';
import type { Catalog, ScanRequest, SourceCheck, SourceContext, TableSource } from '../contract.js';
import { changedWhileRead } from '../input-file.js';
import { IssueTally } from '../issue-tally.js';
import { type DocumentFile, type PersonIdentifiers, rowsOf } from './document-rows.js';
import { DocumentSet } from './document-set.js';
import { identifiersOf } from './patient-groups.js';
import type { RefusedDocument, SourceDocument } from './source-document.js';
import { columnsOf, DOCUMENT, NOT_CARRIED, REFUSED, REPEATED, SUPERSEDED, tableInfo, tableOrder } from './tables.js';

/** One document of a source, to be read as often as needed; the same each time. */
export interface DocumentInput {
  readonly name: string;
  readonly byteLength: number;
  /** null: it is no document, and was not named as one. */
  read(signal: AbortSignal | undefined): Promise<SourceDocument | RefusedDocument | null>;
}

/**
 * Documents as tables: the documents, a table for each type of resource with a row for each, and tables of what does not count. Two passes over the documents,
 * the first made once: what a row says of its place among all documents needs all of them.
 */
export class DocumentTableSource implements TableSource {
  #structure: Promise<Structure> | undefined;
  #refused = 0;
  #documents = 0;
  readonly #sourceName: string;

  constructor(
    private readonly format: string,
    private readonly inputs: readonly DocumentInput[],
    /** Statements are known by ids of their own, over documents. */
    private readonly identified: boolean,
    private readonly context: SourceContext,
    sourceName: string,
  ) {
    this.#sourceName = context.sourceName ?? sourceName;
  }

  async catalog(): Promise<Catalog> {
    const { tables, set } = await this.#read();
    return {
      format: this.format,
      product: null,
      database: null,
      statedAt: set.newest,
      tables: [...tables].sort(tableOrder).map(tableInfo),
    };
  }

  async *scan(request: ScanRequest): AsyncGenerator<ColumnBatch> {
    const structure = await this.#read();
    const wanted = request.tables === undefined ? null : new Set(request.tables);
    const builders = new Map<string, BatchBuilder>();
    const tally = new IssueTally(this.context.onIssue);
    for await (const row of this.#rows(structure, request.signal, tally)) {
      const { table, cells } = row;
      if (wanted !== null && !wanted.has(table)) continue;
      let builder = builders.get(table);
      if (!builder) {
        const names = columnsOf(table).map((column) => column.name);
        builder = new BatchBuilder(table, names, this.#sourceName);
        builders.set(table, builder);
      }
      const bytes = cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);
      if (builder.add(cells, row.number, bytes)) yield builder.take();
    }
    for (const table of [...builders.keys()].sort(tableOrder)) {
      const builder = builders.get(table)!;
      if (!builder.isEmpty) yield builder.take();
    }
    tally.close();
  }

  checks(): readonly SourceCheck[] {
    return [
      {
        name: 'documents-read',
        says: 'files can be read as what they should be',
        passed: this.#refused === 0,
        checked: this.#documents,
        failed: this.#refused,
        failing: 'damaged',
      },
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async *#rows(structure: Structure, signal: AbortSignal | undefined, tally: IssueTally) {
    const { set, numbers, identifiers } = structure;
    const seen = new Set<string>();
    const rows = new Map<string, number>();
    const nameOf = (number: number): string => structure.names[number] ?? '';
    const contested = new Set(set.contested);
    const total = this.inputs.reduce((sum, input) => sum + input.byteLength, 0);
    let done = 0;
    this.#refused = 0;
    this.#documents = 0;
    for (const [at, input] of this.inputs.entries()) {
      signal?.throwIfAborted();
      const number = numbers[at]!;
      const document = number === null ? null : await input.read(signal);
      if (number !== null && digestOf(document) !== structure.digests[number]) throw changedWhileRead(this.#sourceName);
      done += input.byteLength;
      this.context.onProgress?.(done, total);
      if (document === null || number === null) continue;
      this.#documents++;
      const count = (table: string): number => {
        const row = (rows.get(table) ?? 0) + 1;
        rows.set(table, row);
        return row;
      };
      const where = (table: string, row: number): string => formatLocator({ source: this.#sourceName, table, row });
      if ('refused' in document) {
        this.#refused++;
        const row = count(REFUSED);
        tally.add(REFUSED, {
          severity: 'error',
          code: 'document-refused',
          where: where(REFUSED, row),
          message: `The file cannot be read as a document (${document.refused}); it is kept aside.`,
          hint: 'Ask for it again from the system that it came from, or name the other files alone.',
        });
        yield { table: REFUSED, cells: [number + 1, document.refused, document.text], number: number + 1 };
        continue;
      }
      const file: DocumentFile = { number, name: input.name };
      for (const row of rowsOf(file, document, set, seen, identifiers, nameOf)) {
        const ordinal = count(row.table);
        if (row.table === DOCUMENT) this.#tellStanding(set, number, contested, where(DOCUMENT, ordinal), tally);
        if (row.table === SUPERSEDED && set.standingOf(number) === 'current')
          tally.add(SUPERSEDED, {
            severity: 'warning',
            code: 'statement-versions',
            where: where(SUPERSEDED, ordinal),
            message: 'The statement stands elsewhere under the same id with other content; the newest document counts.',
            hint: 'Compare the two where it matters: this version is kept in the archive.',
          });
        yield { ...row, number: number + 1 };
      }
    }
  }

  #tellStanding(
    set: DocumentSet,
    number: number,
    contested: ReadonlySet<number>,
    where: string,
    tally: IssueTally,
  ): void {
    const standing = set.standingOf(number);
    if (standing !== 'current')
      tally.add(DOCUMENT, {
        severity: 'information',
        code: `document-${standing}`,
        where,
        message:
          standing === 'repeated'
            ? 'The very same document was read before: what it says counts once.'
            : 'Another document says that it replaces this one: what only this one says does not count.',
      });
    if (contested.has(number))
      tally.add(DOCUMENT, {
        severity: 'warning',
        code: 'patient-identifier-shared',
        where,
        message:
          'The patient has an identifier of another patient, and another name, birth date or sex, or says too little to tell which of two it is: a chart of its own.',
        hint: 'Find out whether they are one person; the charts can be linked later.',
      });
  }

  #read(): Promise<Structure> {
    this.#structure ??= this.#readAll();
    return this.#structure;
  }

  async #readAll(): Promise<Structure> {
    const set = new DocumentSet(this.identified);
    const tables = new Set<string>([NOT_CARRIED, REPEATED, SUPERSEDED]);
    const numbers: (number | null)[] = [];
    const digests: (string | null)[] = [];
    const names: string[] = [];
    const patients: { number: number; ref: string; identifier: unknown }[] = [];
    let documents = 0;
    for (const input of this.inputs) {
      const document = await input.read(undefined);
      numbers.push(document === null ? null : documents++);
      if (document === null) continue;
      names.push(input.name);
      const digest = digestOf(document);
      digests.push(digest);
      if ('refused' in document) {
        set.add(null, null);
        tables.add(REFUSED);
        continue;
      }
      set.add(document, digest);
      if (document.header) tables.add(DOCUMENT);
      for (const one of document.resources) {
        if (isResourceType(one.resourceType)) tables.add(one.resourceType);
        if (one.resourceType === 'Patient')
          patients.push({ number: documents - 1, ref: `Patient/${one.id}`, identifier: one.identifier });
      }
    }
    if (documents === 0)
      throw new MigrationError('There is no document here', {
        code: 'SOURCE_EMPTY',
        hint: 'Name a folder that holds the documents themselves, not folders of them.',
      });
    set.close();
    return { set, tables, numbers, digests, names, identifiers: identifiersByPerson(patients, set) };
  }
}

interface Structure {
  readonly set: DocumentSet;
  /** Those that may have rows. */
  readonly tables: ReadonlySet<string>;
  /** Number of each input among the documents; null for one that is none. */
  readonly numbers: readonly (number | null)[];
  /** Of the texts of the documents: the second pass must meet the same. */
  readonly digests: readonly (string | null)[];
  readonly names: readonly string[];
  readonly identifiers: PersonIdentifiers;
}

function digestOf(document: SourceDocument | RefusedDocument | null): string | null {
  if (document === null) return null;
  const text = 'refused' in document ? document.text : document.header?.content;
  return text === undefined ? null : hash('sha256', text, 'base64');
}

function identifiersByPerson(
  patients: readonly { number: number; ref: string; identifier: unknown }[],
  set: DocumentSet,
): PersonIdentifiers {
  const byPerson = new Map<string, Map<string, unknown>>();
  for (const { number, ref, identifier } of patients) {
    const person = set.personOf(number, ref) ?? '';
    const held = byPerson.get(person) ?? new Map<string, unknown>();
    byPerson.set(person, held);
    for (const one of Array.isArray(identifier) ? identifier : []) {
      const [name] = identifiersOf({ resourceType: 'Patient', identifier: [one] });
      if (name !== undefined && !held.has(name)) held.set(name, one);
    }
  }
  return new Map([...byPerson].map(([person, held]) => [person, [...held.values()]]));
}
