import type { Identifier, Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';
import { identifiers } from './identifiers.js';
import { type Body, extend, ownExtension } from './reading.js';
import type { Statement } from './statement.js';
import { hasTemplate } from './templates.js';

/** Members of a condition that say where it stands and who recorded it, and not what it is. */
const PLACES = new Set(['category', 'subject', 'encounter', 'extension']);

/**
 * The condition that an encounter's diagnosis tells again: one above in the document with its id, or one that it names by an Entry Reference (C-CDA 22.4.122),
 * where the diagnosis says nothing that the condition does not say. It is taken over then: it stands in both places. null: a condition of its own.
 */
export function toldBefore(statement: Statement, body: Body): Resource | null {
  const { element, reading } = statement;
  const references = statement.links((inner) => hasTemplate(inner, '4.122'));
  const ids = element.all('id');
  const name = reading.named([...ids, ...references.flatMap(([inner]) => inner.all('id'))]);
  if (name === null || !name.startsWith('Condition/')) return null;
  const known = reading.resources.find(({ resourceType, id }) => `${resourceType}/${id}` === name) as Body | undefined;
  if (known === undefined || !saysNoMore(body, known)) return null;
  for (const [inner, link] of references)
    if (reading.named(inner.all('id')) === name) {
      link.used = true;
      inner.markAll();
    }
  known.category = union(known.category, body.category);
  known.encounter ??= body.encounter;
  const extensions = union(known.extension, body.extension);
  if (extensions.length > 0) known.extension = extensions;
  const stated = (known.identifier as readonly Identifier[] | undefined) ?? [];
  for (const id of ids) reading.know(id, name);
  for (const valueIdentifier of identifiers(ids))
    if (!stated.some(({ system, value }) => system === valueIdentifier.system && value === valueIdentifier.value))
      extend(known, ownExtension('entry-id', { valueIdentifier }));
  return known as unknown as Resource;
}

const saysNoMore = (body: Body, known: Body): boolean =>
  Object.keys(body).every(
    (name) => body[name] === undefined || PLACES.has(name) || stringifyFhir(body[name]) === stringifyFhir(known[name]),
  );

function union(own: unknown, more: unknown): unknown[] {
  const all = [...((own as unknown[] | undefined) ?? [])];
  const texts = new Set(all.map((one) => stringifyFhir(one)));
  for (const one of (more as unknown[] | undefined) ?? []) if (!texts.has(stringifyFhir(one))) all.push(one);
  return all;
}
