import { createHash } from 'node:crypto';
import { codeTable } from '../../base/code-table.js';
import { stableId } from '../../base/stable-id.js';
import type { Resource } from '../../chart/fhir.js';
import { DATA_ABSENT_REASON_EXTENSION } from '../../chart/fhir-extensions.js';

type Json = Record<string, unknown>;

/** Content of more bytes than this stands in a Binary of its own; smaller content stays in the attachment. */
export const LARGE_BYTES = 65_536;

/**
 * An attachment with content, completed: `size` in bytes and `hash` (base64 of SHA-1) of what `data` decodes to (R4 datatypes, Attachment), whatever
 * was stated before. Data without a media type says that the type is unknown (att-1). Without data nothing changes.
 */
export function completeAttachment(attachment: Json): Json {
  if (typeof attachment.data !== 'string') return attachment;
  const bytes = Buffer.from(attachment.data, 'base64');
  const known = attachment.contentType !== undefined || attachment._contentType !== undefined;
  return {
    ...attachment,
    ...(known ? {} : { _contentType: { extension: [{ url: DATA_ABSENT_REASON_EXTENSION, valueCode: 'unknown' }] } }),
    size: bytes.length,
    hash: createHash('sha1').update(bytes).digest('base64'),
  };
}

/** Where attachments may be large, by resource type: a list of attachments, or of elements that each hold one. */
const PLACES: Readonly<Record<string, { readonly list: string; readonly inside?: string }>> = codeTable({
  DocumentReference: { list: 'content', inside: 'attachment' },
  DiagnosticReport: { list: 'presentedForm' },
});

/**
 * Moves large contents of a written resource into Binary resources, whose security is that of the resource (`securityContext`); the attachment then has their `url`,
 * size and hash. The resource itself is returned where it has none.
 */
export function liftAttachments(resource: Resource, idNamespace: string): readonly [Resource, ...Resource[]] {
  const place = PLACES[resource.resourceType];
  const items = place === undefined ? undefined : resource[place.list];
  if (place === undefined || !Array.isArray(items)) return [resource];
  const binaries: Resource[] = [];
  const lifted = (items as Json[]).map((item, index) => {
    const attachment = (place.inside === undefined ? item : item?.[place.inside]) as Json | undefined;
    const isLarge =
      attachment !== undefined &&
      typeof attachment.data === 'string' &&
      typeof attachment.contentType === 'string' &&
      attachment.url === undefined &&
      Number(attachment.size) > LARGE_BYTES;
    if (!isLarge) return item;
    const id = stableId(idNamespace, 'binary', resource.resourceType, resource.id ?? '', String(index));
    const { data, ...rest } = attachment;
    binaries.push({
      resourceType: 'Binary',
      id,
      contentType: attachment.contentType,
      data,
      securityContext: { reference: `${resource.resourceType}/${resource.id}` },
    });
    const placed = { ...rest, url: `Binary/${id}` };
    return place.inside === undefined ? placed : { ...item, [place.inside]: placed };
  });
  return binaries.length === 0 ? [resource] : [{ ...resource, [place.list]: lifted }, ...binaries];
}
