import type { Resource } from '../../chart/fhir.js';
import { decodeXml } from '../../formats/xml/xml-bytes.js';
import { SHARED_TYPES, type SourceDocument } from '../documents/source-document.js';
import { readCcdaDocument } from './document-reader.js';
import { foldEncompassing } from './encounter-fold.js';

/** A document as rows are staged of it: its resources, what none of them holds, what its header says of its version. Errors: as decodeXml and readCcdaDocument. */
export function readStatedDocument(bytes: Uint8Array): SourceDocument {
  const content = decodeXml(bytes);
  const reading = readCcdaDocument(content);
  const { resources, folded } = foldEncompassing(reading.resources);
  const patient = resources.find((one) => one.resourceType === 'Patient');
  const owner = patient ? `Patient/${patient.id}` : null;
  return {
    resources,
    patientOf: (resource) => (SHARED_TYPES.has(resource.resourceType) ? null : owner),
    folded: folded ? [folded] : [],
    notCarried: reading.notCarried.map(({ where, line, reason }) => ({ place: where, line, reason, content: null })),
    header: headerOf(resources, content),
  };
}

interface Identifier {
  readonly system?: string;
  readonly value?: string;
}

interface CompositionFacts {
  readonly identifier?: Identifier;
  readonly extension?: readonly {
    readonly url: string;
    readonly valueIdentifier?: Identifier;
    readonly valueString?: string;
  }[];
  readonly date?: string;
  readonly title?: string;
  readonly type?: { readonly coding?: readonly { readonly code?: string }[]; readonly text?: string };
  readonly relatesTo?: readonly { readonly code?: string; readonly targetIdentifier?: Identifier }[];
}

const idText = (id: Identifier | undefined): string | null =>
  id?.value === undefined ? null : `${id.system ?? ''}|${id.value}`;

function headerOf(resources: readonly Resource[], content: string): SourceDocument['header'] {
  const composition = (resources.find((one) => one.resourceType === 'Composition') ?? {}) as CompositionFacts;
  const extension = (end: string) => (composition.extension ?? []).find((one) => one.url.endsWith(end));
  // Composition.identifier is the set, where the document states one (see readHeader).
  const own = extension(':document-id')?.valueIdentifier;
  return {
    content,
    id: idText(own ?? composition.identifier),
    setId: own ? idText(composition.identifier) : null,
    version: extension('versionNumber')?.valueString ?? null,
    date: composition.date ?? null,
    type: composition.type?.coding?.[0]?.code ?? composition.type?.text ?? null,
    title: composition.title ?? null,
    replaces: (composition.relatesTo ?? []).flatMap((one) => {
      const target = one.code === 'replaces' ? idText(one.targetIdentifier) : null;
      return target === null ? [] : [target];
    }),
  };
}
