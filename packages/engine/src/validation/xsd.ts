import { readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import {
  closeBuffer,
  openBuffer,
  readBuffer,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { MigrationError } from '../base/error.js';
import { ARTEFACT_HINT } from './artefacts.js';
import { nodePath } from './node-path.js';
import type { DocumentTree } from './own/document-tree.js';
import { SchemaAcceptor } from './schema/acceptor.js';
import type { FindingList } from './verdict.js';
import { splitPatternsInSchema } from './xsd-pattern.js';

/** Making the acceptor takes what it saves on some twenty small documents: it is made when there are many. */
const EARNED = 12;

/** The CDA schema, compiled once: by libxml2, and for a quick yes to what is plainly valid. */
export class XsdCheck {
  private acceptor: SchemaAcceptor | null = null;
  private documents = 0;

  private constructor(
    private readonly validator: XsdValidator,
    private readonly makeAcceptor: () => SchemaAcceptor | null,
  ) {}

  /** Compiles a schema and what it includes; only .xsd files below `root` are read. */
  static compile(file: string, root: string): XsdCheck {
    // libxml2 makes the names of included files from this one and from no folder: a relative one would be looked for in the wrong place.
    const path = resolve(file);
    const within = realpathSync(root) + sep;
    const fail = (cause: unknown): MigrationError =>
      new MigrationError('The CDA schema could not be compiled.', {
        code: 'ARTEFACTS_XSD_INVALID',
        where: path,
        hint: ARTEFACT_HINT,
        cause,
      });
    const real = (name: string): string | null => {
      try {
        const full = realpathSync(resolve(dirname(path), name));
        return full.startsWith(within) && full.endsWith('.xsd') ? full : null;
      } catch {
        return null;
      }
    };
    const texts = new Map<string, string>();
    const textOf = (name: string): string => {
      const text = texts.get(name) ?? readFileSync(name, 'utf8');
      texts.set(name, text);
      return text;
    };
    xmlRegisterInputProvider({
      match: (name) => real(name) !== null,
      open: (name) => {
        const full = real(name);
        return full === null ? undefined : openBuffer(Buffer.from(splitPatternsInSchema(textOf(full))));
      },
      read: (handle, buffer) => readBuffer(handle, buffer),
      close: (handle) => {
        closeBuffer(handle);
        return true;
      },
    });
    try {
      const schema = XmlDocument.fromString(splitPatternsInSchema(textOf(realpathSync(path))), { url: path });
      try {
        const validator = XsdValidator.fromDoc(schema);
        const read = (name: string): string | null => {
          const full = real(name);
          return (full && texts.get(full)) ?? null;
        };
        return new XsdCheck(validator, () => SchemaAcceptor.compile(path, read));
      } finally {
        schema.dispose();
      }
    } catch (error) {
      throw fail(error);
    } finally {
      // Documents must not be able to open files, so the provider lives only while the schema compiles.
      xmlCleanupInputProvider();
    }
  }

  /** The document as libxml2 parsed it and as a tree; without a tree libxml2 checks all of it, to the same result. */
  run(document: XmlDocument, tree: DocumentTree | null, findings: FindingList): void {
    this.documents += 1;
    if (this.documents === EARNED) this.acceptor = this.makeAcceptor();
    if (tree && this.acceptor?.accepts(tree)) return;
    try {
      this.validator.validate(document);
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error;
      for (const detail of error.details) {
        findings.add('xsd', detail.level >= 2 ? 'error' : 'warning', () => ({
          rule: ruleOf(detail.message),
          where: readablePath(document, detail.xpath),
          line: detail.line,
          message: withoutValues(detail.message),
          hint: hintFor(detail.message),
        }));
      }
    }
  }

  /** Whether plainly valid documents are told without libxml2 by now. */
  get isQuick(): boolean {
    return this.acceptor !== null;
  }

  dispose(): void {
    this.validator.dispose();
  }
}

const facet = (message: string): string | undefined => /\[facet '([a-zA-Z]+)'\]/.exec(message)?.[1];

/** A stable name for libxml2's sentence. */
function ruleOf(message: string): string {
  const named = facet(message);
  if (named) return `xsd-${named.toLowerCase()}`;
  if (/This element is not expected/.test(message)) return 'xsd-unexpected-element';
  if (/Missing child element/.test(message)) return 'xsd-missing-element';
  if (/is required but missing/.test(message)) return 'xsd-missing-attribute';
  if (/attribute '[^']*' is not allowed/.test(message)) return 'xsd-unexpected-attribute';
  if (/not a valid value/.test(message)) return 'xsd-invalid-value';
  if (/Character content/.test(message)) return 'xsd-unexpected-text';
  if (/xsi:type|type definition/.test(message)) return 'xsd-type';
  if (/Element content is not allowed/.test(message)) return 'xsd-unexpected-element';
  return 'xsd-other';
}

function hintFor(message: string): string {
  if (/not expected/.test(message))
    return 'Put the elements into the order of the schema, and take out what it does not know.';
  if (/Missing child|required but missing/.test(message))
    return 'Add what the schema demands; where the fact is not known, with a nullFlavor.';
  if (facet(message) === 'pattern')
    return 'Write the value in the form the pattern allows; dates are YYYYMMDD[HHMM[SS]][+-ZZZZ].';
  if (facet(message) === 'enumeration') return 'Use one of the codes of the set.';
  return 'Compare the element with the CDA schema at this place.';
}

/**
 * libxml2 quotes the offending value; a value may be a patient's, so it is taken out. Names, patterns and allowed sets stay.
 * The namespace in braces goes too, because it says nothing to the reader.
 */
function withoutValues(message: string): string {
  return message
    .replace(/\{urn:hl7-org:v3\}/g, '')
    .replace(
      /The value '[\s\S]*?' (has a length|is not|is less|is greater|has more|has less|must)/g,
      'The value (not shown) $1',
    )
    .replace(/(^|: )'[\s\S]*?' is not a valid (value|item)/g, '$1The value (not shown) is not a valid $2')
    .replace(/(key-sequence|value) \[[\s\S]*?\]( |\.)/g, '$1 (not shown)$2')
    .replace(/(The QName value|The attribute value|Duplicate ID value) '[\s\S]*?'/g, '$1 (not shown)')
    .replace(/\s+/g, ' ')
    .trim();
}

const PREFIXES = {
  sdtc: 'urn:hl7-org:sdtc',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  cda: 'urn:hl7-org:v3',
  hl7: 'urn:hl7-org:v3',
};

/** libxml2 names elements of a default namespace `*`; the names are looked up. A path that cannot be followed is given as it is. */
function readablePath(document: XmlDocument, path: string | undefined): string {
  if (path === undefined) return '/';
  try {
    const node = document.get(path, PREFIXES);
    return node ? nodePath(node) : path;
  } catch {
    return path;
  }
}
