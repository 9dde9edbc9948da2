import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type XmlAttribute, XmlDocument, type XmlNode } from 'libxml2-wasm';
import { MigrationError } from '../../base/error.js';
import { ARTEFACT_HINT } from '../artefacts.js';
import { compileSchema } from './compile.js';
import { SchematronRunner } from './run.js';
import { readSchema } from './schema.js';
import { type Lookup, UnsupportedExpression } from './xpath-text.js';

/** Reads and compiles one .sch file; its look-up files are taken from its own folder. Throws MigrationError ARTEFACTS_SCHEMATRON_INVALID. */
export function loadSchematron(path: string): SchematronRunner {
  const sides = new Map<string, XmlDocument>();
  let namespaces: Readonly<Record<string, string>> = {};
  const lookup: Lookup = (file, select) => {
    let side = sides.get(file);
    if (!side) {
      if (/[/\\]|^\.\.?$/.test(file))
        throw new UnsupportedExpression('document() outside the folder of the Schematron');
      try {
        side = XmlDocument.fromBuffer(readFileSync(join(dirname(path), file)));
      } catch {
        throw new UnsupportedExpression(`${file} is not beside the Schematron, or is not XML`);
      }
      sides.set(file, side);
    }
    const nodes: XmlNode[] = side.find(select, namespaces);
    // An empty value set is a cut look-up file, not a rule that nothing can satisfy.
    if (nodes.length === 0) throw new UnsupportedExpression(`${file} has no such value set`);
    return nodes.map((node) => (node as XmlAttribute).content);
  };
  try {
    const document = XmlDocument.fromBuffer(readFileSync(path));
    try {
      const schema = readSchema(document);
      namespaces = schema.namespaces;
      return new SchematronRunner(compileSchema(schema, lookup));
    } finally {
      document.dispose();
    }
  } catch (error) {
    throw new MigrationError('The Schematron file could not be read.', {
      code: 'ARTEFACTS_SCHEMATRON_INVALID',
      where: path,
      hint: ARTEFACT_HINT,
      cause: error,
    });
  } finally {
    for (const side of sides.values()) side.dispose();
  }
}
