import { hash } from 'node:crypto';
import { stableId } from '../../base/stable-id.js';
import type { Resource } from '../../chart/fhir.js';
import { readCda } from '../../formats/cda/cda-document.js';
import { accountOf, type NotCarried } from './account.js';
import { readEntry } from './entries.js';
import { readHeader } from './header.js';
import { readNonXmlBody } from './notes.js';
import { readPatient } from './patient.js';
import { Reading } from './reading.js';
import { readSections } from './sections.js';

/** Namespace of the ids of converted documents; chosen once, at random. */
const NAMESPACE = '6f1c2a90-3f0b-4f0e-9c41-6d0d4f7f2b57';

/** A document as resources of the chart model, with the account of what is in none of them. */
export interface DocumentReading {
  /** Stable id of this document's bytes: a UUID. */
  readonly id: string;
  /** Patient first, then the Composition, then what entries and participations became, in document order. References are `Type/id`. */
  readonly resources: readonly Resource[];
  /** In document order. */
  readonly notCarried: readonly NotCarried[];
}

/**
 * Reads a CDA document of any vendor (C-CDA R1.1 and R2.1; C32 and CDA without templates as far as they state the same) as FHIR R4 resources. The same bytes give
 * the same resources and ids. Throws MigrationError `XML_...` or `NOT_CDA` for what is no CDA document; a part that cannot be carried is listed, never thrown.
 */
export function readCcdaDocument(input: Uint8Array | string): DocumentReading {
  const document = readCda(input);
  // Ids of documents repeat in the wild (templates with a fixed id), and a chart under another patient's ids would be overwritten: the bytes decide.
  const id = stableId(NAMESPACE, hash('sha256', document.text, 'hex'));
  const reading = new Reading(document, id, readEntry);
  readPatient(document.root, reading);
  const composition = readHeader(reading);
  const component = document.root.child('component');
  const nonXml = component?.child('nonXMLBody');
  if (nonXml) readNonXmlBody(nonXml, composition, reading);
  const sections = readSections(component?.child('structuredBody'), '', reading);
  if (sections) composition.section = sections;
  reading.finish();
  return { id, resources: reading.resources, notCarried: accountOf(document, reading.losses) };
}
