import { stableId } from '../../../base/stable-id.js';

/**
 * Media types of files that become Unstructured Documents: those of SupportedFileFormats 2.16.840.1.113883.11.20.7.1 that are pictures of pages or
 * word processing files. Text, RTF and HTML are notes and stay in the Notes Section.
 */
const SCANS: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/msword',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/tiff',
]);

export const isScan = (mediaType: string): boolean => SCANS.has(mediaType);

/** Document id of the Unstructured Document of one file of a resource; `place` counts its files from 0. */
export const scanId = (
  namespace: string,
  resource: { readonly resourceType: string; readonly id: string },
  place: number,
): string => stableId(namespace, 'ccda-scan', resource.resourceType, resource.id, String(place + 1));
