import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MigrationError } from '../base/error.js';

/** HL7's files as found; null or empty where they are not there. Chartlift may not ship them. */
export interface ArtefactFiles {
  readonly directory: string;
  readonly schematrons: readonly string[];
  readonly xsd: string | null;
}

export const ARTEFACT_HINT =
  "Run `chartlift artefacts fetch`, or download HL7's C-CDA R2.1 Schematron with its voc.xml (github.com/HL7/CDA-ccda-2.1) and the CDA schema with SDTC extensions (github.com/HL7/CDA-core-2.0) and run `chartlift artefacts add FOLDER`; or name a folder that has them with --artefacts or CHARTLIFT_CCDA_ARTEFACTS.";

const XSD_NAME = 'CDA_SDTC.xsd';
const DEEPEST = 6;

/** Finds the artefacts in a folder. The expected layout is taken first; else the folder is searched, six levels deep. */
export function findArtefacts(directory: string): ArtefactFiles {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new MigrationError('The folder of validation artefacts is not there.', {
      code: 'ARTEFACTS_NOT_FOUND',
      where: directory,
      hint: ARTEFACT_HINT,
      kind: 'usage',
    });
  }
  const schematrons: string[] = [];
  const xsds: string[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < DEEPEST && !entry.name.startsWith('.')) walk(path, depth + 1);
      else if (entry.isFile() && entry.name.endsWith('.sch')) schematrons.push(path);
      else if (entry.isFile() && entry.name === XSD_NAME) xsds.push(path);
    }
  };
  walk(directory, 0);
  const expected = join(directory, 'schematron');
  const direct = schematrons.filter((path) => dirname(path) === expected);
  const expectedXsd = join(directory, 'xsd', 'infrastructure', 'cda', XSD_NAME);
  return {
    directory,
    schematrons: direct.length > 0 ? direct : schematrons,
    xsd: xsds.includes(expectedXsd) ? expectedXsd : (xsds[0] ?? null),
  };
}
