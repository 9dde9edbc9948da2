import type { Cell } from '../../base/cell.js';
import { isResourceType } from '../../chart/elements.js';
import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';
import type { DocumentSet } from './document-set.js';
import { Labels, refOf } from './labels.js';
import { identifiersOf } from './patient-groups.js';
import { SHARED_TYPES, type SourceDocument } from './source-document.js';
import { DOCUMENT, NOT_CARRIED, REPEATED, SUPERSEDED } from './tables.js';

/** A row and the table that it is of. */
export interface DocumentRow {
  readonly table: string;
  readonly cells: readonly Cell[];
}

/** What is needed of the files that the documents came in. */
export interface DocumentFile {
  /** 0-based, among all documents of the source. */
  readonly number: number;
  readonly name: string;
}

/** Identifiers of one person that documents before had: the version that counts gets those that it lacks. */
export type PersonIdentifiers = ReadonlyMap<string, readonly unknown[]>;

/**
 * The rows of one document: itself, its resources under keys that hold in all documents, what another document repeats or supersedes, and what is in no resource.
 * `seen`: keys of shared resources that were given before; they are added to it. `nameOf`: the file of another document, by number.
 */
export function* rowsOf(
  file: DocumentFile,
  document: SourceDocument,
  set: DocumentSet,
  seen: Set<string>,
  identifiers: PersonIdentifiers,
  nameOf: (number: number) => string,
): Generator<DocumentRow> {
  const labels = new Labels(document, set.identified);
  const standing = set.standingOf(file.number);
  const keys = new Map<string, string>();
  for (const resource of document.resources)
    keys.set(refOf(resource), set.keyOf(file.number, resource, labels, document));
  for (const { resource, into } of document.folded) keys.set(refOf(resource), keys.get(into) ?? '');
  const json = (resource: Resource, key: string): string => stringifyFhir({ ...relinked(resource, keys), id: key });
  const { header } = document;
  if (header) {
    const patient = document.resources.find((one) => one.resourceType === 'Patient');
    yield {
      table: DOCUMENT,
      cells: [
        file.number + 1,
        file.name,
        patient ? set.personOf(file.number, refOf(patient)) : null,
        standing,
        header.id,
        header.setId,
        header.version,
        header.date,
        header.type,
        header.title,
        header.content,
      ],
    };
  }
  let place = 0;
  for (const resource of document.resources) {
    place++;
    const { resourceType } = resource;
    const key = keys.get(refOf(resource))!;
    if (!isResourceType(resourceType)) {
      yield unread(file.name, `resource ${place}`, 0, 'charts hold no resource of this type', json(resource, key));
      continue;
    }
    if (SHARED_TYPES.has(resourceType)) {
      const name = `${resourceType}/${key}`;
      if (seen.has(name)) continue;
      seen.add(name);
      yield { table: resourceType, cells: [key, file.name, place, json(resource, key)] };
      continue;
    }
    const person = set.personOf(
      file.number,
      resourceType === 'Patient' ? refOf(resource) : document.patientOf(resource),
    );
    const winner = standing === 'current' ? set.winnerOf(file.number, resource, labels, document) : null;
    const other = standing !== 'current' || (winner !== null && winner.document !== file.number);
    if (!other) {
      if (resourceType !== 'Patient')
        yield { table: resourceType, cells: [key, person, file.name, place, json(resource, key)] };
      else {
        const whole = withIdentifiers(resource, identifiers.get(key) ?? []);
        yield { table: resourceType, cells: [key, file.name, place, json(whole, key)] };
      }
      continue;
    }
    const repeated = winner?.same ?? standing === 'repeated';
    yield {
      table: repeated ? REPEATED : SUPERSEDED,
      cells: [
        resourceType,
        key,
        person,
        file.name,
        place,
        winner ? nameOf(winner.document) : null,
        json(resource, key),
      ],
    };
  }
  for (const { resource, into, agrees } of document.folded) {
    const key = keys.get(into) ?? '';
    const person = set.personOf(file.number, document.patientOf(resource));
    yield {
      table: agrees ? REPEATED : SUPERSEDED,
      cells: [resource.resourceType, key, person, file.name, ++place, file.name, json(resource, key)],
    };
  }
  for (const part of document.notCarried) yield unread(file.name, part.place, part.line, part.reason, part.content);
}

const unread = (file: string, place: string, line: number, reason: string, content: string | null): DocumentRow => ({
  table: NOT_CARRIED,
  cells: [file, place, line > 0 ? line : null, reason, content],
});

function relinked(resource: Resource, keys: ReadonlyMap<string, string>): Resource {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const key = name === 'reference' && typeof member === 'string' ? keys.get(member) : undefined;
        return [name, key === undefined ? walk(member) : `${(member as string).split('/')[0]}/${key}`];
      }),
    );
  };
  return walk(resource) as Resource;
}

/** The patient with the identifiers of all documents: they are the same person's by the identifiers alone. */
function withIdentifiers(patient: Resource, all: readonly unknown[]): Resource {
  const own = new Set(identifiersOf(patient));
  const further = all.filter((one) => {
    const [name] = identifiersOf({ resourceType: 'Patient', identifier: [one] });
    return name !== undefined && !own.has(name);
  });
  if (further.length === 0) return patient;
  return { ...patient, identifier: [...((patient.identifier as unknown[] | undefined) ?? []), ...further] };
}
